"""What a rule measures, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.column import Code


class State(StrEnum):
    """Three answers, never two: ``undecidable`` is never a pass."""

    MET = "met"
    SHORT = "short"
    UNDECIDABLE = "undecidable"


Number = int | Fraction

UNSTATED = "政策："
"""How the name of something missing begins that the policy, not the workbook, would state."""


@dataclass(frozen=True)
class Measure:
    """One measured row of a rule, met or not.

    key: who and where (school code, ``school/stage/subject`` …; empty for the county as a whole).
    numerator, denominator: exact; denominator None when the measure is a plain count.
    measured, required: the numbers compared, in ``unit`` unless they are shares.
    short: how much is missing, in the rule's natural unit (people, periods), 0 when met, None when
    undecidable. people: whom it concerns. missing: columns, and values of the policy (UNSTATED),
    whose absence makes it undecidable.
    readings: other readings of the same figure, name → text, shown beside it.
    parts: what a figure that is no sum is made of, place by place: listed, never summed.
    """

    key: str
    measured: Number | None
    required: Number | None
    short: int | None
    numerator: Number | None = None
    denominator: Number | None = None
    people: tuple[Code, ...] = ()
    missing: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    note: str = ""
    parts: tuple[Measure, ...] = ()

    @property
    def state(self) -> State:
        """Met, short or undecidable."""
        if self.short is None:
            return State.UNDECIDABLE
        return State.SHORT if self.short > 0 else State.MET


@dataclass(frozen=True)
class Finding:
    """A measure that is not met (or not decidable), with its citation, ready to show.

    enforced: a hard rule, or a soft one that is a target; mode: ``hard``, ``soft`` or ``watch``;
    note: what the measure adds in words, for the rule's own sentence.
    """

    rule: str
    instance: str
    name: str
    key: str
    measured: Number | None
    required: Number | None
    short: int | None
    unit: str
    state: State
    people: tuple[Code, ...]
    message: str
    document: str
    clause: str
    standing: str
    enforced: bool
    mode: str = "hard"
    note: str = ""

    @property
    def row(self) -> str:
        """Id of the policy row it is of."""
        return self.rule if self.rule == self.instance else f"{self.rule}.{self.instance}"


@dataclass(frozen=True)
class TargetLine:
    """One row of the ledger of targets (指标核对).

    floor: how much of the shortfall nobody can avoid, by counting who could be where at all or by
    what a solve has proven; None when the target is met or cannot be decided, or nothing is known.
    """

    id: str
    rule: str
    name: str
    key: str
    numerator: Number | None
    denominator: Number | None
    measured: Number | None
    required: Number | None
    short: int | None
    unit: str
    state: State
    document: str
    clause: str
    quote: str
    standing: str
    mode: str
    steerable: bool
    missing: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    note: str = ""
    floor: int | None = None

    @property
    def off(self) -> bool:
        """Whether the policy has switched it off; what waits for a value of it is undecidable."""
        return self.mode == "off" and not self.missing

    @property
    def traded(self) -> int | None:
        """What is short beyond the floor: given up for others, where the target was steered."""
        if self.short is None or self.floor is None:
            return None
        return self.short - self.floor

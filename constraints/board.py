"""The verbs a rule may use to speak to the solver. Not one mention of any solver.

The board is columnar: a rule hands over arrays, not expressions. A *row* states
``sum(coefficient * column) + worth * short >= right``; the board owns the shortfall ``short`` (a
non-negative integer in the rule's natural unit) and asks the policy row what it is worth. Only the
board adds tightening rows, so that every rule profits from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from constraints.situation import Situation
from models.vocabulary import Mode, Stage

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
T = TypeVar("T")

MODES: tuple[Mode, ...] = tuple(Mode)
STAGES: tuple[Stage, ...] = tuple(Stage)
"""Code of a mode or stage in a candidate table = its position here."""


class Terms(NamedTuple):
    """Entries of a block of rows: ``coefficient[i] * column[i]`` stands in row ``row[i]``."""

    row: IntArray
    column: IntArray
    coefficient: IntArray


@dataclass(frozen=True)
class Candidates:
    """Candidate placements, one entry each; column *i* of the model says whether *i* is taken.

    person: index into ``situation.people``; mode: index into MODES; transfers: whether the 编制
    relation moves; home, host: indices into ``county.schools`` (home −1 for a recruit, host −1
    outside the county, where the seat says which school); stage: index into STAGES and subject:
    index into ``subjects``, as taught at the host; first, last: time slices covered (inclusive);
    designated: neither applicant, recommended nor locked (建议人选); wish: rank of the wish it
    grants, 0 = none; metres: road added to the person's commute, 0 where unknown; counts: whether
    it counts towards the rotation share; team: index into ``Seats.all``, −1 = no seat; locked:
    decided already (锁定), the column is fixed to one.
    """

    subjects: tuple[str, ...]
    person: IntArray
    mode: IntArray
    transfers: BoolArray
    home: IntArray
    host: IntArray
    stage: IntArray
    subject: IntArray
    first: IntArray
    last: IntArray
    designated: BoolArray
    wish: IntArray
    metres: IntArray
    counts: BoolArray
    team: IntArray
    locked: BoolArray

    def __len__(self) -> int:
        return len(self.person)

    def where(self, mask: BoolArray) -> IntArray:
        """Column indices of the candidates in *mask*."""
        return np.flatnonzero(mask).astype(np.int64)

    def of_mode(self, mode: Mode) -> BoolArray:
        """Mask of one mode."""
        return np.asarray(self.mode == MODES.index(mode))

    def of_modes(self, modes: Iterable[Mode]) -> BoolArray:
        """Mask of any of these modes."""
        return np.isin(self.mode, [MODES.index(mode) for mode in modes])

    def at(self, host: int, stage: Stage, subject: str) -> BoolArray:
        """Mask of the candidates for one stage and subject at a school."""
        taught = self.subjects.index(subject)
        stands = (self.host == host) & (self.stage == STAGES.index(stage))
        return np.asarray(stands & (self.subject == taught))

    def by_slice(self) -> tuple[IntArray, IntArray]:
        """(entry, slice) of every slice a candidate covers; entries in order, then slices."""
        lengths = np.maximum(self.last - self.first + 1, 0)
        entry = np.repeat(np.arange(len(self), dtype=np.int64), lengths)
        begun = np.cumsum(lengths) - lengths
        return entry, self.first[entry] + np.arange(len(entry)) - begun[entry]

    def take(self, mask: BoolArray | IntArray) -> Candidates:
        """The sub-table of *mask*."""
        arrays = {f.name: getattr(self, f.name)[mask] for f in fields(self) if f.name != "subjects"}
        return Candidates(subjects=self.subjects, **arrays)


@dataclass(frozen=True)
class Visits:
    """Itinerant visits that may be made: person goes to *host* for some weekly periods.

    visit: column saying whether the visit is made at all; half_days: column with the half-days a
    week spent there, at least one when it is made and none otherwise; periods_per_half_day: tenths
    of a period one half-day brings, per entry; useful: the most half-days that all visitors
    together spend at the host for this stage and subject. A visit covers every time slice. Empty
    when 走教 is off.
    """

    person: IntArray
    home: IntArray
    host: IntArray
    stage: IntArray
    subject: IntArray
    visit: IntArray
    half_days: IntArray
    periods_per_half_day: IntArray
    useful: IntArray

    def __len__(self) -> int:
        return len(self.person)

    @classmethod
    def none(cls) -> Visits:
        """An empty table."""
        return cls(*(np.zeros(0, np.int64) for _ in fields(cls)))

    def as_candidates(self, subjects: tuple[str, ...]) -> Candidates:
        """The same pairs as a candidate table of mode 走教, for rules about single pairs."""
        none, no = np.zeros(len(self), np.int64), np.zeros(len(self), np.bool_)
        return Candidates(
            subjects=subjects,
            person=self.person,
            mode=np.full(len(self), MODES.index(Mode.ITINERANT), np.int64),
            transfers=no,
            home=self.home,
            host=self.host,
            stage=self.stage,
            subject=self.subject,
            first=none,
            last=none,
            designated=no,
            wish=none,
            metres=none,
            counts=no,
            team=none - 1,
            locked=no,
        )


class Board(Protocol):
    """What a rule sees of the model being built."""

    @property
    def situation(self) -> Situation:
        """County and policy."""

    @property
    def moves(self) -> Candidates:
        """Candidate main placements; column *i* = entry *i*."""

    @property
    def visits(self) -> Visits:
        """Candidate itinerant visits."""

    @property
    def by_check(self) -> bool:
        """Whether the rule posting now, a conservative one, is written as its check counts: its
        rows then credit whatever the check does, and stay as near to it as straight rows can. So
        are enforced ones, and those that a plan at hand meets."""

    @property
    def met_at(self) -> Fraction | None:
        """Of a rule that a plan at hand meets: its :meth:`constraints.rule.Rule.met_at`."""

    @property
    def laxer(self) -> bool:
        """Whether they must then rather refuse nothing the check allows, so that they may prove."""

    def columns(
        self, count: int, *, upper: int | IntArray, integer: bool = True, steps: bool = False
    ) -> IntArray:
        """New columns from 0 to *upper* that belong to the rule; returns their indices. steps: of a
        curve, whole by themselves in some plan as good wherever the others are whole."""

    def at_least(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        step: IntArray | None = None,
        decisions_first: bool = False,
    ) -> IntArray:
        """Rows ``sum(terms) + worth * short >= right``, one per key; returns the short columns.

        short is a non-negative integer named by its key, in the rule's natural unit; its column is
        −1 where the row holds whatever is decided. worth: how much one unit of short adds to the
        row. step: per row the amount one person brings, when coefficients come in such steps; the
        board adds the tightening row for it (0 = none). decisions_first: published decisions (锁定)
        may break the row, and by themselves are no shortfall; while it is broken nobody else may
        make it worse, and what free people add counts as short, up to what the row lacks. Of an
        enforced row (not of one at most) free people make up for what they can before any tier.
        """

    def implied(self, terms: Sequence[Terms], right: IntArray, step: IntArray) -> None:
        """Rows ``sum(terms) >= right`` that follow from rows already written, e.g. sums of them.

        They say nothing new of whole plans; the board keeps only their tightened form.
        """

    def at_most(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        decisions_first: bool = False,
    ) -> IntArray:
        """Rows ``sum(terms) - worth * short <= right``, one per key; returns the short columns."""

    def always(
        self, terms: Sequence[Terms], lower: IntArray | None, upper: IntArray | None
    ) -> None:
        """Structural rows that define the rule's own columns; they never have a shortfall."""

    def forced(self, terms: Sequence[Terms], count: int) -> IntArray:
        """What the decisions (锁定), visits among them, alone add to each of *count* rows."""

    def shared(self, name: str, build: Callable[[], T]) -> T:
        """Something built once per board and used by several rules (the balance of periods)."""


def terms(row: Any, column: Any, coefficient: Any = 1) -> Terms:
    """Terms from anything array-like; a scalar coefficient is repeated."""
    rows = np.asarray(row, dtype=np.int64)
    columns = np.asarray(column, dtype=np.int64)
    return Terms(rows, columns, np.broadcast_to(np.asarray(coefficient, np.int64), rows.shape))

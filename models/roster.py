"""A finished plan, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.column import Code, Subject
from models.vocabulary import Mode, Relation, Stage


@dataclass(frozen=True)
class Placement:
    """One row of the plan table.

    home: the school the person is sent from; host: the school they go to; periods: weekly periods
    at the host, in whole or half periods (None = a full-time place carrying the standard load).
    proposed: 建议人选, neither applicant nor recommended nor locked; never on a public list.
    """

    person: Code
    mode: Mode
    relation: Relation
    home: Code
    host: Code
    start: date
    end: date
    subject: Subject | None = None
    stage: Stage | None = None
    periods: Decimal | None = None
    post: str | None = None
    team: Code | None = None
    counterpart: Code | None = None
    successor: Code | None = None
    return_school: Code | None = None
    proposed: bool = False
    row_number: int = 0

    @property
    def order(self) -> tuple[str, ...]:
        """Key of the canonical order of a roster's rows."""
        return (
            str(self.person),
            str(self.mode),
            str(self.host),
            self.start.isoformat(),
            str(self.subject or ""),
        )


@dataclass(frozen=True)
class Roster:
    """All placements of a plan in canonical order. A person without a placement stays."""

    placements: tuple[Placement, ...]

    @classmethod
    def of(cls, placements: list[Placement] | tuple[Placement, ...]) -> Roster:
        """Sort into canonical order."""
        return cls(tuple(sorted(placements, key=lambda p: p.order)))

    @cached_property
    def by_person(self) -> dict[Code, tuple[Placement, ...]]:
        """Placements by person."""
        grouped: dict[Code, list[Placement]] = {}
        for placement in self.placements:
            grouped.setdefault(placement.person, []).append(placement)
        return {k: tuple(v) for k, v in grouped.items()}

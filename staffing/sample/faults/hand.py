"""The hand that writes the faulty roster: who is free, who could go where, rows so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from models.column import Code
from models.county import County
from models.sheets import PlanRow, SchoolRow, TeacherRow
from models.vocabulary import (
    COMPULSORY_STAGES,
    KeyLevel,
    Leadership,
    Locale,
    Mode,
    PointsUse,
    Relation,
    Sponsor,
    StaffKind,
    StaffStatus,
    Title,
)

_NO_OFFICE = (None, Leadership.NONE)
_YEARS, _AGE = 6, 48
"""A story's people have surely served long enough, and surely do not retire soon."""


@dataclass(frozen=True)
class PlantedFault:
    """One planted fault.

    kind: stable descriptive name; rule: id of the rule that must report it; people: whom the
    report must name (empty for the county as a whole); place: the school it shows at, if any;
    words: what is wrong, in Chinese.
    """

    kind: str
    rule: str
    people: tuple[Code, ...]
    place: str
    words: str


class Hand:
    """Rows written so far and the people still free for a story of their own."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.rows: list[PlanRow] = []
        self.used: set[Code] = set(self._told)

    @cached_property
    def _told(self) -> frozenset[Code]:
        """People with a lock, an application or a history: only planters that look for them."""
        c = self.county
        sheets = (c.locks, c.exemptions, c.wishes, c.recommendations, c.history)
        return frozenset(row.person for sheet in sheets for row in sheet)

    def move(
        self, person: TeacherRow, host: Code, mode: Mode = Mode.ROTATION,
        relation: Relation = Relation.KEPT, **changes: object,
    ) -> PlanRow:  # fmt: skip
        """Write one row for the whole term; changes override fields of :class:`PlanRow`."""
        term = self.county.term
        facts: dict[str, object] = {
            "person": person.code, "name": person.name, "mode": mode, "relation": relation,
            "home": person.duty_school, "host": host, "subject": person.subject,
            "start": term.start, "end": term.end,
        }  # fmt: skip
        if relation is Relation.KEPT and mode is not Mode.ITINERANT:
            facts["return_school"] = person.duty_school
        row = PlanRow(**(facts | changes))
        self.rows.append(row)
        self.used.add(person.code)
        return row

    def free(self) -> Iterator[TeacherRow]:
        """Rotation-eligible people nobody has told a story about, no key teachers, by code."""
        return (
            t for t in self.eligible if t.code not in self.used and t.key_level is KeyLevel.NONE
        )

    @cached_property
    def eligible(self) -> tuple[TeacherRow, ...]:
        """Public compulsory teachers on duty at home, six years there, 一级 or above, no office.

        Nobody so old that any retirement age could be near.
        """
        return tuple(t for t in self.county.teachers if self._eligible(t))

    def _eligible(self, person: TeacherRow) -> bool:
        return (
            self.ordinary(person)
            and person.school_since is not None
            and self.county.term.reference.year - person.school_since.year > _YEARS
            and person.born is not None
            and self.county.term.reference.year - person.born.year < _AGE
            and person.title in (Title.FIRST, Title.SENIOR, Title.FULL_SENIOR)
            and person.certificate_subject == person.subject
        )

    def ordinary(self, person: TeacherRow) -> bool:
        """On the establishment of a public school, on duty there, teaching, without office."""
        school = self.county.school[person.duty_school]
        return (
            person.teaches
            and person.stage in COMPULSORY_STAGES
            and person.staff_kind is StaffKind.ESTABLISHED
            and person.status is StaffStatus.ON_DUTY
            and person.leadership in _NO_OFFICE
            and school.sponsor is Sponsor.PUBLIC
            and self.county.legal_school(school.code) == person.establishment_school
        )

    def hosts(self, person: TeacherRow, *, seat: bool = False) -> list[SchoolRow]:
        """Legal public schools of the person's stage elsewhere: rural ones, or the seat's."""
        return [
            s for s in self.county.schools
            if person.stage in s.kind.stages and s.sponsor is Sponsor.PUBLIC
            and s.legal_code is None and s.code != person.establishment_school
            and (s.locale is Locale.CITY) is seat
        ]  # fmt: skip

    def from_seat(self, people: Iterable[TeacherRow]) -> list[TeacherRow]:
        """Those of *people* who are on duty in the seat."""
        return [p for p in people if self.county.school[p.duty_school].locale is Locale.CITY]

    @cached_property
    def peers(self) -> Counter[tuple[Code, object, object]]:
        """Teachers on duty by school, stage and subject."""
        return Counter(
            (t.duty_school, t.stage, t.subject)
            for t in self.county.teachers
            if t.teaches and t.status is StaffStatus.ON_DUTY
        )

    def competition_points(self, person: Code) -> Decimal:
        """Sum of a person's 竞聘分."""
        rows = self.county.points_of.get(person, ())
        return sum((r.points for r in rows if r.use is PointsUse.COMPETITION), Decimal(0))

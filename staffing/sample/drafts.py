"""The county while it is being drawn: campuses and people that may still change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from models.column import Code, IdNumber, Month, Row, Subject
from models.sheets import TeacherRow
from models.vocabulary import (
    COMPULSORY_STAGES,
    Appraisal,
    Counsellor,
    Degree,
    Education,
    Ethics,
    Gender,
    Grade,
    KeyLevel,
    Leadership,
    Locale,
    PostKind,
    RetirementChoice,
    SchoolKind,
    Service,
    Sponsor,
    StaffKind,
    StaffStatus,
    Stage,
    Title,
)
from staffing.sample.figures import FULL_SIZE, NOW


@dataclass
class Campus:
    """A school or campus. x, y in kilometres; legal is its 法人学校 (itself when it is one)."""

    code: Code
    name: str
    legal: Code
    kind: SchoolKind
    sponsor: Sponsor
    locale: Locale
    district: str
    x: float
    y: float
    county_seat: bool = False
    township_seat: bool = False
    central: bool = False
    point: bool = False
    new: bool = False
    boarding: bool = False
    strong: bool = False
    weak: bool = False
    group: str | None = None
    approved: int | None = None
    grades: dict[Grade, tuple[int, int]] = field(default_factory=dict)

    @property
    def public(self) -> bool:
        """公办."""
        return self.sponsor is Sponsor.PUBLIC

    @property
    def is_legal(self) -> bool:
        """Whether it is a legal school of its own."""
        return self.legal == self.code

    @property
    def compulsory(self) -> bool:
        """Whether it runs a stage of compulsory education."""
        return any(stage in COMPULSORY_STAGES for stage in self.kind.stages)

    @property
    def rural(self) -> bool:
        """Outside the county seat."""
        return self.locale is not Locale.CITY

    @property
    def pupils(self) -> int:
        """Pupils on this campus."""
        return sum(pupils for _, pupils in self.grades.values())

    @property
    def classes(self) -> int:
        """Classes on this campus."""
        return sum(classes for classes, _ in self.grades.values())


@dataclass
class Person:
    """A member of staff; field names are those of :class:`TeacherRow`."""

    code: Code
    establishment_school: Code
    duty_school: Code
    post_kind: PostKind = PostKind.TEACHER
    stage: Stage | None = None
    subject: Subject | None = None
    name: str = ""
    gender: Gender = Gender.FEMALE
    born: Month = NOW
    id_number: IdNumber | None = None
    staff_kind: StaffKind = StaffKind.ESTABLISHED
    status: StaffStatus = StaffStatus.ON_DUTY
    status_from: date | None = None
    status_to: date | None = None
    full_time_teacher: bool | None = None
    leadership: Leadership | None = None
    leader_since: Month | None = None
    leader_term: int | None = None
    also_subjects: tuple[Subject, ...] = ()
    weekly_periods: Decimal | None = None
    education: Education | None = None
    degree: Degree | None = None
    title: Title | None = None
    post_grade: int | None = None
    post_grade_since: Month | None = None
    rural_title: bool | None = None
    key_level: KeyLevel | None = None
    key_until: date | None = None
    master_title: str | None = None
    certificate_stage: Stage | None = None
    certificate_subject: Subject | None = None
    major: str | None = None
    homeroom: bool | None = None
    young_pioneers: bool | None = None
    worked_since: Month | None = None
    school_since: Month | None = None
    first_appointed: Month | None = None
    contract_number: int | None = None
    rural_years: Decimal | None = None
    service: Service | None = None
    service_until: date | None = None
    counsellor: Counsellor | None = None
    preschool_major: bool | None = None
    vocational_subject: bool | None = None
    double_qualified: bool | None = None
    appraisal: Appraisal | None = None
    ethics: Ethics | None = None
    retirement_choice: RetirementChoice | None = None
    residence: str | None = None
    itinerant_days: tuple[str, ...] = ()

    @property
    def teaches(self) -> bool:
        """专任教师."""
        return self.post_kind is PostKind.TEACHER and self.full_time_teacher is not False

    @property
    def compulsory(self) -> bool:
        """专任教师 of a compulsory stage."""
        return self.teaches and self.stage in COMPULSORY_STAGES

    @property
    def age(self) -> int:
        """Whole years on the reference date."""
        return (NOW - self.born) // 12

    @property
    def tenure(self) -> int:
        """Whole years at the legal school."""
        return (NOW - self.school_since) // 12 if self.school_since else 0

    @property
    def seniority(self) -> int:
        """Whole years of work."""
        return (NOW - self.worked_since) // 12 if self.worked_since else 0

    @property
    def at_home(self) -> bool:
        """On duty in the ordinary way, neither leader nor away."""
        return self.status is StaffStatus.ON_DUTY and self.leadership is None

    def row(self) -> TeacherRow:
        """The finished row of the 教师 sheet."""
        return TeacherRow(**{f.name: getattr(self, f.name) for f in fields(self)})


@dataclass
class Sketch:
    """Everything drawn so far; one independent stream of chance per concern."""

    teachers: int
    seed: int
    campuses: list[Campus] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    used: set[Code] = field(default_factory=set)

    @property
    def scale(self) -> float:
        """Size relative to the full county."""
        return self.teachers / FULL_SIZE

    def chance(self, concern: str) -> Random:
        """The stream of one concern: text seeds do not depend on the hash seed."""
        return Random(f"{self.seed}/{self.teachers}/{concern}")

    def count(self, full: float, least: int = 0) -> int:
        """A count of the full county at this size."""
        return max(least, round(full * self.scale))

    @cached_property
    def campus(self) -> dict[Code, Campus]:
        """Campus by code (all campuses exist before it is first asked)."""
        return {c.code: c for c in self.campuses}

    @cached_property
    def seat_districts(self) -> list[str]:
        """Names of the seat's districts, where some rural teachers live."""
        return sorted({c.district for c in self.campuses if c.county_seat})

    def put(self, row: Row) -> None:
        """Add a finished row to its sheet."""
        self.rows.setdefault(row.sheet, []).append(row)

    def compulsory_schools(self, *, public: bool = True) -> list[Campus]:
        """Campuses of compulsory education, public ones only unless told."""
        return [c for c in self.campuses if c.compulsory and (c.public or not public)]

    def take(self, pool: Iterable[Person], number: int, rng: Random) -> list[Person]:
        """Draw people nobody has drawn before, so that one person tells one story."""
        free = [p for p in pool if p.code not in self.used]
        chosen = rng.sample(free, min(number, len(free)))
        self.used.update(p.code for p in chosen)
        return chosen

    def eligible(self) -> list[Person]:
        """Teachers long enough at one public school to be in material for rotation."""
        return [p for p in self.people if self.could_rotate(p)]

    def could_rotate(self, person: Person) -> bool:
        """Roughly what a rotation policy asks; the product decides for itself by policy."""
        return (
            person.compulsory
            and person.staff_kind is StaffKind.ESTABLISHED
            and person.status is StaffStatus.ON_DUTY
            and self.campus[person.establishment_school].public
            and person.tenure >= 6
            and person.title in (Title.FIRST, Title.SENIOR, Title.FULL_SENIOR)
        )

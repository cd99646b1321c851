"""课时需求: weekly periods each school must teach, by stage and subject; kindergartens in heads.

口径: classes by grade (班级) × curriculum of the school's 学制, in tenths of a period; a 学科需求
row replaces the derived figure of its school, stage and subject. 六年级 belongs to 初中 under
五四, to 小学 under 六三 or when 学制 is blank. Classes of a school closed by the first day of the
term are its successor's. Kindergarten heads = classes × heads per class (两教一保).
例外: private schools need nobody from the county. A stage without a curriculum in the policy (高中,
中职, 特教) has only what 学科需求 states; classes without it leave the need undecided, not zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from constraints.facts.load import tenths
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.sheets import ClassRow
from models.vocabulary import Grade, SchoolChange, Schooling, Sponsor, Stage

Cell = tuple[Code, Stage, Subject]
"""Key of cover: school, stage, subject."""

CARE, NURSING = Subject("保教"), Subject("保育")
"""Subjects of kindergarten staff: the teachers and the carers of 两教一保."""

_COMPULSORY: tuple[Grade, ...] = tuple(Grade[f"G{number}"] for number in range(1, 10))
_PRIMARY_YEARS = {Schooling.SIX_THREE: 6, Schooling.FIVE_FOUR: 5}
_SENIOR: tuple[Grade, ...] = (Grade.S1, Grade.S2, Grade.S3)
_OTHER = {
    Grade.SPECIAL: Stage.SPECIAL,
    **dict.fromkeys((Grade.V1, Grade.V2, Grade.V3), Stage.VOCATIONAL),
    **dict.fromkeys(_SENIOR, Stage.SENIOR),
}


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Curriculum: subject → weekly periods of a class in grades 1–9 (高一–高三 for ``senior``)."""

    six_three: Mapping[Subject, tuple[Fraction, ...]] = param(
        "课程周课时（六三，一至九年级）", unit="课时"
    )
    five_four: Mapping[Subject, tuple[Fraction, ...]] = param(
        "课程周课时（五四，一至九年级）", unit="课时"
    )
    senior: Mapping[Subject, tuple[Fraction, ...]] | None = param(
        "课程周课时（高中，高一至高三）", unit="课时", optional=True
    )
    per_kindergarten_class: Mapping[Subject, int] = param("幼儿园每班配备（保教、保育）", unit="人")
    per_boarding_class: Mapping[Subject, int] = param(
        "寄宿制幼儿园每班另加（保教、保育）", unit="人"
    )


def stage_of(grade: Grade, schooling: Schooling | None) -> Stage:
    """Stage a class of this grade belongs to under the school's 学制 (blank = 六三)."""
    if grade in _COMPULSORY:
        years = _PRIMARY_YEARS[schooling or Schooling.SIX_THREE]
        return Stage.PRIMARY if _COMPULSORY.index(grade) < years else Stage.JUNIOR
    return _OTHER.get(grade, Stage.KINDERGARTEN)


class Demand(Fact[P]):
    """What must be taught before any decision."""

    id = "demand"
    name = "课时需求"
    Params = P

    @cached_property
    def needs(self) -> Mapping[Cell, int]:
        """Tenths of a period by (school, stage, subject), all positive, sorted by key."""
        found: defaultdict[Cell, Fraction] = defaultdict(Fraction)
        for school, stage, row in self._classes():
            for subject, periods in self._curriculum(row.school, stage, row.grade):
                found[school, stage, subject] += periods * row.classes
        found.update(self._stated())
        return {cell: tenths(found[cell]) for cell in sorted(found) if found[cell] > 0}

    @cached_property
    def heads(self) -> Mapping[Code, int]:
        """Kindergarten teachers (保教) needed by school, in code order."""
        return self._kindergarten(CARE)

    @cached_property
    def carers(self) -> Mapping[Code, int]:
        """Kindergarten carers (保育) needed by school, in code order."""
        return self._kindergarten(NURSING)

    @cached_property
    def undecided(self) -> tuple[tuple[Code, Stage], ...]:
        """Schools and stages that have classes but neither curriculum nor 学科需求."""
        known = {(school, stage) for school, stage, _ in self.needs}
        present = {
            (school, stage)
            for school, stage, row in self._classes()
            if row.classes and stage is not Stage.KINDERGARTEN
        }
        return tuple(sorted(present - known))

    def of_stage(self, school: Code, stage: Stage) -> Mapping[Subject, int]:
        """Needs of one school and stage by subject."""
        return self._by_stage.get((school, stage), {})

    @cached_property
    def _by_stage(self) -> Mapping[tuple[Code, Stage], dict[Subject, int]]:
        grouped: defaultdict[tuple[Code, Stage], dict[Subject, int]] = defaultdict(dict)
        for (school, stage, subject), need in self.needs.items():
            grouped[school, stage][subject] = need
        return grouped

    def _classes(self) -> Iterator[tuple[Code, Stage, ClassRow]]:
        """(school that teaches them, stage, row) of every class row of a public school."""
        for row in self.county.classes:
            school = self.county.school[row.school]
            if school.sponsor is Sponsor.PUBLIC:
                yield self.host_of(row.school), stage_of(row.grade, school.schooling), row

    def _curriculum(
        self, school: Code, stage: Stage, grade: Grade
    ) -> Iterator[tuple[Subject, Fraction]]:
        if grade in _COMPULSORY:
            five_four = self.county.school[school].schooling is Schooling.FIVE_FOUR
            table, grades = self.p.five_four if five_four else self.p.six_three, _COMPULSORY
        elif stage is Stage.SENIOR:
            table, grades = self.p.senior or {}, _SENIOR
        else:
            return
        for subject, by_grade in table.items():
            yield subject, by_grade[grades.index(grade)]

    def _stated(self) -> Mapping[Cell, Fraction]:
        stated: defaultdict[Cell, Fraction] = defaultdict(Fraction)
        for row in self.county.demands:
            if self.county.school[row.school].sponsor is Sponsor.PUBLIC:
                cell = (self.host_of(row.school), row.stage, row.subject)
                stated[cell] += Fraction(row.periods)
        return stated

    def _kindergarten(self, subject: Subject) -> Mapping[Code, int]:
        found: defaultdict[Code, int] = defaultdict(int)
        for school, stage, row in self._classes():
            if stage is Stage.KINDERGARTEN:
                each = self.p.per_kindergarten_class.get(subject, 0)
                if self.county.school[school].boarding:
                    each += self.p.per_boarding_class.get(subject, 0)
                found[school] += each * row.classes
        return {school: found[school] for school in sorted(found) if found[school]}

    def host_of(self, school: Code) -> Code:
        """The school itself, or its successor when it is closed by the first day of the term."""
        seen = {school}
        while (heir := self._successors.get(school)) is not None and heir not in seen:
            seen.add(heir)
            school = heir
        return school

    @cached_property
    def _successors(self) -> Mapping[Code, Code]:
        return {
            row.school: row.successor
            for row in self.county.school_changes
            if row.change is not SchoolChange.OPEN
            and row.successor is not None
            and row.effective <= self.county.term.start
        }


FACT = Demand

"""课时需求: weekly periods each school must teach, by stage and subject; kindergartens in heads.

口径: classes by grade (班级) × curriculum of the school's 学制, in tenths of a period; a 学科需求
row replaces the derived figure of its school, stage and subject. 六年级 belongs to 初中 under
五四, to 小学 under 六三 or when 学制 is blank. Classes of a school closed by the first day of the
term are its successor's; a school to be opened (建) needs people from its day on, and after the
term only in ``to_come``. Where the policy cuts the term by 学校调整 each slice has the needs of its
first day, else a school that opens within the term counts from the start. Kindergarten heads =
classes × heads per class (两教一保).
A school with pupils but no row in 班级 is, where it runs one stage, as large as its own row says;
what hangs on grades, or on the parts of several stages, is not known of it.
例外: private schools need nobody from the county. A stage without a curriculum in the policy (高中,
中职, 特教) has only what 学科需求 states; classes without it leave the need undecided, not zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from constraints.facts.load import tenths
from constraints.facts.slices import Event, Slices
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.sheets import ClassRow, SchoolRow
from models.vocabulary import Grade, Schooling, SchoolKind, Sponsor, Stage

_NAMED = 3
"""How many schools a message names one by one."""

K = TypeVar("K", Code, tuple[Code, Stage, Subject])

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
        """Tenths of a period by (school, stage, subject), all positive, sorted by key.

        The most that any time slice needs.
        """
        return _most([self._needs(day) for day in self._days])

    @cached_property
    def cells_at(self) -> Mapping[Code, tuple[Cell, ...]]:
        """Cells with need by school."""
        grouped: defaultdict[Code, list[Cell]] = defaultdict(list)
        for cell in self.needs:
            grouped[cell[0]].append(cell)
        return {school: tuple(cells) for school, cells in grouped.items()}

    def needs_in(self, late: int | None) -> Mapping[Cell, int]:
        """The same in one time slice; None = over the whole term."""
        return self.needs if late is None or len(self._days) == 1 else self._by_slice[late]

    @cached_property
    def to_come(self) -> Mapping[Cell, int]:
        """Needs of schools that open after the term, sorted by key: to be provided for in time."""
        last = self.county.term.end
        new = {school for school, day in self.county.opening.items() if day > last}
        later = self._needs(date.max) if new else {}
        return {cell: amount for cell, amount in later.items() if cell[0] in new}

    @cached_property
    def heads(self) -> Mapping[Code, int]:
        """Kindergarten teachers (保教) needed by school, in code order; as ``needs``."""
        return _most([self._kindergarten(CARE, day) for day in self._days])

    def heads_in(self, late: int) -> Mapping[Code, int]:
        """The same in one time slice."""
        one = len(self._days) == 1
        return self.heads if one else self._kindergarten(CARE, self._days[late])

    @cached_property
    def carers(self) -> Mapping[Code, int]:
        """Kindergarten carers (保育) needed by school, in code order."""
        return self._kindergarten(NURSING, self._days[0])

    @cached_property
    def undecided(self) -> tuple[tuple[Code, Stage], ...]:
        """Schools and stages that have classes but neither curriculum nor 学科需求, or whose
        classes nobody has listed."""
        known = {(school, stage) for school, stage, _ in self.needs}
        present = {
            (school, stage)
            for school, stage, row in self._classes(self._days[0])
            if row.classes and stage is not Stage.KINDERGARTEN
        }
        stated = {(row.school, row.stage) for row in self.county.demands}
        untold = {
            (self.host_of(row.code), stage)
            for row in self._unlisted(self._days[0])
            for stage in row.kind.stages
            if stage is not Stage.KINDERGARTEN and (row.code, stage) not in stated
        }
        return tuple(sorted((present - known) | untold))

    @cached_property
    def sizes(self) -> Mapping[tuple[Code, Stage], tuple[int, int]]:
        """Pupils and classes by school and stage, sorted by key, as far as told (see ``untold``).

        Of what is closed by the first day of the term the successor has them.
        """
        county, found = self.county, dict[tuple[Code, Stage], tuple[int, int]]()
        own = [row for row in county.unlisted.values() if len(row.kind.stages) == 1]
        parts = [(row.code, row.kind.stages[0], row.pupils, row.classes) for row in own]
        for x in county.classes:
            stage = stage_of(x.grade, county.school[x.school].schooling)
            parts.append((x.school, stage, x.pupils, x.classes))
        for school, stage, pupils, classes in parts:
            key = self.host_of(school), stage
            before = found.get(key, (0, 0))
            found[key] = before[0] + pupils, before[1] + classes
        return {key: found[key] for key in sorted(found)}

    @cached_property
    def untold(self) -> Mapping[Code, tuple[SchoolRow, ...]]:
        """Schools of several stages whose parts nobody has listed, by who has their pupils."""
        found: defaultdict[Code, list[SchoolRow]] = defaultdict(list)
        for row in self.county.unlisted.values():
            if len(row.kind.stages) > 1:
                found[self.host_of(row.code)].append(row)
        return {school: tuple(found[school]) for school in sorted(found)}

    def lacking(self, schools: Collection[Code]) -> tuple[str, ...]:
        """What 班级 lacks of these schools and of those closed into them, in words."""
        rows = [r for r in self.county.unlisted.values() if self.host_of(r.code) in schools]
        named = [f"{row.name}（{self.county.cell(row, 'pupils')}）" for row in rows]
        listed = "、".join(named) if len(named) <= _NAMED else f"{named[0]}等{len(named)}所学校"
        return (f"班级：{listed}没有填各年级的班级数和学生数",) if named else ()

    def of_stage(self, school: Code, stage: Stage) -> Mapping[Subject, int]:
        """Needs of one school and stage by subject."""
        return self._by_stage.get((school, stage), {})

    @cached_property
    def _by_stage(self) -> Mapping[tuple[Code, Stage], dict[Subject, int]]:
        grouped: defaultdict[tuple[Code, Stage], dict[Subject, int]] = defaultdict(dict)
        for (school, stage, subject), need in self.needs.items():
            grouped[school, stage][subject] = need
        return grouped

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """First day of every slice where changes of schools cut the term, else the term's last.

        The last day knows every school that opens within the term; closures count from the first.
        """
        slices = Slices.of(self.situation)
        if slices.notices(Event.SCHOOL_CHANGE):
            return tuple(first for first, _ in slices.spans)
        return (self.county.term.end,)

    @cached_property
    def _by_slice(self) -> tuple[Mapping[Cell, int], ...]:
        return tuple(self._needs(day) for day in self._days)

    def _needs(self, day: date) -> Mapping[Cell, int]:
        """Needs of a day."""
        found: defaultdict[Cell, Fraction] = defaultdict(Fraction)
        for school, stage, row in self._classes(day):
            for subject, periods in self._curriculum(row.school, stage, row.grade):
                found[school, stage, subject] += periods * row.classes
        found.update(self._stated(day))
        return {cell: tenths(found[cell]) for cell in sorted(found) if found[cell] > 0}

    def _classes(self, day: date) -> Iterator[tuple[Code, Stage, ClassRow]]:
        """(school that teaches them, stage, row) of every class row of a public school."""
        for row in self.county.classes:
            school = self.county.school[row.school]
            if school.sponsor is Sponsor.PUBLIC and self._open(row.school, day):
                yield self.host_of(row.school, day), stage_of(row.grade, school.schooling), row

    def _unlisted(self, day: date) -> Iterator[SchoolRow]:
        """Public schools at work whose classes nobody has listed."""
        for row in self.county.unlisted.values():
            if row.sponsor is Sponsor.PUBLIC and self._open(row.code, day):
                yield row

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

    def _stated(self, day: date) -> Mapping[Cell, Fraction]:
        stated: defaultdict[Cell, Fraction] = defaultdict(Fraction)
        for row in self.county.demands:
            public = self.county.school[row.school].sponsor is Sponsor.PUBLIC
            if public and self._open(row.school, day):
                cell = (self.host_of(row.school, day), row.stage, row.subject)
                stated[cell] += Fraction(row.periods)
        return stated

    def _kindergarten(self, subject: Subject, day: date) -> Mapping[Code, int]:
        found: defaultdict[Code, int] = defaultdict(int)
        rooms = [(s, row.classes) for s, stage, row in self._classes(day)
                 if stage is Stage.KINDERGARTEN]  # fmt: skip
        rooms += [(self.host_of(row.code, day), row.classes) for row in self._unlisted(day)
                  if row.kind is SchoolKind.KINDERGARTEN]  # fmt: skip
        for school, classes in rooms:
            each = self.p.per_kindergarten_class.get(subject, 0)
            if self.county.school[school].boarding:
                each += self.p.per_boarding_class.get(subject, 0)
            found[school] += each * classes
        return {school: found[school] for school in sorted(found) if found[school]}

    def host_of(self, school: Code, day: date | None = None) -> Code:
        """The school itself, or its successor when it is closed by a day (None = 本期起)."""
        seen, successors = {school}, self._closed(day or self.county.term.start)
        while (heir := successors.get(school)) is not None and heir not in seen:
            seen.add(heir)
            school = heir
        return school

    def _open(self, school: Code, day: date) -> bool:
        """Whether a school teaches by a day: not one that is to be opened later."""
        return self.county.opening.get(school, day) <= day

    def _closed(self, day: date) -> Mapping[Code, Code | None]:
        """Schools closed by a day; without slices for it, by the first day of the term."""
        noticed = Slices.of(self.situation).notices(Event.SCHOOL_CHANGE)
        return self.county.closed(day if noticed else self.county.term.start)


def _most(found: Sequence[Mapping[K, int]]) -> Mapping[K, int]:
    """By key the largest of several amounts, sorted."""
    if len(found) == 1:
        return found[0]
    keys = sorted({key for amounts in found for key in amounts})
    return {key: max(amounts.get(key, 0) for amounts in found) for key in keys}


FACT = Demand

"""起点: where everyone stands before any decision of the plan, with forced events applied.

In this order: a placement of 履历 that still runs keeps the person at its host; one that has
ended returns a person still listed there to their 编制学校; a closed or merged school's people
stand at its successor; sickness, secondment, retirement and the like take a person out of supply.
口径: the first day of the term (本期起); :meth:`StandingFact.on` tells of a later day. A day named
as an end (止) still belongs to what ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from constraints.facts.retirement import Retirement
from constraints.situation import Fact
from models.column import Code, Month, Subject
from models.policy import Params, param
from models.sheets import HistoryRow, LockRow, TeacherRow
from models.vocabulary import Mode, PostKind, Relation, Sponsor, StaffKind, StaffStatus, Stage

RUNNING = "交流（支教、跟岗）期内"
MISMATCH = "编制学校与现任教学校不一致，待核实"
LOCKED = "已锁定留任"
TO_COME = "招聘尚未报到"
ARRIVED = "招聘到岗"
PAST_AGE = "本期前已达法定退休年龄"
NO_TEACHER = "不在专任教师岗位"
NO_SUCCESSOR = "所在学校已撤并，承接学校待定"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who is supply, who is on the establishment, which placements bring people back."""

    able: tuple[StaffStatus, ...] = param("算作可任教的人员状态")
    ends_by_date: tuple[StaffStatus, ...] = param("到“状态止”即视为返岗的人员状态")
    supply_kinds: tuple[StaffKind, ...] = param("可安排任教的编制类型")
    establishment_kinds: tuple[StaffKind, ...] = param("占用编制的编制类型")
    retired_kinds: tuple[StaffKind, ...] = param("不受法定退休年龄限制的编制类型")
    returning: tuple[Mode, ...] = param("期满返回原校的方式")


@dataclass(frozen=True)
class Standing:
    """Where one person stands.

    in_supply: can be given lessons this term; school: where they stand (None = outside the
    county); holder: the 编制主体 whose establishment they occupy (None = nobody's); fixed: why
    they may not be moved ("" = they may); locks: their 锁定 rows; returned: sent home by this
    term's start; since: first day of the running placement, or last day of the one they return
    from; running: a placement of an earlier term still runs; why: why not in supply, in words fit
    for anyone ("" = in supply); cite: policy line that *why* rests on; detail: the same for the
    bureau alone.
    """

    in_supply: bool
    school: Code | None
    holder: Code | None
    fixed: str
    locks: tuple[LockRow, ...]
    returned: bool
    since: date | None
    running: bool = False
    why: str = ""
    cite: str = ""
    detail: str = ""


class _Place(NamedTuple):
    school: Code
    fixed: str = ""
    returned: bool = False
    since: date | None = None
    running: bool = False


class _Absence(NamedTuple):
    why: str = ""
    cite: str = ""
    detail: str = ""


class StandingFact(Fact[P]):
    """Where everyone stands."""

    id = "standing"
    name = "期初在岗情况"
    Params = P

    @cached_property
    def by_person(self) -> dict[Code, Standing]:
        """Standing of everyone in ``situation.people``; recruits stand where they have arrived, or
        nowhere yet."""
        known = {row.code: self.on(row, self.county.term.start) for row in self.county.teachers}
        people = self.situation.people
        return known | {code: self._recruit(code) for code in people if code not in known}

    @cached_property
    def there(self) -> Counter[Code]:
        """People standing at each school of the county, in supply or not."""
        found = (s.school for s in self.by_person.values())
        return Counter(school for school in found if school and school in self.county.school)

    @cached_property
    def teaching(self) -> Counter[Code]:
        """People in supply at each school."""
        return Counter(s.school for s in self.by_person.values() if s.in_supply and s.school)

    @cached_property
    def past_age(self) -> tuple[Code, ...]:
        """People listed as able to teach whom the policy's retirement age alone takes out."""
        return tuple(code for code, found in self.by_person.items() if found.why == PAST_AGE)

    def _recruit(self, code: Code) -> Standing:
        from constraints.facts.recruits import Recruits  # they ask the supply, which asks us

        locks, fact = self.county.locks_of.get(code, ()), Recruits.of(self.situation)
        school = fact.arrived.get(code)
        if school is None:
            return Standing(False, None, None, "", locks, returned=False, since=None, why=TO_COME)
        holder = self.county.establishment_holder(school) if fact.joins(code) else None
        return Standing(True, school, holder, ARRIVED, locks, returned=False, since=None)

    @cached_property
    def successor(self) -> Mapping[Code, Code | None]:
        """Schools closed or merged by the term's first day → who takes their people over."""
        return self._closed(self.county.term.start)

    def _closed(self, day: date) -> Mapping[Code, Code | None]:
        if day not in self._closed_by:
            self._closed_by[day] = self.county.closed(day)
        return self._closed_by[day]

    @cached_property
    def _closed_by(self) -> dict[date, Mapping[Code, Code | None]]:
        """Worked out once a day."""
        return {}

    def on(self, row: TeacherRow, day: date) -> Standing:
        """Where somebody stands on a day of the term when the plan decides nothing."""
        place = self._place(row, day)
        locks = self.county.locks_of.get(row.code, ())
        fixed = place.fixed
        school = self.follow(place.school, day)
        if school is None:
            fixed = fixed or NO_SUCCESSOR
            school = place.school
        if not fixed and any(lock.mode is Mode.STAY for lock in locks):
            fixed = LOCKED
        inside = school if school in self.county.school else None
        absence = self._absence(row, inside, day)
        return Standing(
            in_supply=not absence.why,
            school=inside,
            holder=self._holder(row, day),
            fixed=fixed,
            locks=locks,
            returned=place.returned,
            since=place.since,
            running=place.running,
            why=absence.why,
            cite=absence.cite,
            detail=absence.detail,
        )

    def sent_for(self, code: Code, school: Code) -> tuple[Stage, Subject] | None:
        """What somebody who is away from home (履历) teaches at that school; None for others."""
        row = self.county.teacher.get(code)
        stay = self._stay(row, self.county.term.start) if row is not None else None
        if row is None or stay is None or stay.school != school:
            return None
        subject, stage = stay.subject or row.subject, stay.stage or row.stage
        runs = self.county.school[school].kind.stages
        if subject is None or stage is None or not runs:
            return None
        return stage if stage in runs else runs[0], subject

    def retired(self, row: TeacherRow, day: date | None = None) -> bool:
        """Whether somebody has reached the statutory age before a day; None = the term's first."""
        if row.staff_kind in self.p.retired_kinds:
            return False
        month = Retirement.of(self.situation).month_of(row.code)
        return month is not None and month < Month.of(day or self.county.term.start)

    def kept_by(self, code: Code) -> str:
        """The lock that keeps somebody who could go otherwise where they are, in words that tell
        its cell; "" = none does."""
        standing = self.by_person[code]
        if standing.fixed != LOCKED:
            return ""
        lock = next(lock for lock in standing.locks if lock.mode is Mode.STAY)
        cell = f"，{self.county.cell(lock, 'person')}" if lock.row_number else ""
        return f"{LOCKED}{cell}"

    # -- where ----------------------------------------------------------------------------------

    def _place(self, row: TeacherRow, day: date) -> _Place:
        """School after running and ended placements, before closures."""
        home, duty = row.establishment_school, row.duty_school
        last = self._stay(row, day)
        if last is not None:
            return _Place(last.school, RUNNING, since=last.start, running=True)
        away = [r for r in self.county.history_of.get(row.code, ()) if self._returns(r, home)]
        if self._same_house(home, duty):
            return _Place(duty)
        ended = [r for r in away if r.school == duty]
        if ended:
            return _Place(home, returned=True, since=ended[-1].end)
        return _Place(duty, MISMATCH)

    def _stay(self, row: TeacherRow, day: date) -> HistoryRow | None:
        home = row.establishment_school
        away = [r for r in self.county.history_of.get(row.code, ()) if self._returns(r, home)]
        running = [r for r in away if r.end is None or r.end >= day]
        return running[-1] if running else None

    def _returns(self, row: HistoryRow, home: Code) -> bool:
        """Whether a 履历 row is a placement away from home that ends with a return."""
        return (
            row.mode in self.p.returning
            and row.relation is not Relation.TRANSFERRED
            and row.start <= self.county.term.end
            and not self._same_house(home, row.school)
        )

    def _same_house(self, one: Code, other: Code) -> bool:
        """Same school, or campuses of one legal school, or one 编制主体."""
        county = self.county
        if one == other:
            return True
        if one not in county.school or other not in county.school:
            return False
        if county.legal_school(one) == county.legal_school(other):
            return True
        return county.establishment_holder(one) == county.establishment_holder(other)

    def follow(self, school: Code, day: date) -> Code | None:
        """The school that has taken over; None when nobody is named."""
        seen, successor = {school}, self._closed(day)
        while school in successor:
            heir = successor[school]
            if heir is None or heir in seen:
                return None
            seen.add(heir)
            school = heir
        return school

    def _holder(self, row: TeacherRow, day: date) -> Code | None:
        if row.staff_kind not in self.p.establishment_kinds:
            return None
        school = self.follow(row.establishment_school, day) or row.establishment_school
        if school not in self.county.school:
            return None
        return self.county.establishment_holder(school)

    # -- able or not ----------------------------------------------------------------------------

    def _absence(self, row: TeacherRow, school: Code | None, day: date) -> _Absence:
        """Why the person is not supply; empty when they are."""
        p = self.p
        sent = row.post_kind is PostKind.TEACHER and self._stay(row, day) is not None
        if not (row.teaches or sent) or row.stage is None or row.subject is None:
            return _Absence(NO_TEACHER)
        if row.staff_kind not in p.supply_kinds:
            return _Absence("编制类型不在可安排任教之列", "facts.standing.supply_kinds")
        if not self._able(row, day):
            return _Absence("本期不在岗", "facts.standing.able", f"人员状态：{row.status.value}")
        if self.retired(row, day):
            return _Absence(PAST_AGE, "facts.retirement.men_months")
        if school is None:
            return _Absence("本期在外县任教")
        where = self.county.school[school]
        if not where.kind.stages:
            return _Absence("不在学校任教（教研机构）")
        if where.sponsor is Sponsor.PRIVATE and row.staff_kind in p.establishment_kinds:
            return _Absence("在编人员在民办学校任教，待清理", "facts.standing.establishment_kinds")
        return _Absence()

    def _able(self, row: TeacherRow, day: date) -> bool:
        if row.status in self.p.able:
            return True
        if row.status_from is not None and row.status_from > day:
            return True
        over = row.status_to is not None and row.status_to < day
        return over and row.status in self.p.ends_by_date


FACT = StandingFact

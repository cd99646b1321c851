"""教研员: who is due for a year at a weak junior school, and who takes teachers out of schools.

口径: people of a research office (教研机构) up to the policy's age, at the office for the policy's
years on the reference date, whose 履历 shows no stay of a school year at a weak school of the stage
named. 例外: an own studio (工作室) counts as well; it is entered in 履历 like a stay there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.facts.grouping import Grouping
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code, Month
from models.policy import GroupName, Params, param
from models.sheets import HistoryRow, TeacherRow
from models.vocabulary import PostKind, SchoolKind, Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Age, years at the office, length and place of the stay."""

    age_most: int = param("须有任教经历的教研员年龄上限（含）", unit="周岁")
    office_months: int = param("在教研岗位工作满多少个月起须有任教经历", unit="月")
    stay_months: int = param("任教经历的最短月数", unit="月")
    group: GroupName = param("教研员任教的学校分组")
    stage: Stage = param("教研员任教的学段")


class Researchers(Fact[P]):
    """Researchers and those among them who are due."""

    id = "researchers"
    name = "教研员"
    Params = P

    @cached_property
    def offices(self) -> tuple[Code, ...]:
        """Research offices, in code order."""
        return tuple(s.code for s in self.county.schools if s.kind is SchoolKind.RESEARCH)

    @cached_property
    def people(self) -> tuple[Code, ...]:
        """Everyone on a teacher's post at a research office, in code order."""
        standings = StandingFact.of(self.situation).by_person
        return tuple(
            row.code
            for row in self.county.teachers
            if row.post_kind is PostKind.TEACHER and standings[row.code].school in self.offices
        )

    @cached_property
    def due(self) -> tuple[Code, ...]:
        """Researchers who ought to have their year and have not, in code order."""
        return tuple(code for code in self.people if self._due(self.county.teacher[code]))

    @cached_property
    def hosts(self) -> tuple[Code, ...]:
        """Schools where the year can be spent, in code order."""
        schools = self.county.school
        return tuple(
            code
            for code in Grouping.of(self.situation).members(self.p.group)
            if self.p.stage in schools[code].kind.stages
        )

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Absent columns on which the hosts hang."""
        return Grouping.of(self.situation).missing(self.p.group)

    def _due(self, row: TeacherRow) -> bool:
        now = Month.of(self.county.term.reference)
        if (now - row.born) // 12 > self.p.age_most or row.school_since is None:
            return False
        if now - row.school_since < self.p.office_months:
            return False
        return not any(self._counts(r) for r in self.county.history_of.get(row.code, ()))

    def _counts(self, row: HistoryRow) -> bool:
        if row.school not in self.hosts:
            return False
        end = row.end or self.county.term.reference
        return _months(row.start, end) >= self.p.stay_months


def _months(first: date, last: date) -> int:
    """Months begun from one day to another, both included."""
    return Month.of(last) - Month.of(first) + 1


FACT = Researchers

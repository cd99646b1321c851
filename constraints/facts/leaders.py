"""领导人员: who leads which legal school, in which term of office, and whose terms are over.

口径: 书记, 校长, 园长 and 副职 at public schools, kindergartens included, by legal school
(campuses share one set). The term is 任期届次 when stated, else counted from 任现职年月 by the
policy's length of a term. Terms are over when the policy's number of full terms has passed on the
reference date; with 任期届次 alone, when it exceeds that number. Age in full years on the
reference date. 例外: neither column filled = unknown, never "not yet"; who reached the
statutory age of retirement before the term is not listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from constraints.facts.grouping import Grouping
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code, Month
from models.policy import GroupName, Params, param
from models.sheets import TeacherRow
from models.vocabulary import Leadership, Mode, Sponsor, StaffStatus

if TYPE_CHECKING:
    from constraints.outcome import Outcome

WITHOUT_OFFICE = (Mode.SHADOWING, Mode.TRAINING, Mode.TEMPERING)
"""Ways to be away in which nobody takes up an office at the receiving school."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Terms, offices, and what young means."""

    offices: tuple[Leadership, ...] = param("列为领导人员的行政职务")
    heads: tuple[Leadership, ...] = param("主持行政工作的职务")
    deputies: tuple[Leadership, ...] = param("可作后备的职务")
    terms: int = param("在同一学校连续任职的最多届数", unit="届")
    term_months: int = param("一届的月数", unit="月", divides=True)
    young: int = param("年轻校长的年龄上限（含）", unit="周岁")
    rural: GroupName = param("乡村校长所在的学校分组")
    urban: GroupName = param("后备校长来源的学校分组", unlike="rural")
    gone: tuple[StaffStatus, ...] = param("不再列入的人员状态")


@dataclass(frozen=True)
class Leader:
    """A leader. term: which term runs, None = unknown; over: terms over, None = unknown."""

    person: Code
    school: Code
    office: Leadership
    age: int
    term: int | None
    months: int | None
    over: bool | None


class Leaders(Fact[P]):
    """Leaders by legal school."""

    id = "leaders"
    name = "领导人员任期"
    Params = P

    @cached_property
    def all(self) -> tuple[Leader, ...]:
        """Every leader of a public school, in code order."""
        return tuple(x for row in self.county.teachers if (x := self._leader(row)) is not None)

    @cached_property
    def by_school(self) -> Mapping[Code, tuple[Leader, ...]]:
        """Legal school → its leaders; schools without any left out."""
        grouped: defaultdict[Code, list[Leader]] = defaultdict(list)
        for leader in self.all:
            grouped[leader.school].append(leader)
        return {school: tuple(found) for school, found in sorted(grouped.items())}

    @cached_property
    def over(self) -> tuple[Leader, ...]:
        """Leaders whose terms are over."""
        return tuple(x for x in self.all if x.over)

    @cached_property
    def legal_schools(self) -> tuple[Code, ...]:
        """Public legal schools that teach, in code order; those closed by the term's start left
        out."""
        closed = self.county.closed(self.county.term.start)
        return tuple(
            row.code
            for row in self.county.schools
            if row.sponsor is Sponsor.PUBLIC and row.kind.stages and row.code not in closed
            if self.county.legal_school(row.code) == row.code
        )

    @cached_property
    def rural_young(self) -> tuple[tuple[Leader, ...], tuple[Leader, ...]]:
        """Rural leaders (书记 left out when not a head or deputy): the young ones, and all."""
        groups = Grouping.of(self.situation)
        counted = (*self.p.heads, *self.p.deputies)
        base = tuple(
            x for x in self.all if x.office in counted and groups.has(self.p.rural, x.school)
        )
        return tuple(x for x in base if x.age <= self.p.young), base

    @cached_property
    def reserves(self) -> tuple[Leader, ...]:
        """Young deputies of urban schools, youngest first."""
        groups = Grouping.of(self.situation)
        found = [
            x
            for x in self.all
            if x.office in self.p.deputies
            and x.age <= self.p.young
            and groups.has(self.p.urban, x.school)
        ]
        return tuple(sorted(found, key=lambda x: (x.age, x.person)))

    def _leader(self, row: TeacherRow) -> Leader | None:
        school = self.county.school.get(row.duty_school)
        if row.leadership not in self.p.offices or row.leadership is None or school is None:
            return None
        if school.sponsor is not Sponsor.PUBLIC or row.status in self.p.gone:
            return None
        if StandingFact.of(self.situation).retired(row):
            return None
        now = Month.of(self.county.term.reference)
        months = None if row.leader_since is None else now - row.leader_since
        term = row.leader_term
        if term is None and months is not None:
            term = months // self.p.term_months + 1
        return Leader(
            row.code, self.county.legal_school(school.code), row.leadership,
            (now - row.born) // 12, term, months, self._over(row.leader_term, months),
        )  # fmt: skip

    def _over(self, term: int | None, months: int | None) -> bool | None:
        """Full terms passed: by the number stated, else by the months."""
        if term is not None and term > self.p.terms:
            return True
        if months is not None:
            # The months in the present post tell only of this post; a stated term tells of earlier
            # ones too: the term that runs began (term − 1) terms after the first.
            within = months if term is None else max(months, (term - 1) * self.p.term_months)
            return within >= self.p.terms * self.p.term_months
        return None if term is None or term == self.p.terms else False


def led_under(outcome: Outcome, person: Code, school: Code) -> Code:
    """The school somebody who leads *school* leads under a plan; codes outside the county too.

    Who goes to learn, to train or to teach for a time leads nobody there.
    """
    move = outcome.move_of(person)
    return school if move is None or move.mode in WITHOUT_OFFICE else move.host


FACT = Leaders

"""锻炼: newly appointed teachers who learn at a strong town school and come back to their post.

口径: people in supply of the stages named, first appointed within the policy's months before the
term, at schools of the sending groups, who have not been sent before (履历 方式 锻炼). Hosts:
schools of the receiving group that are strong (优质学校) as well and run the stage. 例外: whoever
may not be moved (running placement) is not listed; a lock to stay takes nobody's duty away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from constraints.facts.grouping import Grouping
from constraints.facts.standing import LOCKED, StandingFact
from constraints.situation import Fact
from models.column import Code, Month
from models.policy import GroupName, Params, param
from models.sheets import TeacherRow
from models.vocabulary import Mode, Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who goes, from where, to where."""

    months: int = param("首聘多少个月内算新入职", unit="月")
    stages: tuple[Stage, ...] = param("参加锻炼的学段")
    homes: GroupName = param("派出学校分组")
    hosts: GroupName = param("接收学校分组")
    quality: GroupName = param("接收学校须同时属于的分组")


class Tempering(Fact[P]):
    """Newcomers and where they can learn."""

    id = "tempering"
    name = "新教师城镇锻炼"
    Params = P

    @cached_property
    def people(self) -> tuple[Code, ...]:
        """Newcomers who ought to go, in code order."""
        return tuple(row.code for row in self.county.teachers if self._new(row))

    def hosts(self, stage: Stage) -> tuple[Code, ...]:
        """Schools where a stage can be learnt, in code order."""
        groups, schools = Grouping.of(self.situation), self.county.school
        return tuple(
            code
            for code in groups.members(self.p.hosts)
            if groups.has(self.p.quality, code) and stage in schools[code].kind.stages
        )

    def hosts_of(self, code: Code) -> tuple[Code, ...]:
        """Schools where a newcomer can learn: their own legal school is not one of them."""
        stage = self.county.teacher[code].stage
        home = StandingFact.of(self.situation).by_person[code].school
        if stage is None or home is None:
            return ()
        own = self.county.legal_school(home)
        return tuple(h for h in self.hosts(stage) if self.county.legal_school(h) != own)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Absent columns on which homes and hosts hang."""
        groups = Grouping.of(self.situation)
        named = (self.p.homes, self.p.hosts, self.p.quality)
        stages = set(self.p.stages)
        among = {s.code for s in self.county.schools if not stages.isdisjoint(s.kind.stages)}
        return groups.missing(*named, among=among)

    def _new(self, row: TeacherRow) -> bool:
        standing = StandingFact.of(self.situation).by_person[row.code]
        if standing.fixed not in ("", LOCKED):
            return False
        if not standing.in_supply or row.stage not in self.p.stages:
            return False
        if row.first_appointed is None or standing.school is None:
            return False
        age = Month.of(self.county.term.start) - row.first_appointed
        been = any(r.mode is Mode.TEMPERING for r in self.county.history_of.get(row.code, ()))
        home = Grouping.of(self.situation).has(self.p.homes, standing.school)
        return 0 <= age <= self.p.months and home and not been


FACT = Tempering

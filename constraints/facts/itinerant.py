"""走教: what a teacher who goes about may do in a week, before any limit of the policy.

口径: a week has ten half-days (周一 to 周五, 上午 and 下午). Somewhere else a person teaches whole
half-days of the policy's number of periods; what is left of the standard load, less homeroom and
office, is taught at home. 可走教日 blank means every working day; a Saturday or Sunday is none.
例外: people outside the supply carry nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from constraints.board import BoolArray, IntArray
from constraints.facts.commute import Commute
from constraints.facts.load import Load, tenths
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Force, GroupName, Params, param
from models.roster import Placement
from models.sheets import LockRow
from models.vocabulary import Stage

METRES_PER_KM = 1000

DAYS = ("周一", "周二", "周三", "周四", "周五")
"""Working days, the first character of a half-day's name."""

HALVES = ("上午", "下午")
"""Half-days of a day, in order."""

MINIMUM = "itinerant_minimum"
"""The rule of how few half-days a visit may have."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Where 走教 is practised and what a half-day is."""

    stages: tuple[Stage, ...] = param("实行走教的学段")
    subjects: tuple[Subject, ...] = param("走教的学科")
    also_subjects: bool = param("是否可走教兼教学科")
    hosts: GroupName = param("接受走教的学校范围（分组名）")
    homes: GroupName = param("派出走教的学校范围（分组名）")
    periods_per_half_day: Fraction = param("走教半天的课时", unit="课时", divides=True)
    noon_km: Fraction = param("中午可以换校的单程路程上限", unit="公里", stricter="lower")
    hosts_a_day: int = param("一天至多到几所外校", unit="所", positive=True, stricter="lower")
    allowance_half_day: Fraction | None = param("走教补助（每半天）", unit="元", optional=True)
    allowance_km: Fraction | None = param("走教交通补助（每公里）", unit="元", optional=True)


class Itinerant(Fact[P]):
    """Half-days, days and loads of people who may go about."""

    id = "itinerant"
    name = "走教半天与可走教日"
    Params = P

    @cached_property
    def half_day(self) -> int:
        """Tenths of a period a half-day brings."""
        return tenths(self.p.periods_per_half_day)

    def days(self, code: Code) -> tuple[str, ...]:
        """Working days on which the person may be elsewhere, in order."""
        row = self.county.teacher.get(code)
        stated = row.itinerant_days if row else ()
        return tuple(day for day in DAYS if not stated or day in stated)

    def load(self, code: Code) -> int:
        """Tenths the person teaches in all: the standard load less homeroom and office."""
        row = self.county.teacher.get(code)
        able = StandingFact.of(self.situation).by_person[code].in_supply
        if row is None or not able or row.stage is None or row.subject is None:
            return 0
        load = Load.of(self.situation)
        return max(load.standard(row.stage, row.subject) - load.reduction(code), 0)

    def at_home(self, code: Code, visits: Iterable[Placement]) -> int:
        """Half-days the person must be at home for the lessons not taught elsewhere."""
        away = sum(tenths(Fraction(v.periods)) for v in visits if v.periods is not None)
        return -(-max(self.load(code) - away, 0) // self.half_day)

    def half_days(self, visit: Placement) -> int:
        """Half-days a stated visit takes, a begun one counted whole; 0 when nothing is stated."""
        return 0 if visit.periods is None else -(-tenths(Fraction(visit.periods)) // self.half_day)

    def decided(self, lock: LockRow) -> int:
        """Half-days a week that a lock decides at the least: those its lessons take; one, or the
        fewest an enforced rule lets a visit have, where it states none."""
        if lock.periods is not None:
            return -(-tenths(Fraction(lock.periods)) // self.half_day)
        hard = [r for r in self.situation.policy.rows_of(MINIMUM) if r.force is Force.HARD]
        return max((r.params.least for r in hard), default=1)

    def journeys(self, half_days: int) -> int:
        """Ways there and back a week: two half-days at a school make a day, an odd one its own."""
        return -(-half_days // len(HALVES))

    def round_trip(self, home: Code, host: Code) -> int | None:
        """Whole kilometres there and back, a begun one counted; None = road unknown."""
        metres = Commute.of(self.situation).metres(home, host)
        return None if metres is None else -(-2 * metres // METRES_PER_KM)

    def spare(self, code: Code) -> int:
        """Half-days of a week that the person's own lessons do not fill."""
        needed = -(-self.load(code) // self.half_day)
        return max(len(DAYS) * len(HALVES) - needed, 0)

    @cached_property
    def spare_of_all(self) -> IntArray:
        """:meth:`spare` of everyone, in the order of the situation's people."""
        return np.array([self.spare(code) for code in self.situation.people], np.int64)

    @cached_property
    def days_of_all(self) -> IntArray:
        """Number of :meth:`days` of everyone, in the order of the situation's people."""
        return np.array([len(self.days(code)) for code in self.situation.people], np.int64)

    @cached_property
    def load_of_all(self) -> IntArray:
        """:meth:`load` of everyone, in the order of the situation's people."""
        return np.array([self.load(code) for code in self.situation.people], np.int64)

    @cached_property
    def same_circle(self) -> BoolArray:
        """Schools × schools: one district (学区), or campuses of one legal school."""
        schools = self.county.schools
        legal = np.array([str(self.county.legal_school(row.code)) for row in schools])
        district = np.array([row.district for row in schools])
        found = legal[:, None] == legal[None, :]
        return np.asarray(found | (district[:, None] == district[None, :]))


FACT = Itinerant

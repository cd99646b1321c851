"""支教、跟岗、挂职的每个角色由具备该角色的人员担任：学校领导、中层干部、教师、骨干教师、教研员。

口径：角色以支教团表（或政策的名额）为准，安排表“岗位”写明角色的以所写为准；支教团表写明学科的，主教学科须相符。
例外：锁定到外县、不属任何团队和名额的，不要求角色。没有团队又没有写岗位的安排无从判断，不列。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.seats import AWAY_MODES, Line, Seats
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from constraints.teams._sitting import seated_lines, stated_role
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who holds which role is the fact's."""


class TeamRoles(PairRule[P]):
    """Nobody sits in a seat whose role they do not hold."""

    id = "team_roles"
    name = "团队角色相符"
    label = "不具备该角色、学科"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Asked once per person and seat."""
        seats, struck = Seats.of(situation), np.zeros(len(pairs), np.bool_)
        for i in np.flatnonzero(pairs.team >= 0).tolist():
            seat = int(pairs.team[i])
            if seats.line_of(seat).mode in AWAY_MODES:
                struck[i] = not seats.fits(situation.people[int(pairs.person[i])], seat)
        return struck

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement in a team, and per placement that names a role."""
        seats = Seats.of(outcome.situation)
        line_of = seated_lines(outcome, AWAY_MODES)
        for placement in outcome.moves:
            if placement.mode in AWAY_MODES:
                breach = self._breach(seats, placement, line_of.get(placement))
                if breach is not None:
                    yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Person and place."""
        person, host = who_and_where(finding)
        return f"{person}到{host}担任的角色与其职务、学科不符：{too_many(finding)}"

    def _breach(self, seats: Seats, placement: Placement, line: Line | None) -> int | None:
        """1 when the role is not held, None when no role is known."""
        role = stated_role(placement)
        if line is not None and line.row is not None:
            role = role or line.row.role
            subject = seats.county.subject_of(placement.person)
            if line.subject not in (None, subject):
                return 1
        return None if role is None else int(not seats.teams.holds(placement.person, role))


RULE = TeamRoles()

"""支教团资料自洽：派入团的人员按角色到齐，跟岗人数合计等于实际派出人数。

口径：派入团每个角色一行，外县人员表中同一来源学校、受援学校、角色的人员（含挂职）应不少于人数；受援学校在本县的
团一行，“跟岗人数”合计应等于实际派出人数（人数减已在当地挂职的）乘政策的比例。
例外：外县人员表为空的，人员到齐无法判定；“跟岗人数”全空的按比例推算，不核对。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.teams import Teams
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Direction

STATED = "跟岗人数合计"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the sheets are held against each other."""


class TeamSheet(Rule[P]):
    """Teams of the sheet have their people, and counterparts add up."""

    id = "team_sheet"
    name = "支教团资料核对"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per role of every inbound team, then per team with stated counterparts."""
        teams, county = Teams.of(outcome.situation), outcome.county
        for row in teams.rows:
            if row.direction is Direction.INBOUND:
                have = tuple(person.code for person in teams.members[row])
                short = max(row.heads - len(have), 0) if county.outside_people else None
                missing = () if county.outside_people else ("外县人员",)
                key = teams.names[row]
                yield Measure(key, len(have), row.heads, short, people=have, missing=missing)
        for team, rows in teams.by_team.items():
            stated = teams.stated(team)
            if stated is not None and all(row.receiver in county.school for row in rows):
                due, sent = sum(map(teams.by_ratio, rows)), sum(map(teams.sent, rows))
                planned = sum(row.heads for row in rows)
                note = f"计划{planned}人，已在当地挂职{planned - sent}人，实际派出{sent}人"
                yield Measure(f"{team}/{STATED}", stated, due, abs(stated - due), note=note)

    def explain(self, finding: Finding) -> str:
        """Which of the two."""
        team, _, what = finding.key.partition("/")
        if finding.short is None:
            return f"支教团{team}的{what}是否到齐无法判定。"
        if what == STATED:
            return (
                f"支教团{team}的跟岗人数合计为{finding.measured}人，按实际派出应为"
                f"{finding.required}人，相差{finding.short}人。"
            )
        return (
            f"派入支教团{team}的{what}应有{finding.required}人，外县人员表列{finding.measured}人，"
            f"缺{finding.short}人。"
        )


RULE = TeamSheet()

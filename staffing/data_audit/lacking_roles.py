"""Teams (支教团) that the sheet makes up of fewer roles than the policy asks of every team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from constraints.facts.teams import Teams
from constraints.situation import Situation
from models.problem import Problem
from staffing.data_audit.notes import note


def lacking_roles(situation: Situation) -> Iterator[Problem]:
    """A finding per team, at its first row. What the sheet states goes before, so it only warns."""
    if Teams.id not in situation.policy.facts:
        return
    teams, county = Teams.of(situation), situation.county
    wanted = teams.p.roles or {}
    citation = situation.policy.cite("facts.teams.roles")
    for team, rows in teams.by_team.items():
        heads = Counter(dict.fromkeys(wanted, 0))
        for row in rows:
            heads[row.role] += row.heads
        lacking = [
            f"“{role}”应有{need}人，现为{heads[role]}人"
            for role, need in wanted.items()
            if heads[role] < need
        ]
        if lacking:
            first = next(row for row in county.teams if row.team == team)
            message = (
                f"支教团{team}的角色不全：{'；'.join(lacking)}（{citation}）。求解照表中所填的派，"
                "这支团就不合政策的组成；请补上这个角色的一行，确有批准的可以不改"
            )
            yield note(county, first, "role", "team_role_lacking", message)

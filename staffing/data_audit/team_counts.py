"""Teams (支教团) whose people or counterparts do not add up to what the policy makes of them.

What the sheet states of heads is held against 外县人员 without a policy
(:mod:`staffing.data_audit.teams`); here what the policy fills in where the sheet says nothing, and
the counterparts its ratio asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.teams import Teams
from constraints.situation import Situation
from models.county import County
from models.problem import Problem
from models.sheets import RoleRow
from models.vocabulary import Direction
from staffing.data_audit.notes import note, school_words


def teams_short(situation: Situation) -> Iterator[Problem]:
    """Roles of inbound teams that too few people of 外县人员 fill, then teams whose 跟岗人数 do not
    add up to the counterparts of the heads actually sent."""
    if Teams.id not in situation.policy.facts:
        return
    for row in Teams.of(situation).rows:
        if row.direction is Direction.INBOUND and not _states_heads(situation.county, row):
            yield from _lacking(situation, row)
    for rows in Teams.of(situation).by_team.values():
        yield from _uneven(situation, rows)


def _states_heads(county: County, row: RoleRow) -> bool:
    """Whether the sheet itself says how many people a role has."""
    own = [getattr(row, name) for name in row.key]
    return any(
        other.heads is not None and [getattr(other, name) for name in other.key] == own
        for other in county.teams
    )


def _lacking(situation: Situation, row: RoleRow) -> Iterator[Problem]:
    county, citation = situation.county, situation.policy.cite("facts.teams.roles")
    have = len(Teams.of(situation).members[row])
    if have < row.heads:
        sender, receiver = (school_words(county, code) for code in (row.sender, row.receiver))
        message = (
            f"派入支教团{row.team}缺“{row.role}”：政策定的每团应有{row.heads}人（{citation}），"
            f"“外县人员”表中来源学校{sender}、受援学校{receiver}、起止相符的“{row.role}”只有{have}人，"
            f"缺{row.heads - have}人，这支团就不齐，跟岗仍按应有人数安排；请补填“外县人员”，"
            "或核对那里的角色、学校、起止，确实少派的在“支教团”逐行写明角色和人数"
        )
        yield note(county, row, "role", "team_short", message)


def _uneven(situation: Situation, rows: tuple[RoleRow, ...]) -> Iterator[Problem]:
    county, teams = situation.county, Teams.of(situation)
    stated = teams.stated(rows[0].team)
    due, sent = sum(map(teams.by_ratio, rows)), sum(map(teams.sent, rows))
    if stated is None or stated == due or any(r.receiver not in county.school for r in rows):
        return
    planned, off = sum(row.heads for row in rows), "少" if stated < due else "多"
    wrong = next((r for r in rows if _differs(teams, r)), rows[0])
    citation = situation.policy.cite("facts.teams.counterpart_ratio")
    message = (
        f"支教团{wrong.team}的“跟岗人数”合计{stated}人，应为{due}人，{off}{abs(due - stated)}人："
        f"计划{planned}人，已在当地挂职{planned - sent}人，实际派出{sent}人，跟岗按政策的比例"
        f"（{citation}）。对不上的是“{wrong.role}”：应跟岗{teams.by_ratio(wrong)}人，"
        f"这里是{wrong.counterparts or 0}人。"
        "求解按各角色应有的人数安排跟岗；请改正，或都空着由程序推算"
    )
    yield note(county, wrong, "counterparts", "counterparts_uneven", message)


def _differs(teams: Teams, row: RoleRow) -> bool:
    return (row.counterparts or 0) != teams.by_ratio(row)

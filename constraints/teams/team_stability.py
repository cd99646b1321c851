"""帮扶团队保持稳定：帮扶期内每个团队更换人员不超过政策规定的次数。

口径：帮扶期取支教团表该团的起止。派入团数外县人员表中先后到岗的人，派出团数履历和本次安排中先后派出的人；超出该角
色人数的即为更换。政策可只核对种子学校（结对表方式为种子学校）的团队。
例外：外县人员表没有列出人员的派入团无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.teams import Teams
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.teams._sitting import sitting
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import RoleRow
from models.vocabulary import Direction, Mode, PairingKind


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How often, and whose teams."""

    most: int = param("帮扶期内最多更换人次", unit="人次", stricter="lower")
    seed_only: bool = param("是否只核对种子学校的团队")


class TeamStability(Rule[P]):
    """Few replacements in a team over its period."""

    id = "team_stability"
    name = "帮扶团队稳定"
    unit = "人次"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per team: people beyond its heads, over its whole period."""
        teams = Teams.of(outcome.situation)
        for team, rows in teams.by_team.items():
            if p.seed_only and not any(_seed(outcome, row) for row in rows):
                continue
            people = [self._held(outcome, row) for row in rows]
            everyone = tuple(sorted({code for held in people for code in held}))
            if not everyone and rows[0].direction is Direction.INBOUND:
                yield Measure(team, None, p.most, None, missing=("外县人员",))
                continue
            changes = sum(max(len(h) - r.heads, 0) for h, r in zip(people, rows, strict=True))
            short = max(changes - p.most, 0)
            yield Measure(team, changes, p.most, short, people=everyone)

    def explain(self, finding: Finding) -> str:
        """The team."""
        if finding.short is None:
            return f"支教团{finding.key}更换了几人无法判定。"
        return (
            f"支教团{finding.key}帮扶期内已更换{finding.measured}人次，"
            f"至多{finding.required}人次，超{finding.short}人次。"
        )

    def _held(self, outcome: Outcome, row: RoleRow) -> set[Code]:
        """Everyone who has held a place of a row."""
        teams = Teams.of(outcome.situation)
        if row.direction is Direction.INBOUND:
            return {person.code for person in teams.members[row]}
        before = {
            h.person
            for h in outcome.county.history
            if h.mode is Mode.SECONDMENT
            and h.school == row.receiver
            and row.start <= h.start <= row.end
            and h.person in outcome.county.teacher
            and _from(outcome, h.person, row)
            and teams.holds(h.person, row.role)
        }
        now = sitting(outcome, Mode.SECONDMENT).get(teams.names[row], ())
        return before | {placement.person for placement in now}


def _from(outcome: Outcome, person: Code, row: RoleRow) -> bool:
    home = outcome.county.teacher[person].establishment_school
    return outcome.county.same_school(home, row.sender)


def _seed(outcome: Outcome, row: RoleRow) -> bool:
    ends = {row.sender, row.receiver}
    seeds = [x for x in outcome.county.pairings if x.kind is PairingKind.SEED]
    return any({x.school, x.other} & ends for x in seeds)


RULE = TeamStability()

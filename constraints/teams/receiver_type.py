"""组团支教的受援学校须属政策规定的类型（寄宿制、中心、乡镇、薄弱、新建），并已结对。

口径：受援学校在本县的每团一行，类型按学校分组认定，属其一即可；结对按结对表口径日期有效的认定。

例外：受援学校在外县的由对方认定。学校表缺少认定类型所需的列、或没有结对表的，无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.grouping import Grouping
from constraints.facts.pairing import Pairing
from constraints.facts.teams import Teams
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param

PAIRED = "结对"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which schools may receive a team."""

    groups: tuple[GroupName, ...] = param("受援学校的类型（学校分组，属其一即可；空=不限）")
    paired: bool = param("受援学校是否须已结对")


class ReceiverType(Rule[P]):
    """Teams go where the plan says they go."""

    id = "receiver_type"
    name = "受援学校类型"
    unit = "处"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per team and receiving school of ours: its type, then its pair."""
        county, grouping = outcome.county, Grouping.of(outcome.situation)
        for team, school in _receivers(outcome):
            fits = any(grouping.has(name, school) for name in p.groups)
            if p.groups and not fits and any(grouping.undecided(n, school) for n in p.groups):
                missing = grouping.missing(*p.groups, among=(school,))
                key = f"{team}/{school}"
                yield Measure(key, None, 1, None, missing=missing)
            elif p.groups:
                yield Measure(f"{team}/{school}", int(fits), 1, 1 - int(fits))
            if p.paired:
                key, pairing = f"{team}/{school}/{PAIRED}", Pairing.of(outcome.situation)
                bound = int(pairing.paired(school))
                if not pairing.known and not county.pairings:
                    yield Measure(key, None, 1, None, missing=("结对",))
                else:
                    yield Measure(key, bound, 1, 1 - bound)

    def explain(self, finding: Finding) -> str:
        """Team and school."""
        team, school, *what = finding.key.split("/")
        thing = "已结对的" if what else "规定类型的"
        if finding.short is None:
            return f"支教团{team}的受援学校{school}是否为{thing}学校无法判定。"
        return (
            f"支教团{team}的受援学校{school}不是{thing}学校：应为{finding.required}处，"
            f"实为{finding.measured}处，差{finding.short}处。"
        )


def _receivers(outcome: Outcome) -> list[tuple[Code, Code]]:
    rows = Teams.of(outcome.situation).rows
    return sorted({(r.team, r.receiver) for r in rows if r.receiver in outcome.county.school})


RULE = ReceiverType()

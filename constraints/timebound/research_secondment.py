"""教研机构从学校上挂教师、向学校下派教研员，派出学校的该学科不得因此缺人。

口径：看接收学校为教研机构的每处安排：其期初任教的学校、学段、学科，方案之后的供给不得低于课时需求；
期初已不足的，不得更少。缺口按该学科标准课时折人，进一。只作核对。
例外：不在任教的人员（如教研员之间调动）不论。课时需求不明的学段，无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constraints.facts.demand import Cell, Demand
from constraints.facts.load import Load
from constraints.facts.researchers import Researchers
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.pair import judged, undecided, who_and_where
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: cover is the supply's word."""


class ResearchSecondment(Rule[P]):
    """Subjects left short by somebody taken to a research office. Audit only."""

    id = "research_secondment"
    name = "教研员上挂下派"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person taken out of a school: people lacking in their subject there afterwards."""
        situation = outcome.situation
        supply, needs = Supply.of(situation), Demand.of(situation).needs
        offices, unknown = Researchers.of(situation).offices, set(Demand.of(situation).undecided)
        after: Mapping[Cell, int] | None = None
        for placement in outcome.moves:
            cell = supply.cell_of(placement.person) if placement.host in offices else None
            if cell is None or cell[1] is Stage.KINDERGARTEN:
                continue
            if cell[:2] in unknown:
                yield undecided(placement, "学科需求.周课时")
                continue
            after = after or supply.periods_after(outcome)
            need, before = needs.get(cell, 0), supply.periods.get(cell, 0)
            lacking = max(0, min(need, before) - after.get(cell, 0))
            heads = -(-lacking // Load.of(situation).standard(cell[1], cell[2]))
            yield judged(placement, heads)

    def explain(self, finding: Finding) -> str:
        """Person, office and heads."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"{person}到{host}后，原校该学段课时需求不明，无法判定。"
        return (
            f"{person}到{host}后，原校本学科缺{finding.measured}人，应为{finding.required}人，"
            f"差{finding.short}人。"
        )


RULE = ResearchSecondment()

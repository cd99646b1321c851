"""支教、跟岗等人员的工作经费：按方案人数、时长和人均年标准测算，不超过经费总额。

口径：每个方式一行，人年 = 各条安排在本期内的天数之和 ÷ 365，派入人员由对方承担的单列读数；经费 =
人年 × 标准，向上取整到元；合计一行与经费总额比较。
例外：政策没有写经费总额的只测算，不作判断。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from constraints.facts.outside import Outside
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode

YEAR_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """What a person costs a year, and what there is."""

    modes: tuple[Mode, ...] = param("计入经费的方式")
    per_year: int = param("人均每年工作经费不低于", unit="元", stricter="higher")
    budget: int | None = param("经费总额", unit="元", stricter="lower", optional=True)


class ProgrammeCost(Rule[P]):
    """What the plan's programmes cost at the least, against the money there is."""

    id = "programme_cost"
    name = "支教跟岗经费测算"
    unit = "元"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per mode of the plan, then the whole."""
        total = 0
        for mode in p.modes:
            found = [m for m in outcome.moves if m.mode is mode]
            if not found:
                continue
            years = sum((self._years(outcome, m.start, m.end) for m in found), Fraction(0))
            cost = ceil(years * p.per_year)
            total += cost
            people = tuple(m.person for m in found)
            readings = (("人数", str(len(found))), ("人年", f"{float(years):.2f}"))
            yield Measure(mode, cost, cost, 0, people=people, readings=readings)
        if total or p.budget is not None:
            short = 0 if p.budget is None else max(total - p.budget, 0)
            yield Measure("", total, p.budget, short, readings=self._inbound(outcome, p))

    def explain(self, finding: Finding) -> str:
        """The whole."""
        return (
            f"支教跟岗等工作经费至少需要{finding.measured}元，经费总额{finding.required}元，"
            f"差{finding.short}元。"
        )

    def _inbound(self, outcome: Outcome, p: P) -> tuple[tuple[str, str], ...]:
        """What people of other counties cost those who send them."""
        guests = Outside.of(outcome.situation).present
        years = sum((self._years(outcome, g.start, g.end) for g in guests), Fraction(0))
        return (("派入人员由派出方承担", f"{ceil(years * p.per_year)}元"),) if guests else ()

    def _years(self, outcome: Outcome, start: date, end: date) -> Fraction:
        term = outcome.county.term
        days = (min(end, term.end) - max(start, term.start)).days + 1
        return Fraction(max(days, 0), YEAR_DAYS)


RULE = ProgrammeCost()

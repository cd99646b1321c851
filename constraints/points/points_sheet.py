"""积分表须自洽：分值不为负，不超过项目上限，各项有认定单位，不另列合计。

口径：按人、按用途逐项核对；积分由各项相加得出，表中再列“合计”会重复计分，记为一项不符。
例外：政策未规定项目上限的，不核上限；不要求认定单位的，不核认定单位。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import PointsRow
from models.vocabulary import PointsUse


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """What makes an item faulty."""

    total_items: tuple[str, ...] = param("表示合计的项目名称")
    most: Mapping[str, Fraction] | None = param("各项目分值上限", unit="分", optional=True)
    certified: bool = param("是否要求每项有认定单位")


class PointsSheet(Rule[P]):
    """Items of a person's points that contradict the sheet or the policy."""

    id = "points_sheet"
    name = "积分核对"
    unit = "项"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person and use: faulty items."""
        grouped: defaultdict[tuple[Code, PointsUse], list[PointsRow]] = defaultdict(list)
        for row in outcome.county.points:
            grouped[row.person, row.use].append(row)
        for (person, use), rows in sorted(grouped.items()):
            faulty = sorted(self._faulty(rows, p))
            yield Measure(
                key=f"{person}/{use}",
                measured=len(faulty),
                required=0,
                short=len(faulty),
                numerator=sum((Fraction(row.points) for row in rows), Fraction()),
                people=(person,),
                note="；".join(faulty),
            )

    def explain(self, finding: Finding) -> str:
        """Person, use and number of items."""
        person, _, use = finding.key.partition("/")
        return (
            f"{person}的{use}积分有误：不符的项目应为{finding.required}项，实为{finding.measured}项，"
            f"差{finding.short}项。"
        )

    def _faulty(self, rows: list[PointsRow], p: P) -> Iterator[str]:
        """The items that are wrong, each with what is wrong about it."""
        most = p.most or {}
        for row in rows:
            beyond = row.item in most and Fraction(row.points) > most[row.item]
            wrong = [
                *(["是合计，不应另列"] if row.item in p.total_items else []),
                *(["超过上限"] if beyond else []),
                *(["是负数"] if row.points < 0 else []),
                *(["没有认定单位"] if p.certified and not row.certifier else []),
            ]
            if wrong:
                yield row.item + "、".join(wrong)


RULE = PointsSheet()

"""交流、支教等期满返回之后，接收学校的该学科不得因此无人任教。

口径：本次安排和仍在期内的外出，按接收学校、学段、学科和期满之日逐一核对：该日之后还在该校、能教该学科（主教或兼教）的人
数，不少于1人；届时同样期满的、已到法定退休年月的不算。没有课时需求的学科不核对。
例外：外县派来的人员不算。期满在本期之内的，政策划分时间段后由学科开齐、学科缺口分段求解，这里照样列出。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from constraints.facts.demand import Cell, Demand
from constraints.facts.retirement import Retirement
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.timebound._endings import Ending, endings
from models.column import Code, Month
from models.finding import Finding, Measure
from models.policy import Params


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: one person able to teach the subject is the least there is."""


class ReturnsCovered(Rule[P]):
    """Subjects that a return leaves with nobody. Audit only."""

    id = "returns_covered"
    name = "期满返回不断档"
    unit = "个"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per host, stage, subject and last day: who is left there afterwards."""
        needs, people_able = Demand.of(outcome.situation).needs, able(outcome)
        ends = endings(outcome)
        last_day = {ending.person: ending.last for ending in ends}
        grouped: defaultdict[tuple[Cell, date], list[Ending]] = defaultdict(list)
        for ending in ends:
            grouped[ending.cell, ending.last].append(ending)
        for (cell, last), going in sorted(grouped.items()):
            if not needs.get(cell):
                continue
            left = left_behind(outcome, people_able.get(cell, ()), last, last_day)
            key = "/".join((*cell, last.isoformat()))
            people = tuple(sorted(ending.person for ending in going))
            yield Measure(key, len(left), 1, int(not left), people=people)

    def explain(self, finding: Finding) -> str:
        """School, subject and day."""
        school, stage, subject, day = finding.key.split("/")
        return (
            f"{school} {stage}{subject}在{day}有人期满返回后，能教的应至少有{finding.required}人，"
            f"实有{finding.measured}人，差{finding.short}个学科的接替安排。"
        )


def able(outcome: Outcome) -> Mapping[Cell, tuple[Code, ...]]:
    """Who is able to teach what where under the plan: main subject and 兼教学科."""
    found: defaultdict[Cell, list[Code]] = defaultdict(list)
    for cell, people in Supply.of(outcome.situation).people_after(outcome).items():
        for code in people:
            row = outcome.county.teacher.get(code)
            for subject in dict.fromkeys((cell[2], *(row.also_subjects if row else ()))):
                found[cell[0], cell[1], subject].append(code)
    return {cell: tuple(people) for cell, people in found.items()}


def left_behind(
    outcome: Outcome, people: Iterable[Code], last: date, last_day: Mapping[Code, date]
) -> list[Code]:
    """Those of *people* still there after a day: who does not return by it nor has retired.

    last_day: last day of everybody whose stay ends.
    """
    return [
        code
        for code in people
        if last_day.get(code, date.max) > last and not _retired(outcome, code, last)
    ]


def _retired(outcome: Outcome, code: Code, day: date) -> bool:
    month = Retirement.of(outcome.situation).month_of(code)
    return month is not None and month < Month.of(day + timedelta(days=1))


RULE = ReturnsCovered()

"""交流、支教等期满返回之后，接收学校的该学科不得因此无人任教。

口径：本次安排和仍在期内的外出，按接收学校、学段、学科和期满之日逐一核对：该日之后在该校、能教该学科（主教或兼教）的人数，
不少于1人：在外人员该日或以前期满返回该校的算在内；届时同样期满离开的、已到法定退休年月的不算。没有课时需求的学科不核对。
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
from constraints.timebound._endings import Abroad, Ending, abroad, endings
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
        needs, staying = Demand.of(outcome.situation).needs, Staying(outcome)
        grouped: defaultdict[tuple[Cell, date], list[Ending]] = defaultdict(list)
        for ending in staying.ends:
            grouped[ending.cell, ending.last].append(ending)
        for (cell, last), going in sorted(grouped.items()):
            if not needs.get(cell):
                continue
            left = staying.after(cell, last)
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


class Staying:
    """Who is able to teach what where once all are home whose stays end by a day."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.ends = outcome, endings(outcome)
        self._last_day = {ending.person: ending.last for ending in self.ends}
        self._there = _able(outcome)
        self._back: defaultdict[Cell, list[tuple[Code, date]]] = defaultdict(list)
        stays: tuple[Ending | Abroad, ...] = (*self.ends, *abroad(outcome))
        for stay in stays:
            row = outcome.county.teacher.get(stay.person)
            if row is not None and row.teaches and row.stage and row.subject:
                for subject in dict.fromkeys((row.subject, *row.also_subjects)):
                    self._back[stay.home, row.stage, subject].append((stay.person, stay.last))

    def after(self, cell: Cell, last: date) -> list[Code]:
        """Those there after a day who have not retired by then, whoever is back among them."""
        there, gone = self._there.get(cell, ()), self._last_day
        stay = [code for code in there if gone.get(code, date.max) > last]
        back = [code for code, day in self._back.get(cell, ()) if day <= last]
        return [code for code in (*stay, *back) if not _retired(self.outcome, code, last)]


def _able(outcome: Outcome) -> Mapping[Cell, tuple[Code, ...]]:
    """Who is able to teach what where under the plan: main subject and 兼教学科."""
    found: defaultdict[Cell, list[Code]] = defaultdict(list)
    for cell, people in Supply.of(outcome.situation).people_after(outcome).items():
        for code in people:
            row = outcome.county.teacher.get(code)
            for subject in dict.fromkeys((cell[2], *(row.also_subjects if row else ()))):
                found[cell[0], cell[1], subject].append(code)
    return {cell: tuple(people) for cell, people in found.items()}


def _retired(outcome: Outcome, code: Code, day: date) -> bool:
    month = Retirement.of(outcome.situation).month_of(code)
    return month is not None and month < Month.of(day + timedelta(days=1))


RULE = ReturnsCovered()

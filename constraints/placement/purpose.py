"""指派建议人选要有由来：属政策规定的流动方向，或接收学校该学科本来有缺口。

口径：缺口看安排之前、校内兼课之后仍无人承担的课时；方向看流动方向表。按政策规定的方式核对。
例外：本人申请、学校推荐或已锁定的，不必另有由来。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from constraints.board import STAGES, BoolArray, Candidates
from constraints.facts.alongside import Alongside
from constraints.facts.demand import Cell, Demand
from constraints.facts.direction import Direction
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code, Subject
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode, Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which ways of being called need a purpose."""

    modes: tuple[Mode, ...] = param("适用的方式")


class Purpose(PairRule[P]):
    """No designated placement without a counted direction or a lack to fill."""

    id = "purpose"
    name = "指派要有由来"
    label = "不属规定流向，也不补缺口"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Designated pairs inside the county that neither count nor fill a lack."""
        schools = situation.county.school_index
        lack = np.zeros((len(schools), len(STAGES), len(pairs.subjects)), np.bool_)
        subjects = {name: i for i, name in enumerate(pairs.subjects)}
        for school, stage, subject in _lacking(situation):
            if subject in subjects:
                lack[schools[school], STAGES.index(stage), subjects[subject]] = True
        called = pairs.designated & pairs.of_modes(p.modes)
        inside = (pairs.home >= 0) & (pairs.host >= 0)
        counted = Direction.of(situation).matrix[pairs.home, pairs.host]
        fills = lack[pairs.host, pairs.stage, pairs.subject]
        return np.asarray(called & inside & ~counted & ~fills)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per designated placement in the modes named."""
        lacking = _lacking(outcome.situation)
        for placement in outcome.moves:
            row = outcome.county.teacher.get(placement.person)
            if row is None or placement.mode not in p.modes or not outcome.is_designated(placement):
                continue
            stage, subject = placement.stage or row.stage, placement.subject or row.subject
            counted = Direction.of(outcome.situation).counts(placement.home, placement.host)
            inside = placement.host in outcome.county.school
            idle = int(inside and not counted and (placement.host, stage, subject) not in lacking)
            yield judged(placement, idle)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}被指派到{host}，既不属规定流向也不补缺口：{too_many(finding)}"


_KNOWN: WeakKeyDictionary[Situation, frozenset[Cell]] = WeakKeyDictionary()
"""Answers of :func:`_lacking`, kept as long as the county itself."""


def _lacking(situation: Situation) -> frozenset[Cell]:
    """Cells that lack lessons at some time of the term before any decision, after the best 兼课."""
    if situation not in _KNOWN:
        _KNOWN[situation] = frozenset(_uncovered(situation))
    return _KNOWN[situation]


def _uncovered(situation: Situation) -> Iterator[Cell]:
    needs, periods = Demand.of(situation).needs, Supply.of(situation).least
    balances: defaultdict[tuple[Code, Stage], dict[Subject, int]] = defaultdict(dict)
    for cell in sorted({*needs, *periods}):
        balances[cell[:2]][cell[2]] = periods.get(cell, 0) - needs.get(cell, 0)
    alongside = Alongside.of(situation)
    for (school, stage), balance in balances.items():
        for subject in alongside.settle(school, stage, balance):
            yield school, stage, subject


RULE = Purpose()

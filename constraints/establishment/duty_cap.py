"""学校在岗人数不得超过核定编制加上政策允许的余量。

口径：按编制主体（含所属校区）计，数在岗的全部教职工，交流等方式来的也算，外出的不算；余量为核定
编制乘政策比例，向下取整，不少于政策最低人数。一个学期分段的，各段分别计算。
例外：期初已超出的，以期初人数为限。锁定的安排先行落实，其余的人不得再加入因此超限的学校。核定编制
空白的，无法判定。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from constraints.board import Board, IntArray, Terms, terms
from constraints.facts.establishment import Establishment
from constraints.facts.slices import Slices
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.roster import Placement


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How far above the approved establishment a school's heads may go."""

    margin: Fraction = param("在岗人数可超核定编制的比例", stricter="lower")
    least: int = param("余量最低人数", unit="人", stricter="lower")


class DutyCap(Rule[P]):
    """Heads on duty per 编制主体 and time slice."""

    id = "duty_cap"
    name = "在岗人数上限"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """Inflow minus outflow against the room left, per 编制主体 and slice."""
        situation = board.situation
        lines = Establishment.of(situation).lines
        spans = Slices.of(situation).spans
        row_of = {line.school: i for i, line in enumerate(lines)}
        county = situation.county
        holds = np.array(
            [row_of.get(county.establishment_holder(s.code), -1) for s in county.schools], np.int64
        )
        stock = self._stock(board, holds, len(lines))
        approved = np.array([x.approved or 0 for x in lines], np.int64)
        top, bottom = p.margin.numerator, p.margin.denominator
        room = np.maximum(approved + np.maximum(approved * top // bottom, p.least) - stock, 0)
        entries = self._flows(board, holds, len(spans))
        right = np.repeat(room, len(spans))
        known = np.repeat([x.approved is not None for x in lines], len(spans))
        right[~known] = np.iinfo(np.int32).max
        keys = [_key(x.school, len(spans), i) for x in lines for i in range(len(spans))]
        board.at_most(keys, entries, right, decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per 编制主体 and slice: heads counted one by one."""
        spans = Slices.of(outcome.situation).spans
        before = self._heads(outcome, ())
        after = [self._heads(outcome, _during(outcome.moves, *span)) for span in spans]
        came = [self._came(outcome, _during(outcome.chosen, *span)) for span in spans]
        for line in Establishment.of(outcome.situation).lines:
            for index in range(len(spans)):
                key, heads = _key(line.school, len(spans), index), after[index][line.school]
                if line.approved is None:
                    yield Measure(key, heads, None, None, missing=("学校.核定编制",))
                    continue
                allowed = line.approved + max(int(line.approved * p.margin), p.least)
                added = came[index][line.school]
                most = max(allowed, before[line.school], heads - len(added))
                over = max(0, heads - most)
                there = before[line.school]
                note = f"按核定编制 {allowed} 人，安排前已有 {there} 人" if there > allowed else ""
                people = tuple(added) if over else ()
                yield Measure(key, heads, most, over, people=people, note=note)

    def explain(self, finding: Finding) -> str:
        """School and heads."""
        if finding.short is None:
            return f"{finding.key}未填核定编制，在岗人数上限无法判定。"
        return (
            f"{finding.key}安排后在岗{finding.measured}人，上限{finding.required}人，"
            f"超{finding.short}人。"
        )

    def _stock(self, board: Board, holds: IntArray, count: int) -> IntArray:
        """Heads per 编制主体 before any decision."""
        index = board.situation.county.school_index
        standings = StandingFact.of(board.situation).by_person.values()
        schools = np.array([index[s.school] for s in standings if s.school is not None], np.int64)
        rows = holds[schools]
        return np.bincount(rows[rows >= 0], minlength=count).astype(np.int64)

    def _flows(self, board: Board, holds: IntArray, slices: int) -> list[Terms]:
        """Entries of everyone coming (+1) and going (−1) across the 编制主体's border."""
        moves = board.moves
        entry, piece = moves.by_slice()
        enters = np.where(moves.host[entry] >= 0, holds[moves.host[entry]], -1)
        leaves = np.where(moves.home[entry] >= 0, holds[moves.home[entry]], -1)
        crosses = enters != leaves
        into, out = crosses & (enters >= 0), crosses & (leaves >= 0)
        return [
            terms(enters[into] * slices + piece[into], entry[into]),
            terms(leaves[out] * slices + piece[out], entry[out], -1),
        ]

    def _came(
        self, outcome: Outcome, placements: Iterable[Placement]
    ) -> defaultdict[Code, list[Code]]:
        """编制主体 → people these placements bring from elsewhere."""
        holder_of, known = outcome.county.establishment_holder, outcome.county.school
        came: defaultdict[Code, list[Code]] = defaultdict(list)
        for placement in placements:
            now, host = outcome.standing(placement.person).school, placement.host
            here = holder_of(now) if now is not None and now in known else None
            if host in known and holder_of(host) != here:
                came[holder_of(host)].append(placement.person)
        return came

    def _heads(self, outcome: Outcome, placements: Iterable[Placement]) -> Counter[Code]:
        """编制主体 → people there once these placements are made."""
        hosts = {placement.person: placement.host for placement in placements}
        county, heads = outcome.county, Counter[Code]()
        there = StandingFact.of(outcome.situation).there.copy()
        for person, host in hosts.items():
            there[outcome.standing(person).school or Code("")] -= 1
            there[host] += 1
        for school, count in there.items():
            if school in county.school:
                heads[county.establishment_holder(school)] += count
        return heads


def _during(placements: Iterable[Placement], start: date, end: date) -> list[Placement]:
    return [m for m in placements if m.start <= end and m.end >= start]


def _key(school: Code, slices: int, index: int) -> str:
    return school if slices == 1 else f"{school}/第{index + 1}段"


RULE = DutyCap()

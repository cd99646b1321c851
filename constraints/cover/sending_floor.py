"""派出教师的学校，每个学科留下的课时不得低于本校需要的规定份额。

口径: 单位 0.1 课时。留下的课时 = 本学科教师的标准课时 − 减免 ± 走教，加上调入教师所带课时，不计
兼课。下限 = 学科周课时 × 份额 (向上取整)；本来就低于此数的，以期初课时 (执行已定安排后更多的，以
执行后的课时) 为下限，即不得再减少。
例外: 只核对有人离开 (或外出走教) 的学科；已公布锁定的安排本身不算违反，因此低于下限的，其余的人不得
再离开，能由别的教师、新招聘的补上的先补上，谁也补不上的另列为锁定超限。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from constraints.board import Board
from constraints.cover._balance import cells, in_group, select, shift
from constraints.cover._checked import by_slice, cells_of, held, key_of, leavers, periods, where
from constraints.facts.demand import Cell, Demand
from constraints.facts.grouping import Grouping
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.roster import Roster


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """What every sending school keeps."""

    group: GroupName = param("学校范围（分组名）")
    share: Fraction = param("留校课时不低于学科周课时的份额", stricter="higher", portion=True)


class SendingFloor(Rule[P]):
    """Tenths of a period below the floor, per school, stage, subject (and slice)."""

    id, name, unit = "sending_floor", "派出学校学科底线", "0.1课时"
    local = True
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``base + moves + visits + short ≥ min(share of need, base, what decisions leave)``."""
        all_cells = cells(board)
        rows = all_cells.rows(in_group(all_cells, p.group, None))
        at = all_cells.of_rows(rows)
        need, base = all_cells.need[rows], all_cells.base[rows]
        moved = select(shift(board), rows)
        share = -(-need * p.share.numerator // p.share.denominator)
        right = np.minimum(share - base, np.maximum(board.forced([moved], len(rows)), 0))
        keys = [all_cells.key(row) for row in rows.tolist()]
        board.at_least(keys, [moved], right, step=all_cells.load[at], decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per cell that loses somebody."""
        situation = outcome.situation
        supply = Supply.of(situation)
        missing = Grouping.of(situation).missing(p.group)
        if missing:
            yield Measure("", None, None, None, missing=missing)
        fixed_ones = Roster.of((*outcome.decided, *outcome.decided_visits))
        alone = outcome.like(fixed_ones, schools=outcome.schools)
        slices = zip(by_slice(outcome), by_slice(alone), strict=True)
        for (suffix, now), (_, decided) in slices:
            after, fixed = supply.periods_after(now), supply.periods_after(decided)
            before = supply.periods if now.late is None else supply.periods_in(now.late)
            gone, needs = leavers(now), Demand.of(situation).needs_in(now.late)
            for cell in cells_of(situation, after, p.group, None, now.schools):
                if cell not in gone:
                    continue
                have = after.get(cell, 0)
                least = max(before.get(cell, 0), fixed.get(cell, 0))
                required = min(ceil(needs.get(cell, 0) * p.share), least)
                if have < required:
                    required = min(required, _had_all_stayed(now, cell, gone[cell]))
                short, people = max(required - have, 0), tuple(gone[cell])
                yield Measure(key_of(cell, suffix), have, required, short, people=people)

    def explain(self, finding: Finding) -> str:
        """One sentence, in periods."""
        if finding.short is None:
            return "派出学校范围无法判定，学科底线无法核对。"
        return (
            f"{where(finding)}派出教师后应保有每周{periods(finding.required)}课时，"
            f"{held(finding.measured)}，差{periods(finding.short)}课时。"
        )


def below_share(situation: Situation, p: P, key: str) -> int:
    """Tenths a cell lacks to its share before anybody but the decided moves; 0 where it has it.

    Whoever is added to a school's own people raises its floor until then: so much has to be added
    on top of what the floor lacks. Whoever comes to it does not.
    """
    supply, outcome = Supply.of(situation), Outcome(situation, Roster(()))
    fixed = outcome.like(Roster.of((*outcome.decided, *outcome.decided_visits)))
    for suffix, now in by_slice(fixed):
        before = supply.periods if now.late is None else supply.periods_in(now.late)
        after, needs = supply.periods_after(now), Demand.of(situation).needs_in(now.late)
        for cell in needs:
            if key_of(cell, suffix) == key:
                had = max(before.get(cell, 0), after.get(cell, 0))
                return max(ceil(needs[cell] * p.share) - had, 0)
    return 0


def _had_all_stayed(now: Outcome, cell: Cell, gone: Sequence[Code]) -> int:
    """What a cell would have if of those who leave it only the decided left, as far as decided."""
    parts = [m if m.person not in gone else now.as_decided(m) for m in now.roster.placements]
    kept = [part for part in parts if part is not None]
    there = now.like(Roster.of(kept), late=now.late, schools=frozenset({cell[0]}))
    return Supply.of(now.situation).periods_after(there).get(cell, 0)


RULE = SendingFloor()

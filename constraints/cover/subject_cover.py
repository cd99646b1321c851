"""各校各学段各学科的周课时应有教师承担，缺口超出容许范围的部分越少越好。

口径: 单位 0.1 课时。应有 = 学科周课时 − 容许缺口 (份额与课时两者取大，份额向下取整)；实有 =
方案执行后本学科教师的标准课时 − 留在学校的班主任等减免 ± 走教课时，再经校内同学段兼课调剂。兼课如何
在学科间分配不唯一，故求解与核对按 学校/学段 合计一致；分学科的缺口按紧缺学科优先填补列示。
例外: 幼儿园按人配备 (kindergarten_cover)；没有课程表又没有填学科需求的学段无法判定。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from constraints.board import Board, terms
from constraints.cover._balance import cells, flows, in_group, select, shift
from constraints.cover._checked import by_slice, cells_of, held, key_of, periods, undecided, where
from constraints.cover._pools import closed_pools
from constraints.facts.alongside import Alongside
from constraints.facts.demand import Cell, Demand
from constraints.facts.load import tenths
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whose lessons, and what may stay uncovered."""

    group: GroupName = param("学校范围（分组名）")
    stages: tuple[Stage, ...] | None = param("学段范围，不写为全部", optional=True)
    tolerance: Fraction = param("容许缺口占学科周课时的份额", stricter="lower", portion=True)
    tolerance_periods: Fraction = param("容许缺口", unit="课时", stricter="lower")


class SubjectCover(Rule[P]):
    """Uncovered tenths of a period per school, stage, subject (and slice)."""

    id, name, unit = "subject_cover", "学科课时缺口", "0.1课时"
    local = True
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``base + moves + visits + 兼课 + short ≥ need − tolerance``, one row per cell."""
        all_cells = cells(board)
        rows = all_cells.rows(in_group(all_cells, p.group, p.stages))
        at = all_cells.of_rows(rows)
        need = all_cells.need[rows]
        share = need * p.tolerance.numerator // p.tolerance.denominator
        allowed = np.minimum(need, np.maximum(share, tenths(p.tolerance_periods)))
        moved, right = select(shift(board), rows), need - allowed - all_cells.base[rows]
        shorts = board.at_least(
            [all_cells.key(row) for row in rows.tolist()],
            [moved, select(flows(board), rows)],
            right,
            step=all_cells.load[at],
        )
        own = np.flatnonzero(shorts >= 0)
        pools = closed_pools(all_cells, rows)
        pooled = [pools.summed(moved), pools.summed(terms(own, shorts[own]))]
        board.implied(pooled, pools.totals(right), pools.firsts(all_cells.load[at]))

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per cell with need (or with less than nothing), by slice, school, stage."""
        situation = outcome.situation
        yield from undecided(situation, p.group, p.stages)
        for suffix, now in by_slice(outcome):
            after = Supply.of(situation).periods_after(now)
            grouped: defaultdict[tuple[Code, Stage], list[Cell]] = defaultdict(list)
            for cell in cells_of(situation, after, p.group, p.stages, now.schools):
                grouped[cell[:2]].append(cell)
            for (school, stage), inside in grouped.items():
                needs = Demand.of(situation).needs_in(now.late)
                wanted = {cell[2]: _wanted(needs, cell, p) for cell in inside}
                balance = {c[2]: after.get(c, 0) - wanted[c[2]] for c in inside}
                lacking = Alongside.of(situation).settle(school, stage, balance)
                for cell in inside:
                    required, short = wanted[cell[2]], lacking.get(cell[2], 0)
                    if required or short:
                        yield Measure(key_of(cell, suffix), required - short, required, short)

    def agree_by(self, key: str) -> str:
        """兼课 fixes only the sum over subjects: ``school/stage`` (and slice)."""
        parts = key.split("/")
        return "/".join((*parts[:2], *parts[3:]))

    def explain(self, finding: Finding) -> str:
        """One sentence, in periods."""
        if finding.short is None:
            return f"{where(finding)}没有学科需求，学科课时缺口无法判定。"
        return (
            f"{where(finding)}每周应有{periods(finding.required)}课时有人承担，"
            f"{held(finding.measured)}，差{periods(finding.short)}课时。"
        )


def _wanted(needs: Mapping[Cell, int], cell: Cell, p: P) -> int:
    """Need less what may stay uncovered."""
    need = needs.get(cell, 0)
    share = need * p.tolerance.numerator // p.tolerance.denominator
    allowed = max(share, tenths(p.tolerance_periods)) if p.tolerance_periods else share
    return max(need - allowed, 0)


RULE = SubjectCover()

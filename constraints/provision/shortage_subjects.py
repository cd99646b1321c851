"""紧缺学科优先补足：所列学科的周课时应由本学科教师承担。

口径: 单位 0.1 课时，按学校、学段、学科计。实有 = 方案执行后本学科教师的标准课时 − 减免 ± 走教课
时；临时兼课不算补足。
例外: 没有课程表又没有填学科需求的学段无法判定。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.board import Board
from constraints.cover._balance import cells, in_group, select, shift
from constraints.cover._checked import (
    by_slice,
    cells_of,
    held,
    key_of,
    missing_group,
    periods,
    undecided,
    where,
)
from constraints.cover._within_reach import taught
from constraints.facts.demand import Demand
from constraints.facts.load import Load
from constraints.facts.outside import Outside
from constraints.facts.slices import Slices
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Subject
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which subjects, at which schools."""

    group: GroupName = param("学校范围（分组名）")
    subjects: tuple[Subject, ...] = param("紧缺学科")


class ShortageSubjects(Rule[P]):
    """Tenths of a period without a teacher of the subject."""

    id, name, unit = "shortage_subjects", "紧缺学科缺口", "0.1课时"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``base + moves + visits + short ≥ need``, one row per cell of these subjects."""
        all_cells = cells(board)
        wanted = in_group(all_cells, p.group, None)
        wanted &= np.array([cell[2] in p.subjects for cell in all_cells.cells], np.bool_)
        rows = all_cells.rows(wanted)
        rows = rows[all_cells.need[rows] > 0]
        at = all_cells.of_rows(rows)
        keys = [all_cells.key(row) for row in rows.tolist()]
        right = all_cells.need[rows] - all_cells.base[rows]
        board.at_least(keys, [select(shift(board), rows)], right, step=all_cells.load[at])

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per cell with need."""
        situation = outcome.situation
        yield from undecided(situation, p.group, None)
        for suffix, now in by_slice(outcome):
            after = Supply.of(situation).periods_after(now)
            needs = Demand.of(situation).needs_in(now.late)
            for cell in cells_of(situation, {}, p.group, None):
                if cell[2] in p.subjects and cell in needs:
                    have = after.get(cell, 0)
                    short = max(needs[cell] - have, 0)
                    yield Measure(key_of(cell, suffix), have, needs[cell], short)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """What all lacks together, subject by subject, were every teacher of it in these schools.

        Wherever they are, visits included, nobody brings more than the largest load there is.
        """
        situation, lacking = reach.situation, 0
        if missing_group(situation, p.group, None):
            return {}
        needs, load, people = Demand.of(situation).needs, Load.of(situation), taught(reach)
        wanted = cells_of(situation, {}, p.group, None)
        for subject in p.subjects:
            need = sum(needs[cell] for cell in wanted if cell[2] == subject)
            full = max(load.standard(stage, subject) for stage in Stage)
            able = sum(subject in subjects for subjects in people.values())
            lacking += max(need - full * able - _guests(situation, subject), 0)
        return {"": lacking}

    def explain(self, finding: Finding) -> str:
        """One sentence, in periods."""
        if finding.short is None:
            return f"{where(finding)}没有学科需求，紧缺学科缺口无法判定。"
        return (
            f"{where(finding)}每周应有{periods(finding.required)}课时由本学科教师承担，"
            f"{held(finding.measured)}，差{periods(finding.short)}课时。"
        )


def _guests(situation: Situation, subject: Subject) -> int:
    """Tenths that people of other counties bring of the subject, in the slice with most."""
    slices = range(len(Slices.of(situation).spans))
    brought = [Outside.of(situation).periods(late) for late in slices]
    return max(
        sum(tenths for cell, tenths in found.items() if cell[2] == subject) for found in brought
    )


RULE = ShortageSubjects()

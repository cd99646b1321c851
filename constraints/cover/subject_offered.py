"""开齐课程：每所学校开设的每个学科至少有一名能教的教师。

口径: 单位 个 (学校 × 学段 × 学科)。能教 = 主教该学科的在岗教师；政策允许时，兼教学科含该学科的教
师、按兼课规定可兼该学科的本校同学段教师、来校走教的教师也算；外县派来任教的、同一法人学校其他校区统筹来的也算。
例外: 没有需求的学科不要求；没有课程表又没有填学科需求的学段无法判定。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.board import Board
from constraints.cover._able import Ways, moving, staying, visiting
from constraints.cover._balance import cells, in_group, select
from constraints.cover._checked import by_slice, cells_of, key_of, leavers, undecided, where
from constraints.cover._within_reach import taught
from constraints.facts.alongside import Alongside
from constraints.facts.demand import Cell, Demand
from constraints.facts.outside import Outside
from constraints.facts.slices import Slices
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.rule import Rule
from models.column import Subject
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.roster import Roster
from models.sheets import TeacherRow
from models.vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which schools, which subjects, and who counts as able."""

    group: GroupName = param("学校范围（分组名）")
    stages: tuple[Stage, ...] | None = param("学段范围，不写为全部", optional=True)
    subjects: tuple[Subject, ...] | None = param("学科范围，不写为全部", optional=True)
    also_subjects: bool = param("兼教学科含该学科的教师是否算能教")
    alongside: bool = param("按兼课规定可兼该学科的教师是否算能教")
    itinerant: bool = param("走教教师是否算能教")


class SubjectOffered(Rule[P]):
    """Subjects with nobody at all, per school, stage, subject (and slice)."""

    id, name, unit = "subject_offered", "学科开齐", "个"
    local = True
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``able people before − leavers + arrivals + visits + short ≥ 1``, one row per cell."""
        all_cells = cells(board)
        wanted = in_group(all_cells, p.group, p.stages)
        if p.subjects is not None:
            wanted &= np.array([cell[2] in p.subjects for cell in all_cells.cells], np.bool_)
        ways = Ways(p.alongside, p.also_subjects)
        counted = [staying(board, ways, late) for late in range(all_cells.slices)]
        base = np.concatenate([able_now for able_now, _ in counted])
        sure = np.concatenate([bound for _, bound in counted])
        rows = all_cells.rows(wanted)
        rows = rows[(all_cells.need[rows] > 0) & (sure[rows] == 0)]
        blocks = [block for late in range(all_cells.slices) for block in moving(board, ways, late)]
        if p.itinerant:
            blocks += [visiting(board, late) for late in range(all_cells.slices)]
        right = 1 - base[rows] - all_cells.guests[rows]
        keys = [all_cells.key(row) for row in rows.tolist()]
        board.at_least(keys, [select(block, rows) for block in blocks], right)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per cell with need."""
        situation = outcome.situation
        yield from undecided(situation, p.group, p.stages)
        known = situation.county.has_column(TeacherRow.sheet, "also_subjects")
        note = "" if known or not p.also_subjects else "教师表没有兼教学科列，只按主教学科计"
        for suffix, now in by_slice(outcome):
            taught, gone = _able_after(now, p), leavers(now)
            needs = Demand.of(situation).needs_in(now.late)
            for cell in cells_of(situation, {}, p.group, p.stages, now.schools):
                if needs.get(cell) and (p.subjects is None or cell[2] in p.subjects):
                    short = 0 if cell in taught else 1
                    people = tuple(gone.get(cell, ())) if short else ()
                    key = key_of(cell, suffix)
                    yield Measure(key, 1 - short, 1, short, people=people, note=note)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Subjects that nobody in the county is able to teach, were they to come."""
        situation, people = reach.situation, taught(reach)
        main = {subject for subjects in people.values() for subject in subjects}
        known, guests = situation.county.teacher, set[Cell]()
        if p.also_subjects or p.itinerant:
            main |= {s for code in people if code in known for s in known[code].also_subjects}
        for late in range(len(Slices.of(situation).spans)):
            guests |= set(Outside.of(situation).periods(late))
            guests |= Supply.of(situation).served(late)
        arcs = Alongside.of(situation).arcs if p.alongside else ()
        able = {(a.stage, a.target) for a in arcs if a.source in main}
        wanted = cells_of(situation, {}, p.group, p.stages)
        return {
            key_of(cell, suffix): int(cell[2] not in main and cell[1:] not in able)
            for suffix, now in by_slice(Outcome(situation, Roster(())))
            for cell in wanted
            if Demand.of(situation).needs_in(now.late).get(cell)
            and cell not in guests
            and (p.subjects is None or cell[2] in p.subjects)
        }

    def explain(self, finding: Finding) -> str:
        """One sentence."""
        if finding.short is None:
            return f"{where(finding)}没有学科需求，是否开齐无法判定。"
        return (
            f"{where(finding)}应至少有{finding.required}名能教的教师，"
            f"实有{finding.measured}名，差{finding.short}名。"
        )


def _able_after(outcome: Outcome, p: P) -> set[Cell]:
    """Cells somebody is able to teach under the plan, person by person."""
    situation = outcome.situation
    arcs, able = Alongside.of(situation).arcs, set(Outside.of(situation).periods(outcome.late))
    able |= Supply.of(situation).served(outcome.late)
    for (school, stage, subject), people in Supply.of(situation).people_after(outcome).items():
        able.add((school, stage, subject))
        if p.alongside:
            able |= {(school, stage, a.target) for a in arcs
                     if a.stage == stage and a.source == subject}  # fmt: skip
        if p.also_subjects:
            known = situation.county.teacher
            rows: list[TeacherRow] = [known[code] for code in people if code in known]
            able |= {(school, stage, other) for row in rows for other in row.also_subjects}
    if p.itinerant:
        for visit in outcome.visits:
            home = Supply.of(situation).cell_after(outcome, visit.person)
            if home is not None:
                able.add((visit.host, visit.stage or home[1], visit.subject or home[2]))
    return able


RULE = SubjectOffered()

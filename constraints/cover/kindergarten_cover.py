"""公办幼儿园每班应配足保教教师，缺额超出容许范围的部分越少越好。

口径: 单位 人。应有 = 班级数 × 每班保教人数 (寄宿制另加) − 容许缺额；实有 = 方案执行后在该园可任教的
专任教师人数。保育员不在教师调配之列，不计入。
例外: 民办园不由县里配备。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.board import STAGES, Board, terms
from constraints.cover._checked import by_slice
from constraints.facts.demand import Demand
from constraints.facts.grouping import Grouping
from constraints.facts.slices import Slices
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Mode, Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which kindergartens, and how many may be lacking."""

    group: GroupName = param("幼儿园范围（分组名）")
    tolerance: int = param("每园容许缺额", unit="人", stricter="lower")


class KindergartenCover(Rule[P]):
    """Teachers lacking per kindergarten (and slice)."""

    id, name, unit = "kindergarten_cover", "幼儿园保教配备", "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``teachers before + arrivals − leavers + short ≥ heads − tolerance`` per kindergarten."""
        situation, moves = board.situation, board.moves
        school = situation.county.school_index
        wanted = [c for c in Demand.of(situation).heads if Grouping.of(situation).has(p.group, c)]
        row_of = np.full(len(school), -1)
        row_of[[school[code] for code in wanted]] = np.arange(len(wanted))
        cell_in, slices = Supply.of(situation).cell_in, Slices.of(situation)
        to_stage = moves.stage == STAGES.index(Stage.KINDERGARTEN)
        come = np.where((moves.host >= 0) & to_stage, row_of[moves.host], -1)
        demand = Demand.of(situation)
        several = len(slices.spans) > 1
        for late in range(len(slices.spans)):
            heads = demand.heads_in(late)
            right = np.array([heads.get(c, 0) - p.tolerance for c in wanted], np.int64)
            before = [cell_in(code, late) for code in situation.people]
            left = np.array([row_of[school[c[0]]] if c and c[1] is Stage.KINDERGARTEN else -1
                             for c in before], np.int64)  # fmt: skip
            base = np.bincount(left[left >= 0], minlength=len(wanted))
            go = left[moves.person]
            there = np.array([not slices.gone(c, late) for c in situation.people], np.bool_)
            now = ~moves.of_mode(Mode.STAY) & (moves.first <= late) & (late <= moves.last)
            now &= there[moves.person]
            arrivals, leavers = moves.where(now & (come >= 0)), moves.where(now & (go >= 0))
            board.at_least(
                [f"{code}/{late + 1}" if several else code for code in wanted],
                [terms(come[arrivals], arrivals), terms(go[leavers], leavers, -1)],
                right - base,
            )

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per kindergarten, in code order."""
        situation = outcome.situation
        heads_of = Demand.of(situation).heads
        missing = Grouping.of(situation).missing(p.group, among=heads_of)
        if missing:
            yield Measure("", None, None, None, missing=missing)
        for suffix, now in by_slice(outcome):
            present: dict[str, int] = {}
            for cell, people in Supply.of(situation).people_after(now).items():
                if cell[1] is Stage.KINDERGARTEN:
                    present[cell[0]] = present.get(cell[0], 0) + len(people)
            demand = Demand.of(situation)
            needed = demand.heads if now.late is None else demand.heads_in(now.late)
            for school in demand.heads:
                heads = needed.get(school, 0)
                if Grouping.of(situation).has(p.group, school):
                    required, have = max(heads - p.tolerance, 0), present.get(school, 0)
                    short = max(required - have, 0)
                    yield Measure("/".join((school, *suffix)), have, required, short)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Teachers lacking though everyone came to each kindergarten who may (slice by slice)."""
        situation, demand = reach.situation, Demand.of(reach.situation)
        grouping, slices = Grouping.of(situation), Slices.of(situation)
        if grouping.missing(p.group, among=demand.heads):
            return {}
        wanted = [code for code in demand.heads if grouping.has(p.group, code)]
        several, found, together = len(slices.spans) > 1, {}, 0
        for late in range(len(slices.spans)):
            heads, able = demand.heads_in(late), _able(reach, wanted, late)
            need = {code: max(heads.get(code, 0) - p.tolerance, 0) for code in wanted}
            for code in wanted:
                key = f"{code}/{late + 1}" if several else code
                found[key] = max(need[code] - len(able[code]), 0)
            anywhere = set[Code]().union(*able.values())
            together += max(sum(need.values()) - len(anywhere), 0)
        return {"": max(together, sum(found.values()))} | found

    def explain(self, finding: Finding) -> str:
        """One sentence, in people."""
        if finding.short is None:
            return "幼儿园范围无法判定，保教配备无法核对。"
        school = finding.key.split("/")[0]
        return (
            f"{school}应有保教教师{finding.required}人，实有{finding.measured}人，"
            f"差{finding.short}人。"
        )


def _able(reach: Reach, kindergartens: list[Code], late: int) -> dict[Code, set[Code]]:
    """Kindergarten → people who may teach there in a slice, by a plan or without one."""
    situation, options = reach.situation, reach.on_duty
    codes = list(situation.county.school)
    able: dict[Code, set[Code]] = {code: set() for code in kindergartens}
    here = options.at(np.isin(codes, kindergartens), (Stage.KINDERGARTEN,))
    for person, school in zip(options.person[here], options.school[here], strict=True):
        able[codes[school]].add(situation.people[person])
    for code in Slices.of(situation).turning:  # the options know where everyone is at first
        cell = Supply.of(situation).cell_in(code, late)
        if cell is not None and cell[0] in able and cell[1] is Stage.KINDERGARTEN:
            able[cell[0]].add(code)
    return able


RULE = KindergartenCover()

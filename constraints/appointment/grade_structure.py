"""调动不得使学校高、中、初级岗位超出核定的岗位设置；已超出的，净调入不得大于零。

口径：按编制主体和岗位等级计，只计占用编制人员“调动”关系的安排；空岗 = 核定数 − 期初已聘人数，不
足为零；调出腾出的岗位可由调入者使用。等级按聘任岗位等级，空白的按职称。
例外：政策指定分组（如乡村学校）不受限；定向评价职称单列的不占结构；锁定的调动先行落实，因此超出的，
其余的人不得再调入。岗位设置未填，或有人调入而等级、核定数不明的，无法判定。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.grades import Grades, Place
from constraints.facts.grouping import Grouping
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.pair import key_of
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.roster import Placement
from models.vocabulary import Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which schools are free of the structure."""

    free_groups: tuple[GroupName, ...] = param("不受岗位结构限制的学校分组")


class GradeStructure(Rule[P]):
    """Net inflow by transfer within the free posts of each grade."""

    id = "grade_structure"
    name = "岗位结构"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per 编制主体 and grade with approved posts."""
        situation, moves, fact = board.situation, board.moves, Grades.of(board.situation)
        places = [place for place in fact.approved if not self._free(situation, place[0], p)]
        row_of = {place: i for i, place in enumerate(places)}
        county, people = situation.county, situation.people
        standings = StandingFact.of(situation).by_person
        grades = [fact.grade_of(code) if fact.counted(code) else None for code in people]
        named = sorted({grade for _, grade in places})
        number = {grade: i for i, grade in enumerate(named)}
        grid = np.full((len(county.schools), len(named) + 1), -1, np.int64)
        for i, school in enumerate(county.schools):
            holder = county.establishment_holder(school.code)
            grid[i, : len(named)] = [row_of.get((holder, grade), -1) for grade in named]
        own = np.array([number.get(g, -1) if g else -1 for g in grades], np.int64)[moves.person]
        held = [(standings[c].holder, g) if c in standings else None
                for c, g in zip(people, grades, strict=True)]  # fmt: skip
        left = [row_of.get((h[0], h[1]), -1) if h and h[0] and h[1] else -1 for h in held]
        leaves = np.array(left, np.int64)[moves.person]
        enters = np.where(moves.host >= 0, grid[moves.host, own], -1)
        moved = moves.transfers & (own >= 0) & (enters != leaves)
        into, out = moves.where(moved & (enters >= 0)), moves.where(moved & (leaves >= 0))
        entries = [terms(enters[into], into), terms(leaves[out], out, -1)]
        free = np.array([fact.free(*place) or 0 for place in places], np.int64)
        board.at_most([_key(place) for place in places], entries, free, decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per 编制主体 and grade: people holding such posts under the plan."""
        fact = Grades.of(outcome.situation)
        if fact.missing:
            yield Measure("", None, None, None, missing=fact.missing)
            return
        net, came = self._net(outcome), self._came(outcome)
        for place, approved in fact.approved.items():
            if self._free(outcome.situation, place[0], p):
                continue
            before = fact.held.get(place, 0)
            after = before + net[place]
            most = max(approved, before, after - came[place])
            yield Measure(_key(place), after, most, max(0, after - most))
        yield from self._unknown(outcome, p)

    def sees(self, placement: Placement) -> bool:
        """Only 调动 moves a post."""
        return placement.relation is Relation.TRANSFERRED

    def explain(self, finding: Finding) -> str:
        """School, grade and heads."""
        if finding.short is None:
            return f"{finding.key or '全县'}岗位设置或岗位等级不全，岗位结构无法判定。"
        post = finding.key.replace("/", "")
        return (
            f"{post}岗位调动后{finding.measured}人，可容纳{finding.required}人，"
            f"超{finding.short}人。"
        )

    def _came(self, outcome: Outcome) -> Counter[Place]:
        """People whom no decision transfers in, by 编制主体 and grade."""
        grade_of = Grades.of(outcome.situation).grade_of
        return Counter(
            (host, grade)
            for placement, holder, host in self._transfers(outcome, outcome.chosen)
            if host is not None and host != holder
            if (grade := grade_of(placement.person)) is not None
        )

    def _net(self, outcome: Outcome) -> Counter[Place]:
        """People coming minus people going, by 编制主体 and grade."""
        fact, net = Grades.of(outcome.situation), Counter[Place]()
        for placement, holder, host in self._transfers(outcome, outcome.moves):
            grade = fact.grade_of(placement.person)
            if grade is not None and holder != host:
                net[holder, grade] -= 1
                if host is not None:
                    net[host, grade] += 1
        return net

    def _unknown(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """People transferred in whose grade, or whose host's posts of it, nobody stated."""
        fact = Grades.of(outcome.situation)
        for placement, holder, host in self._transfers(outcome, outcome.moves):
            if host is None or host == holder or self._free(outcome.situation, host, p):
                continue
            grade = fact.grade_of(placement.person)
            stated = grade is not None and (host, grade) in fact.approved
            if not stated:
                missing = ("教师.职称",) if grade is None else ("岗位设置.核定数",)
                key = key_of(placement)
                yield Measure(key, None, None, None, people=(placement.person,), missing=missing)

    def _transfers(
        self, outcome: Outcome, placements: Iterable[Placement]
    ) -> Iterator[tuple[Placement, Code, Code | None]]:
        """Transfers of people who take a post: placement, 编制主体 left, 编制主体 entered."""
        county, fact = outcome.county, Grades.of(outcome.situation)
        for placement in placements:
            holder = outcome.standing(placement.person).holder
            if placement.relation is not Relation.TRANSFERRED or holder is None:
                continue
            if fact.counted(placement.person):
                inside = placement.host in county.school
                yield (
                    placement,
                    holder,
                    (county.establishment_holder(placement.host) if inside else None),
                )

    def _free(self, situation: Situation, holder: Code, p: P) -> bool:
        groups = Grouping.of(situation)
        return any(groups.has(name, holder) for name in p.free_groups)


def _key(place: Place) -> str:
    return "/".join(place)


RULE = GradeStructure()

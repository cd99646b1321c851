"""调动须在核定编制之内：调入净增不得超过空编数；已超编的，净调入不得大于零，可一出一进。

口径：按编制主体计，只计占用编制的人员（含招聘来占编的）和“调动”关系的安排；空编数 = 核定编制 −
在编人数（含借调、病休、产假），不足为零。交流、支教、跟岗、走教编制留在原校，不在此列。
例外：锁定（已公布）的调动先行落实，因此超出的，其余的人不得再调入。核定编制空白的，无法判定。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.establishment import Establishment, Line
from constraints.facts.recruits import Recruits
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the approved establishment is the school's."""


class EstablishmentCap(Rule[P]):
    """Net inflow by transfer within the vacancies of the 编制主体."""

    id = "establishment_cap"
    name = "核定编制上限"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per 编制主体 with an approved establishment."""
        situation, moves = board.situation, board.moves
        county = situation.county
        lines = [x for x in Establishment.of(situation).lines if x.approved is not None]
        row_of = {line.school: i for i, line in enumerate(lines)}
        holds = np.array(
            [row_of.get(county.establishment_holder(s.code), -1) for s in county.schools], np.int64
        )
        standings = StandingFact.of(situation).by_person
        held = [standings[code].holder for code in situation.people]
        leaves = np.array([row_of.get(h, -1) if h else -1 for h in held], np.int64)[moves.person]
        takes = zip(held, situation.people, strict=True)
        held_or_to_come = [h is not None or _joins(situation, c) for h, c in takes]
        counted = np.array(held_or_to_come, np.bool_)[moves.person]
        enters = np.where(moves.host >= 0, holds[moves.host], -1)
        moved = moves.transfers & counted & (enters != leaves)
        into, out = moves.where(moved & (enters >= 0)), moves.where(moved & (leaves >= 0))
        entries = [terms(enters[into], into), terms(leaves[out], out, -1)]
        vacant = np.array([(x.approved or 0) - x.on_roll for x in lines], np.int64)
        right = np.maximum(vacant, 0)
        board.at_most([line.school for line in lines], entries, right, decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per 编制主体: people on its books under the plan against what it may hold."""
        net, came = self._net(outcome), self._came(outcome)
        for line in Establishment.of(outcome.situation).lines:
            if line.approved is None:
                missing = ("学校.核定编制",)
                yield Measure(line.school, line.on_roll, None, None, missing=missing)
                continue
            after = line.on_roll + net[line.school]
            added = came[line.school]
            most = max(line.approved, line.on_roll, after - len(added))
            over = max(0, after - most)
            people = tuple(added) if over else ()
            yield Measure(line.school, after, most, over, people=people, note=_full_before(line))

    def sees(self, placement: Placement) -> bool:
        """Only 调动 moves a post."""
        return placement.relation is Relation.TRANSFERRED

    def explain(self, finding: Finding) -> str:
        """School and heads."""
        if finding.short is None:
            return f"{finding.key}未填核定编制，编制上限无法判定。"
        return (
            f"{finding.key}调动后在编{finding.measured}人，可容纳{finding.required}人，"
            f"超{finding.short}人。"
        )

    def _net(self, outcome: Outcome) -> Counter[Code]:
        """编制主体 → people coming minus people going."""
        net: Counter[Code] = Counter()
        for _, left, entered in _transfers(outcome, outcome.moves):
            if left is not None:
                net[left] -= 1
            if entered is not None:
                net[entered] += 1
        return net

    def _came(self, outcome: Outcome) -> defaultdict[Code, list[Code]]:
        """编制主体 → people whom no decision brings onto its books."""
        came: defaultdict[Code, list[Code]] = defaultdict(list)
        for person, left, entered in _transfers(outcome, outcome.chosen):
            if entered is not None and entered != left:
                came[entered].append(person)
        return came


def _transfers(
    outcome: Outcome, placements: Iterable[Placement]
) -> Iterator[tuple[Code, Code | None, Code | None]]:
    """Transfers of people who take a post: person, 编制主体 left and entered, None = neither."""
    county = outcome.county
    for placement in placements:
        person, host = placement.person, placement.host
        left = outcome.standing(person).holder
        posted = left is not None or _joins(outcome.situation, person)
        if placement.relation is Relation.TRANSFERRED and posted:
            inside = host in county.school
            yield person, left, county.establishment_holder(host) if inside else None


def _full_before(line: Line) -> str:
    """Where the limit is not the approved establishment, why."""
    if line.approved is None or line.on_roll <= line.approved:
        return ""
    return f"核定编制 {line.approved} 人，安排前已在编 {line.on_roll} 人"


def _joins(situation: Situation, person: Code) -> bool:
    """Whether a recruit takes a post of the school they come to."""
    return person in situation.county.newcomers and Recruits.of(situation).joins(person)


RULE = EstablishmentCap()

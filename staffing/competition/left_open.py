"""Enforced rules that the outcome of a round leaves unmet, though rounds are not held by them.

A competition gives posts to whoever scores best; what the schools they leave must keep
(派出学校学科底线) is for the plan to make up for. Before anybody publishes the outcome it is told
who leaves which school below what it has to keep, and whether later decisions can make up for it.
组织调剂 announces the transfers of a whole plan alone: what the rest of that plan keeps is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from constraints.facts.competition import Competition
from constraints.outcome import Outcome
from constraints.registry import family_of, rules
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, State
from models.policy import Force
from models.roster import Roster
from models.vocabulary import Round
from staffing.competition.procedure import locked_with
from staffing.competition.round_result import FAMILIES, RoundResult
from staffing.leaders.discretion import shown
from staffing.locks.excess import all_decided
from staffing.modelling.made_up import least_lacking
from staffing.naming import CountyNames
from staffing.wording import amount_words

NODES = 1000
"""Branch-and-bound nodes of each proof: a limit in steps, as for a solve."""

MADE_UP = "后面的安排能补上，已证有这样的安排，后面再有人竞聘离开的另算"
OPEN = "后续轮次可能补上，现在还不能断定"


@dataclass(frozen=True)
class LeftOpen:
    """An enforced rule short where it is (finding), and what of it this round makes so.

    people: whom this round takes away there, in code order; none where it was short before. least:
    0 = later decisions can make up for it, more = never for so much of it, None = nothing is
    proven.
    """

    finding: Finding
    people: tuple[Code, ...]
    least: int | None

    def told(self, situation: Situation, held: RoundResult) -> Finding:
        """The finding, with who makes it so and whether it can be made up for."""
        who = _moves(situation, held, self.people)
        cause = f"本轮离开的：{who}" if who else "本轮以前已是这样"
        said = self.finding.message.removesuffix("。")
        return replace(self.finding, message=f"{said}（{cause}；{self.verdict}）。")

    @property
    def verdict(self) -> str:
        """Whether later decisions can make up for it, in words."""
        return verdict(self.least, self.finding.unit)


def verdict(least: int | None, unit: str) -> str:
    """Whether later decisions can make up for what a floor lacks, in words."""
    if least is None:
        return OPEN
    return f"后面怎样安排都至少还差 {amount_words(least, unit)}，补不上" if least else MADE_UP


def with_left_open(
    situation: Situation,
    held: RoundResult,
    found: tuple[Finding, ...],
    least: Mapping[tuple[str, str], int | None] | None = None,
) -> RoundResult:
    """A round's outcome with what it leaves for later decisions to see to.

    situation: before the round; found: by the audit of its outcome with what was decided before;
    least: where a plan made with it tells already what of it is made up for.
    """
    mine = [f for f in found if f.mode == Force.HARD.value and f.state is State.SHORT]
    mine = [f for f in mine if family_of(f.rule) not in FAMILIES]
    if not mine and not all_decided(situation):
        return held
    before = _shorts(situation, {f.row for f in mine})
    least = _least(situation, held) if least is None else least
    moved = {p.person for p in shown(situation.county, held.placements)}
    rows = tuple(
        LeftOpen(
            f,
            tuple(sorted(moved.intersection(f.people)))
            if (f.short or 0) > before.get((f.row, f.key), 0)
            else (),
            least.get((f.row, f.key)),
        )
        for f in mine
    )
    return replace(held, left_open=rows, least=least)


def left_open_json(held: RoundResult) -> list[dict[str, Any]]:
    """The same for machines; least: as for :class:`LeftOpen`."""
    return [
        {
            "rule": x.finding.rule,
            "key": x.finding.key,
            "short": x.finding.short,
            "unit": x.finding.unit,
            "people": list(x.people),
            "least": x.least,
        }
        for x in held.left_open
    ]


def before_publishing(situation: Situation, held: RoundResult) -> tuple[str, ...]:
    """Who of a round leaves a school below what nothing can make up for, in a few words each."""
    names = CountyNames(situation.county)
    return tuple(
        f"{_moves(situation, held, x.people)}离开后，{names.key(x.finding.key)}"
        f"的“{x.finding.name}”{x.verdict}"
        for x in held.left_open
        if x.least and x.people
    )


def _moves(situation: Situation, held: RoundResult, people: tuple[Code, ...]) -> str:
    """``样例甲（T01）由城关小学到河东小学``."""
    names = CountyNames(situation.county)
    return "、".join(
        f"{names.person(p.person)}（{p.person}）由{names.school(p.home)}到{names.school(p.host)}"
        for p in held.placements
        if p.person in people
    )


def _shorts(situation: Situation, rows: set[str]) -> Mapping[tuple[str, str], int]:
    """What the rules of these rows lack before the round, by what is decided alone."""
    outcome = Outcome(situation, Roster(()))
    alone = Outcome(situation, Roster(outcome.decided))
    return {
        (row.id, m.key): m.short or 0
        for row in situation.policy.rules
        if row.id in rows
        for m in rules()[row.rule].measure(alone, row.params)
    }


def _least(situation: Situation, held: RoundResult) -> Mapping[tuple[str, str], int | None]:
    """The least each floor lacks once the outcome is decided; of a school whose posts a later
    competition offers nothing is proven to be short."""
    public = replace(held, placements=shown(situation.county, held.placements))
    found = least_lacking(locked_with(situation, public.locks(held.round.value)), NODES)
    if held.round is not Round.DISTRICT:
        return found
    later = {post.school for post in Competition.of(situation).posts(Round.CROSS)}
    return {at: None if n and at[1].partition("/")[0] in later else n for at, n in found.items()}

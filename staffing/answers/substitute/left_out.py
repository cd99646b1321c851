"""Teachers of a subject who are not among the substitutes: how many, and by what; none named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from constraints.board import IntArray
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from models.column import Code
from models.vocabulary import Stage
from staffing.answers.alone import alone_at
from staffing.answers.loaded import LoadedPlan
from staffing.leaders.discretion import is_open

HERE = "方案里就在这里任教"
NOT_CALLED = "不在可安排外出之列（任教年限、职称、免缓、锁定、另有安排等；各人见 explain）"
LATER = "名次在后或别人不动时排不进（--top 可多列）"
TOGETHER = "别人不动时与硬性规则合不上"
MANY = 40
"""People whose arrival is audited one by one; of more it is only said that they do not fit."""


def left_out(
    plan: LoadedPlan, cell: tuple[Code, Stage, str], options: IntArray,
    told: Collection[Code], *, full: bool,
) -> tuple[tuple[str, int], ...]:  # fmt: skip
    """Reason → people of the subject and stage neither told (on the list, counted elsewhere) nor
    struck by a rule. plan: without the absent one; options: candidates that were ranked; full: the
    list was cut off where more might have followed."""
    people, moves = plan.situation.people, plan.model.moves
    ranked: dict[Code, list[int]] = {}
    for column in options.tolist():
        ranked.setdefault(people[moves.person[column]], []).append(column)
    found = Counter[str]()
    unlisted = {person: own for person, own in ranked.items() if person not in told}
    for person, own in unlisted.items():
        if full or len(unlisted) > MANY:
            found[LATER if full else TOGETHER] += 1
        else:
            found["、".join(alone_at(plan, person, own[:1]).broken) or TOGETHER] += 1
    found.update(_others(plan, cell, {*told, *ranked}))
    return tuple(found.most_common())


def _others(
    plan: LoadedPlan, cell: tuple[Code, Stage, str], told: Collection[Code]
) -> Iterator[str]:
    """Of everybody else who teaches the subject in the stage."""
    situation = plan.situation
    school, stage, subject = cell
    outcome = Outcome(situation, plan.roster)
    struck = _struck(plan, cell)
    for code, standing in StandingFact.of(situation).by_person.items():
        row = situation.county.teacher.get(code)
        if row is None or code in told or not standing.in_supply:
            continue
        if is_open(situation.county, code):  # where the plan has them is not for everybody
            here = standing.school == school and row.subject == subject
        else:
            here = Supply.of(situation).cell_after(outcome, code) == (school, stage, subject)
        if here:
            yield HERE
        elif (row.stage, row.subject) == (stage, subject) and code not in struck:
            yield NOT_CALLED


def _struck(plan: LoadedPlan, cell: tuple[Code, Stage, str]) -> frozenset[Code]:
    """Whom the rules about single pairs have struck: they are counted by those."""
    pairs, people = plan.slate.pairs, plan.situation.people
    index = plan.situation.county.school_index[cell[0]]
    return frozenset(people[i] for i in pairs.person[pairs.at(index, cell[1], cell[2])].tolist())

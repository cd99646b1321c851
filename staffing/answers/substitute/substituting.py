"""``substitute``: who can take over from somebody; where somebody could go. Ranked exactly.

Each place in the ranking is a solve of its own: the best of what is left, tier by tier, with nobody
moved but the one chosen and at most so many others.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from constraints.board import MODES
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.problem import InputRefused, Problem
from models.roster import Roster
from models.vocabulary import StaffStatus, Stage
from staffing.answers.as_checked import asks_more, keeps, opened
from staffing.answers.costing import difference
from staffing.answers.loaded import LoadedPlan, choices, load_plan
from staffing.answers.matching import columns_of
from staffing.answers.substitute.left_out import left_out
from staffing.answers.substitute.ranking import Move, ranked
from staffing.answers.substitute.visits_left import VisitLeft, visits_left
from staffing.audit import audit
from staffing.leaders.discretion import would_be_withheld
from staffing.solve import prepare

TOP = 5
"""Substitutes (or schools) listed unless asked otherwise."""


@dataclass(frozen=True)
class Place:
    """A full-time place to be filled."""

    host: Code
    stage: Stage
    subject: str


@dataclass(frozen=True)
class Substitution:
    """Who can take over.

    vacant: what leaving the place empty costs against the plan as it was; broken: enforced rules,
    each as a sentence, that do not hold while it is empty (then ``vacant`` is empty, and the moves
    are held against the plan as it was); excluded: people out of the question, reason → number;
    leaders: how many school leaders come into question, whatever the plan has for them, whom only
    those who decide may name. Leaders nobody has decided about stay as the plan has them. visits:
    those the person makes (走教), which nobody who takes the place takes over; left_out: teachers
    of the subject who are neither among the moves nor excluded, reason → number.
    """

    place: Place
    vacant: tuple[tuple[str, int], ...]
    moves: tuple[Move, ...]
    excluded: tuple[tuple[str, int], ...] = ()
    broken: tuple[str, ...] = ()
    leaders: int = 0
    visits: tuple[VisitLeft, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()


def substitutes(plan: LoadedPlan, person: Code, *, others: int = 0, top: int = TOP) -> Substitution:
    """Who can take over the place *person* has under the plan, for the rest of the term.

    others: how many more people may be moved for it; who needs nobody else to move comes before
    who gains by it. The person counts as absent for the term.
    Raises InputRefused when they hold no full-time place, or when somebody else's placement is no
    longer allowed without them.
    """
    place = _place(plan, person)
    without, broken = _without(plan, person)
    moves = without.model.moves
    index = without.situation.county.school_index[place.host]
    here = moves.at(index, place.stage, place.subject) & (moves.home != index)  # 培训 stays there
    away = moves.person == without.situation.person_index[person]
    fitting = np.flatnonzero(here & ~away)
    secret = np.array([_secret(without, column) for column in fitting.tolist()], np.bool_)
    options = fitting[~secret & (without.values[fitting] == 0)]
    empty = {t.id: without.tier_values.get(t.id, 0) for t in plan.tasks}
    before = plan.tier_values if broken else without.tier_values
    found = tuple(ranked(without, options, before, others, top, by_person=True))
    pairs = without.slate.pairs
    excluded = without.slate.counts_at(pairs.at(index, place.stage, place.subject))
    vacant = () if broken else difference(plan.tier_values, empty)
    leaders = len(np.unique(moves.person[fitting[secret]]))
    visits = visits_left(plan, without, person)
    people = without.situation.people
    told = {m.person for m in found} | {people[i] for i in moves.person[fitting[secret]].tolist()}
    cell, full = (place.host, place.stage, place.subject), len(found) >= top
    left = left_out(without, cell, options, told, full=full)
    return Substitution(place, vacant, found, excluded, broken, leaders, visits, left)


def _secret(plan: LoadedPlan, column: int) -> bool:
    """Whether only those who decide may know of a candidate: a leader of a school."""
    moves, situation = plan.model.moves, plan.situation
    person = situation.people[moves.person[column]]
    return would_be_withheld(situation.county, person, MODES[moves.mode[column]])


def _without(plan: LoadedPlan, person: Code) -> tuple[LoadedPlan, tuple[str, ...]]:
    """What is left of a plan, and the rules it breaks until somebody steps in.

    Of a plan that breaks a rule only the choices are known: no shortfalls, nothing to compare with.
    """
    situation = absent(plan.situation, person)
    left = Roster(tuple(p for p in plan.roster.placements if p.person != person))
    prepared = prepare(situation, None, plan.prepared.kept)
    try:
        return load_plan(situation, left, prepared=prepared), ()
    except InputRefused as refused:
        matched = columns_of(prepared, left)
        values = choices(prepared, matched)
        if asks_more(situation) and keeps(prepared, values):
            with suppress(InputRefused):  # of another rule's
                return load_plan(situation, left, prepared=opened(prepared)), ()
        broken = tuple(problem.message for problem in refused.problems)
        checked = audit(situation, left, prepared.slate.openings)
        return LoadedPlan(prepared, values, left, checked), broken


def destinations(
    plan: LoadedPlan, person: Code, *, others: int = 0, top: int = TOP
) -> tuple[Move, ...]:
    """Where *person* could go instead of what the plan has for them."""
    index = plan.situation.person_index[person]
    moves = plan.model.moves
    mine = (moves.person == index) & (moves.home != moves.host)  # 培训 goes nowhere
    options = np.flatnonzero(mine & (plan.values[: len(moves)] == 0))
    return tuple(ranked(plan, options, plan.tier_values, others, top, by_person=False))


def _place(plan: LoadedPlan, person: Code) -> Place:
    outcome = Outcome(plan.situation, plan.roster)
    cell = Supply.of(plan.situation).cell_after(outcome, person)
    if cell is None:
        message = f"{person}在方案中没有县内的全职任教岗位，无须顶替。"
        raise InputRefused([Problem("命令行", "", message, "no_place")])
    return Place(cell[0], cell[1], str(cell[2]))


def absent(situation: Situation, person: Code) -> Situation:
    """The county with the person unable to teach this term, and nothing decided about them."""
    county = situation.county
    sick = {"status": StaffStatus.SICK, "status_from": None, "status_to": None}
    teachers = tuple(
        row.model_copy(update=sick) if row.code == person else row for row in county.teachers
    )
    return Situation(
        replace(
            county,
            teachers=teachers,
            wishes=tuple(row for row in county.wishes if row.person != person),
            recommendations=tuple(r for r in county.recommendations if r.person != person),
            locks=tuple(row for row in county.locks if row.person != person),
        ),
        situation.policy,
    )

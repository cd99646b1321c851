"""Everywhere else a person could have been placed, and what each must cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import MODES, STAGES, IntArray
from constraints.facts.commute import Commute
from models.column import Code
from models.policy import Force
from models.roster import Placement
from models.vocabulary import Mode, Stage
from staffing.answers.explain.bounds import AtLeast, Bounds
from staffing.answers.explain.choice import Choice
from staffing.answers.loaded import LoadedPlan
from staffing.modelling.extract import placement_at

SMALL = 10_000
"""Columns of a program up to which every alternative on a page gets relaxations of its own."""


@dataclass(frozen=True)
class Alternative:
    """One placement a person does not have; mode 留任 = staying where they stand.

    wish: rank of the wish it would grant, 0 = none; metres: road it adds, None where unknown; team,
    post: the seat it is, None where it is none.
    """

    person: Code
    mode: Mode
    host: Code
    stage: Stage | None
    subject: str
    wish: int
    metres: int | None
    choice: Choice
    at_least: AtLeast
    team: str | None = None
    post: str | None = None

    @property
    def place(self) -> tuple[object, ...]:
        """What makes it another placement for the person it is about."""
        return self.mode, self.host, self.stage, self.subject, self.team, self.post


def alternatives(plan: LoadedPlan, bounds: Bounds, person: Code) -> tuple[Alternative, ...]:
    """All a person could have instead, the nearest first.

    Two seats that differ in nothing a person could be told (lines of a team alike) are one, and the
    one they have is none. Nearest: the later the tier that must give and the smaller the amount;
    then road, then school.
    """
    index = plan.situation.person_index.get(person)
    if index is None:
        return ()
    found = [*_staying(plan, bounds, person, index), *_mains(plan, bounds, person, index),
             *_visits(plan, bounds, person, index)]  # fmt: skip
    told = {_place(p) for p in plan.roster.by_person.get(person, ())}
    different: list[Alternative] = []
    for a in sorted(found, key=lambda a: nearness(plan, a)):
        if a.place not in told:
            told.add(a.place)
            different.append(a)
    return tuple(different)


def _place(placement: Placement) -> tuple[object, ...]:
    """A placement as :attr:`Alternative.place` says it."""
    p = placement
    return p.mode, p.host, p.stage, p.subject or "", p.team, p.post


def nearness(plan: LoadedPlan, alternative: Alternative) -> tuple[int, int, int, int, str]:
    """Sorting key: how little is known to speak against it."""
    order = [task.id for task in plan.tasks]
    cost = alternative.at_least
    depth = len(order) if cost.tier is None else order.index(cost.tier)
    depth = depth if cost.possible else -1
    metres = alternative.metres
    road = np.iinfo(np.int64).max if metres is None else metres
    return -depth, cost.amount, int(road), MODES.index(alternative.mode), alternative.host


def _staying(plan: LoadedPlan, bounds: Bounds, person: Code, index: int) -> Iterator[Alternative]:
    """Not going anywhere, for somebody who goes and is not locked."""
    moves, visits = plan.model.moves, plan.model.visits
    mains = np.flatnonzero(moves.person == index)
    visiting = visits.visit[visits.person == index]
    gone = [*mains[plan.values[mains] > 0].tolist(), *visiting[plan.values[visiting] > 0].tolist()]
    school = plan.situation.county.teacher.get(person)
    settled = (plan.model.program.lower[[*mains, *visiting]] > 0).any()
    if not gone or settled or school is None:
        return
    choice = Choice(left_out=(*mains.tolist(), *visiting.tolist()))
    home = plan.roster.by_person[person][0].home
    stage = school.stage
    yield Alternative(
        person, Mode.STAY, home, stage, school.subject or "", 0, 0, choice, bounds.at_least(choice)
    )


def _mains(plan: LoadedPlan, bounds: Bounds, person: Code, index: int) -> Iterator[Alternative]:
    """Every full-time candidate that is not taken."""
    moves = plan.model.moves
    own = np.flatnonzero(moves.person == index)
    for column in own[plan.values[own] == 0].tolist():
        choice = Choice((column,), tuple(rivals(plan, column, own)))
        there = placement_at(plan.situation, plan.model, column)
        yield Alternative(
            person=person,
            mode=there.mode,
            host=there.host,
            stage=there.stage,
            subject=there.subject or "",
            team=there.team,
            post=there.post,
            wish=int(moves.wish[column]),
            metres=Commute.of(plan.situation).added(person, there.host),
            choice=choice,
            at_least=bounds.at_least(choice),
        )


def _visits(plan: LoadedPlan, bounds: Bounds, person: Code, index: int) -> Iterator[Alternative]:
    """Other schools to visit, for somebody who visits."""
    visits = plan.model.visits
    own = np.flatnonzero(visits.person == index)
    if not (plan.values[visits.visit[own]] > 0).any():
        return
    for i in own[plan.values[visits.visit[own]] == 0].tolist():
        choice = Choice((int(visits.visit[i]),))
        host = plan.situation.county.schools[visits.host[i]].code
        yield Alternative(
            person=person,
            mode=Mode.ITINERANT,
            host=host,
            stage=STAGES[visits.stage[i]],
            subject=plan.model.moves.subjects[visits.subject[i]],
            wish=0,
            metres=Commute.of(plan.situation).metres(_school(plan, int(visits.home[i])), host),
            choice=choice,
            at_least=bounds.at_least(choice),
        )


def _school(plan: LoadedPlan, index: int) -> Code:
    return plan.situation.county.schools[index].code


def rivals(plan: LoadedPlan, column: int, own: IntArray) -> Sequence[int]:
    """The same person's candidates that taking *column* rules out: one main place at a time."""
    rows = plan.situation.policy.rows_of("one_main_place")
    if not any(row.force is Force.HARD for row in rows):
        return ()
    moves = plan.model.moves
    meets = (moves.first[own] <= moves.last[column]) & (moves.last[own] >= moves.first[column])
    return [i for i in own[meets].tolist() if i != column]

"""``substitute``: who can take over from somebody; where somebody could go. Ranked exactly.

Each place in the ranking is a solve of its own: the best of what is left, tier by tier, with nobody
moved but the one chosen and at most so many others. With no others everything else is held, so the
solve is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from constraints.board import MODES, IntArray
from constraints.facts.commute import Commute
from constraints.facts.seats import host_of
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.vocabulary import Mode, StaffStatus, Stage
from staffing.answers.anchor import Anchor, anchor_at
from staffing.answers.as_checked import Made, asks_more, chosen, keeps, opened
from staffing.answers.costing import difference
from staffing.answers.differing import changed_people
from staffing.answers.loaded import LoadedPlan, choices, load_plan
from staffing.answers.matching import columns_of
from staffing.answers.substitute.visits_left import VisitLeft, dropped, visits_left
from staffing.audit import audit
from staffing.leaders.discretion import is_open, would_be_withheld
from staffing.modelling.extract import extract
from staffing.solve import NODES, Prepared, prepare
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import TiersAnswer
from staffing.solver.tiers import solve_tiers

TOP = 5
"""Substitutes (or schools) listed unless asked otherwise."""


@dataclass(frozen=True)
class Place:
    """A full-time place to be filled."""

    host: Code
    stage: Stage
    subject: str


@dataclass(frozen=True)
class Move:
    """One answer: *person* to *host*. metres: road it adds, None where unknown.

    changes: (tier id, how much worse; negative = better) against the plan it starts from; others:
    who else has to move for it, in code order; proven: whether it is proven the best that was left;
    dropped: visits (走教) the person makes in the plan and no longer then.
    """

    person: Code
    mode: Mode
    home: Code
    host: Code
    metres: int | None
    changes: tuple[tuple[str, int], ...]
    others: tuple[Code, ...]
    proven: bool
    dropped: tuple[Placement, ...] = ()


@dataclass(frozen=True)
class Substitution:
    """Who can take over.

    vacant: what leaving the place empty costs against the plan as it was; broken: enforced rules,
    each as a sentence, that do not hold while it is empty (then ``vacant`` is empty, and the moves
    are held against the plan as it was); excluded: people out of the question, reason → number;
    leaders: how many school leaders come into question, whatever the plan has for them, whom only
    those who decide may name. Leaders nobody has decided about stay as the plan has them. visits:
    those the person makes (走教), which nobody who takes the place takes over.
    """

    place: Place
    vacant: tuple[tuple[str, int], ...]
    moves: tuple[Move, ...]
    excluded: tuple[tuple[str, int], ...] = ()
    broken: tuple[str, ...] = ()
    leaders: int = 0
    visits: tuple[VisitLeft, ...] = ()


def substitutes(plan: LoadedPlan, person: Code, *, others: int = 0, top: int = TOP) -> Substitution:
    """Who can take over the place *person* has under the plan, for the rest of the term.

    others: how many more people may be moved for it. The person counts as absent for the term.
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
    found = _Ranking(without, options, others, before).best(top, by_person=True)
    pairs = without.slate.pairs
    excluded = without.slate.counts_at(pairs.at(index, place.stage, place.subject))
    vacant = () if broken else difference(plan.tier_values, empty)
    leaders = len(np.unique(moves.person[fitting[secret]]))
    visits = visits_left(plan, without, person)
    return Substitution(place, vacant, tuple(found), excluded, broken, leaders, visits)


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
    return tuple(_Ranking(plan, options, others, plan.tier_values).best(top, by_person=False))


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


class _Ranking:
    """The best options of a plan one after the other. before: what tiers are compared with."""

    def __init__(
        self, plan: LoadedPlan, options: IntArray, others: int, before: Mapping[str, int]
    ) -> None:
        self._plan, self._options, self._before = plan, options, before
        self._anchor = anchor_at(plan.prepared, plan.roster)
        width = self._anchor.program.columns - plan.model.program.columns
        none = np.zeros(width, np.int64)
        self._tasks = [TierTask(t.id, np.append(t.objective, none)) for t in plan.tasks]
        self._program = _limited(plan, self._anchor, options, others)
        self._others, self._shown = others, 0

    def best(self, top: int, *, by_person: bool) -> Iterator[Move]:
        """At most *top* moves; by_person: each person once, else each option once.

        Those that only stricter rows refuse come last, solved as a solve would; none that breaks an
        enforced rule by its check.
        """
        done = np.zeros(0, np.int64)
        for strictly in (True, False) if asks_more(self._plan.situation) else (True,):
            refused = done
            for _ in range(min(top - self._shown, len(self._options))):
                made = partial(self._without, np.union1d(done, refused))
                ready = self._plan.prepared if strictly else self._as_checked(made)
                program = made(self._program) if strictly else ready.model.program
                tasks = self._tasks if strictly else ready.tasks
                answer = solve_tiers(program, tasks, nodes=NODES)
                if answer.columns is None:
                    break
                taken = self._options[answer.columns[self._options] > 0]
                if not keeps(ready, answer.columns):
                    refused = np.union1d(refused, taken)
                    continue
                yield self._move(int(taken[0]), answer, tasks)
                self._shown += 1
                people = self._plan.model.moves.person
                same = people[self._options] == people[taken[0]]
                done = np.union1d(done, self._options[same] if by_person else taken)

    def _without(self, columns: IntArray, program: Program) -> Program:
        """Without these options."""
        upper = program.upper.copy()
        upper[columns] = 0
        return program.with_upper(upper)

    def _as_checked(self, made: Made) -> Prepared:
        """The county of such moves alone, prepared as for a solve."""

        def limited(program: Program) -> Program:
            model = replace(self._plan.model, program=program)
            plan = replace(self._plan, prepared=replace(self._plan.prepared, model=model))
            anchor = anchor_at(plan.prepared, plan.roster)
            return made(_limited(plan, anchor, self._options, self._others))

        return chosen(self._plan.prepared, limited, NODES)

    def _move(self, column: int, answer: TiersAnswer, tasks: Sequence[TierTask]) -> Move:
        columns = answer.columns
        assert columns is not None
        plan, moves = self._plan, self._plan.model.moves
        situation = plan.situation
        values = columns[: plan.model.program.columns]
        person, host = situation.people[moves.person[column]], host_of(situation, moves, column)
        home = int(moves.home[column])
        roster = extract(situation, plan.model, values)
        changed = changed_people(self._anchor.base, roster)
        return Move(
            person=person,
            mode=MODES[moves.mode[column]],
            home=situation.county.schools[home].code if home >= 0 else Code(""),
            host=host,
            metres=Commute.of(situation).added(person, host),
            changes=difference(self._before, {t.id: int(t.objective @ columns) for t in tasks}),
            others=tuple(code for code in changed if code != person),
            proven=answer.answer is Answer.OPTIMAL,
            dropped=dropped(self._anchor.base, roster, person),
        )


def _limited(plan: LoadedPlan, anchor: Anchor, options: IntArray, others: int) -> Program:
    """Exactly one option, at most *others* people changed besides; all else held when none is.

    Leaders whose moves nobody has decided are held whoever else may change.
    """
    program = anchor.program
    people = np.arange(len(plan.situation.people))
    if others:
        county = plan.situation.county
        mobile = [not is_open(county, person) for person in plan.situation.people]
        program = _all_but(plan, program, people[mobile])
    else:
        program = _all_but(plan, program, np.unique(plan.model.moves.person[options]))
    program = program.with_row(options, np.ones(len(options), np.int64), 1, 1)
    return program.at_most(anchor.task.objective, 1 + others)


def _all_but(plan: LoadedPlan, program: Program, people: Sequence[int] | IntArray) -> Program:
    """Everybody but *people* placed as in the plan."""
    moves, visits = plan.model.moves, plan.model.visits
    held = [np.flatnonzero(~np.isin(moves.person, people))]
    others = ~np.isin(visits.person, people)
    held += [visits.visit[others], visits.half_days[others]]
    columns = np.concatenate(held)
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[columns] = upper[columns] = plan.values[columns]
    return replace(program, lower=lower, upper=upper)

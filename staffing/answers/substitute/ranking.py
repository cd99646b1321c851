"""Options of a plan ranked exactly: each is a solve of its own, in which nobody moves but the one
chosen and at most so many others. With no others everything else is held, so the solve is small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from constraints.board import MODES, IntArray
from constraints.facts.commute import Commute
from constraints.facts.seats import host_of
from models.column import Code
from models.roster import Placement
from models.vocabulary import Mode
from staffing.answers.anchor import Anchor, anchor_at
from staffing.answers.as_checked import Made, asks_more, chosen, keeps
from staffing.answers.costing import difference
from staffing.answers.differing import changed_people
from staffing.answers.loaded import LoadedPlan
from staffing.answers.substitute.visits_left import dropped
from staffing.leaders.discretion import is_open
from staffing.modelling.extract import extract
from staffing.solve import NODES, Prepared
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import TiersAnswer
from staffing.solver.tiers import solve_tiers


@dataclass(frozen=True)
class Move:
    """One answer: *person* to *host*, which is a column (option) of the model. metres: road it
    adds, None where unknown.

    changes: (tier id, how much worse; negative = better) against the plan it starts from; others:
    who else moves for it, in code order; optional: it can be done without them too; proven: whether
    it is proven the best that was left; dropped: visits (走教) the person makes in the plan and no
    longer then; planned: full-time placements the plan has for them anyway.
    """

    option: int
    person: Code
    mode: Mode
    home: Code
    host: Code
    metres: int | None
    changes: tuple[tuple[str, int], ...]
    others: tuple[Code, ...]
    proven: bool
    dropped: tuple[Placement, ...] = ()
    planned: tuple[Placement, ...] = ()
    optional: bool = False


def ranked(
    plan: LoadedPlan,
    options: IntArray,
    before: Mapping[str, int],
    others: int,
    top: int,
    *,
    by_person: bool,
) -> Iterator[Move]:
    """At most *top* moves for which nobody else moves; then as many for which others do.

    Only those that gain by the others, or cannot do without. by_person: each person once, else
    each option once; before: what tiers are compared with.
    """
    alone = list(_Ranking(plan, options, 0, before).best(top, by_person=by_person))
    yield from alone
    helped = _Ranking(plan, options, others, before).best(top, by_person=by_person)
    people = plan.model.moves.person
    for move in helped if others else ():
        own = people[options] == people[move.option] if by_person else options == move.option
        known = next((m for m in alone if m.option in options[own]), None)
        if known is None:
            known = next(_Ranking(plan, options[own], 0, before).best(1, by_person=True), None)
        if move.others and (known is None or known.changes != move.changes):
            yield replace(move, optional=known is not None)


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
            option=column,
            person=person,
            mode=MODES[moves.mode[column]],
            home=situation.county.schools[home].code if home >= 0 else Code(""),
            host=host,
            metres=Commute.of(situation).added(person, host),
            changes=difference(self._before, {t.id: int(t.objective @ columns) for t in tasks}),
            others=tuple(code for code in changed if code != person),
            proven=answer.answer is Answer.OPTIMAL,
            dropped=dropped(self._anchor.base, roster, person),
            planned=_planned(plan, person),
        )


def _planned(plan: LoadedPlan, person: Code) -> tuple[Placement, ...]:
    """Where the plan has somebody anyway; nothing of leaders nobody has decided about."""
    if is_open(plan.situation.county, person):
        return ()
    own = plan.roster.by_person.get(person, ())
    return tuple(p for p in own if p.mode not in (Mode.STAY, Mode.ITINERANT))


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

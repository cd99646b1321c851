"""至少: what taking, or leaving out, a candidate must cost, for all candidates at once.

What is proven of a choice, tier by tier: *every plan with that choice in which no tier above is
worse than in the plan at hand has this tier worse by at least so much*. The first tier in which
that is anything is the one told. It costs one linear relaxation per tier that is not at its least,
or nothing where the duals that the plan's own solve left prove as much; everything else is added up
in whole numbers (see :mod:`staffing.solver.certificate`), so a bound owes nothing to floating
point, nor to where the duals are from. A tier at its least has nothing to tell that way; a
*sharper* bound relaxes tier after tier with the choice made, one relaxation each. No bound does not
mean no cost: only a re-solve tells.

What a tier proves also narrows those below: a column that no plan as good in it can move rests
there. (A choice that moves it is answered by that tier and asks no further.) The solve narrowed its
program likewise, and its duals are strong over such a program only.

Where a tier above cannot hold, or nothing can, what is proven of a tier below is true of no plan at
all, and as large as the multipliers happen to be: an amount beyond what a choice does by itself is
not told before a relaxation with the choice made has been asked which of these it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from constraints.board import IntArray
from staffing.answers.explain.choice import Choice
from staffing.answers.explain.whole_duals import WholeDuals
from staffing.answers.loaded import LoadedPlan
from staffing.solver.engine import Answer, Basis, LinearAnswer
from staffing.solver.linear import solve_linear
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import TOLERANCE, FloatArray, Program
from staffing.solver.relaxation import MOST_TRADED, Ladder, relaxed, rounded_up


@dataclass(frozen=True)
class AtLeast:
    """The first tier that provably gets worse while those above hold, and by how much.

    tier: its id, None when no cost could be proven; amount: in the tier's unit, 0 without a tier;
    possible: False where no plan at all has the choice (then there is no tier).
    """

    tier: str | None = None
    amount: int = 0
    possible: bool = True


IMPOSSIBLE = AtLeast(possible=False)
"""Enforced rules forbid the choice."""


@dataclass(frozen=True)
class _Tier:
    """What a tier's multipliers prove of it over plans that keep the tiers above.

    usual: the most that any choice does to the tier by itself, whoever else moves.
    """

    id: str
    value: int
    duals: WholeDuals
    usual: float


@dataclass(frozen=True)
class _Stage:
    """A tier's relaxation with those above held: what it takes to solve it."""

    task: TierTask
    value: int
    program: Program
    ladder: Ladder

    def kept(self, point: FloatArray) -> bool:
        """Whether the tier is no worse than in the plan."""
        return float(self.task.objective @ point) <= self.value + TOLERANCE * max(1, self.value)

    def relaxed(self, choice: Choice, start: Basis | None) -> LinearAnswer:
        """The relaxation with the choice made; start: of a point that keeps all tiers above."""
        return relaxed(choice.within(self.program), self.task.objective, self.ladder, start)

    def bound(self, choice: Choice, linear: LinearAnswer) -> int:
        """What its duals prove of the tier, over plans with the choice."""
        assert linear.duals is not None
        there = choice.within(self.program)
        duals = WholeDuals.of(there, self.task.objective, linear.duals)
        return 0 if duals is None else duals.least()


class Bounds:
    """Bounds around one plan; relaxations are solved where nothing is remembered of them, as far
    down as questions go."""

    def __init__(self, plan: LoadedPlan) -> None:
        self._plan = plan
        self._pins = Pins(plan.model.program, plan.tasks)
        self._lower: IntArray = plan.model.program.lower
        self._upper: IntArray = plan.model.program.upper
        """How far plans as good in the tiers above can move each column."""
        self._stages: list[_Stage] = []
        self._tiers: list[_Tier] = []

    def at_least(self, choice: Choice) -> AtLeast:
        """What *choice* must cost."""
        known = self._known(choice)
        if known is None:
            return AtLeast()
        tier, amount = known
        return self.sharper(choice) if amount > tier.usual else AtLeast(tier.id, amount)

    def sharper(self, choice: Choice) -> AtLeast:
        """The same from relaxations with the choice made: never weaker, and not for all at once.

        The first is of all tiers blended. A point of a relaxation that keeps a tier, and those
        above, shows that the tier's own would prove nothing.
        """
        known = self._known(choice)
        told = AtLeast()
        if known is not None and known[1] <= known[0].usual:
            told = AtLeast(known[0].id, known[1])
        program = choice.within(self._plan.model.program)
        linear = solve_linear(program, self._pins.blend, start=self._plan.basis, dual=True)
        if linear.answer is Answer.INFEASIBLE:
            return IMPOSSIBLE
        for stage in self._every_stage():
            if linear.columns is None or not stage.kept(linear.columns):
                linear = stage.relaxed(choice, linear.basis)
                if linear.answer is not Answer.OPTIMAL:
                    return told
                worse = stage.bound(choice, linear) - stage.value
                if stage.task.id == told.tier:
                    worse = max(worse, told.amount)
                if worse > 0:
                    return AtLeast(stage.task.id, worse)
            elif stage.task.id == told.tier:
                return told
        return told

    def _every_stage(self) -> Iterator[_Stage]:
        """Every tier's, made at first use."""
        for position in range(len(self._plan.tasks)):
            while len(self._stages) <= position:
                self._next_stage()
            yield self._stages[position]

    def _known(self, choice: Choice) -> tuple[_Tier, int] | None:
        """The first tier whose multipliers prove that *choice* makes it worse, and by how much."""
        position = 0
        while (tier := self._tier(position)) is not None:
            worse = tier.duals.least(choice) - tier.value
            if worse > 0:
                return tier, worse
            position += 1
        return None

    def solve_all(self) -> None:
        """Solve every relaxation now, so that questions take no time later."""
        while self._tier(len(self._tiers)) is not None:
            pass

    def _tier(self, position: int) -> _Tier | None:
        """The tier at a position among those that can prove anything; solved at first use."""
        while len(self._tiers) <= position and len(self._stages) < len(self._plan.tasks):
            self._next_stage()
        return self._tiers[position] if position < len(self._tiers) else None

    def _next_stage(self) -> None:
        """Work in the next tier's duals where it is not at its least, and hold it."""
        position, pins = len(self._stages), self._pins
        task = self._plan.tasks[position]
        value = int(task.objective @ self._plan.values)
        program, linear = pins.program, None
        if value > pins.least(position):
            linear = self._remembered(position, value) or self._solved(position, value)
        self._stages.append(_Stage(task, value, program, pins.ladder(position)))
        pins.hold(position, value, linear)
        self._upper = np.minimum(self._upper, pins.program.upper)

    def _solved(self, position: int, value: int) -> LinearAnswer:
        """The tier's relaxation, worked in."""
        pins = self._pins
        if pins.basis is None:
            pins.basis = self._plan.remembered_basis
        linear = pins.relaxed(position)
        if linear.answer is Answer.OPTIMAL and linear.duals is not None:
            tier = self._tier_of(position, value, linear.duals)
            if tier is not None:
                self._add(tier)
        return linear

    def _remembered(self, position: int, value: int) -> LinearAnswer | None:
        """The tier's relaxation as the solve left it, worked in; None where nothing is left of it,
        or where it proves less than it did there."""
        left = self._plan.remembered
        relaxation = None if left is None else left.relaxations[position]
        if relaxation is None:
            return None
        duals = relaxation.over(self._pins.own_rows, self._pins.held)
        tier = self._tier_of(position, value, duals)
        if tier is None or tier.duals.least() < rounded_up(relaxation.value - MOST_TRADED):
            return None
        self._add(tier)
        return LinearAnswer(Answer.OPTIMAL, relaxation.value)

    def _tier_of(self, position: int, value: int, duals: FloatArray) -> _Tier | None:
        """A tier's duals worked in, over what plans as good in the tiers above can do; None where
        they are too large for that."""
        task = self._plan.tasks[position]
        narrow = replace(self._pins.program, lower=self._lower, upper=self._upper)
        whole = WholeDuals.of(narrow, task.objective, duals)
        if whole is None:
            return None
        return _Tier(task.id, value, whole, _usual(self._plan.model.program, task.objective))

    def _add(self, tier: _Tier) -> None:
        """Ask this tier, too, and leave to rest what no plan as good in it can move."""
        self._tiers.append(tier)
        rests = self._plan.model.program.integer & tier.duals.moves_beyond(tier.value)
        up = rests & (tier.duals.reduced < 0)
        self._upper = np.where(rests & ~up, self._lower, self._upper)
        self._lower = np.where(up, self._upper, self._lower)


def _usual(program: Program, objective: IntArray) -> float:
    """The most that any one choice changes an objective by itself, through all its rows."""
    weighs = np.flatnonzero(objective[program.column] > 0)
    worth = np.zeros(program.rows)
    share = objective[program.column[weighs]] / np.abs(program.coefficient[weighs])
    np.maximum.at(worth, program.row[weighs], share)
    changed = np.where(program.choice, objective, 0).astype(np.float64)
    told = np.flatnonzero(worth[program.row])
    told = told[program.choice[program.column[told]]]
    effect = np.abs(program.coefficient[told]) * worth[program.row[told]]
    np.add.at(changed, program.column[told], effect)
    return float(changed.max(initial=0.0))

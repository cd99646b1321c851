"""From a relaxation to the whole optimum, by integer programs over more and more columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.alike import taken_together
from staffing.solver.engine import Answer, LinearAnswer
from staffing.solver.program import DIGITS, TOLERANCE, FloatArray, Program
from staffing.solver.relaxation import Ladder, beyond, resting, rounded_up
from staffing.solver.small import bettered, solve_small

FIRST_COLUMNS, MORE_COLUMNS = 3_000, 12_000
"""Columns of the first integer program, beside those already in use, and of the next; the last has
all that could matter."""

ROUGH_NODES = 1
"""Branch-and-bound nodes spent where a good plan is wanted and no proof."""

MOST_LABOUR = 30_000
"""Steps of a relaxation beyond which, where nodes are limited, no proof over all columns is tried:
such proofs take minutes and seldom come to an end."""


LARGE = 50_000
"""Entries of a program in which a proof is easier with people who are alike taken together."""


class Search(StrEnum):
    """What integer programs look for.

    PROOF: that nothing is better than the plan at hand, or what is; STEPS: better plans one after
    another, for the plan at hand is far off; PLAN: the same among the likely columns alone.
    """

    PROOF = "proof"
    STEPS = "steps"
    PLAN = "plan"


@dataclass(frozen=True)
class Exact:
    """Outcome of one exact solve.

    answer: optimal, feasible (stopped early), infeasible or unknown; value: of the columns found;
    bound: proven, a whole number; linear: the relaxation (None when it was not solved); aimed: the
    columns are good in the tiers below as well; ended: the engine came to the end of the integer
    program that was only to bring a good plan, or the program is small.
    """

    answer: Answer
    value: int = 0
    bound: int = 0
    columns: IntArray | None = None
    linear: LinearAnswer | None = None
    aimed: bool = False
    ended: bool = True


class Searching:
    """From the relaxation to the whole optimum: the best plan so far, and the bound so far."""

    def __init__(
        self,
        program: Program,
        objective: IntArray,
        linear: LinearAnswer,
        preference: FloatArray | None,
        ladder: Ladder | None = None,
    ) -> None:
        self._program, self._objective, self._linear = program, objective, linear
        self._ladder = ladder
        self._order = np.zeros(program.columns) if preference is None else preference
        self.bound = rounded_up(linear.value)
        self._best: IntArray | None = None
        self._value: int | None = None
        self._answer = Answer.UNKNOWN
        self._aimed, self._ended = False, True

    @property
    def done(self) -> bool:
        """Whether the plan at hand attains the bound."""
        return self._value is not None and self._value <= self.bound

    def take(self, plan: IntArray | None) -> bool:
        """Keep a plan if it is better than the one at hand."""
        if plan is None:
            return False
        value = int(self._objective @ plan)
        if self._value is not None and value >= self._value:
            return False
        self._best, self._value = plan, value
        return True

    def only_below(self, value: int) -> None:
        """Look for plans better than *value* alone; none is at hand."""
        self._value = value

    def aimed(self, found: Exact) -> None:
        """Keep what was aimed at the bound, good in all the tiers, if it is better."""
        self._aimed, self._ended = self.take(found.columns), found.ended

    def close(self, nodes: int | None, search: Search) -> None:
        """Integer programs over more and more columns, until plan and bound meet; where the program
        is too winding for that, one in search of a better plan alone."""
        if search is not Search.PROOF and self._winding(nodes):
            self._better(thorough=search is Search.STEPS)
            return
        sizes = (FIRST_COLUMNS, MORE_COLUMNS, self._program.columns)
        laborious = nodes is not None and self._linear.steps > MOST_LABOUR
        for size in sizes[:1] if search is Search.PLAN or laborious else sizes:
            if self.done or nodes == 0:
                return
            dropped = self.dropped(self._best, self._value, size)
            if search is not Search.PROOF and size == FIRST_COLUMNS:
                self._answer, found, proven = self.restricted(
                    dropped, self._objective, nodes, known=self._best
                )
            else:
                self._answer, found, proven = self.restricted(
                    dropped, self._objective, nodes, better_than=self._value
                )
            if self.take(found):
                self._aimed = False
            whole = not dropped.any()
            least = proven if whole else min(proven, beyond(self._linear, dropped))
            self.bound = max(self.bound, least)
            if whole or self._answer in (Answer.UNKNOWN, Answer.FEASIBLE):
                return

    def _winding(self, nodes: int | None) -> bool:
        """Whether there is a plan at hand to better in a program too winding for more than that."""
        return bool(nodes) and self._best is not None and not self.done and self._program.winding

    def _better(self, *, thorough: bool) -> None:
        """Look for a better plan that does what the relaxation and the plan at hand agree on, then,
        if it is worth the time, for one that does nothing that is dear."""
        program, linear, best = self._program, self._linear, self._best
        assert linear.columns is not None and best is not None
        alike = program.choice & (np.abs(linear.columns - best) < TOLERANCE)
        best = self._bettered(program.held_at(best, alike), best)
        if thorough and not self.done:
            self._bettered(resting(program, linear, self.dropped(best, self._value, None)), best)

    def _bettered(self, near: Program, best: IntArray) -> IntArray:
        """The best of *best* and what is found in *near*, a program that admits it."""
        near = self._closer(near)
        now = self._now(near, self._objective)
        found = bettered(now, self._objective, best, nodes=ROUGH_NODES)
        if found is not None and now is not near:
            found = self._completed(near, now, found)
        if found is None or not self.take(found):
            return best
        self._aimed = False
        return found

    def outcome(self) -> Exact:
        """Where the search stands."""
        if self._best is None or self._value is None:
            proven = self._answer is Answer.INFEASIBLE
            answer = Answer.INFEASIBLE if proven else Answer.UNKNOWN
            return Exact(answer, bound=self.bound, linear=self._linear)
        answer = Answer.OPTIMAL if self.done else Answer.FEASIBLE
        bound = min(self.bound, self._value)
        return Exact(answer, self._value, bound, self._best, self._linear, self._aimed, self._ended)

    def dropped(self, best: IntArray | None, value: int | None, size: int | None) -> BoolArray:
        """Choices left out of the next integer program.

        Those that no plan better than *value* can use, and of the others all but the *size*
        cheapest to bring in (None = as many as a first program has); what the relaxation or the
        plan at hand uses always stays.
        """
        program, linear = self._program, self._linear
        size = FIRST_COLUMNS if size is None else size
        assert linear.reduced is not None and linear.columns is not None
        cost = np.abs(linear.reduced)
        used = np.abs(linear.columns - program.lower) > TOLERANCE
        if best is not None:
            used |= best != program.lower
        waiting = program.choice & (program.upper > program.lower) & ~used
        # A better plan is better by at least one.
        limit = np.inf if value is None else value - 1 - linear.value + TOLERANCE
        dropped = waiting & (cost > limit)
        rest = np.flatnonzero(waiting & ~dropped)
        if len(rest) > 2 * size:  # leaving out less than half would save little
            ranked = rest[np.lexsort((self._order[rest], np.round(cost[rest], DIGITS)))]
            dropped[ranked[size:]] = True
        return np.asarray(dropped)

    def restricted(
        self,
        dropped: BoolArray,
        objective: IntArray,
        nodes: int | None,
        better_than: int | None = None,
        known: IntArray | None = None,
    ) -> tuple[Answer, IntArray | None, int]:
        """Integer optimum of *objective* without the dropped columns.

        Returns the answer, all columns (None if no plan was found) and a proven bound.
        better_than: ask only for plans whose value in the own tier is below this; "infeasible" then
        means there are none, and the bound says so.
        """
        small = self._closer(resting(self._program, self._linear, dropped))
        if better_than is not None:
            small = small.at_most(self._objective, better_than - 1)
        below = better_than if objective is self._objective else None
        now = self._now(small, objective)
        solve = partial(solve_small, nodes=nodes, known=known)
        if below is None or len(now.row) < LARGE:
            answer, found, proven = solve(now, objective, below)
        else:
            answer, found, proven = taken_together(now, objective, below, solve)
        if found is not None and now is not small:
            found = self._completed(small, now, found)
            if found is None:  # what stands below would keep choices out after all
                answer, found, proven = solve(small, objective, below)
        if answer is Answer.INFEASIBLE and better_than is not None:
            return answer, None, better_than
        return answer, found, proven

    def _closer(self, program: Program) -> Program:
        """The same plans, rows as close as the tiers above make them."""
        if self._ladder is None:
            return program
        return replace(program, row_low=self._ladder.low, row_high=self._ladder.high)

    def _now(self, program: Program, objective: IntArray) -> Program:
        """What the own objective needs of a program: no rows of the tiers below."""
        if self._ladder is None or objective is not self._objective:
            return program
        return program.without_rows(self._ladder.later)

    def _completed(self, program: Program, now: Program, found: IntArray) -> IntArray | None:
        """A plan of *now* with the columns that only the tiers below need; None = impossible."""
        assert self._ladder is not None
        idle = now.lower == now.upper
        return solve_small(program.held_at(found, ~idle), self._ladder.blend, nodes=ROUGH_NODES)[1]

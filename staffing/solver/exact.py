"""One objective over one program, to a proven whole optimum.

Linear relaxation with reduced costs, then an integer program over few columns: those a plan at hand
or the relaxation uses and those that cost least to bring in. Any plan using a dropped column costs
at least the relaxation plus the smallest reduced cost dropped; if the small program's value is
within that, it is the optimum of the large one. Otherwise more columns come in, at last all that
could matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.board import IntArray
from staffing.solver.engine import Answer, Basis
from staffing.solver.linear import solve_linear
from staffing.solver.program import FloatArray, Program
from staffing.solver.relaxation import Ladder, relaxed, without_worse
from staffing.solver.searching import ROUGH_NODES, Exact, Search, Searching
from staffing.solver.small import completed

SMALL = 50_000
"""Entries of a program in which a search that did not end at once may still end."""


@dataclass(frozen=True)
class Prior:
    """What earlier solves left to start from.

    known: a plan the program admits; preference: which columns to try first among equally cheap
    ones (smaller = sooner); basis: of another objective over this program.
    """

    known: IntArray | None = None
    preference: FloatArray | None = None
    basis: Basis | None = None


def solve_exactly(
    program: Program,
    objective: IntArray,
    *,
    ladder: Ladder | None = None,
    prior: Prior = Prior(),
    nodes: int | None = None,
    search: Search = Search.PROOF,
) -> Exact:
    """Minimise *objective*.

    ladder: the tiers around, None = there are none; prior: what to start from; nodes: limit on
    branch-and-bound nodes per integer program (None = until proven, 0 = none is tried); search:
    what the integer programs are for.
    """
    linear = relaxed(program, objective, ladder, prior.basis, prior.known)
    if linear.answer is not Answer.OPTIMAL:
        return Exact(linear.answer)
    found = Searching(program, objective, linear, prior.preference, ladder)
    if prior.known is not None:
        found.take(prior.known)
        if ladder is not None and ladder.aiming and not found.done:
            there = without_worse(program, linear, found.bound)
            there = there.at_most(objective, found.bound)
            start = Prior(None, prior.preference, linear.basis)
            found.aimed(solve_roughly(there, ladder.blend, prior=start))
    found.close(nodes, search)
    return found.outcome()


def solve_roughly(
    program: Program,
    objective: IntArray,
    *,
    prior: Prior = Prior(),
    dual: bool = False,
    size: int | None = None,
) -> Exact:
    """A good plan without a proof: the first integer program and no more.

    prior: what it knows may keep only some of the rows; its columns come in all the same. dual: the
    prior's basis is of this objective over other bounds; size: columns beside those in
    use, None = as many as a first program has.
    """
    linear = solve_linear(program, objective, start=prior.basis, dual=dual, plan=prior.known)
    if linear.answer is not Answer.OPTIMAL:
        return Exact(linear.answer)
    search = Searching(program, objective, linear, prior.preference)
    known = None if prior.known is None else _whole(program, objective, prior.known)
    if known is not None and program.winding:
        search.take(known)
        search.close(ROUGH_NODES, Search.PLAN)
        return replace(search.outcome(), ended=False)
    dropped = search.dropped(prior.known, None, size)
    answer, found, _ = search.restricted(dropped, objective, ROUGH_NODES, known=known)
    value = 0 if found is None else int(objective @ found)
    ended = answer in (Answer.OPTIMAL, Answer.INFEASIBLE) or len(program.row) < SMALL
    return Exact(Answer.FEASIBLE, value, search.bound, found, linear, ended=ended)


def _whole(program: Program, objective: IntArray, plan: IntArray) -> IntArray | None:
    """A plan of some of the program's rows as one of all of them; None = it is none there."""
    if not program.winding:
        return plan if program.admits(plan) else None
    return completed(program, objective, plan, nodes=ROUGH_NODES)

"""What solving tiers in order of precedence comes to: the plan, and what is proven of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from constraints.board import IntArray
from staffing.solver.engine import Answer, Basis, LinearAnswer
from staffing.solver.program import FloatArray, Program


@dataclass(frozen=True)
class TierProof:
    """What was reached and proven in one tier.

    value, bound: whole numbers in the tier's unit; relaxation: value of the linear relaxation in
    the same unit, None when the tier needed no solve; optimal: value is proven; certified: the
    bound was added up in whole numbers and reaches the value; duals: of the relaxation, by row,
    those of the tiers held above after the program's own.
    """

    id: str
    value: int
    bound: int
    optimal: bool
    relaxation: float | None = None
    certified: bool = False
    duals: FloatArray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class TiersAnswer:
    """Columns of the final plan and the proof of each tier; columns None when there is no plan.

    face: the program restricted to plans that attain every tier; basis: the last one of its
    relaxation, None when there is none; blend: that of all tiers blended, likewise.
    """

    answer: Answer
    columns: IntArray | None
    proofs: tuple[TierProof, ...]
    face: Program
    basis: Basis | None = None
    blend: Basis | None = None


class Reached(NamedTuple):
    """A tier done: its proof, and its relaxation (None when it was not solved)."""

    proof: TierProof
    linear: LinearAnswer | None


Report = Callable[[str, int | None, int | None], None]
"""Told after every step: tier, best value, proven bound."""

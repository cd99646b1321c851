"""A choice to be asked about: candidates that are to be taken, others that are to be left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from staffing.solver.program import Program


@dataclass(frozen=True)
class Choice:
    """Columns that are to be taken and columns that are to be left out."""

    taken: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()

    def within(self, program: Program) -> Program:
        """Only plans with the choice."""
        lower, upper = program.lower.copy(), program.upper.copy()
        lower[np.array(self.taken, np.int64)] = 1
        upper[np.array(self.left_out, np.int64)] = 0
        return replace(program, lower=lower, upper=upper)


NO_CHOICE = Choice()
"""Nothing taken, nothing left out."""

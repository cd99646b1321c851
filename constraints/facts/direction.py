"""方向: whether a move from one school to another is of a direction the policy counts.

A direction is a pair of school groups (see ``grouping``): 城镇 → 农村, 优质 → 薄弱 … Both schools
must lie within the policy's scope and belong to different legal schools, so that neither
neighbour swaps nor a change of campus make a rotation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.board import BoolArray
from constraints.facts.grouping import Blank, Grouping
from constraints.situation import Fact
from models.column import Code
from models.policy import GroupName, Params, param


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Pairs of group names, sending group first, and the group both schools must belong to."""

    counted: tuple[tuple[GroupName, GroupName], ...] = param(
        "计入交流的流动方向（从哪类学校到哪类学校）"
    )
    scope: GroupName = param("交流双方学校的范围")


class Direction(Fact[P]):
    """Which moves are of a counted direction."""

    id = "direction"
    name = "流动方向"
    Params = P

    def counts(self, home: Code, host: Code) -> bool:
        """Whether a move home → host counts; False for schools outside the county."""
        index = self.county.school_index
        if home not in index or host not in index:
            return False
        return bool(self.matrix[index[home], index[host]])

    @cached_property
    def matrix(self) -> BoolArray:
        """Home × host, both in the order of ``county.schools``."""
        return self._matrix(Grouping.of(self.situation).mask)

    def _matrix(self, mask: Callable[[str], BoolArray]) -> BoolArray:
        schools = self.county.schools
        found = np.zeros((len(schools), len(schools)), dtype=np.bool_)
        for start, end in self.p.counted:
            found |= np.outer(mask(start), mask(end))
        scope = mask(self.p.scope)
        legal = np.array([self.county.legal_school(row.code) for row in schools], dtype=np.str_)
        return np.asarray(found & np.outer(scope, scope) & (legal[:, None] != legal[None, :]))

    @cached_property
    def open(self) -> frozenset[Blank]:
        """Absent columns and blank cells on which it hangs whether some direction counts."""
        groups = Grouping.of(self.situation)
        open_ = self._matrix(groups.maybe) & ~self.matrix
        touched = np.unique(np.nonzero(open_)).tolist()
        names = [self.p.scope, *(name for pair in self.p.counted for name in pair)]
        return groups.open(*names, among={self.county.schools[at].code for at in touched})


FACT = Direction

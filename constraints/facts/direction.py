"""方向: whether a move from one school to another is of a direction the policy counts.

A direction is a pair of school groups (see ``grouping``): 城镇 → 农村, 优质 → 薄弱 … Both schools
must lie within the policy's scope and belong to different legal schools, so that neither
neighbour swaps nor a change of campus make a rotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.board import BoolArray
from constraints.facts.grouping import Grouping
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
        groups, schools = Grouping.of(self.situation), self.county.schools
        found = np.zeros((len(schools), len(schools)), dtype=np.bool_)
        for start, end in self.p.counted:
            found |= np.outer(groups.mask(start), groups.mask(end))
        scope = groups.mask(self.p.scope)
        legal = np.array([self.county.legal_school(row.code) for row in schools], dtype=np.str_)
        return np.asarray(found & np.outer(scope, scope) & (legal[:, None] != legal[None, :]))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Absent columns on which some school's group, hence some direction, hangs."""
        groups = Grouping.of(self.situation)
        names = [self.p.scope, *(name for pair in self.p.counted for name in pair)]
        return tuple(sorted({column for name in names for column in groups.missing(name)}))


FACT = Direction

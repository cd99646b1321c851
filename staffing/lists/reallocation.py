"""核定编制调整建议: the same county total, shared out nearer to the standard. 编办 decides it.

Posts go one at a time from the school furthest above its standard to the school furthest below, as
a share of the standard, ties by code. A school gives vacant posts, or posts whose people are above
the standard anyway; it never falls below its standard, nobody rises above it, the total stays.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from constraints.facts.establishment import Establishment, Line
from constraints.situation import Situation
from models.column import Code

GIVE, TAKE, STAY = "核定编制高于标准，调出", "核定编制低于标准，调入", "不调整"
UNKNOWN = "未填核定编制或没有适用标准，不参与调整"


@dataclass(frozen=True)
class Shift:
    """One 编制主体: approved now and as proposed, its standard, people on the books, and why.

    over_under: 在编 − proposed 核定编制; None (with proposed = approved) when it takes no part.
    """

    school: Code
    approved: int | None
    standard: int | None
    on_roll: int
    proposed: int | None
    over_under: int | None
    reason: str

    @property
    def change(self) -> int:
        """Posts gained, negative when lost."""
        if self.approved is None or self.proposed is None:
            return 0
        return self.proposed - self.approved


def reallocation(situation: Situation) -> tuple[Shift, ...]:
    """A proposal for every public 编制主体, in code order; the sum of changes is zero."""
    lines = Establishment.of(situation).lines
    known = {x.school: x for x in lines if x.approved is not None and x.standard is not None}
    change = _moved(known)
    return tuple(_shift(line, change[line.school], line.school in known) for line in lines)


def _moved(lines: dict[Code, Line]) -> Counter[Code]:
    """Posts gained by school."""
    change: Counter[Code] = Counter()
    givers = [_entry(x, (x.approved or 0) - (x.standard or 0)) for x in lines.values()]
    takers = [_entry(x, (x.standard or 0) - (x.approved or 0)) for x in lines.values()]
    give = [entry for entry in givers if entry[2] > 0]
    take = [entry for entry in takers if entry[2] > 0]
    heapq.heapify(give)
    heapq.heapify(take)
    while give and take:
        for heap, sign in ((give, -1), (take, 1)):
            _, school, left = heapq.heappop(heap)
            change[school] += sign
            if left > 1:
                heapq.heappush(heap, _entry(lines[school], left - 1))
    return change


def _entry(line: Line, distance: int) -> tuple[Fraction, Code, int]:
    """Heap entry: the largest distance from the standard, as a share of it, comes first."""
    return -Fraction(distance, max(line.standard or 0, 1)), line.school, distance


def _shift(line: Line, change: int, known: bool) -> Shift:
    if not known or line.approved is None:
        return Shift(
            line.school, line.approved, line.standard, line.on_roll, line.approved,
            line.over_under, UNKNOWN,
        )  # fmt: skip
    proposed = line.approved + change
    reason = STAY if not change else TAKE if change > 0 else GIVE
    return Shift(
        line.school, line.approved, line.standard, line.on_roll, proposed,
        line.on_roll - proposed, reason,
    )  # fmt: skip

"""Roles of teams that tell who goes: no more leaders could take them than have to be sent.

A leader whose move nobody has decided is named in no public file; where a team is to have the only
one of a school its being complete is a name. It is told by what the county is, never by the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.seats import Seats
from constraints.situation import Situation
from models.sheets import RoleRow
from staffing.leaders.discretion import is_open


def sole_leaders(situation: Situation) -> Iterator[tuple[RoleRow, int]]:
    """Rows of 支教团, with the people who could take the role, in line order."""
    seats = Seats.of(situation)
    for number, line in enumerate(seats.lines):
        holders = seats.holders(number)
        forced = line.row is not None and 0 < len(holders) <= line.heads
        if forced and any(is_open(situation.county, code) for code in holders):
            assert line.row is not None
            yield line.row, len(holders)

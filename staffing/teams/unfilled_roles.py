"""支教团缺角色: roles of teams that the school has too few people for, by counting alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constraints.facts.seats import Seats
from constraints.situation import Situation
from models.column import Code
from models.sheets import RoleRow
from models.vocabulary import Mode

_MODES = (Mode.SECONDMENT, Mode.SHADOWING)
"""Modes by which the rows of 支教团 are served."""


@dataclass(frozen=True)
class UnfilledRole:
    """A row of 支教团, the mode and the school its people come from, and how many are missing."""

    role: RoleRow
    mode: Mode
    school: Code
    short: int


def unfilled_roles(situation: Situation) -> Iterator[UnfilledRole]:
    """Roles with fewer people who could take them than this plan has to find, in line order."""
    seats = Seats.of(situation)
    homes = {seat.line: seat.home for seat in seats.all}
    for number, line in enumerate(seats.lines):
        on = line.mode.name.lower() in situation.policy.modes
        if line.row is not None and line.mode in _MODES and on:
            short = line.heads - len(seats.holders(number))
            if short > 0:
                yield UnfilledRole(line.row, line.mode, homes[number], short)

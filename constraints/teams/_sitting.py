"""Who sits in which line of a plan: the plain half of every rule about teams."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from constraints.facts.seats import Line, Seats
from constraints.outcome import Outcome
from models.column import Code
from models.roster import Placement
from models.vocabulary import Mode, TeamRole

_ROLES = {role.value: role for role in TeamRole}

Sitting = Mapping[str, tuple[Placement, ...]]
"""Key of a line → the placements that serve it."""


def sitting(outcome: Outcome, mode: Mode) -> Sitting:
    """Placements of a mode by the line they serve, in canonical order; each serves one line.

    A row that names its role (岗位) serves a line of that role; one that does not, the first line
    with room whose role the person holds, else (of a team it names) the first with room.
    """
    seats = Seats.of(outcome.situation)
    lines = [line for line in seats.lines if line.mode is mode and line.row is not None]
    found: dict[str, list[Placement]] = {line.key: [] for line in lines}
    teams = {line.team for line in lines}
    mine = [p for p in outcome.moves if p.mode is mode and (p.team is None or p.team in teams)]
    for placement in sorted(mine, key=lambda p: stated_role(p) is None):
        line = _line_for(outcome, placement, lines, found)
        if line is not None:
            found[line.key].append(placement)
    return {key: tuple(sorted(rows, key=lambda p: p.order)) for key, rows in found.items()}


def seated_lines(outcome: Outcome, modes: Collection[Mode]) -> Mapping[Placement, Line]:
    """The line of 支教团 that each placement of these modes serves, of those that serve one."""
    found: dict[Placement, Line] = {}
    for mode in modes:
        seated = sitting(outcome, mode)
        for line in Seats.of(outcome.situation).lines:
            if line.mode is mode and line.row is not None:
                found |= dict.fromkeys(seated[line.key], line)
    return found


def stated_role(placement: Placement) -> TeamRole | None:
    """Role a row names under 岗位; None when it names none."""
    return _ROLES.get(placement.post or "")


def ends_of(line: Line) -> tuple[Code, Code]:
    """(school one comes from, school one goes to) of a line of 支教团."""
    row = line.row
    assert row is not None
    if line.mode is Mode.SECONDMENT:
        return row.sender, row.receiver
    return row.receiver, row.sender


def _line_for(
    outcome: Outcome, placement: Placement, lines: list[Line], found: Mapping[str, list[Placement]]
) -> Line | None:
    """The line a placement serves: of its team, or, without a team, between its two schools."""
    role, seats = stated_role(placement), Seats.of(outcome.situation)
    mine = [line for line in lines if placement.team in (None, line.team)]
    if placement.team is None:
        mine = [line for line in mine if between(seats, placement, line)]
    if role is not None:
        mine = [line for line in mine if line.row is not None and line.row.role is role]
    mine.sort(key=lambda line: not between(seats, placement, line))
    room = [line for line in mine if len(found[line.key]) < line.heads]
    fit = [line for line in room if _fits(seats, placement.person, line)]
    if placement.team is None and role is None:
        return next(iter(fit), None)
    return next(iter([*fit, *room, *mine]), None)


def between(seats: Seats, placement: Placement, line: Line) -> bool:
    """Whether a placement leads from the one school of a line of 支教团 to the other."""
    home, host = ends_of(line)
    same = seats.county.same_school
    return same(placement.home, home) and same(placement.host, host)


def _fits(seats: Seats, person: Code, line: Line) -> bool:
    assert line.row is not None
    subject = seats.county.subject_of(person)
    return seats.teams.holds(person, line.row.role) and line.subject in (None, subject)

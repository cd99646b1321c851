"""What a plan's rows say of teams: team, role, days, counterpart, successor, school of return.

Deterministic: everything is settled in the order of codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from constraints.facts.outside import Outside, mode_of
from constraints.facts.seats import Line, Seats
from constraints.facts.teams import Teams, members_of
from constraints.outcome import Outcome
from constraints.situation import Situation
from constraints.teams._sitting import Sitting, sitting
from models.column import Code
from models.roster import Placement, Roster
from models.sheets import OutsidePersonRow, RoleRow
from models.vocabulary import Direction, Mode, Relation

RELEASED = "实习生置换"
"""岗位 of someone whom interns release for training."""


def in_seat(situation: Situation, placement: Placement, seat: int) -> Placement:
    """A placement with what its seat says of it; unchanged without a seat (−1)."""
    if seat < 0:
        return placement
    seats = Seats.of(situation)
    line, row = seats.line_of(seat), situation.county.teacher[placement.person]
    inside = placement.host in situation.county.school
    plain = line.mode is Mode.TRAINING
    post = RELEASED if plain else seats.all[seat].role.value
    return replace(
        placement,
        start=line.start,
        end=line.end,
        subject=placement.subject if inside else row.subject,
        stage=placement.stage if inside else row.stage,
        team=None if plain or line.decided else line.team,
        post=None if line.decided else post,
        return_school=placement.home,
    )


def join(situation: Situation, roster: Roster) -> Roster:
    """The plan with counterparts and team members naming each other, one to one.

    Role by role first, then whoever is left in code order. Members of other counties are named
    where 外县人员 lists them; those already attached (挂职) have no counterpart.
    """
    outcome = Outcome(situation, roster)
    partner = dict(_couples(situation, outcome))
    partner |= {other: one for one, other in partner.items()}
    rows = []
    for placement in roster.placements:
        other = partner.get(placement.person)
        if other is None or placement.mode not in (Mode.SHADOWING, Mode.SECONDMENT):
            rows.append(placement)
        elif placement.mode is Mode.SHADOWING:
            rows.append(replace(placement, counterpart=other))
        else:
            rows.append(replace(placement, counterpart=other, successor=other))
    return Roster.of(rows)


def inbound(situation: Situation, roster: Roster) -> tuple[Placement, ...]:
    """Rows for the people other counties send (派入), with successor, for the lists of the office.

    They are data, not decisions: the roster of the solver does not hold them. Whoever comes by a
    mode the policy has switched off is left out.
    """
    teams, present = Teams.of(situation), Outside.of(situation).present
    takes = {
        placement.counterpart: placement.person
        for placement in roster.placements
        if placement.mode is Mode.SHADOWING and placement.counterpart is not None
    }
    found = [
        _arrival(row, person, takes)
        for row, people in members_of(situation.county, teams.listed).items()
        for person in people
        if person in present
    ]
    return Roster.of(found).placements


def _arrival(row: RoleRow, person: OutsidePersonRow, takes: Mapping[Code, Code]) -> Placement:
    heir = None if person.attached else takes.get(person.code)
    return Placement(
        person=person.code,
        mode=mode_of(person),
        relation=Relation.KEPT,
        home=person.sender,
        host=person.receiver,
        start=person.start,
        end=person.end,
        subject=person.subject,
        post=row.role.value,
        team=row.team,
        counterpart=heir,
        successor=heir,
        return_school=person.sender,
    )


def _couples(situation: Situation, outcome: Outcome) -> Iterator[tuple[Code, Code]]:
    """(counterpart, team member) of every team."""
    seats = Seats.of(situation)
    shadows, own = sitting(outcome, Mode.SHADOWING), sitting(outcome, Mode.SECONDMENT)
    lines = [x for x in seats.lines if x.mode is Mode.SHADOWING and x.row is not None]
    for team in sorted({line.team for line in lines}):
        mine = [line for line in lines if line.team == team]
        members = {line.key: list(_members(seats, line, own)) for line in mine}
        waiting: list[Code] = []
        for line in mine:
            for placement in shadows[line.key]:
                if members[line.key]:
                    yield placement.person, members[line.key].pop(0)
                else:
                    waiting.append(placement.person)
        served = {line.row for line in mine}
        rest = [code for line in mine for code in members[line.key]]
        rest += [
            person.code
            for row in seats.teams.by_team[team]
            if row not in served
            for person in _sent(seats.teams.members.get(row, ()))
        ]
        yield from zip(waiting, rest, strict=False)


def _members(seats: Seats, line: Line, own: Sitting) -> Iterator[Code]:
    """People of the team in a line's role, in code order."""
    assert line.row is not None
    if line.row.direction is Direction.OUTBOUND:
        for placement in own.get(line.key, ()):
            yield placement.person
    for person in _sent(seats.teams.members.get(line.row, ())):
        yield person.code


def _sent(people: tuple[OutsidePersonRow, ...]) -> list[OutsidePersonRow]:
    return sorted((p for p in people if not p.attached), key=lambda person: person.code)

"""Pairs for seats outside a person's own school: what 支教, 跟岗 and 挂职 have in common."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.board import STAGES
from constraints.facts.seats import Seats
from constraints.situation import Situation
from models.column import Code, Subject
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal


def seated(situation: Situation, mode: Mode) -> Proposal:
    """Everyone at a seat's home school who teaches what it asks for, for every open seat of a mode.

    Whoever does not hold the role is proposed too: the rule that strikes them says so by name.
    """
    return Proposal.of(situation, mode, list(_pairs(situation, mode)))


def _pairs(situation: Situation, mode: Mode) -> Iterator[Pair]:
    seats, teacher = Seats.of(situation), situation.county.teacher
    for number, seat in enumerate(seats.all):
        line = seats.line_of(number)
        if line.mode is not mode or not line.heads or line.decided:
            continue
        for person in seats.at_home(number):
            pair = seat_pair(situation, person, seat.host, number)
            if pair is not None and line.subject in (None, teacher[person].subject):
                yield pair


def seat_pair(
    situation: Situation, person: Code, host: Code, seat: int, lock: LockRow | None = None
) -> Pair | None:
    """Someone in a seat; None where a school of the county would get someone without lessons.

    lock: what is decided of subject and stage there. Outside the county, and at a research office,
    nothing is taught that the model knows of: stage and subject are the person's own, or the first
    of the tables for those without.
    """
    row, inside = situation.county.teacher[person], situation.county.school.get(host)
    subject = (lock and lock.subject) or row.subject
    stage = (lock and lock.stage) or row.stage
    if inside is None or not inside.kind.stages:
        subject = subject or Subject(next(iter(situation.county.subjects)))
        return Pair(person, host, stage or STAGES[0], str(subject), seat)
    if stage is None or subject is None:
        return None
    runs = inside.kind.stages
    return Pair(person, host, stage if stage in runs else runs[0], str(subject), seat)

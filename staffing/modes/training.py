"""培训: teachers whom interns release for a semester; in the books they stay at their own school.

The lessons are the interns' meanwhile, so host and home are one and cover does not change.
"""

from __future__ import annotations

from constraints.facts.interns import Interns
from constraints.facts.seats import Seats
from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Proposal
from staffing.modes.seated import seat_pair

MODE = Mode.TRAINING


def propose(situation: Situation) -> Proposal:
    """Every teacher of the subject at the school, for every release."""
    seats, interns = Seats.of(situation), Interns.of(situation)
    number = {
        seats.line_of(i).key: i
        for i in range(len(seats.all))
        if seats.line_of(i).mode is MODE and not seats.line_of(i).decided
    }
    pairs = [
        seat_pair(situation, person, release.school, number[release.key])
        for release, heads in interns.releases.items()
        if heads
        for person in interns.candidates(release)
    ]
    return Proposal.of(situation, MODE, [pair for pair in pairs if pair is not None])

"""支教（派出）: our own people for each role of an outbound team, in the county or outside it."""

from __future__ import annotations

from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Proposal
from staffing.modes.seated import seated

MODE = Mode.SECONDMENT


def propose(situation: Situation) -> Proposal:
    """Nothing when no line of this mode is open."""
    return seated(situation, MODE)

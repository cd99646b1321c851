"""跟岗: counterparts of a team in the sending school's corresponding posts, and quotas of 跟岗."""

from __future__ import annotations

from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Proposal
from staffing.modes.seated import seated

MODE = Mode.SHADOWING


def propose(situation: Situation) -> Proposal:
    """Nothing when no line of this mode is open."""
    return seated(situation, MODE)

"""挂职: quotas by role that the policy states, at the outside school a school exchanges with."""

from __future__ import annotations

from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Proposal
from staffing.modes.seated import seated

MODE = Mode.ATTACHMENT


def propose(situation: Situation) -> Proposal:
    """Nothing when no line of this mode is open."""
    return seated(situation, MODE)

"""交流轮岗: everyone movable, to every public school of compulsory education but their own."""

from __future__ import annotations

from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Proposal

MODE = Mode.ROTATION


def propose(situation: Situation) -> Proposal:
    """Own school included: the rule that strikes it says so by name."""
    eligibility = Eligibility.of(situation)
    hosts = Grouping.of(situation).members(eligibility.p.open_schools)
    teaching = [
        code
        for code in eligibility.movable_people
        if situation.county.teacher[code].stage and situation.county.teacher[code].subject
    ]
    return Proposal.everywhere(situation, MODE, teaching, hosts)

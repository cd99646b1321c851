"""招聘: every recruit to every school short of the stage and subject they are recruited for."""

from __future__ import annotations

from constraints.facts.recruits import Recruits
from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal

MODE = Mode.RECRUITMENT


def propose(situation: Situation) -> Proposal:
    """No more people than the heads of 招聘: each head is a person of its own."""
    fact = Recruits.of(situation)
    pairs = [
        Pair(code, host, row.stage, str(row.subject))
        for code, row in fact.rows.items()
        for host in fact.hosts(row.stage, row.subject)
    ]
    return Proposal.of(situation, MODE, pairs)

"""锻炼: newcomers to strong town schools, and researchers due for their year to weak schools."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.researchers import Researchers
from constraints.facts.tempering import Tempering
from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal

MODE = Mode.TEMPERING


def propose(situation: Situation) -> Proposal:
    """Everyone due, everywhere they could go; the post at home is kept for them."""
    return Proposal.of(situation, MODE, [*_newcomers(situation), *_researchers(situation)])


def _newcomers(situation: Situation) -> Iterator[Pair]:
    fact = Tempering.of(situation)
    for code in fact.people:
        row = situation.county.teacher[code]
        if row.stage and row.subject:
            for host in fact.hosts_of(code):
                yield Pair(code, host, row.stage, str(row.subject))


def _researchers(situation: Situation) -> Iterator[Pair]:
    fact = Researchers.of(situation)
    for code in fact.due:
        subject = situation.county.teacher[code].subject
        if subject:
            for host in fact.hosts:
                yield Pair(code, host, fact.p.stage, str(subject))

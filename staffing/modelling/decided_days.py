"""Pairs whose days a decision (锁定) states: other than those their mode would give them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from constraints.board import BoolArray
from constraints.decisions import PART_TIME_MODES
from constraints.facts.seats import days, stated_days
from constraints.facts.slices import whole_months
from constraints.mode import ModeTerms
from constraints.situation import Situation
from staffing.modes.proposal import Proposal


def decided_days(
    situation: Situation, proposal: Proposal
) -> Iterator[tuple[int, tuple[date, date]]]:
    """Position of every such pair, and its days; a visit has the term's, a seat its line's."""
    county, people = situation.county, situation.person_index
    dated = {k.person for k in county.locks if k.start is not None or k.end is not None}
    rows = [people[code] for code in sorted(dated & people.keys())]
    if not rows or proposal.mode in PART_TIME_MODES:
        return
    for i in np.flatnonzero(np.isin(proposal.person, rows) & (proposal.team < 0)).tolist():
        person = situation.people[proposal.person[i]]
        host = county.schools[proposal.host[i]].code
        if any(stated_days(situation, person, proposal.mode, host)):
            yield i, days(situation, person, proposal.mode, host)


def long_enough(situation: Situation, proposal: Proposal, terms: ModeTerms) -> BoolArray:
    """Whether each pair lasts the months the policy asks of what it counts as exchanged."""
    found = np.full(len(proposal), terms.length_months >= terms.minimum_months)
    for i, stated in decided_days(situation, proposal):
        found[i] = whole_months(*stated) >= terms.minimum_months
    return found

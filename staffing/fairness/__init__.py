"""Fairness of a finished plan: envy by points, who was sent against who stayed, spread of road.

A pure audit like :mod:`staffing.audit`: it knows of no solver and judges any roster. Its lists name
people and their points, so they are the bureau's own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from constraints.outcome import Opening, Outcome
from models.roster import Roster
from staffing.audit import Audit
from staffing.fairness.envy import Envied, Envy, envied
from staffing.fairness.judging import Excuse
from staffing.fairness.road import Spread, spreads
from staffing.fairness.sent import Sending, Side, sendings

__all__ = ["Envied", "Envy", "Excuse", "Fairness", "Sending", "Side", "Spread", "fairness"]


@dataclass(frozen=True)
class Fairness:
    """What an inspector asks of a plan besides its rules.

    envy: every pair by points, and those that cannot be compared; sendings: one line per school
    that sent somebody, the county first; roads: added road of those who move.
    """

    envy: Envied
    sendings: tuple[Sending, ...]
    roads: tuple[Spread, ...]


def fairness(
    checked: Audit, roster: Roster, openings: Collection[Opening] | None = None
) -> Fairness:
    """Fairness of *roster*, whose audit is *checked*. openings: as for :func:`staffing.audit`."""
    outcome = Outcome(checked.situation, roster, openings)
    return Fairness(envied(checked, outcome), sendings(outcome), spreads(outcome))

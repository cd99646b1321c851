"""What the plain checks of 走教 share: visits by person."""

from __future__ import annotations

from collections import defaultdict

from constraints.outcome import Outcome
from models.column import Code
from models.roster import Placement


def by_person(outcome: Outcome) -> dict[Code, tuple[Placement, ...]]:
    """Itinerant placements by person, in code order."""
    grouped: defaultdict[Code, list[Placement]] = defaultdict(list)
    for visit in outcome.visits:
        grouped[visit.person].append(visit)
    return {person: tuple(grouped[person]) for person in sorted(grouped)}

"""A roster made by hand, mostly sound, with faults planted in known places."""

from __future__ import annotations

from models.county import County
from models.sheets import PlanRow
from staffing.sample.faults import people, programmes, schools
from staffing.sample.faults.hand import Hand, PlantedFault

__all__ = ["PlantedFault", "make_faulty_roster", "make_sound_roster"]


def make_faulty_roster(county: County) -> tuple[list[PlanRow], list[PlantedFault]]:
    """Plan rows and the faults planted in them, for a county of :func:`make_county`.

    Sound moves of volunteers come first; each fault uses people of its own. A fault whose
    material a small county lacks is left out. The same county gives the same roster.
    """
    hand = Hand(county)
    planters = (*people.PLANTERS, *schools.PLANTERS, *programmes.PLANTERS)
    faults = [fault for plant in planters if (fault := plant(hand)) is not None]
    schools.add_sound_moves(hand)
    faults += schools.county_wide(hand)
    return hand.rows, faults


def make_sound_roster(county: County) -> list[PlanRow]:
    """Plan rows of the same kind without a fault in them: only the moves of volunteers."""
    hand = Hand(county)
    schools.add_sound_moves(hand)
    return hand.rows

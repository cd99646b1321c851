"""Synthetic counties of any size, with known dirt, and a hand-made roster with known faults."""

from __future__ import annotations

from staffing.sample.county import make_county, planted_dirt
from staffing.sample.dirt import DIRT, DirtKind, DirtyCase
from staffing.sample.faults import PlantedFault, make_faulty_roster, make_sound_roster

__all__ = [
    "DIRT",
    "DirtKind",
    "DirtyCase",
    "PlantedFault",
    "make_county",
    "make_faulty_roster",
    "make_sound_roster",
    "planted_dirt",
]

"""已公示的结果, from their workbooks, held against a plan; what ``--json`` tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.problem import Problem
from models.roster import Roster
from staffing.intake import Intake, noted_in
from staffing.json_contract import placement_json
from staffing.leaders.in_files import read_published
from staffing.locks.announced import Announced, against
from staffing.modelling.candidates import propose
from staffing.result import placement_row


def announced(
    taken: Intake, paths: Sequence[Path], plan: Roster
) -> tuple[Announced | None, tuple[Problem, ...]]:
    """How *plan* keeps what was announced, and what of the files was read otherwise than written.

    None without files. Raises InputRefused as for any plan table, and where two announcements
    contradict each other.
    """
    if not paths:
        return None, ()
    read, notes = list[tuple[str, Roster]](), list[Problem]()
    for path in dict.fromkeys(paths):
        roster, said = read_published(path, taken.county, taken.policy)
        read.append((path.name, roster))
        notes += noted_in(path, said)
    return against(propose(taken.situation), read, plan), tuple(notes)


def announced_json(found: Announced) -> dict[str, Any]:
    """``audit --published``: who differs from what was announced, and which locks are broken."""
    return {
        "people": found.people,
        "departures": [
            {
                "person": one.person,
                "published": [placement_json(placement_row(p)) for p in one.before],
                "now": [placement_json(placement_row(p)) for p in one.after],
                "kept": one.kept.name.lower(),
                "lock_broken": one in found.broken,
                "unfounded": one.unfounded,
                "why": one.why or None,
            }
            for one in found.departures
        ],
    }

"""Answers as plain data for ``--json``; keys may be added, never renamed."""

from __future__ import annotations

from typing import Any

from constraints.registry import rules
from staffing.answers.conceding import Concession
from staffing.answers.diagnosis import Diagnosis
from staffing.answers.giving import Item


def diagnosis_json(found: Diagnosis | None) -> dict[str, Any]:
    """``diagnose``: the three steps; ``possible`` is null when no answer was reached."""
    if found is None:
        return {"possible": None, "shortages": [], "concessions": [], "conflicts": []}
    return {
        "possible": found.possible,
        "proven": found.proven,
        "shortages": [
            {
                "items": [_item(found, item) for item in shortage.items],
                "cap": None if shortage.cap is None else _item(found, shortage.cap),
                "needed": shortage.needed,
                "possible": shortage.possible,
                "short": shortage.short,
                "people": shortage.people,
                "message": found.shortage_text(shortage),
            }
            for shortage in found.shortages
        ],
        "concessions": [_concession(found, c) for c in found.concessions],
        "conflicts": [
            {
                "about": _item(found, conflict.about),
                "items": [_item(found, item) for item in conflict.items],
                "confirmed": conflict.confirmed,
            }
            for conflict in found.conflicts
        ],
    }


def _concession(found: Diagnosis, concession: Concession) -> dict[str, Any]:
    item = concession.item
    return {
        **_item(found, item),
        "amount": concession.amount,
        "unit": rules()[item.rule].unit,
        "concede": item.concede,
        "message": found.concession_text(concession),
    }


def _item(found: Diagnosis, item: Item) -> dict[str, Any]:
    told = found.told(item)
    return {
        "rule": item.row,
        "key": item.key,
        "name": told.name,
        "place": told.place,
        "where": told.where,
        "basis": told.basis,
    }

"""Answers as plain data for ``--json``; keys may be added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from constraints.registry import rules
from staffing.answers.diagnose.conceding import Concession
from staffing.answers.diagnose.diagnosis import Diagnosis
from staffing.answers.diagnose.giving import Item
from staffing.answers.loaded import LoadedPlan
from staffing.answers.meeting.meeting import Meeting, Tabled
from staffing.answers.worth.places import PlaceWorth
from staffing.answers.worth.pricing import Price, TargetPrice, step_of
from staffing.leaders.discretion import veiled_key
from staffing.ledger.as_json import target_json
from staffing.locks.excess import excess_words, over_limits_json


def diagnosis_json(found: Diagnosis | None) -> dict[str, Any]:
    """``diagnose``: the three steps; ``possible`` is null when no answer was reached.

    impossible: that none exists is proven; decided: the same of what locks and teams' tasks ask
    beyond that, null = nothing; made_up: limits the locks alone exceed and others make up for.
    """
    if found is None:
        return {"possible": None, "decided": None, "made_up": [], **_NO_STEPS}
    decided = None if found.decided is None else _steps(found.decided)
    made_up = [
        {"row": x.row.id, "key": x.key, "by": x.by, "message": excess_words(found.situation, x)}
        for x in found.made_up
    ]
    return {
        "possible": found.possible,
        "impossible": not found.possible and found.impossible,
        **_steps(found),
        "decided": decided,
        "made_up": made_up,
    }


_NO_STEPS: dict[str, Any] = {"shortages": [], "concessions": [], "conflicts": []}


def _steps(found: Diagnosis) -> dict[str, Any]:
    return {
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
                "items": [
                    {**_item(found, item), "ends": item in conflict.ends} for item in conflict.items
                ],
                "confirmed": conflict.confirmed,
            }
            for conflict in found.conflicts
        ],
    }


def prices_json(plan: LoadedPlan, prices: Iterable[TargetPrice]) -> dict[str, Any]:
    """``price``: per target both directions, each a change per tier (null = no plan is left).

    step: by how much of the target's unit the requirement was moved.
    """
    return {
        "tiers": plan.listed_values,
        "targets": [
            {
                **target_json(p.line),
                "rough": p.rough,
                "step": step_of(p.line.rule),
                "one_more": _price(p.more),
                "one_less": _price(p.less),
            }
            for p in prices
        ],
    }


def places_json(plan: LoadedPlan, worths: Iterable[PlaceWorth]) -> dict[str, Any]:
    """``price --places``: what one more place would cure, best first."""
    return {
        "tiers": plan.listed_values,
        "places": [
            {
                "school": w.place.school,
                "stage": w.place.stage or None,
                "subject": w.place.subject or None,
                **_price(w.price),
            }
            for w in worths
        ],
    }


def meeting_json(meeting: Meeting) -> dict[str, Any]:
    """``plans``: every plan with its value per tier and the run it is recorded as."""
    return {
        "status": meeting.refused.status if meeting.refused else "ok",
        "traded": [tier.id for tier in meeting.traded],
        "plans": [_tabled(one, "traded") for one in meeting.plans]
        + [_tabled(one, "other_people") for one in meeting.others],
        "targets": [
            {
                "id": line[0].id,
                "rule": line[0].rule,
                "key": line[0].key,
                "mode": line[0].mode,
                "unit": line[0].unit,
                "short": [t.short for t in line],
            }
            for line in meeting.differing
        ],
    }


def _tabled(one: Tabled, kind: str) -> dict[str, Any]:
    return {
        "name": one.option.name,
        "kind": kind,
        "how": one.option.how,
        "tiers": one.option.values,
        "moves": one.moves,
        "people_different": one.option.people,
        "over_limits": over_limits_json(one.run.situation, one.run.over_limits),
        "run": one.run_id,
    }


def _price(price: Price) -> dict[str, Any]:
    if price.changes is None:
        return {"changes": None, "proven": price.proven}
    told: dict[str, Any] = {"changes": {c.tier: c.by for c in price.changes}}
    told["proven"] = price.proven
    return told | ({"at_most": True} if price.at_most else {})


def _concession(found: Diagnosis, concession: Concession) -> dict[str, Any]:
    item = concession.item
    return {
        **_item(found, item),
        "amount": concession.amount,
        "unit": rules()[item.rule].unit,
        "concede": item.concede,
        "message": found.concession_text(concession),
        "how": found.told(item).how,
    }


def _item(found: Diagnosis, item: Item) -> dict[str, Any]:
    told = found.told(item)
    return {
        "rule": item.row,
        "key": veiled_key(found.situation.county, item.key),
        "name": told.name,
        "place": told.place,
        "where": told.where,
        "basis": told.basis,
    }

"""Earlier plans that a run was solved with: the term before, results published in this term.

The record keeps them with the run, so that whoever asks about its plan later need not name the
files again, and a published result is never undone because somebody forgot to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from models.column import Code, Subject
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation, Round, Stage
from staffing.competition.round_result import RoundResult

EarlierKind = Literal["previous", "published"]
"""上期 (``--previous``), 已公示 (``--published``)."""

_DATES = ("start", "end")


@dataclass(frozen=True)
class Earlier:
    """One earlier plan: what it was given as, its file's name, its rows."""

    kind: EarlierKind
    name: str
    roster: Roster


def held_in(rounds: Iterable[RoundResult]) -> tuple[Earlier, ...]:
    """Competitions that a run held itself: whoever asks about its plan takes them as published."""
    competitions = (r for r in rounds if r.round in (Round.DISTRICT, Round.CROSS))
    return tuple(Earlier("published", r.round.value, Roster(r.placements)) for r in competitions)


def packed(plans: Sequence[Earlier]) -> str:
    """Earlier plans as text for the record."""
    rows = [
        {"kind": x.kind, "name": x.name, "rows": list(map(_row, x.roster.placements))}
        for x in plans
    ]
    return json.dumps(rows, ensure_ascii=False)


def unpacked(text: str) -> tuple[Earlier, ...]:
    """The same back from the record."""
    return tuple(
        Earlier(x["kind"], x["name"], Roster(tuple(map(_placement, x["rows"]))))
        for x in json.loads(text)
    )


def _row(placement: Placement) -> dict[str, Any]:
    """Every field that says something; dates and decimals as text."""
    plain = (bool, int)
    return {k: v if isinstance(v, plain) else str(v) for k, v in vars(placement).items() if v}


def _placement(row: Mapping[str, Any]) -> Placement:
    words = {k: Code(v) if isinstance(v, str) else v for k, v in row.items()}
    words = {"home": Code(""), **words}  # a recruit comes from no school
    read: dict[str, Any] = {**words, **{k: date.fromisoformat(row[k]) for k in _DATES}}
    for key, kind in _KINDS.items():
        if key in row:
            read[key] = kind(row[key])
    return Placement(**read)


_KINDS: Mapping[str, Any] = {
    "mode": Mode, "relation": Relation, "stage": Stage, "subject": Subject, "periods": Decimal,
    "post": str,
}  # fmt: skip

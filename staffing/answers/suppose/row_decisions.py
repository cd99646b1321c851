"""What a person's rows, written by hand, come to as decisions (锁定)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from constraints.facts.seats import AWAY_MODES, Seats, days
from constraints.situation import Situation
from constraints.teams._sitting import stated_role
from models.column import Code
from models.county import County
from models.roster import Placement
from models.vocabulary import Mode
from staffing.answers.suppose.pinning import Post, Visit, pinned, pinned_visits
from staffing.answers.suppose.supposed import Change

_BY_HAND = ("mode", "host", "subject", "stage", "start", "end", "periods", "team", "home",
            "relation", "post")  # fmt: skip
"""What of a row a decision can take up."""


def said(placements: Sequence[Placement]) -> list[tuple[str, ...]]:
    """What a hand can write in a person's rows; 留任 says nothing."""
    rows = (p for p in placements if p.mode is not Mode.STAY)
    return sorted(tuple(str(getattr(p, name)) for name in _BY_HAND) for p in rows)


def as_decisions(
    situation: Situation, person: Code, before: Sequence[Placement], after: Sequence[Placement]
) -> tuple[Change, ...]:
    """What it takes to decide a person's rows as a hand left them; before: their rows in the plan
    the workbook was written from."""
    county, (was_at, visited), (at, visits) = situation.county, _parted(before), _parted(after)
    kept = set(said(was_at))
    posts = [_post(situation, p, was_at) for p in at if said([p])[0] not in kept]
    if not at and (was_at or not visits):
        posts.append(Post(Mode.STAY))
    decisions = [pinned(county, person, post) for post in posts]
    if said(visited) != said(visits):
        left = [_visit(county, p) for p in visits]
        gone = {p.host for p in visited} - {p.host for p in visits} if left else {None}
        left += [Visit(host, periods=Decimal(0)) for host in sorted(gone, key=str)]
        decided = pinned_visits(county, person, left, all_of_them=True)
        if posts and not at and not was_at:  # one edit, one objection: the row was taken out
            decisions = [replace(stays, words="") for stays in decisions]
            decided = replace(decided, words=f"{decided.words}，留在原校")
        decisions.append(decided)
    return tuple(decisions)


def _post(situation: Situation, made: Placement, before: Sequence[Placement]) -> Post:
    """A full-time row as a decision; its days where they are not those the row there had, or would
    have, and the term does not begin after them."""
    were = [(p.start, p.end) for p in before if (p.mode, p.host) == (made.mode, made.host)]
    meant = were[0] if were else _days(situation, made)
    own = [day if day != other else None for day, other in zip(_span(made), meant, strict=True)]
    known = made.start >= situation.county.term.start
    start, end = own if known else (None, None)
    role = stated_role(made) if made.mode in AWAY_MODES else None
    return Post(made.mode, made.host, made.subject, made.stage, start, end, role)


def _days(situation: Situation, made: Placement) -> tuple[date, date]:
    """Days a place has when nobody says otherwise; of a way switched off those stated."""
    if made.mode.name.lower() not in situation.policy.modes:
        return _span(made)
    role = stated_role(made) if made.mode in AWAY_MODES else None
    seat = Seats.of(situation).seat_for(made.person, made.mode, made.host, role)
    return days(situation, made.person, made.mode, made.host, seat)


def _span(made: Placement) -> tuple[date, date]:
    return made.start, made.end


def _parted(placements: Sequence[Placement]) -> tuple[list[Placement], list[Placement]]:
    """Full-time rows and visits (走教)."""
    main = [p for p in placements if p.mode not in (Mode.STAY, Mode.ITINERANT)]
    return main, [p for p in placements if p.mode is Mode.ITINERANT]


def _visit(county: County, made: Placement) -> Visit:
    """A visit as a decision; subject and stage where they are not the person's own."""
    row = county.teacher[made.person]
    subject = None if made.subject == row.subject else made.subject
    stage = None if made.stage is row.stage else made.stage
    return Visit(made.host, subject, made.periods, stage)

"""What the solver's halves of 走教 share: visits of a board gathered by person and by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, terms


class Rows(NamedTuple):
    """One row per person with visits: keys, the people, and the row of every visit."""

    keys: list[str]
    people: IntArray
    row: IntArray


@dataclass(frozen=True)
class Places:
    """Pairs of person and host: whether the person goes there at all, for whatever subject.

    keys: ``person/host``; person: index of each; made: column of each; place: of every visit.
    """

    keys: list[str]
    person: IntArray
    made: IntArray
    place: IntArray


def per_person(board: Board) -> Rows:
    """A row for everyone who may go about."""
    people, row = np.unique(board.visits.person, return_inverse=True)
    keys = [str(board.situation.people[i]) for i in people.tolist()]
    return Rows(keys, people, np.asarray(row, np.int64))


def places(board: Board) -> Places:
    """The pairs of a board; with one subject to teach there the visit's own column serves."""
    return board.shared("itinerant places", lambda: _places(board))


def _places(board: Board) -> Places:
    visits, county = board.visits, board.situation.county
    size = len(county.schools)
    pairs, first, place, count = np.unique(
        visits.person * size + visits.host,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    person, host = pairs // max(size, 1), pairs % max(size, 1)
    made = visits.visit[first]
    several = np.flatnonzero(count > 1)
    if len(several):
        made[several] = board.columns(len(several), upper=1)
        inside = np.flatnonzero(count[place] > 1)
        order = np.arange(len(inside))
        board.always(
            [terms(order, made[place[inside]]), terms(order, visits.visit[inside], -1)],
            np.zeros(len(inside), np.int64),
            None,
        )
    people, schools = board.situation.people, county.schools
    listed = zip(person.tolist(), host.tolist(), strict=True)
    keys = [f"{people[i]}/{schools[j].code}" for i, j in listed]
    return Places(keys, person, made, np.asarray(place, np.int64))

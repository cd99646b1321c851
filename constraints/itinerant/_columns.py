"""What the solver's halves of 走教 share: visits of a board gathered by person and by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, terms
from constraints.facts.itinerant import HALVES


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


def days(board: Board) -> IntArray:
    """Column per pair of :func:`places`: days a week on which the person goes there.

    Two half-days of a day are one way there and back, an odd one is a way of its own. Where no more
    than a day is ever of use the pair's own column serves.
    """
    return board.shared("itinerant days", lambda: _days(board))


def _days(board: Board) -> IntArray:
    there, visits, day = places(board), board.visits, len(HALVES)
    useful = np.bincount(there.place, visits.useful, len(there.keys)).astype(np.int64)
    several = useful > day
    found, many = there.made.copy(), np.flatnonzero(several)
    if len(many):
        column = found[many] = board.columns(len(many), upper=-(-useful[many] // day))
        order, inside = np.arange(len(many)), several[there.place]
        row = (np.cumsum(several) - 1)[there.place[inside]]
        none = np.zeros(len(many), np.int64)
        halves = terms(row, visits.half_days[inside], -1)
        board.always([terms(order, column, day), halves], none, None)
        board.always([terms(order, column), terms(order, there.made[many], -1)], none, None)
    return found


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

"""Shortfalls nobody can avoid, by counting who could be where at all: floors of ratio rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from constraints.board import BoolArray, IntArray
from constraints.facts.grouping import Grouping
from constraints.ratios._compared import Share, exchanges
from constraints.ratios._holding import Holding, holders, missing_columns
from constraints.ratios._population import CountedAt, missing_groups
from constraints.reach import Options, Reach
from models.column import Code
from models.vocabulary import Stage


class Side(NamedTuple):
    """A group of schools in some stages."""

    group: str
    stages: Sequence[Stage]


def options(reach: Reach, where: CountedAt) -> Options:
    """Where people may come to count."""
    return reach.on_duty if where is CountedAt.HOST else reach.on_books


def known_people(reach: Reach) -> BoolArray:
    """Mask of the people on the 教师 sheet: recruits count in no share."""
    teacher = reach.situation.county.teacher
    return np.array([code in teacher for code in reach.situation.people], np.bool_)


def unknown(reach: Reach, what: Holding, stages: Sequence[Stage], *groups: str) -> bool:
    """Whether a column is absent, or a cell blank, without which nothing can be counted."""
    situation = reach.situation
    open_ = missing_groups(situation, *groups, stages=stages)
    return bool(open_ or missing_columns(situation, what))


def best(
    reach: Reach, what: Holding, side: Side, where: CountedAt, among: BoolArray | None = None
) -> Share:
    """The side's share when every holder who may be there is, and of the others only those who
    have to be. among: whom alone it is about.
    """
    can, must = _can_and_must(reach, side, where)
    have, people = holders(reach.situation, what), known_people(reach)
    people = people if among is None else people & among
    come, stay = int((can & have & people).sum()), int((must & ~have & people).sum())
    return Share(come, come + stay, 0)


def worst(reach: Reach, what: Holding, side: Side, where: CountedAt) -> Share:
    """The side's share when only the holders are there who have to be, and every other who may."""
    can, must = _can_and_must(reach, side, where)
    have, people = holders(reach.situation, what), known_people(reach)
    stay, come = int((must & have & people).sum()), int((can & ~have & people).sum())
    return Share(stay, stay + come, 0)


def _can_and_must(reach: Reach, side: Side, where: CountedAt) -> tuple[BoolArray, BoolArray]:
    found = options(reach, where)
    entries = found.at(Grouping.of(reach.situation).mask(side.group), side.stages)
    return found.may(entries), found.must(entries)


def least_exchanges(
    reach: Reach,
    what: Holding,
    sides: tuple[Side, Side],
    where: CountedAt,
    limit: Fraction,
) -> Mapping[str, int]:
    """Fewest exchanges still needed between (here, there) whoever of them may go has gone.

    For a limit of at least one, more holders and fewer others here, fewer holders and more others
    there never make it worse; so the four extremes, taken apart, bound every plan.
    """
    if limit < 1 or unknown(reach, what, sides[0].stages, *(side.group for side in sides)):
        return {}
    here, there = best(reach, what, sides[0], where), worst(reach, what, sides[1], where)
    return {"": exchanges(here, there, limit)} if here.heads and there.heads else {}


Needed = Mapping[str, tuple[Sequence[Code], int]]
"""Key → schools and heads they need; each school under one key."""


def least_lacking(
    reach: Reach, needed: Needed, stages: Sequence[Stage], who: BoolArray, where: CountedAt
) -> dict[str, int]:
    """Key → heads lacking though everyone of *who* came who may; key "" = all keys together."""
    found, schools = options(reach, where), reach.situation.county.school_index
    entries = found.at(_mask(reach, needed), stages) & who[found.person]
    there = found.by_school(entries, len(schools))
    lacking = {
        key: max(heads - _able(reach, found, entries, there, own), 0)
        for key, (own, heads) in needed.items()
    }
    every = sum(heads for _, heads in needed.values()) - int(found.may(entries).sum())
    return {"": max(every, 0)} | lacking if needed else {}


def _able(
    reach: Reach, found: Options, entries: BoolArray, there: IntArray, own: Sequence[Code]
) -> int:
    """People with an option at any of these schools."""
    index = reach.situation.county.school_index
    if len(own) == 1:
        return int(there[index[own[0]]])
    mask = np.zeros(len(index), np.bool_)
    mask[[index[code] for code in own]] = True
    return int(found.may(entries & mask[found.school]).sum())


def _mask(reach: Reach, needed: Needed) -> BoolArray:
    index = reach.situation.county.school_index
    mask = np.zeros(len(index), np.bool_)
    mask[[index[code] for own, _ in needed.values() for code in own]] = True
    return mask


class Bounds(NamedTuple):
    """Fewest and most heads each school can have."""

    low: IntArray
    high: IntArray


def bounds(
    reach: Reach, who: BoolArray, stage: Stage, schools: Sequence[Code], where: CountedAt
) -> Bounds:
    """Of *who* in a stage, by school: those who have to be there, and those who may."""
    found, county = options(reach, where), reach.situation.county
    entries = found.at(np.ones(len(county.schools), np.bool_), (stage,)) & who[found.person]
    at = np.array([county.school_index[code] for code in schools], np.int64)
    high = found.by_school(entries, len(county.schools))[at]
    # Who has to be at a school has all options there, that is: one school and no other place.
    place = np.where(entries, found.school, -1)
    first, last = np.full(found.people, len(county.schools)), np.full(found.people, -1)
    np.minimum.at(first, found.person, place)
    np.maximum.at(last, found.person, place)
    bound = (first == last) & (first >= 0)
    low = np.bincount(first[bound], minlength=len(county.schools))[at]
    return Bounds(low, high)

"""Schools and stages under the seven indicators: who is compared, what is known, and the solver's
half.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from constraints.board import Board, Terms, terms
from constraints.facts.demand import Demand
from constraints.facts.grouping import Grouping
from constraints.ratios._pupils import pupils, untold
from constraints.situation import Situation
from models.column import Code
from models.sheets import FacilityRow
from models.vocabulary import Stage

MATERIAL = {
    "L4": "teaching_area",
    "L5": "sports_area",
    "L6": "equipment_value",
    "L7": "media_rooms",
}
"""Indicators of the 办学条件 sheet."""


@dataclass(frozen=True)
class Site:
    """A school's stage: its pupils, and its part of what the school has per pupil."""

    school: Code
    stage: Stage
    pupils: int
    part: Fraction


def sites(
    situation: Situation, group: str, weights: Mapping[Stage, Fraction], fewest: int
) -> Iterator[Site]:
    """Stages compared, by school and stage. part: weight of the stage ÷ mean weight of a pupil."""
    counts = {stage: pupils(situation, stage) for stage in weights}
    open_ = unsplit(situation, group, weights, fewest)
    for school in Grouping.of(situation).members(group):
        if school in open_:
            continue
        own = {stage: found[school] for stage, found in counts.items() if found.get(school)}
        heads = sum(own.values())
        if heads and heads >= fewest:
            mean = sum((weights[s] * n for s, n in own.items()), Fraction(0)) / heads
            for stage, count in own.items():
                yield Site(school, stage, count, weights[stage] / mean)


def unsplit(
    situation: Situation, group: str, stages: Collection[Stage], fewest: int
) -> tuple[Code, ...]:
    """Schools that may have to be compared, but nobody knows how many pupils each stage has."""
    grouping, found = Grouping.of(situation), list[Code]()
    most = {**pupils(situation, *stages), **untold(situation, *stages)}
    for school, rows in Demand.of(situation).untold.items():
        concerned = any(not {*stages}.isdisjoint(row.kind.stages) for row in rows)
        if concerned and grouping.has(group, school) and most.get(school, 0) >= fewest:
            found.append(school)
    return tuple(found)


def facilities(situation: Situation, site: Site) -> dict[str, Fraction | None]:
    """L4—L7 of a site; None where the cell (or the row) is missing."""
    rows = [row for row in situation.county.facilities if row.school == site.school]
    return {label: _value(rows, name, site.part) for label, name in MATERIAL.items()}


def _value(rows: list[FacilityRow], name: str, part: Fraction) -> Fraction | None:
    value = getattr(rows[0], name) if rows else None
    return None if value is None else Fraction(value) * part


@dataclass(frozen=True)
class Bar:
    """What one indicator of one site asks in heads: to be met, and not to be below the floor."""

    site: Site
    met: int
    floor: int
    base: int
    change: Terms


def post_passing(
    board: Board, bars: Mapping[Site, Sequence[Bar]], spare: Mapping[Site, int], required: int
) -> None:
    """``schools that may pass + short ≥ required``; the shortfall has the empty key.

    bars: the indicators that people decide, by site; spare: how many of them a site may miss, −1
    when it fails whatever people do. A school passes with all its sites.
    """
    schools = sorted({site.school for site in bars})
    lost = {site.school for site in bars if spare[site] < 0}
    passing = board.columns(
        len(schools), upper=np.array([s not in lost for s in schools], np.int64)
    )
    for site, own in bars.items():
        if spare[site] < 0:
            continue
        school = passing[schools.index(site.school)]
        met = board.columns(len(own), upper=1)
        enough = [terms(np.zeros(len(own)), met), terms([0], [school], spare[site] - len(own))]
        board.always(enough, np.zeros(1, np.int64), None)
        for bar, column in zip(own, met, strict=True):
            for heads, gate in ((bar.met, column), (bar.floor, school)):
                row = [terms(np.zeros(len(bar.change.row)), *bar.change[1:])]
                row.append(terms([0], [gate], -heads))
                board.always(row, np.array([-bar.base]), None)
    every = terms(np.zeros(len(schools)), passing)
    board.at_least([""], [every], np.array([required], np.int64))

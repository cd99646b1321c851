"""Pupils by school and stage: what ratios per hundred pupils are weighted with."""

from __future__ import annotations

from collections.abc import Mapping

from constraints.facts.demand import Demand
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Stage


def pupils(situation: Situation, *stages: Stage) -> Mapping[Code, int]:
    """Pupils of these stages together by school, in code order; nine-year schools split by grade
    and 学制. A school that :func:`untold` names is left out.

    Pupils of a school closed by the first day of the term are its successor's.
    """
    found, open_ = _told(situation, stages), untold(situation, *stages)
    for school, rows in Demand.of(situation).untold.items():
        # Who runs no stage but these has all its pupils in them.
        whole = [row.pupils for row in rows if set(row.kind.stages) <= {*stages}]
        found[school] = found.get(school, 0) + sum(whole)
    return {school: found[school] for school in sorted(found) if school not in open_}


def untold(situation: Situation, *stages: Stage) -> Mapping[Code, int]:
    """Schools of which nobody has told how many pupils are of these stages → how many it may be
    at most, in code order."""
    found: dict[Code, int] = {}
    for school, rows in Demand.of(situation).untold.items():
        partly = [row for row in rows if not {*stages}.isdisjoint(row.kind.stages)]
        if any(set(row.kind.stages) - {*stages} for row in partly):
            most = sum(row.pupils for row in partly)
            found[school] = _told(situation, stages).get(school, 0) + most
    return found


def _told(situation: Situation, stages: tuple[Stage, ...]) -> dict[Code, int]:
    found: dict[Code, int] = {}
    for (school, stage), (count, _) in Demand.of(situation).sizes.items():
        if stage in stages:
            found[school] = found.get(school, 0) + count
    return found

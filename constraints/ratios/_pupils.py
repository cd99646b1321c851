"""Pupils by school and stage: what ratios per hundred pupils are weighted with."""

from __future__ import annotations

from collections.abc import Mapping

from constraints.facts.demand import Demand, stage_of
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Stage


def pupils(situation: Situation, stage: Stage) -> Mapping[Code, int]:
    """Pupils of a stage by school, in code order; nine-year schools split by grade and 学制.

    Pupils of a school closed by the first day of the term are its successor's.
    """
    county, found = situation.county, dict[Code, int]()
    for row in county.classes:
        if stage_of(row.grade, county.school[row.school].schooling) is stage:
            host = Demand.of(situation).host_of(row.school)
            found[host] = found.get(host, 0) + row.pupils
    return {school: found[school] for school in sorted(found)}

"""Who could come to teach a subject at all: what floors of cover are counted from."""

from __future__ import annotations

from collections.abc import Mapping

from constraints.facts.slices import Slices
from constraints.facts.supply import Supply
from constraints.reach import Reach
from models.column import Code, Subject
from models.vocabulary import Mode

_OTHER_SUBJECT = (Mode.TRANSFER, Mode.COMPETITION)
"""Modes by which people may come to teach another subject than their main one."""


def taught(reach: Reach) -> Mapping[Code, frozenset[Subject]]:
    """Subjects each person may come to teach full-time, own and, by transfer, others of theirs."""
    county, supply = reach.situation.county, Supply.of(reach.situation)
    moving = frozenset[Code]().union(*reach.movers.values())
    slices = range(len(Slices.of(reach.situation).spans))
    changing = frozenset[Code]().union(*(reach.movers[mode] for mode in _OTHER_SUBJECT))
    found: dict[Code, frozenset[Subject]] = {}
    for row in county.teachers:
        there = any(supply.cell_in(row.code, late) for late in slices)
        if row.subject and (row.code in moving or there):
            wished = (wish.subject for wish in county.wishes_of.get(row.code, ()))
            more = (row.certificate_subject, *row.also_subjects, *wished)
            others = more if row.code in changing else ()
            found[row.code] = frozenset(s for s in (row.subject, *others) if s)
    return found | {code: frozenset((row.subject,)) for code, row in county.newcomers.items()}

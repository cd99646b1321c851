"""Blank cells of 学校 on which a group of schools hangs that the policy asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from constraints.facts.grouping import Grouping
from constraints.situation import Situation
from models.policy import Force, Params
from models.problem import Problem
from models.sheets import SchoolRow
from staffing.data_audit.notes import note


def blank_groups(situation: Situation) -> Iterator[Problem]:
    """One finding per column, at its first blank cell."""
    county, groups = situation.county, Grouping.of(situation)
    found = groups.open(*sorted(_named(situation)))
    for field in SchoolRow.fields():
        header = field.column.header
        rows = [county.school[blank.school] for blank in found if blank.header == header]
        if not rows or not county.has_column(SchoolRow.sheet, field.name):
            continue
        first = min(rows, key=lambda row: row.row_number)
        (words,) = groups.words([blank for blank in found if blank.header == header])
        message = (
            f"{words}，{len(rows)}所学校属于哪一类不知道：靠它分组的规则和指标会答无法判定，求解时不算"
            "在内；请逐校填写，不是的填“否”"
        )
        yield note(county, first, field.name, "blank_group_cell", message)


def _named(situation: Situation) -> set[str]:
    """Groups that rules in force and facts of the policy name."""
    policy = situation.policy
    rows = (row.params for row in policy.rules if row.force is not Force.OFF)
    facts = (p for p in policy.facts.values() if isinstance(p, Params))
    return {group for params in chain(rows, facts) for _, group in params.named_groups()}

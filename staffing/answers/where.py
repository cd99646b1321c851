"""Where a demand stands: the workbook's cell, or the policy's line, that would have to change."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.situation import Situation
from models.column import Row
from models.county import County
from models.policy import RuleRow

_APPROVED = ("establishment_cap", "duty_cap")
"""Rules whose limit is the school's own 核定编制."""


def where(situation: Situation, row: RuleRow, key: str) -> str:
    """Address of the cell, or the policy's table; a workbook made in memory has none."""
    county, (first, *rest) = situation.county, key.split("/")
    return (
        _decided(county, row, first, rest)
        or _stated(county, row, first, rest)
        or f"政策 [rules.{row.id}]"
    )


def _decided(county: County, row: RuleRow, first: str, rest: list[str]) -> str:
    """The row of 锁定, 免缓申请 or 支教团 that decides it."""
    if row.rule == "lock":
        return _cell(county, [x for x in county.locks if x.person == first and x.mode in rest],
                     "person")  # fmt: skip
    if row.rule == "exemption":
        return _cell(county, [x for x in county.exemptions if x.person == first], "person")
    return _cell(county, [x for x in county.teams if x.team == first], "role")


def _stated(county: County, row: RuleRow, first: str, rest: list[str]) -> str:
    """The row of the school, of what is taught there, or of the person."""
    if row.rule in _APPROVED:
        return _cell(county, [x for x in county.schools if x.code == first], "approved")
    if len(rest) > 1:
        own = [x for x in county.demands if x.school == first and x.subject == rest[1]]
        return _cell(county, own, "periods") or _cell(
            county, [x for x in county.classes if x.school == first], "classes"
        )
    return _cell(county, [x for x in county.teachers if x.code == first], "code")


def _cell(county: County, rows: Sequence[Row], field: str) -> str:
    """Address of the first of *rows*; empty when there is none or it was never in a workbook."""
    for row in rows:
        if row.row_number:
            return county.cell(row, field)
    return ""

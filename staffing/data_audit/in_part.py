"""The data audit of a workbook that still has errors: only what their mending cannot take back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.county import County
from models.problem import Problem
from staffing.data_audit import audit_data

_ROWS, _ALL = "全部行", "无错误"
"""What a finding takes of a sheet: that no row is left out, or that nothing is wrong in it."""

_Need = tuple[str, str]
"""A sheet, and _ROWS, _ALL or the field in which nothing may be wrong."""

_SCHOOLS, _HISTORY, _PEOPLE = ("学校", _ALL), ("履历", _ALL), ("教师", _ALL)
_TEAMS, _GUESTS = ("支教团", _ALL), ("外县人员", _ALL)

_NEEDS: Mapping[str, tuple[_Need, ...]] = {
    "no_certificate_column": (_PEOPLE,),
    "unexplained_elsewhere": (_SCHOOLS, _HISTORY),
    "not_returned": (_SCHOOLS, _HISTORY),
    "public_at_private": (_SCHOOLS,),
    "duplicate_person": (("教师", "id_number"),),
    "over_establishment": (_SCHOOLS, ("教师", _ROWS)),
    "nobody_on_duty": (_SCHOOLS, ("教师", _ROWS)),
    "far_school": (_SCHOOLS,),
    "uncertified_lock": (_SCHOOLS, ("教师", "certificate_stage")),
    "team_short": (_TEAMS, _GUESTS),
    "team_role_missing": (_SCHOOLS, _PEOPLE),
    "counterpart_role_missing": (_SCHOOLS, _PEOPLE),
    "guest_without_team": (_TEAMS, _GUESTS),
    "counterpart_school": (_SCHOOLS, _TEAMS),
    "lock_without_team": (_SCHOOLS, _TEAMS),
    "lock_without_role": (_SCHOOLS, _TEAMS, _PEOPLE),
    "wish_without_points": (("积分", _ALL),),
    "wish_without_post": (("岗位", _ALL), _PEOPLE),
    "wish_rank": (("志愿", _ALL),),
}
"""Findings that say something is lacking, or add up: what they take beside their own row. All
others are seen in the rows they are about."""


def audit_in_part(
    county: County, errors: Sequence[Problem], short: frozenset[str]
) -> tuple[Problem, ...]:
    """What of the data audit stands whatever becomes of the errors.

    county: the sound part of the workbook; short: sheets that have lost rows. Nothing is said of a
    row in which anything is wrong.
    """
    wrong = {(error.sheet, _row(error)) for error in errors}
    return tuple(
        problem
        for problem in audit_data(county)
        if (problem.sheet, _row(problem)) not in wrong
        and all(_met(county, need, errors, short) for need in _NEEDS.get(problem.kind, ()))
    )


def _met(county: County, need: _Need, errors: Sequence[Problem], short: frozenset[str]) -> bool:
    sheet, part = need
    own = [error for error in errors if error.sheet == sheet]
    if sheet in short or any(not _row(error) for error in own):
        return False
    if part == _ALL:
        return not own
    letter = county.letters.get(sheet, {}).get(part, "")
    return part == _ROWS or all(_letters(error) != letter for error in own)


def _row(problem: Problem) -> str:
    return "".join(filter(str.isdigit, problem.cell))


def _letters(problem: Problem) -> str:
    return "".join(sign for sign in problem.cell if sign.isascii() and sign.isalpha())

"""Workbooks of ours given where one of another kind is read, told by their sheets."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from models.problem import InputRefused, Problem
from models.sheets import PlanRow, TermRow
from staffing.workbook.opening import OpenWorkbook
from staffing.workbook.preflight import inspect_file

LEADERS_SHEET = "领导人员安排"
"""The first sheet of the leaders' own workbook (--leaders-output)."""


def refuse_leaders_book(path: Path) -> None:
    """Raise InputRefused for the leaders' own workbook where a roster is read: it has the rows of
    a few, and everybody else would be taken for removed."""
    with OpenWorkbook(path, inspect_file(path)) as book:
        leaders = LEADERS_SHEET in book.titles
    if leaders:
        message = (
            "这是领导人员内部文件（不得外传），只有未决定的领导人员，不是花名册；"
            "请换成同时写出的花名册，核查、追问要连同领导人员的，另加 --leaders"
        )
        raise InputRefused([Problem(f"《{path.name}》", "", message, "leaders_book")])


def refuse_results(path: Path, titles: Collection[str]) -> None:
    """Raise InputRefused for a result of ours where the workbook of a term is read."""
    if TermRow.sheet in titles or PlanRow.sheet not in titles:
        return
    what = "领导人员内部文件" if LEADERS_SHEET in titles else "花名册（求解写出的结果）"
    message = (
        f"这是{what}，不是学期工作簿：没有“本期”“学校”“教师”等表。"
        "请换成求解时用的工作簿；要用花名册，写在 --roster、--pins、--published、--previous 后面"
    )
    raise InputRefused([Problem(f"《{path.name}》", "", message, "not_a_county")])

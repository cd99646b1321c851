"""Rows about leaders that a roster for general eyes must not hold, such as written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.county import County
from models.problem import Problem
from models.sheets import PlanRow
from staffing.leaders.discretion import is_open, would_be_withheld

NOT_HERE = (
    "{who}是学校领导人员，“锁定”表没有这样决定：未决定的领导人员去留是保密的，按干部管理权限另行办理，"
    "花名册不列，写了也不照办。{do}"
)
REMOVE = "请删去这一行；已经决定的，先填入工作簿的“锁定”表，再重排"
ANNOUNCE = "请删去这一行；已经决定并公布的，先填入工作簿的“锁定”表"
MOVE_OVER = "请移到领导人员内部文件（核查时加 --leaders）；已经决定的，填入工作簿的“锁定”表"


def is_secret(county: County, row: PlanRow) -> bool:
    """Whether a row says of a leader what nobody has decided (锁定), be it that they stay."""
    return is_open(county, row.person) or would_be_withheld(county, row.person, row.mode)


def secret_rows(
    county: County, rows: Sequence[PlanRow], letters: Mapping[str, str], do: str = REMOVE
) -> tuple[Problem, ...]:
    """Each such row, at the cell of its person; the same whatever a plan has them do.

    letters: of the columns of the plan table; do: what to do about the row, in Chinese.
    """
    return tuple(
        Problem(
            PlanRow.sheet,
            f"{letters['person']}{row.row_number}",
            NOT_HERE.format(who=f"{county.teacher[row.person].name}（{row.person}）", do=do),
            "confidential",
        )
        for row in rows
        if is_secret(county, row)
    )

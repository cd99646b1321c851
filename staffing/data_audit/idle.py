"""About rows that change nothing as they are written: counts of nought, 免缓 that have ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.column import Row
from models.county import County
from models.problem import Problem
from models.sheets import ExemptionRow, TeamRow
from models.vocabulary import Approval
from staffing.data_audit.notes import note, who


def check_idle(county: County) -> Iterator[Problem]:
    """Everything that was written down and will not be felt."""
    yield from _noughts(county, (*county.vacancies, *county.revolving_posts), "places", "名额")
    yield from _noughts(county, (*county.interns, *county.recruits, *county.teams), "heads", "人数")
    for exemption in county.exemptions:
        yield from _ended(county, exemption)


def _noughts(county: County, rows: Iterable[Row], name: str, header: str) -> Iterator[Problem]:
    """Rows that are so many posts or people each; 岗位设置 and 学科需求 may well say none."""
    for row in rows:
        if getattr(row, name) == 0:
            blank = "（空着的按政策写明的人数）" if isinstance(row, TeamRow) else ""
            message = f"{header}是0，这一行不起作用；请填实数{blank}，或删去这一行"
            yield note(county, row, name, "count_nought", message)


def _ended(county: County, row: ExemptionRow) -> Iterator[Problem]:
    """The ground stays unsaid: this list may be shown around."""
    day = county.term.reference
    teacher = county.teacher.get(row.person)
    approved = row.approval is Approval.APPROVED
    if teacher is not None and approved and row.until is not None and row.until < day:
        message = (
            f"{who(teacher)}已批准的“{row.kind}”截止{row.until}，早于口径日期{day}，不再生效，"
            "仍按可以安排的人员计算；继续免缓的请重新审批并改截止，否则请删去这一行"
        )
        yield note(county, row, "until", "exemption_ended", message)

"""Codes of 安排表 of no teacher of the county: recruits (招聘) and guests (外县人员)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.column import Code
from models.county import County
from models.roster import Placement, Roster
from models.sheets import HistoryRow, OutsidePersonRow, RecruitRow
from models.vocabulary import Mode
from staffing.answers.page import Page
from staffing.naming import CountyNames
from staffing.result import placement_row
from staffing.wording import period_words


@dataclass(frozen=True)
class Newcomer:
    """Whom such a code stands for. kind: ``recruit`` or ``guest``; words: what it is, in Chinese,
    with the row of the sheet that says so."""

    code: Code
    kind: str
    words: str
    row: RecruitRow | OutsidePersonRow

    def page(self, roster: Roster, names: CountyNames) -> Page:
        """Where the plan, or the sheet, has them, and what can be asked instead."""
        rows = roster.by_person.get(self.code, ())
        placed = self._settled(names) if not rows else self._placed(rows, names)
        facts = (("是什么", f"{self.words}。"), ("安排", placed))
        data = {
            "person": self.code,
            "kind": self.kind,
            "placements": [placement_row(p) for p in rows],
        }
        return Page(f"{self.code}的安排说明", facts, (), _INSTEAD[self.kind], data)

    def _settled(self, names: CountyNames) -> str:
        """Where somebody is whom the plan gives no place."""
        if isinstance(self.row, OutsidePersonRow):
            return self._placed((), names)
        came = _came(names.county, self.code)
        if came is None:
            return "本方案没有给这个名额安排学校"
        school = names.school(came.school)
        return f"以前学期已安排到{school}（{came.start}起），按已到岗计，本期不再安排"

    def _placed(self, rows: Sequence[Placement], names: CountyNames) -> str:
        if isinstance(self.row, OutsidePersonRow):
            days = period_words(self.row.start, self.row.end)
            host = names.school(self.row.receiver)
            return f"到{host}（{days}）：照“外县人员”表，不是本方案排的"
        return "；".join(
            f"到{names.school(p.host)}（{p.mode.value}，{period_words(p.start, p.end)}）"
            for p in rows
        )


_INSTEAD = {
    "recruit": "人到位后填入“教师”表，再逐人说明；为何缺这一科，问 学校/学科；"
    "多招少招会怎样，用 staffing whatif --recruit。",
    "guest": "去留由派出县定，不在本县“教师”表，没有别的去处可算；"
    "所在学校缺什么，问学校；要改，改“外县人员”表。",
}


def newcomer(county: County, text: str) -> Newcomer | None:
    """The recruit or the guest of that code, or the guest of that name; None for anybody else."""
    recruit = county.newcomers.get(Code(text))
    if recruit is not None:
        words = _recruit_words(Code(text), recruit)
        words += "，以前学期已安排" if _came(county, Code(text)) else "，还没有人"
        return Newcomer(Code(text), "recruit", words, recruit)
    guests = [row for row in county.outside_people if text in (row.code, row.name)]
    if len(guests) != 1:
        return None
    (row,) = guests
    return Newcomer(row.code, "guest", _guest_words(row, CountyNames(county)), row)


def _recruit_words(code: Code, row: RecruitRow) -> str:
    number, head = code.removeprefix(Mode.RECRUITMENT.value).split("-")
    source = f"，{row.source}" if row.source else ""
    what = f"{row.stage.value}{row.subject}{source}，共 {row.heads} 人"
    return f"{code}是“招聘”表第 {int(number)} 项（{what}）的第 {int(head)} 个名额"


def _came(county: County, code: Code) -> HistoryRow | None:
    """The placement of an earlier term that filled the place."""
    rows = [r for r in county.history_of.get(code, ()) if r.mode is Mode.RECRUITMENT]
    return rows[-1] if rows else None


def _guest_words(row: OutsidePersonRow, names: CountyNames) -> str:
    subject = f"，{row.subject}" if row.subject else ""
    attached = "挂职" if row.attached else "支教"
    return (
        f"{row.name}（{row.code}）是“外县人员”表中由{names.school(row.sender)}派来{attached}的"
        f"{row.role.value}{subject}"
    )

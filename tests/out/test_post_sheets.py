"""编制调整建议, 周转编制台账, 学区, and the table of placements by mode and direction."""

from __future__ import annotations

import dataclasses
from typing import Any

from constraints.situation import Situation
from models.roster import Roster
from models.sheets import RevolvingPostRow
from staffing.gaps import compute_gaps
from staffing.result import Run
from staffing.roster_book import compose
from staffing.roster_book.book import Sheet
from staffing.roster_book.names import Names
from staffing.roster_book.posts import post_sheets
from staffing.tables import flows, people_words
from tests.out.finished import finished_run
from tests.rules.teams import guest, team, with_teams
from tests.tiny import START, county, month, school, situation, teacher, tiny


def _run(here: Situation) -> Run:
    run = finished_run()
    gaps = compute_gaps(here)
    result = dataclasses.replace(run.result, roster=Roster(()))
    return dataclasses.replace(
        run, situation=here, result=result, gaps_before=gaps, gaps_after=gaps
    )


def _sheets(here: Situation) -> dict[str, Sheet]:
    run = _run(here)
    return {sheet.name: sheet for sheet in post_sheets(run, Names(run))}


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    headers = [column.header for column in sheet.blocks[0].columns]
    return [dict(zip(headers, row, strict=True)) for row in sheet.blocks[0].rows]


def test_the_total_of_posts_stays_and_the_sheet_says_who_decides() -> None:
    here = situation(
        county([
            school("A", approved=5, pupils=38, classes=2),
            school("B", approved=1, pupils=57, classes=3),
        ])
    )  # fmt: skip
    sheet = _sheets(here)["编制调整建议"]
    rows = {row["学校代码"]: row for row in _rows(sheet)}
    assert rows["A"]["建议核定编制"] + rows["B"]["建议核定编制"] == 6
    assert rows["B"]["增（+）减（-）"].startswith("+")
    assert "核定编制 6 名不变" in sheet.notes[0] and "由编制部门决定" in sheet.notes[0]


def _post(subject: str, holder: str | None, end: str) -> RevolvingPostRow:
    row: dict[str, Any] = {"school": "B", "subject": subject, "holder": holder, "end": end}
    return RevolvingPostRow(**row, places=1, start=START, document="样例批文")


def test_the_ledger_says_who_holds_which_post_why_and_until_when() -> None:
    changes = {"T5": {"staff_kind": "周转编制"}}
    posts = [_post("数学", "T5", "2027-08-31"), _post("体育", None, "2028-08-31")]
    sheet = _sheets(situation(tiny(changes, revolving_posts=posts)))["周转编制台账"]
    rows = {row["学科"]: row for row in _rows(sheet)}
    held, free = rows["数学"], rows["体育"]
    assert held["占用人"] == "样例T5（T5）" and held["空余"] == 0 and held["本期"] == "本期收回"
    assert free["占用人"] is None and free["空余"] == 1 and free["本期"] == "在用"
    assert "小学体育缺 1 人" in free["缘由"] and str(held["止"]) == "2027-08-31"
    assert "借出 2 个" in sheet.notes[0] and "收回 1 个" in sheet.notes[0]


def test_no_pool_no_ledger() -> None:
    assert "周转编制台账" not in _sheets(situation(tiny()))


def test_a_district_with_its_seat_its_head_and_its_guides() -> None:
    schools = [
        school("J", kind="初中", district="镇学区", township_seat=True, locale="镇区", pupils=300),
        school("P", district="镇学区"),
    ]
    people = [
        teacher("H", "J", "语文", stage="初中", leadership="校长", leader_since=month("2024-08")),
        teacher("G", "P", "数学", key_level="县级"),
    ]
    (row,) = _rows(_sheets(situation(county(schools, people)))["学区"])
    assert (row["学区"], row["公办学校"], row["龙头学校"]) == ("镇学区", 2, "J校")
    assert row["学区主任（建议）"] == "由龙头学校校长兼任"
    assert row["教育指导员（建议）"] == "样例G（G）"


def test_placements_are_counted_by_mode_and_direction_guests_too() -> None:
    here = with_teams(team("教师"), outside_people=[guest("G3", "教师")])()
    ways = flows(_run(here))
    assert [(mode, sum(counts)) for mode, counts in ways.rows] == [("支教", 1)]
    assert ways.directions[0].startswith("外县到")
    assert people_words(_run(here)) == "有安排 0 人，另有外县派来 1 人"
    assert people_words(finished_run()) == "有安排 2 人"
    blocks = {block.heading: block for block in compose(finished_run()).sheet("总览").blocks}
    table = blocks["安排汇总（按方式与方向，含外县派入）"]
    assert table.rows == (("交流", "城区到乡村", 2), ("合计", "", 2))

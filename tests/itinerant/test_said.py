"""What is said of visits: one count, one word, no figure without its meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from constraints.placement.exemption import P
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.sheets import ExemptionRow
from models.vocabulary import Approval, ExemptionKind, Mode
from staffing.modelling import visiting
from tests.itinerant.district import district
from tests.itinerant.district_book import asked, say

ADVISED = "建议人选 3 人（5 条）"


def _said(sheet: str, folder: Path) -> str:
    from openpyxl import load_workbook

    rows = load_workbook(folder / "plan.xlsx")[sheet].iter_rows(values_only=True)
    return "\n".join("|".join(str(cell) for cell in row if cell is not None) for row in rows)


def test_visits_nobody_asked_for_are_counted_alike_on_every_page(folder: Path) -> None:
    for sheet in ("总览", "交流名单", "公示名单"):
        assert ADVISED in _said(sheet, folder), sheet
    assert _said("交流名单", folder).count("建议人选（待确认）") == 5


def test_weeks_nobody_confirmed_are_not_to_be_handed_out(folder: Path) -> None:
    for sheet in ("走教课表（教师）", "走教课表（学校）"):
        assert f"其中{ADVISED}" in _said(sheet, folder) and "确认前不发" in _said(sheet, folder)


def test_a_heads_page_counts_people_and_says_the_lessons(folder: Path) -> None:
    said = _said("分校名单", folder)
    assert "A校（A）　派出 2 人（3 条），接收 1 人" in said
    assert "每周 6 课时、2 个半天；建议人选" in said


def test_the_road_of_staying_is_no_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = say(capsys, folder, "explain", "M")
    (stays,) = (line for line in text.splitlines() if "留在A校" in line)
    assert "0.0" not in stays and "加路公里：" in text


def test_no_column_of_added_road_where_nobody_changes_schools(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, text = say(capsys, folder, "whatif", "--pin", "M:留任")
    assert "方案对照" in text and "加路公里" not in text


# -- a person's own case -------------------------------------------------------------------------

WEEK = (
    "走教到B校教音乐（不调动，2026年9月至2027年8月，每周 6 课时、2 个半天，往返 1 次共 10 公里）",
    "走教到C校教音乐（不调动，2026年9月至2027年8月，每周 3 课时、1 个半天，往返 1 次共 12 公里）",
    "主要岗位和编制都在A校不变，走教不转编制",
    "任教音乐，B校、C校与A校同在东学区，列入走教",
    "走教不按任教年限排先后",
    "《淄博高新区推进乡村教育振兴工作方案》",
)


def test_the_case_of_somebody_who_goes_about_is_one_of_visits(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, text = say(capsys, folder, "explain", "M")
    for words in WEEK:
        assert words in text, words
        assert words in _said("个人说明单", folder), words
    for words in ("应交流对象", "交流轮岗人员范围", "兼赴走教"):
        assert words not in text.partition("为什么不是别处")[0], words
    _, page = asked(capsys, folder, "explain", "M")
    assert page["visits"] == [
        {"host": "B", "half_days": 2, "journeys": 1, "kilometres_each": 10},
        {"host": "C", "half_days": 1, "journeys": 1, "kilometres_each": 12},
    ]


def test_the_road_is_the_same_in_every_place(folder: Path) -> None:
    work = _said("走教工作量", folder)
    assert "|9|10|2|3|2|22" in work
    assert "样例M（M）每周走教往返路程以0公里为准，实为22公里" in _said("核查结果", folder)


# -- exemptions reach as far as the policy says ----------------------------------------------------


def test_an_exemption_that_does_not_name_visits_leaves_them_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = asked(capsys, folder, "whatif", "--exempt", "M")
    (one,) = found["scenarios"]
    assert one["changed"] == 0 and one["uncovered_periods"] == 3
    (words,) = one["beyond_exemption"]
    assert "样例M（M）获批后仍走教到B校、走教到C校" in words
    assert "免缓只管交流、支教、跟岗、挂职，不管走教" in words
    for command in ("whatif", "replan"):
        _, text = say(capsys, folder, command, "--exempt", "M")
        assert words in text, command


def test_an_exemption_that_names_visits_takes_them_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--set", 'rules.exemption.modes=["交流", "走教"]')
    _, found = asked(capsys, folder, "whatif", "--exempt", "M", *words)
    (one,) = found["scenarios"]
    assert one["changed_people"] == ["M"] and one["beyond_exemption"] == []


def test_who_is_exempt_is_proposed_and_the_rule_says_whether_it_stands() -> None:
    row = ExemptionRow(
        person="M", kind=ExemptionKind.EXEMPT, reason="内部", approval=Approval.APPROVED
    )
    county = replace(district().county, exemptions=(row,))
    there = Situation(county, district().policy)
    assert "M" in {there.people[i] for i in visiting.slate(there).moves.person.tolist()}
    pairs, rule = visiting.slate(there).pairs, rules()["exemption"]
    assert isinstance(rule, PairRule)
    struck = {
        mode: {there.people[i] for i in pairs.person[rule.screen(there, pairs, P(modes=(mode,)))]}
        for mode in (Mode.ROTATION, Mode.ITINERANT)
    }
    assert struck == {Mode.ROTATION: set(), Mode.ITINERANT: {"M"}}

"""Gaps of the tiny county, before and after a move, in the shape of the JSON contract."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from constraints.facts.alongside import P as AlongsideP
from models.column import Subject
from models.vocabulary import Stage
from staffing.gaps import Gaps, SubjectGap, compute_gaps
from staffing.wording import THREE_NUMBERS
from tests.tiny import classes, county, move, outcome, school, situation, teacher, tiny

CHINESE, MATHS, PE = Subject("语文"), Subject("数学"), Subject("体育")


def _table(gaps: Gaps, code: str) -> dict[tuple[str, str], SubjectGap]:
    (found,) = (row for row in gaps.schools if row.code == code)
    return {(gap.stage.value, gap.subject): gap for gap in found.subjects}


def test_needed_available_gap_by_school_stage_and_subject() -> None:
    gaps = compute_gaps(situation(tiny()))
    at_b = _table(gaps, "B")
    chinese = at_b["小学", "语文"]
    assert (chinese.needed, chinese.available, chinese.gap, chinese.gap_people) == (100, 0, 100, 1)
    assert (at_b["小学", "数学"].gap, at_b["小学", "数学"].spare) == (0, 20)
    assert (at_b["小学", "体育"].gap, at_b["小学", "体育"].gap_people) == (20, 1)
    assert _table(gaps, "C")["初中", "语文"].gap == 50
    assert _table(gaps, "C")["小学", "语文"].spare == 50


def test_alongside_covers_and_is_shown() -> None:
    half = AlongsideP(shares={Stage.PRIMARY: {PE: {MATHS: Fraction(1, 2)}}}, scarce=())
    found = _table(compute_gaps(situation(tiny(), alongside=half)), "B")["小学", "体育"]
    assert (found.alongside, found.gap) == (10, 10)


def test_county_totals_round_people_once() -> None:
    totals = {(g.stage, g.subject): g for g in compute_gaps(situation(tiny())).subjects}
    pe = totals[Stage.PRIMARY, PE]
    assert (pe.needed, pe.available, pe.gap) == (50, 100, 30)
    assert pe.gap_people == 1  # 2 at B and 1 at C would each round up to one
    assert totals[Stage.PRIMARY, CHINESE].gap == 100


def test_a_plan_changes_the_gaps_of_both_schools() -> None:
    here = situation(tiny())
    after = compute_gaps(here, outcome(here, move("T2", "A", "B")))
    assert _table(after, "B")["小学", "语文"].gap == 0
    assert _table(after, "A")["小学", "语文"].spare == 0
    before = {school.code: school.establishment for school in compute_gaps(here).schools}
    lines = {school.code: school.establishment for school in after.schools}
    assert lines["A"] is not None and before["A"] is not None
    assert (lines["A"].on_roll, lines["A"].on_duty) == (
        before["A"].on_roll,
        before["A"].on_duty - 1,
    )


def test_worst_schools_first() -> None:
    gaps = compute_gaps(situation(tiny()))
    assert [row.code for row in gaps.worst()] == ["B", "C", "A"]
    assert [row.code for row in gaps.schools] == ["A", "B", "C"]


def test_json_has_the_contracts_keys() -> None:
    body = compute_gaps(situation(tiny({"T5": {"homeroom": True}}))).to_json()
    body = json.loads(json.dumps(body, ensure_ascii=False))
    found = body["schools"][1]
    assert (found["code"], found["name"]) == ("B", "河东小学")
    assert set(found["establishment"]) >= {
        "approved", "standard_by_pupils", "standard_by_classes", "binding",
        "on_roll", "on_duty", "supply", "over_under",
    }  # fmt: skip
    assert found["establishment"]["standard_by_pupils"] == 2
    maths = next(row for row in found["subjects"] if row["subject"] == "数学")
    assert maths["needed_periods"] == 8
    assert maths["available_periods"] == 5
    assert maths["gap_periods"] == 3
    assert maths["gap_people"] == 1
    assert maths["stage"] == "小学"


def _kindergarten(*people: Any, **kw: Any) -> Gaps:
    rows = [school("K", kind="幼儿园", pupils=60, classes=2, **kw)]
    return compute_gaps(situation(county(rows, people, [classes("K", "小班", 2, 60)])))


def test_kindergartens_in_heads() -> None:
    people = [
        teacher(f"T{i}", "K", "保教", stage="幼儿园", certificate_subject=None) for i in (1, 2, 3)
    ]
    gaps = _kindergarten(*people)
    care = _table(gaps, "K")["幼儿园", "保教"]
    assert (care.needed, care.available, care.gap_people) == (40, 30, 1)
    body = care.to_json()
    assert (body["needed_people"], body["available_people"], body["gap_people"]) == (4, 3, 1)
    assert body["needed_periods"] is None and body["gap_periods"] is None


def test_carers_are_undecided_when_the_workbook_lists_none() -> None:
    gaps = _kindergarten()
    nursing = _table(gaps, "K")["幼儿园", "保育"]
    assert (nursing.available, nursing.gap, nursing.gap_people) == (None, None, None)
    assert any("保育" in text for text in gaps.schools[0].missing)
    carer = teacher("T9", "K", "保育", stage="幼儿园", post_kind="工勤", staff_kind="合同制")
    known = _kindergarten(carer)
    assert _table(known, "K")["幼儿园", "保育"].gap_people == 1
    assert not known.schools[0].missing


def test_senior_school_without_stated_demand_is_undecided_in_words() -> None:
    found = county(
        [school("S", kind="高中", approved=None)], classes=[classes("S", "高一", 6, 300)]
    )
    (row,) = compute_gaps(situation(found)).schools
    assert row.subjects == ()
    assert any("学科需求" in text for text in row.missing)
    assert any("核定编制" in text for text in row.missing)


def test_a_campus_has_subjects_but_no_establishment_of_its_own() -> None:
    rows = [school("A"), school("A2", legal_code="A")]
    gaps = compute_gaps(situation(county(rows, classes=[classes("A2", "一年级", 1, 20)])))
    campus = gaps.schools[1]
    assert campus.establishment is None
    assert campus.to_json()["establishment"] is None
    assert campus.subjects


def test_people_teaching_what_no_class_needs_are_shown_as_spare() -> None:
    gaps = compute_gaps(situation(tiny(more=[teacher("T8", "A", "书法")])))
    extra = _table(gaps, "A")["小学", "书法"]
    assert (extra.needed, extra.spare, extra.gap) == (0, 100, 0)


def test_a_stage_without_a_norm_is_said_and_a_research_office_needs_none() -> None:
    found = county([school("V", kind="中职", pupils=90, classes=3), school("X", kind="教研机构")])
    vocational, office = compute_gaps(situation(found)).schools
    assert any("编制标准" in text for text in vocational.missing)
    assert not office.missing


def test_on_duty_is_the_same_number_and_the_same_word_everywhere() -> None:
    """在岗 goes by 现任教学校, with those who wait for a post; the guide says no less."""
    guide = (Path(__file__).parents[1] / "README.zh-CN.md").read_text(encoding="utf-8")
    for words in (THREE_NUMBERS, guide):
        assert "现任教学校" in words and "病休、产假、待岗等" in words and "能任教" in words

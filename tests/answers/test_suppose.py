"""What may be supposed of a county, in what words, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.county import County
from models.problem import InputRefused
from models.sheets import RecruitRow, SchoolChangeRow
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.leaders.discretion import UNDECIDED
from tests.answers.at_hand import COUNTY, suppose
from tests.answers.planted import exempt, lock
from tests.rules.teams import OUTSIDE, guest
from tests.tiny import START, school, situation, teacher, tiny


def test_changes_are_what_the_workbook_would_say() -> None:
    there = situation(COUNTY)
    after = suppose(
        there, exempt=("T1", "T2:缓"), absent=("T4",), pin=("T6:交流:B", "T3:留任"),
        close=("C:A",), recruit=("数学:小学:5",), pupils=("A:+50%", "B：60"),
    ).county  # fmt: skip
    assert [(e.person, e.kind.value, e.approval.value) for e in after.exemptions] == [
        ("T1", "免", "已批准"), ("T2", "缓", "已批准")]  # fmt: skip
    assert after.teacher["T4"].status.value == "病休" and after.teacher["T5"].status.value == "在岗"
    assert [(k.person, k.mode.value, k.school) for k in after.locks] == [
        ("T6", "交流", "B"), ("T3", "留任", None)]  # fmt: skip
    assert [(c.school, c.change.value, c.successor) for c in after.school_changes] == [
        ("B", "建", None), ("C", "撤", "A")]  # fmt: skip
    assert [(r.subject, r.stage.value, r.heads) for r in after.recruits] == [("数学", "小学", 5)]
    assert (after.school["A"].pupils, after.school["A"].classes) == (120, 4)
    assert [(c.pupils, c.classes) for c in after.classes_of["B"]] == [(30, 2), (30, 2)]
    assert there.county.exemptions == () and there.county.school["A"].pupils == 80


def test_a_school_may_open() -> None:
    row = SchoolChangeRow(school="D", change="撤", successor="B", effective=START)
    county = tiny(school_changes=[row])
    more = replace(county, schools=(*county.schools, school("D", pupils=10, classes=1)))
    assert suppose(situation(more), open=("D",)).county.school_changes == ()


def test_pupils_supposed_are_told_with_what_they_were() -> None:
    words = [suppose_words(text) for text in ("A:120", "A:+50%")]
    told = "城关小学在校生由80人改为120人"
    assert words == [f"{told}{how}，班级数按现有班额四舍五入推算" for how in ("", "（+50%）")]


def test_a_school_without_pupils_is_said_to_stay_open() -> None:
    assert "没有学生仍算办学" in suppose_words("A:0") and "--close" in suppose_words("A:-80")
    assert "仍算办学" not in suppose_words("A:1")


def test_a_sign_before_pupils_means_so_many_more_or_fewer() -> None:
    assert "由80人改为75人（-5）" in suppose_words("A:-5")
    assert "由80人改为5人，" in suppose_words("A:5")


def suppose_words(pupils: str) -> str:
    wanted = Wanted(pupils=(pupils,))
    (words,) = (c.words for c in read_changes(wanted, COUNTY, situation(COUNTY).policy) if c.words)
    return words


def test_a_few_pupils_more_open_no_classes() -> None:
    more, emptied = (suppose(situation(COUNTY), pupils=(text,)).county
                     for text in ("全县:+5%", "A:-100%"))  # fmt: skip
    assert [s.classes for s in more.schools] == [s.classes for s in COUNTY.schools]
    sizes = zip(COUNTY.schools, more.schools, strict=True)
    assert all(now.pupils > was.pupils for was, now in sizes if was.pupils >= 20)
    assert [(c.pupils, c.classes) for c in emptied.classes_of["A"]] == [(0, 0)] * len(
        COUNTY.classes_of["A"])  # fmt: skip


def test_a_school_to_be_closed_may_stay_open() -> None:
    row = SchoolChangeRow(school="C", change="撤", successor="A", effective=START)
    there = situation(tiny(school_changes=[row]))
    assert suppose(there, open=("C",)).county.school_changes == ()


WRONG: dict[str, tuple[dict[str, tuple[str, ...]], str]] = {
    "nobody": ({"exempt": ("T11",)}, "教师表中没有编号或姓名“T11”"),
    "half a name": ({"absent": ("样例",)}, "教师表中没有编号或姓名“样例”"),
    "a name borne twice": ({"close": ("同名小学:B",)}, "名为“同名小学”的不止一个（E、F）"),
    "once by code, once by name": ({"pupils": ("A:+5%", "城关小学:60")}, "前面已写过“A:.5%”"),
    "no such kind": ({"exempt": ("T1:罢",)}, "可用的有 免、缓、直聘"),
    "no such mode": ({"pin": ("T1:出差:B",)}, "没有“出差”这个词"),
    "nowhere": ({"pin": ("T1:交流:Z",)}, "学校表中没有代码或名称“Z”"),
    "staying somewhere": ({"pin": ("T1:留任:B",)}, "留任不写学校"),
    "going nowhere": ({"pin": ("T1:交流",)}, "留任不写学校，其他方式须写学校"),
    "into itself": ({"close": ("A:A",)}, "承接学校不能是被撤的学校自己"),
    "into no such stage": ({"close": ("A:K",)}, "K校不办小学，接不了城关小学的学生"),
    "open already": ({"open": ("A",)}, "本来就在办学"),
    "no subject": ({"recruit": ("数数:小学:5",)}, "没有学科“数数”"),
    "half a head": ({"recruit": ("数学:小学:0.5",)}, "人数须是1至"),
    "too many": ({"recruit": ("数学:小学:99999999",)}, "人数须是1至"),
    "no stage": ({"recruit": ("数学:大学:5",)}, "没有“大学”这个词"),
    "not a number": ({"pupils": ("A:nan",)}, "“nan”不是人数"),
    "one number for every school": ({"pupils": ("全县:300",)}, "全县各校按同一百分比增减"),
    "fewer than none": ({"pupils": ("A:-200%",)}, "在校生数不足0"),
    "nothing": ({"pin": ("",)}, "写法应为"),
    "exempt twice": ({"exempt": ("T1", "T1：缓")}, "前面已写过“T1”，不知以哪个为准"),
    "absent twice": ({"absent": ("T1", "T1")}, "前面已写过“T1”"),
    "pinned twice": ({"pin": ("T1:交流:B", "T1:支教:C")}, "前面已写过“T1:交流:B”"),
    "recruited twice": ({"recruit": ("数学:小学:5", "数学:小学:2")}, "这个学科学段前面已写过"),
    "counted twice": ({"pupils": ("A:+5%", "A:60")}, "这所学校前面已写过“A:.5%”"),
    "closed twice": ({"close": ("A:B", "A:C")}, "这所学校前面已写过“A:B”"),
    "opened twice": ({"open": ("D", "D")}, "这所学校前面已写过“D”"),
    "closed already": ({"close": ("D:B",)}, "D校本期已撤，由河东小学承接，不必假设"),
    "into a closed one": ({"close": ("A:D",)}, "承接学校D校本期自己也撤、并了"),
    "a recruit": ({"exempt": ("招聘01-001",)}, "“招聘”表第 1 项（小学数学，共 2 人）的第 1 个名额"),
    "a guest": (
        {"absent": ("G1",)},
        "样例G1（G1）是“外县人员”表中由外县W1校（样例外县）派来支教的教师",
    ),
}


def strange() -> County:
    """The county with a kindergarten, a school that closes, recruits and a guest."""
    twins = [school(code, name="同名小学") for code in ("E", "F")]
    more = [school("K", kind="幼儿园"), school("D", pupils=10, classes=1), *twins]
    return replace(
        COUNTY,
        schools=(*COUNTY.schools, *more),
        school_changes=(SchoolChangeRow(school="D", change="撤", successor="B", effective=START),),
        recruits=(RecruitRow(stage="小学", subject="数学", heads=2),),
        outside_people=(guest("G1", "教师"),),
        outside_schools=tuple(OUTSIDE),
    )


@pytest.mark.parametrize(
    ("by_name", "by_code"),
    [
        ({"close": ("城关小学:河东小学",)}, {"close": ("A:B",)}),
        ({"open": ("D校",)}, {"open": ("D",)}),
        ({"pupils": ("河东小学:+50%",)}, {"pupils": ("B:+50%",)}),
        ({"pin": ("样例T1:交流:镇中学校",)}, {"pin": ("T1:交流:C",)}),
        ({"exempt": ("样例T1",), "absent": ("样例T2",)}, {"exempt": ("T1",), "absent": ("T2",)}),
    ],
)
def test_schools_and_people_may_be_named(
    by_name: dict[str, tuple[str, ...]], by_code: dict[str, tuple[str, ...]]
) -> None:
    there = situation(strange())
    assert suppose(there, **by_name).county == suppose(there, **by_code).county


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_supposition_is_told_in_chinese(name: str) -> None:
    wanted, words = WRONG[name]
    there = situation(strange())
    with pytest.raises(InputRefused, match=words):
        read_changes(Wanted(**wanted), there.county, there.policy)


def test_nothing_is_supposed_of_a_leader_nobody_decided_about() -> None:
    """Who else changes would tell whether the plan moves him; the words are those of explain."""
    led = tiny(more=[teacher("T8", "A", leadership="副职")])
    there = situation(led)
    asked: list[dict[str, Any]] = [
        {"pin": ("T8:留任",)}, {"exempt": ("T8",)}, {"absent": ("T8",)}]  # fmt: skip
    for options in asked:
        with pytest.raises(InputRefused) as refused:
            read_changes(Wanted(**options), there.county, there.policy)
        (problem,) = refused.value.problems
        assert (problem.cell, problem.kind, problem.message) == ("T8", "confidential", UNDECIDED)
        who = Wanted(**options, with_leaders=True)
        assert read_changes(who, there.county, there.policy)[0].people == ("T8",)
    decided = replace(led, locks=(lock("T8", "A", "留任"),))
    assert read_changes(Wanted(exempt=("T8",)), decided, there.policy)


def test_what_is_so_already_is_said_to_be() -> None:
    county = replace(
        strange(), exemptions=(exempt("T1"),), locks=(lock("T2", "B"), lock("T3", None, "留任"))
    )
    wanted = Wanted(exempt=("T1", "T4"), pin=("T2:交流:B", "T3:交流:B"), close=("D:A",))
    said = [c.words for c in read_changes(wanted, county, situation(county).policy)]
    assert said == [
        "样例T1（T1）获批免（“免缓申请”表已有）", "样例T4（T4）获批免",
        "样例T2（T2）定为交流到河东小学（“锁定”表已这样定）",
        "样例T3（T3）定为交流到河东小学（代替“锁定”表原来的决定）",
        "撤D校，并入城关小学（代替“学校调整”表原来的撤）",
    ]  # fmt: skip


def test_the_whole_county_comes_before_a_school_of_its_own() -> None:
    there = suppose(situation(COUNTY), pupils=("A:100", "全县:+50%")).county
    assert (there.school["A"].pupils, there.school["B"].pupils) == (100, 45)


def test_everything_wrong_is_told_at_once() -> None:
    there = situation(COUNTY)
    with pytest.raises(InputRefused) as caught:
        read_changes(Wanted(exempt=("X", "T1", "Y"), pupils=("A:x",)), there.county, there.policy)
    assert len(caught.value.problems) == 3

"""What a county may not state otherwise than the norm above it without a waiver, of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.problem import InputRefused
from staffing.policy_file import load, parse_overlay_set
from tests.policy.test_waiting_and_waived import HEAD
from tests.tiny import START

CITED = 'from = 2026-01-01, source = "own", clause = "第三条"'
CLASSES = {f"{grade}年级": 6 for grade in "一二三四五六七八九"} | dict.fromkeys(
    ("高一", "高二", "高三"), 8
)


def table(words: dict[str, int]) -> str:
    return "{ " + ", ".join(f'"{name}" = {value}' for name, value in words.items()) + " }"


def standards(cut: str) -> str:
    """The seven of each 学段, all of them cut to a number or one of 小学 stated otherwise."""
    found = {
        "L1": "5.3",
        "L2": "1",
        "L3": "0.9",
        "L4": "5.8",
        "L5": "10.2",
        "L6": "2500",
        "L7": "3",
    }
    every = dict.fromkeys(found, cut) if "=" not in cut else found
    primary = every | ({cut.split(" = ")[0]: cut.split(" = ")[1]} if "=" in cut else {})
    rows = (", ".join(f"{name} = {n}" for name, n in one.items()) for one in (primary, every))
    return '{{ "小学" = {{ {} }}, "初中" = {{ {} }} }}'.format(*rows)


REFUSED = {
    "another education": ("rules.degree_ratio", "education", '"专科"', "不同于上级规定 本科"),
    "another group": ("rules.counsellors", "group", '"kindergarten"', "不同于上级规定 “中小学”"),
    "more kinds that count": (
        "rules.counsellors", "kinds", '["专职", "兼职", "否"]', "宽于上级规定 ［专职，兼职］",
    ),
    "a later threshold": ("rules.counsellors", "full_time_above", "2000", "宽于上级规定 1000 人"),
    "a lower level": ("facts.key_teacher", "minimum", '"校级"', "宽于上级规定 县级"),
    "fewer schools": ("rules.variation.primary_key", "fewest_pupils", "5000", "宽于上级规定 50 人"),
    "a table cut short": (
        "facts.establishment", "posts_per_class", '{ "小学" = 2 }', "没有写 幼儿园，上级规定",
    ),
    "a table larger in one": (
        "facts.establishment", "pupils_per_post", table({"幼儿园": 8, "小学": 190, "初中": 13,
                                                          "高中": 12}), "宽于上级规定",
    ),
    "one grade of twelve": (
        "rules.full_time_posts", "classes_per_teacher", '{ "一年级" = 6 }', "没有写 二年级、",
    ),
    "years for months": ("facts.retirement", "men_months", "60", "60 月，不同于上级规定 720 月"),
    "all standards cut": (
        "rules.balanced_schools", "standards", standards("0.1"), "宽于上级规定 ｛小学：｛L1：4.2",
    ),
    "one standard cut": (
        "rules.balanced_schools", "standards", standards("L4 = 4"), "宽于上级规定 ｛小学：",
    ),
    "researchers left out": ("rules.researchers", "heads", '{ "数学" = 1 }', "没有写 心理健康"),
}  # fmt: skip


def stated(folder: Path, where: str, name: str, value: str, more: str = "") -> Path:
    path = folder / "own.toml"
    line = f"{name} = {{ value = {value}, {CITED}{more} }}"
    path.write_text(f"{HEAD}[{where}]\n{line}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_words_and_allowed_by_a_waiver(case: str, tmp_path: Path) -> None:
    where, name, value, words = REFUSED[case]
    with pytest.raises(InputRefused) as told:
        load(stated(tmp_path, where, name, value), START)
    (problem,) = told.value.problems
    assert problem.place == f"own.toml!{where}.{name}" and problem.kind == "looser"
    assert words in problem.message
    waived = load(stated(tmp_path, where, name, value, ', waiver = "鲁字1号 一"'), START)
    assert waived.lines[f"{where}.{name}"].waiver


@pytest.mark.parametrize(
    ("where", "name", "value"),
    [
        ("rules.counsellors", "kinds", '["专职"]'),
        ("rules.counsellors", "full_time_above", "500"),
        ("facts.key_teacher", "minimum", '"市级"'),
        ("rules.full_time_posts", "classes_per_teacher", table(CLASSES)),
        ("facts.retirement", "men_months", "720"),
        ("rules.degree_ratio", "education", '"本科"'),
        ("rules.balanced_schools", "standards", standards("L4 = 60")),
        ("facts.grouping", "urban", '[{ "城乡" = ["城区"] }]'),
    ],
)
def test_what_is_stricter_or_the_same_or_the_countys_own_needs_none(
    where: str, name: str, value: str, tmp_path: Path
) -> None:
    load(stated(tmp_path, where, name, value), START)


@pytest.mark.parametrize(
    ("where", "name", "value"),
    [
        ("rules.degree_ratio", "advantaged", '"rural"'),
        ("rules.share_not_below.seat_key", "disadvantaged", '"urban"'),
        ("facts.leaders", "urban", '"rural"'),
    ],
)
def test_two_sides_that_are_one_are_refused(
    where: str, name: str, value: str, tmp_path: Path
) -> None:
    with pytest.raises(InputRefused) as told:
        load(stated(tmp_path, where, name, value, ', waiver = "鲁字1号 一"'), START)
    (problem,) = told.value.problems
    assert problem.place == f"own.toml!{where}.{name}" and "自己和自己比" in problem.message


def test_a_definition_other_than_one_nobody_has_read_is_asked_about(tmp_path: Path) -> None:
    policy = load(stated(tmp_path, "rules.key_teacher_share", "base", '"应交流对象"'), START)
    (told,) = (one for one in policy.notices if one.kind == "otherwise")
    assert (told.cell, told.kind) == ("rules.key_teacher_share.base", "otherwise")
    assert "不同于上级规定 交流人数（《" in told.message
    same = load(stated(tmp_path, "rules.key_teacher_share", "base", '"交流人数"'), START)
    assert same.notices == ()


def test_a_supposed_definition_is_told() -> None:
    supposed = [parse_overlay_set("rules.degree_ratio.education=专科")]
    (found,) = load("huantai-2022", START, supposed).loosened
    assert (found.value, found.how) == ("专科", "不同于")


@pytest.mark.parametrize(
    ("where", "name", "value", "words"),
    [
        ("rules.variation.primary_key", "group", '"small"', "请确认本县文件就是这样定的"),
        (
            "rules.balanced_schools",
            "education",
            '{ "小学" = "专科", "初中" = "专科" }',
            "核对过原文",
        ),
    ],
)
def test_which_schools_are_counted_and_what_nobody_read_is_asked_about(
    where: str, name: str, value: str, words: str, tmp_path: Path
) -> None:
    told = [one for one in load(stated(tmp_path, where, name, value), START).notices
            if one.kind == "otherwise"]  # fmt: skip
    assert [one.place for one in told] == [f"own.toml!{where}.{name}"]
    assert words in told[0].message and "不同于上级规定" in told[0].message


def test_of_what_the_defaults_leave_to_the_county_nothing_is_asked(tmp_path: Path) -> None:
    path = stated(tmp_path, "rules.variation.primary_key", "counted_at", '"编制学校"')
    assert [one for one in load(path, START).notices if one.kind == "otherwise"] == []

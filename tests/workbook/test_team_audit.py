"""What ``check`` says of teams and competition wishes before anything is solved, at its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.problem import InputRefused, Problem
from staffing.data_audit import audit_data
from staffing.intake import check_book
from staffing.workbook import load_county
from tests.workbook import build

OUTSIDE = [
    ["代码", "名称", "学段", "县"],
    ["W1", "外县一小", "小学", "样例外县"],
    ["W2", "外县二小", "小学", "样例外县"],
]
TEAM = ["团队编号", "方向", "受援学校", "派出学校", "角色", "人数", "学科", "起", "止", "跟岗人数"]
GUEST = ["编号", "姓名", "角色", "学科", "来源学校", "受援学校", "起", "止", "挂职"]
LOCK = ["教师编号", "方式", "学校代码", "理由", "决定人"]
WISH = ["教师编号", "志愿序号", "学校代码", "方式", "申报学科"]
POST = ["学校代码", "学科", "名额", "轮次"]
POINTS = ["教师编号", "用途", "项目", "分值"]
DAYS = ["2026-09-01", "2027-08-31"]


def into(role: str = "教师", heads: int | None = 1, counterparts: int | None = None) -> list[Any]:
    """A role of a team from W1 to 0302."""
    return ["TD01", "派入", "0302", "W1", role, heads, None, *DAYS, counterparts]


def out(role: str, heads: int = 1, subject: str | None = None) -> list[Any]:
    """A role of a team of our own from 0301 to W1."""
    return ["TP01", "派出", "W1", "0301", role, heads, subject, *DAYS, None]


def guest(code: str = "G1", role: str = "教师", sender: str = "W1") -> list[Any]:
    """Someone at 0302."""
    return [code, f"样例{code}", role, "语文", sender, "0302", *DAYS, "否"]


def lock(person: str, mode: str, school: str) -> list[Any]:
    """A decision."""
    return [person, mode, school, "公示结果", "局务会"]


def audit(tmp_path: Path, **sheets: list[list[Any]]) -> list[Problem]:
    headers = {"支教团": TEAM, "外县人员": GUEST, "锁定": LOCK, "志愿": WISH, "岗位": POST,
               "积分": POINTS}  # fmt: skip
    book = build.sound() | {"外县学校": OUTSIDE}
    book |= {name: [headers[name], *rows] for name, rows in sheets.items()}
    found = audit_data(load_county(build.write(tmp_path / "b.xlsx", book)))
    return [problem for problem in found if problem.sheet in headers]


CASES: tuple[tuple[str, dict[str, list[list[Any]]], list[tuple[str, str, str]]], ...] = (
    ("a sound team", {"支教团": [into()], "外县人员": [guest()]}, []),
    ("nobody came", {"支教团": [into()]}, [("支教团", "F2", "team_short")]),
    (
        "another role came",
        {"支教团": [into()], "外县人员": [guest(role="教研员")]},
        [("支教团", "F2", "team_short"), ("外县人员", "C2", "guest_without_team")],
    ),
    (
        "from another school",
        {"支教团": [into()], "外县人员": [guest(), guest("G2", sender="W2")]},
        [("外县人员", "E3", "guest_without_team")],
    ),
    ("a role of nobody", {"支教团": [out("教师", 0)]}, [("支教团", "F2", "count_nought")]),
    ("guests without any team", {"外县人员": [guest()]}, []),
    (
        "a team left to the policy: nobody in it is a stray, nothing is counted yet",
        {"支教团": [into("", None)], "外县人员": [guest(), guest("G2", "学校领导")],
         "锁定": [lock("T03", "跟岗", "W1")]},
        [],
    ),
    ("a role nobody holds", {"支教团": [out("中层干部")]}, [("支教团", "E2", "team_role_missing")]),
    (
        "too few teach the subject",
        {"支教团": [out("教师", 2, "语文")]},
        [("支教团", "E2", "team_role_missing")],
    ),
    ("a team of our own that can go", {"支教团": [out("教师", 1, "语文")]}, []),
    (
        "no counterpart holds the role",
        {"支教团": [into("中层干部", counterparts=1)], "外县人员": [guest(role="中层干部")]},
        [("支教团", "J2", "counterpart_role_missing")],
    ),
    (
        "the wrong direction",
        {"支教团": [["TX", "派入", "0302", "0301", "教师", 1, None, *DAYS, None]]},
        [("支教团", "D2", "team_direction"), ("支教团", "F2", "team_short")],
    ),
    (
        "a counterpart at the sending school",
        {"支教团": [into()], "外县人员": [guest()], "锁定": [lock("T03", "跟岗", "W1")]},
        [],
    ),
    (
        "a counterpart at another school",
        {"支教团": [into()], "外县人员": [guest()], "锁定": [lock("T03", "跟岗", "W2")]},
        [("锁定", "C2", "counterpart_school")],
    ),
    (
        "a counterpart of no team",
        {"锁定": [lock("T03", "跟岗", "W2")]},
        [("锁定", "C2", "lock_without_team")],
    ),
    (
        "a counterpart who holds no role of the team",
        {
            "支教团": [into("学校领导")],
            "外县人员": [guest(role="学校领导")],
            "锁定": [lock("T03", "跟岗", "W1")],
        },
        [("锁定", "A2", "lock_without_role")],
    ),
    (
        "支教 outside the county without a team",
        {"锁定": [lock("T01", "支教", "W2")]},
        [("锁定", "C2", "lock_without_team")],
    ),
    (
        "a wish with points and a post",
        {
            "志愿": [["T01", 1, "0302", "竞聘", None]],
            "岗位": [["0302", "语文", 1, "跨校"]],
            "积分": [["T01", "竞聘", "教龄", 10]],
        },
        [],
    ),
    (
        "a wish without either, told once a person",
        {"志愿": [["T01", 1, "0302", "竞聘", None], ["T01", 2, "0303", "竞聘", None]]},
        [
            ("志愿", "A2", "wish_without_points"),
            ("志愿", "C2", "wish_without_post"),
            ("志愿", "C3", "wish_without_post"),
        ],
    ),
    (
        "points for another use, a post of another subject, one for rotation alone, no school",
        {
            "志愿": [["T01", 1, "0302", "竞聘", None], ["T02", 1, "0303", "竞聘", None],
                     ["T03", 1, None, "竞聘", None]],
            "岗位": [["0302", "数学", 1, None], ["0303", "数学", 1, "交流"]],
            "积分": [["T01", "交流", "教龄", 10], ["T02", "竞聘", "教龄", 8],
                     ["T03", "竞聘", "教龄", 8]],
        },
        [
            ("志愿", "A2", "wish_without_points"),
            ("志愿", "E2", "wish_without_post"),
            ("志愿", "C3", "wish_without_post"),
            ("志愿", "C4", "wish_without_post"),
        ],
    ),
    ("a wish for rotation needs neither", {"志愿": [["T01", 1, "0302", "交流", None]]}, []),
)  # fmt: skip


@pytest.mark.parametrize(("name", "sheets", "expected"), CASES, ids=[c[0] for c in CASES])
def test_each_is_named_at_its_cell(
    name: str, sheets: dict[str, Any], expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    found = audit(tmp_path, **sheets)
    assert [(p.sheet, p.cell, p.kind) for p in found] == expected


def test_a_team_without_roles_states_nothing_of_one_role_and_stands_alone(tmp_path: Path) -> None:
    whole = ["TD01", "派入", "0302", "W1", None, 2, "语文", *DAYS, 1]
    book = build.sound() | {"外县学校": OUTSIDE, "支教团": [TEAM, whole, into()]}
    with pytest.raises(InputRefused) as refused:
        load_county(build.write(tmp_path / "b.xlsx", book))
    assert [(p.place, p.kind) for p in refused.value.problems] == [
        ("支教团!E2", "team_twice"),
        ("支教团!F2", "team_without_role"),
        ("支教团!G2", "team_without_role"),
        ("支教团!J2", "team_without_role"),
    ]


def test_a_wish_for_another_county_is_accepted(tmp_path: Path) -> None:
    """By a mode that may lead there; by one that never does it stands, and that is said."""
    ways = ("W1", "支教"), ("W2", "跟岗"), ("W2", "交流")
    wishes = [["T01", 1, code, mode, None] for code, mode in ways]
    (problem,) = audit(tmp_path, 志愿=wishes)
    assert (problem.place, problem.kind) == ("志愿!C4", "wish_outside")
    assert "外县二小（W2）" in problem.message and "交流只在本县学校之间安排" in problem.message


def test_a_wish_for_another_county_must_meet_a_seat(tmp_path: Path) -> None:
    """T01 stands at 0301, whence a team goes to W1; T03 at 0302, whence none does."""
    wishes = [["T01", 1, "W1", "支教", None], ["T01", 2, "W2", "支教", None],
              ["T03", 1, "W1", "支教", None], ["T03", 2, None, "支教", None]]  # fmt: skip
    book = build.sound() | {
        "外县学校": OUTSIDE, "支教团": [TEAM, out("教师")], "志愿": [WISH, *wishes]
    }  # fmt: skip
    found = check_book(build.write(tmp_path / "b.xlsx", book), "national")
    assert found.errors == ()
    told = [p for p in found.warnings if p.kind == "wish_outside"]
    assert [p.place for p in told] == ["志愿!C3", "志愿!C4"]
    assert "没有从本人所在学校去那里支教的名额" in told[0].message


def test_another_countys_people_are_not_ours_to_decide_about(tmp_path: Path) -> None:
    book = build.sound() | {"外县学校": OUTSIDE, "外县人员": [GUEST, guest()]}
    book["锁定"] = [LOCK, lock("G1", "支教", "W1")]
    with pytest.raises(InputRefused) as refused:
        load_county(build.write(tmp_path / "b.xlsx", book))
    (problem,) = refused.value.problems
    assert "“G1”是“外县人员”“样例G1”，这一列只填本县的；请改填本县的代码" in problem.message


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (("学校领导", "中层干部", "教师"), []),
        (("中层干部", "教师"), ["“学校领导”应有1人，现为0人"]),
        (("教师",), ["“学校领导”应有1人，现为0人", "“中层干部”应有1人，现为0人"]),
        ((None,), []),
    ],
)
def test_a_team_without_a_role_the_policy_asks_for_is_told(
    roles: tuple[str | None, ...], said: list[str], tmp_path: Path
) -> None:
    """A county of 支教团 whose policy composes a team of three roles; the sheet names some."""
    team = [["TD01", "派入", "0302", "W1", role, role and 1, None, *DAYS, None] for role in roles]
    book = build.sound() | {"外县学校": OUTSIDE, "支教团": [TEAM, *team]}
    found = check_book(build.write(tmp_path / "b.xlsx", book), "ruyuan")
    assert found.errors == ()
    told = [p for p in found.warnings if p.kind == "team_role_lacking"]
    assert [p.cell for p in told] == ["E2"] * bool(said)
    assert all(words in told[0].message and "篇四" in told[0].message for words in said)


def _under_ruyuan(tmp_path: Path, teams: list[list[Any]], people: list[list[Any]]) -> list[Problem]:
    book = build.sound() | {"外县学校": OUTSIDE, "支教团": [TEAM, *teams]}
    book["外县人员"] = [GUEST, *people]
    found = check_book(build.write(tmp_path / "b.xlsx", book), "ruyuan")
    assert found.errors == ()
    return [p for p in found.warnings if p.kind in ("team_short", "counterparts_uneven")]


@pytest.mark.parametrize(
    ("roles", "lacking"),
    [
        (("学校领导", "中层干部", "教师"), []),
        (("学校领导", "教师"), ["中层干部"]),
        (("教师",), ["中层干部", "学校领导"]),
    ],
)
def test_an_inbound_team_left_to_the_policy_whose_people_lack_a_role_is_told(
    roles: tuple[str, ...], lacking: list[str], tmp_path: Path
) -> None:
    whole = ["TD01", "派入", "0302", "W1", None, None, None, *DAYS, None]
    people = [guest(f"G{i}", role) for i, role in enumerate(roles)]
    told = _under_ruyuan(tmp_path, [whole], people)
    assert [(p.sheet, p.cell) for p in told] == [("支教团", "E2")] * len(lacking)
    for problem, role in zip(told, lacking, strict=True):
        assert f"派入支教团TD01缺“{role}”" in problem.message and "缺1人" in problem.message
        assert "外县一小（W1）" in problem.message and "请补填“外县人员”" in problem.message


def test_heads_that_the_sheet_states_are_told_of_once(tmp_path: Path) -> None:
    (told,) = _under_ruyuan(tmp_path, [into("学校领导"), into()], [guest()])
    assert told.cell == "F2" and "“学校领导”应有1人" in told.message


@pytest.mark.parametrize(
    ("stated", "cell", "said"),
    [
        ((0, 1, 1), "", ""),
        ((None, None, None), "", ""),
        ((1, 1, 0), "", "spread otherwise, the same in all"),
        ((0, 1, 0), "J4", "合计1人，应为2人，少1人：计划3人，已在当地挂职1人，实际派出2人"),
        ((1, 1, 1), "J2", "合计3人，应为2人，多1人"),
    ],
)
def test_counterparts_that_do_not_add_up_are_told_at_the_row_that_is_out(
    stated: tuple[int | None, ...], cell: str, said: str, tmp_path: Path
) -> None:
    """Three planned, less one attached already: two sent, and two counterparts."""
    roles = ("学校领导", "中层干部", "教师")
    teams = [into(role, 1, n) for role, n in zip(roles, stated, strict=True)]
    people = [guest(f"G{i}", role) for i, role in enumerate(roles)]
    people[0][-1] = "是"
    told = _under_ruyuan(tmp_path, teams, people)
    assert [(p.sheet, p.cell) for p in told] == ([("支教团", cell)] if cell else [])
    if told:
        assert said in told[0].message and "13. 开展组团跟岗" in told[0].message

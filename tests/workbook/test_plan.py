"""The plan table of a roster workbook, ours or made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.column import Code
from models.county import County
from models.problem import InputRefused
from models.vocabulary import Mode, Stage
from staffing.workbook import load_county, read_plan, to_roster
from tests.rules.teams import out
from tests.workbook import build

HEADER = ["教师编号", "姓名", "方式", "关系", "派出学校", "接收学校", "起", "止", "学科", "周课时"]
HEADER += ["团队编号", "对应人员"]


def row(code: Any, name: Any = None, **changes: Any) -> list[Any]:
    values: dict[str, Any] = dict.fromkeys(HEADER)
    values |= {
        "教师编号": code,
        "姓名": name,
        "方式": "交流",
        "关系": "不调动",
        "派出学校": "0301",
        "接收学校": "0302",
        "起": "2026-09-01",
        "止": "2027-08-31",
    }
    return list((values | changes).values())


@pytest.fixture
def county(tmp_path: Path) -> County:
    sheets = build.sound()
    sheets["志愿"] = [["教师编号", "志愿序号", "学校代码", "方式"], ["T01", 1, "0302", "交流"]]
    sheets["外县学校"] = [["代码", "名称", "学段", "县"], ["W01", "样例外校", "小学", "样例外县"]]
    sheets["外县人员"] = [
        ["编号", "姓名", "角色", "来源学校", "受援学校", "起", "止"],
        ["P1", "样例丁", "教师", "W01", "0302", "2026-09-01", "2027-08-31"],
    ]
    return load_county(build.write(tmp_path / "county.xlsx", sheets))


def plan(path: Path, *rows: list[Any]) -> Path:
    return build.write(path / "plan.xlsx", {"总览": [["随便"]], "安排表": [HEADER, *rows]})


def test_rows_become_a_roster_in_canonical_order(county: County, tmp_path: Path) -> None:
    read = read_plan(
        plan(
            tmp_path,
            row("T02", "样例乙"),
            row("T01", "样例 甲", 学科="音乐", 周课时=6),
            row("P1", "样例丁", 方式="支教", 派出学校="W01"),
            row("新01", 方式="招聘", 派出学校="0302"),
        ),
        county,
    )
    roster = to_roster(read.rows, county)
    assert [p.person for p in roster.placements] == ["P1", "T01", "T02", "新01"]
    first = roster.by_person["T01"][0]  # type: ignore[index]
    assert (first.subject, first.stage, first.proposed) == ("音乐", Stage.PRIMARY, False)
    assert (first.start, first.end) == (date(2026, 9, 1), date(2027, 8, 31))
    second = roster.by_person["T02"][0]  # type: ignore[index]
    assert (second.subject, second.proposed, second.mode) == ("数学", True, Mode.ROTATION)


def test_all_faults_of_a_plan_at_once(county: County, tmp_path: Path) -> None:
    path = plan(
        tmp_path,
        row("T09"),
        row("T01", "样例乙"),
        row("T02", 接收学校="0399"),
        row("T02", 起="2027-09-01"),
        row("T03"),
        row("T03"),
        row("T03", 方式="轮转", 对应人员="T77"),
    )
    with pytest.raises(InputRefused) as refused:
        read_plan(path, county)
    assert [(p.cell, p.kind) for p in refused.value.problems] == [
        ("A2", "unknown_code"),
        ("B3", "wrong_name"),
        ("F4", "unknown_code"),
        ("H5", "bad_span"),
        ("A7", "duplicate_key"),
        ("C8", "unknown_word"),
        ("L8", "unknown_code"),
    ]


def test_a_workbook_without_a_plan_is_refused(county: County, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_plan(build.write(tmp_path / "x.xlsx", {"总览": [["随便"]]}), county)
    assert [p.kind for p in refused.value.problems] == ["missing_sheet"]


def _staged(path: Path, stage: str | None, host: str) -> Path:
    rows = [[*HEADER, "任教学段"], [*row("T02", 接收学校=host), stage]]
    return build.write(path / "plan.xlsx", {"安排表": rows})


@pytest.mark.parametrize(
    ("stage", "taught"), [(None, Stage.PRIMARY), ("小学", Stage.PRIMARY), ("初中", Stage.JUNIOR)]
)
def test_a_stage_other_than_the_persons_own_is_kept(
    tmp_path: Path, stage: str | None, taught: Stage
) -> None:
    sheets = build.sound()
    build.put(sheets, "学校", 3, "学段", "九年一贯")
    county = load_county(build.write(tmp_path / "county.xlsx", sheets))
    rows = read_plan(_staged(tmp_path, stage, "0302"), county).rows
    (placement,) = to_roster(rows, county).placements
    assert placement.stage is taught


def test_a_stage_the_host_does_not_teach_is_refused(county: County, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_plan(_staged(tmp_path, "高中", "0302"), county)
    (problem,) = refused.value.problems
    assert (problem.cell, problem.kind) == ("M2", "wrong_stage")


def test_a_quota_of_the_policy_may_stand_where_a_team_would(tmp_path: Path) -> None:
    """Our own plans write it there; any other name is a slip."""
    sheets = build.sound()
    county = replace(
        load_county(build.write(tmp_path / "county.xlsx", sheets)), teams=(out("教师", 1),)
    )
    path = plan(tmp_path, row("T02", "样例乙", 团队编号="pairs"))
    with pytest.raises(InputRefused, match="不在“支教团”表中"):
        read_plan(path, county, {"pairs_in": Code("pairs_in")})
    ways = {name: Code("pairs") for name in ("pairs", "结对挂职")}
    for said in ways:  # its id, and the title that our plans have
        path = plan(tmp_path, row("T02", "样例乙", 团队编号=said))
        assert [r.team for r in read_plan(path, county, ways).rows] == ["pairs"]
    taken = replace(county, teams=(out("教师", 1, team="结对挂职"),))
    assert [r.team for r in read_plan(path, taken, ways).rows] == ["结对挂职"]


@pytest.mark.parametrize(("people", "said"), [(6, True), (3, False)])
def test_where_from_and_where_to_that_have_changed_places_are_told_once(
    people: int, said: bool, tmp_path: Path
) -> None:
    """Both columns take any school; the rest is checked as it was meant."""
    sheets = build.sound()
    codes = [f"T1{i}" for i in range(people)]
    sheets["教师"] += [build.teacher(code, f"样例{code}") for code in codes]
    county = load_county(build.write(tmp_path / "county.xlsx", sheets))
    backward = [row(code, 派出学校="0302", 接收学校="0301") for code in codes]
    path = plan(tmp_path, *backward, row("T02", "样例丙", 派出学校="0302", 接收学校="0301"))
    with pytest.raises(InputRefused) as refused:
        read_plan(path, county)
    swapped, *others = refused.value.problems if said else (None, *refused.value.problems)
    assert [(p.cell, p.kind) for p in others] == [(f"B{people + 2}", "wrong_name")]
    if said:
        assert swapped is not None and swapped.kind == "swapped_columns"
        assert swapped.message.startswith("安排表的“派出学校”（E列）与“接收学校”（F列）两列")


def test_a_plan_of_the_year_before_is_no_swap(tmp_path: Path) -> None:
    """Who is still away works where the plan sent them; who was transferred belongs there now."""
    sheets = build.sound()
    away = [build.teacher(f"T1{i}", f"样例{i}", 现任教学校="0302") for i in range(6)]
    moved = {"编制学校": "0302", "现任教学校": "0302"}
    gone = [build.teacher(f"T2{i}", f"样例{i}", **moved) for i in range(6)]
    sheets["教师"] += [*away, *gone]
    county = load_county(build.write(tmp_path / "county.xlsx", sheets))
    rows = [row(f"T1{i}") for i in range(6)]
    rows += [row(f"T2{i}", 方式="调动", 关系="调动") for i in range(6)]
    assert len(read_plan(plan(tmp_path, *rows), county).rows) == 12

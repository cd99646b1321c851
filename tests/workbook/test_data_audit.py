"""M05: every finding stands at its person's cell, warns only, and shows no identity number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.id_number import id_is_sound, mask_id
from models.problem import Problem
from staffing.data_audit import audit_data
from staffing.workbook import load_county
from tests.workbook import build

HISTORY = ["教师编号", "学校代码", "起", "止", "方式", "关系"]


def audit(
    tmp_path: Path,
    *people: list[Any],
    history: tuple[list[Any], ...] = (),
    change: Callable[[dict[str, build.Sheet]], object] = lambda _: None,
) -> list[Problem]:
    sheets = build.sound()
    sheets["教师"] = [build.TEACHER_HEADER, *people]
    if history:
        sheets["履历"] = [HISTORY, *history]
    change(sheets)
    return [p for p in _all(tmp_path, sheets) if p.kind != "nobody_on_duty"]  # these few staff none


def _all(tmp_path: Path, sheets: dict[str, build.Sheet]) -> tuple[Problem, ...]:
    return audit_data(load_county(build.write(tmp_path / "b.xlsx", sheets)))


ONE: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("off post", {"人员状态": "在编不在岗"}, "I2", "off_post"),
    ("retired", {"人员状态": "退休"}, "I2", "off_post"),
    ("seconded, no term", {"人员状态": "借调"}, "K2", "seconded_without_term"),
    ("past term", {"人员状态": "借调", "状态止": "2026-08-31"}, "K2", "seconded_past_term"),
    ("sick past", {"人员状态": "病休", "状态止": "2026-05-31"}, "K2", "absence_past"),
    (
        "span",
        {"人员状态": "产假", "状态起": "2026-08-01", "状态止": "2026-07-01"},
        "K2",
        "status_span",
    ),
    ("elsewhere", {"现任教学校": "0302"}, "G2", "unexplained_elsewhere"),
    (
        "private",
        {"现任教学校": "0304", "任教学段": "幼儿园"},
        "G2",
        "public_at_private",
    ),
    ("no certificate", {"资格证学段": None}, "S2", "no_certificate"),
    ("low certificate", {"资格证学段": "幼儿园"}, "S2", "low_certificate"),
    ("worked unborn", {"参加工作年月": "1980-01"}, "T2", "impossible_dates"),
    ("school first", {"进入本校年月": "2001-01"}, "U2", "impossible_dates"),
    ("future", {"进入本校年月": "2026-10"}, "U2", "future_date"),
    ("checksum", {"身份证号": "99999919850301002" + "0"}, "E2", "id_checksum"),
    ("born", {"身份证号": build.id_number("19850401")}, "D2", "id_birth"),
    ("gender", {"身份证号": build.id_number(order="001")}, "C2", "id_gender"),
)


@pytest.mark.parametrize(("name", "changes", "cell", "kind"), ONE, ids=[c[0] for c in ONE])
def test_one_person(
    name: str, changes: dict[str, Any], cell: str, kind: str, tmp_path: Path
) -> None:
    found = audit(tmp_path, build.teacher("T01", "样例甲", **changes))
    assert ("教师", cell, kind) in {(p.sheet, p.cell, p.kind) for p in found}
    assert all("样例甲" in p.message and "T01" in p.message for p in found)
    assert not any(str(changes.get("身份证号")) in p.message for p in found)


@pytest.mark.parametrize(
    ("name", "odd"),
    [(123, True), (True, True), ("——", True), ("无", True), ("样", False), ("Li Yang", False)],
)
def test_what_is_no_name_is_told(name: Any, odd: bool, tmp_path: Path) -> None:
    found = audit(tmp_path, build.teacher("T01", name))
    assert [(p.cell, p.kind) for p in found] == [("B2", "odd_name")] * odd


def test_a_sound_person_is_left_alone(tmp_path: Path) -> None:
    people = [
        build.teacher("T01", "样例甲", 身份证号=build.id_number()),
        build.teacher("T02", "样例乙", 人员状态="病休", 状态止="2026-09-01"),
        build.teacher("T03", "样例丙", 编制类型="合同制", 人员状态="待岗"),
        build.teacher("T04", "样例丁", 资格证学段="初中"),
        build.teacher(
            "T05",
            "样例戊",
            编制类型="合同制",
            编制学校="0304",
            现任教学校="0304",
            任教学段="幼儿园",
            主教学科="保教",
        ),
    ]
    assert audit(tmp_path, *people) == []


def test_a_running_history_explains_and_an_ended_one_accuses(tmp_path: Path) -> None:
    people = [build.teacher(f"T0{n}", f"样例{n}", 现任教学校="0302") for n in (1, 2, 3)]
    found = audit(
        tmp_path,
        *people,
        history=(
            ["T01", "0302", "2025-09-01", None, "交流", "不调动"],
            ["T02", "0302", "2024-09-01", "2026-07-31", "交流", "不调动"],
            ["T03", "0302", "2024-09-01", None, "调动", "调动"],
        ),
    )
    assert [(p.cell, p.kind) for p in found if p.kind != "duplicate_person"] == [
        ("G3", "not_returned"),
        ("G4", "unexplained_elsewhere"),
    ]
    assert "2026-07-31" in found[0].message


def test_campuses_of_one_legal_school_share_their_people(tmp_path: Path) -> None:
    def one_legal_school(sheets: dict[str, build.Sheet]) -> None:
        for row, value in zip(
            sheets["学校"], ["法人学校代码", None, "0301", None, None], strict=True
        ):
            row.append(value)

    people = [build.teacher("T01", "样例甲", 现任教学校="0302")]
    assert audit(tmp_path, *people, change=one_legal_school) == []


def test_over_establishment_counts_the_books_only(tmp_path: Path) -> None:
    people = [build.teacher(f"T{n:02d}", f"样例{n}", 编制类型="在编") for n in range(12)]
    people += [build.teacher("T90", "样例乙", 编制类型="合同制")]
    people += [build.teacher("T91", "样例丁", 人员状态="借调", 状态止="2027-08-31")]
    over = [p for p in audit(tmp_path, *people) if p.kind == "over_establishment"]
    assert [(p.sheet, p.cell) for p in over] == [("学校", "G2")]
    assert "在编13人，核定编制10人，超编3人" in over[0].message


def test_the_same_person_twice(tmp_path: Path) -> None:
    number = build.id_number()
    found = audit(
        tmp_path,
        build.teacher("T01", "样例甲", 身份证号=number),
        build.teacher("T02", "样例乙", 身份证号=number),
        build.teacher("T03", "样例 乙"),
        build.teacher("T04", "样例丙", 身份证号=number.replace("002", "004")[:17] + "X"),
    )
    twice = [(p.cell, p.message) for p in found if p.kind == "duplicate_person"]
    assert [cell for cell, _ in twice] == ["E3", "B4"]
    assert mask_id(number) in twice[0][1] and number not in twice[0][1]


def test_a_workbook_without_certificates_is_told_once(tmp_path: Path) -> None:
    def without(sheets: dict[str, build.Sheet]) -> None:
        index = build.column(sheets["教师"], "资格证学段")
        sheets["教师"] = [[v for k, v in enumerate(r) if k != index] for r in sheets["教师"]]

    people = [build.teacher("T01", "样例甲"), build.teacher("T02", "样例乙")]
    found = audit(tmp_path, *people, change=without)
    assert [p.kind for p in found] == ["no_certificate_column"]


def test_check_characters_of_known_numbers() -> None:
    # The specimen numbers printed in GB 11643-1999 itself.
    assert id_is_sound("11010519491231002X") and id_is_sound("440524188001010014")
    assert not id_is_sound("110105194912310021")
    assert mask_id("11010519491231002X") == "110105********002X"
    assert mask_id("1234567") == "*******"


# -- schools on the map, and locks ----------------------------------------------------------------


def at(*places: tuple[float, float]) -> Callable[[dict[str, build.Sheet]], object]:
    """经度 and 纬度 of the four schools."""

    def change(sheets: dict[str, build.Sheet]) -> None:
        for row, place in zip(sheets["学校"], [("经度", "纬度"), *places], strict=True):
            row += place

    return change


def test_one_school_far_from_all_others_is_looked_into(tmp_path: Path) -> None:
    near = (118.1, 36.9), (118.2, 36.8), (118.0, 36.9)
    person = build.teacher("T01", "样例甲")
    (problem,) = audit(tmp_path, person, change=at(*near, (108.1, 36.9)))
    assert (problem.sheet, problem.cell, problem.kind) == ("学校", "J5", "far_school")
    assert "样例民办园" in problem.message and "公里" in problem.message
    assert audit(tmp_path, person, change=at(*near, (119.9, 36.9))) == []


def locked(mode: str, school: str | None, **more: list[Any]) -> Callable[..., object]:
    header = ["教师编号", "方式", "学校代码", "理由", "决定人"]

    def change(sheets: dict[str, build.Sheet]) -> None:
        sheets["锁定"] = [header, ["T01", mode, school, "公示", "局务会"]]
        sheets["免缓申请"] = [["教师编号", "类别", "事由", "审批结果", "截止"], *more.values()]

    return change


def exempt(kind: str = "免", approval: str = "已批准", until: str | None = None) -> list[Any]:
    return ["T01", kind, "怀孕八个月", approval, until]


LOCKS: tuple[tuple[str, dict[str, Any], Callable[..., object], list[tuple[str, str]]], ...] = (
    ("exempt", {}, locked("交流", "0302", row=exempt()), [("A2", "exempt_locked")]),
    ("deferred", {}, locked("支教", "0302", row=exempt("缓")), [("A2", "exempt_locked")]),
    ("exempt, kept", {}, locked("留任", None, row=exempt()), []),
    ("not approved", {}, locked("交流", "0302", row=exempt(approval="审批中")), []),
    ("lapsed", {}, locked("交流", "0302", row=exempt(until="2026-08-31")), []),
    ("appointed outright", {}, locked("交流", "0302", row=exempt("直聘")), []),
    ("other stage", {}, locked("交流", "0303"), [("C2", "uncertified_lock")]),
    (
        "shadowing teaches nothing",
        {},
        locked("跟岗", "0303"),
        [("C2", "lock_without_team")],
    ),
    ("ill", {"人员状态": "病休"}, locked("交流", "0302"), [("A2", "absent_locked")]),
    ("waits, sent on", {"人员状态": "待岗"}, locked("交流", "0302"), [("A2", "absent_locked")]),
    ("waits, given a post", {"人员状态": "待岗"}, locked("调动", "0302"), []),
    ("waits, won a post", {"人员状态": "待岗"}, locked("竞聘", "0302"), []),
    ("ill, given a post", {"人员状态": "病休"}, locked("调动", "0302"), [("A2", "absent_locked")]),
    ("back by then", {"人员状态": "病休", "状态止": "2026-08-30"}, locked("交流", "0302"), []),
    ("ill later", {"人员状态": "病休", "状态起": "2026-10-01"}, locked("交流", "0302"), []),
    (
        "lent, not back",
        {"人员状态": "借调", "状态止": "2026-08-30"},
        locked("交流", "0302"),
        [("A2", "absent_locked")],
    ),
    ("own school", {}, locked("交流", "0301"), [("C2", "lock_to_own_school")]),
    ("sound", {}, locked("交流", "0302"), []),
)


@pytest.mark.parametrize(("name", "row", "change", "expected"), LOCKS, ids=[c[0] for c in LOCKS])
def test_a_lock_against_the_rest_of_the_workbook(
    name: str,
    row: dict[str, Any],
    change: Callable[..., object],
    expected: list[tuple[str, str]],
    tmp_path: Path,
) -> None:
    found = audit(tmp_path, build.teacher("T01", "样例甲", **row), change=change)
    of_locks = [p for p in found if p.sheet == "锁定"]
    assert [(p.cell, p.kind) for p in of_locks] == expected
    assert all("样例甲（T01）" in p.message and "怀孕" not in p.message for p in of_locks)
    assert all("局务会决定" in p.message for p in of_locks if p.kind != "lock_to_own_school")


def test_no_certificate_at_all_and_a_lock(tmp_path: Path) -> None:
    person = build.teacher("T01", "样例甲", 资格证学段=None)
    found = audit(tmp_path, person, change=locked("交流", "0302"))
    assert [p.kind for p in found] == ["no_certificate", "uncertified_lock"]
    assert "空白" in found[1].message


def _wishing(rank: int, school: str, mode: str) -> Callable[[dict[str, build.Sheet]], object]:
    header = ["教师编号", "志愿序号", "学校代码", "方式"]

    def change(sheets: dict[str, build.Sheet]) -> None:
        sheets["志愿"] = [header, ["T01", rank, school, mode]]

    return change


@pytest.mark.parametrize(
    ("rank", "school", "mode", "said"),
    [
        (1, "0302", "交流", []),
        (3, "0302", "交流", [("B2", "wish_rank")]),
        (1, "0301", "交流", [("C2", "wish_own_school")]),
        (1, "0301", "留任", []),
    ],
)
def test_wishes_that_cannot_be_meant(
    tmp_path: Path, rank: int, school: str, mode: str, said: list[tuple[str, str]]
) -> None:
    found = audit(tmp_path, build.teacher("T01", "样例甲"), change=_wishing(rank, school, mode))
    assert [(p.cell, p.kind) for p in found if p.sheet == "志愿"] == said


WISH_HEADER = ["教师编号", "志愿序号", "学校代码", "方式"]


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ([(1, "0302", "交流"), (2, "0303", "交流")], []),
        ([(1, "0302", "交流"), (1, "0302", "支教")], []),  # each mode from the first on
        ([(1, "0302", "交流"), (2, "0302", "支教")], []),  # all modes in one order
        ([(1, "0302", "交流"), (3, "0303", "交流")], ["志愿序号是1、3，没有第2志愿"]),
        ([(528, "0302", "交流")], ["志愿序号是528，没有第1志愿", "安排到第528志愿算差527个名次"]),
        ([(1, "0302", "交流"), (2, "0302", "交流")],
         ["第2志愿与第1志愿都是交流到样例二小（0302），只算第1志愿"]),
    ],
)  # fmt: skip
def test_wishes_out_of_order(
    tmp_path: Path, wishes: list[tuple[int, str, str]], said: list[str]
) -> None:
    def change(sheets: dict[str, build.Sheet]) -> None:
        sheets["志愿"] = [WISH_HEADER, *(["T01", *wish] for wish in wishes)]

    found = audit(tmp_path, build.teacher("T01", "样例甲"), change=change)
    told = [p.message for p in found if p.sheet == "志愿"]
    assert len(told) == bool(said)
    assert all(words in told[0] for words in said)


@pytest.mark.parametrize(("years", "warned"), [(2, False), (99, True)])
def test_more_years_in_the_country_than_at_work(tmp_path: Path, years: int, warned: bool) -> None:
    def change(sheets: dict[str, build.Sheet]) -> None:
        sheets["教师"] = [[*build.TEACHER_HEADER, "乡村任教年数"], [*person, years]]

    person = build.teacher("T01", "样例甲")
    kinds = [p.kind for p in audit(tmp_path, change=change)]
    assert ("impossible_years" in kinds) is warned


def test_waiting_is_no_fault_to_be_mended(tmp_path: Path) -> None:
    (found,) = audit(tmp_path, build.teacher("T01", "样例甲", 人员状态="待岗"))
    assert found.kind == "off_post" and "落聘属实的不用改" in found.message


COUNTS = (
    ("岗位", ["学校代码", "学科", "名额"], ["0302", "数学"], "C2"),
    ("周转编制", ["学校代码", "起", "止", "名额"], ["0302", "2026-09-01", "2027-08-31"], "D2"),
    ("实习生", ["学校代码", "学科", "学期", "人数"], ["0302", "语文", "秋季"], "D2"),
    ("招聘", ["学段", "学科", "人数"], ["初中", "物理"], "C2"),
)


@pytest.mark.parametrize(("sheet", "header", "row", "cell"), COUNTS, ids=[c[0] for c in COUNTS])
def test_a_row_of_nobody_is_told(
    sheet: str, header: list[str], row: list[str], cell: str, tmp_path: Path
) -> None:
    def told(count: int) -> list[Problem]:
        def change(sheets: dict[str, build.Sheet]) -> None:
            sheets[sheet] = [header, [*row, count]]

        found = audit(tmp_path, build.teacher("T01", "样例甲"), change=change)
        return [problem for problem in found if problem.sheet == sheet]

    (nought,) = told(0)
    assert (nought.cell, nought.kind) == (cell, "count_nought")
    assert "不起作用" in nought.message and "请填实数" in nought.message
    assert told(1) == []


@pytest.mark.parametrize(
    ("until", "approval", "told"),
    [
        ("2026-08-31", "已批准", True),
        ("2026-09-01", "已批准", False),
        (None, "已批准", False),
        ("2026-08-31", "未批准", False),
    ],
)
def test_an_exemption_that_has_ended_is_told_without_its_ground(
    until: str | None, approval: str, told: bool, tmp_path: Path
) -> None:
    """口径日期 is 2026-09-01; the day itself still counts."""

    def change(sheets: dict[str, build.Sheet]) -> None:
        header = ["教师编号", "类别", "事由", "审批结果", "截止"]
        sheets["免缓申请"] = [header, ["T01", "缓", "内部事由", approval, until]]

    found = audit(tmp_path, build.teacher("T01", "样例甲"), change=change)
    assert [(p.sheet, p.cell) for p in found if p.kind == "exemption_ended"] == (
        [("免缓申请", "E2")] if told else []
    )
    assert all("内部事由" not in p.message for p in found)


def test_pupils_in_no_class_are_told(tmp_path: Path) -> None:
    """In 学校 and in 班级: they would ask for no lessons at all."""

    def change(sheets: dict[str, build.Sheet]) -> None:
        for sheet in ("学校", "班级"):
            header, first, *rest = sheets[sheet]
            row = list(first)
            row[header.index("班级数")] = 0
            sheets[sheet] = [header, row, *rest]

    found = audit(tmp_path, build.teacher("T01", "样例甲"), change=change)
    told = [p for p in found if p.kind == "pupils_without_class"]
    assert [p.sheet for p in told] == ["学校", "班级"]
    assert all("班级数是0" in p.message and "请改正班级数" in p.message for p in told)


def test_a_public_school_with_classes_and_nobody_is_told(tmp_path: Path) -> None:
    """A private kindergarten's people are not the bureau's to list."""
    found = _all(tmp_path, build.sound())
    assert [(p.place, p.kind) for p in found] == [("学校!A4", "nobody_on_duty")]
    assert "样例初中有班级" in found[0].message and "请补上教师" in found[0].message

"""Term after term from the command line: what went before is read, told on, and audited alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.county import County
from models.sheets import CarriedRow, HistoryRow, PlanRow, RecruitRow, WishRow
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.tiny import term, tiny

AUTUMN = {"start": date(2026, 9, 1), "end": date(2027, 1, 31)}
SPRING = {"start": date(2027, 2, 1), "end": date(2027, 8, 31)}
NEXT = {"start": date(2027, 9, 1), "end": date(2028, 1, 31), "school_year": "2027-2028"}
_OF = ["--policy", str(PLAIN)]


def _county(days: Mapping[str, Any], **sheets: Any) -> County:
    given = {
        "wishes": [WishRow(person="T1", rank=1, school="B", mode="交流")],  # type: ignore[arg-type]
        "recruits": [RecruitRow(stage="小学", subject="体育", heads=1, source="公开招聘")],  # type: ignore[arg-type]
        **sheets,
    }
    return tiny({"B": {"approved": 9}}, term=term(reference=days["start"], **days), **given)


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an autumn solved, and a spring book that has not been brought up to date."""
    monkeypatch.chdir(tmp_path)
    write_county(_county(AUTUMN), tmp_path / "autumn.xlsx")
    write_county(_county(SPRING), tmp_path / "spring.xlsx")
    staffing(["solve", "autumn.xlsx", *_OF, "-o", "a.xlsx"])
    return tmp_path


def _spring(*more: str) -> None:
    staffing(["solve", "spring.xlsx", *_OF, "--previous", "a.xlsx", "-o", "s.xlsx", *more])


def _rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    from openpyxl import load_workbook

    book = load_workbook(path)
    if sheet not in book.sheetnames:
        return []
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def _people(path: Path, sheet: str) -> set[str]:
    return {row["教师编号"] for row in _rows(path, sheet)}


def test_the_autumn_sends_somebody_and_takes_somebody_on(terms: Path) -> None:
    assert {"T1", "招聘01-001"} <= _people(terms / "a.xlsx", PlanRow.sheet)
    assert _rows(terms / "a.xlsx", CarriedRow.sheet) == []


def test_a_roster_carries_on_what_its_workbook_does_not_tell(terms: Path) -> None:
    _spring()
    carried = {row["教师编号"]: row for row in _rows(terms / "s.xlsx", CarriedRow.sheet)}
    full = {r["教师编号"] for r in _rows(terms / "a.xlsx", PlanRow.sheet) if r["方式"] != "走教"}
    assert carried.keys() == full
    assert carried.keys().isdisjoint(_people(terms / "s.xlsx", PlanRow.sheet))
    assert carried["T1"]["起"].date() == AUTUMN["start"]
    told = HistoryRow(person="T1", school="B", start=AUTUMN["start"], mode="交流")  # type: ignore[arg-type]
    write_county(_county(SPRING, history=[told]), terms / "spring.xlsx")
    _spring()
    assert "T1" not in _people(terms / "s.xlsx", CarriedRow.sheet)


def test_the_term_after_next_still_knows(terms: Path) -> None:
    """T1 is away for two years: in the third term the spring's roster alone says so."""
    _spring()
    write_county(_county(NEXT), terms / "next.xlsx")
    staffing(["solve", "next.xlsx", *_OF, "--previous", "s.xlsx", "-o", "n.xlsx"])
    carried = _people(terms / "n.xlsx", CarriedRow.sheet)
    assert {"T1", "招聘01-001"} <= _people(terms / "s.xlsx", CarriedRow.sheet) <= carried
    assert "T1" not in _people(terms / "n.xlsx", PlanRow.sheet)


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    staffing([*words, "--json"])
    return json.loads(capsys.readouterr().out)


def _findings(told: Any) -> list[tuple[str, str, str | None]]:
    found = [(f["rule"], f["key"], str(f["measured"])) for f in told["findings"]]
    return sorted(found, key=str)


def test_the_audit_of_a_second_term_says_what_its_solve_said(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solved = _said(capsys, "solve", "spring.xlsx", *_OF, "--previous", "a.xlsx", "-o", "s.xlsx")
    audit = ["audit", "spring.xlsx", "--roster", "s.xlsx", *_OF]
    assert _findings(_said(capsys, *audit)) == _findings(solved)
    assert _findings(_said(capsys, *audit, "--previous", "a.xlsx")) == _findings(solved)


def test_questions_about_a_second_terms_roster_know_what_went_before(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _spring("--db", "other.db")
    told = _said(capsys, "explain", "spring.xlsx", "T2", *_OF, "--roster", "s.xlsx")
    assert "errors" not in told and told["plan"] == "s.xlsx"


def test_a_recorded_second_term_can_be_asked_about(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The record keeps what went before, recruits who come from no school among it."""
    _spring()
    told = _said(capsys, "explain", "spring.xlsx", "T2", *_OF)
    assert "errors" not in told and "a.xlsx" in told["plan_words"]


def test_who_and_what_is_gone_is_left_out_and_told(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spring = _county(SPRING, wishes=[])
    write_county(replace(spring, teachers=spring.teachers[1:]), terms / "spring.xlsx")
    told = _said(capsys, "solve", "spring.xlsx", *_OF, "--previous", "a.xlsx", "-o", "s.xlsx")
    assert "errors" not in told
    (gone,) = (w for w in told["warnings"] if "不在本期工作簿里" in w["message"])
    assert "T1" in gone["message"] and gone["sheet"] == "《a.xlsx》安排表"
    assert "T1" not in _people(terms / "s.xlsx", CarriedRow.sheet)


def test_another_countys_roster_is_still_refused(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spring = _county(SPRING, wishes=[])
    renamed = tuple(t.model_copy(update={"code": f"X{t.code}"}) for t in spring.teachers)
    write_county(replace(spring, teachers=renamed), terms / "spring.xlsx")
    staffing(["solve", "autumn.xlsx", *_OF, "-o", "a.xlsx"])
    from openpyxl import load_workbook

    book = load_workbook("a.xlsx")
    sheet = book["安排表"]
    sheet.append([cell.value for cell in sheet[2]])
    sheet.cell(sheet.max_row, 1).value, sheet.cell(sheet.max_row, 2).value = "T2", "样例T2"
    book.save("a.xlsx")
    code = staffing(["solve", "spring.xlsx", *_OF, "--previous", "a.xlsx"])
    assert code == Exit.REFUSED and "另一份工作簿的花名册" in capsys.readouterr().err


def _cells(path: Path, sheet: str) -> str:
    from openpyxl import load_workbook

    rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return "\n".join("|".join("" if v is None else str(v) for v in row) for row in rows)


def test_nobody_who_goes_on_is_on_the_notice_and_their_schools_are_told(terms: Path) -> None:
    _spring()
    notice = _cells(terms / "s.xlsx", "公示名单")
    assert "样例T1" in _cells(terms / "a.xlsx", "公示名单") and "样例T1" not in notice
    assert "招聘01-001" not in notice
    sections = _cells(terms / "s.xlsx", "分校名单")
    for way, name in (("在外", "样例T1"), ("在任", "样例T1"), ("在任", "招聘01-001")):
        assert any(line.startswith(f"{way}|{name}|") and line.endswith("延续（以前学期）")
                   for line in sections.splitlines()), (way, name)  # fmt: skip
    assert "在任|样例T1" not in _cells(terms / "a.xlsx", "分校名单")
    assert "以前学期安排、本期照旧" in _cells(terms / "s.xlsx", "总览")
    assert "以前学期安排、本期照旧 2 人，不在本期安排之内：交流 1，招聘 1。" in notice
    assert "以前学期" not in _cells(terms / "a.xlsx", "公示名单")


def test_the_screen_says_how_many_go_on_where_any_do(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    staffing(["solve", "autumn.xlsx", *_OF])
    assert "延续" not in capsys.readouterr().out
    _spring()
    (line,) = (x for x in capsys.readouterr().out.splitlines() if "延续" in x)
    assert "以前学期安排、本期照旧 2 人" in line


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("T1", "交流到河东小学（2026年9月至2028年8月），以前学期安排，本期照旧"),
        ("招聘01-001", "按已到岗计，本期不再安排"),
    ],
)
def test_explain_tells_who_goes_on_where_they_are(
    who: str, words: str, terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _spring()
    capsys.readouterr()
    staffing(["explain", "spring.xlsx", who, *_OF])
    heard = "".join(capsys.readouterr().out.split())
    assert words in heard and "留在原校" not in heard and "还没有人" not in heard
    if who == "T1":
        assert "第1志愿河东小学（交流）：以前学期已安排到这所学校，期内照旧" in heard


def test_gaps_and_targets_of_a_second_term_know_what_went_before(
    terms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any move of the spring: the autumn's recruit is on somebody's books already."""
    ask = ["gaps", "spring.xlsx", *_OF]
    bare, known = (
        sum(s["establishment"]["on_roll"] for s in _said(capsys, *ask, *more)["schools"])
        for more in ([], ["--previous", "a.xlsx"])
    )
    assert known == bare + 1
    told = _said(capsys, "targets", "spring.xlsx", *_OF, "--previous", "a.xlsx")
    assert "已到岗" in told["warnings"][0]["message"] and told["targets"]

"""县管校聘 from the command line: each published round locked for the next, the forecast of all."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from models.problem import InputRefused
from models.sheets import LockRow
from models.vocabulary import Mode, Round
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.competition.rounds import Staged
from staffing.intake import read_roster, take_in
from staffing.job import Job
from staffing.result import Run
from staffing.roster_book import compose
from staffing.run import run_county
from staffing.workbook.template import write_county
from tests.competing import managed
from tests.every_roster import PLAIN
from tests.tiny import situation

BASE = ["solve", "book.xlsx", "--policy", str(PLAIN)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_county(managed().county, tmp_path / "book.xlsx")
    return tmp_path


def hold(stage: str, output: str, *before: str) -> None:
    """Hold a round on top of what earlier ones published."""
    known = [word for name in before for word in ("--published", name)]
    assert staffing([*BASE, "--round", stage, *known, "-o", output]) in (Exit.DONE, Exit.SHORT)


def plan(output: str) -> dict[str, tuple[Mode, str]]:
    county = take_in(Path("book.xlsx"), PLAIN).county
    found = read_roster(Path(output), county).placements
    return {p.person: (p.mode, p.host) for p in found}


def test_each_round_keeps_what_was_published_before(folder: Path) -> None:
    hold("学区内", "1.xlsx")
    assert plan("1.xlsx") == {"P2": (Mode.COMPETITION, "H1")}
    hold("跨校竞聘", "2.xlsx", "1.xlsx")
    assert plan("2.xlsx") == plan("1.xlsx")
    hold("组织调剂", "3.xlsx", "1.xlsx", "2.xlsx")
    moved = {k: v for k, v in plan("3.xlsx").items() if k != "P2"}
    assert plan("3.xlsx")["P2"] == (Mode.COMPETITION, "H1")
    assert list(moved.values()) == [(Mode.TRANSFER, "H2")] and moved.keys() < {"P1", "P3"}


def test_a_published_term_is_the_same_in_every_round_and_in_the_plan(folder: Path) -> None:
    hold("学区内", "1.xlsx")
    hold("跨校竞聘", "2.xlsx", "1.xlsx")
    hold("组织调剂", "3.xlsx", "1.xlsx", "2.xlsx")
    assert staffing([*BASE, "--published", "1.xlsx", "-o", "all.xlsx"]) in (Exit.DONE, Exit.SHORT)
    county = take_in(Path("book.xlsx"), PLAIN).county
    books = ("1.xlsx", "2.xlsx", "3.xlsx", "all.xlsx")
    terms = {
        (p.start, p.end)
        for book in books
        for p in read_roster(Path(book), county).placements
        if p.person == "P2"
    }
    assert len(terms) == 1


def test_a_round_does_not_ask_for_locked_visits(folder: Path) -> None:
    before = managed().county
    lock = LockRow(person="P7", mode="走教", school="H2", reason="议定", decided_by="局")  # type: ignore[arg-type]
    here = situation(type(before)(**{**vars(before), "locks": (lock,)}))
    assert "itinerant" in here.policy.modes
    found = Staged(Round.DISTRICT, "样例县", "0" * 64).run(here).result.findings
    assert not [f for f in found if f.rule == "lock"]


def test_the_last_round_says_of_the_locks_what_the_whole_plan_says() -> None:
    before = managed().county
    lock = LockRow(person="P7", mode="交流", school="H2", reason="议定", decided_by="局")  # type: ignore[arg-type]
    here = situation(type(before)(**{**vars(before), "locks": (lock,)}))
    whole = run_county(here, county_name="样例县", input_sha256="0" * 64).over_limits
    found = Staged(Round.ADJUSTMENT, "样例县", "0" * 64).run(here).over_limits
    assert {x.row.rule for x in whole} >= {"sending_floor"} and found == whole


def test_cutoffs_and_refusals_are_said_to_machines(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staffing([*BASE, "--round", "学区内", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["stage"] == "学区内" and said["tiers"] == [] and said["targets"] == []
    (held,) = said["rounds"]
    assert held["cutoffs"] == [
        {
            "school": "H1", "subject": "语文", "grade": None, "places": 1, "applied": 2,
            "admitted": ["P2"], "lowest": 7, "tie": None,
        }
    ]  # fmt: skip
    assert {u["person"]: u["reasons"] for u in held["unplaced"]}["P1"] == [
        "H1：竞聘分5，低于录取线7"
    ]


def test_the_screen_shows_the_cutoffs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staffing([*BASE, "--round", "学区内"])
    said = capsys.readouterr().out
    assert "竞聘录取线" in said and "上岗 1 人，未上岗 2 人" in said and "按公布的办法办完" in said


def test_a_published_result_that_contradicts_the_workbook_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hold("学区内", "1.xlsx")
    before = managed().county
    lock = LockRow(person="P2", mode="留任", reason="领导决定", decided_by="局务会")  # type: ignore[arg-type]
    write_county(type(before)(**{**vars(before), "locks": (lock,)}), folder / "book.xlsx")
    words = [*BASE, "--round", "跨校竞聘", "--published", "1.xlsx", "-o", "2.xlsx"]
    assert staffing(words) == Exit.REFUSED
    assert "P2" in capsys.readouterr().err and not Path("2.xlsx").exists()


def test_what_was_published_is_not_written_over(folder: Path) -> None:
    hold("学区内", "1.xlsx")
    before = Path("1.xlsx").read_bytes()
    words = [*BASE, "--round", "跨校竞聘", "--published", "1.xlsx", "-o", "1.xlsx"]
    assert staffing(words) == Exit.REFUSED
    assert Path("1.xlsx").read_bytes() == before


# -- sheets ---------------------------------------------------------------------------------------


def staged(stage: Round) -> Run:
    return Staged(stage, "样例县", "0" * 64).run(situation(managed().county))


def cells(run: Run, sheet: str) -> list[dict[str, Any]]:
    (block,) = compose(run).sheet(sheet).blocks
    headers = [column.header for column in block.columns]
    return [dict(zip(headers, row, strict=True)) for row in block.rows]


def test_sheets_of_a_round() -> None:
    run = staged(Round.DISTRICT)
    (cut,) = cells(run, "竞聘录取线")
    assert (cut["学校"], cut["名额"], cut["报名"], cut["录取"], cut["录取线"]) == (
        "H1校", 1, 2, 1, "7"
    )  # fmt: skip
    reasons = {row["教师编号"]: row["原因"] for row in cells(run, "未上岗人员")}
    assert reasons["P1"] == "H1校：竞聘分5，低于录取线7"
    (lock,) = cells(run, "锁定")
    assert (lock["学科"], lock["任教学段"]) == ("语文", "小学")
    assert (lock["教师编号"], lock["方式"], lock["学校代码"], lock["决定人"]) == (
        "P2", "竞聘", "H1", None
    )  # fmt: skip
    assert [row["姓名"] for row in cells(run, "公示名单")] == ["样例P2"]
    assert {"学科缺口", "未交流原因"}.isdisjoint(s.name for s in compose(run).sheets)


def test_the_forecast_plays_every_round_and_publishes_nothing() -> None:
    run = staged(Round.FORECAST)
    assert [held.round for held in run.rounds] == [Round.DISTRICT, Round.CROSS, Round.WAITING]
    placed = {p.person: p.mode for p in run.placements}
    assert placed["P2"] is Mode.COMPETITION
    assert Mode.TRANSFER in placed.values()
    book = compose(run)
    assert "公示名单" not in [s.name for s in book.sheets]
    assert "不得公布" in book.sheet("竞聘录取线").notes[0]
    sources = {row["教师编号"]: row["来源"] for row in cells(run, "交流名单")}
    assert sources["P2"] == "竞聘（按分数先后）"


def test_after_all_rounds_who_waits_is_told_why() -> None:
    run = staged(Round.WAITING)
    (held,) = run.rounds
    assert held.unplaced and not held.placements and all(u.reasons for u in held.unplaced)


def test_a_round_is_recorded_and_written_again(folder: Path) -> None:
    hold("学区内", "1.xlsx")
    from staffing.store import Store

    with Store(None) as store:
        (record,) = store.list()
        book = store.load(record.id).plan_book()
    assert book == compose(
        Job(Path("book.xlsx"), PLAIN, stage=Round.DISTRICT).carry_out(lambda step: None).run
    )


@pytest.mark.parametrize(("stage", "mode"), [("学区内", "竞聘"), ("组织调剂", "调动")])
def test_a_round_whose_mode_is_switched_off_is_refused(stage: str, mode: str) -> None:
    here = situation(managed().county)
    kept = {k: v for k, v in here.policy.modes.items() if k not in ("competition", "transfer")}
    off = type(here)(here.county, dataclasses.replace(here.policy, modes=kept))
    with pytest.raises(InputRefused, match=f"没有启用“{mode}”"):
        Staged(Round(stage), "样例县", "0" * 64).run(off)

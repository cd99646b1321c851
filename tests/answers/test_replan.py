"""Planning again after objections, and hand edits read back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.column import Code
from models.roster import Roster
from models.vocabulary import Mode, Relation
from staffing.answers.differing import changed_people
from staffing.answers.explain.unproposed import unproposed_words
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.replanning import Objection, objections_in_data, replan, who_changes
from staffing.answers.suppose.supposed import changed
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import Intake, read_roster
from staffing.solve import prepare
from tests.answers.at_hand import COUNTY, POLICY, base_of, said, suppose, write_rows
from tests.every_roster import every_roster, under
from tests.tiny import move, teacher, tiny


def test_a_replan_names_whose_objection_it_was() -> None:
    there = under(COUNTY)
    base = base_of(there)
    mover = base.roster.placements[0].person
    changes = read_changes(Wanted(exempt=(mover,)), there.county, there.policy)
    found = replan(base, changes)
    assert found.run.result.roster is not None and found.afresh is not None
    assert [o.people for o in found.objections] == [(mover,)]
    assert found.lines[0].person == mover and found.lines[0].own
    assert all(line.because == (0,) for line in found.lines)
    after = Situation(changed(there.county, changes), there.policy)
    order = [tier.id for tier in after.policy.tiers]
    above = tuple(order[: order.index("targets") + 1])
    fewest = min(
        (t.values(above), len(changed_people(base.roster, t.roster))) for t in every_roster(after)
    )
    assert len(found.lines) == fewest[1]
    assert found.moved_afresh is not None and found.moved_afresh >= len(found.lines)


def test_a_change_is_traced_along_shared_places() -> None:
    there = under(COUNTY)
    base = Roster.of([move("T1", "A", "B", subject="语文"), move("T7", "C", "B", subject="数学")])
    now = Roster.of([move("T2", "A", "B", subject="语文")])
    lines = who_changes(there, base, now, [Objection("甲", ("T1",)), Objection("乙", ("T7",))])
    assert [(x.person, x.own, x.because) for x in lines] == [
        ("T1", True, (0,)), ("T7", True, (1,)), ("T2", False, (0,))]  # fmt: skip


def test_rows_the_workbook_no_longer_allows_are_objections() -> None:
    there = under(COUNTY)
    base = base_of(there)
    mover = base.roster.placements[0].person
    after = suppose(there, exempt=(mover,))
    found = replan(replace(base, intake=Intake(after, "1" * 64)), [], afresh=False)
    assert [o.people for o in found.objections] == [(mover,)]
    assert "原安排" in found.objections[0].words and "已审批" in found.objections[0].words
    assert found.afresh is None


def test_a_row_of_an_open_leader_the_workbook_no_longer_allows_names_nobody() -> None:
    there = under(tiny(more=[teacher("L8", "B", leadership="副职")]))
    base = Roster.of([move("L8", "B", "A", subject="语文"), move("T3", "A", "B", subject="数学")])
    found = [o.words for o in objections_in_data(prepare(there), base, ())]
    assert len(found) == 2 and not any("L8" in words for words in found)
    assert any(words.startswith("学校领导（按干部管理权限另行办理）的原安排") for words in found)


def test_replan_writes_a_roster_and_lists_two_columns(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["replan", "book.xlsx", "--policy", POLICY, "--exempt", "T1", "-o", "new.xlsx"]
    code, found = said(capsys, *words)
    assert code in (Exit.DONE, Exit.SHORT) and (folder / "new.xlsx").exists()
    assert found["changed"][0]["person"] == "T1" and found["changed"][0]["own"]
    assert found["objections"] == ["样例T1（T1）获批免"] and found["afresh"]["changed_people"]
    assert found["run"]["id"]
    mine = ["explain", "book.xlsx", "T1", "--policy", POLICY, "--run", found["run"]["id"]]
    assert run(mine) == Exit.DONE
    assert "按下列异议重排的：样例T1（T1）获批免。" in capsys.readouterr().out
    _, listed = said(capsys, "runs")
    first = listed["runs"][-1]["id"]
    assert run([*words[:-1], "again.xlsx", "--quick", "--run", first]) == code
    heard = capsys.readouterr().out
    assert "变动名单" in heard and "原安排" in heard and "新安排" in heard and "因何变动" in heard
    assert run([*words[:-1], "book.xlsx"]) == Exit.REFUSED


def test_edits_by_hand_are_read_back_and_held(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = read_roster(folder / "r.xlsx", COUNTY)
    (gone, *kept) = plan.placements
    stays = [k for k in kept if k.person != gone.person]
    write_rows(stays, folder / "edit.xlsx")
    check = ["pin", "book.xlsx", "--policy", POLICY, "--roster"]
    _, found = said(capsys, *check, "edit.xlsx")
    assert [e["person"] for e in found["edits"]] == [gone.person] and not found["edits"][0]["after"]
    assert run([*check, "r.xlsx"]) == Exit.DONE
    assert "没有手改的地方" in capsys.readouterr().out
    _, again = said(capsys, "replan", "book.xlsx", "--policy", POLICY, "--quick", "--pins",
                       "edit.xlsx")  # fmt: skip
    assert gone.person not in {p["person"] for p in again["placements"]}


def test_other_days_written_by_hand_are_a_decision(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *rest = read_roster(folder / "r.xlsx", COUNTY).placements
    sooner = first.end.replace(year=first.end.year - 1)
    write_rows([replace(first, end=sooner), *rest], folder / "edit.xlsx")
    ask = ["book.xlsx", "--policy", POLICY]
    _, found = said(capsys, "pin", *ask, "--roster", "edit.xlsx")
    (edit,) = found["edits"]
    assert f"（{sooner}止）" in edit["decisions"][0]
    _, again = said(capsys, "replan", *ask, "--quick", "--pins", "edit.xlsx")
    (kept,) = (p for p in again["placements"] if p["person"] == first.person)
    assert (kept["host"], kept["end"]) == (first.host, sooner.isoformat())


def test_a_day_before_the_term_written_by_hand_is_wrong_at_its_cell(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *rest = read_roster(folder / "r.xlsx", COUNTY).placements
    earlier = first.start.replace(year=first.start.year - 1)
    write_rows([replace(first, start=earlier), *rest], folder / "edit.xlsx")
    ask = ["book.xlsx", "--policy", POLICY, "--roster", "edit.xlsx"]
    _, found = said(capsys, "pin", *ask)
    (error,) = found["errors"]
    assert "起应为" in error["message"] and error["cell"].startswith("I")


def test_what_of_an_earlier_plan_is_read_otherwise_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column that an alias names beside the column itself; a file given twice."""
    from openpyxl import load_workbook

    write_rows(list(read_roster(folder / "r.xlsx", COUNTY).placements), folder / "hand.xlsx")
    book = load_workbook(folder / "hand.xlsx")
    sheet = book["安排表"]
    head = next(row for row in sheet.iter_rows() if any("教师编号" in str(c.value) for c in row))
    sheet.cell(head[0].row, sheet.max_column + 1, "工号")
    book.save(folder / "hand.xlsx")
    capsys.readouterr()
    ask = ["book.xlsx", "--policy", POLICY]
    for words in (
        ["explain", "book.xlsx", "A", *ask[1:], "--roster", "hand.xlsx"],
        ["whatif", *ask, "--roster", "hand.xlsx", "--exempt", "T1"],
        ["replan", *ask, "--quick", "--pins", "hand.xlsx"],
        ["solve", *ask, "--db", "other.db", "--published", "hand.xlsx"],
        ["diagnose", *ask, "--previous", "hand.xlsx"],
        ["price", *ask, "--roster", "hand.xlsx", "--most", "1"],
        ["plans", *ask, "--db", "other.db", "--previous", "hand.xlsx"],
    ):
        run(words)
        heard = capsys.readouterr().err
        assert "《hand.xlsx》安排表!" in heard and "以A列“教师编号”为准" in heard, words
        _, told = said(capsys, *words)
        assert "以A列“教师编号”为准" in told["warnings"][0]["message"], words
    run(["solve", *ask, "--db", "other.db", *["--published", "hand.xlsx"] * 2])
    assert "《hand.xlsx》 写了不止一次" in capsys.readouterr().err.replace("!", "")


def test_an_edit_that_cannot_be_is_told_by_cell(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = read_roster(folder / "r.xlsx", COUNTY)
    first, *rest = plan.placements
    write_rows([replace(first, host=first.home), *rest], folder / "edit.xlsx")
    _, found = said(capsys, "pin", "book.xlsx", "--policy", POLICY, "--roster", "edit.xlsx")
    (error,) = found["errors"]
    assert error["sheet"] == "安排表" and error["cell"] == "F3" and first.person in error["message"]


def test_a_file_that_is_no_roster_of_the_county_is_told_in_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = ["pin", "book.xlsx", "--policy", POLICY, "--roster"]
    _, found = said(capsys, *check, "book.xlsx")
    (error,) = found["errors"]
    assert "学期工作簿，不是花名册" in error["message"]
    plan = read_roster(folder / "r.xlsx", COUNTY)
    two = [replace(plan.placements[0], person=Code(f"X{i}")) for i in range(2)]
    write_rows(two, folder / "other.xlsx")
    _, found = said(capsys, *check, "other.xlsx")
    (error,) = found["errors"]
    assert "另一份工作簿的花名册" in error["message"]


def test_a_hand_that_asks_for_what_nobody_proposed_is_told_why() -> None:
    there = under(COUNTY)
    words = {mode: unproposed_words(there, Code("T3"), mode) for mode in Mode}
    assert "未" in words[Mode.ROTATION] and "可安排交流之列" in words[Mode.ROTATION]
    assert "富余" in words[Mode.TRANSFER] and "没有启用" in words[Mode.ITINERANT]
    assert all("。" not in said for said in words.values())


def test_the_page_and_the_json_say_which_run_they_start_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody named it: how it was chosen is said, as it may not be the one that was meant."""
    _, listed = said(capsys, "runs")
    name = listed["runs"][0]["id"]
    ask = ["book.xlsx", "--policy", POLICY]
    for words in (
        ["replan", *ask, "--quick"],
        ["whatif", *ask, "--exempt", "T1"],
        ["explain", "book.xlsx", "A", *ask[1:]],
    ):
        _, told = said(capsys, *words, "--run", name)
        assert told["plan"] == name and "最近" not in told["plan_words"]
        run([*words])
        page = capsys.readouterr().out.replace("\n", "")
        assert "本工作簿按本政策最近一次" in page and "次运行的方案为准" in page
    assert told["plan_words"].startswith(f"以第 {name} 次运行的方案为准")


def test_edits_wrong_in_every_way_are_told_in_one_go(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Codes nobody has, rows nobody may fill and slips within one row; objections as well."""
    plan = read_roster(folder / "r.xlsx", COUNTY)
    first, second, *rest = plan.placements
    later = first.end.replace(year=first.end.year + 1)
    wrong = [
        replace(first, person=Code("Z9")),
        replace(first, end=later, periods=Decimal(4)),
        replace(second, host=second.home),
    ]
    write_rows([*wrong, *rest], folder / "edit.xlsx")
    ask = ["book.xlsx", "--policy", POLICY]
    code, found = said(capsys, "pin", *ask, "--roster", "edit.xlsx")
    assert code == Exit.REFUSED
    unknown, apart, struck = found["errors"]
    assert [error["cell"][1:] for error in found["errors"]] == ["3", "4", "5"]
    assert "“Z9”" in unknown["message"] and second.person in struck["message"]
    assert "止应为" in apart["message"] and "周课时应留空" in apart["message"]
    write_rows([replace(first, relation=Relation.TRANSFERRED), second], folder / "kept.xlsx")
    _, kept = said(capsys, "pin", *ask, "--roster", "kept.xlsx")
    assert ["关系应为不调动" in error["message"] for error in kept["errors"]] == [True]
    _, again = said(capsys, "replan", *ask, "--pins", "edit.xlsx", "--exempt", "Z7")
    assert "Z7" in again["errors"][0]["cell"] and again["errors"][1:] == found["errors"]

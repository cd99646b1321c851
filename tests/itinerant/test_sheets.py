"""Sheets of 走教: a teacher's week, a school's week, the workload."""

from __future__ import annotations

from dataclasses import replace

from constraints.situation import Situation
from models.column import Code
from models.roster import Roster
from models.vocabulary import Leadership
from staffing.result import Run
from staffing.roster_book import compose
from staffing.roster_book.book import Sheet
from tests.out.finished import finished_run
from tests.rules.visiting import visit

NAMES = ("走教课表（教师）", "走教课表（学校）", "走教工作量")


def _run(*half_days: int) -> Run:
    run = finished_run()
    placements = [p for p in run.placements if p.person != "T4"]
    placements += [visit("T4", "A", host, n) for host, n in zip("BC", half_days, strict=False)]
    return replace(run, result=replace(run.result, roster=Roster.of(placements)))


def _row(sheet: Sheet, code: str) -> dict[str, object]:
    (block,) = sheet.blocks
    headers = [column.header for column in block.columns]
    (row,) = [row for row in block.rows if code in row]
    return dict(zip(headers, row, strict=True))


def test_nobody_goes_about_no_sheets() -> None:
    book = compose(finished_run())
    assert not [sheet.name for sheet in book.sheets if sheet.name in NAMES]


def test_a_teachers_week_and_a_schools_week_tell_the_same() -> None:
    book = compose(_run(2))
    mine, theirs = _row(book.sheet(NAMES[0]), "T4"), _row(book.sheet(NAMES[1]), "B")
    visited = [k for k, v in mine.items() if v == "=河东小学"]
    assert len(visited) == 2 and visited == [k for k in theirs if "体育" in str(theirs[k])]
    assert sum(v == "本校" for v in mine.values()) == 8


def test_the_workload_is_the_weeks() -> None:
    row = _row(compose(_run(2)).sheet(NAMES[2]), "T4")
    figures = [row[k] for k in ("本校周课时", "走教周课时", "走教学校数", "每周半天数", "每周天数")]
    assert figures == [4, 6, 1, 2, 1]
    assert row["每周往返公里"] == 20 and row["每周补助（元）"] is None


def test_who_does_not_fit_is_named() -> None:
    run = _run(4, 7)
    assert "须人工调整" in "".join(compose(run).sheet(NAMES[0]).notes)


def test_another_subject_than_the_own_stands_beside_the_school() -> None:
    run = finished_run()
    rows = [p for p in run.placements if p.person != "T4"]
    rows.append(visit("T4", "A", "B", 2, subject="美术"))
    told = compose(replace(run, result=replace(run.result, roster=Roster.of(rows))))
    assert "=河东小学 美术" in _row(told.sheet(NAMES[0]), "T4").values()


def test_a_leader_nobody_decided_about_stands_on_no_week() -> None:
    run = finished_run()
    head = run.county.teacher[Code("T4")].model_copy(update={"leadership": Leadership.PRINCIPAL})
    people = tuple(head if row.code == "T4" else row for row in run.county.teachers)
    rows = [p for p in run.placements if p.person != "T4"]
    rows.append(visit("T4", "A", "B", 2))
    there = Situation(replace(run.county, teachers=people), run.policy)
    secret = replace(run, situation=there, result=replace(run.result, roster=Roster.of(rows)))
    assert not [sheet.name for sheet in compose(secret).sheets if sheet.name in NAMES]

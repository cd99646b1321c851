"""Two plans person by person: one count, one wording."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation, Stage
from staffing.answers.differing import Difference, both_words, changed_people
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.replanning import replan
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.naming import CountyNames
from staffing.roster_book import compose
from staffing.roster_book.book import names_in
from staffing.workbook.template import write_county
from tests.answers.at_hand import COUNTY, POLICY, base_of
from tests.answers.planted import lock
from tests.every_roster import under
from tests.tiny import move, teacher, tiny

PLAIN_MOVE = move("T1", "A", "B", subject="语文")
OTHERWISE: dict[str, Any] = {
    "mode": Mode.SECONDMENT,
    "relation": Relation.TRANSFERRED,
    "home": Code("C"),
    "host": Code("C"),
    "start": date(2026, 9, 2),
    "end": date(2028, 8, 31),
    "stage": Stage.JUNIOR,
    "subject": "数学",
    "periods": Decimal("7.5"),
    "post": "教师",
    "team": Code("TP01"),
}


@pytest.mark.parametrize("field", OTHERWISE)
def test_whoever_is_called_changed_is_told_what_changes(field: str) -> None:
    now: Placement = replace(PLAIN_MOVE, **{field: OTHERWISE[field]})
    assert changed_people(Roster((PLAIN_MOVE,)), Roster((now,))) == ("T1",)
    was, then = both_words((PLAIN_MOVE,), (now,), str)
    assert was != then


def test_who_goes_on_to_the_same_place_from_the_school_that_takes_over_is_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Solver and page counted them differently, and nothing was answered."""
    monkeypatch.chdir(tmp_path)
    write_county(tiny(locks=[lock("T1", "C")]), tmp_path / "book.xlsx")
    run(["solve", "book.xlsx", "--policy", POLICY])
    capsys.readouterr()
    code = run(["whatif", "book.xlsx", "--policy", POLICY, "--close", "A:B"])
    heard = capsys.readouterr()
    assert code in (Exit.DONE, Exit.SHORT), heard.err
    assert "派出学校城关小学" in heard.out and "派出学校河东小学" in heard.out


def test_who_stands_in_for_whom_changes_nobody() -> None:
    now = replace(PLAIN_MOVE, counterpart=Code("T2"), successor=Code("T3"), proposed=True)
    assert changed_people(Roster((PLAIN_MOVE,)), Roster((now,))) == ()


def test_the_few_words_stay_few_where_they_differ() -> None:
    words = both_words((PLAIN_MOVE,), (), CountyNames(COUNTY).school)
    assert words == ("交流到河东小学（语文）", "在原校不动")
    recruit = replace(PLAIN_MOVE, mode=Mode.RECRUITMENT)
    assert both_words((), (recruit,), str)[0] == "未安排去处"


def test_leaders_nobody_decided_are_neither_named_nor_counted() -> None:
    names = CountyNames(tiny(more=[teacher("T8", "A", leadership="副职")]))
    led = move("T8", "A", "B", subject="语文")
    found = Difference.of(names, Roster(()), Roster.of([PLAIN_MOVE, led]))
    assert found.people == ("T1", "T8") and found.shown == ("T1",)
    assert [row[0] for row in found.rows(names)] == ["样例T1（T1）"]
    still = Difference.of(names, Roster(()), Roster.of([PLAIN_MOVE]))
    assert found.closing == still.closing == "（去留未决定的学校领导不计在内）"


def test_the_live_line_counts_whom_the_page_counts() -> None:
    there = under(COUNTY)
    base = base_of(there)
    mover = base.roster.placements[0].person
    told: list[int | None] = []

    def heard(name: str, best: int | None, bound: int | None, unit: str) -> None:
        told.extend([best] if name == "变动人数" else [])

    changes = read_changes(Wanted(exempt=(mover,)), there.county, there.policy)
    found = replan(base, changes, afresh=False, progress=heard)
    different = found.difference(found.run)
    assert different is not None and mover in different.people
    assert told[-1] == len(different.people) == len(found.lines)


def test_a_plan_by_hand_with_blanks_does_not_change_everybody(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a hand left out (课时, 学段) is read as the candidate has it, not as a change."""
    from staffing.intake import read_roster
    from tests.answers.at_hand import write_rows

    plan = read_roster(folder / "r.xlsx", COUNTY)
    bare = [replace(p, stage=None, periods=None, post=None) for p in plan.placements]
    write_rows(bare, folder / "hand.xlsx")
    capsys.readouterr()
    words = ["--policy", POLICY, "--roster", "hand.xlsx", "--recruit", "数学:小学:1"]
    run(["whatif", "book.xlsx", *words])
    heard = capsys.readouterr()
    stayed = [p for p in plan.placements if f"（{p.person}）" in heard.out]
    (counted,) = re.findall(r"变动人数：最好 (\d+) 人", heard.err)
    assert f"变动的人（共 {counted} 人）" in heard.out and len(stayed) < len(bare)


def test_a_book_names_the_schools_its_plan_has_codes_of() -> None:
    from tests.out.finished import finished_run

    run_ = finished_run()
    names, known = CountyNames(run_.county), names_in(compose(run_))
    assert run_.placements
    for placement in run_.placements:
        for code in (placement.home, placement.host):
            assert known[code] == names.school(code)
        assert known[placement.person] == names.person(placement.person)

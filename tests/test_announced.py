"""A final roster held against what was announced: who differs, why, which locks are broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from constraints.facts.exemption import PUBLIC_REASON
from models.problem import InputRefused
from models.roster import Placement, Roster
from models.sheets import ExemptionRow, LockRow, WishRow
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.locks.announced import Announced, Kept, against
from staffing.modelling.candidates import propose
from staffing.roster_book.announced import UNFOUNDED, announced_sheets, announced_words
from staffing.workbook.template import write_county
from tests.answers.at_hand import POLICY, said, write_rows
from tests.every_roster import under
from tests.tiny import move, teacher, tiny

T1, T2 = (move(code, "A", "B", subject="语文") for code in ("T1", "T2"))
WISHES = [WishRow(person=code, rank=1, school="B", mode="交流") for code in ("T1", "T2", "T7")]  # type: ignore[arg-type]
STAYS = LockRow(person="T1", mode="留任", reason="样例事由", decided_by="样例甲")  # type: ignore[arg-type]


def _held(plan: Sequence[Placement], *announced: Placement, **sheets: Any) -> Announced:
    here = under(tiny(**{"wishes": WISHES, **sheets}))
    return against(propose(here), [("公示.xlsx", Roster.of(announced))], Roster.of(tuple(plan)))


def test_whoever_goes_as_announced_is_not_listed_and_locked() -> None:
    found = _held([T1, T2], T1, T2)
    assert found.departures == () and found.people == 2
    assert {lock.person for lock in found.situation.county.locks} == {"T1", "T2"}
    assert announced_words(found) == "公示并锁定的 2 人，照办 2 人"


def test_an_announced_move_nobody_takes_back_in_writing_is_unfounded() -> None:
    (one,) = _held([T2], T1, T2).departures
    assert (one.person, one.kept, one.unfounded, one.after) == ("T1", Kept.BROKEN, True, ())
    assert UNFOUNDED in str(announced_sheets(_held([T2], T1, T2)))
    (other,) = _held([move("T1", "A", "C", subject="语文")], T1).departures
    assert other.unfounded and other.after[0].host == "C"


def test_what_the_workbook_says_of_it_since_is_told() -> None:
    exempt = ExemptionRow(person="T1", kind="免", reason="样例事由", approval="已批准")  # type: ignore[arg-type]
    (one,) = _held([], T1, exemptions=[exempt]).departures
    assert (one.kept, one.why, one.unfounded) == (Kept.BROKEN, PUBLIC_REASON, False)
    (two,) = _held([], T1, locks=[STAYS]).departures
    assert two.kept is Kept.OVERRULED and "锁定" in two.why and "留任" in two.why
    assert "样例事由" not in two.why
    sick = {"T1": {"status": "病休", "status_from": date(2026, 9, 1), "status_to": None}}
    here = under(tiny(sick, wishes=WISHES))
    (three,) = against(propose(here), [("公示.xlsx", Roster.of((T1,)))], Roster(())).departures
    assert three.kept is Kept.BROKEN and three.why and "病" not in three.why


def test_who_was_proposed_only_and_who_came_after_break_no_lock() -> None:
    found = _held([move("T7", "C", "B", subject="数学")], T1, wishes=WISHES[2:])
    kept = {one.person: one.kept for one in found.departures}
    assert kept == {"T1": Kept.OPEN, "T7": Kept.ADDED} and not found.broken
    (one,) = _held([move("T1", "A", "B", subject="语文", end=date(2027, 1, 31))], T1).departures
    assert one.kept is Kept.DATES


def test_an_undecided_leader_is_on_neither_side() -> None:
    """Whether the plan, the announcement, both or none of them send the leader."""
    led = move("L8", "B", "A", subject="语文")
    more = [teacher("L8", "B", "语文", leadership="副职")]
    told = [
        _held([T1, *plan], T2, *announced, more=more)
        for plan in ([], [led])
        for announced in ([], [led])
    ]
    assert len({str(x.departures) + announced_words(x) for x in told}) == 1
    assert not any("L8" in str(x.situation.county.locks) for x in told)


def test_two_announcements_that_contradict_each_other_are_refused() -> None:
    second = WishRow(person="T1", rank=2, school="C", mode="交流")  # type: ignore[arg-type]
    here = under(tiny(wishes=[*WISHES, second]))
    other = move("T1", "A", "C", subject="语文")
    both = [(name, Roster.of((p,))) for name, p in (("一.xlsx", T1), ("二.xlsx", other))]
    with pytest.raises(InputRefused, match="不一致"):
        against(propose(here), both, Roster(()))


def test_solve_asks_as_of_the_announcement_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """T1 was announced and has been exempted since: told, not sent, and no 建议人选; the audit of
    the plan against the announcement says why."""
    monkeypatch.chdir(tmp_path)
    exempt = ExemptionRow(person="T1", kind="免", reason="样例事由", approval="已批准")  # type: ignore[arg-type]
    write_county(tiny(wishes=WISHES, exemptions=[exempt]), tmp_path / "book.xlsx")
    write_rows([T1, T2], tmp_path / "pub.xlsx")
    told = ["book.xlsx", "--policy", POLICY, "--published", "pub.xlsx"]
    _, found = said(capsys, "solve", *told, "-o", "final.xlsx")
    (note,) = (w["message"] for w in found["warnings"] if "照锁定办" in w["message"])
    assert "已公示的 1 人照锁定办" in note and "样例事由" not in note
    assert "公示后又批准免、缓交流的 1 人，公示的安排不再锁定，本次不派；样例T1（T1）" in note
    assert "建议人选" not in note
    _, found = said(capsys, "audit", *told, "--roster", "final.xlsx")
    (one,) = (d for d in found["published"]["departures"] if d["kept"] != "added")
    assert (one["person"], one["why"], one["unfounded"]) == ("T1", PUBLIC_REASON, False)


def test_audit_tells_it_on_the_screen_in_json_and_in_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(tiny(wishes=WISHES), tmp_path / "book.xlsx")
    write_rows([T1, T2], tmp_path / "pub.xlsx")
    write_rows([T2], tmp_path / "final.xlsx")
    words = ["audit", "book.xlsx", "--policy", POLICY, "--roster", "final.xlsx"]
    _, before = said(capsys, *words)
    assert "published" not in before
    words += ["--published", "pub.xlsx"]
    code, found = said(capsys, *words)
    assert code == Exit.SHORT
    (one,) = found["published"]["departures"]
    assert (one["person"], one["kept"], one["lock_broken"], one["now"]) == (
        "T1",
        "broken",
        True,
        [],
    )
    assert one["published"][0]["host"] == "B" and found["published"]["people"] == 2
    assert [f["key"] for f in found["findings"] if f["rule"] == "lock"] == ["T1/交流"]
    assert run([*words, "-o", "核查.xlsx"]) == Exit.SHORT
    page = capsys.readouterr().out.replace("\n", "")
    assert "公示并锁定的 2 人，照办 1 人，未照办 1 人（1 人没有依据）" in page
    assert "与公示不同的人（共 1 人）" in page and "样例T1" in page
    from openpyxl import load_workbook

    sheet = load_workbook("核查.xlsx")["公示对照"]
    assert any("T1" in str(cell.value) for row in sheet.iter_rows() for cell in row)

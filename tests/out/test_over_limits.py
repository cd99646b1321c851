"""锁定超限 is told in the same words on the screen, on the sheets and in JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from constraints.registry import rules
from constraints.situation import Situation
from models.finding import Finding, State
from models.roster import Roster
from models.vocabulary import Round
from staffing.audit import audit
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.console.digest import audit_verdict, digest
from staffing.json_contract import solve_json
from staffing.locks.excess import excess_words, excesses, over_limits_json
from staffing.roster_book import compose
from staffing.roster_book.audit_book import audit_book
from staffing.roster_book.book import Block, Book
from staffing.run import run_county
from staffing.workbook.template import write_county
from tests.answers.planted import lock
from tests.every_roster import PLAIN, under
from tests.tiny import move, teacher, tiny

GUESTS = [teacher("T8", "A", "英语"), teacher("T9", "A", "音乐")]
BOTH = [lock("T8", "B", "调动"), lock("T9", "B", "调动")]
WORDS = "河东小学的“核定编制上限”超 2 人（计 3 人，上限 1 人；样例T8（T8）、样例T9（T9））"


def locked_in(approved: int) -> Situation:
    """Two people locked into B, which has one person on its books and so many approved posts."""
    return under(tiny(more=GUESTS, changes={"B": {"approved": approved}}, locks=BOTH))


def first_rows(book: Book, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet's first table by header."""
    block: Block = book.sheet(sheet).blocks[0]
    headers = [column.header for column in block.columns]
    return [dict(zip(headers, row, strict=True)) for row in block.rows]


def test_screen_sheets_and_json_tell_it_in_the_same_words() -> None:
    run = run_county(locked_in(1), county_name="样例县", input_sha256="0" * 64)
    (over,) = run.over_limits
    assert excess_words(run.situation, over) == WORDS
    (said,) = (words for name, words, _ in digest(run, "花名册.xlsx") if name == "锁定超限")
    assert said.startswith(WORDS)
    book = compose(run)
    assert {"项目": "锁定超限", "内容": WORDS} in first_rows(book, "总览")
    row = first_rows(book, "核查结果")[0]
    assert (row["结论"], row["规则"], row["对象"]) == ("锁定超限", "核定编制上限", "河东小学")
    assert (row["实测"], row["要求"], row["差（或超）"], row["单位"]) == (3, 1, 2, "人")
    assert str(row["说明"]).startswith(WORDS) and row["涉及人员"] == "样例T8（T8）、样例T9（T9）"
    assert "锁定超限 1 处；" in book.sheet("核查结果").notes[0]
    (told,) = solve_json(run)["over_limits"]
    assert (told["counted"], told["limit"], told["over"], told["message"]) == (3, 1, 2, WORDS)
    assert (told["rule"], told["key"], told["people"]) == ("establishment_cap", "B", ["T8", "T9"])


def test_an_audit_tells_it_too() -> None:
    run = run_county(locked_in(1), county_name="样例县", input_sha256="0" * 64)
    assert run.result.roster is not None
    found = audit(run.situation, run.result.roster)
    assert audit_verdict(found)[0] == "结论：除锁定超限 1 处外，硬性规则和力争的指标都满足。"
    assert first_rows(audit_book(found), "核查结果")[0]["结论"] == "锁定超限"
    assert over_limits_json(found.situation, found.over_limits) == solve_json(run)["over_limits"]


def test_nothing_is_said_where_the_locks_keep_every_limit() -> None:
    run = run_county(locked_in(3), county_name="样例县", input_sha256="0" * 64)
    assert run.over_limits == () and solve_json(run)["over_limits"] == []
    book = compose(run)
    assert "锁定超限" not in [row["项目"] for row in first_rows(book, "总览")]
    assert all(row["结论"] != "锁定超限" for row in first_rows(book, "核查结果"))


def test_an_overrun_beside_locks_is_told_with_the_limit_as_it_stands() -> None:
    """B may hold one and has one; one is locked into it, and a hand-made plan adds another."""
    there = under(tiny(more=GUESTS, changes={"B": {"approved": 1}}, locks=BOTH[:1]))
    moved = [
        move("T8", "A", "B", "调动", relation="调动", subject="英语", stage="小学"),
        move("T9", "A", "B", "调动", relation="调动", subject="音乐", stage="小学"),
    ]
    found = audit(there, Roster.of(moved))
    (finding,) = (f for f in found.findings if f.rule == "establishment_cap")
    assert (finding.measured, finding.required, finding.short) == (3, 2, 1)
    assert finding.message == (
        "河东小学调动后在编3人，可容纳2人，超1人"
        "（上限 1 人，其中锁定占用 1 人，锁定的先行落实，超出的由此算起）。"
    )


def test_what_is_left_is_said_as_a_clerk_reads_it() -> None:
    """减免 stay with a school that everybody leaves: less than nothing is no figure for people."""
    there = locked_in(1)
    (cap,) = excesses(there)
    floor = replace(cap, row=there.policy.rows_of("sending_floor")[0], key="B/小学/语文", by=500)
    left = replace(floor, alone=500, limit=607, counted=107)
    assert "（剩 10.7 课时，至少要 60.7 课时；" in excess_words(there, left)
    owed = excess_words(there, replace(left, limit=7, counted=-493))
    assert "（至少要 0.7 课时，一点不剩，连减免在内还欠 49.3 课时；" in owed
    rule = rules()["sending_floor"]
    found = Finding(
        rule="sending_floor", instance="sending_floor", name="", key="河东小学/小学/语文",
        measured=-80, required=60, short=140, unit=rule.unit, state=State.SHORT, people=(),
        message="", document="", clause="", standing="", enforced=True, mode="hard",
    )  # fmt: skip
    assert "实有0课时，减免和走教还多出8课时，差14课时" in rule.explain(found)


def test_a_round_tells_what_others_may_make_up_for_too() -> None:
    there = under(tiny(locks=[lock("T4", "B")]))
    run = run_county(there, county_name="样例县", input_sha256="0" * 64)
    assert [x.row.rule for x in run.over_limits] == ["sending_floor"]
    assert replace(run, stage=Round.CROSS).over_limits == run.over_limits
    full = run_county(locked_in(1), county_name="样例县", input_sha256="0" * 64)
    assert replace(full, stage=Round.CROSS).over_limits == full.over_limits != ()


def test_plans_for_the_meeting_tell_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(locked_in(1).county, Path("book.xlsx"))
    ask = ["plans", "book.xlsx", "--policy", str(PLAIN)]
    assert staffing(ask) == Exit.SHORT
    heard = "".join(capsys.readouterr().out.split())
    assert "锁定超限" in heard and WORDS.partition("（")[0].replace(" ", "") in heard
    staffing([*ask, "--json"])
    plans = json.loads(capsys.readouterr().out)["plans"]
    assert plans and all(plan["over_limits"][0]["over"] == 2 for plan in plans)

"""A rule that waits for a number, and a value looser by a waiver, are told wherever they matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.policy import Policy
from models.sheets import SchoolChangeRow
from staffing.cli.app import run
from staffing.json_contract import solve_json
from staffing.ledger.computing import before_any_move, cited
from staffing.ledger.opening import opening_words
from staffing.ledger.waiting import waiting_json, waiting_words
from staffing.policy_file import load
from staffing.roster_book import compose
from staffing.roster_book.checks import findings_sheet, targets_sheet
from tests.facts.staff_params import past
from tests.out.finished import finished_run
from tests.tiny import START, situation, tiny

HEAD = """
[policy]
id = "county"
name = "样例县"
extends = "huantai-2022"
standing = "本县决定"
[documents.own]
title = "样例县方案"
standing = "本县决定"
[documents.draft]
title = "样例县规划"
standing = "草案"
"""
WAITING = """
[rules.key_teacher_share.own]
force = "watch"
title = "骨干占应交流人数"
share = { pending = true, from = 2026-01-01, source = "draft", clause = "二（三）3" }
base = { value = "应交流对象", from = 2026-01-01, source = "draft", clause = "二（三）3" }
"""
SIGN = "囍"
"""One sign, which no narrow column can break, and which no name has."""
WAIVER = f"{SIGN}1号 一"
WAIVED = f"""
[rules.degree_ratio]
source = "own"
clause = "第三条"
limit = {{ value = 1.05, from = 2026-01-01, source = "own", clause = "三", waiver = "{WAIVER}" }}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(HEAD + WAITING + WAIVED, encoding="utf-8")
    return path


@pytest.fixture
def policy(own: Path) -> Policy:
    return load(own, date(2026, 9, 1))


def test_a_waiting_rule_says_for_which_number_of_which_document(policy: Policy) -> None:
    words = waiting_words(policy)
    for part in (
        "1 条",
        "骨干占应交流人数（key_teacher_share.own）",
        "《样例县规划》二（三）3留空",
    ):
        assert part in words
    (told,) = waiting_json(policy)
    assert (told["rule"], told["clause"]) == ("key_teacher_share.own", "二（三）3")
    assert waiting_words(load("huantai-2022", START)) == ""


def test_what_the_policy_switches_off_itself_does_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    off = WAITING.replace('"watch"', '"off"\nreason = "本县不定"')
    path.write_text(HEAD + off, encoding="utf-8")
    assert waiting_words(load(path, START)) == ""


def test_it_is_told_on_the_screen_in_json_and_in_both_sheets(policy: Policy) -> None:
    here = Situation(tiny(), policy)
    words = waiting_words(policy)
    for sheet in (targets_sheet(here, ()), findings_sheet(here, ())):
        assert words in sheet.notes, sheet.title
    finished = finished_run()
    finished = replace(finished, situation=Situation(finished.county, policy))
    assert solve_json(finished)["waiting"] == waiting_json(policy)
    assert words in str(compose(finished))


def test_the_command_targets_tells_it(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.xlsx"
    run(["sample", str(book), "--teachers", "60"])
    capsys.readouterr()
    run(["targets", str(book), "--policy", str(own)])
    out = capsys.readouterr().out
    assert "骨干占应交流人数（key_teacher_share.own）" in out
    assert "以本期第一天（" in out and SIGN in out


def test_a_waiver_stands_beside_the_clause_of_ledger_and_findings(policy: Policy) -> None:
    (row,) = policy.rows_of("degree_ratio")
    assert WAIVER in policy.citation(row.basis)
    here = Situation(tiny(), policy)
    assert cited(here, row.basis)[2] == f"本县决定，放宽依据：{WAIVER}"
    (line,) = (line for line in before_any_move(here).lines if line.rule == "degree_ratio")
    assert SIGN in line.standing
    assert "放宽" not in policy.citation(policy.rows_of("rotation_share")[0].basis)


def test_show_and_diff_name_the_waiver(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["show", str(own)], ["diff", "huantai-2022", str(own)]):
        run(["policy", *command])
        assert SIGN in capsys.readouterr().out


def closing(code: str, successor: str | None) -> SchoolChangeRow:
    return SchoolChangeRow.model_validate(
        {"school": code, "change": "撤", "successor": successor, "effective": "2026-09-01"}
    )


def test_what_the_ledger_counts_before_any_move_is_said() -> None:
    assert opening_words(situation(tiny())).endswith("本期的安排一项也没有做。")
    ended = [past("T1", "B", "2025-09-01", "2026-08-31")]
    back = opening_words(situation(tiny({"T1": {"duty_school": "B"}}, history=ended)))
    assert "上期期满的 1 人已算回编制学校" in back
    at_c = sum(row.duty_school == "C" for row in tiny().teachers)
    for successor, words in (("B", "已算到承接学校"), (None, "仍算在原校")):
        told = opening_words(situation(tiny(school_changes=[closing("C", successor)])))
        assert f"{at_c} 人{words}" in told

"""A sample county comes with the exact command to solve it by."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.embedded import next_commands


def test_the_command_given_with_a_sample_county_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["sample", "样例 县.xlsx", "--teachers", "120"]) == Exit.DONE
    (line,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("下一步：")]
    words = shlex.split(line.removeprefix("下一步："))
    assert words[:3] == ["staffing", "solve", "样例 县.xlsx"]
    assert run(words[1:]) in (Exit.DONE, Exit.SHORT)
    assert Path("花名册.xlsx").is_file()


def test_a_faulty_roster_comes_with_the_command_to_audit_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, roster = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    asked = ["sample", str(book), "--teachers", "120", "--roster", str(roster), "--json"]
    assert run(asked) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert tuple(told["next"]) == next_commands(book, roster)
    assert told["next"][1].startswith("staffing audit") and told["policy"] in told["next"][1]

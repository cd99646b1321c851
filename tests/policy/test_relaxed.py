"""A county that enforces less than the norm above it is told so by every command that uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from staffing.cli.app import run
from tests.policy.test_waiting_and_waived import HEAD

WORDS = "“核定编制上限”上级规定为 hard（《关于加强中小学教职工编制管理推动全面达标的若干措施》"


@pytest.fixture
def files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """A workbook and a policy that only watches the cap of posts."""
    policy, book = tmp_path / "own.toml", tmp_path / "book.xlsx"
    policy.write_text(f'{HEAD}[rules.establishment_cap]\nforce = "watch"\n', encoding="utf-8")
    run(["sample", str(book), "--teachers", "60"])
    capsys.readouterr()
    return str(book), str(policy)


def commands(book: str, policy: str) -> dict[str, list[str]]:
    return {
        "show": ["policy", "show", policy],
        "check": ["check", book, "--policy", policy],
        "targets": ["targets", book, "--policy", policy],
        "gaps": ["gaps", book, "--policy", policy],
        "solve": ["solve", book, "--policy", policy, "--db", str(Path(book).parent / "s.db")],
    }


@pytest.mark.parametrize("command", commands("a.xlsx", "b.toml"))
def test_it_is_told_on_the_screen(
    command: str, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(commands(*files)[command])
    told = capsys.readouterr()
    assert WORDS in (told.out + told.err).replace("\n", "").replace("  ", "")


@pytest.mark.parametrize("command", ["show", "targets", "solve"])
def test_it_is_told_in_json(
    command: str, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run([*commands(*files)[command], "--json"])
    told = json.loads(capsys.readouterr().out)
    (one,) = told["looser_than_norm"]
    assert (one["key"], one["value"]) == ("rules.establishment_cap.force", "watch")
    assert one["needs_waiver"] is False and one["norm"].startswith("hard（《")
    assert [w["kind"] for w in told["warnings"] if w["kind"]] == ["relaxed"]


def test_show_does_not_cite_the_norm_for_what_the_county_made_of_it(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["policy", "show", files[1], "--json"])
    lines = {line["key"]: line for line in json.loads(capsys.readouterr().out)["lines"]}
    force = lines["rules.establishment_cap.force"]
    assert (force["document"], force["policy"]) == ("", "county")
    assert force["note"].startswith("上级规定为 hard（《")
    assert lines["rules.qualification.force"]["document"] == "教师资格条例"

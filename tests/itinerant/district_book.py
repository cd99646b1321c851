"""The district of :mod:`tests.itinerant.test_district` as a workbook, solved and recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.county import County
from models.sheets import DemandRow
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.itinerant.district import NEEDS, district
from tests.tiny import POLICIES, classes

POLICY = str(POLICIES / "plain" / "policy.toml")


def write_district(book: Path, **tables: Sequence[Any]) -> County:
    """The workbook: a class each, taught nothing but what is stated. tables: more of its sheets."""
    nothing = [
        DemandRow(school=code, stage="小学", subject=subject, periods=Decimal(0))
        for code, needs in NEEDS.items()
        for subject in ("语文", "数学", "体育")
        if subject not in needs
    ]
    there = district().county
    one = tuple(classes(code, "一年级") for code in NEEDS)
    more: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    full = replace(there, classes=one, demands=(*there.demands, *nothing), **more)
    write_county(full, book)
    return full


def say(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str]:
    """Exit code and everything said on both streams of a command about the book in *folder*."""
    capsys.readouterr()
    command, *rest = words
    code = staffing([command, str(folder / "book.xlsx"), *rest, "--policy", POLICY,
                     "--db", str(folder / "runs.db")])  # fmt: skip
    heard = capsys.readouterr()
    return int(code), heard.out + heard.err


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, Any]:
    """Exit code and JSON."""
    capsys.readouterr()
    command, *rest = words
    code = staffing([command, str(folder / "book.xlsx"), *rest, "--policy", POLICY, "--json",
                     "--db", str(folder / "runs.db")])  # fmt: skip
    return int(code), json.loads(capsys.readouterr().out)


def solve_district(folder: Path) -> Path:
    """Write and solve it; the roster workbook."""
    write_district(folder / "book.xlsx")
    plan = folder / "plan.xlsx"
    done = staffing(["solve", str(folder / "book.xlsx"), "--policy", POLICY, "-o", str(plan),
                     "--db", str(folder / "runs.db")])  # fmt: skip
    assert done == Exit.DONE
    return plan

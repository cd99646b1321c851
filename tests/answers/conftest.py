"""A county solved from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.cli.app import run
from staffing.workbook.template import write_county
from tests.answers.at_hand import COUNTY, POLICY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a solved county."""
    monkeypatch.chdir(tmp_path)
    write_county(COUNTY, tmp_path / "book.xlsx")
    run(["solve", "book.xlsx", "--policy", POLICY, "-o", "r.xlsx"])
    return tmp_path

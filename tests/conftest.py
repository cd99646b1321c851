"""A working directory as an office would have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.workbook.template import write_county
from tests.tiny import tiny


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory with the tiny county's workbook in it."""
    monkeypatch.chdir(tmp_path)
    write_county(tiny(), tmp_path / "book.xlsx")
    return tmp_path

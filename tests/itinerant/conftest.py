"""A solved district on disk, for the tests that ask about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.itinerant.district_book import solve_district


@pytest.fixture(scope="session")
def solved_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one solve; never written to."""
    folder = tmp_path_factory.mktemp("district")
    solve_district(folder)
    return folder


@pytest.fixture
def folder(solved_district: Path, tmp_path: Path) -> Path:
    """A copy of it for one test: book.xlsx, plan.xlsx, runs.db."""
    for file in solved_district.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path

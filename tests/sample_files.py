"""The shipped sample county's files. ``python -m tests.sample_files`` writes them again."""

from __future__ import annotations

from pathlib import Path

from staffing.embedded import BOOK, FAULTY_ROSTER, SAMPLE_COUNTY, SEED, TEACHERS
from staffing.sample.files import write_sample


def write_files(folder: Path) -> None:
    """The workbook and the hand-made roster, as ``staffing sample`` writes them."""
    write_sample(folder / BOOK, TEACHERS, SEED, folder / FAULTY_ROSTER)


if __name__ == "__main__":
    write_files(SAMPLE_COUNTY)

"""The roster workbook (花名册): composed as plain data, then written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from staffing.result import Run
from staffing.roster_book.book import Book
from staffing.roster_book.target import check_target, check_targets, replace_whole

__all__ = ["check_target", "check_targets", "compose", "write_book", "write_roster"]


def compose(run: Run) -> Book:
    """Everything that will stand in the workbook. Raises ValueError when the run has no plan."""
    from staffing.roster_book.sheets import sheets_of

    if run.result.roster is None:
        raise ValueError("a run without a plan has no roster workbook")
    return Book(
        title=f"{run.county_name}{run.subject}",
        created=run.county.term.reference,
        sheets=sheets_of(run),
    )


def write_book(book: Book, path: Path) -> None:
    """Write a composed (or stored) book; InputRefused in words when the target cannot be had."""
    from staffing.roster_book.render import render

    replace_whole(path, lambda unfinished: render(book, unfinished))


def write_roster(run: Run, path: Path) -> None:
    """Compose and write the roster workbook of a run. Same run, same bytes."""
    write_book(compose(run), path)

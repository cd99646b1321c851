"""The roster workbook (花名册): composed as plain data, then written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from staffing.result import Run
from staffing.roster_book.book import Book, Sheet
from staffing.roster_book.target import check_target, replace_whole

__all__ = ["check_target", "compose", "write_book", "write_roster"]


def compose(run: Run) -> Book:
    """Everything that will stand in the workbook. Raises ValueError when the run has no plan."""
    if run.result.roster is None:
        raise ValueError("a run without a plan has no roster workbook")
    return Book(
        title=f"{run.county_name}{run.subject}",
        created=run.county.term.reference,
        sheets=_sheets_of_round(run) if run.partial else _sheets_of_plan(run),
    )


def _sheets_of_round(run: Run) -> tuple[Sheet, ...]:
    """What one round of 县管校聘 announces."""
    from staffing.discretion import veiled
    from staffing.roster_book import checks, overview, people, rounds, schools
    from staffing.roster_book.names import Names
    from staffing.tables import flows, gap_lines

    names, lines = Names(run), gap_lines(run.gaps_before, run.gaps_after)
    return (
        overview.overview_sheet(run, names, lines, flows(run)),
        *rounds.round_sheets(run, names),
        people.roster_sheet(run, names),
        people.plan_sheet(run, names),
        checks.findings_sheet(names, veiled(run.result.findings, run.county, run.placements)),
        schools.establishment_sheet(run),
        people.notice_sheet(run, names),
    )


def _sheets_of_plan(run: Run) -> tuple[Sheet, ...]:
    """The whole plan; of a forecast nothing is for publication."""
    from staffing.discretion import veiled
    from staffing.roster_book import (
        campuses,
        checks,
        itinerant,
        overview,
        people,
        posts,
        returns,
        rounds,
        schools,
        teams,
    )
    from staffing.roster_book.fairness import fairness_sheets
    from staffing.roster_book.names import Names
    from staffing.roster_book.statements import statement_sheets
    from staffing.tables import flows, gap_lines

    names, lines = Names(run), gap_lines(run.gaps_before, run.gaps_after)
    ways = flows(run)
    notice = () if run.stage else (people.notice_sheet(run, names),)
    return (
        overview.overview_sheet(run, names, lines, ways),
        people.roster_sheet(run, names),
        people.plan_sheet(run, names),
        *rounds.round_sheets(run, names),
        *teams.team_sheets(run, names),
        *itinerant.itinerant_sheets(run, names),
        *filter(None, [returns.returns_sheet(run, names)]),
        schools.sections_sheet(run, names, lines),
        schools.gaps_sheet(lines),
        *filter(None, [campuses.campus_sheet(run, names)]),
        checks.targets_sheet(run.situation, run.result.targets, run.last_term),
        checks.parts_sheet(names, run.result.target_parts),
        checks.findings_sheet(names, veiled(run.result.findings, run.county, run.placements)),
        *fairness_sheets(run.fairness, names),
        schools.establishment_sheet(run),
        *posts.post_sheets(run, names),
        people.stayed_sheet(run, names),
        *statement_sheets(run.statements, names),
        *notice,
        overview.charts_sheet(lines, ways),
    )


def write_book(book: Book, path: Path) -> None:
    """Write a composed (or stored) book; InputRefused in words when the target cannot be had."""
    from staffing.roster_book.render import render

    replace_whole(path, lambda unfinished: render(book, unfinished))


def write_roster(run: Run, path: Path) -> None:
    """Compose and write the roster workbook of a run. Same run, same bytes."""
    write_book(compose(run), path)

"""Which sheets a roster workbook has, in which order."""

from __future__ import annotations

from staffing.leaders.discretion import veiled
from staffing.leaders.listed import figures_words
from staffing.result import Run
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
from staffing.roster_book.book import Sheet
from staffing.roster_book.fairness import fairness_sheets
from staffing.roster_book.names import Names
from staffing.roster_book.statements import statement_sheets
from staffing.tables import flows, gap_lines


def sheets_of(run: Run) -> tuple[Sheet, ...]:
    """Every sheet of a run that has a plan."""
    return _of_round(run) if run.partial else _of_plan(run)


def _of_round(run: Run) -> tuple[Sheet, ...]:
    """What one round of 县管校聘 announces."""
    names = Names(run)
    return (
        overview.overview_sheet(run, names, gap_lines(run.gaps_before, run.gaps_after), flows(run)),
        *rounds.round_sheets(run, names),
        people.roster_sheet(run, names),
        people.plan_sheet(run, names),
        _findings(run),
        schools.establishment_sheet(run),
        people.notice_sheet(run, names),
    )


def _of_plan(run: Run) -> tuple[Sheet, ...]:
    """The whole plan; of a forecast nothing is for publication."""
    names, ways = Names(run), flows(run)
    lines = gap_lines(run.gaps_before, run.gaps_after)
    return (
        overview.overview_sheet(run, names, lines, ways),
        people.roster_sheet(run, names),
        people.plan_sheet(run, names),
        *filter(None, [people.carried_sheet(run, names)]),
        *rounds.round_sheets(run, names),
        *teams.team_sheets(run, names),
        *itinerant.itinerant_sheets(run, names),
        *filter(None, [returns.returns_sheet(run, names)]),
        schools.sections_sheet(run, names, lines),
        schools.gaps_sheet(lines, figures_words(run.situation)),
        *filter(None, [campuses.campus_sheet(run, names)]),
        checks.targets_sheet(run.situation, run.result.targets, run.last_term),
        checks.parts_sheet(names, run.result.target_parts),
        _findings(run),
        *fairness_sheets(run.fairness, names),
        schools.establishment_sheet(run),
        *posts.post_sheets(run, names),
        people.stayed_sheet(run, names),
        *statement_sheets(run.statements, names),
        *(() if run.stage else (people.notice_sheet(run, names),)),
        overview.charts_sheet(lines, ways),
    )


def _findings(run: Run) -> Sheet:
    found = veiled(run.result.findings, run.county, run.placements)
    return checks.findings_sheet(run.situation, found, run.over_limits, run.later_least)

"""Roster workbooks that general eyes read: what must not stand there of leaders is told by cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from constraints.facts.seats import quota_names
from models.county import County
from models.policy import Policy
from models.problem import InputRefused, Problem
from models.roster import Roster
from staffing.leaders.by_hand import ANNOUNCE, MOVE_OVER, secret_rows
from staffing.workbook import read_plan, to_roster


def listed_leaders(path: Path, county: County, policy: Policy) -> tuple[Problem, ...]:
    """Warnings about rows of a roster to be audited that belong into the leaders' own workbook."""
    read = read_plan(path, county, quota_names(policy))
    return secret_rows(county, read.rows, read.letters, MOVE_OVER)


def read_published(
    path: Path, county: County, policy: Policy
) -> tuple[Roster, tuple[Problem, ...]]:
    """A result announced in this term, as :func:`staffing.intake.read_roster_noted`.

    Raises InputRefused also for rows about leaders nobody has decided about: they would be locked.
    """
    read = read_plan(path, county, quota_names(policy))
    secret = secret_rows(county, read.rows, read.letters, ANNOUNCE)
    if secret:
        raise InputRefused([replace(p, sheet=f"《{path.name}》{p.sheet}") for p in secret])
    return to_roster(read.rows, county), read.warnings

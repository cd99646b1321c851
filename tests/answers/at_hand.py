"""A plan at hand for questions, and what a command answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constraints.situation import Situation
from models.roster import Placement, Roster
from models.sheets import PlanRow, SchoolChangeRow, WishRow
from staffing.answers.source import BasePlan
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.supposed import changed
from staffing.cli.app import run
from staffing.intake import Intake
from staffing.sample.files import write_plan
from staffing.solve import solve
from tests.every_roster import PLAIN
from tests.tiny import START, tiny

POLICY = str(PLAIN)
COUNTY = tiny(
    wishes=[WishRow(person="T1", rank=1, school="B", mode="交流")],
    school_changes=[SchoolChangeRow(school="B", change="建", effective=START)],
)


def base_of(there: Situation, roster: Roster | None = None) -> BasePlan:
    """A plan at hand: the optimal one unless given."""
    plan = roster if roster is not None else solve(there).roster
    assert plan is not None
    return BasePlan(Intake(there, "0" * 64), plan, "原方案", status="optimal")


def suppose(there: Situation, **options: Any) -> Situation:
    """The county as the options of the command line would have it."""
    changes = read_changes(Wanted(**options), there.county, there.policy)
    return Situation(changed(there.county, changes), there.policy)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Exit code and JSON of a command."""
    capsys.readouterr()
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def write_rows(placements: list[Placement], path: Path) -> None:
    """Placements as a plan made by hand."""
    fields = [f.name for f in PlanRow.fields() if f.name != "name"]
    write_plan([PlanRow(**{n: getattr(p, n) for n in fields}) for p in placements], path)

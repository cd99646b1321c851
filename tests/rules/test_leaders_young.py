"""Cases of leaders_young: leaders of rural schools not above 45, against the base share."""

from __future__ import annotations

from decimal import Decimal

from constraints.ratios.leaders_young import RULE, P
from constraints.situation import Situation
from models.sheets import BaselineRow
from models.vocabulary import Leadership
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, teacher

YOUNG = P(
    group="rural",
    leaders=(Leadership.PRINCIPAL, Leadership.DEPUTY),
    oldest=45,
    indicator="T14",
    base_year=None,
)


def town(base: str | None, *born: str) -> Situation:
    """Deputies of a rural school born so, a young one in the city, and the base share."""
    people = [teacher(f"R{i}", "R", leadership="副职", born=month) for i, month in enumerate(born)]
    people.append(teacher("U0", "U", leadership="校长", born="1995-01"))
    people.append(teacher("R9", "R", leadership="中层", born="1995-01"))
    rows = [BaselineRow(indicator="T14", year=2023, value=Decimal(base or 0))]
    schools = [school("R"), school("U", locale="城区")]
    return situation(county(schools, people, baselines=rows if base is not None else []))


CASES = (
    # On 2026-09-01 who was born in 1980-10 is 45, in 1980-09 46.
    Case("One of two, two fifths before", town("0.4", "1980-10", "1980-09"), YOUNG, kind="edge"),
    Case("As many as before is no rise", town("0.5", "1980-10", "1980-09"), YOUNG, {"": 1},
         kind="edge"),
    Case("None of two, two fifths before", town("0.4", "1970-01", "1980-09"), YOUNG, {"": 1}),
    Case("All of them can be no more than all", town("1", "1990-01"), YOUNG),
    # Born in 1962-01 a man reached 63 years in 2025-01, before the term; whoever is left is old.
    Case("Who has reached the age of retirement leads nobody", town("0.4", "1980-10", "1962-01"),
         YOUNG, kind="edge"),
    Case("Who leads in town and teaches here for a time", town("0.4", "1980-10", "1979-01"), YOUNG,
         roster=(move("U0", "U", "R", "锻炼"),), kind="edge"),
    Case("Who is sent to lead here", town("0.5", "1980-10", "1979-01"), YOUNG,
         roster=(move("U0", "U", "R"),)),
    Case("No base value", town(None, "1980-10"), YOUNG, undecidable=("",)),
    Case("No leaders", town("0.4"), YOUNG, undecidable=("",)),
)  # fmt: skip


def test_leaders_are_never_steered() -> None:
    """Appointments follow cadre authority."""
    assert not RULE.steers

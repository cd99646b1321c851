"""Cases of inspectors: one for five kindergartens."""

from __future__ import annotations

from decimal import Decimal

from constraints.provision.inspectors import RULE, P
from constraints.situation import Situation
from models.sheets import BaselineRow
from tests.rules.case import Case
from tests.tiny import county, school, situation

FIVE = P(group="kindergarten", per_inspector=5, indicator="责任督学人数")


def town(kindergartens: int, inspectors: int | None) -> Situation:
    """So many kindergartens, and what the office states."""
    rows = [BaselineRow(indicator="责任督学人数", year=2026, value=Decimal(inspectors or 0))]
    schools = [school(f"K{i}", kind="幼儿园") for i in range(kindergartens)]
    return situation(county(schools, baselines=rows if inspectors is not None else []))


CASES = (
    Case("Two for ten", town(10, 2), FIVE, kind="edge"),
    Case("The eleventh asks for a third", town(11, 2), FIVE, {"": 1}),
    Case("Nothing to inspect", town(0, 2), FIVE, undecidable=("",)),
    Case("Nobody says how many there are", town(11, None), FIVE, undecidable=("",)),
)


def test_the_need_is_said_even_when_the_answer_is_not_known() -> None:
    """Eleven kindergartens need three."""
    (measure,) = CASES[3].measures(RULE)
    assert measure.required == 3 and "3人" in measure.note

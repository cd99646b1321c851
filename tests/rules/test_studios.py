"""Cases of studios: twenty-five of them, one leader and six to eight members each."""

from __future__ import annotations

from decimal import Decimal

from constraints.provision.studios import RULE, P
from constraints.situation import Situation
from models.sheets import BaselineRow
from models.vocabulary import Stage
from tests.rules.case import Case
from tests.tiny import county, school, situation, teacher

STUDIOS = P(
    group="compulsory",
    stages=(Stage.PRIMARY, Stage.JUNIOR),
    studios=25,
    leaders=1,
    least_members=6,
    most_members=8,
    indicator="名师工作室数",
)


def town(count: int | None) -> Situation:
    """What the office states, and one key teacher who could lead."""
    rows = [BaselineRow(indicator="名师工作室数", year=2025, value=Decimal(count or 0))]
    people = [teacher("T1", key_level="市级"), teacher("T2")]
    return situation(county([school("A")], people, baselines=rows if count is not None else []))


CASES = (
    Case("Twenty-five", town(25), STUDIOS, kind="edge"),
    Case("Twenty", town(20), STUDIOS, {"": 5}),
    Case("Not stated", town(None), STUDIOS, undecidable=("",)),
)


def test_people_needed_and_at_hand_are_shown() -> None:
    """25 leaders, 150 to 200 members, one key teacher."""
    (measure,) = CASES[2].measures(RULE)
    readings = dict(measure.readings)
    assert readings == {"共需领衔人": "25人", "现有名师、骨干": "1人", "共需成员": "150—200人"}

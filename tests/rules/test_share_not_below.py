"""Cases of share_not_below: the township seat's key teachers against the city's."""

from __future__ import annotations

from typing import Any

from constraints.ratios._holding import Property
from constraints.ratios._population import CountedAt
from constraints.ratios.share_not_below import RULE, P
from constraints.situation import Situation
from models.sheets import SchoolRow
from models.vocabulary import Stage
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, teacher, without


def town(seat: str, city: str, **kw: Any) -> Situation:
    """S at a township seat and U in the city; 骨 is a key teacher, 普 is not."""
    people = [
        teacher(f"{code}{i}", code, key_level="县级" if letter == "骨" else "无")
        for code, letters in (("S", seat), ("U", city))
        for i, letter in enumerate(letters)
    ]
    schools = [
        school("S", locale="镇区", township_seat=True, county_seat=False),
        school("U", locale="城区", township_seat=False),
    ]
    return situation(county(schools, people, **kw))


UNSET = dict.fromkeys(("education", "subjects", "staff_kinds", "degree_counts"))
SEAT = P(
    **UNSET,
    property=Property.KEY,
    disadvantaged="township_seat",
    advantaged="urban",
    stages=(Stage.PRIMARY,),
    counted_at=CountedAt.HOST,
)

CASES = (
    Case("The same share", town("骨普", "骨骨普普"), SEAT, kind="edge"),
    # 0/2 against 2/4: one exchange makes 1/2 against 1/4.
    Case("One exchange", town("普普", "骨骨普普"), SEAT, {"": 1}),
    # 0/4 against 3/4: s exchanged gives s/4 ≥ (3 − s)/4, s = 2.
    Case("Two exchanges", town("普普普普", "骨骨骨普"), SEAT, {"": 2}),
    # A key teacher comes: 1/3 against 1/3.
    Case(
        "Even after one has come",
        town("普普", "骨骨普普"),
        SEAT,
        roster=(move("U0", "U", "S"),),
        kind="edge",
    ),
    Case("Nobody at the seat", town("", "骨"), SEAT, undecidable=("",)),
    Case(
        "Who is at a township seat is not known",
        town("普", "骨", columns=without(SchoolRow, "township_seat")),
        SEAT,
        undecidable=("",),
    ),
)


def test_shares_of_both_sides_are_the_numbers_compared() -> None:
    """0 of 2 against 2 of 4."""
    (measure,) = CASES[1].measures(RULE)
    assert (measure.measured, measure.required) == (0, 0.5)
    assert dict(measure.readings)["或使本组提升"] == "1人"

"""Cases of share_not_below: the township seat's key teachers against the city's."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from constraints.ratios._compared import Share, exchange_words
from constraints.ratios._holding import Property
from constraints.ratios._population import CountedAt
from constraints.ratios.share_not_below import RULE, P
from constraints.situation import Situation
from models.finding import Finding, State
from models.sheets import SchoolRow
from models.vocabulary import Stage
from tests.rules.case import Case
from tests.tiny import county, move, outcome, school, situation, teacher, without


def town(
    seat: str, city: str, *, seats: bool = True, more: SchoolRow | None = None, **kw: Any
) -> Situation:
    """S at a township seat and U in the city; 骨 is a key teacher, 普 is not. seats: whether
    anything stands in the column 镇驻地; more: a further school.
    """
    people = [
        teacher(f"{code}{i}", code, key_level="县级" if letter == "骨" else "无")
        for code, letters in (("S", seat), ("U", city))
        for i, letter in enumerate(letters)
    ]
    schools = [
        school("S", locale="镇区", township_seat=True if seats else None, county_seat=False),
        school("U", locale="城区", township_seat=False if seats else None),
    ]
    return situation(county([*schools, *filter(None, [more])], people, **kw))


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
        "Nobody wrote which school is a seat",
        town("普", "骨", seats=False),
        SEAT,
        undecidable=("",),
    ),
    Case(
        "Who is at a township seat is not known",
        town("普", "骨", columns=without(SchoolRow, "township_seat")),
        SEAT,
        undecidable=("",),
    ),
)


BLANK = (
    Case(
        "One school of the seat left blank among others that are stated",
        town("普", "骨", more=school("V", locale="镇区")),
        SEAT,
        undecidable=("",),
    ),
    Case(
        "A blank cell of a school without the stage leaves nothing open",
        town("骨", "骨", more=school("V", kind="初中", locale="镇区")),
        SEAT,
        kind="edge",
    ),
)
"""Beside the others, from which random counties are drawn."""


@pytest.mark.parametrize("case", BLANK, ids=lambda case: case.name)
def test_a_blank_cell_leaves_open_what_hangs_on_it(case: Case) -> None:
    case.check(RULE)


def test_shares_of_both_sides_are_the_numbers_compared() -> None:
    """0 of 2 against 2 of 4."""
    (measure,) = CASES[1].measures(RULE)
    assert (measure.measured, measure.required) == (0, 0.5)
    assert dict(measure.readings)["或使本组提升"] == "1人"
    # One exchanged: 1/2 against 1/4. One come without anybody going back: 1/3 against 1/3.
    assert dict(measure.readings)["还差的人是对调"] == "换1人；只来不换要1人"


def test_one_way_it_takes_more_people_than_exchanged_or_cannot_be() -> None:
    """0/4 against 3/4: three come make 3/7 against 0/1, two 2/6 against 1/2. 0/1 against 1/1: who
    comes leaves nobody there."""
    words = [exchange_words(Share(0, n, 0), Share(*there, 0), Fraction(1))
             for n, there in ((4, (3, 4)), (1, (1, 1)))]  # fmt: skip
    assert words == ["换2人；只来不换要3人", "换1人；只来不换达不到"]


def test_that_neither_side_has_any_is_said() -> None:
    (measure,) = RULE.measure(outcome(town("普", "普")), SEAT)
    assert measure.short == 0 and measure.note == "双方都没有符合条件的教师"


def test_the_other_way_of_counting_is_two_shares_as_well() -> None:
    """Before the move on the books: 0 of 2 against 2 of 4; a ratio would be another unit."""
    (measure,) = CASES[3].measures(RULE)
    assert (measure.measured, measure.required) == (Fraction(1, 3), Fraction(1, 3))
    assert dict(measure.readings)["按编制学校"] == "0/2＝0%，对方2/4＝50%"


def test_the_sentence_does_not_say_its_name_twice() -> None:
    """The office's title of the row already says 不低于."""
    (measure,) = CASES[1].measures(RULE)
    short = Finding(
        "share_not_below", "", "镇驻地骨干比例不低于城区", "", measure.measured, measure.required,
        measure.short, "人", State.SHORT, (), "", "", "", "", True,
    )  # fmt: skip
    assert RULE.explain(short) == (
        "镇驻地骨干比例不低于城区：本组为0%，对方为50%，还差1人（以符合者与不符合者对调计）。"
    )


def test_what_was_not_filled_in_is_named() -> None:
    """镇驻地 is blank of both schools: nobody can say that the seat has no teachers."""
    (measure,) = next(c for c in CASES if c.name.startswith("Nobody wrote")).measures(RULE)
    assert measure.missing == ("学校.镇驻地（0行、0行空白）",)
    (measure,) = next(c for c in CASES if c.name == "Nobody at the seat").measures(RULE)
    assert (measure.missing, measure.note) == ((), "镇驻地学校没有教师")

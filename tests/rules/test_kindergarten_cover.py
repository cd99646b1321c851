"""Cases of kindergarten_cover: two teachers (保教) a class, one more in a boarding kindergarten."""

from __future__ import annotations

from datetime import date
from typing import Any

from constraints.cover.kindergarten_cover import RULE, P
from constraints.facts.slices import Event
from constraints.facts.slices import P as Cuts
from constraints.outcome import Opening
from constraints.reach import Reach
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import classes, county, move, school, situation, teacher


def town(
    cut_by: tuple[Event, ...] = (), status_to: date | None = None, **kindergarten: Any
) -> Situation:
    """K1 with two classes and three teachers, one more ill; K2 with one class and two teachers."""
    schools = [
        school("K1", kind="幼儿园", **kindergarten),
        school("K2", kind="幼儿园"),
        school("P", name="小学"),
    ]
    people = [
        *(teacher(f"T{i}", "K1", "保教", stage="幼儿园") for i in (1, 2, 3)),
        *(teacher(f"T{i}", "K2", "保教", stage="幼儿园") for i in (4, 5)),
        teacher("T6", "P", "语文"),
        teacher("T7", "K1", "保教", stage="幼儿园", status="病休", status_to=status_to),
    ]
    rooms = [
        classes("K1", "小班", 1, 25),
        classes("K1", "大班", 1, 30),
        classes("K2", "小班", 1, 25),
    ]
    return situation(county(schools, people, rooms), slices=Cuts(cut_by=cut_by))


PLAIN = town()
STRICT = P(group="kindergarten", tolerance=0)

CASES = (
    # K1 needs 2 × 2 = 4 and has 3 (T7 is ill); K2 needs 2 and has 2.
    Case("One short at K1, K2 exactly full", PLAIN, STRICT, {"K1": 1}, kind="edge"),
    Case("One may be lacking", PLAIN, P(group="kindergarten", tolerance=1), kind="edge"),
    Case(
        "Who comes is missing where they came from",
        PLAIN,
        STRICT,
        {"K2": 1},
        (move("T4", "K2", "K1"),),
        kind="edge",
    ),
    # A boarding kindergarten needs one more a class: 2 × 3 = 6, has 3.
    Case("Boarding needs more", town(boarding=True), STRICT, {"K1": 3}),
    Case(
        "Private kindergartens are not the county's to staff",
        town(sponsor="民办"),
        STRICT,
    ),
)


def test_a_primary_teacher_fills_no_kindergarten() -> None:
    """P is no kindergarten and has no row."""
    assert {m.key for m in CASES[0].measures(RULE)} == {"K1", "K2"}


def test_the_floor_counts_who_may_come() -> None:
    """K1 lacks one: whoever of K2 may come makes it up there, not for both together."""
    openings = {Opening(Code("T4"), Mode.ROTATION, Code("K1"))}
    assert RULE.floor(Reach(PLAIN, frozenset()), STRICT) == {"": 1, "K1": 1, "K2": 0}
    assert RULE.floor(Reach(PLAIN, openings), STRICT) == {"": 1, "K1": 0, "K2": 0}
    ill = {Opening(Code("T7"), Mode.ROTATION, Code("K1"))}
    assert RULE.floor(Reach(PLAIN, ill), STRICT) == {"": 0, "K1": 0, "K2": 0}


def test_who_comes_back_in_the_term_may_teach_from_then_on() -> None:
    """T7's leave ends in January: from the second slice on nobody is lacking at K1."""
    back = town(cut_by=(Event.STATUS,), status_to=date(2027, 1, 31))
    floor = RULE.floor(Reach(back, frozenset()), STRICT)
    assert floor == {"": 1, "K1/1": 1, "K1/2": 0, "K2/1": 0, "K2/2": 0}

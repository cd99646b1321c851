"""Cases of pupils_per_post: 1 to 10 in primary schools, one a class at small ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.facts.establishment import P as EstablishmentParams
from constraints.facts.establishment import Rounding
from constraints.ratios.pupils_per_post import RULE, P
from constraints.situation import Situation
from models.vocabulary import Relation, Stage
from tests.rules.case import Case
from tests.tiny import classes, county, move, school, situation, teacher

PUBLIC = P(group="public")
NORM = EstablishmentParams(
    pupils_per_post={Stage.PRIMARY: Fraction(10)},
    posts_per_class={Stage.PRIMARY: Fraction(1)},
    class_ratio_groups=("weak",),
    rounding=Rounding.UP,
)


def town(people: int, pupils: int, **kw: Any) -> Situation:
    """School A with two classes, and one person at B, which has no classes and so needs none."""
    staff = [teacher(f"A{i}", "A") for i in range(people)] + [teacher("B0", "B")]
    stated = {"weak": False, **kw}
    schools = [school("A", pupils=pupils, classes=2, **stated), school("B", weak=False)]
    return situation(
        county(schools, staff, [classes("A", "一年级", 2, pupils)]), establishment=NORM
    )


CASES = (
    Case("Twenty pupils, two posts, two people", town(2, 20), PUBLIC, kind="edge"),
    Case("One pupil more is one post more", town(2, 21), PUBLIC, {"A": 1}, kind="edge"),
    # Ten pupils give one post, two classes at a weak school give two.
    Case("By class at a small school", town(1, 10, weak=True), PUBLIC, {"A": 1}),
    Case("An exchange brings nobody onto the books", town(2, 21), PUBLIC, {"A": 1},
         (move("B0", "B", "A"),)),
    Case("A transfer does", town(2, 21), PUBLIC,
         roster=(move("B0", "B", "A", mode="调动", relation=Relation.TRANSFERRED),), kind="edge"),
)  # fmt: skip


def test_a_school_whose_parts_nobody_has_listed_is_named() -> None:
    """It was left out, so that a county without it read 达标."""
    rows = [school("N", kind="九年一贯", pupils=300, classes=9)]
    (measure,) = Case("", situation(county(rows), establishment=NORM), PUBLIC).measures(RULE)
    assert (measure.key, measure.short) == ("N", None)
    assert measure.missing == ("班级：N校（学校!0行）没有填各年级的班级数和学生数",)


def test_both_standards_are_shown() -> None:
    """One by pupils, two by classes, the second in use."""
    found = {m.key: dict(m.readings) for m in CASES[2].measures(RULE)}
    assert found["A"]["按生师比"] == "1" and found["A"]["按班师比"] == "2"

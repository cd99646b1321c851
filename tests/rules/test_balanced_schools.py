"""Cases of balanced_schools, among them acceptance case 6 (six of seven, the rest at 85 %)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from constraints.ratios._population import CountedAt
from constraints.ratios.balanced_schools import RULE, P, Verdict
from constraints.situation import Situation
from models.column import Subject
from models.sheets import FacilityRow
from models.vocabulary import Education, Stage
from tests.rules.case import Case
from tests.rules.posted import posted_shorts
from tests.tiny import classes, county, move, outcome, school, situation, teacher

JUNIOR = {"L1": "5.3", "L2": "1", "L3": "0.9", "L4": "5.8", "L5": "10.2", "L6": "2500", "L7": "2.4"}
PRIMARY = {"L1": "4.2", "L2": "1", "L3": "0.9", "L4": "4.5", "L5": "7.5", "L6": "2000", "L7": "2.3"}


def params(share: str, **kw: Any) -> P:
    """The national standards."""
    stated: dict[str, Any] = {
        "group": "compulsory",
        "standards": {
            Stage.PRIMARY: {k: Fraction(v) for k, v in PRIMARY.items()},
            Stage.JUNIOR: {k: Fraction(v) for k, v in JUNIOR.items()},
        },
        "needed": 6,
        "floor": Fraction(85, 100),
        "education": {Stage.PRIMARY: Education.COLLEGE, Stage.JUNIOR: Education.BACHELOR},
        "arts": (Subject("体育"), Subject("音乐"), Subject("美术")),
        "stage_weights": {Stage.PRIMARY: Fraction(1), Stage.JUNIOR: Fraction(11, 10)},
        "fewest_pupils": 50,
        "counted_at": CountedAt.HOST,
    }
    return P(**{**stated, "share": Fraction(share), **kw})


def good(code: str, **kw: str) -> FacilityRow:
    """Material indicators well above the junior standard."""
    stated = {"teaching_area": "6", "sports_area": "11", "equipment_value": "2600",
              "media_rooms": "3", **kw}  # fmt: skip
    return FacilityRow(school=code, **{k: Decimal(v) for k, v in stated.items()})  # type: ignore[arg-type]


def town(arts: int, *rows: FacilityRow, pupils: int = 300, keys: int = 3) -> Situation:
    """Junior school A: 300 pupils, 16 degree holders, some key and 体育 teachers; B has one."""
    people = [
        teacher(f"A{i:02}", "A", "体育" if i < arts else "语文", stage="初中",
                key_level="县级" if i >= 16 - keys else "无")
        for i in range(16)
    ]  # fmt: skip
    people.append(teacher("B0", "B", "体育", stage="初中"))
    schools = [school("A", kind="初中"), school("B", kind="初中")]
    rooms = [classes("A", "七年级", 6, pupils)]
    return situation(county(schools, people, rooms, facilities=rows))


# 300 pupils: L1 16 → 5.33, L2 3 → 1, L3 2 → 0.667 (below 0.85 × 0.9 = 0.765), 3 → 1.
CASES = (
    Case("Three arts teachers pass", town(3, good("A")), params("1"), kind="edge"),
    Case("Two fail although all else passes", town(2, good("A")), params("1"), {"": 1}),
    Case(
        "A third one comes",
        town(2, good("A")),
        params("1"),
        roster=(move("B0", "B", "A"),),
        kind="edge",
    ),
    # L2 with 2 of 3 is 0.667 < 0.85: fails outright.
    Case("Too few key teachers", town(3, good("A"), keys=2), params("1"), {"": 1}),
    # One material indicator at 90 %: one miss above the floor is allowed …
    Case("One miss above the floor", town(3, good("A", teaching_area="5.22")), params("1"),
         kind="edge"),
    # … 5.8 × 0.85 = 4.93 is the floor itself, a hair less fails.
    Case("On the floor", town(3, good("A", teaching_area="4.93")), params("1"), kind="edge"),
    Case("Below the floor", town(3, good("A", teaching_area="4.92")), params("1"), {"": 1}),
    Case("Two misses", town(3, good("A", teaching_area="5.22", media_rooms="2.3")), params("1"),
         {"": 1}),
    Case("No material data and nothing missed", town(3), params("1"), undecidable=("",)),
    Case("No material data, but people decide it", town(2), params("1"), {"": 1}),
    Case("No school is asked for", town(2, good("A")), params("0"), kind="edge"),
    Case("No school is large enough", town(2, pupils=49), params("1"), undecidable=("",)),
)  # fmt: skip


def with_unlisted(arts: int, share: str) -> Case:
    """A as above, and a nine-year school N of which nobody knows the parts."""
    there = town(arts, good("A"))
    rows = [*there.county.schools, school("N", kind="九年一贯", pupils=300, classes=9)]
    found = county(rows, there.county.teachers, there.county.classes,
                   facilities=there.county.facilities)  # fmt: skip
    return Case(f"{arts} {share}", situation(found), params(share))


@pytest.mark.parametrize(
    ("arts", "share", "short"), [(3, "1", None), (2, "1", 1), (3, "0.5", 0), (2, "0.5", None)]
)
def test_a_school_whose_parts_nobody_knows_may_pass_or_not(
    arts: int, share: str, short: int | None
) -> None:
    """Two schools; A passes with three. Where N decides it, N is named as without classes."""
    case = with_unlisted(arts, share)
    (measure,) = case.measures(RULE)
    assert (measure.denominator, measure.short) == (2, short)
    named = ("班级：N校（学校!0行）没有填各年级的班级数和学生数",) if short is None else ()
    assert measure.missing == named
    assert posted_shorts(RULE, case).get("", 0) == (short or 0)


def test_each_school_is_told_with_what_it_does_not_reach() -> None:
    """Two arts teachers of three, and rooms above the floor but not as they ought to be."""
    there = town(2, good("A", teaching_area="5.22"))
    (measure,) = Case("", there, params("1")).measures(RULE)
    (part,) = measure.parts
    assert (measure.note, part.key, part.short) == ("未达到的学校：A校", "A", 1)
    assert part.note == (
        "7项中达标5项，未达标：L3每百名学生体育、艺术教师数0.6667，应0.9（差1人，低于标准的85%）、"
        "L4生均教学及辅助用房5.22，应5.8"
    )


def test_a_school_undecided_about_is_told_with_the_cells_it_lacks() -> None:
    rows = FacilityRow(school="A", teaching_area=Decimal(6), sports_area=Decimal(11))
    (measure,) = Case("", town(3, rows), params("1")).measures(RULE)
    (part,) = measure.parts
    assert (part.short, part.note) == (None, "7项中达标5项")
    assert part.missing == ("办学条件.生均教学仪器设备值", "办学条件.每百名学生多媒体教室数")
    (measure,) = with_unlisted(3, "1").measures(RULE)
    assert [(x.key, x.short) for x in measure.parts] == [("A", 0), ("N", None)]
    assert measure.parts[1].missing == measure.missing


@pytest.mark.parametrize(("arts", "verdict"), [(2, Verdict.FAILS), (3, Verdict.PASSES)])
def test_six_of_seven_with_a_floor(arts: int, verdict: Verdict) -> None:
    """Acceptance case 6."""
    there = outcome(town(arts, good("A")))
    assert RULE.verdicts(there, params("1"), CountedAt.HOST) == {"A": verdict}


def test_a_nine_year_school_splits_its_rooms_by_weight() -> None:
    """100 + 100 pupils, 1 : 1.1; 6 m² a pupil are 6 ÷ 1.05 for 小学 and 6.6 ÷ 1.05 for 初中."""
    from constraints.ratios._balanced import facilities, sites

    rooms = [classes("A", "一年级", 2, 100), classes("A", "七年级", 2, 100)]
    there = situation(county([school("A", kind="九年一贯")], (), rooms, facilities=[good("A")]))
    p = params("1")
    both = sites(there, p.group, p.stage_weights, 50)
    values = {site.stage: facilities(there, site)["L4"] for site in both}
    assert values == {Stage.PRIMARY: Fraction(600, 105), Stage.JUNIOR: Fraction(660, 105)}

"""Cases of per_hundred_pupils: one master teacher per hundred junior pupils."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.ratios._holding import Property
from constraints.ratios._population import CountedAt
from constraints.ratios.per_hundred_pupils import RULE, P
from constraints.situation import Situation
from models.vocabulary import Stage
from tests.rules.case import Case
from tests.tiny import classes, county, move, school, situation, teacher


def params(each: bool, **kw: Any) -> P:
    """One per hundred in rural junior schools."""
    unset = dict.fromkeys(("education", "subjects", "staff_kinds", "degree_counts"))
    stated: dict[str, Any] = {"group": "rural", "stages": (Stage.JUNIOR,), "each_school": each}
    stated |= {"property": Property.MASTER, "counted_at": CountedAt.HOST}
    return P(**{**unset, **stated, "per_hundred": Fraction(1), **kw})


def town(a: tuple[int, int], b: tuple[int, int]) -> Situation:
    """Junior schools A and B of (master teachers, pupils); a crowded city school with one."""
    people = [
        teacher(f"{code}{i}", code, stage="初中", master_title="名师")
        for code, (masters, _) in (("A", a), ("B", b), ("U", (1, 0)))
        for i in range(masters)
    ]
    schools = [school("A", kind="初中"), school("B", kind="初中")]
    schools.append(school("U", kind="初中", locale="城区"))
    pupils = {"A": a[1], "B": b[1], "U": 300}
    rooms = [classes(code, "七年级", 2, count) for code, count in pupils.items()]
    return situation(county(schools, people, rooms))


CASES = (
    # 100 + 200 pupils: three needed, three there; but B alone needs two and has one.
    Case("Together it is enough", town((2, 100), (1, 200)), params(False), kind="edge"),
    Case("School by school one lacks one", town((2, 100), (1, 200)), params(True), {"B": 1}),
    # 101 pupils need 1.01, so two.
    Case("One pupil more asks for one more", town((1, 101), (2, 200)), params(True), {"A": 1}),
    Case(
        "A master comes from town",
        town((1, 101), (2, 200)),
        params(True),
        roster=(move("U0", "U", "A"),),
        kind="edge",
    ),
    Case(
        "A school without pupils asks for none", town((1, 100), (0, 0)), params(True), kind="edge"
    ),
)


def unlisted(kind: str) -> Situation:
    """A has 101 pupils and one master by its own row, B 100 and two by its classes."""
    people = [teacher(f"M{i}", "B" if i else "A", stage="初中", master_title="名师")
              for i in range(3)]  # fmt: skip
    schools = [school("A", kind=kind, pupils=101, classes=2), school("B", kind="初中")]
    return situation(county(schools, people, [classes("B", "七年级", 2, 100)]))


BOTH = (Stage.PRIMARY, Stage.JUNIOR)

CASES = (
    *CASES,
    Case("A school of one stage counts as its own row says", unlisted("初中"), params(True),
         {"A": 1}),
    Case("A school of two stages is as large as both", unlisted("九年一贯"),
         params(True, stages=BOTH), {"A": 1}),
    Case("One of the two is not known", unlisted("九年一贯"), params(True), undecidable=("A",)),
    Case("Nor the sum over all schools", unlisted("九年一贯"), params(False), undecidable=("",)),
)  # fmt: skip


def test_what_is_not_known_of_one_school_leaves_the_sum_open() -> None:
    total = RULE.total(Case("", unlisted("九年一贯"), params(True)).measures(RULE))
    assert (total.short, total.missing) == (
        None,
        ("班级：A校（学校!0行）没有填各年级的班级数和学生数",),
    )


def test_numerator_and_denominator_are_people_and_pupils() -> None:
    """Three masters for three hundred pupils."""
    (measure,) = CASES[0].measures(RULE)
    assert (measure.numerator, measure.denominator, measure.measured) == (3, 300, 1)


def test_both_readings_of_the_clause_are_shown() -> None:
    """Together it is enough; of the two schools A alone reaches it. At 编制学校 it is the same."""
    (measure,) = CASES[0].measures(RULE)
    assert dict(measure.readings) == {"按编制学校": "3人", "逐校达到": "1/2所"}
    total = RULE.total(CASES[1].measures(RULE))
    assert (total.numerator, total.denominator, total.measured, total.short) == (3, 300, 1, 1)

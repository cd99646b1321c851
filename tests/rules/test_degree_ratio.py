"""Cases of degree_ratio: city schools against rural ones, 本科 and above, worked by hand."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from constraints.ratios._population import CountedAt
from constraints.ratios.degree_ratio import RULE, P
from constraints.situation import Situation
from models.sheets import TeacherRow
from models.vocabulary import Education, Relation, Stage
from tests.rules.case import Case
from tests.rules.posted import posted_shorts
from tests.tiny import county, move, school, situation, teacher, without


def params(limit: str, where: CountedAt = CountedAt.HOST, **kw: Any) -> P:
    """City against countryside, compulsory stages."""
    stated: dict[str, Any] = {
        "disadvantaged": "rural",
        "advantaged": "urban",
        "stages": (Stage.PRIMARY, Stage.JUNIOR),
        "education": Education.BACHELOR,
    }
    return P(**{**stated, "limit": Fraction(limit), "counted_at": where, **kw})


def town(city: str, village: str, *, old: str = "", **kw: Any) -> Situation:
    """A city school U and a village school R; a letter per teacher: 本 has a degree, 专 has not.

    old: who is past the retirement age.
    """
    words = {"本": "本科", "专": "专科"}
    people = [
        teacher(f"{code}{i}", code, education=words[letter], born=_BORN[f"{code}{i}" == old])
        for code, letters in (("U", city), ("R", village))
        for i, letter in enumerate(letters)
    ]
    schools = [school("U", locale="城区"), school("R", locale="乡村")]
    return situation(county(schools, people, **kw))


_BORN = ("1985-03", "1955-03")


# U 4/4 = 1, R 2/4 = 1/2: the ratio is 2.
HALF = town("本本本本", "本本专专")

_POOR = town("本本", "本专专专专专专专")
SENIOR = situation(
    county(
        [*_POOR.county.schools, school("H", kind="高中", locale="城区")],
        [*_POOR.county.teachers, *(teacher(f"H{i}", "H", stage="高中") for i in (0, 1))],
    )
)
"""U 2/2 and R 1/8, and a senior school whose two holders of a degree count on neither side."""

# One exchange: U 3/4, R 3/4, ratio 1. With s exchanges (4 − s)·4 ≤ 1.99·(2 + s)·4 needs
# s ≥ (4 − 3.98)/2.99, so one.
A_LITTLE_MORE = Case("A little more than allowed takes one exchange", HALF, params("1.99"), {"": 1})

CASES = (
    # U 2/2, R 3/10: with s exchanges (2 − s)/2 ≤ (3 + s)/10 needs s ≥ 7/6, so two. Each of them is
    # worth less than a holder who was there: they add to the heads as well.
    Case(
        "Two holders come to the village from neither side",
        SENIOR,
        params("1"),
        {"": 2},
        (move("H0", "H", "R", stage="小学"), move("H1", "H", "R", stage="小学")),
    ),
    Case("Two to one, two allowed", HALF, params("2"), kind="edge"),
    A_LITTLE_MORE,
    # (4 − s) ≤ 1.0·(2 + s): s = 1 exactly.
    Case("Even shares after one exchange", HALF, params("1"), {"": 1}, kind="edge"),
    Case(
        "A holder moves out to the village",
        HALF,
        # U 3/3 = 1, R 3/5: ratio 5/3.
        params("5/3"),
        roster=(move("U0", "U", "R"),),
        kind="edge",
    ),
    # Counted at neither school, before the move or after: as HALF, where a little less takes one.
    Case(
        "Somebody past the retirement age is sent to the village",
        town("本本本本本", "本本专专", old="U4"),
        params("1.99"),
        {"": 1},
        (move("U4", "U", "R"),),
    ),
    # U 4/5, R 2/3: ratio 6/5; but sending people without a degree to town earns the plan nothing.
    Case(
        "Somebody without a degree moves to town",
        HALF,
        params("6/5"),
        roster=(move("R3", "R", "U"),),
        kind="edge",
    ),
    # Counted at 编制学校 an exchange that leaves the establishment at home changes nothing.
    Case(
        "A temporary move does not count at the establishment school",
        HALF,
        params("5/3", CountedAt.HOME),
        {"": 1},
        (move("U0", "U", "R"),),
    ),
    Case(
        "A transfer counts at the establishment school",
        HALF,
        params("5/3", CountedAt.HOME),
        roster=(move("U0", "U", "R", mode="调动", relation=Relation.TRANSFERRED),),
        kind="edge",
    ),
    # 1.00001 instead of 1: U 1, R 1/2 still needs just one exchange.
    Case("A limit hardly above one", HALF, params("1.00001"), {"": 1}),
    # Nobody in the village has a degree: no ratio, but a shortfall: (2 − s)·2 ≤ 1.05·s·2.
    Case("Nobody with a degree there", town("本本", "专专"), params("1.05"), {"": 1}),
    # 0 ÷ 0 is no ratio.
    Case("Nobody with a degree anywhere", town("专专", "专专"), params("1.05"), undecidable=("",)),
    Case("Nobody in the village at all", town("本本", ""), params("1.05"), undecidable=("",)),
    Case(
        "No column for education",
        town("本本", "本专", columns=without(TeacherRow, "education")),
        params("1.05"),
        undecidable=("",),
    ),
)


def test_figures_behind_the_ratio_are_shown() -> None:
    """Numerator, denominator, both sides' heads and the other way of counting."""
    (measure,) = A_LITTLE_MORE.measures(RULE)
    assert (measure.numerator, measure.denominator) == (1, Fraction(1, 2))
    readings = dict(measure.readings)
    assert readings["按编制学校"] == "2"
    # 4 / (1.99 × 4) × 4 − 2 = 0.01: one more degree in the village would do.
    assert readings["或使劣势一方提升"] == "1人"
    # U 2/2, R 2/4: one has come, 1/1 against 3/5; 1.99 times that is enough.
    assert readings["还差的人是对调"].startswith("换1人；只来不换")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rows_are_exact_between_two_sides(case: Case) -> None:
    """Everybody stands on one side or the other, so the solver's number is the check's — but for
    people without a degree who go to town, which earns the plan nothing.
    """
    if not case.undecidable:
        uncredited = {"": 1} if "without a degree moves" in case.name else dict(case.expected)
        assert posted_shorts(RULE, case) == uncredited


THIRD = (
    [
        school("U", strong=True, township_seat=False),
        school("R", strong=False, township_seat=True),
        school("S", strong=False, township_seat=False),
    ],
    {"U": "本" * 12, "R": "专" * 12, "S": "本专本"},
)
"""A school on either side, and one that stands on none."""


@pytest.mark.parametrize("limit", ["1", "1.05", "1.5"])
def test_who_only_passes_between_the_sides_is_counted_exactly(limit: str) -> None:
    """Also where others might have come from elsewhere or left; whoever does overstates the short
    by a person at most.
    """
    sides = params(limit, disadvantaged="township_seat", advantaged="strong")
    schools, letters = THIRD
    people = {f"{code}{i}": (code, letter)
              for code, word in letters.items() for i, letter in enumerate(word)}  # fmt: skip
    words = {"本": "本科", "专": "专科"}
    staff = [teacher(p, code, education=words[x]) for p, (code, x) in people.items()]
    there, dice = situation(county(schools, staff)), random.Random(limit)
    for _ in range(40):
        chosen = dice.sample(sorted(people), 5)
        moves = [move(p, people[p][0], dice.choice([c for c in "URS" if c != people[p][0]]))
                 for p in chosen]  # fmt: skip
        passing = [m for m in moves if "S" not in (m.home, m.host) and people[m.person][1] == "本"]
        aside = [m for m in moves if "S" in (m.home, m.host)][:2]
        for plan, spare in ((passing, 0), (passing + aside, len(aside))):
            case = Case("", there, sides, roster=tuple(plan))
            (measure,) = case.measures(RULE)
            posted = posted_shorts(RULE, case).get("", 0)
            assert measure.short is not None
            assert measure.short <= posted <= measure.short + spare, plan

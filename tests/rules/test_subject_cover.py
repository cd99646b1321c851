"""Cases of subject_cover in the tiny county (a load is 10 periods, in tenths 100).

Before any move A has 语文 20 for a need of 10, 数学 10 for 8, 体育 10 for 2. B has 数学 10 for 8
and nobody for 语文 (10) and 体育 (2). C's primary class has 语文 10 for 5, lacks 数学 4 and 体育 1;
its junior class has 数学 10 for 4, lacks 语文 5 and 体育 1.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.cover.subject_cover import RULE, P
from constraints.facts.alongside import P as AlongsideParams
from models.roster import Roster
from models.sheets import ClassRow
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, tiny


def params(**kw: Any) -> P:
    """All compulsory schools, no tolerance."""
    stated: dict[str, Any] = {"group": "compulsory", "stages": None}
    return P(**{**stated, "tolerance": Fraction(0), "tolerance_periods": Fraction(0), **kw})


def helping(share: Fraction) -> Any:
    """A situation in which primary 数学 teachers may teach that share of 语文 and 体育."""
    shares = {"小学": {"语文": {"数学": share}, "体育": {"数学": share}}}
    return situation(tiny(), alongside=AlongsideParams(shares=shares, scarce=("体育",)))


PLAIN = situation(tiny())
BEFORE = {"B/小学/语文": 100, "B/小学/体育": 20, "C/小学/数学": 40, "C/小学/体育": 10,
          "C/初中/语文": 50, "C/初中/体育": 10}  # fmt: skip

CASES = (
    Case("Nobody moves: what the county lacks today", PLAIN, params(), BEFORE),
    # T2 brings a full load of 语文 to B: exactly the ten periods it needs; A keeps exactly ten.
    Case(
        "One mover closes a gap of one full load exactly",
        PLAIN,
        params(group="rural_or_weak"),
        {key: short for key, short in BEFORE.items() if key != "B/小学/语文"},
        Roster.of([move("T2", "A", "B")]),
        kind="edge",
    ),
    # Both 语文 teachers leave A: it lacks 10 of 10; B has 20 for 10.
    Case(
        "Whoever leaves opens a gap at home",
        PLAIN,
        params(group="urban"),
        {"A/小学/语文": 100},
        Roster.of([move("T1", "A", "B"), move("T2", "A", "B")]),
    ),
    # 20 % of 语文 10 is 2, of 体育 2 is 0.4 periods; short beyond that 8 and 1.6.
    Case(
        "A tolerance as a share of the need is taken off every subject",
        PLAIN,
        params(group="weak", tolerance=Fraction(1, 5)),
        {"B/小学/语文": 80, "B/小学/体育": 16},
    ),
    # 2 periods tolerated: 体育 lacks exactly 2, so nothing; 语文 lacks 10, so 8.
    Case(
        "A gap of exactly the tolerance is no gap",
        PLAIN,
        params(group="weak", tolerance_periods=Fraction(2)),
        {"B/小学/语文": 80},
        kind="edge",
    ),
    # At B 数学 has 2 periods to spare; 体育 (scarce) may take half of its 2, 语文 half of its 10:
    # 1 period to 体育, 1 to 语文, so 9 and 1 stay uncovered. C's 语文 helps nobody here.
    Case(
        "What may be taught alongside is capped by its share and by what is to spare",
        helping(Fraction(1, 2)),
        params(group="weak"),
        {"B/小学/体育": 10, "B/小学/语文": 90},
    ),
    # A tenth of 语文 10 is 1, of 体育 2 is 0.2: 9 and 1.8 stay, though 数学 has more to spare.
    Case(
        "The share caps what may be taught alongside even where more is to spare",
        helping(Fraction(1, 10)),
        params(group="weak"),
        {"B/小学/体育": 18, "B/小学/语文": 90},
        kind="edge",
    ),
    Case("A county whose lessons are all covered lacks nothing", PLAIN, params(group="urban")),
    Case(
        "A senior class without curriculum or stated need is undecidable",
        situation(
            county(
                [school("S", kind="高中")],
                classes=[ClassRow(school="S", grade="高一", classes=1, pupils=40)],  # type: ignore[arg-type]
            )
        ),
        params(group="public"),
        undecidable=("S/高中",),
    ),
)


def test_agreement_is_told_by_school_and_stage() -> None:
    """兼课 may split a school's gap among its subjects in many ways, so sums are compared."""
    assert RULE.agree_by("B/小学/语文") == RULE.agree_by("B/小学/体育") == "B/小学"

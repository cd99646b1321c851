"""Cases of sending_floor in the tiny county (a full load is 100 tenths).

A needs 语文 100 and has 200 (T1, T2), 数学 80 and has 100 (T3), 体育 20 and has 100 (T4).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from constraints.cover.sending_floor import RULE, P
from models.roster import Placement
from models.sheets import LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, teacher, tiny

PLAIN = situation(tiny())
FULL = P(group="compulsory", share=Fraction(1))


def _locked(person: str, school: str) -> LockRow:
    stated = {"person": person, "school": school, "mode": "交流"}
    return LockRow(**stated, reason="公示", decided_by="局务会")  # type: ignore[arg-type]


def _visiting(person: str, school: str, periods: int | None) -> LockRow:
    stated = {"person": person, "school": school, "mode": "走教", "periods": periods}
    return LockRow(**stated, reason="议定", decided_by="局务会")  # type: ignore[arg-type]


def _visit(person: str, home: str, host: str, periods: int) -> Placement:
    taught = {"subject": "数学", "stage": "小学"}
    return move(person, home, host, mode="走教", periods=Decimal(periods), **taught)


LOCKED = situation(tiny(locks=[_locked("T3", "B")]))
AS_LOCKED = move("T3", "A", "B", subject="数学", stage="小学")
LEFT = situation(tiny(locks=[_locked("T3", "B")], more=[teacher("T8", "A", "数学", homeroom=True)]))
COMING = situation(tiny({"T3": {"homeroom": True}}, locks=[_locked("T5", "A")]))
THREE = situation(tiny(more=[teacher("T8", "A", "语文", homeroom=True)]))
VISITING = situation(tiny(locks=[_visiting("T3", "B", 5)]))
SOMETIME = situation(tiny(locks=[_visiting("T3", "B", None)]))
VISITED = situation(tiny({"T3": {"homeroom": True}}, locks=[_visiting("T5", "A", 6)]))
T2, T3 = move("T2", "A", "B"), move("T3", "A", "B")
T5, T8 = move("T5", "B", "A"), move("T8", "A", "C")

CASES = (
    Case("Nobody leaves", PLAIN, FULL),
    # 200 − 100 = 100, exactly the need.
    Case("One of two leaves and exactly the need stays", PLAIN, FULL, roster=(T2,), kind="edge"),
    # Both 语文 teachers leave: 0 of 100.
    Case(
        "Both leave",
        PLAIN,
        FULL,
        {"A/小学/语文": 100},
        (move("T1", "A", "B"), T2),
    ),
    # 数学: 0 stays; 80 × 1/2 = 40 must.
    Case(
        "Half the need is the floor",
        PLAIN,
        P(group="compulsory", share=Fraction(1, 2)),
        {"A/小学/数学": 40},
        (T3,),
    ),
    # Somebody of the same subject comes in exchange: a load out, a load in.
    Case(
        "One out, one in leaves the floor where it was",
        PLAIN,
        FULL,
        roster=(T3, move("T5", "B", "A")),
        kind="edge",
    ),
    # T8 is homeroom teacher: half a load stays with the school when anybody leaves, so A has
    # 3 × 100 − 50 = 250; two leavers leave 50 of 100.
    Case(
        "Homeroom stays with the school",
        THREE,
        FULL,
        {"A/小学/语文": 50},
        (move("T8", "A", "B"), T2),
    ),
    # 0.501 of 100 tenths is 50.1, so 51 must stay; 50 do.
    Case(
        "A part of a tenth counts as a whole one",
        THREE,
        P(group="compulsory", share=Fraction(501, 1000)),
        {"A/小学/语文": 1},
        (move("T8", "A", "B"), T2),
        kind="edge",
    ),
    # T3's leaving is published: nothing is left of 数学 without any fault of the plan.
    Case(
        "A published move alone breaks no floor",
        LOCKED,
        FULL,
        roster=(AS_LOCKED,),
        kind="edge",
    ),
    # 200 − 50 (homeroom) − 100 (published) leaves 50 of 80; with T5 there are 150.
    Case(
        "Somebody comes for the one whose leaving is published",
        LEFT,
        FULL,
        roster=(AS_LOCKED, T5),
        kind="edge",
    ),
    # T8 goes as well, T5 comes: 50 of 80, as the published leaving alone would leave it.
    Case(
        "Nobody follows the published leaver below the floor, though somebody comes",
        LEFT,
        FULL,
        {"A/小学/数学": 30},
        (AS_LOCKED, T5, T8),
    ),
    # Nobody comes: the published leaving left 50, T8 takes 100 more.
    Case(
        "What is taken on top is short, what is published is not",
        LEFT,
        FULL,
        {"A/小学/数学": 100},
        (AS_LOCKED, T8),
    ),
    # 50 of 80 before; T5's coming is published, so 150. T3 goes: 50 again, and 80 must stay.
    Case(
        "What is published to come is not given away below the floor",
        COMING,
        FULL,
        {"A/小学/数学": 30},
        (move("T5", "B", "A", subject="数学", stage="小学"), T3),
    ),
    # C's junior class needs 数学 40 and has 100; below the need before, T7 may not leave anyway.
    Case(
        "A school outside the group is free",
        PLAIN,
        P(group="weak", share=Fraction(1)),
        roster=(T3,),
    ),
    # 100 − 60: five periods take two half-days, and 20 less than the need is what was decided.
    Case(
        "A visit decided is made", VISITING, FULL, roster=(_visit("T3", "A", "B", 6),), kind="edge"
    ),
    Case("A visit decided not", PLAIN, FULL, {"A/小学/数学": 40}, (_visit("T3", "A", "B", 6),)),
    # The third half-day nobody has decided.
    Case("A visit beyond it", VISITING, FULL, {"A/小学/数学": 30}, (_visit("T3", "A", "B", 9),)),
    Case("A visit of one", SOMETIME, FULL, roster=(_visit("T3", "A", "B", 3),)),
    Case("A visit of two", SOMETIME, FULL, {"A/小学/数学": 30}, (_visit("T3", "A", "B", 6),)),
    # 50 + 60 with the visit decided, so that 80 must stay; 50 − 100 + 60 do.
    Case(
        "A visit decided brings what may be taken again",
        VISITED,
        FULL,
        {"A/小学/数学": 70},
        (T3, _visit("T5", "B", "A", 6)),
    ),
)


def test_the_leavers_are_named() -> None:
    """The people whose leaving breaks the floor stand in the measure."""
    (broken,) = [m for m in CASES[2].measures(RULE) if m.short]
    assert broken.people == ("T1", "T2")

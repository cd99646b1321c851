"""Cases of points_order: T1 (10 points), T2 (8) and T4 (8) of A apply for B; T4 teaches 体育."""

from __future__ import annotations

from typing import Any

from constraints.rotation.points_order import RULE, P
from models.sheets import LockRow, PointsRow, WishRow
from models.vocabulary import Mode, PointsUse
from tests.rules.case import Case
from tests.rules.teams import team
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,), use=PointsUse.ROTATION)
POINTS = {"T1": 10, "T2": 8, "T4": 8}


def wish(person: str, rank: int, host: str, **kw: Any) -> WishRow:
    """A wish by rank."""
    return WishRow(person=person, rank=rank, school=host, mode="交流", **kw)


def county(*more: WishRow, points: Any = None, **sheets: Any) -> Any:
    """All three wish for B first, and these wishes besides."""
    scores = POINTS if points is None else points
    rows = [
        PointsRow(person=p, use="交流", item="教龄", points=n, certifier="局")
        for p, n in scores.items()
    ]
    firsts = [wish(p, 1, "B") for p in POINTS]
    return situation(tiny(wishes=[*firsts, *more], points=rows, **sheets))


HIGH, LOW = move("T1", "A", "B", subject="语文"), move("T2", "A", "B", subject="语文")
STAYS = [LockRow(person="T1", mode="留任", reason="决定", decided_by="局务会")]
CASES = (
    Case(
        "the lower one teaches something else there",
        county(),
        PARAMS,
        roster=(move("T2", "A", "B", subject="数学", stage="小学"),),
        kind="edge",
    ),
    Case("nobody is placed", county(), PARAMS),
    Case("the higher one is placed", county(), PARAMS, roster=(HIGH,)),
    Case("both are placed", county(), PARAMS, roster=(HIGH, LOW)),
    Case("the lower one is placed over the higher", county(), PARAMS, {"T1/B": 1}, (LOW,)),
    Case(
        "equal points give no claim",
        county(points={"T1": 8, "T2": 8}),
        PARAMS,
        roster=(LOW,),
        kind="edge",
    ),
    Case(
        "half a point is a claim",
        county(points={"T1": "8.5", "T2": 8}),
        PARAMS,
        {"T1/B": 1},
        (LOW,),
        kind="edge",
    ),
    Case(
        "another subject does not compete",
        county(),
        PARAMS,
        roster=(move("T4", "A", "B", subject="体育"),),
        kind="edge",
    ),
    Case(
        "content with a better wish",
        county(wish("T1", 2, "C"), points=POINTS),
        PARAMS,
        {"T1/B": 1},
        (LOW, move("T1", "A", "C", subject="语文")),
    ),
    Case(
        "a second wish lost while the first is granted",
        situation(
            tiny(
                wishes=[wish("T1", 2, "B"), wish("T1", 1, "C"), wish("T2", 1, "B")],
                points=[
                    PointsRow(person=p, use="交流", item="教龄", points=n)
                    for p, n in (("T1", 10), ("T2", 8))
                ],
            )
        ),
        PARAMS,
        roster=(LOW, move("T1", "A", "C", subject="语文")),
        kind="edge",
    ),
    Case(
        "sent by another way, on a first wish of that way",
        county(
            WishRow(person="T1", rank=1, school="C", mode="支教"),
            teams=[team("教师", receiver="C", sender="A", direction="派出")],
        ),
        PARAMS,
        {"T1/B": 1},
        (LOW, move("T1", "A", "C", "支教", subject="语文", team="TD01", post="教师")),
        kind="edge",
    ),
    Case("whoever is locked to stay has no claim", county(locks=STAYS), PARAMS, roster=(LOW,)),
    Case(
        "a wish that was not open gives no claim",
        county(),
        PARAMS,
        roster=(LOW,),
        closed=(("T1", "B"),),
        kind="edge",
    ),
    Case(
        "no points where there are rivals",
        county(points={"T2": 8}),
        PARAMS,
        roster=(LOW,),
        undecidable=("T1/B",),
    ),
)

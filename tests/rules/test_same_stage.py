"""Cases of same_stage."""

from constraints.placement.same_stage import RULE, P
from models.sheets import LockRow, RecommendationRow, WishRow
from models.vocabulary import Mode, SchoolKind, Stage
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))
OWN = (move("T1", "A", "B", stage=Stage.PRIMARY),)
OTHER = (move("T1", "A", "B", stage=Stage.JUNIOR),)
NINE = {"B": {"kind": SchoolKind.NINE_YEAR}}
ASKED = [RecommendationRow(person="T1", mode="交流", opinion="同意")]

WISH = WishRow(person="T1", rank=1, school="C", mode="交流")
NAMED = WishRow(person="T1", rank=1, school="B", mode="交流")
BARE = WishRow(person="T1", rank=1, mode="交流")
DECIDED = LockRow(person="T1", mode="交流", school="B", reason="公示", decided_by="局务会")
ANYWHERE = WishRow(person="T1", rank=1, school="C", mode="交流", accepts_any=True)

CASES = (
    Case("called in the own stage", lambda: situation(tiny(NINE)), PARAMS, roster=OWN),
    Case(
        "called to the junior classes of a nine-year school",
        lambda: situation(tiny(NINE)),
        PARAMS,
        roster=OTHER,
        expected={"T1/B": 1},
    ),
    Case(
        "who asked for another school and not for any",
        lambda: situation(tiny(NINE, wishes=[WISH])),
        PARAMS,
        roster=OTHER,
        expected={"T1/B": 1},
    ),
    Case(
        "who asked for another school and would go to any",
        lambda: situation(tiny(NINE, wishes=[ANYWHERE])),
        PARAMS,
        roster=OTHER,
        expected={"T1/B": 1},
    ),
    Case(
        "who would go to any, in the own stage",
        lambda: situation(tiny(NINE, wishes=[ANYWHERE])),
        PARAMS,
        roster=OWN,
    ),
    Case(
        "a bare application names no school, though recommended",
        lambda: situation(tiny(NINE, wishes=[BARE], recommendations=ASKED)),
        PARAMS,
        roster=OTHER,
        expected={"T1/B": 1},
    ),
    Case(
        "who named the school",
        lambda: situation(tiny(NINE, wishes=[NAMED])),
        PARAMS,
        roster=OTHER,
        kind="edge",
    ),
    Case(
        "decided",
        lambda: situation(tiny(NINE, locks=[DECIDED])),
        PARAMS,
        roster=OTHER,
        kind="edge",
    ),
    Case(
        "recommended people may change stage",
        lambda: situation(tiny(NINE, recommendations=ASKED)),
        PARAMS,
        roster=OTHER,
        kind="edge",
    ),
)

"""Cases of same_stage."""

from constraints.placement.same_stage import RULE, P
from models.sheets import RecommendationRow, WishRow
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

"""Cases of same_stage."""

from constraints.placement.same_stage import RULE, P
from models.sheets import RecommendationRow
from models.vocabulary import Mode, SchoolKind, Stage
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))
OWN = (move("T1", "A", "B", stage=Stage.PRIMARY),)
OTHER = (move("T1", "A", "B", stage=Stage.JUNIOR),)
NINE = {"B": {"kind": SchoolKind.NINE_YEAR}}
ASKED = [RecommendationRow(person="T1", mode="交流", opinion="同意")]

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
        "recommended people may change stage",
        lambda: situation(tiny(NINE, recommendations=ASKED)),
        PARAMS,
        roster=OTHER,
        kind="edge",
    ),
)

"""Cases of purpose. B lacks all 语文; the primary classes of C lack 数学 only (see tests.tiny)."""

from constraints.facts.direction import P as DirectionParams
from constraints.placement.purpose import RULE, P
from models.sheets import RecommendationRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))
NOWHERE = DirectionParams(counted=(), scope="compulsory")
DOWN = DirectionParams(counted=(("urban", "rural"),), scope="compulsory")
ASKED = [RecommendationRow(person="T2", mode="交流", opinion="同意")]
TO_B = (move("T2", "A", "B", subject="语文", stage="小学"),)
TO_C = (move("T2", "A", "C", subject="语文", stage="小学"),)


def _there(direction, **sheets):
    return lambda: situation(tiny(**sheets), direction=direction)


CASES = (
    Case("a lack is filled", _there(NOWHERE), PARAMS, roster=TO_B),
    Case(
        "C has its 语文 teacher already",
        _there(NOWHERE),
        PARAMS,
        roster=TO_C,
        expected={"T2/C": 1},
    ),
    Case("the direction counts, lack or no lack", _there(DOWN), PARAMS, roster=TO_C, kind="edge"),
    Case(
        "recommended people need no other reason",
        _there(NOWHERE, recommendations=ASKED),
        PARAMS,
        roster=TO_C,
        kind="edge",
    ),
)

"""Cases of receiving_say: B has said no to T1."""

from constraints.placement.receiving_say import RULE, P
from models.sheets import RecommendationRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]
BOTH = P(modes=(Mode.ROTATION, Mode.TRANSFER))
NO = {"person": "T1", "mode": "交流", "school": "B", "opinion": "不同意"}
TO_B = (move("T1", "A", "B"),)


def _said(changes=None, **kw):
    return lambda: situation(
        tiny(changes or {}, recommendations=[RecommendationRow(**{**NO, **kw})])
    )


CASES = (
    Case("to a school that agrees", _said(opinion="同意"), BOTH, roster=TO_B),
    Case("to a school that has said no", _said(), BOTH, roster=TO_B, expected={"T1/B": 1}),
    Case("to another school", _said(), BOTH, roster=(move("T1", "A", "C"),)),
    Case("somebody else", _said(), BOTH, roster=(move("T2", "A", "B"),)),
    Case("the bureau turned it down", _said(review="不通过"), BOTH, roster=TO_B, kind="edge"),
    Case("the bureau has not decided", _said(review="待审"), BOTH, roster=TO_B,
         expected={"T1/B": 1}, kind="edge"),
    Case("a campus of that school", _said({"C": {"legal_code": "B"}}), BOTH,
         roster=(move("T1", "A", "C"),), expected={"T1/C": 1}, kind="edge"),
    Case("the sending school's own opinion", _said(school="A"), BOTH, roster=TO_B),
    Case("said of another way of going", _said(mode="调动"), BOTH, roster=TO_B, kind="edge"),
    Case("the policy asks nobody", _said(), P(modes=()), roster=TO_B, kind="edge"),
)  # fmt: skip

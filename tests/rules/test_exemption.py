"""Cases of exemption."""

from datetime import date

from constraints.placement.exemption import RULE, P
from models.sheets import ExemptionRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))


def _said(approval, until=None):
    row = ExemptionRow(person="T1", kind="免", reason="内部", approval=approval, until=until)
    return lambda: situation(tiny(exemptions=[row]))


GONE = (move("T1", "A", "B"),)
CASES = (
    Case("the exempt person stays", _said("已批准"), PARAMS),
    Case(
        "an approved exemption is passed by",
        _said("已批准"),
        PARAMS,
        roster=GONE,
        expected={"T1/B": 1},
    ),
    Case("an application is not an approval", _said("审批中"), PARAMS, roster=GONE, kind="edge"),
    Case(
        "the last day still binds",
        _said("已批准", date(2026, 9, 1)),
        PARAMS,
        roster=GONE,
        expected={"T1/B": 1},
        kind="edge",
    ),
    Case(
        "the day after it is over",
        _said("已批准", date(2026, 8, 31)),
        PARAMS,
        roster=GONE,
        kind="edge",
    ),
    Case(
        "another way of moving",
        _said("已批准"),
        PARAMS,
        roster=(move("T1", "A", "B", "调动", relation="调动"),),
        kind="edge",
    ),
    Case(
        "going about is not rotation",
        _said("已批准"),
        PARAMS,
        roster=(visit("T1", "A", "B"),),
        kind="edge",
    ),
    Case(
        "going about is barred where the policy says so",
        _said("已批准"),
        P(modes=(Mode.ROTATION, Mode.ITINERANT)),
        roster=(visit("T1", "A", "B"),),
        expected={"T1/B": 1},
    ),
)

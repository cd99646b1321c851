"""Cases of eligible_only."""

from dataclasses import replace
from datetime import date

from constraints.facts.eligibility import Eligibility
from constraints.placement.eligible_only import RULE, P
from models.sheets import HistoryRow, LockRow, TeacherRow, WishRow
from models.vocabulary import Leadership, Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny, without

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,), leaders=(Leadership.PRINCIPAL, Leadership.MIDDLE))
STILL_OUT = HistoryRow(
    person="T1", school="B", start=date(2025, 9, 1), end=date(2027, 7, 31), mode="交流"
)
WISH = WishRow(person="T3", rank=1, school="B", mode="交流")
LOCKED = LockRow(person="T2", mode="交流", school="B", reason="决定", decided_by="局务会")


def _plain():
    return situation(tiny())


def _free():
    """Whoever applies may go, due or not."""
    here = situation(tiny(wishes=[WISH]))
    asks = replace(Eligibility.of(here).p, outside_needs_consent=False, volunteers_outside=True)
    return situation(here.county, eligibility=asks)


def _leader(**sheets):
    return lambda: situation(tiny({"T2": {"leadership": "校长"}}, **sheets))


CASES = (
    Case(
        "an office the policy names, though due",
        lambda: situation(tiny({"T2": {"leadership": "中层"}})),
        PARAMS,
        {"T2/B": 1},
        (move("T2", "A", "B"),),
    ),
    Case("someone who is due", _plain, PARAMS, roster=(move("T1", "A", "B"),)),
    Case(
        "someone two years there",
        _plain,
        PARAMS,
        roster=(move("T3", "A", "B"),),
        expected={"T3/B": 1},
    ),
    Case("a principal", _leader(), PARAMS, roster=(move("T2", "A", "B"),), expected={"T2/B": 1}),
    Case(
        "a principal by a lock",
        _leader(locks=[LOCKED]),
        PARAMS,
        roster=(move("T2", "A", "B", subject="语文", stage="小学"),),
        kind="edge",
    ),
    Case(
        "someone not due, to the school asked for",
        _free,
        PARAMS,
        roster=(move("T3", "A", "B"),),
        kind="edge",
    ),
    Case(
        "someone not due, to a school not asked for",
        _free,
        PARAMS,
        roster=(move("T3", "A", "C"),),
        expected={"T3/C": 1},
    ),
    Case(
        "someone still out on an exchange",
        lambda: situation(tiny({"T1": {"duty_school": "B"}}, history=[STILL_OUT])),
        PARAMS,
        roster=(move("T1", "B", "C"),),
        expected={"T1/C": 1},
    ),
    Case(
        "six years to the month",
        lambda: situation(tiny({"T3": {"school_since": "2020-09"}})),
        PARAMS,
        roster=(move("T3", "A", "B"),),
        kind="edge",
    ),
    Case(
        "a month less than six years",
        lambda: situation(tiny({"T3": {"school_since": "2020-10"}})),
        PARAMS,
        roster=(move("T3", "A", "B"),),
        expected={"T3/B": 1},
        kind="edge",
    ),
    Case(
        "nobody knows who leads where the column is missing",
        lambda: situation(_no_offices()),
        PARAMS,
        roster=(move("T1", "A", "B"),),
        undecidable=("T1/B",),
        kind="edge",
    ),
)


def _no_offices():
    from dataclasses import replace

    return replace(tiny(), columns=without(TeacherRow, "leadership"))

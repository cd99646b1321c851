"""Cases of order_of_going: at A T1 (语文, since 2012) before T2 (since 2016); T4 alone in 体育."""

from __future__ import annotations

from typing import Any

from constraints.rotation.order_of_going import RULE, P
from models.sheets import LockRow, RecommendationRow, WishRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, teacher, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,), by_stage=True)
WHATEVER_STAGE = P(modes=(Mode.ROTATION,), by_stage=False)


def plain(changes: Any = None, **sheets: Any) -> Any:
    """The county with one more 语文 teacher at A, T8, since 2014."""
    extra = [teacher("T8", "A", "语文", school_since="2014-08")]
    return situation(tiny(changes or {}, more=extra, **sheets))


def two_stages() -> Any:
    """At C T6 (小学 语文, since 2015) and T9 (初中 语文, since 2013)."""
    extra = [teacher("T9", "C", "语文", stage="初中", school_since="2013-08")]
    return situation(tiny(more=extra))


def asked(person: str) -> Any:
    """*person* applies for an exchange."""
    return plain(wishes=[WishRow(person=person, rank=1, school="B", mode="交流")])


def recommended(person: str) -> Any:
    """*person* is recommended by the school."""
    row = RecommendationRow(person=person, mode="交流", opinion="同意")
    return plain(recommendations=[row])


STAYS = [LockRow(person="T1", mode="留任", reason="决定", decided_by="局务会")]
LAST, MIDDLE, FIRST = move("T2", "A", "B"), move("T8", "A", "B"), move("T1", "A", "B")
CASES = (
    Case("nobody goes, nobody is passed", plain(), PARAMS),
    Case("the longest-serving goes", plain(), PARAMS, roster=(FIRST,)),
    Case("the two longest-serving go", plain(), PARAMS, roster=(FIRST, MIDDLE)),
    Case("the second goes before the first", plain(), PARAMS, {"T1": 1}, (MIDDLE,)),
    Case("the last goes before both", plain(), PARAMS, {"T1": 1, "T8": 1}, (LAST,)),
    Case("the last and the first go", plain(), PARAMS, {"T8": 1}, (LAST, FIRST)),
    Case(
        "a month longer is longer",
        plain({"T2": {"school_since": "2014-09"}}),
        PARAMS,
        {"T1": 1, "T8": 1},
        (LAST,),
        kind="edge",
    ),
    Case(
        "equal months share a place",
        plain({"T2": {"school_since": "2014-08"}}),
        PARAMS,
        {"T1": 1},
        (LAST,),
        kind="edge",
    ),
    Case("a volunteer goes out of turn", asked("T2"), PARAMS, roster=(LAST,), kind="edge"),
    Case("a recommended person goes out of turn", recommended("T2"), PARAMS, roster=(LAST,)),
    Case("a volunteer left behind is no matter of order", asked("T1"), PARAMS, roster=(MIDDLE,)),
    Case("whoever is locked to stay is not passed", plain(locks=STAYS), PARAMS, roster=(MIDDLE,)),
    Case(
        "whoever has nowhere to go is excused",
        plain(),
        PARAMS,
        {"T8": 1},
        (LAST,),
        closed=(("T1", "B"), ("T1", "C")),
    ),
    Case("other subjects are other queues", plain(), PARAMS, roster=(move("T4", "A", "B"),)),
    Case(
        "gone by another way is not passed",
        plain(),
        PARAMS,
        roster=(MIDDLE, move("T1", "A", "C", "调动", relation="调动")),
        kind="edge",
    ),
    Case(
        "stages are other queues where the policy says so",
        two_stages(),
        PARAMS,
        roster=(move("T6", "C", "A"),),
        kind="edge",
    ),
    Case(
        "and one queue where it does not",
        two_stages(),
        WHATEVER_STAGE,
        {"T9": 1},
        (move("T6", "C", "A"),),
    ),
)

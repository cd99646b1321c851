"""Cases of receiving_rank: B would have T1 first, then T4."""

from __future__ import annotations

from typing import Any

from constraints.rotation.receiving_rank import RULE, P
from models.sheets import LockRow, RecommendationRow
from models.vocabulary import Mode
from staffing.solve import solve
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]
PARAMS = P(modes=(Mode.ROTATION,))


def ranked(person: str, rank: int | None, school: str = "B", **kw: Any) -> RecommendationRow:
    """A receiving school's word."""
    stated = {"mode": "交流", "opinion": "同意", **kw}
    return RecommendationRow(person=person, rank=rank, school=school, **stated)


ORDER = (ranked("T1", 1), ranked("T4", 2))
T1, T2, T4 = (move(code, "A", "B") for code in ("T1", "T2", "T4"))
DECIDED = LockRow(person="T2", mode="交流", school="B", reason="公示", decided_by="局务会")  # type: ignore[arg-type]


def _with(*rows: RecommendationRow, **sheets: Any) -> Any:
    return lambda: situation(tiny(recommendations=rows, **sheets))


CASES = (
    Case("the first of the order", _with(*ORDER), PARAMS, roster=(T1,)),
    Case("nobody comes: nothing is lost", _with(*ORDER), PARAMS, kind="edge"),
    Case("the second", _with(*ORDER), PARAMS, {"B/交流": 1}, (T4,)),
    Case("somebody the school has not named", _with(*ORDER), PARAMS, {"B/交流": 2}, (T2,)),
    Case("all three", _with(*ORDER), PARAMS, {"B/交流": 3}, (T1, T2, T4)),
    Case("a school without an order", _with(ranked("T1", None)), PARAMS, roster=(T2,)),
    Case("the sending school's own order is for those who leave", _with(ranked("T1", 1, "A")),
         PARAMS, roster=(T2, move("T5", "B", "A"))),
    Case("turned down by the bureau", _with(ranked("T1", 1, review="不通过")), PARAMS,
         roster=(T2,)),
    Case("said no", _with(ranked("T1", 1, opinion="不同意")), PARAMS, roster=(T2,)),
    Case("of another way of moving", _with(ranked("T1", 1, mode="支教")), PARAMS, roster=(T2,)),
    Case("decided already", _with(*ORDER, locks=[DECIDED]), PARAMS, roster=(T2,), kind="edge"),
)  # fmt: skip


def test_of_two_equal_plans_the_school_gets_whom_it_named() -> None:
    """B lacks 语文; T1 and T2 of A teach it and either would do, but for B's word."""
    sent = []
    for first in ("T1", "T2"):
        changes = {code: {"school_since": "2012-08", "born": "1980-05", "key_level": "无"}
                   for code in ("T1", "T2")}  # fmt: skip
        here = situation(tiny(changes, recommendations=[ranked(first, 1)]))
        roster = solve(here).roster
        assert roster is not None
        sent.append({p.person for p in roster.placements if p.host == "B" and p.subject == "语文"})
    assert sent == [{"T1"}, {"T2"}]

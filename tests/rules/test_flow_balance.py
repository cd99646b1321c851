"""Cases of flow_balance: A is urban, B and C are rural."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from constraints.rotation.flow_balance import RULE, P
from models.sheets import LockRow, SchoolRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny, without

__all__ = ["CASES", "RULE"]


def band(low: str | None = None, high: str | None = None, allowance: int = 0) -> P:
    """Flow back between low and high times the flow out."""
    return P(
        one="urban",
        other="rural",
        modes=(Mode.ROTATION,),
        low=None if low is None else Fraction(low),
        high=None if high is None else Fraction(high),
        allowance=allowance,
    )


def plain(**sheets: Any) -> Any:
    """The county as it is."""
    return situation(tiny(**sheets))


def no_seat() -> Any:
    """Without 县驻地 nobody knows on which side a town school is."""
    return situation(replace(tiny(), columns=without(SchoolRow, "county_seat")))


OUT = (move("T1", "A", "B"), move("T2", "A", "B"), move("T4", "A", "C"))
BACK = (move("T5", "B", "A"), move("T6", "C", "A"), move("T7", "C", "A"))
LOCKED = [LockRow(person="T1", mode="交流", school="B", reason="公示", decided_by="局")]
COMING = [LockRow(person="T5", mode="交流", school="A", reason="公示", decided_by="局")]
COMES = move("T5", "B", "A", subject="数学", stage="小学")
AS_LOCKED = move("T1", "A", "B", subject="语文", stage="小学")
CASES = (
    Case("nobody moves", plain(), band("1/2", "2")),
    Case(
        "one back for two out", plain(), band("1/2", "2"), roster=(*OUT[:2], BACK[0]), kind="edge"
    ),
    Case("one back for three out", plain(), band("1/2"), {"下限": 1}, (*OUT, BACK[0]), kind="edge"),
    Case("nobody back for three out", plain(), band("2/3"), {"下限": 2}, OUT),
    Case(
        "a person either way is allowed", plain(), band("2/3", allowance=2), roster=OUT, kind="edge"
    ),
    Case("three back for one out", plain(), band(high="3/2"), {"上限": 2}, (OUT[0], *BACK)),
    Case(
        "three back for two out", plain(), band(high="3/2"), roster=(*OUT[:2], *BACK), kind="edge"
    ),
    Case(
        "inside one side is neither",
        plain(),
        band("1"),
        roster=(move("T5", "B", "C"),),
        kind="edge",
    ),
    Case(
        "what is published may stay one-sided",
        plain(locks=LOCKED),
        band("1"),
        roster=(AS_LOCKED,),
        kind="edge",
    ),
    Case(
        "what comes on top may not",
        plain(locks=LOCKED),
        band("1"),
        {"下限": 1},
        (AS_LOCKED, OUT[1]),
    ),
    Case(
        "who comes back makes up for what is published",
        plain(locks=LOCKED),
        band("1"),
        roster=(AS_LOCKED, BACK[0]),
        kind="edge",
    ),
    Case(
        "the way back is not used up by another who goes",
        plain(locks=LOCKED),
        band("2"),
        {"下限": 1},
        (AS_LOCKED, OUT[1], *BACK),
    ),
    Case(
        "of those who come on top only so many as are too many",
        plain(locks=LOCKED),
        band("1/2"),
        {"下限": 1},
        (AS_LOCKED, OUT[1], OUT[2], BACK[0]),
    ),
    Case(
        "nobody follows who is published to come back",
        plain(locks=COMING),
        band(high="1/2"),
        {"上限": 2},
        (COMES, OUT[0], BACK[1], BACK[2]),
    ),
    Case("sides that cannot be told", no_seat(), band("1"), roster=OUT, undecidable=("下限",)),
)

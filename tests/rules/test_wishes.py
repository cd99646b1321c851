"""Cases of wishes: T1 wishes for B, then C; T2 for C only."""

from __future__ import annotations

from typing import Any

from constraints.rotation.wishes import RULE, P
from models.roster import Placement
from models.sheets import LockRow, WishRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.rules.teams import OUTSIDE, team
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def wish(person: str, rank: int, host: str | None, **kw: Any) -> WishRow:
    """A wish by rank."""
    return WishRow(person=person, rank=rank, school=host, mode="交流", **kw)


WISHES = (wish("T1", 1, "B"), wish("T1", 2, "C"), wish("T2", 1, "C"))
ANY = P(modes=(Mode.ROTATION,), count_refused=True)
GRANTED_ONLY = P(modes=(Mode.ROTATION,), count_refused=False)


def county(*more: WishRow, **sheets: Any) -> Any:
    """The wishes above and these besides."""
    return situation(tiny(wishes=[*WISHES, *more], **sheets))


AWAY = P(modes=(Mode.ROTATION, Mode.SHADOWING), count_refused=True)


def sent(person: str, *, subject: str | None = None, **sheets: Any) -> Any:
    """Somebody of A who wishes to be counterpart at W1, else at W2; teams of both come to A."""
    teams = [
        team("教师", team=f"TD{i}", receiver="A", sender=host, counterparts=1)
        for i, host in enumerate(("W1", "W2"))
    ]
    wishes = [
        WishRow(person=person, rank=rank, school=host, mode="跟岗", subject=subject)
        for rank, host in enumerate(("W1", "W2"), 1)
    ]
    return situation(tiny(wishes=wishes, teams=teams, outside_schools=OUTSIDE, **sheets))


def shadow(person: str, host: str) -> Placement:
    """A counterpart's row of the plan."""
    return move(person, "A", host, "跟岗", post="教师")


FIRSTS = (move("T1", "A", "B"), move("T2", "A", "C"))
STAYS = [LockRow(person="T2", mode="留任", reason="决定", decided_by="局务会")]
DECIDED = [LockRow(person="T1", mode="跟岗", school="W2", reason="决定", decided_by="局务会")]
CASES = (
    Case(
        "granted by a way of moving that is not looked at",
        county(WishRow(person="T2", rank=2, school="C", mode="支教")),
        ANY,
        {"T2": 2},
        (FIRSTS[0], move("T2", "A", "C", "支教")),
    ),
    Case("both have their first wish", county(), ANY, roster=FIRSTS),
    Case("T1 has the second wish", county(), ANY, {"T1": 1}, (move("T1", "A", "C"), FIRSTS[1])),
    Case("T2 is refused: as many as the last rank of all", county(), ANY, {"T2": 2}, FIRSTS[:1]),
    Case(
        "a place nobody wished for grants nothing",
        county(),
        ANY,
        {"T2": 2},
        (FIRSTS[0], move("T2", "A", "B")),
    ),
    Case(
        "being refused is not counted where the policy says so",
        county(),
        GRANTED_ONLY,
        roster=FIRSTS[:1],
        kind="edge",
    ),
    Case("a second wish is", county(), GRANTED_ONLY, {"T1": 1}, (move("T1", "A", "C"),)),
    Case(
        "a wish without a school has nothing to grant",
        county(wish("T4", 1, None)),
        ANY,
        roster=(*FIRSTS, move("T4", "A", "C")),
        kind="edge",
    ),
    Case(
        "people who may not move are no applicants", county(wish("T3", 1, "B")), ANY, roster=FIRSTS
    ),
    Case("whoever is locked is no applicant", county(locks=STAYS), ANY, roster=FIRSTS[:1]),
    Case(
        "a wish that was not open is not counted",
        county(),
        ANY,
        roster=FIRSTS[:1],
        closed=(("T2", "C"),),
        kind="edge",
    ),
    Case(
        "a school of another county, by a seat of a team: who may not move is no less asked",
        sent("T3"),
        AWAY,
        {"T3": 1},
        (shadow("T3", "W2"),),
    ),
    Case("the first of two such wishes", sent("T3"), AWAY, roster=(shadow("T3", "W1"),)),
    Case(
        "a wish for another county where no seat is open to them",
        sent("T1"),
        AWAY,
        roster=(move("T1", "A", "B"),),
    ),
    Case(
        "in another county one teaches one's own subject",
        sent("T1", subject="体育"),
        AWAY,
        roster=(shadow("T1", "W1"),),
        kind="edge",
    ),
    Case(
        "whoever is locked to go to another county is no applicant",
        sent("T1", locks=DECIDED),
        AWAY,
        roster=(shadow("T1", "W2"),),
        kind="edge",
    ),
    Case(
        "the right school by another way grants nothing",
        county(),
        ANY,
        {"T2": 2},
        (FIRSTS[0], move("T2", "A", "C", "支教")),
    ),
)

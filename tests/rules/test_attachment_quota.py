"""Cases of attachment_quota."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from constraints.facts.seats import Quota
from constraints.situation import Situation
from constraints.teams.attachment_quota import RULE, P  # noqa: F401
from models.roster import Placement
from models.sheets import HistoryRow, LockRow, PairingRow
from models.vocabulary import Direction, Mode, TeamRole
from tests.rules.case import Case
from tests.rules.teams import guest, team, with_quota
from tests.tiny import END, START, move, term

LEADERS = (TeamRole.LEADER, TeamRole.MIDDLE)
EACH = Quota(direction=Direction.OUTBOUND, mode=Mode.ATTACHMENT, roles=LEADERS, heads=1, each=True,
             paired=True, group="compulsory", semesters=2)  # fmt: skip
KEY = Quota(direction=Direction.OUTBOUND, mode=Mode.SHADOWING, roles=(TeamRole.KEY_TEACHER,),
            heads=1, each=False, paired=False, group="compulsory", semesters=1)  # fmt: skip
TWO = replace(EACH, heads=2)
COMES = replace(EACH, direction=Direction.INBOUND)
PAIRS = [PairingRow(school="B", other="W2", kind="结对")]
HALF = date(2027, 1, 31)
YEAR_FROM_SPRING = {"start": date(2027, 2, 1), "end": date(2028, 1, 31)}


def _go(person: str, home: str, host: str, mode: str, **kw: Any) -> Placement:
    return move(person, home, host, mode, **{"team": "quota", **kw})


def _spring(quota: Quota, *rows: HistoryRow, **sheets: Any) -> Callable[[], Situation]:
    """The school year's second term; rows of 履历 are of its first."""
    days = {"name": "春季", "start": date(2027, 2, 1), "reference": date(2027, 2, 1)}
    return with_quota(quota, term=term(**days), history=rows, **sheets)


def _autumn(quota: Quota) -> Callable[[], Situation]:
    """The school year's first term alone."""
    return with_quota(quota, term=term(name="秋季", end=HALF), pairings=PAIRS)


def _went(person: str, school: str, mode: str, end: date = END, start: date = START) -> HistoryRow:
    return HistoryRow(person=person, school=school, mode=mode, start=start, end=end)


CASES = (
    Case("still away since autumn", _spring(EACH, _went("L2", "W2", "挂职"), pairings=PAIRS), EACH,
         kind="edge"),
    Case("one of two is still away", _spring(TWO, _went("L2", "W2", "挂职"), pairings=PAIRS), TWO,
         expected={"B": 1}),
    Case("and another follows", _spring(TWO, _went("L2", "W2", "挂职"), pairings=PAIRS), TWO,
         roster=(_go("M2", "B", "W2", "挂职", post="中层干部", **YEAR_FROM_SPRING),)),
    Case("another, for half of the time", _spring(TWO, _went("L2", "W2", "挂职"), pairings=PAIRS),
         TWO, roster=(_go("M2", "B", "W2", "挂职", post="中层干部", start=date(2027, 2, 1)),),
         expected={"B": 1}, posted=False),
    Case("a year from autumn", _autumn(EACH), EACH, kind="edge",
         roster=(_go("L2", "B", "W2", "挂职", post="学校领导"),)),
    Case("a day short of a year", _autumn(EACH), EACH, expected={"B": 1},
         roster=(_go("L2", "B", "W2", "挂职", post="学校领导", end=date(2027, 8, 30)),),
         posted=False),
    Case("one semester is over with the term", _autumn(KEY), KEY, kind="edge",
         roster=(_go("T1", "A", "W1", "跟岗", post="骨干教师", end=HALF),)),
    Case("a teacher who is still away is no leader",
         _spring(EACH, _went("K2", "W2", "挂职"), pairings=PAIRS), EACH, expected={"B": 1}),
    Case("away from another school", _spring(EACH, _went("L1", "W2", "挂职"), pairings=PAIRS), EACH,
         expected={"B": 1}),
    Case("a semester in autumn where two are asked",
         _spring(EACH, _went("L2", "W2", "挂职", HALF), pairings=PAIRS), EACH, expected={"B": 1}),
    Case("the year's semester was in autumn", _spring(KEY, _went("T1", "W1", "跟岗", HALF)), KEY,
         kind="edge"),
    Case("who goes a second time is one all the same",
         _spring(replace(KEY, heads=2), _went("T1", "W1", "跟岗", HALF)), replace(KEY, heads=2),
         expected={"": 1}, roster=(_go("T1", "A", "W1", "跟岗", post="骨干教师",
         start=date(2027, 2, 1)),)),
    Case("the last school year's was not", _spring(KEY, _went("T1", "W1", "跟岗",
         date(2026, 7, 31), date(2026, 2, 1))), KEY, expected={"": 1}),
    Case("months too few", _spring(KEY, _went("T1", "W1", "跟岗", date(2026, 12, 31))), KEY,
         expected={"": 1}),
    Case("since last school year, still there", _spring(EACH, _went("L2", "W2", "挂职",
         start=date(2026, 2, 1)), pairings=PAIRS), EACH),
    Case("away with a team", _spring(KEY, _went("T1", "W1", "跟岗"),
         teams=[team("骨干教师", receiver="A")]), KEY, expected={"": 1}),
    Case("one leader of the paired school", with_quota(EACH, pairings=PAIRS), EACH,
         roster=(_go("L2", "B", "W2", "挂职", post="学校领导"),)),
    Case("a middle manager as well", with_quota(EACH, pairings=PAIRS), EACH,
         roster=(_go("M2", "B", "W2", "挂职", post="中层干部"),), kind="edge"),
    Case("campuses share one quota", with_quota(EACH, pairings=PAIRS,
         changes={"C": {"legal_code": "B"}}), EACH,
         roster=(_go("L2", "B", "W2", "挂职", post="学校领导"),), kind="edge"),
    Case("decided for another school than the partner", with_quota(EACH, pairings=PAIRS,
         locks=[LockRow(person="L2", mode="挂职", school="W1", reason="任免", decided_by="局")]),
         EACH, roster=(move("L2", "B", "W1", "挂职"),), kind="edge"),
    Case("nobody", with_quota(EACH, pairings=PAIRS), EACH, expected={"B": 1}),
    Case("a semester of the two", with_quota(EACH, pairings=PAIRS), EACH,
         roster=(_go("L2", "B", "W2", "挂职", post="学校领导", end=HALF),),
         expected={"B": 1}, posted=False),
    Case("a teacher is no leader", with_quota(EACH, pairings=PAIRS), EACH,
         roster=(_go("K2", "B", "W2", "挂职"),), expected={"B": 1}, posted=False),
    Case("no school is paired", with_quota(EACH), EACH, kind="edge"),
    Case("key teachers for a semester", with_quota(KEY), KEY,
         roster=(_go("T1", "A", "W1", "跟岗", post="骨干教师", end=HALF),), kind="edge"),
    Case("no key teacher goes", with_quota(KEY), KEY, expected={"": 1}),
    Case("a team's counterpart is counted there", with_quota(KEY, teams=[team("骨干教师",
         receiver="A")]), KEY,
         roster=(move("T1", "A", "W1", "跟岗", team="TD01", post="骨干教师"),),
         expected={"": 1}),
    Case("one comes", with_quota(COMES, pairings=PAIRS,
         outside_people=[guest("G1", "学校领导", attached=True)]), COMES),
    Case("one comes, but not 挂职", with_quota(COMES, pairings=PAIRS,
         outside_people=[guest("G1", "学校领导")]), COMES, expected={"B": 1}),
    Case("no outside school at all", with_quota(KEY, outside_schools=[]), KEY, undecidable=("",)),
)  # fmt: skip

"""Cases of attachment_quota."""

from dataclasses import replace
from datetime import date

from constraints.facts.seats import Quota
from constraints.teams.attachment_quota import RULE, P  # noqa: F401
from models.sheets import LockRow, PairingRow
from models.vocabulary import Direction, Mode, TeamRole
from tests.rules.case import Case
from tests.rules.teams import guest, team, with_quota
from tests.tiny import move

LEADERS = (TeamRole.LEADER, TeamRole.MIDDLE)
EACH = Quota(direction=Direction.OUTBOUND, mode=Mode.ATTACHMENT, roles=LEADERS, heads=1, each=True,
             paired=True, group="compulsory", semesters=2)  # fmt: skip
KEY = Quota(direction=Direction.OUTBOUND, mode=Mode.SHADOWING, roles=(TeamRole.KEY_TEACHER,),
            heads=1, each=False, paired=False, group="compulsory", semesters=1)  # fmt: skip
COMES = replace(EACH, direction=Direction.INBOUND)
PAIRS = [PairingRow(school="B", other="W2", kind="结对")]
HALF = date(2027, 1, 31)


def _go(person, home, host, mode, **kw):
    return move(person, home, host, mode, **{"team": "quota", **kw})


CASES = (
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

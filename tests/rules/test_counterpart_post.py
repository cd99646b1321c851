"""Cases of counterpart_post."""

from datetime import date

from constraints.facts.seats import Quota
from constraints.teams.counterpart_post import RULE, P  # noqa: F401
from models.sheets import LockRow
from models.vocabulary import Direction, Mode, TeamRole
from tests.rules.case import Case
from tests.rules.teams import team, with_quota, with_teams
from tests.tiny import move

QUOTA = Quota(
    direction=Direction.OUTBOUND,
    mode=Mode.SHADOWING,
    roles=(TeamRole.KEY_TEACHER,),
    heads=1,
    each=False,
    paired=False,
    group="compulsory",
    semesters=1,
)
DECIDED = LockRow(person="K2", mode="跟岗", school="W2", reason="决定", decided_by="局务会")
HERE = with_teams(team("教师"), team("中层干部"))


def _sit(person="K2", home="B", host="W1", **kw):
    return move(person, home, host, "跟岗", **{"team": "TD01", "post": "教师", **kw})


CASES = (
    Case("in the sending school, in the same period", HERE, P(), roster=(_sit(),), kind="edge"),
    Case("in another outside school", HERE, P(), roster=(_sit(host="W2"),),
         expected={"K2/接收学校": 1}),
    Case("in a school of our own", HERE, P(), roster=(_sit(host="A"),),
         expected={"K2/接收学校": 1}),
    Case("not from the receiving school", HERE, P(), roster=(_sit("T2", "A"),),
         expected={"T2/派出学校": 1}),
    Case("a day short", HERE, P(), roster=(_sit(end=date(2027, 8, 30)),),
         expected={"K2/起止日期": 1}),
    Case("a team nobody knows", HERE, P(), roster=(_sit(team="TD99"),),
         expected={"K2/团队编号": 1}),
    Case("without a team, between the schools of one", HERE, P(),
         roster=(_sit(team=None),), kind="edge"),
    Case("without a team, between other schools", HERE, P(),
         roster=(_sit(host="W2", team=None, post=None),), expected={"K2/没有团队": 1}),
    Case("without a team, where a quota leads", with_quota(QUOTA, teams=[team("教师")]), P(),
         roster=(move("T1", "A", "W1", "跟岗"),), kind="edge"),
    Case("without a team, decided", with_teams(team("教师"), locks=[DECIDED]), P(),
         roster=(_sit(host="W2", team=None, post=None),), kind="edge"),
)  # fmt: skip

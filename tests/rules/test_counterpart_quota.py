"""Cases of counterpart_quota: three go to B, the leader is there 挂职 already: two counterparts."""

from constraints.teams.counterpart_quota import RULE, P  # noqa: F401
from tests.rules.case import Case
from tests.rules.teams import guest, out, team, with_teams
from tests.tiny import move

ROWS = (team("学校领导"), team("中层干部"), team("教师"))
GUESTS = [guest("G1", "学校领导", attached=True), guest("G2", "中层干部"), guest("G3", "教师")]
HERE = with_teams(*ROWS, outside_people=GUESTS)
MIDDLE = move("M2", "B", "W1", "跟岗", team="TD01", post="中层干部")
TEACHER = move("K2", "B", "W1", "跟岗", team="TD01", post="教师")
SECOND = move("T5", "B", "W1", "跟岗", team="TD01", post="教师")
OURS = (out("教师", 2, receiver="B", counterparts=2),)


def _sent(person):
    return move(person, "A", "B", "支教", team="TP01", post="教师", subject="语文", stage="小学")


def _back(person):
    return move(person, "B", "A", "跟岗", team="TP01", post="教师", subject="语文", stage="小学")


CASES = (
    Case("one to one", HERE, P(), roster=(MIDDLE, TEACHER)),
    Case("a counterpart short", HERE, P(), roster=(MIDDLE,), expected={"TD01/教师": 1}),
    Case("nobody", HERE, P(), expected={"TD01/教师": 1, "TD01/中层干部": 1}),
    Case("one too many", HERE, P(), roster=(MIDDLE, TEACHER, SECOND), expected={"TD01/教师": 1}),
    Case(
        "roles as the sheet spreads them, where they add up",
        with_teams(team("学校领导", counterparts=0), team("中层干部", counterparts=0),
                   team("教师", counterparts=2), outside_people=GUESTS),
        P(),
        roster=(TEACHER, SECOND),
        kind="edge",
    ),
    Case(
        "nine stated where six are sent: by role instead",
        with_teams(team("学校领导", counterparts=1), team("中层干部", counterparts=1),
                   team("教师", counterparts=1), outside_people=GUESTS),
        P(),
        roster=(MIDDLE, TEACHER),
        kind="edge",
    ),
    Case("a team of our own that stays at home asks for nobody", with_teams(*OURS), P(),
         kind="edge"),
    Case("both ends ours, half sent", with_teams(*OURS), P(), roster=(_sent("T2"),),
         expected={"TP01/教师": 1}),
    Case("both ends ours, all sent", with_teams(*OURS), P(),
         roster=(_sent("T2"), _sent("T4"), _back("K2"), _back("T5"))),
    Case("counterparts of a team that stays", with_teams(*OURS), P(), roster=(_back("K2"),),
         expected={"TP01/教师": 1}),
    Case("the other county's counterparts are theirs", with_teams(out("教师", counterparts=3)),
         P(), kind="edge"),
)  # fmt: skip

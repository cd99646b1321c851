"""Cases of succession."""

from constraints.teams.succession import RULE, P  # noqa: F401
from tests.rules.case import Case
from tests.rules.teams import guest, team, with_teams
from tests.tiny import move

GUESTS = [guest("G2", "中层干部"), guest("G3", "教师"), guest("G1", "教师", attached=True)]
HERE = with_teams(team("教师", 2), team("中层干部"), outside_people=GUESTS)


def _sit(person="K2", post="教师", **kw):
    return move(person, "B", "W1", "跟岗", **{"team": "TD01", "post": post, **kw})


SAME = (_sit(counterpart="G3"), _sit("M2", "中层干部", counterpart="G3"))
CASES = (
    Case("takes over", HERE, P(), roster=(_sit(counterpart="G3", return_school="B"),)),
    Case("nobody named", HERE, P(), roster=(_sit(),), expected={"K2": 1}),
    Case("somebody of no team", HERE, P(), roster=(_sit(counterpart="T1"),), expected={"K2": 1}),
    Case("two take over from one", HERE, P(), roster=SAME, expected={"K2": 1}),
    Case("whom another team's counterpart names is free", HERE, P(),
         roster=(_sit("K2", counterpart="T1"), _sit("M2", "中层干部", counterpart="G2")),
         expected={"K2": 1}),
    Case("returns to another school", HERE, P(),
         roster=(_sit(counterpart="G3", return_school="A"),), expected={"K2": 1}),
    Case("blank return is the home school", HERE, P(), roster=(_sit(counterpart="G3"),),
         kind="edge"),
    Case(
        "the team member's own row names another successor", HERE, P(),
        roster=(_sit(counterpart="G3"), move("G3", "W1", "B", "支教", successor="M2")),
        expected={"K2": 1},
    ),
    Case("a team without names", with_teams(team("教师")), P(), roster=(_sit(counterpart="G3"),),
         undecidable=("K2",)),
)  # fmt: skip

"""Cases of team_sheet."""

from constraints.teams.team_sheet import RULE, P  # noqa: F401
from tests.rules.case import Case
from tests.rules.teams import guest, out, team, with_teams

GUESTS = [guest("G1", "学校领导", attached=True), guest("G3", "教师")]
CASES = (
    Case("everyone is named", with_teams(team("学校领导"), team("教师"), outside_people=GUESTS),
         P()),
    Case("a teacher is missing", with_teams(team("教师", 2), outside_people=GUESTS), P(),
         expected={"TD01/教师": 1}),
    Case(
        "two planned, one attached, one counterpart stated",
        with_teams(team("学校领导", counterparts=0), team("教师", counterparts=1),
                   outside_people=GUESTS),
        P(),
        kind="edge",
    ),
    Case(
        "counterparts for the attached too",
        with_teams(team("学校领导", counterparts=1), team("教师", counterparts=1),
                   outside_people=GUESTS),
        P(),
        expected={"TD01/跟岗人数合计": 1},
    ),
    Case("nobody listed at all", with_teams(team("教师")), P(), undecidable=("TD01/教师",)),
    Case("our own team is in the plan, not in a sheet", with_teams(out("教师")), P(), kind="edge"),
)  # fmt: skip

"""Cases of team_roles."""

from constraints.teams.team_roles import RULE, P  # noqa: F401
from tests.rules.case import Case
from tests.rules.teams import out, team, with_teams
from tests.tiny import move

HERE = with_teams(out("学校领导"), out("教师", subject="数学"), team("骨干教师", counterparts=1))


def _go(person, role=None, host="W9", **kw):
    return move(person, "A", host, "支教", **{"team": "TP01", "post": role, **kw})


CASES = (
    Case("a deputy head leads", HERE, P(), roster=(_go("L1", "学校领导"),)),
    Case("a teacher does not", HERE, P(), roster=(_go("T2", "学校领导"),), expected={"T2/W9": 1}),
    Case("a middle manager is no leader", HERE, P(), roster=(_go("M1", "学校领导"),),
         expected={"M1/W9": 1}),
    Case("a leader is not sent as a teacher", HERE, P(), roster=(_go("L1", "教师"),),
         expected={"L1/W9": 1}),
    Case("the subject asked for", HERE, P(), roster=(_go("T3", "教师"),), kind="edge"),
    Case("another subject", HERE, P(), roster=(_go("T2", "教师"),), expected={"T2/W9": 1},
         posted=False),
    Case("a counterpart in a key teacher's post who is none", HERE, P(),
         roster=(move("K2", "B", "W1", "跟岗", team="TD01", post="骨干教师"),),
         expected={"K2/W1": 1}),
    Case("no team and no role: nothing to judge", HERE, P(),
         roster=(move("T2", "A", "B", "支教"),), kind="edge"),
    Case("no team, but a role stated", HERE, P(),
         roster=(move("T2", "A", "B", "挂职", post="中层干部"),), expected={"T2/B": 1},
         posted=False),
)  # fmt: skip

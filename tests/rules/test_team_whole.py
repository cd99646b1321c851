"""Cases of team_whole: a leader, a middle manager and two teachers from A to W9."""

from datetime import date

from constraints.reach import Reach
from constraints.teams.team_whole import RULE, P
from models.sheets import HistoryRow
from tests.rules.case import Case
from tests.rules.teams import out, with_teams
from tests.tiny import move

THREE = (out("学校领导"), out("中层干部"), out("教师", 2))
MAY, MUST = P(none_allowed=True), P(none_allowed=False)


def _go(person, role=None, **kw):
    return move(person, "A", "W9", "支教", team="TP01", post=role, **kw)


LEADER, MIDDLE = _go("L1", "学校领导"), _go("M1", "中层干部")
T2, T4 = _go("T2", "教师"), _go("T4", "教师")
RUNNING = {"L1": {"leadership": "副职"}}

CASES = (
    Case("whole", with_teams(*THREE), MAY, roster=(LEADER, MIDDLE, T2, T4)),
    Case("nobody goes", with_teams(*THREE), MAY, kind="edge"),
    Case(
        "nobody goes though the team must",
        with_teams(*THREE),
        MUST,
        expected={"TP01/学校领导": 1, "TP01/中层干部": 1, "TP01/教师": 2},
    ),
    Case(
        "the middle manager is missing",
        with_teams(*THREE),
        MAY,
        roster=(LEADER, T2, T4),
        expected={"TP01/中层干部": 1},
    ),
    Case("one alone", with_teams(*THREE), MAY, roster=(T2,),
         expected={"TP01/学校领导": 1, "TP01/中层干部": 1, "TP01/教师": 1}),
    Case(
        "one teacher too many",
        with_teams(*THREE),
        MAY,
        roster=(LEADER, MIDDLE, T2, T4, _go("T3", "教师")),
        expected={"TP01/教师": 1},
    ),
    Case(
        "rows that do not name their role are taken for the role the person holds",
        with_teams(*THREE),
        MUST,
        roster=tuple(_go(p) for p in ("T2", "M1", "L1", "T4")),
        posted=False,
        kind="edge",
    ),
    Case(
        "without team and role, told by the two schools",
        with_teams(*THREE),
        MAY,
        roster=(move("T2", "A", "W9", "支教"), LEADER, MIDDLE),
        expected={"TP01/教师": 1},
        posted=False,
    ),
    Case("a 支教 elsewhere is none of the team's", with_teams(*THREE), MAY,
         roster=(move("T2", "A", "B", "支教"),), kind="edge"),
    Case(
        "two teams, each for itself",
        with_teams(*THREE, out("教师", team="TP02", receiver="W1")),
        MUST,
        roster=(LEADER, MIDDLE, T2, T4),
        expected={"TP02/教师": 1},
    ),
    Case(
        "a member already away is not sent again, and the rest has to follow",
        with_teams(
            out("学校领导", start=date(2025, 9, 1)), out("教师", start=date(2025, 9, 1)),
            history=[HistoryRow(person="L1", school="W9", start=date(2025, 9, 1), mode="支教")],
        ),
        MAY,
        expected={"TP01/教师": 1},
    ),
)  # fmt: skip


def test_a_missing_role_is_named_with_the_holders_there_are():
    case = next(c for c in CASES if c.name == "the middle manager is missing")
    (short,) = [m for m in case.measures(RULE) if m.short]
    assert short.key == "TP01/中层干部" and "1 人" in short.note


def test_a_school_without_a_holder_has_a_floor():
    here = with_teams(out("教研员"), out("教师", 9))()
    floor = RULE.floor(Reach(here), MUST)
    assert (
        floor["TP01/教研员"] == 1 and floor["TP01/教师"] == 5 and RULE.floor(Reach(here), MAY) == {}
    )

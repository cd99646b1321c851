"""Cases of team_stability: one replacement is allowed."""

from datetime import date

from constraints.teams.team_stability import RULE, P  # noqa: F401
from models.sheets import HistoryRow, PairingRow
from tests.rules.case import Case
from tests.rules.teams import guest, out, team, with_teams
from tests.tiny import move

ONE, SEEDS = P(most=1, seed_only=False), P(most=1, seed_only=True)
LATER = date(2027, 2, 1)
HALF = date(2027, 1, 31)


def _here(*people, **sheets):
    return with_teams(team("教师"), outside_people=people, **sheets)


FIRST, SECOND = guest("G1", "教师", end=HALF), guest("G2", "教师", start=LATER)
THIRD = guest("G3", "教师", start=date(2027, 5, 1))
SEED = [PairingRow(school="B", other="W1", kind="种子学校")]
BEFORE = [HistoryRow(person="T2", school="W9", start=date(2025, 9, 1),
                     end=date(2026, 8, 31), mode="支教"),
          HistoryRow(person="T4", school="W9", start=date(2025, 10, 1),
                     end=date(2026, 8, 31), mode="支教")]  # fmt: skip
CASES = (
    Case("nobody replaced", _here(FIRST), ONE),
    Case("replaced once", _here(FIRST, SECOND), ONE, kind="edge"),
    Case("replaced twice", _here(FIRST, SECOND, THIRD), ONE, expected={"TD01": 1}),
    Case("not a seed school's team", _here(FIRST, SECOND, THIRD), SEEDS, kind="edge"),
    Case(
        "a seed school's team",
        _here(FIRST, SECOND, THIRD, pairings=SEED),
        SEEDS,
        expected={"TD01": 1},
    ),
    Case("nobody listed", _here(), ONE, undecidable=("TD01",)),
    Case(
        "our own team by the record of service and this plan",
        with_teams(out("教师", start=date(2025, 9, 1)), history=BEFORE),
        ONE,
        roster=(move("T3", "A", "W9", "支教", team="TP01", post="教师"),),
        expected={"TP01": 1},
    ),
)

"""Cases of programme_cost: 36 500 a year is 100 a day."""

from datetime import date

from constraints.teams.programme_cost import RULE, P
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.rules.teams import guest, with_teams
from tests.tiny import move

MODES = (Mode.SECONDMENT, Mode.SHADOWING)
YEAR, DAYS = move("T2", "A", "W9", "支教"), move("K2", "B", "W1", "跟岗", end=date(2026, 9, 10))


def _p(budget):
    return P(modes=MODES, per_year=36500, budget=budget)


CASES = (
    Case("exactly enough", with_teams(), _p(37500), roster=(YEAR, DAYS), kind="edge"),
    Case("a yuan short", with_teams(), _p(37499), roster=(YEAR, DAYS), expected={"": 1}),
    Case("no budget stated: only reckoned", with_teams(), _p(None), roster=(YEAR, DAYS)),
    Case("a mode that is not paid for", with_teams(), _p(0), roster=(move("T2", "A", "B"),)),
    Case("those who come are paid by those who send them",
         with_teams(outside_people=[guest("G1", "教师")]), _p(0)),
)  # fmt: skip


def test_every_programme_is_reckoned():
    found = {m.key: m for m in CASES[0].measures(RULE)}
    assert (found["支教"].measured, found["跟岗"].measured) == (36500, 1000)
    assert dict(found["跟岗"].readings)["人数"] == "1"

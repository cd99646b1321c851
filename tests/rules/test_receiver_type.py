"""Cases of receiver_type: B is weak and rural, A neither."""

from constraints.teams.receiver_type import RULE, P  # noqa: F401
from models.sheets import PairingRow, SchoolRow
from tests.rules.case import Case
from tests.rules.teams import OUTSIDE, PEOPLE, out, team, with_teams
from tests.tiny import situation, tiny, without

WEAK, PAIRED = P(groups=("weak",), paired=False), P(groups=(), paired=True)
PAIR = [PairingRow(school="B", other="W1", kind="结对")]
OTHER = [PairingRow(school="A", other="C", kind="结对")]


def _blind():
    county = tiny(more=PEOPLE, teams=[team("教师")], outside_schools=OUTSIDE)
    import dataclasses

    return situation(dataclasses.replace(county, columns=without(SchoolRow, "weak")))


CASES = (
    Case("a weak school", with_teams(team("教师")), WEAK),
    Case("any of several types", with_teams(team("教师")),
         P(groups=("strong", "rural"), paired=False), kind="edge"),
    Case("a strong one", with_teams(team("教师", receiver="A")), WEAK, expected={"TD01/A": 1}),
    Case("our own team to another county", with_teams(out("教师")), WEAK, kind="edge"),
    Case("paired across the county's border", with_teams(team("教师"), pairings=PAIR), PAIRED,
         kind="edge"),
    Case("not paired", with_teams(team("教师"), pairings=OTHER), PAIRED,
         expected={"TD01/B/结对": 1}),
    Case("nobody says who is paired", with_teams(team("教师")), PAIRED,
         undecidable=("TD01/B/结对",)),
    Case("nobody says what is weak", _blind, WEAK, undecidable=("TD01/B",)),
)  # fmt: skip

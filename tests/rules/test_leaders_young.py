"""Cases of leaders_young: leaders of rural schools not above 45, against the base share."""

from __future__ import annotations

from decimal import Decimal

from constraints.outcome import Opening
from constraints.ratios.leaders_young import RULE, P
from constraints.reach import Reach
from constraints.situation import Situation
from models.column import Code
from models.finding import TargetLine
from models.sheets import BaselineRow
from models.vocabulary import Leadership, Mode
from staffing.solve import Solved, solve
from tests.every_roster import under
from tests.rules.case import Case, shorts
from tests.rules.posted import posted_shorts
from tests.tiny import county, move, outcome, school, situation, teacher, tiny

YOUNG = P(
    group="rural",
    leaders=(Leadership.PRINCIPAL, Leadership.DEPUTY),
    oldest=45,
    indicator="T14",
    base_year=None,
)


def town(base: str | None, *born: str) -> Situation:
    """Deputies of a rural school born so, a young and an old one in town, and the base share."""
    people = [teacher(f"R{i}", "R", leadership="副职", born=month) for i, month in enumerate(born)]
    people.append(teacher("U0", "U", leadership="校长", born="1995-01"))
    people.append(teacher("U1", "U", leadership="副职", born="1975-01", gender="男"))
    people.append(teacher("R9", "R", leadership="中层", born="1995-01"))
    rows = [BaselineRow(indicator="T14", year=2023, value=Decimal(base or 0))]
    schools = [school("R"), school("U", locale="城区")]
    return situation(county(schools, people, baselines=rows if base is not None else []))


CASES = (
    # On 2026-09-01 who was born in 1980-10 is 45, in 1980-09 46.
    Case("One of two, two fifths before", town("0.4", "1980-10", "1980-09"), YOUNG, kind="edge"),
    Case("As many as before is no rise", town("0.5", "1980-10", "1980-09"), YOUNG, {"": 1},
         kind="edge"),
    Case("None of two, two fifths before", town("0.4", "1970-01", "1980-09"), YOUNG, {"": 1}),
    Case("All of them can be no more than all", town("1", "1990-01"), YOUNG),
    # Born in 1962-01 a man reached 63 years in 2025-01, before the term; whoever is left is old.
    Case("Who has reached the age of retirement leads nobody", town("0.4", "1980-10", "1962-01"),
         YOUNG, kind="edge"),
    Case("Who leads in town and teaches here for a time", town("0.4", "1980-10", "1979-01"), YOUNG,
         roster=(move("U0", "U", "R", "锻炼"),), kind="edge"),
    Case("Who is sent to lead here", town("0.5", "1980-10", "1979-01"), YOUNG,
         roster=(move("U0", "U", "R"),)),
    Case(
        "Who is sent here old lowers the share",
        town("0.4", "1980-10", "1980-09"),
        YOUNG,
        {"": 1},
        roster=(move("U1", "U", "R"),),
    ),
    Case("No base value", town(None, "1980-10"), YOUNG, undecidable=("",)),
    Case("No leaders", town("0.4"), YOUNG, undecidable=("",)),
)  # fmt: skip


def test_the_floor_is_what_nobody_can_avoid() -> None:
    """Of three of whom two must be young one is; the young one of the city may come or not."""
    there = town("0.5", "1980-10", "1979-01", "1978-01")
    stays = RULE.floor(Reach(there, frozenset()), YOUNG)
    comes = RULE.floor(Reach(there, {Opening(Code("U0"), Mode.ROTATION, Code("R"))}), YOUNG)
    learns = RULE.floor(Reach(there, {Opening(Code("U0"), Mode.TEMPERING, Code("R"))}), YOUNG)
    assert (stays, comes, learns) == ({"": 1}, {"": 1}, {"": 1})
    leaves = RULE.floor(Reach(there, {Opening(Code("R1"), Mode.ROTATION, Code("U"))}), YOUNG)
    both = {("U0", Mode.ROTATION, "R"), ("R1", Mode.ROTATION, "U")}
    assert leaves == {"": 1}
    assert RULE.floor(Reach(there, {Opening(Code(a), m, Code(b)) for a, m, b in both}), YOUNG) == {
        "": 0
    }


STEERED = (
    Case("Who comes young is credited", town("0.5", "1980-10", "1979-01"), YOUNG,
         roster=(move("U0", "U", "R"),)),
    Case("Who leaves old is not", town("0.5", "1980-10", "1979-01"), YOUNG, {"": 1},
         roster=(move("R1", "R", "U"),)),
    Case("Nor who comes to learn", town("0.5", "1980-10", "1979-01"), YOUNG, {"": 1},
         roster=(move("U0", "U", "R", "锻炼"),)),
)  # fmt: skip


def test_only_who_comes_young_is_credited() -> None:
    for case in STEERED:
        assert posted_shorts(RULE, case) == dict(case.expected), case.name
    assert shorts(STEERED[1].measures(RULE)) == {}, "the check counts who leaves, too"


def test_a_plan_sends_a_young_leader_where_leaders_may_be_sent() -> None:
    """T4 leads in town; nothing but the target makes them go where T5 alone leads."""
    changes = {
        "T4": {"leadership": "副职", "subject": "数学", "born": "1990-01"},
        "T5": {"leadership": "校长", "born": "1972-01", "gender": "男"},
    }
    rows = [BaselineRow(indicator="T14", year=2025, value=Decimal("0.3"))]
    there = tiny(changes, baselines=rows)
    watched, steered = (solve(under(there, *settings(force))) for force in ("watch", "soft"))
    assert (target(watched).short, target(steered).short) == (1, 0)
    assert steered.roster is not None
    assert {("T4", "B")} <= {(p.person, p.host) for p in steered.roster.placements}


def settings(force: str) -> tuple[str, ...]:
    """The rule as a target of the plain policy."""
    row = {"force": force, "tier": "targets", "target": "T14", "group": "weak", "oldest": "45",
           "leaders": '["校长", "副职"]', "indicator": "T14"}  # fmt: skip
    moving = ("facts.eligibility.leaders=[]", "rules.eligible_only.leaders=[]")
    return (*moving, *(f"rules.leaders_young.{key}={value}" for key, value in row.items()))


def target(solved: Solved) -> TargetLine:
    """The ledger's line."""
    assert solved.audit is not None
    (line,) = (line for line in solved.audit.targets if line.id == "T14")
    return line


def test_35_is_no_share() -> None:
    """Nothing is measured by it; the row says where it stands."""
    case = Case("35 for 35%", town("35", "1980-10"), YOUNG, undecidable=("",))
    case.check(RULE)
    (measure,) = case.measures(RULE)
    assert measure.missing == ("基期值.T14（0行的35不是占比，应在0到1之间）",)
    assert RULE.met_at(outcome(case.there), YOUNG) is None

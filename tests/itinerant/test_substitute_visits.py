"""``substitute`` of, and by, people who go about: their visits are on the page."""

from __future__ import annotations

from dataclasses import replace

from constraints.situation import Situation
from models.sheets import DemandRow, DistanceRow
from staffing.answers.loaded import LoadedPlan, kept
from staffing.answers.page import Page
from staffing.answers.substitute.substitute_page import destination_page, substitute_page
from staffing.answers.substitute.substituting import destinations, substitutes
from staffing.answers.telling import TierWords
from staffing.naming import CountyNames
from staffing.policy_file import load, parse_overlay_set
from staffing.solve import solve
from tests.itinerant.district import district
from tests.itinerant.district_book import POLICY
from tests.tiny import school, teacher


def _plan() -> LoadedPlan:
    """P teaches 体育 at A; of Q and S at E, who are needed there, one goes to D from nearby."""
    there = district()
    near = [
        DistanceRow(school_a="E", school_b=other, km=1 if other == "D" else 7) for other in "ABCD"
    ]
    needs = [DemandRow(school="E", stage="小学", subject="体育", periods=13)]
    county = replace(
        there.county,
        schools=(*there.county.schools, school("E")),
        teachers=(*there.county.teachers, teacher("Q", "E", "体育"), teacher("S", "E", "体育")),
        distances=(*there.county.distances, *near),
        demands=(*there.county.demands, *needs),
    )
    free = [parse_overlay_set("rules.sending_floor.force=off")]
    return kept(solve(Situation(county, load(POLICY, county.term.reference, free))))


def _facts(page: Page) -> dict[str, str]:
    return dict(page.facts)


def test_the_visits_of_who_cannot_come_are_named_with_what_they_leave() -> None:
    plan = _plan()
    (visit,) = (p for p in plan.roster.placements if p.host == "D")
    found = substitutes(plan, visit.person)
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    said = _facts(substitute_page(visit.person, found, names, words))["走教"]
    other = "S" if visit.person == "Q" else "Q"
    assert "D校体育（2 个半天，往返 1 次共 2 公里），停后缺 6 课时" in said
    assert f"样例{other}（{other}）" in said and "不接走教" in said
    (left,) = found.visits
    assert left.gap == 60 and other in left.able and visit.person not in left.able


def test_who_takes_over_and_made_visits_makes_them_no_longer() -> None:
    plan = _plan()
    (visit,) = (p for p in plan.roster.placements if p.host == "D")
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    found = substitutes(plan, "P", top=9)
    moves = {m.person: m for m in found.moves}
    assert [p.host for p in moves[visit.person].dropped] == ["D"]
    page = substitute_page("P", found, names, words)
    (table,) = page.tables
    assert "停走教" in table.headers
    assert any("D校体育" in str(row) for row in table.rows)
    assert "走教" not in _facts(page)
    away = destination_page(visit.person, destinations(plan, visit.person), names, words)
    assert all("D校体育" in str(row) for row in away.tables[0].rows)


def test_nobody_makes_visits_no_column() -> None:
    plan = _plan()
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    (goes,) = {p.person for p in plan.roster.placements if p.host == "D"}
    other = "S" if goes == "Q" else "Q"
    page = destination_page(other, destinations(plan, other), names, words)
    assert not page.tables or "停走教" not in page.tables[0].headers

"""The hand-made roster: its faults are in its rows, and every kind of fault is there."""

from __future__ import annotations

from collections import Counter

import pytest

from models.county import County
from models.vocabulary import Mode
from staffing.sample import make_county, make_faulty_roster

RULES = {
    "one_main_place", "qualification", "exemption", "lock", "service_period", "return_home",
    "no_early_recall", "establishment_cap", "duty_cap", "move_caps", "subject_offered",
    "rotation_share", "key_teacher_share", "order_of_going", "competition_order", "commute_cap",
    "counterpart_post", "team_whole", "itinerant_district", "itinerant_half_days",
    "eligible_only",
}  # fmt: skip


def test_every_rule_has_its_fault(shipped: County) -> None:
    _, faults = make_faulty_roster(shipped)
    assert {f.rule for f in faults} == RULES
    kinds = Counter(f.kind for f in faults)
    assert len(kinds) == len(faults) >= 20


def test_people_of_a_fault_are_in_the_roster_once_per_story(shipped: County) -> None:
    rows, faults = make_faulty_roster(shipped)
    placed = {row.person for row in rows}
    leading = Counter(f.people[0] for f in faults if f.people)
    assert max(leading.values()) == 1
    for fault in faults:
        if fault.people:
            assert (fault.people[0] in placed) is (fault.kind != "passed_over"), fault.kind


@pytest.mark.parametrize("size", [60, 200, 1000, 5000])
def test_rows_resolve_at_every_size(size: int) -> None:
    county = make_county(size)
    rows, faults = make_faulty_roster(county)
    assert faults and rows
    outside = {s.code for s in county.outside_schools}
    for row in rows:
        assert row.person in county.teacher
        assert row.home == county.teacher[row.person].duty_school
        assert row.host in county.school or row.host in outside
        assert (row.home == row.host) is (row.mode is Mode.STAY)


def test_the_faults_are_real(shipped: County) -> None:
    rows, faults = make_faulty_roster(shipped)
    by_kind = {f.kind: f for f in faults}
    hosts = Counter(r.person for r in rows)
    assert hosts[by_kind["two_places"].people[0]] == 2
    crowded = by_kind["crowded"]
    assert sum(r.host == crowded.place for r in rows) >= len(crowded.people) >= 5
    loser, winner = by_kind["lower_points"].people
    totals = {
        p: sum(r.points for r in shipped.points_of[p] if r.use.value == "竞聘")
        for p in (loser, winner)
    }
    assert totals[loser] < totals[winner]
    assert winner not in hosts
    bound = shipped.teacher[by_kind["bound_moved"].people[0]]
    assert bound.service_until is not None and bound.service_until > shipped.term.start
    kept = by_kind["kept_at_host"].people[0]
    assert max(h.end for h in shipped.history_of[kept] if h.end) < shipped.term.start


def test_the_same_county_gives_the_same_roster(shipped: County) -> None:
    assert make_faulty_roster(shipped) == make_faulty_roster(make_county())

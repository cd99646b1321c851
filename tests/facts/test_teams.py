"""Teams: rows of the term, members, heads actually sent, counterparts due, roles held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from constraints.facts.seats import Seats
from constraints.facts.teams import Teams
from models.column import Code
from models.problem import InputRefused
from models.sheets import HistoryRow, LockRow
from models.vocabulary import Mode, TeamRole
from staffing.policy_file import load
from tests.rules.teams import OUTSIDE, PEOPLE, guest, out, team, with_teams
from tests.tiny import START, school, situation, teacher, tiny


def _teams(*rows: Any, **sheets: Any) -> Teams:
    return Teams.of(with_teams(*rows, **sheets)())


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (date(2025, 9, 1), date(2026, 8, 31), 0),
        (date(2025, 9, 1), date(2026, 9, 1), 1),
        (date(2027, 8, 31), date(2028, 7, 31), 1),
        (date(2027, 9, 1), date(2028, 7, 31), 0),
    ],
)
def test_rows_count_when_they_touch_the_term(start: date, end: date, inside: int) -> None:
    assert len(_teams(team("教师", start=start, end=end)).rows) == inside


def test_attached_people_are_not_sent_twice() -> None:
    here = _teams(team("教师", 3), outside_people=[guest("G1", "教师", attached=True),
                                                   guest("G2", "教师")])  # fmt: skip
    (row,) = here.rows
    assert (here.attached(row), here.sent(row), here.due(row)) == (1, 2, 2)


@pytest.mark.parametrize(
    "kw", [{"sender": "W2"}, {"receiver": "A"}, {"role": "中层干部"}, {"end": date(2026, 8, 31)}]
)
def test_people_of_another_school_role_or_time_are_not_of_the_team(kw: dict[str, Any]) -> None:
    person = guest("G1", **{"role": "教师", "attached": True, "start": date(2026, 1, 1), **kw})
    here = _teams(team("教师"), outside_people=[person])
    assert here.sent(here.rows[0]) == 1


def _composed(*rows: Any, roles: dict[TeamRole, int] | None) -> Teams:
    here = with_teams(*rows)()
    stated = replace(here.policy.facts["teams"], roles=roles)
    return Teams.of(situation(here.county, teams=stated))


THREE = {TeamRole.LEADER: 1, TeamRole.MIDDLE: 1, TeamRole.TEACHER: 2}


def test_what_the_sheet_leaves_blank_is_the_policys() -> None:
    rows = team(None, None), team("教师", None, team="TD02", receiver="A")
    here = _composed(*rows, roles=THREE)
    assert [(row.team, row.role.value, row.heads) for row in here.rows] == [
        ("TD01", "中层干部", 1), ("TD01", "学校领导", 1), ("TD01", "教师", 2), ("TD02", "教师", 2)
    ]  # fmt: skip
    assert sum(here.due(row) for row in here.rows) == 6


def test_what_the_sheet_states_goes_before_the_policy() -> None:
    rows = team("教师", 1), team("骨干教师", 0), team("教研员", 3)
    here = _composed(*rows, roles=THREE)
    assert {row.role.value: row.heads for row in here.rows} == {
        "教师": 1, "骨干教师": 0, "教研员": 3
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "roles"),
    [(team(None, None), None), (team("教师", None), None), (team("教研员", None), THREE)],
)
def test_heads_nobody_states_are_refused(row: Any, roles: dict[TeamRole, int] | None) -> None:
    with pytest.raises(InputRefused, match="不知要派几人"):
        _ = _composed(row, roles=roles).rows


def test_the_plan_that_says_so_composes_teams_of_three() -> None:
    roles = load("ruyuan", START).facts["teams"].roles
    assert {role.value: heads for role, heads in roles.items()} == {
        "学校领导": 1, "中层干部": 1, "教师": 1
    }  # fmt: skip


def test_one_person_fills_one_row() -> None:
    rows = team("教师"), team("教师", team="TD02")
    here = _teams(*rows, outside_people=[guest("G1", "教师", attached=True)])
    assert [here.sent(row) for row in here.rows] == [0, 1]


def test_the_sheet_spreads_counterparts_only_where_they_add_up() -> None:
    right = _teams(team("教师", counterparts=2), team("中层干部", counterparts=0))
    wrong = _teams(team("教师", counterparts=2), team("中层干部", counterparts=1))
    assert [right.due(row) for row in right.rows] == [0, 2]
    assert [wrong.due(row) for row in wrong.rows] == [1, 1]


def test_counterparts_by_another_ratio_round_up() -> None:
    here = with_teams(team("教师", 3))()
    half = replace(here.policy.facts["teams"], counterpart_ratio=Fraction(1, 2))
    found = Teams.of(situation(here.county, teams=half))
    assert found.due(found.rows[0]) == 2


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        ("L2", {TeamRole.LEADER}),
        ("M2", {TeamRole.MIDDLE}),
        ("T2", {TeamRole.TEACHER}),
        ("T1", {TeamRole.TEACHER, TeamRole.KEY_TEACHER}),
        ("R1", {TeamRole.TEACHER, TeamRole.RESEARCHER}),
    ],
)
def test_who_holds_which_role(person: str, roles: set[TeamRole]) -> None:
    office = school("R", kind="教研机构")
    county = tiny(more=[*PEOPLE, teacher("R1", "R")])
    here = situation(replace(county, schools=(*county.schools, office)))
    assert {role for role in TeamRole if Teams.of(here).holds(Code(person), role)} == roles


# -- seats --------------------------------------------------------------------------------------


def test_inbound_teams_make_seats_for_counterparts_and_outbound_ones_for_our_own() -> None:
    seats = Seats.of(with_teams(team("教师"), out("学校领导", counterparts=3))())
    assert [(line.key, line.mode, line.heads) for line in seats.lines] == [
        ("TP01/学校领导", Mode.SECONDMENT, 1),
        ("TD01/教师", Mode.SHADOWING, 1),
    ]
    assert [(seat.home, seat.host) for seat in seats.all] == [("A", "W9"), ("B", "W1")]
    assert "L1" in seats.at_home(0) and "T5" not in seats.at_home(0)


def test_rows_alike_are_told_apart_by_subject_and_schools() -> None:
    rows = out("教师", subject="数学"), out("教师", subject="语文")
    keys = {line.key for line in Seats.of(with_teams(*rows)()).lines}
    assert keys == {"TP01/教师/数学/W9/A", "TP01/教师/语文/W9/A"}


def test_a_campus_is_its_legal_school() -> None:
    campus = school("A1", legal_code="A", holds_establishment=False)
    county = tiny(more=[teacher("X1", "A1")], teams=[out("教师")], outside_schools=OUTSIDE)
    here = Seats.of(situation(replace(county, schools=(*county.schools, campus))))
    assert "X1" in here.at_home(0)
    assert here.seat_for(Code("X1"), Mode.SECONDMENT, Code("W9")) == 0


def test_whoever_is_away_in_a_running_team_keeps_the_place() -> None:
    gone = HistoryRow(person="T2", school="W9", start=date(2025, 9, 1), mode="支教")  # type: ignore[arg-type]
    here = Seats.of(with_teams(out("教师", 2, start=date(2025, 9, 1)), history=[gone])())
    assert [line.heads for line in here.lines] == [1] and here.lines[0].start == START


def test_a_decision_outside_any_team_has_a_seat_of_its_own() -> None:
    lock = LockRow(person="T2", mode="跟岗", school="W1", reason="局定", decided_by="局")  # type: ignore[arg-type]
    here = Seats.of(with_teams(locks=[lock])())
    assert [line.decided for line in here.lines] == [True]
    assert here.seat_for(Code("T2"), Mode.SHADOWING, Code("W1")) == 0
    assert here.seat_for(Code("T4"), Mode.SHADOWING, Code("W1")) == -1

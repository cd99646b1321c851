"""Acceptance: three schools × three = nine, three attached already, six sent, six counterparts.

The county: the schools A, B, C of the tiny county receive a team each from their own outside school
(W1, W2, W3): a leader, a middle manager and a teacher. The outside leaders are here 挂职 already.
Each school has two middle managers and two more teachers of 语文 to choose from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from constraints.facts.seats import Seats
from constraints.facts.teams import Teams
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.column import Code
from models.finding import State
from models.roster import Placement, Roster
from models.sheets import OutsidePersonRow, OutsideSchoolRow, TeacherRow, TeamRow
from models.vocabulary import Mode
from staffing.modes import proposals
from staffing.solve import Solved, solve
from staffing.teams.fill import inbound
from tests.tiny import END, START, situation, teacher, tiny

PAIRS = (("A", "W1"), ("B", "W2"), ("C", "W3"))
ROLES = ("学校领导", "中层干部", "教师")


def _teams(stated: Iterable[int | None] = (0, 1, 1)) -> list[TeamRow]:
    """Three teams; *stated*: 跟岗人数 by role."""
    return [
        TeamRow(team=f"TD{ours}", direction="派入", receiver=ours, sender=theirs, role=role,
                heads=1, start=START, end=END, counterparts=counterparts)
        for ours, theirs in PAIRS
        for role, counterparts in zip(ROLES, stated, strict=True)
    ]  # fmt: skip


def _guests() -> list[OutsidePersonRow]:
    return [
        OutsidePersonRow(code=f"G{ours}{n}", name=f"样例{ours}{n}", role=role, sender=theirs,
                         subject="语文", receiver=ours, start=START, end=END, attached=n == 1)
        for ours, theirs in PAIRS
        for n, role in enumerate(ROLES, 1)
    ]  # fmt: skip


def _people() -> list[TeacherRow]:
    middles = [
        teacher(f"M{ours}{n}", ours, "语文", leadership="中层") for ours, _ in PAIRS for n in (1, 2)
    ]
    plain = [teacher(f"P{ours}{n}", ours, "语文") for ours, _ in PAIRS for n in (1, 2)]
    return [*middles, *plain]


def _county(stated: Iterable[int | None] = (0, 1, 1), **sheets: Any) -> Situation:
    outside = [OutsideSchoolRow(code=f"W{n}", name=f"外县{n}校", stage="小学", county="样例外县")
               for n in (1, 2, 3, 4)]  # fmt: skip
    given = {"more": _people(), "teams": _teams(stated), "outside_people": _guests()}
    return situation(tiny(**{**given, "outside_schools": outside, **sheets}))


@pytest.fixture(scope="module")
def solved() -> Solved:
    return solve(_county())


def _shadows(found: Solved) -> list[Placement]:
    assert found.roster is not None
    return [p for p in found.roster.placements if p.mode is Mode.SHADOWING]


def test_nine_planned_three_attached_six_sent() -> None:
    teams = Teams.of(_county())
    assert sum(row.heads for row in teams.rows) == 9
    assert sum(teams.attached(row) for row in teams.rows) == 3
    assert sum(teams.sent(row) for row in teams.rows) == 6
    assert sum(teams.due(row) for row in teams.rows) == 6


def test_exactly_six_counterparts_by_role_and_school(solved: Solved) -> None:
    rows = _shadows(solved)
    assert Counter((p.team, p.post, p.home, p.host) for p in rows) == Counter(
        {(f"TD{a}", role, a, w): 1 for a, w in PAIRS for role in ROLES[1:]}
    )
    assert {(p.start, p.end) for p in rows} == {(START, END)}


def test_role_counts_are_data() -> None:
    rows = _shadows(solve(_county((0, 0, 2))))
    assert Counter(p.post for p in rows) == {"教师": 6}


def test_counterparts_take_over_one_each(solved: Solved) -> None:
    rows = _shadows(solved)
    named = [p.counterpart for p in rows]
    assert len(set(named)) == 6 and None not in named
    assert {p.return_school == p.home for p in rows} == {True}
    assert solved.roster is not None
    theirs = {p.person: p for p in inbound(_county(), solved.roster)}
    assert len(theirs) == 9
    assert Counter(p.mode for p in theirs.values()) == {Mode.SECONDMENT: 6, Mode.ATTACHMENT: 3}
    assert {theirs[Code(str(p.counterpart))].successor == p.person for p in rows} == {True}


def test_the_audit_finds_nothing_about_teams(solved: Solved) -> None:
    assert solved.audit is not None
    mine = ("team_", "counterpart_", "succession")
    assert [f for f in solved.audit.findings if f.rule.startswith(mine)] == []


def test_all_modes_are_silent_without_their_sheets() -> None:
    here = situation(tiny())
    away = {Mode.SECONDMENT, Mode.SHADOWING, Mode.ATTACHMENT, Mode.TRAINING}
    found = [p for p in proposals(here) if p.mode in away]
    assert len(found) == len(away) and not any(len(p) for p in found)


# -- refusals -----------------------------------------------------------------------------------


def _short(here: Situation, roster: Roster, rule: str) -> dict[str, int]:
    row = here.policy.rows_of(rule)[0]
    measures = rules()[rule].measure(Outcome(here, roster), row.params)
    return {m.key: m.short or 0 for m in measures if m.state is State.SHORT}


def test_a_counterpart_short_is_named(solved: Solved) -> None:
    assert solved.roster is not None
    kept = [p for p in solved.roster.placements if (p.team, p.post) != ("TDB", "中层干部")]
    assert _short(_county(), Roster.of(kept), "counterpart_quota") == {"TDB/中层干部": 1}


def test_a_counterpart_in_another_school_is_named(solved: Solved) -> None:
    rows = list(_shadows(solved))
    first = rows[0]
    moved = Placement(**{**vars(first), "host": Code("W4")})
    roster = Roster.of([moved, *rows[1:]])
    assert _short(_county(), roster, "counterpart_post") == {f"{first.person}/接收学校": 1}
    assert _short(_county(), roster, "counterpart_quota") == {}


def test_nobody_holds_the_role_and_the_solver_says_so() -> None:
    people = [p for p in _people() if not p.code.startswith("MB")]
    found = solve(_county(more=people))
    assert found.audit is not None and found.status == "optimal"
    (short,) = [f for f in found.audit.findings if f.rule == "counterpart_quota"]
    assert (short.key, short.short) == ("TDB/中层干部", 1) and "TDB" in short.message


def _own_team(*roles: str) -> list[TeamRow]:
    return [
        TeamRow(team="TP01", direction="派出", receiver="W4", sender="A", role=role, heads=1,
                start=START, end=END)
        for role in roles
    ]  # fmt: skip


def test_a_team_with_a_missing_role_stays_at_home_and_the_role_is_named() -> None:
    here = _county(teams=_own_team("教研员", "中层干部", "教师"))
    found = solve(here)
    assert found.roster is not None and found.audit is not None
    assert [p for p in found.roster.placements if p.mode is Mode.SECONDMENT] == []
    short = {f.key for f in found.audit.findings if f.rule == "team_whole"}
    assert short == {f"TP01/{role}" for role in ("教研员", "中层干部", "教师")}
    measures = found.audit.measures["team_whole.sent"]
    assert [m.key for m in measures if "0 人" in m.note] == ["TP01/教研员"]


def test_a_whole_team_goes_and_each_role_is_held() -> None:
    here = _county(teams=_own_team("中层干部", "教师"))
    found = solve(here)
    assert found.roster is not None
    gone = [p for p in found.roster.placements if p.mode is Mode.SECONDMENT]
    assert sorted((p.post, p.host, p.team) for p in gone) == [
        ("中层干部", "W4", "TP01"), ("教师", "W4", "TP01")
    ]  # fmt: skip
    for placement in gone:
        seat = Seats.of(here).seat_for(placement.person, placement.mode, placement.host)
        assert Seats.of(here).all[seat].role == placement.post

"""Attachments, quotas of key teachers, released teachers and decisions outside, by the solver."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from constraints.facts.seats import QUOTA_RULE, Quota
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.roster import Placement
from models.sheets import InternRow, LockRow, PairingRow
from models.vocabulary import Direction, Mode, TeamRole
from staffing.modelling.candidates import propose
from staffing.solve import Solved, solve
from tests.rules.teams import CITED, guest, out, team, with_teams

LEADERS = Quota(
    direction=Direction.OUTBOUND,
    mode=Mode.ATTACHMENT,
    roles=(TeamRole.LEADER, TeamRole.MIDDLE),
    heads=1,
    each=True,
    paired=True,
    group="compulsory",
    semesters=2,
)
KEY = dataclasses.replace(
    LEADERS,
    mode=Mode.SHADOWING,
    roles=(TeamRole.KEY_TEACHER,),
    each=False,
    paired=False,
    semesters=1,
)
PAIRS = [PairingRow(school="B", other="W2", kind="结对")]  # type: ignore[arg-type]


def _under(here: Situation, **quotas: Quota) -> Situation:
    """The same under these quotas alone."""
    rows = tuple(
        RuleRow(QUOTA_RULE, name, Force.SOFT, quota, {}, CITED, tier="mandates")
        for name, quota in quotas.items()
    )
    kept = tuple(row for row in here.policy.rules if row.rule != QUOTA_RULE)
    return Situation(here.county, dataclasses.replace(here.policy, rules=(*kept, *rows)))


def _of(found: Solved, mode: Mode) -> list[Placement]:
    assert found.status == "optimal" and found.roster is not None
    return [p for p in found.roster.placements if p.mode is mode]


def test_a_leader_goes_where_the_schools_pair_is() -> None:
    here = _under(with_teams(pairings=PAIRS)(), pairs=LEADERS)
    (gone,) = _of(solve(here), Mode.ATTACHMENT)
    assert gone.person in ("L2", "M2") and gone.post in ("学校领导", "中层干部")
    assert (gone.home, gone.host, gone.team, gone.return_school) == ("B", "W2", "pairs", "B")


def test_a_key_teacher_goes_for_a_semester_beside_the_teams_counterparts() -> None:
    here = _under(with_teams(team("教师"))(), key=KEY)
    rows = {p.team: p for p in _of(solve(here), Mode.SHADOWING)}
    assert rows["key"].person == "T1" and rows["key"].end == date(2027, 1, 31)
    assert rows["TD01"].home == "B" and rows["TD01"].host == "W1"


def test_interns_release_a_teacher_and_cover_holds() -> None:
    row = InternRow(school="A", subject="语文", heads=3, term="秋季")  # type: ignore[arg-type]
    with_interns, without = solve(with_teams(interns=[row])()), solve(with_teams()())
    (gone,) = _of(with_interns, Mode.TRAINING)
    assert (gone.home, gone.host, gone.start, gone.end) == (
        "A", "A", date(2026, 9, 1), date(2027, 1, 31)
    )  # fmt: skip
    assert with_interns.audit is not None and without.audit is not None
    covers = [s.audit.tier_value("cover") for s in (with_interns, without) if s.audit]
    assert covers[0] == covers[1]


def _without_visits(here: Situation) -> Situation:
    modes = {name: terms for name, terms in here.policy.modes.items() if name != "itinerant"}
    return Situation(here.county, dataclasses.replace(here.policy, modes=modes))


def test_a_decision_outside_the_county_is_kept() -> None:
    lock = LockRow(person="T4", mode="支教", school="W2", reason="局定", decided_by="局")  # type: ignore[arg-type]
    (gone,) = _of(solve(with_teams(locks=[lock])()), Mode.SECONDMENT)
    assert (gone.person, gone.host, gone.proposed) == ("T4", "W2", False)


def test_lessons_of_those_who_come_leave_fewer_gaps() -> None:
    # Without 走教: a visitor from A would give B the same lessons as the guest does.
    def uncovered(*people: Any) -> int:
        found = solve(_without_visits(with_teams(outside_people=people)()))
        assert found.audit is not None
        return found.audit.tier_value("cover")

    assert uncovered(guest("G1", "教师", subject="体育")) < uncovered()


def test_who_does_not_hold_the_role_is_struck_by_name() -> None:
    slate = propose(with_teams(out("学校领导"))())
    assert ("不具备该角色、学科", 5) in slate.counts


def test_each_mode_can_be_switched_off() -> None:
    row = InternRow(school="A", subject="语文", heads=2, term="秋季")  # type: ignore[arg-type]
    whole = _under(
        with_teams(team("教师"), out("教师"), interns=[row], pairings=PAIRS)(), pairs=LEADERS
    )
    for mode in (Mode.SECONDMENT, Mode.SHADOWING, Mode.ATTACHMENT, Mode.TRAINING):
        assert _of(solve(whole), mode)
        kept = {k: v for k, v in whole.policy.modes.items() if k != mode.name.lower()}
        rest = Situation(whole.county, dataclasses.replace(whole.policy, modes=kept))
        assert not _of(solve(rest), mode)

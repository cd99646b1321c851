"""A floor that a lock goes below is met by others where they can; what nobody can is told."""

from __future__ import annotations

from constraints.situation import Situation
from models.column import Code
from models.sheets import DemandRow, LockRow, RecruitRow
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.locks.excess import excesses
from staffing.solve import solve
from tests.answers.planted import lock
from tests.every_roster import check_against_every_roster, under
from tests.tiny import teacher, tiny

LESSONS = [
    DemandRow(school=s, stage="小学", subject="语文", periods=n) for s, n in (("A", 30), ("B", 40))
]  # type: ignore[arg-type]
GONE = [lock("T1", "B"), lock("T2", "B")]


def left_with(locks: list[LockRow], **sheets: object) -> Situation:
    """A needs three of 语文 and has T1 and T2; B lacks more, and is rural and weak."""
    return under(tiny(locks=locks, demands=LESSONS, **sheets))  # type: ignore[arg-type]


RECRUIT = [RecruitRow(stage="小学", subject="语文", heads=1, source="公开招聘")]  # type: ignore[arg-type]


def test_a_recruit_meets_the_floor_that_a_lock_goes_below() -> None:
    """B is rural and lacks more: but for the floor the recruit would go there."""
    there = left_with([lock("T1", "B")], recruits=RECRUIT)
    assert [(x.row.rule, x.by) for x in excesses(there)] == [("sending_floor", 100)]
    found = solve(there)
    assert found.roster is not None and found.status == "optimal"
    assert [p.host for p in found.roster.placements if p.mode == "招聘"] == ["A"]
    assert excesses(there, found.roster) == ()


def test_only_what_nobody_free_can_meet_is_excused_and_every_command_says_how_much() -> None:
    there = left_with(GONE, recruits=RECRUIT)
    found = solve(there)
    assert found.roster is not None
    (left,) = excesses(there, found.roster)
    assert (left.by, left.alone) == (100, 200)
    told = diagnose(there)
    assert told is not None and told.decided is not None
    (given,) = told.decided.concessions
    assert (given.item.rule, given.amount) == ("sending_floor", 100)
    said = told.decided.concession_text(given)
    assert "（只按锁定超 20 课时，别人可抵补 10 课时，仍超 10 课时）" in said


def test_the_plan_is_the_best_of_those_that_keep_the_floor() -> None:
    more = [teacher("T8", "C", "语文", school_since="2012-08")]
    there = under(tiny(locks=GONE, demands=LESSONS, more=more))
    found = check_against_every_roster(there)
    assert found.roster is not None
    came = {p.person for p in found.roster.placements if p.host == Code("A")}
    assert came & {"T6", "T8"}

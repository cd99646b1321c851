"""What a measure notes about a shortfall is said to the office, once."""

from __future__ import annotations

from models.roster import Roster
from staffing.audit import audit
from tests.rules.teams import out, with_teams
from tests.tiny import move, situation, tiny


def test_a_team_that_stays_says_how_many_hold_each_role() -> None:
    here = with_teams(out("学校领导"), out("教师"))()
    found = audit(here, Roster(())).findings
    told = [f.message for f in found if f.rule == "team_whole" and f.short]
    assert told and all("原因：本校具备“" in text for text in told)


def test_a_reason_the_rule_tells_itself_is_not_told_twice() -> None:
    here = situation(tiny({"T2": {"leadership": "校长"}}))
    found = audit(here, Roster.of([move("T2", "A", "B")])).findings
    (barred,) = [f for f in found if f.rule == "eligible_only"]
    assert barred.note and barred.message.count(barred.note) == 1

"""A plan over a year knows who returns within it and strands no subject when they do."""

from __future__ import annotations

from datetime import date
from typing import Any

from constraints.facts.slices import Event
from constraints.facts.slices import P as Cuts
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.sheets import HistoryRow, LockRow, SchoolChangeRow
from models.vocabulary import Mode
from staffing.solve import Solved, solve
from tests.rules.teams import OUTSIDE
from tests.tiny import situation, teacher, tiny

MID, LAST = date(2027, 2, 1), date(2027, 1, 31)
T1, T2 = Code("T1"), Code("T2")


def _year(*cut_by: Event, **sheets: Any) -> Situation:
    """T1 of A (语文) teaches at B until January; at B nobody else teaches 语文."""
    stay = HistoryRow(person=T1, school=Code("B"), start=date(2025, 9, 1), end=LAST,
                      mode=Mode.ROTATION)  # fmt: skip
    return situation(tiny(**{"history": [stay], **sheets}), slices=Cuts(cut_by=cut_by))


def _stranded(solved: Solved, school: str = "B/小学/语文") -> list[str]:
    assert solved.audit is not None
    measures = solved.audit.measures["subject_offered.compulsory"]
    return [m.key for m in measures if m.short and m.key.startswith(school)]


def _to_b(solved: Solved) -> list[str]:
    assert solved.roster is not None
    return [p.person for p in solved.roster.placements if p.host == "B" and p.subject == "语文"]


def test_somebody_takes_over_from_who_returns_within_the_year() -> None:
    solved = solve(_year(Event.HISTORY, more=[teacher("T8", "A", "语文", school_since="2024-08")]))
    assert _to_b(solved) == ["T2"] and _stranded(solved) == []


def test_nobody_is_sent_where_the_year_is_covered() -> None:
    """Without the cut the year looks covered: that is what the slices are for."""
    assert _to_b(solve(_year())) == []


def test_a_subject_left_with_nobody_is_named_with_its_slice() -> None:
    solved = solve(_year(Event.HISTORY, changes={"T2": {"subject": "体育"}}, drop=("T6",)))
    assert _stranded(solved) == ["B/小学/语文/2"]


def test_a_school_that_opens_within_the_year_is_staffed_from_its_day_on() -> None:
    opens = SchoolChangeRow(school="B", change="建", effective=MID)
    solved = solve(_year(Event.SCHOOL_CHANGE, history=[], school_changes=[opens]))
    assert solved.roster is not None
    sent = [p for p in solved.roster.placements if p.host == "B"]
    assert [(p.subject, p.start) for p in sent] == [("语文", MID)]
    assert solved.audit is not None
    keys = [m.key for m in solved.audit.measures["subject_offered.compulsory"]]
    assert "B/小学/语文/2" in keys and "B/小学/语文/1" not in keys


def _newcomer(**sheets: Any) -> Situation:
    new = {"first_appointed": "2026-08", "worked_since": "2026-08", "school_since": "2026-08"}
    who = teacher("T8", "C", "数学", stage="初中", **new)
    town = {"A": {"kind": "九年一贯", "strong": True}}
    return situation(tiny(town, more=[who], **sheets))


def test_a_newcomer_learns_three_years_and_the_post_at_home_is_kept() -> None:
    here = _newcomer()
    roster = solve(here).roster
    assert roster is not None
    (gone,) = [p for p in roster.placements if p.mode is Mode.TEMPERING]
    assert (gone.host, gone.return_school, gone.end) == ("A", "C", date(2029, 8, 31))
    assert Outcome(here, roster).establishment_school(Code("T8")) == "C"


def test_the_second_year_runs_on_and_nobody_is_sent_twice() -> None:
    first = HistoryRow(person=Code("T8"), school=Code("A"), start=date(2025, 9, 1),
                       end=date(2028, 8, 31), mode=Mode.TEMPERING)  # fmt: skip
    solved = solve(_newcomer(history=[first]))
    assert solved.roster is not None and solved.audit is not None
    assert not [p for p in solved.roster.placements if p.person == "T8"]
    assert not [f for f in solved.audit.findings if f.rule == "tempering_due"]


def test_a_lock_to_stay_takes_nobodys_duty_away() -> None:
    """It is counted and the lock is named: as an exact cost of staying counts it."""
    stay = LockRow(person=Code("T8"), mode=Mode.STAY, reason="公示", decided_by="局务会",
                   row_number=3)  # fmt: skip
    solved = solve(_newcomer(locks=[stay]))
    assert solved.roster is not None and solved.audit is not None
    assert not [p for p in solved.roster.placements if p.person == "T8"]
    (found,) = [f for f in solved.audit.findings if f.rule == "tempering_due"]
    assert found.short == 1 and "已锁定留任，锁定!3行" in found.message


def test_somebody_away_outside_who_is_called_elsewhere_does_not_come_back_as_well() -> None:
    """T5 would return to B in February; decided for A instead, B counts on nobody."""
    stay = HistoryRow(person=Code("T5"), school=Code("W1"), start=date(2025, 9, 1), end=LAST,
                      mode=Mode.ROTATION)  # fmt: skip
    lock = LockRow(person=Code("T5"), mode=Mode.TRANSFER, school=Code("A"), reason="公示",
                   decided_by="局务会")  # fmt: skip
    here = _year(Event.HISTORY, history=[stay], locks=[lock], outside_schools=OUTSIDE)
    assert _stranded(solve(here), "B/小学/数学") == ["B/小学/数学/1", "B/小学/数学/2"]

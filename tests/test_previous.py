"""The plan of the term before: teams stay together, people return on their day, nobody twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from constraints.facts.eligibility import Eligibility
from constraints.facts.establishment import Establishment
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from constraints.teams.team_stability import P as Stable
from models.column import Code, Subject
from models.problem import InputRefused
from models.roster import Placement, Roster
from models.sheets import ExemptionRow, LockRow, WishRow
from models.vocabulary import Mode, Relation, Stage, TermName
from staffing.embedded import POLICY, SAMPLE_COUNTY
from staffing.lists.going_on import going_on
from staffing.locks.previous import keep_running
from staffing.locks.published import Published, lock_published, published_words
from staffing.result import Run
from staffing.run import run_county
from staffing.sample import make_county
from staffing.solve import solve
from tests.rules.teams import OUTSIDE, PEOPLE, out
from tests.tiny import END, move, school, situation, teacher, tiny

LAST_YEAR, YEAR_END = date(2025, 9, 1), date(2026, 8, 31)


def _after(*previous: Placement, **sheets: Any) -> Situation:
    given = {"more": PEOPLE, "outside_schools": OUTSIDE, **sheets}
    return situation(keep_running(tiny(**given), Roster.of(previous)))


def _sent(person: str, end: date = END) -> Placement:
    return move(person, "A", "W9", "支教", start=LAST_YEAR, end=end, team="TP01", post="教师")


def _changes(here: Situation) -> dict[str, object]:
    roster = solve(here).roster
    assert roster is not None
    outcome = Outcome(here, roster)
    measures = rules()["team_stability"].measure(outcome, Stable(most=1, seed_only=False))
    return {m.key: m.measured for m in measures}


def test_who_is_away_with_a_team_stays_with_it() -> None:
    here = _after(_sent("T2"), teams=[out("教师", start=LAST_YEAR)])
    assert _changes(here) == {"TP01": 0}
    roster = solve(here).roster
    assert roster is not None
    assert not [p for p in roster.placements if p.mode is Mode.SECONDMENT]


def test_a_place_that_fell_free_is_filled_once_and_counted() -> None:
    here = _after(_sent("T2", YEAR_END), teams=[out("教师", start=LAST_YEAR)])
    assert _changes(here) == {"TP01": 1}


def test_who_still_runs_stands_at_the_host_until_their_own_last_day() -> None:
    here = _after(move("T1", "A", "B", start=LAST_YEAR))
    solved = solve(here)
    assert solved.status == "optimal" and solved.roster is not None
    standing = Outcome(here, Roster(())).standing(Code("T1"))
    assert (standing.school, standing.running) == ("B", True)
    assert not [p for p in solved.roster.placements if p.person == "T1"]


def test_a_workbook_that_knows_already_is_not_contradicted() -> None:
    """The workbook has T1 at B: neither a lock nobody can keep nor a second place."""
    here = _after(move("T1", "A", "B", start=LAST_YEAR), changes={"T1": {"duty_school": Code("B")}})
    assert solve(here).status == "optimal"
    assert Outcome(here, Roster(())).standing(Code("T1")).running


def test_who_came_back_is_not_sent_there_again() -> None:
    here = _after(move("T1", "A", "B", start=LAST_YEAR, end=YEAR_END))
    roster = solve(here).roster
    assert roster is not None
    assert not [p for p in roster.placements if (p.person, p.host) == ("T1", "B")]


def test_the_previous_plan_is_remembered() -> None:
    lock = LockRow(person="T4", mode="留任", reason="县里决定", decided_by="局务会")  # type: ignore[arg-type]
    county = tiny(locks=(lock,))
    autumn = date(2026, 2, 1)
    previous = Roster.of(
        [
            move("T1", "A", "B", start=autumn),
            move("T2", "A", "B", start=autumn, end=date(2026, 8, 31)),
            move("T3", "A", "B", mode="走教", start=autumn),
            move("T4", "A", "B", start=autumn),
            move("T6", "C", "B", "调动", relation="调动", start=autumn),
            move("gone", "A", "B", start=autumn),
        ]
    )
    kept = keep_running(county, previous)
    assert [(k.person, k.mode.value, k.school) for k in kept.locks] == [
        ("T4", "留任", None),
        ("T6", "留任", None),
    ]
    assert [(h.person, h.school, h.mode.value, h.end) for h in kept.history] == [
        ("T1", "B", "交流", END),
        ("T2", "B", "交流", date(2026, 8, 31)),
        ("T4", "B", "交流", END),
    ]
    moved = kept.teacher[Code("T6")]
    assert (moved.establishment_school, moved.duty_school) == ("B", "B")
    others = [t for t in kept.teachers if t.code != "T6"]
    assert others == [t for t in county.teachers if t.code != "T6"]
    assert keep_running(kept, previous).history == kept.history


AUTUMN = date(2026, 2, 1)


def test_who_is_away_teaches_there_what_they_were_sent_for() -> None:
    sent = move("T1", "A", "C", subject="数学", stage="初中", start=AUTUMN)
    before = Supply.of(situation(tiny())).periods
    after = Supply.of(_after(sent)).periods
    assert after["C", Stage.JUNIOR, "数学"] == before["C", Stage.JUNIOR, "数学"] + 100
    assert ("C", Stage.PRIMARY, "语文") not in {k for k in after if after[k] != before.get(k)}


def test_who_is_away_at_a_school_without_their_stage_teaches_its_first() -> None:
    sent = move("T7", "C", "B", start=AUTUMN)
    here = _after(sent)
    assert Supply.of(here).cell_of(Code("T7")) == ("B", Stage.PRIMARY, "数学")


def test_a_researcher_on_their_year_at_a_school_teaches_there_in_spring() -> None:
    """As in the plan that sent them: who is no full-time teacher at home is one there."""
    office = school("Z", name="教研室", kind="教研机构")
    person = teacher("R1", "Z", "语文", full_time_teacher=False)
    county = tiny(more=[person])
    county = replace(county, schools=(*county.schools, office))
    sent = move("R1", "Z", "B", "锻炼", start=AUTUMN, subject="语文", stage="小学")
    here = situation(keep_running(county, Roster.of([sent])))
    assert Supply.of(here).cell_of(Code("R1")) == ("B", Stage.PRIMARY, "语文")
    assert not Eligibility.of(here).verdict(Code("R1")).in_scope
    assert Supply.of(situation(county)).cell_of(Code("R1")) is None


def test_a_transfer_of_last_term_is_a_fact_and_not_published_again() -> None:
    done = move("T2", "A", "C", "调动", relation="调动", subject="语文", start=AUTUMN)
    here = situation(keep_running(tiny({"C": {"approved": 9}}), Roster.of([done])))
    before = {line.school: line.on_roll for line in Establishment.of(here).lines}
    untouched = {line.school: line.on_roll for line in Establishment.of(situation(tiny())).lines}
    assert before[Code("C")] == (untouched[Code("C")] or 0) + 1
    roster = solve(here).roster
    assert roster is not None and "T2" not in roster.by_person


@pytest.mark.parametrize("mode", ["交流", "调动"])
def test_a_lock_that_says_again_what_has_taken_place_agrees_with_it(mode: str) -> None:
    relation = "调动" if mode == "调动" else "不调动"
    done = move("T1", "A", "B", mode, relation=relation, subject="语文", start=AUTUMN)
    again = LockRow(person="T1", mode=mode, school="B", reason="公示", decided_by="局")  # type: ignore[arg-type]
    kept = keep_running(tiny(locks=[again]), Roster.of([done]))
    assert [(k.mode, k.school, k.decided_by) for k in kept.locks] == [(Mode.STAY, None, "局")]
    solved = solve(situation(kept))
    assert solved.status == "optimal" and solved.roster is not None
    assert "T1" not in solved.roster.by_person


def test_another_lock_than_what_runs_is_left_as_it_is() -> None:
    again = LockRow(person="T1", mode="交流", school="C", reason="议定", decided_by="局")  # type: ignore[arg-type]
    kept = keep_running(tiny(locks=[again]), Roster.of([move("T1", "A", "B", start=AUTUMN)]))
    assert kept.locks == (again,)


# -- published in this term ------------------------------------------------------------------------

ALSO = {
    "T1": {"also_subjects": (Subject("数学"),), "certificate_stage": Stage.JUNIOR},
    "C": {"approved": 9},
}
WISHES = [WishRow(person="T1", rank=1, school="C", mode="调动", subject="数学")]  # type: ignore[arg-type]
TO_C = move("T1", "A", "C", "调动", relation="调动", subject="数学", stage="初中")


def _published(*placements: Placement, **sheets: Any) -> Published:
    here = situation(tiny(ALSO, **{"wishes": WISHES, **sheets}))
    return lock_published(here, Roster.of(placements), "公示.xlsx")


def test_a_published_transfer_keeps_its_subject_and_its_stage_in_the_plan() -> None:
    found = _published(TO_C)
    (lock,) = found.county.locks
    assert (lock.subject, lock.stage, lock.school) == ("数学", Stage.JUNIOR, "C")
    roster = solve(situation(found.county)).roster
    assert roster is not None
    (made,) = roster.by_person[Code("T1")]
    assert (made.host, made.subject, made.stage) == ("C", "数学", Stage.JUNIOR)


def test_a_transfer_nobody_confirmed_is_not_taken_for_published() -> None:
    proposed = move("T2", "A", "B", "调动", relation="调动", subject="语文", stage="小学")
    found = _published(TO_C, proposed)
    assert [lock.person for lock in found.county.locks] == ["T1"]
    assert [p.person for p in found.undecided] == ["T2"]
    assert "已公示的 1 人" in published_words(found) and "样例T2（T2）" in published_words(found)


def test_who_was_exempted_after_the_announcement_was_no_proposal() -> None:
    """A person announced and approved not to go since: said so, not taken for 建议人选."""
    exempt = ExemptionRow(person="T1", kind="免", reason="样例事由", approval="已批准")  # type: ignore[arg-type]
    found = _published(TO_B, exemptions=[exempt], wishes=ROTATES)
    assert [p.person for p in found.exempted] == ["T1"] and not found.undecided and not found.locked
    words = published_words(found)
    assert "公示后又批准免、缓交流的 1 人，公示的安排不再锁定，本次不派；样例T1（T1）" in words
    assert "建议人选" not in words and "样例事由" not in words
    roster = solve(situation(found.county)).roster
    assert roster is not None and "T1" not in roster.by_person


def test_who_fell_out_after_the_announcement_was_no_proposal() -> None:
    sick = {"T1": {"status": "病休", "status_from": date(2026, 9, 1), "status_to": None}}
    here = situation(tiny(sick, wishes=ROTATES))
    found = lock_published(here, Roster.of([TO_B]), "公示.xlsx")
    assert [p.person for p in found.absent] == ["T1"] and not found.undecided and not found.locked
    assert "公示后不再在岗的 1 人" in published_words(found) and "病" not in published_words(found)


def test_a_post_won_by_somebody_who_waits_for_one_is_held() -> None:
    """待岗 is why they took part, not that they fell out since."""
    won = replace(TO_B, mode=Mode.COMPETITION, relation=Relation.TRANSFERRED)
    applied = WishRow(person="T1", rank=1, school="B", mode="竞聘")  # type: ignore[arg-type]
    waits = {"T1": {"status": "待岗", "status_from": None, "status_to": None}}
    here = situation(tiny(waits, wishes=[applied]))
    found = lock_published(here, Roster.of([won]), "竞聘结果.xlsx")
    assert not found.absent and [lock.person for lock in found.locked] == ["T1"]


def test_who_was_announced_and_is_fit_to_go_is_locked_as_before() -> None:
    found = _published(TO_B, wishes=ROTATES)
    assert [lock.person for lock in found.locked] == ["T1"]
    assert published_words(found) == "已公示的 1 人照锁定办"


ROTATES = [WishRow(person="T1", rank=1, school="B", mode="交流")]  # type: ignore[arg-type]
TO_B = move("T1", "A", "B", subject="语文", stage="小学")


def _own(**more: Any) -> LockRow:
    return LockRow(person="T1", mode="调动", school="C", reason="议定", decided_by="局", **more)  # type: ignore[arg-type]


def test_a_lock_that_says_less_is_made_as_precise_as_what_was_published() -> None:
    (lock,) = _published(TO_C, locks=[_own()]).county.locks
    assert (lock.subject, lock.stage, lock.decided_by) == ("数学", Stage.JUNIOR, "局")


def test_a_lock_of_another_subject_than_was_published_is_not_guessed_at() -> None:
    with pytest.raises(InputRefused, match="不知以哪个为准"):
        _published(TO_C, locks=[_own(subject="语文")])


# -- two terms of a county with every mode in it ---------------------------------------------------


@pytest.mark.parametrize("seed", [1, 3])
def test_nobody_is_placed_twice_in_two_terms(seed: int) -> None:
    """And the solver and the audit agree on the second: run_county would stop otherwise."""
    year = make_county(90, seed)
    first = {"end": date(2027, 2, 21)}
    autumn = replace(year, term=year.term.model_copy(update=first))
    done = _planned(situation(autumn, SAMPLE_COUNTY / POLICY))
    second = {"name": TermName.SPRING, "start": date(2027, 2, 22), "reference": date(2027, 2, 22)}
    spring = replace(year, term=year.term.model_copy(update=second))
    plan = Roster.of(done.shown)
    again = _planned(situation(keep_running(spring, plan), SAMPLE_COUNTY / POLICY))
    went = {p.person for p in plan.placements
            if p.mode is not Mode.ITINERANT and p.end >= spring.term.start}  # fmt: skip
    goes = {p.person for p in again.shown if p.mode is not Mode.ITINERANT}
    assert went and goes.isdisjoint(went)
    assert {one.person for one in going_on(again.situation)} >= {
        p.person for p in plan.placements if p.person in went and p.relation is Relation.KEPT
    }


def _planned(here: Situation) -> Run:
    return run_county(here, county_name="样例县", input_sha256="0" * 64)

"""A plan at hand for questions: rebuilt from its roster exactly, or refused in words."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from constraints.situation import Situation
from models.problem import InputRefused
from models.roster import Placement, Roster
from models.sheets import ExemptionRow, LockRow, WishRow
from models.vocabulary import Mode
from staffing.answers.anchor import anchor_at
from staffing.answers.differing import changed_people
from staffing.answers.loaded import LoadedPlan, kept, load_plan
from staffing.answers.resolving import resolve
from staffing.audit import audit
from staffing.cli.app import run as command
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.job import Job
from staffing.policy_file import load, parse_overlay_set
from staffing.sample import make_county
from staffing.solve import prepare, solve
from staffing.solver.engine import Answer
from staffing.store import Store
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN, every_roster, under
from tests.rules.counties import any_county
from tests.tiny import move, tiny


@cache
def sample() -> LoadedPlan:
    """A sample county of 150 teachers, 走教 and recruits included, solved."""
    county = make_county(150, 7)
    visits = ('hosts="rural"', 'subjects=["音乐", "体育", "美术", "科学", "心理健康"]')
    wider = [parse_overlay_set(f"facts.itinerant.{line}") for line in visits]
    policy = load("national", county.term.reference, overlays=wider)
    return kept(solve(Situation(county, policy)))


def same_plan(one: LoadedPlan, other: LoadedPlan) -> bool:
    return (one.roster, one.audit.findings, one.tier_values) == (
        other.roster, other.audit.findings, other.tier_values)  # fmt: skip


# -- rebuilt -------------------------------------------------------------------------------------


def test_a_plan_is_rebuilt_from_its_roster() -> None:
    plan = sample()
    assert {Mode.ITINERANT, Mode.RECRUITMENT} <= {p.mode for p in plan.roster.placements}
    again = load_plan(plan.situation, plan.roster, plan.tiers)
    assert same_plan(again, plan) and again.proven
    assert plan.model.program.admits(again.values)
    assert again.tier_values == {t.id: t.value for t in plan.tiers if t.id in again.tier_values}


def test_a_recorded_and_a_written_plan_are_rebuilt_alike(tmp_path: Path) -> None:
    book, output, database = tmp_path / "b.xlsx", tmp_path / "r.xlsx", f"{tmp_path / 'r.db'}"
    write_county(make_county(120, 3), book)
    leaders = tmp_path / "l.xlsx"
    job = Job(book, PLAIN, output, database=database, leaders=leaders)
    done = job.carry_out(lambda step: None)
    with Store(database) as store:
        stored = store.load(done.run_id)
    there = done.intake.situation
    recorded = load_plan(there, stored.roster, stored.tiers)
    written = load_plan(there, read_roster(output, there.county, leaders))
    assert same_plan(recorded, written)
    assert recorded.roster == done.run.result.roster and recorded.proven and not written.proven
    again = [tmp_path / "r2.xlsx", tmp_path / "l2.xlsx"]
    export = ["runs", "export", done.run_id, "--db", database, "-o", str(again[0])]
    assert command([*export, "--leaders-output", str(again[0])]) == Exit.REFUSED
    assert command([*export, "--leaders-output", str(again[1])]) == Exit.DONE
    assert [path.read_bytes() for path in again] == [output.read_bytes(), leaders.read_bytes()]


def without(placement: Placement) -> LoadedPlan | None:
    """The sample's plan less one placement; None where that breaks a rule."""
    plan = sample()
    fewer = Roster(tuple(p for p in plan.roster.placements if p is not placement))
    try:
        return load_plan(plan.situation, fewer, prepared=plan.prepared)
    except InputRefused:
        return None


def test_what_the_solve_left_makes_the_same_plan_without_completing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, left = sample(), sample().remembered
    assert left is not None
    slow = load_plan(plan.situation, plan.roster, plan.tiers)
    padded = left.plan.copy()
    shorts = np.concatenate([block.columns for block in plan.model.shorts])
    padded[shorts] = plan.model.program.upper[shorts]  # more counted short than is
    other = replace(left, plan=padded)
    assert plan.model.program.admits(padded)
    assert same_plan(load_plan(plan.situation, plan.roster, remembered=other), slow)
    least = next(filter(None, map(without, plan.roster.placements)))
    assert same_plan(load_plan(plan.situation, least.roster, remembered=left), least)
    monkeypatch.setattr("staffing.answers.loaded.completed", lambda *_: pytest.fail("completed"))
    quick = load_plan(plan.situation, plan.roster, plan.tiers, remembered=left)
    assert same_plan(quick, slow) and plan.model.program.admits(quick.values)


@pytest.mark.parametrize("seed", range(6))
def test_any_roster_that_keeps_the_rules_can_be_loaded(seed: int) -> None:
    there = under(any_county(random.Random(seed)).county)
    prepared = prepare(there)
    for tried in list(every_roster(there))[::7][:10]:
        loaded = load_plan(there, tried.roster, prepared=prepared)
        assert loaded.roster == tried.roster
        ids = tuple(loaded.tier_values)
        assert tuple(loaded.tier_values.values()) == tried.values(ids)


# -- refused -------------------------------------------------------------------------------------


def refusal(there: Situation, *placements: Placement) -> str:
    with pytest.raises(InputRefused) as caught:
        load_plan(there, Roster.of(placements))
    return str(caught.value)


FULL: dict[str, Any] = {
    "subject": "语文",
    "stage": "小学",
    "return_school": "A",
    "end": date(2028, 8, 31),
}

REFUSED: dict[str, tuple[Callable[[], Situation], Placement, str]] = {
    "not proposed": (lambda: under(tiny()), move("T1", "A", "Z", **FULL), "这所学校没有"),
    "struck by a rule": (
        lambda: under(tiny({"T2": {"certificate_stage": None, "certificate_subject": None}})),
        move("T2", "A", "B", **FULL),
        "按政策排除（",
    ),
    "other days": (
        lambda: under(tiny()),
        move("T1", "A", "B", **{**FULL, "end": date(2027, 8, 31)}),
        "止应为",
    ),
    "nobody known": (lambda: under(tiny()), move("T99", "A", "B", **FULL), "查无此人"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_without_a_candidate_is_named(name: str) -> None:
    there, row, words = REFUSED[name]
    said = refusal(there(), replace(row, row_number=5))
    assert words in said and row.person in said and "第5行" in said


def test_a_missing_decision_is_named() -> None:
    lock = LockRow(person="T1", mode="交流", school="B", reason="公示", decided_by="局")
    said = refusal(under(tiny(locks=[lock])))
    assert "锁定" in said and "T1" in said


def test_a_broken_rule_is_told_as_the_audit_tells_it() -> None:
    there = under(tiny())
    roster = Roster.of([move("T1", "A", "B", **FULL), move("T2", "A", "B", **FULL)])
    broken = [f.message for f in audit(there, roster).findings if f.rule == "sending_floor"]
    assert broken and broken[0] in refusal(there, *roster.placements)


# -- solved again ---------------------------------------------------------------------------------


def test_a_forced_and_a_forbidden_candidate() -> None:
    plan = sample()
    moves = plan.model.moves
    chosen = (plan.values[: len(moves)] > 0) & moves.designated & moves.of_mode(Mode.ROTATION)
    first = int(np.flatnonzero(chosen)[0])
    without = resolve(plan.prepared, forbidden=[first])
    assert without.values is not None and without.values[first] == 0 and without.proven
    values = tuple(without.tier_values.values())
    assert values >= tuple(plan.tier_values.values())
    back = resolve(plan.prepared, fixed=[first])
    assert back.tier_values == plan.tier_values
    both = resolve(plan.prepared, fixed=[first], forbidden=[first])
    assert both.answer.answer is Answer.INFEASIBLE and both.values is None


def test_every_candidate_forced_costs_what_trying_everything_says() -> None:
    there = under(tiny(wishes=[WishRow(person="T1", rank=1, school="C", mode="交流")]))
    prepared = prepare(there)
    tiers = tuple(task.id for task in prepared.tasks)
    tried = list(every_roster(there))
    for column in range(len(prepared.model.moves)):
        found = resolve(prepared, fixed=[column])
        person = there.people[prepared.model.moves.person[column]]
        host = there.county.schools[prepared.model.moves.host[column]].code
        costs = [
            t.values(tiers)
            for t in tried
            if any((p.person, p.host) == (person, host) for p in t.roster.placements)
        ]
        assert (found.values is None) == (not costs)
        if costs:
            assert tuple(found.tier_values.values()) == min(costs)


# -- near a plan already made ----------------------------------------------------------------------


def exempted(there: Situation, person: str) -> Situation:
    row = ExemptionRow(person=person, kind="免", reason="内部", approval="已批准")
    county = replace(there.county, exemptions=(*there.county.exemptions, row))
    return Situation(county, there.policy)


@pytest.mark.parametrize("seed", range(12))
def test_the_fewest_people_change(seed: int) -> None:
    there = under(any_county(random.Random(seed)).county)
    before = solve(there)
    if before.roster is None or not before.roster.placements:
        pytest.skip("nobody moves")
    after = exempted(there, before.roster.placements[0].person)
    prepared = prepare(after)
    anchor = anchor_at(prepared, before.roster)
    found = resolve(prepared, anchor=anchor)
    tried = list(every_roster(after))
    assert (found.values is None) == (not tried)
    if found.values is None:
        return
    solved = found.finished()
    assert solved.roster is not None
    tasks = anchor.tasks(after, prepared.tasks)
    order = [[t.id for t in own] for is_anchor, own in groupby(tasks, lambda t: t.id == "changed")
             if not is_anchor]  # fmt: skip
    above, below = [*order, []][:2]
    best = min(
        (t.values(tuple(above)), len(changed_people(before.roster, t.roster)),
         t.values(tuple(below)))
        for t in tried
    )  # fmt: skip
    assert solved.audit is not None
    reached = tuple(solved.audit.tier_value(t) for t in above)
    lower = tuple(solved.audit.tier_value(t) for t in below)
    assert (reached, found.changed, lower) == best


def test_without_an_objection_nobody_changes() -> None:
    plan = sample()
    found = resolve(plan.prepared, anchor=anchor_at(plan.prepared, plan.roster))
    assert found.changed == 0 and found.finished().roster == plan.roster

"""Deciding together pays: a county where rotation first and 走教 second leaves more uncovered.

K has two music teachers and needs one; V and W, in its district, lack six periods each; X, in
another district, lacks eight. Rotation first sends one of K's two to X, for that covers most at
once (8 of 20 periods), and the other is then needed at home. Together, X goes without and the spare
ten periods are carried to V and W in three half-days: nine periods against eight.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from constraints.situation import Situation
from models.policy import Force
from models.roster import Placement
from models.sheets import DemandRow, LockRow
from models.vocabulary import Mode
from staffing.itinerant import jointness
from staffing.itinerant.jointness import (
    NO_VISITS,
    NOT_APART,
    apart,
    compared,
    cover_tiers,
    visits_count,
)
from staffing.itinerant.weekday import plan_weekdays
from staffing.itinerant.weekday_check import check_weekday_plan
from staffing.json_contract import solve_json
from staffing.policy_file import load
from staffing.roster_book import compose
from staffing.run import run_county
from staffing.sample import make_county
from staffing.solve import solve
from tests.itinerant.solving import solved
from tests.tiny import county, school, situation, teacher

NEEDS = {"K": 10, "V": 6, "W": 6, "X": 8}
MUSIC_ONLY = ("rotation_share", "key_teacher_share")


def music() -> Situation:
    demands = [
        DemandRow(school=code, stage="小学", subject="音乐", periods=Decimal(periods))
        for code, periods in NEEDS.items()
    ]
    schools = [school(code, locale="乡村") for code in ("K", "V", "W")]
    schools.append(school("X", locale="城区", district="西学区"))
    people = [teacher("M1", "K", "音乐"), teacher("M2", "K", "音乐")]
    there = situation(county(schools, people, demands=demands))
    rows = tuple(
        replace(row, force=Force.WATCH)
        if row.rule in MUSIC_ONLY or row.tier in ("rural_cover", "offered")
        else row
        for row in there.policy.rules
    )
    return Situation(there.county, replace(there.policy, rules=rows))


def test_together_leaves_less_uncovered() -> None:
    there = music()
    assert visits_count(there)
    together, separately = solved(there).tiers, apart(there)
    assert separately is not None
    assert (together["cover"], separately["cover"]) == (110, 120)
    assert [(p.person, p.host, p.periods) for p in solved(there).visits]


def test_what_decisions_break_is_held_in_both_as_in_the_plan() -> None:
    """All decided and nobody to go about: the two are one plan, not one that breaks more of a floor
    for a better cover."""
    sample = make_county(60)
    there = Situation(sample, load("national", sample.term.reference))
    first = solve(there).roster
    assert first is not None
    free = sample.teacher.keys() - sample.locks_of.keys()
    going = [p for p in first.placements if p.person in free and p.mode is not Mode.ITINERANT]
    locks = [*sample.locks, *map(_lock, going)]
    decided = Situation(replace(sample, locks=tuple(locks)), there.policy)
    assert not visits_count(decided)
    plan = {tier.id: tier.value for tier in solve(decided).tiers}
    found = apart(decided)
    assert found is not None
    assert {tier: found[tier] for tier in cover_tiers(decided)} == {
        tier: plan[tier] for tier in cover_tiers(decided)
    }


def _lock(p: Placement) -> LockRow:
    return LockRow(person=p.person, mode=p.mode, school=p.host, subject=p.subject, stage=p.stage,
                   reason="已公示", decided_by="样例甲")  # fmt: skip


@pytest.mark.parametrize("school", ["V", None])
def test_visits_that_are_decided_stand_in_both_steps(school: str | None) -> None:
    """One of K's two goes about: rotation first, too, leaves both at home."""
    there = music()
    goes = LockRow(person="M1", mode="走教", school=school, reason="样例", decided_by="样例甲")
    found = apart(Situation(replace(there.county, locks=(goes,)), there.policy))
    assert found is not None and found["cover"] == 110


def test_why_nothing_is_compared_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run_county(music(), county_name="样例县", input_sha256="0" * 64)
    for name, found, words in (("apart", None, NOT_APART), ("visits_count", False, NO_VISITS)):
        monkeypatch.setattr(jointness, name, lambda *given, found=found, **more: found)
        steps: list[str] = []
        run = compared(done, step=steps.append)
        about = dict(compose(run).sheet("总览").blocks[0].rows)
        assert about["走教与交流一并求解"] == words and bool(steps) is (name == "apart")
        assert run.jointness == () and solve_json(run)["not_compared"] == words


def test_both_numbers_are_in_the_report() -> None:
    there = music()
    run = compared(run_county(there, county_name="样例县", input_sha256="0" * 64))
    (line,) = [x for x in run.jointness if x.tier == "cover"]
    assert (line.together, line.apart) == (110, 120)
    assert [x.tier for x in run.jointness] == ["cover"]
    blocks = {block.heading: block.rows for block in compose(run).sheet("总览").blocks}
    (row,) = blocks["走教与交流一并求解的好处（前面的层级先比）"]
    assert row[1:] == ("全部学科缺口", 11, 12, 1, "课时")
    assert solve_json(run)["jointness"][0]["apart"] == 120


def test_nothing_to_compare_where_nobody_can_go_about() -> None:
    there = music()
    modes = {k: v for k, v in there.policy.modes.items() if k != "itinerant"}
    alone = Situation(there.county, replace(there.policy, modes=modes))
    run = run_county(alone, county_name="样例县", input_sha256="0" * 64)
    assert compared(run) is run and not visits_count(alone)


def test_together_leaves_less_uncovered_in_the_sample_county() -> None:
    """And the week of everyone who then goes about can be planned."""
    sample = make_county(240)
    there = Situation(sample, load("national", sample.term.reference))
    plan, separately = solved(there, "cover"), apart(there)
    assert separately is not None
    order = ("offered", "rural_cover", "cover")
    assert [plan.tiers[t] for t in order] < [separately[t] for t in order]
    assert plan.visits
    assert check_weekday_plan(there, plan.roster, plan_weekdays(there, plan.roster)) == ()

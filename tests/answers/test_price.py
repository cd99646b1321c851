"""A price is what trying every roster says; a place is worth what one more teacher there cures."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.roster import Roster
from models.sheets import LockRow, WishRow
from staffing.answers.explain.explaining import Explainer
from staffing.answers.loaded import LoadedPlan, kept, load_plan
from staffing.answers.resolving import resolve
from staffing.answers.worth.places import Place, place_worths, places, ranked
from staffing.answers.worth.pricing import (
    Price,
    exactly,
    moved,
    near_targets,
    price,
    step_of,
    target_prices,
    yardstick,
)
from staffing.answers.worth.shifting import Demand, shifted
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.console import Screen
from staffing.console.answers import show_prices
from staffing.policy_file import load
from staffing.sample import make_county
from staffing.solve import prepare, solve
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN, Tried, every_roster, under
from tests.tiny import START, teacher, tiny

SHARE = "rules.rotation_share.share={}".format
WISHES = [
    WishRow(person=person, rank=1, school=host, mode="交流")  # type: ignore[arg-type]
    for person, host in (("T1", "C"), ("T2", "B"), ("T6", "B"))
]
SCARCE = (
    "rules.shortage_subjects.force=soft",
    "rules.shortage_subjects.tier=targets",
    "rules.shortage_subjects.target=M41",
    "rules.shortage_subjects.group=public",
    'rules.shortage_subjects.subjects=["语文","体育"]',
)
COUNTIES: Mapping[str, Callable[[], Situation]] = {
    "plain": lambda: under(tiny()),
    "a higher share": lambda: under(tiny(), SHARE("40%")),
    "a share out of reach": lambda: under(tiny(), SHARE("90%")),
    "wishes": lambda: under(tiny(wishes=WISHES), SHARE("40%")),
    "lessons of a scarce subject": lambda: under(tiny(), SHARE("40%"), *SCARCE),
}


def planned(there: Situation) -> LoadedPlan:
    """The county solved."""
    return kept(solve(there))


@pytest.mark.parametrize("name", COUNTIES)
def test_prices_are_the_difference_to_every_roster_tried(name: str) -> None:
    """Brute force: the best tier vector when one target asks for one more, or one less."""
    there = COUNTIES[name]()
    plan, rosters = planned(there), list(every_roster(there))
    priced = list(target_prices(plan, near_targets(plan)))
    assert priced
    for found in priced:
        demand = (found.line.rule, found.line.key)
        step = step_of(found.line.rule)
        for by, said in ((step, found.more), (-step, found.less)):
            best = best_of_all(plan, rosters, demand, by)
            after = {tier: plan.tier_values[tier] for tier in plan.tier_values}
            for change in said.changes or ():
                after[change.tier] += change.by
            assert tuple(after.values()) == best and said.proven


def test_lessons_are_asked_for_by_the_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    """Counted in tenths, moved and told in whole 课时; people stay people."""
    plan = planned(COUNTIES["lessons of a scarce subject"]())
    lines = [line for line in near_targets(plan) if line.rule == "shortage_subjects"]
    assert lines and step_of("shortage_subjects") == 10 and step_of("rotation_share") == 1
    show_prices(Screen(), list(target_prices(plan, lines)), str)
    page = capsys.readouterr().out
    assert "1 课时" in page and "一人" not in page


def best_of_all(
    plan: LoadedPlan, rosters: Sequence[Tried], demand: Demand, by: int
) -> tuple[int, ...]:
    """Least tier vector over every roster, the named measure asking for *by* more."""
    there, tiers = plan.situation, tuple(plan.tier_values)
    if demand[0] == "rotation_share":  # other rules read this requirement too: state it anew
        (line,) = [t for t in plan.audit.targets if t.rule == demand[0]]
        share = Fraction(int(line.required or 0) + by, int(line.denominator or 0))
        rows = tuple(
            replace(row, params=replace(row.params, share=share)) if row.id == demand[0] else row
            for row in there.policy.rules
        )
        anew = Situation(there.county, replace(there.policy, rules=rows))
        return min(tried.values(tiers) for tried in every_roster(anew))
    row = next(r for r in there.policy.rules if r.id == demand[0])

    def vector(tried: Tried) -> tuple[int, ...]:
        values = dict(zip(tiers, tried.values(tiers), strict=True))
        measure = next(m for m in tried.audit.measures[row.id] if m.key == demand[1])
        asked, had = int(measure.required or 0), int(measure.measured or 0)  # nobody: no share
        short = max(asked + by - had, 0)
        values[row.tier] += row.weight * (short - (measure.short or 0))
        return tuple(values.values())

    return min(map(vector, rosters))


def test_one_more_asked_is_the_county_with_a_higher_share() -> None:
    """Four are due: 50 % asks for one more than 25 %."""
    plan, higher = planned(under(tiny(), SHARE("25%"))), planned(under(tiny(), SHARE("50%")))
    (line,) = [t for t in near_targets(plan) if t.rule == "rotation_share"]
    assert line.required is not None
    due = int(line.denominator or 0)
    step = -(-due // 2) - -(-due // 4)
    found = price(plan, moved(plan.situation, ("rotation_share", ""), step))
    assert after(plan, found) == higher.tier_values


def test_nothing_moved_changes_nothing() -> None:
    plan = planned(COUNTIES["wishes"]())
    assert price(plan, {}) == Price((), True)


def test_a_requirement_that_must_hold_may_leave_no_plan() -> None:
    plan = planned(under(tiny(), SHARE("25%"), "rules.rotation_share.force=hard"))
    assert price(plan, {("rotation_share", ""): 9}).changes is None


def test_targets_far_from_their_requirement_have_no_price() -> None:
    plan = planned(under(tiny(), SHARE("1%"), "rules.key_teacher_share.force=watch"))
    assert {line.rule for line in near_targets(plan)} <= {"rotation_share"}
    loose = under(tiny(), SHARE("0%"), "rules.key_teacher_share.force=watch")
    measured = [t for t in planned(loose).audit.targets if t.rule == "rotation_share"]
    assert measured and (measured[0].measured or 0) > 0 and near_targets(planned(loose)) == ()


# -- curved targets -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def curved() -> LoadedPlan:
    """A plan whose solver counts more as short than the checks do."""
    return planned(Situation(make_county(60), load("gaoxin-2023", START)))


def test_prices_are_told_in_the_checks_numbers(curved: LoadedPlan) -> None:
    found = exactly(curved.prepared, curved.values, {})
    assert found.tiers == {tier: curved.audit.tier_value(tier) for tier in found.tiers}
    assert found.tiers != curved.tier_values and not found.at_most
    assert price(curved, {}) == Price((), True)
    (tier,) = (tier for tier in curved.tiers if tier.id == "targets")
    said, found = curved.tier_values["targets"], tier.value
    assert f"求解计 {said} 人，核查为 {found} 人" in tier.note


def test_a_curved_target_is_priced_by_its_exact_measure() -> None:
    """One short where nobody is recruited for it: one more costs one, one less gains at least that
    (an equal plan of the solver may be better in the checks)."""
    there = make_county(60)
    others = tuple(row for row in there.recruits if row.subject not in ("体育", "音乐", "美术"))
    plan = planned(Situation(replace(there, recruits=others), load("gaoxin-2023", START)))
    rows = {t.rule: t.short for t in near_targets(plan) if not t.key}
    assert rows["variation.primary_arts"] == 1
    more, less = in_targets(plan, "variation.primary_arts")
    assert more == (1, False) and less[0] <= -1 and not less[1]


def test_a_curved_target_that_is_met_is_priced_by_its_exact_measure(curved: LoadedPlan) -> None:
    """Met though the solver's rows count more: one more costs at most one, and one less is
    nobody's gain."""
    rows = {t.rule: t.short for t in near_targets(curved) if not t.key}
    assert rows["degree_ratio"] == 0 and "variation.primary_arts" not in rows
    assert in_targets(curved, "degree_ratio") == [(1, True), (0, False)]


def in_targets(plan: LoadedPlan, row: str) -> list[tuple[int, bool]]:
    """What one more, and one less, changes among the targets, and whether at most."""
    found = (price(plan, {(row, ""): by}) for by in (1, -1))
    return [(sum(c.by for c in p.changes or () if c.tier == "targets"), p.at_most) for p in found]


# -- one more place --------------------------------------------------------------------------------


def test_a_post_cures_what_one_more_teacher_there_does() -> None:
    """The county with that teacher, who stays, against the price."""
    settings = ("rules.sending_floor.force=off",)
    there = under(tiny(), *settings)
    plan = planned(there)
    for worth in place_worths(plan, places(plan)):
        place = worth.place
        if not place.subject:
            continue
        person = teacher("N1", place.school, place.subject, stage=place.stage,
                         school_since="2026-08")  # fmt: skip
        stays = LockRow(person="N1", mode="留任", school=None, reason="新增", decided_by="局务会")  # type: ignore[arg-type]
        more = planned(under(tiny(more=[person], locks=[stays]), *settings))
        gained = after(plan, worth.price)
        for tier in ("offered", "rural_cover", "cover"):
            assert gained[tier] == more.tier_values[tier], (place, tier)


def test_places_are_ranked_by_what_they_cure() -> None:
    plan = planned(under(tiny()))
    best = ranked(plan.situation, list(place_worths(plan, places(plan))))
    vectors = [tuple(after(plan, w.price).values()) for w in best]
    assert vectors == sorted(vectors) and len(best) > 3
    assert best[0].place == Place(best[0].place.school, "初中", "语文")
    assert all(change.by < 0 for worth in best for change in worth.cures)


def test_the_worthiest_places_are_tried_first() -> None:
    """Duals alone would try 体育 of B, worth less, before 语文 of C."""
    plan = planned(under(tiny()))
    tried = [tuple(after(plan, w.price).values()) for w in place_worths(plan, places(plan))]
    assert tried == sorted(tried) and tried[0] < tried[-1]


def test_an_approved_place_cures_what_it_lets_in() -> None:
    """B is full and lacks 语文; T2 wants to be transferred there for good."""
    wish = WishRow(person="T2", rank=1, school="B", mode="调动")  # type: ignore[arg-type]
    settings = ("modes.rotation.on=false", "rules.surplus_only.force=off")
    full = tiny({"B": {"approved": 1}}, wishes=[wish])
    plan = planned(under(full, *settings))
    chosen = [entry for entry in places(plan) if entry[0] == Place("B")]  # type: ignore[arg-type]
    (worth,) = place_worths(plan, chosen)
    larger = planned(under(tiny({"B": {"approved": 2}}, wishes=[wish]), *settings))
    assert {c.tier for c in worth.cures} >= {"cover", "offered"}
    for tier in ("offered", "rural_cover", "cover"):
        assert after(plan, worth.price)[tier] == larger.tier_values[tier]


def test_a_shift_of_nothing_is_the_same_program() -> None:
    ready = prepare(under(tiny()))
    again = shifted(ready, {})
    assert again.model.program.rows == ready.model.program.rows
    assert resolve(again).tier_values == resolve(ready).tier_values


def after(plan: LoadedPlan, found: Price) -> dict[str, int]:
    """Tier values once the price is paid."""
    by = {change.tier: change.by for change in found.changes or ()}
    return {tier: value + by.get(tier, 0) for tier, value in plan.tier_values.items()}


# -- on the screen ---------------------------------------------------------------------------------


@pytest.fixture
def solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """A workbook with a recorded plan; the words every command begins with."""
    monkeypatch.chdir(tmp_path)
    write_county(tiny(wishes=WISHES), Path("book.xlsx"))
    assert staffing(["solve", "book.xlsx", "--policy", str(PLAIN)]) in (Exit.DONE, Exit.SHORT)
    capsys.readouterr()
    return ["price", "book.xlsx", "--policy", str(PLAIN)]


def test_price_shows_both_directions(solved: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing([*solved, "--most", "2"]) == Exit.DONE
    heard = capsys.readouterr()
    assert "多要" in heard.out and "增减" in heard.out and "项指标未算" in heard.err
    staffing([*solved, "--json", "--most", "1"])
    said = json.loads(capsys.readouterr().out)
    (target,) = said["targets"]
    assert target["id"] and set(target["one_more"]) == {"changes", "proven"}


def test_places_show_schools_and_subjects(
    solved: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert staffing([*solved, "--places", "--most", "3"]) == Exit.DONE
    heard = capsys.readouterr().out
    assert "名额不等于招聘" in heard and "whatif --recruit" in heard
    assert "以上 3 个是预选的" in heard and "个名额未算，其中也可能有更值的" in heard
    assert "多一个名额值多少" in heard and "镇中学校" in heard and "按学科排" in heard
    staffing([*solved, "--places", "--most", "1", "--json"])
    (place,) = json.loads(capsys.readouterr().out)["places"]
    assert place["school"] and place["changes"]


def test_price_without_a_plan_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(tiny(), Path("book.xlsx"))
    assert staffing(["price", "book.xlsx", "--policy", str(PLAIN)]) == Exit.REFUSED
    assert "staffing solve" in capsys.readouterr().err


def test_a_plan_that_is_not_the_best_is_no_yardstick() -> None:
    plan = planned(under(tiny(wishes=WISHES), SHARE("40%")))
    assert yardstick(plan) is plan
    idle = load_plan(plan.situation, Roster(()))
    assert idle.tier_values != plan.tier_values
    assert yardstick(idle).tier_values == plan.tier_values


COUNSELLORS = (
    "rules.counsellors.force=soft", "rules.counsellors.tier=targets",
    "rules.counsellors.target=M42", "rules.counsellors.group=public",
    'rules.counsellors.kinds=["专职", "兼职"]', "rules.counsellors.least=1",
)  # fmt: skip


def test_a_target_counted_by_school_is_priced_by_school() -> None:
    """And its page adds the schools up: of three only one can have the only counsellor."""
    plan = planned(under(tiny({"T1": {"counsellor": "专职"}}), *COUNSELLORS))
    keys = [line.key for line in near_targets(plan) if line.rule == "counsellors"]
    assert keys and "" not in keys
    page = Explainer(plan).explain("M42")
    assert page.data is not None
    (trade,) = page.data["trades"]
    assert (trade["short"], trade["floor"], trade["spare"]) == (2, 2, 0)

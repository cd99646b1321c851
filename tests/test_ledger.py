"""The ledger of targets: one line a target, what nobody can avoid, two ledgers side by side."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from constraints.registry import rules
from constraints.situation import Situation
from constraints.total import together
from models.county import County
from models.finding import Measure, State, TargetLine
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import TeacherRow
from staffing.answers.figures import figures_of
from staffing.audit import audit
from staffing.cli.exits import Exit, of_targets
from staffing.console import Screen
from staffing.console.comparison import show_difference, show_overview
from staffing.console.digest import target_facts
from staffing.json_contract import solve_json
from staffing.ledger.as_json import target_json, target_of
from staffing.ledger.change import compare_ledgers
from staffing.ledger.computing import before_any_move
from staffing.policy_file import available, load, parse_overlay_set
from staffing.result import Run
from staffing.run import run_county
from staffing.sample import make_county
from staffing.wording import count_words, plain_number, state_words
from tests.every_roster import under
from tests.tiny import START, classes, county, school, situation, teacher, tiny, without

NAMES = [shipped.name for shipped in available()]


# -- one line a target ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> County:
    """A sample county in which every stage is there."""
    return make_county(200)


@pytest.mark.parametrize("name", NAMES)
def test_one_line_answers_for_a_target(name: str, sample: County) -> None:
    policy = load(name, START)
    found = before_any_move(Situation(sample, policy))
    rows = [row for row in policy.rules if row.target]
    assert [(line.rule, line.id) for line in found.lines] == [(r.id, r.target) for r in rows]
    for line, row in zip(found.lines, rows, strict=True):
        assert not line.key and line.document and line.clause and line.standing
        if row.force is not Force.OFF and line.state is not State.UNDECIDABLE:
            assert None not in (line.measured, line.required, line.numerator), line.rule
        if line.state is State.UNDECIDABLE:
            assert line.missing or line.note, line.rule
        parts = [part for part in found.parts if part.rule == line.rule]
        assert not parts or line.short == sum(part.short or 0 for part in parts)


def test_a_target_without_a_number_names_what_the_policy_lacks(sample: County) -> None:
    """Switched off for want of a norm, or left blank in its source: one word for the office."""
    national = before_any_move(Situation(sample, load("national", START))).lines
    (ratio,) = (line for line in national if line.id == "T01")
    assert state_words(ratio) == "无法判定（缺政策：比例之比的上限）"
    gaoxin = before_any_move(Situation(sample, load("gaoxin-2023", START))).lines
    (pending,) = (line for line in gaoxin if line.id == "T03")
    assert state_words(pending) == "无法判定（缺政策：比例下限）" and "留空" in pending.note


def test_nobody_in_the_range_is_said_where_the_answer_stands(sample: County) -> None:
    lines = before_any_move(Situation(sample, load("huantai-2022", START))).lines
    (trades,) = (line for line in lines if line.id == "T06")
    assert state_words(trades) == "无法判定（范围内没有教师）"


def test_blank_cells_that_leave_nobody_to_measure_are_named(sample: County) -> None:
    """No cell of 镇驻地 is filled in: T07 and M40 ask for the cells, not for teachers."""
    schools = tuple(row.model_copy(update={"township_seat": None}) for row in sample.schools)
    blank = Situation(replace(sample, schools=schools), load("zibo-2021-qiangzhen", START))
    lines = [line for line in before_any_move(blank).lines if line.id in ("T07", "M40")]
    assert len(lines) == 4
    for line in lines:
        assert "缺学校.镇驻地（0行等" in state_words(line), line.rule


OPTIONAL = tuple(
    field.name
    for field in TeacherRow.fields()
    if not field.required and field.column.note != "教师岗必填"
)


@pytest.mark.parametrize("name", ["huantai-2022", "gaoxin-2023"])
def test_no_target_is_met_for_want_of_a_column(name: str, sample: County) -> None:
    """Each optional column of 教师 left out by itself: what was short is never met for it."""
    policy = load(name, START)
    there = {line.rule: line for line in before_any_move(Situation(sample, policy)).lines}
    for field in OPTIONAL:
        blank = TeacherRow.model_fields[field].get_default(call_default_factory=True)
        people = tuple(row.model_copy(update={field: blank}) for row in sample.teachers)
        lacking = replace(sample, teachers=people, columns=without(TeacherRow, field))
        for line in before_any_move(Situation(lacking, policy)).lines:
            assert there[line.rule].state is not State.SHORT or line.state is not State.MET, field
            assert line.state is not State.UNDECIDABLE or line.missing or line.note, field


def test_the_ledger_alone_is_the_audits(sample: County) -> None:
    there = Situation(sample, load("huantai-2022", START))
    whole, alone = audit(there, Roster(())), before_any_move(there)
    assert (alone.lines, alone.parts) == (whole.targets, whole.target_parts)


def test_a_line_survives_the_record(sample: County) -> None:
    for line in before_any_move(Situation(sample, load("huantai-2022", START))).lines:
        assert target_of(target_json(line)) == line


def rows(*given: tuple[str, int | None, int | None, int | None]) -> list[Measure]:
    """(key, measured, required, short) of each row."""
    return [Measure(key, have, need, short) for key, have, need, short in given]


def test_one_schools_surplus_does_not_make_up_for_anothers_lack() -> None:
    total = together(rows(("A", 5, 3, 0), ("B", 1, 3, 2), ("C", 3, 3, 0)))
    assert (total.numerator, total.denominator, total.short) == (7, 9, 2)


def test_what_is_short_for_sure_decides_and_else_what_is_unknown() -> None:
    unknown = replace(rows(("C", None, None, None))[0], missing=("教师.学历",))
    total = together([*rows(("A", 1, 3, 2)), unknown])
    assert (total.state, total.short, total.missing) == (State.SHORT, 2, ("教师.学历",))
    total = together([*rows(("A", 3, 3, 0)), unknown])
    assert (total.state, total.short, total.numerator) == (State.UNDECIDABLE, None, 3)


def test_schools_short_and_unknown_are_counted_in_words(sample: County) -> None:
    there = Situation(sample, load("huantai-2022", START))
    lines = {line.rule: line for line in before_any_move(there).lines}
    assert lines["counsellors"].note.startswith("共6所学校，不足1所学校")
    readings = dict(lines["counsellors"].readings)
    assert readings["有专职或兼职的学校"].endswith("/6所") and "有专职的学校" in readings
    posts = dict(lines["pupils_per_post"].readings)
    assert {"按生师比", "按班师比", "采用班师比的"} <= posts.keys()


def test_a_short_target_of_any_instance_is_told_by_the_exit_code(sample: County) -> None:
    (line,) = [x for x in before_any_move(Situation(sample, load("huantai-2022", START))).lines
               if x.rule == "share_not_below.seat_key"]  # fmt: skip
    assert line.state is State.SHORT and of_targets([line]) is Exit.SHORT
    assert of_targets([replace(line, mode="watch")]) is Exit.DONE


# -- two sides: 18 of 20 in town and 35 of 40 in the villages hold a degree ------------------------


def people(code: str, holders: int, others: int, due: int, **kw: Any) -> list[Any]:
    """Teachers of a school; the first *due* of the holders have been there long enough to go."""
    stated = {"title": "二级", "school_since": "2024-08", "first_appointed": "2024-08"}
    long = {"title": "一级", "school_since": "2012-08"}
    return [
        teacher(
            f"{code}{i:02}",
            code,
            education="本科" if i < holders else "专科",
            **{**stated, **(long if i < due else {}), **kw.get(str(i), {})},
        )
        for i in range(holders + others)
    ]


def two_sides(due: int, rural: int, **kw: Any) -> County:
    """City school U and village school R, everyone teaching 语文 but as *kw* says."""
    schools = [
        school("U", locale="城区", county_seat=False, township_seat=False, approved=90),
        school("R", locale="乡村", county_seat=False, township_seat=False, approved=90),
    ]
    return county(
        schools,
        [*people("U", 18, 2, due, **kw), *people("R", rural, 40 - rural, 0)],
        [classes("U", "一年级", 1, 200), classes("R", "一年级", 1, 400)],
    )


@cache
def finished(policy: str, due: int = 6, rural: int = 35, limit: str = "") -> Run:
    """The two sides solved under a policy."""
    only = {"0": {"subject": "数学"}} if limit else {}  # nobody else at U teaches it
    settings = [parse_overlay_set(f"rules.degree_ratio.limit={limit}")] if limit else []
    there = Situation(two_sides(due, rural, **only), load(policy, START, settings))
    run = run_county(there, county_name="样例县", input_sha256="0" * 64)
    assert run.result.status == "optimal" and run.result.roster is not None
    return run


def solved(policy: str, **kw: Any) -> tuple[tuple[TargetLine, ...], tuple[Placement, ...]]:
    """Ledger and plan of the two sides under a policy."""
    run = finished(policy, **kw)
    return run.result.targets, run.placements


def test_another_policy_changes_the_plan_where_its_number_bites_and_says_where() -> None:
    """35/40 against 18/20 is 1.0286: enough for 1.05. For 1.01 two holders have to go."""
    loose, loose_plan = solved("gaoxin-2023")
    strict, strict_plan = solved("huantai-2022")
    assert loose_plan != strict_plan
    less, more = (sum(p.host == "R" for p in plan) for plan in (loose_plan, strict_plan))
    assert less < 2 <= more
    changes = {change.rule: change for change in compare_ledgers(loose, strict)}
    ratio = changes["degree_ratio"]
    assert ratio.left is not None and ratio.right is not None
    assert (ratio.left.id, ratio.right.id) == ("T01", "T02")
    assert ratio.requirement_moved and ratio.measure_moved and ratio.differs
    assert "要求1.05→1.01" in ratio.words() and ratio.words().endswith("达标。")
    assert ratio.right.measured is not None and float(ratio.right.measured) <= 1.01
    assert changes["leaders_young"].right is None and changes["leaders_young"].differs
    assert "只在前者中" in changes["leaders_young"].words()


def test_an_impossible_target_is_told_apart_into_unavoidable_and_traded() -> None:
    """25/40 against 18/20: with three holders gone, all who may go, 28/43 against 15/17 is still
    short by ⌈(15·43 − 28·17)/60⌉ = 3 exchanges. One of the three alone teaches 数学 in town, which
    comes first: with two gone it is ⌈(16·42 − 27·18)/60⌉ = 4.
    """
    lines, plan = solved("gaoxin-2023", due=3, rural=25, limit="1.00001")
    (line,) = [line for line in lines if line.rule == "degree_ratio"]
    assert "U00" not in {p.person for p in plan}
    assert (line.short, line.floor, line.traded) == (4, 3, 1)
    assert line.state is State.SHORT and line.steerable


def test_ledgers_that_agree_do_not_differ() -> None:
    lines, _ = solved("gaoxin-2023")
    assert not any(change.differs for change in compare_ledgers(lines, lines))


def test_two_recorded_runs_say_where_their_policies_ask_otherwise() -> None:
    out = io.StringIO()
    loose, strict = (
        figures_of(name, solve_json(finished(name))) for name in ("gaoxin-2023", "huantai-2022")
    )
    show_difference(Screen(out, out), loose, strict)
    said = out.getvalue()
    assert "城市与农村义务教育本科以上教师比例之比：要求1.05→1.01，实测" in said
    assert "45周岁以下乡村校长（含副校长）占比：只在前者中" in said
    both = loose.asked.keys() & strict.asked.keys()
    assert both and not loose.alike(strict) and "M46" in strict.asked.values()
    counts = [x.short_among(both) for x in (loose, strict)]
    assert f"都有的 {len(both)} 项中未达标 {counts[0]} → {counts[1]} 项" in said.replace("\n", "")
    assert "不可比" in said and "好，" not in said and "数值越小越好" not in said
    beside = io.StringIO()
    show_overview(Screen(beside, beside), loose, [replace(strict, changed=0)])
    assert f" {strict.short} " in beside.getvalue()
    again = io.StringIO()
    show_difference(Screen(again, again), loose, loose)
    assert "要求" not in again.getvalue() and "办的指标不同" not in again.getvalue()


def test_what_is_switched_off_is_neither_undecidable_nor_met() -> None:
    """T18 is switched off with all its values; it is counted and called 停用 everywhere."""
    on, off = (
        before_any_move(under(tiny(), *ask)).lines
        for ask in ((), ("rules.pupils_per_post.force=off",))
    )
    (line,) = (x for x in off if x.id == "T18")
    assert line.off and state_words(line).startswith("停用")
    assert [sum(x.off for x in lines) for lines in (on, off)] == [6, 7]
    unknown = sum(x.state is State.UNDECIDABLE for x in off) - 7
    assert count_words(off).endswith(f"无法判定 {unknown} 项，停用 7 项")
    (_, counts, _), *facts = target_facts(off)
    assert "停用 7 项" in counts and not any("T18" in str(fact) for fact in facts)
    (change,) = (x for x in compare_ledgers(on, off) if x.rule == line.rule)
    assert "停用" in change.words() and "无法判定" not in change.words()


def test_what_is_steered_otherwise_than_it_is_checked_says_how() -> None:
    curved = [rule for rule in rules().values() if rule.conservative]
    assert curved and all(rule.steered_as for rule in curved)
    there = situation(tiny(), "gaoxin-2023")
    lines = {line.id: dict(line.readings) for line in before_any_move(there).lines}
    assert "不把调出未达到者当作改善" in lines["T01"]["求解口径"]
    assert "求解口径" not in lines["T18"]


def test_a_part_is_shown_as_the_quotient_it_belongs_to() -> None:
    """277.3 beside 277.3, never 277.3000 beside it."""
    shown = (Fraction(2773, 10), Fraction(1, 3), Fraction(99999999, 1000000), Fraction(100), None)
    assert [str(plain_number(number)) for number in shown] == [
        "277.3", "0.3333", "100", "100", "None",
    ]  # fmt: skip

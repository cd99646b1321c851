"""What if, from the command line to the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from constraints.situation import Situation
from models.county import County
from models.problem import InputRefused
from models.roster import Roster
from models.sheets import RecruitRow, SchoolChangeRow
from staffing.answers.differing import changed_people
from staffing.answers.source import BasePlan
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.scenarios import Job, jobs_of, scenarios, solve_all
from staffing.answers.suppose.supposed import changed
from staffing.answers.suppose.waived import waived, waived_words
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import Intake
from staffing.leaders.discretion import UNDECIDED
from staffing.policy_file import load, parse_overlay_set
from staffing.solve import solve
from staffing.workbook.template import write_county
from tests.answers.at_hand import COUNTY, POLICY, base_of, said, suppose
from tests.answers.planted import exempt, lock
from tests.every_roster import PLAIN
from tests.rules.teams import OUTSIDE, guest
from tests.tiny import START, school, situation, teacher, tiny

# -- what is supposed ----------------------------------------------------------------------------


def test_changes_are_what_the_workbook_would_say() -> None:
    there = situation(COUNTY)
    after = suppose(
        there, exempt=("T1", "T2:缓"), absent=("T4",), pin=("T6:交流:B", "T3:留任"),
        close=("C:A",), recruit=("数学:小学:5",), pupils=("A:+50%", "B：60"),
    ).county  # fmt: skip
    assert [(e.person, e.kind.value, e.approval.value) for e in after.exemptions] == [
        ("T1", "免", "已批准"), ("T2", "缓", "已批准")]  # fmt: skip
    assert after.teacher["T4"].status.value == "病休" and after.teacher["T5"].status.value == "在岗"
    assert [(k.person, k.mode.value, k.school) for k in after.locks] == [
        ("T6", "交流", "B"), ("T3", "留任", None)]  # fmt: skip
    assert [(c.school, c.change.value, c.successor) for c in after.school_changes] == [
        ("B", "建", None), ("C", "撤", "A")]  # fmt: skip
    assert [(r.subject, r.stage.value, r.heads) for r in after.recruits] == [("数学", "小学", 5)]
    assert (after.school["A"].pupils, after.school["A"].classes) == (120, 4)
    assert [(c.pupils, c.classes) for c in after.classes_of["B"]] == [(30, 2), (30, 2)]
    assert there.county.exemptions == () and there.county.school["A"].pupils == 80


def test_a_school_may_open() -> None:
    row = SchoolChangeRow(school="D", change="撤", successor="B", effective=START)
    county = tiny(school_changes=[row])
    more = replace(county, schools=(*county.schools, school("D", pupils=10, classes=1)))
    assert suppose(situation(more), open=("D",)).county.school_changes == ()


def test_pupils_supposed_are_told_with_what_they_were() -> None:
    words = [suppose_words(text) for text in ("A:120", "A:+50%")]
    told = "城关小学在校生由80人改为120人"
    assert words == [f"{told}{how}，班级数按现有班额四舍五入推算" for how in ("", "（+50%）")]


def suppose_words(pupils: str) -> str:
    wanted = Wanted(pupils=(pupils,))
    (words,) = (c.words for c in read_changes(wanted, COUNTY, situation(COUNTY).policy) if c.words)
    return words


def test_a_few_pupils_more_open_no_classes() -> None:
    more, emptied = (suppose(situation(COUNTY), pupils=(text,)).county
                     for text in ("全县:+5%", "A:-100%"))  # fmt: skip
    assert [s.classes for s in more.schools] == [s.classes for s in COUNTY.schools]
    sizes = zip(COUNTY.schools, more.schools, strict=True)
    assert all(now.pupils > was.pupils for was, now in sizes if was.pupils >= 20)
    assert [(c.pupils, c.classes) for c in emptied.classes_of["A"]] == [(0, 0)] * len(
        COUNTY.classes_of["A"])  # fmt: skip


def test_a_school_to_be_closed_may_stay_open() -> None:
    row = SchoolChangeRow(school="C", change="撤", successor="A", effective=START)
    there = situation(tiny(school_changes=[row]))
    assert suppose(there, open=("C",)).county.school_changes == ()


WRONG: dict[str, tuple[dict[str, tuple[str, ...]], str]] = {
    "nobody": ({"exempt": ("T11",)}, "教师表中没有编号或姓名“T11”"),
    "half a name": ({"absent": ("样例",)}, "教师表中没有编号或姓名“样例”"),
    "a name borne twice": ({"close": ("同名小学:B",)}, "名为“同名小学”的不止一个（E、F）"),
    "once by code, once by name": ({"pupils": ("A:+5%", "城关小学:60")}, "前面已写过“A:.5%”"),
    "no such kind": ({"exempt": ("T1:罢",)}, "可用的有 免、缓、直聘"),
    "no such mode": ({"pin": ("T1:出差:B",)}, "没有“出差”这个词"),
    "nowhere": ({"pin": ("T1:交流:Z",)}, "学校表中没有代码或名称“Z”"),
    "staying somewhere": ({"pin": ("T1:留任:B",)}, "留任不写学校"),
    "going nowhere": ({"pin": ("T1:交流",)}, "留任不写学校，其他方式须写学校"),
    "into itself": ({"close": ("A:A",)}, "承接学校不能是被撤的学校自己"),
    "into no such stage": ({"close": ("A:K",)}, "K校不办小学，接不了城关小学的学生"),
    "open already": ({"open": ("A",)}, "本来就在办学"),
    "no subject": ({"recruit": ("数数:小学:5",)}, "没有学科“数数”"),
    "half a head": ({"recruit": ("数学:小学:0.5",)}, "人数须是1至"),
    "too many": ({"recruit": ("数学:小学:99999999",)}, "人数须是1至"),
    "no stage": ({"recruit": ("数学:大学:5",)}, "没有“大学”这个词"),
    "not a number": ({"pupils": ("A:nan",)}, "“nan”不是人数"),
    "fewer than none": ({"pupils": ("A:-200%",)}, "在校生数不足0"),
    "nothing": ({"pin": ("",)}, "写法应为"),
    "exempt twice": ({"exempt": ("T1", "T1：缓")}, "前面已写过“T1”，不知以哪个为准"),
    "absent twice": ({"absent": ("T1", "T1")}, "前面已写过“T1”"),
    "pinned twice": ({"pin": ("T1:交流:B", "T1:支教:C")}, "前面已写过“T1:交流:B”"),
    "recruited twice": ({"recruit": ("数学:小学:5", "数学:小学:2")}, "这个学科学段前面已写过"),
    "counted twice": ({"pupils": ("A:+5%", "A:60")}, "这所学校前面已写过“A:.5%”"),
    "closed twice": ({"close": ("A:B", "A:C")}, "这所学校前面已写过“A:B”"),
    "opened twice": ({"open": ("D", "D")}, "这所学校前面已写过“D”"),
    "closed already": ({"close": ("D:B",)}, "D校本期已撤，由河东小学承接，不必假设"),
    "into a closed one": ({"close": ("A:D",)}, "承接学校D校本期自己也撤、并了"),
    "a recruit": ({"exempt": ("招聘01-001",)}, "“招聘”表第 1 项（小学数学，共 2 人）的第 1 个名额"),
    "a guest": (
        {"absent": ("G1",)},
        "样例G1（G1）是“外县人员”表中由外县W1校（样例外县）派来支教的教师",
    ),
}


def strange() -> County:
    """The county with a kindergarten, a school that closes, recruits and a guest."""
    twins = [school(code, name="同名小学") for code in ("E", "F")]
    more = [school("K", kind="幼儿园"), school("D", pupils=10, classes=1), *twins]
    return replace(
        COUNTY,
        schools=(*COUNTY.schools, *more),
        school_changes=(SchoolChangeRow(school="D", change="撤", successor="B", effective=START),),
        recruits=(RecruitRow(stage="小学", subject="数学", heads=2),),
        outside_people=(guest("G1", "教师"),),
        outside_schools=tuple(OUTSIDE),
    )


@pytest.mark.parametrize(
    ("by_name", "by_code"),
    [
        ({"close": ("城关小学:河东小学",)}, {"close": ("A:B",)}),
        ({"open": ("D校",)}, {"open": ("D",)}),
        ({"pupils": ("河东小学:+50%",)}, {"pupils": ("B:+50%",)}),
        ({"pin": ("样例T1:交流:镇中学校",)}, {"pin": ("T1:交流:C",)}),
        ({"exempt": ("样例T1",), "absent": ("样例T2",)}, {"exempt": ("T1",), "absent": ("T2",)}),
    ],
)
def test_schools_and_people_may_be_named(
    by_name: dict[str, tuple[str, ...]], by_code: dict[str, tuple[str, ...]]
) -> None:
    there = situation(strange())
    assert suppose(there, **by_name).county == suppose(there, **by_code).county


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_supposition_is_told_in_chinese(name: str) -> None:
    wanted, words = WRONG[name]
    there = situation(strange())
    with pytest.raises(InputRefused, match=words):
        read_changes(Wanted(**wanted), there.county, there.policy)


def test_nothing_is_supposed_of_a_leader_nobody_decided_about() -> None:
    """Who else changes would tell whether the plan moves him; the words are those of explain."""
    led = tiny(more=[teacher("T8", "A", leadership="副职")])
    there = situation(led)
    asked: list[dict[str, Any]] = [
        {"pin": ("T8:留任",)}, {"exempt": ("T8",)}, {"absent": ("T8",)}]  # fmt: skip
    for options in asked:
        with pytest.raises(InputRefused) as refused:
            read_changes(Wanted(**options), there.county, there.policy)
        (problem,) = refused.value.problems
        assert (problem.cell, problem.kind, problem.message) == ("T8", "confidential", UNDECIDED)
        who = Wanted(**options, with_leaders=True)
        assert read_changes(who, there.county, there.policy)[0].people == ("T8",)
    decided = replace(led, locks=(lock("T8", "A", "留任"),))
    assert read_changes(Wanted(exempt=("T8",)), decided, there.policy)


def test_what_locks_exceed_is_said_and_the_code_is_that_of_solve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    more = [teacher("T8", "A", "英语"), teacher("T9", "A", "音乐")]
    locks = [lock("T8", "B", "调动"), lock("T9", "B", "调动")]
    full = tiny(more=more, changes={"B": {"approved": 1}}, locks=locks)
    write_county(full, tmp_path / "book.xlsx")
    solved = run(["solve", "book.xlsx", "--policy", POLICY])
    ask = ("whatif", "book.xlsx", "--policy", POLICY, "--exempt", "T1")
    code, told = said(capsys, *ask)
    both = [told["base"], *told["scenarios"]]
    assert code == solved == Exit.SHORT
    assert [x["name"] for one in both for x in one["over_limits"]] == ["核定编制上限"] * 2
    run([*ask])
    (line,) = (x for x in capsys.readouterr().out.splitlines() if x.startswith("锁定超限"))
    assert "原方案、假设：河东小学的“核定编制上限”超 2 人" in line


def test_what_is_so_already_is_said_to_be() -> None:
    county = replace(
        strange(), exemptions=(exempt("T1"),), locks=(lock("T2", "B"), lock("T3", None, "留任"))
    )
    wanted = Wanted(exempt=("T1", "T4"), pin=("T2:交流:B", "T3:交流:B"), close=("D:A",))
    said = [c.words for c in read_changes(wanted, county, situation(county).policy)]
    assert said == [
        "样例T1（T1）获批免（“免缓申请”表已有）", "样例T4（T4）获批免",
        "样例T2（T2）定为交流到河东小学（“锁定”表已这样定）",
        "样例T3（T3）定为交流到河东小学（代替“锁定”表原来的决定）",
        "撤D校，并入城关小学（代替“学校调整”表原来的撤）",
    ]  # fmt: skip


def test_the_whole_county_comes_before_a_school_of_its_own() -> None:
    there = suppose(situation(COUNTY), pupils=("A:100", "全县:+50%")).county
    assert (there.school["A"].pupils, there.school["B"].pupils) == (100, 45)


def test_everything_wrong_is_told_at_once() -> None:
    there = situation(COUNTY)
    with pytest.raises(InputRefused) as caught:
        read_changes(Wanted(exempt=("X", "T1", "Y"), pupils=("A:x",)), there.county, there.policy)
    assert len(caught.value.problems) == 3


# -- settings and grids ----------------------------------------------------------------------------


def names(*grids: str, settings: tuple[str, ...] = ()) -> list[str]:
    base = base_of(situation(COUNTY), Roster(()))
    return [s.name for s in scenarios(base, POLICY, settings=settings, grids=grids)]


def test_a_grid_takes_both_ends_in_order() -> None:
    assert names("share=0.10..0.20/0.05") == ["share=0.10", "share=0.15", "share=0.20"]
    assert names("rules.rotation_share.share=8%..10%/1%") == ["share=8%", "share=9%", "share=10%"]
    assert names("share=0.10..0.14/0.03") == ["share=0.10", "share=0.13"]


def test_a_short_key_is_spelled_out() -> None:
    base = base_of(situation(COUNTY), Roster(()))
    (one,) = scenarios(base, POLICY, settings=["share=0.35"])
    assert "rules.rotation_share.share" in one.words[0] and "0.35" in one.words[0]
    assert one.policy.rows_of("rotation_share")[0].params.share == Fraction("0.35")


@pytest.mark.parametrize(
    ("grids", "settings", "words"),
    [
        (("share=0.1..0.2/0",), (), "步长须大于0"),
        (("share=0.2..0.1/0.01",), (), "起不得大于止"),
        (("share=0.1..0.2/0.00001",), (), "一次最多50个"),
        (("share=0..1e9/1",), (), "写法应为"),
        (("share=nan..inf/1",), (), "写法应为"),
        (("share=1..2/1" + "0" * 500,), (), "写法应为"),
        (("share=10%..0.2/1%",), (), "要么都带%"),
        (("a=1..2/1", "b=1..2/1"), (), "一次只能列一个参数"),
        (("nothing=1..2/1",), (), "没有以此结尾的项"),
        (("shere=0.1..0.2/0.1",), (), "最接近“share”"),
        ((), ("share",), "写法应为"),
        ((), ("rules.rotation_shar.share=1",), "最接近"),
        ((), ("rules.rotation_share.share=多",), "rotation_share"),
        ((), ("share=0.1", "rules.rotation_share.share=0.2"), "不止一个取值"),
        (("share=0.1..0.2/0.1",), ("share=0.1",), "不止一个取值"),
        ((), (), "没有写任何假设"),
    ],
)
def test_hostile_settings_are_refused(
    grids: tuple[str, ...], settings: tuple[str, ...], words: str
) -> None:
    with pytest.raises(InputRefused, match=words):
        names(*grids, settings=settings)


# -- solving ---------------------------------------------------------------------------------------

SUPPOSED: dict[str, Callable[[Situation], Situation]] = {
    "a share": lambda there: Situation(
        there.county,
        load(PLAIN, START, [parse_overlay_set("rules.rotation_share.share=60%")]),
    ),
    "an exemption": lambda there: suppose(there, exempt=("T1",)),
    "a pin": lambda there: suppose(there, pin=("T2:交流:B",)),
    "pupils": lambda there: suppose(there, pupils=("B:+100%",)),
    "recruits": lambda there: suppose(there, recruit=("语文:小学:2",)),
}


@pytest.mark.parametrize("name", SUPPOSED)
def test_a_scenario_afresh_is_a_fresh_solve_and_near_is_as_good_above(name: str) -> None:
    there = situation(COUNTY)
    base = base_of(there)
    after = SUPPOSED[name](there)
    fresh = solve(after)
    base_there = BasePlan(Intake(after, "0" * 64), base.roster, "原方案")
    afresh, near = (solve_all(base_there, [Job((), after.policy, plan)])[0].run.result
                    for plan in (None, base.roster))  # fmt: skip
    assert afresh.roster == fresh.roster and afresh.tiers == fresh.tiers
    order = [tier.id for tier in fresh.tiers]
    above = order.index("targets") + 1
    assert near.tiers[:above] == fresh.tiers[:above]
    assert near.status == fresh.status == "optimal"
    assert fresh.roster is not None and near.roster is not None
    assert len(changed_people(base.roster, near.roster)) <= len(
        changed_people(base.roster, fresh.roster)
    )


def test_processes_give_what_one_gives_in_the_order_asked() -> None:
    base = base_of(situation(COUNTY))
    asked = scenarios(base, POLICY, grids=["share=0.1..0.5/0.10"])
    jobs = list(jobs_of(asked, base))
    told: list[int] = []
    together = solve_all(base, jobs, told=told.append)
    alone = [solve_all(base, [job])[0] for job in jobs]
    assert [r.run.result for r in together] == [r.run.result for r in alone]
    assert [r.base for r in together] == [r.base for r in alone]
    assert told == [1, 2, 3, 4, 5] and len({r.run.info.policy_sha256 for r in together}) == 5


# -- from the command line -------------------------------------------------------------------------


def test_what_if_speaks_both_ways_and_is_kept_by_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["whatif", "book.xlsx", "--policy", POLICY, "--exempt", "T1", "--save", "免一人"]
    code, found = said(capsys, *words)
    assert code == Exit.SHORT, "a target is short, which a solve would say by 1 too"
    (one,) = found["scenarios"]
    assert one["changed_people"] and one["status"] == "optimal" and one["saved_as"] == "免一人"
    assert len(one["tiers"]) == len(found["base"]["tiers"]) and one["gaps"]
    assert run(words[:-2]) == Exit.SHORT
    heard = capsys.readouterr()
    assert "方案对照" in heard.out and "变动的人" in heard.out and "T1" in heard.out
    code, listed = said(capsys, "runs")
    assert len(listed["runs"]) == 1 and [w["name"] for w in listed["whatif"]] == ["免一人"]
    code, compared = said(capsys, "compare", listed["runs"][0]["id"], "免一人")
    assert code == Exit.DONE and compared["changed_people"] == one["changed_people"]
    assert compared["runs"][1]["gaps"] == one["gaps"]
    assert run(["compare", listed["runs"][0]["id"], "免一人"]) == Exit.DONE
    page = capsys.readouterr().out
    assert "，求解。" in page and "假设：样例T1（T1）获批免（对照第" in page
    assert "变动的人" in page and "样例T1（T1）" in page
    assert "河东小学" in page and "到B" not in page


def test_an_impossible_supposition_says_what_stands_in_the_way(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["whatif", "book.xlsx", "--policy", POLICY, "--exempt", "T2", "--pin", "T2:交流:B"]
    code, found = said(capsys, *words)
    assert code == Exit.IMPOSSIBLE and "T2" in found["scenarios"][0]["conflicts"][0]
    assert run(words) == Exit.IMPOSSIBLE


def test_a_question_without_a_plan_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["whatif", "book.xlsx", "--set", "share=0.5"]
    assert run([*ask, "--policy", POLICY, "--db", "empty.db"]) == Exit.REFUSED
    assert "找不到运行记录库" in capsys.readouterr().err
    assert run([*ask, "--policy", "national"]) == Exit.REFUSED
    assert "只有按其他政策" in capsys.readouterr().err
    assert run([*ask, "--policy", POLICY, "--run", "1", "--roster", "r.xlsx"]) == Exit.REFUSED
    assert "只能选一个" in capsys.readouterr().err
    write_county(tiny(), folder / "other.xlsx")
    _, listed = said(capsys, "runs")
    other = ["whatif", "other.xlsx", "--policy", POLICY, "--set", "share=0.5"]
    assert run(other) == Exit.REFUSED
    assert "请先求解" in capsys.readouterr().err
    assert run([*other, "--run", listed["runs"][0]["id"]]) == Exit.REFUSED
    assert "另一份工作簿" in capsys.readouterr().err
    assert run([*ask, "--policy", POLICY, "--roster", "r.xlsx"]) == Exit.DONE


def test_a_decision_says_which_rules_it_sets_aside() -> None:
    """T2 may go without more. T3 may not be sent, and what A lacks of 数学 then, T5 makes up for;
    of 体育 there is nobody but T4."""
    there = situation(COUNTY)
    found = {}
    for person in ("T2", "T3", "T4"):
        pin = read_changes(Wanted(pin=(f"{person}:交流:B",)), there.county, there.policy)
        roster = solve(Situation(changed(there.county, pin), there.policy)).roster
        found[person] = waived(there.county, pin, there.policy, roster)
    assert found["T2"] == ()
    (eligible,) = found["T3"]
    assert "不能列入交流" in eligible
    (floor,) = found["T4"]
    assert "城关小学 小学体育派出教师后应保有" in floor
    assert waived_words((eligible, floor)).count("；") == 1 and waived_words(()) == ""
    assert waived(there.county, (), there.policy, solve(there).roster) == ()


def test_costs_are_called_the_same_as_explains_only_where_no_rule_is_set_aside(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for pin, said_same in (("T2:交流:B", True), ("T3:交流:B", False)):
        capsys.readouterr()
        run(["whatif", "book.xlsx", "--policy", POLICY, "--pin", pin])
        shown = "".join(capsys.readouterr().out.split())
        assert ("与explain--to的准确代价相同" in shown) is said_same
        assert ("准确代价可能不同" in shown) is not said_same


def test_what_has_no_plan_shows_no_figures(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody exempt and pinned: an empty plan would look like all targets met."""
    ask = ["whatif", "book.xlsx", "--policy", POLICY, "--exempt", "T1", "--pin", "T1:交流:B"]
    assert run(ask) == Exit.IMPOSSIBLE
    (line,) = [x for x in capsys.readouterr().out.splitlines() if "无解" in x and "│" in x]
    assert [cell.strip() for cell in line.split("│")[2:8]] == ["—"] * 6


def test_a_plan_made_again_for_what_the_workbook_lacks_says_so() -> None:
    """T3 may not be sent but for the objection: asked about without it, the plan breaks rules."""
    there = situation(COUNTY)
    base = base_of(there, solve(suppose(there, pin=("T3:交流:B",))).roster)
    with pytest.raises(InputRefused) as plain:
        base.load()
    with pytest.raises(InputRefused) as told:
        replace(base, objections=("样例T3定为交流到河东小学",)).load()
    *before, last = told.value.problems
    assert tuple(before) == tuple(plain.value.problems) != ()
    assert last.kind == "unwritten_objections" and "样例T3定为交流到河东小学" in last.message

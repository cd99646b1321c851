"""What if, from the command line to the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.problem import InputRefused
from models.roster import Roster
from staffing.answers.differing import changed_people
from staffing.answers.explain.held import held_by_pins
from staffing.answers.source import BasePlan
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.scenarios import Job, jobs_of, scenarios, solve_all
from staffing.answers.suppose.supposed import changed
from staffing.answers.suppose.waived import waived, waived_words
from staffing.answers.telling import TierWords
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import Intake
from staffing.policy_file import load, parse_overlay_set
from staffing.solve import solve
from staffing.workbook.template import write_county
from tests.answers.at_hand import COUNTY, POLICY, base_of, said, suppose
from tests.answers.planted import lock
from tests.every_roster import PLAIN
from tests.tiny import START, situation, teacher, tiny

# -- settings and grids ----------------------------------------------------------------------------


def names(*grids: str, settings: tuple[str, ...] = ()) -> list[str]:
    base = base_of(situation(COUNTY), Roster(()))
    return [s.name for s in scenarios(base.intake, POLICY, settings=settings, grids=grids)]


def test_a_grid_takes_both_ends_in_order() -> None:
    assert names("share=0.10..0.20/0.05") == ["share=0.10", "share=0.15", "share=0.20"]
    assert names("rules.rotation_share.share=8%..10%/1%") == ["share=8%", "share=9%", "share=10%"]
    assert names("share=0.10..0.14/0.03") == ["share=0.10", "share=0.13"]


def test_a_short_key_is_spelled_out() -> None:
    base = base_of(situation(COUNTY), Roster(()))
    (one,) = scenarios(base.intake, POLICY, settings=["share=0.35"])
    assert "rules.rotation_share.share" in one.words[0] and "0.35" in one.words[0]
    assert one.policy.rows_of("rotation_share")[0].params.share == Fraction("0.35")


def test_who_asks_afresh_is_not_told_to() -> None:
    words = TierWords(situation(COUNTY).policy)
    assert "加 --fresh" in held_by_pins(words)
    assert "--fresh" not in held_by_pins(words, afresh=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "rules.rotation_share.force=hard",
            "交流人数占应交流对象比例的效力由尽量做到（soft）改为必须做到（hard）",
        ),
        ("rules.rotation_share.force=soft", "交流人数占应交流对象比例的效力仍为尽量做到（soft）"),
        ("rules.rotation_share.share=0.1", "交流人数占应交流对象比例仍为0.1，与现行政策相同"),
        ("rules.rotation_share.concede=9", "交流人数占应交流对象比例的让步次序由30改为9"),
        ("rules.rotation_share.tier=law", "交流人数占应交流对象比例的层级由“"),
        ("modes.itinerant.on=false", "走教由启用改为停用"),
        ("facts.load.homeroom=1", "“班主任"),
        ("rules.rotation_share.share=0.9", "交流人数占应交流对象比例由"),
    ],
)
def test_a_setting_is_told_in_the_policys_own_words(text: str, words: str) -> None:
    base = base_of(situation(COUNTY), Roster(()))
    (one,) = scenarios(base.intake, POLICY, settings=[text])
    assert words in one.words[0] and f"（{text.partition('=')[0]}）" in one.words[0]


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
    asked = scenarios(base.intake, POLICY, grids=["share=0.1..0.5/0.10"])
    jobs = list(jobs_of(asked, base))
    told: list[int] = []
    together = solve_all(base, jobs, told=told.append)
    alone = [solve_all(base, [job])[0] for job in jobs]
    assert [r.run.result for r in together] == [r.run.result for r in alone]
    assert [r.base for r in together] == [r.base for r in alone]
    assert told == [1, 2, 3, 4, 5] and len({r.run.info.policy_sha256 for r in together}) == 5


# -- from the command line -------------------------------------------------------------------------


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


def test_what_no_policy_may_say_is_supposed_and_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The national share is 10 %; the values of a grid stand on one line, the stricter ones not."""
    ask = ["whatif", "book.xlsx", "--policy", POLICY, "--grid", "share=0.08..0.11/0.01"]
    code, found = said(capsys, *ask)
    looser = [[x["value"] for x in one["looser_than_norm"]] for one in found["scenarios"]]
    assert (code, looser) == (Exit.DONE, [["0.08"], ["0.09"], [], []])
    assert "教师交流轮岗的意见》" in found["scenarios"][0]["looser_than_norm"][0]["norm"]
    run(ask)
    shown = "".join(capsys.readouterr().out.split())
    assert shown.count("0.08、0.09宽于上级规定0.1（《") == 1 and shown.count("只供测算") == 1


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


def test_a_name_is_kept_for_one_supposition_and_is_no_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["whatif", "book.xlsx", "--policy", POLICY, "--exempt", "T1", "--save"]
    assert run([*words, "两成"]) in (Exit.DONE, Exit.SHORT)
    capsys.readouterr()
    run(["runs", "--json"])
    listed = json.loads(capsys.readouterr().out)
    kept = [r["id"] for r in (*listed["runs"], *listed["whatif"])]
    for name, why in (
        ("两成", "已有叫这个名称的假设"), ("", "名称是空的"), (" ", "名称是空的"),
        ("0f0a2917-1", "和运行编号"), (kept[0][:5], "和运行编号"),
    ):  # fmt: skip
        assert run([*words, name]) == Exit.REFUSED
        heard = capsys.readouterr().err
        assert why in heard and "请" in heard
    run(["runs", "--json"])
    again = json.loads(capsys.readouterr().out)
    assert [r["id"] for r in (*again["runs"], *again["whatif"])] == kept


@pytest.mark.parametrize("text", ["", "# rules.rotation_share.share = 0.5\n", "[rules]\n"])
def test_a_file_that_supposes_nothing_is_told(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("假设.toml").write_text(text, encoding="utf-8")
    words = ["book.xlsx", "--policy", POLICY, "--overlay", "假设.toml"]
    for command in (["whatif", *words, "--exempt", "T1"], ["diagnose", *words]):
        assert run(command) == Exit.REFUSED
        heard = capsys.readouterr().err
        assert "假设.toml" in heard and "一项假设也没有写" in heard

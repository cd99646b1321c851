"""领导人员交流: lists and a scenario in a file of their own, the same bytes every time."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, State
from models.problem import InputRefused
from models.roster import Roster
from models.sheets import BaselineRow, LockRow, SchoolChangeRow
from staffing.answers.explain.explaining import Explainer
from staffing.answers.loaded import load_plan
from staffing.answers.source import PlanSource
from staffing.audit import audit
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.json_contract import solve_json
from staffing.leaders.discretion import NOT_COUNTED, discreet, is_open, made_whole, shown, veiled
from staffing.leaders.lists import leaders_report
from staffing.result import Run
from staffing.roster_book import compose, write_roster
from staffing.roster_book.confidential import SECRET, leaders_book, write_leaders
from staffing.run import run_county
from staffing.store import Store
from staffing.workbook.template import write_county
from tests.every_mode import every_mode_county
from tests.every_roster import PLAIN
from tests.rules.teams import PEOPLE, guest, out, team, with_teams
from tests.tiny import move, situation, teacher, tiny


def _led() -> Situation:
    """T5 (47) has led B for two terms; T1 (26) is deputy in town."""
    return situation(
        tiny(
            {
                "T5": {"leadership": "校长", "leader_since": "2019-09", "born": "1979-01"},
                "T1": {"leadership": "副职", "leader_since": "2025-09", "born": "2000-05"},
                "T6": {"leadership": "校长"},
            },
            baselines=[BaselineRow(indicator="T14", year=2025, value="0.30")],  # type: ignore[arg-type]
        )
    )


def test_terms_shares_and_the_scenario() -> None:
    report = leaders_report(_led())
    assert [x.person for x in report.over] == ["T5"]
    assert [x.person for x in report.unknown] == ["T6"]
    assert report.share == Fraction(1, 2) and report.share_after == 1
    assert report.base == Fraction(3, 10)
    (step,) = report.suggestions
    assert (step.reserve.person, step.school, step.metres) == ("T1", "B", 10_000)
    assert dict(report.ages) == {"26—30岁": 1, "41—45岁": 1, "46—50岁": 1}


def test_every_sheet_says_that_it_is_secret() -> None:
    book = leaders_book(_led())
    assert [s.name for s in book.sheets] == [
        "领导人员安排", "安排表", "任满名单", "设想方案", "城乡轮换设想", "班子", "学区主任",
        "结构", "任期不明",
    ]  # fmt: skip
    assert all(SECRET in sheet.notes for sheet in book.sheets if not sheet.bare)


def _exchange(*locks: LockRow) -> Situation:
    """T5 leads B in the country and T1 leads A in town, both longer than their terms."""
    over = {"leadership": "校长", "leader_since": "2014-09", "born": "1975-01"}
    return situation(tiny({"T5": over, "T1": over}, locks=list(locks)))


def test_terms_over_on_both_sides_change_places() -> None:
    report = leaders_report(_exchange())
    (swap,) = report.swaps
    assert (swap.urban.person, swap.rural.person, swap.metres) == ("T1", "T5", 10_000)
    (row,) = leaders_book(_exchange()).sheet("城乡轮换设想").blocks[0].rows
    assert row[1:5] == ("样例T1", "城关小学", "样例T5", "河东小学")


def test_who_goes_with_a_team_is_no_reserve() -> None:
    gone = [move("T1", "A", "B", "支教")]
    assert leaders_book(_led()).sheet("设想方案").blocks[0].rows
    assert leaders_book(_led(), gone).sheet("设想方案").blocks[0].rows == ()


def test_who_is_decided_is_left_out_of_every_proposal() -> None:
    lock = LockRow(person="T1", mode="调动", school="C", reason="任免", decided_by="县委")  # type: ignore[arg-type]
    report = leaders_report(_exchange(lock))
    assert report.swaps == () and report.decided == {"T1": "C"}
    rows = leaders_book(_exchange(lock)).sheet("任满名单").blocks[0].rows
    assert {row[0]: row[-1] for row in rows}["T1"] == "镇中学校"


def test_one_set_of_leaders_per_legal_school() -> None:
    head = {"leadership": "校长"}
    book = leaders_book(situation(tiny({"T1": head, "T2": head, "T5": head})))
    states = {row[0]: row[-1] for row in book.sheet("班子").blocks[0].rows}
    assert states == {"A": "不止一套", "B": "一套班子", "C": "未配主持人"}


def test_a_closed_school_needs_no_successor_and_its_leaders_another_post() -> None:
    closed = SchoolChangeRow(school="B", change="撤", successor="C", effective=date(2026, 9, 1))  # type: ignore[arg-type]
    plain = _led().county
    here = situation(dataclasses.replace(plain, school_changes=(closed,)))
    assert leaders_report(_led()).suggestions and not leaders_report(here).suggestions
    rows = {row[0]: row[-1] for row in leaders_book(here).sheet("班子").blocks[0].rows}
    assert rows["B"] == "学校已撤并，须另行安排"


def test_findings_about_an_undecided_leader_do_not_name_them() -> None:
    here = situation(tiny({"T5": {"leadership": "校长"}}))
    plan = Roster.of([move("T5", "B", "A", "跟岗")])
    named = Finding("x", "x", "x", "T5/A", 0, 1, 1, "人", State.SHORT, (Code("T5"), Code("T1")),
                    "样例T5（T5）、样例T1（T1）差1人。", "", "", "", False)  # fmt: skip
    (shown,) = veiled([named], here.county, plan.placements)
    assert shown.people == ("T1",) and "T5" not in shown.key + shown.message
    assert "样例T1（T1）" in shown.message
    decided = LockRow(person="T5", mode="跟岗", school="A", reason="任免", decided_by="县委")  # type: ignore[arg-type]
    settled = situation(tiny({"T5": {"leadership": "校长"}}, locks=[decided])).county
    assert veiled([named], settled, plan.placements) == (named,)


def test_outside_their_own_file_leaders_are_counted_and_never_named() -> None:
    here = _exchange()
    found = audit(here, Roster(())).findings
    named = {f.rule: f.people for f in found if f.rule.startswith("leader_")}
    assert named["leader_terms"]
    shown = [f for f in discreet(found) if f.rule.startswith("leader_")]
    assert shown and all(not f.people and not f.key for f in shown)
    assert not any(person in f.message for f in shown for p in named.values() for person in p)
    assert sum(f.rule == "leader_terms" for f in shown) == 1
    assert [f for f in discreet(found) if not f.rule.startswith("leader_")] == [
        f for f in found if not f.rule.startswith("leader_")
    ]
    kept = sum(f.short or 0 for f in found), sum(f.short or 0 for f in discreet(found))
    assert kept[0] == kept[1]


def test_the_command_writes_two_files_and_only_one_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(_exchange().county, Path("book.xlsx"))
    words = ["solve", "book.xlsx", "--policy", str(PLAIN), "-o", "r.xlsx"]
    assert staffing([*words, "--leaders-output", "l.xlsx"]) in (Exit.DONE, Exit.SHORT)
    assert Path("r.xlsx").exists() and Path("l.xlsx").exists()
    with Store(None) as store:
        (record,) = store.list()
        book = store.load(record.id).plan_book()
    rows = [str(row) for row in book.sheet("核查结果").blocks[0].rows]
    terms = [row for row in rows if "校长任期交流" in row or "一校一套班子" in row]
    assert terms and not any(person in row for row in terms for person in ("T1", "T5"))
    assert staffing([*words, "--leaders-output", "r.xlsx"]) == Exit.REFUSED


def test_the_same_county_gives_the_same_file(tmp_path: Path) -> None:
    write_leaders(_led(), tmp_path / "a.xlsx")
    write_leaders(_led(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def _team() -> Situation:
    """A leader, a middle manager and a teacher go from A to W9; a leader of B is a counterpart."""
    rows = [out("学校领导"), out("中层干部"), out("教师", subject="语文"), team("学校领导")]
    more = [*PEOPLE, teacher("K3", "B", "语文")]
    return with_teams(*rows, outside_people=[guest("G1", "学校领导")], more=more)()


def _run(here: Situation) -> Run:
    return run_county(here, county_name="样例县", input_sha256="0" * 64)


LEADERS = ("L1", "L2")
"""The leaders the plan moves: L1 with the team, L2 as a counterpart."""


def test_the_roster_shows_no_undecided_leader_anywhere_and_says_how_many() -> None:
    run = _run(_team())
    assert sorted(p.person for p in run.withheld) == list(LEADERS)
    book = compose(run)
    for sheet in book.sheets:
        if sheet.name in (
            "交流名单",
            "安排表",
            "支教跟岗名单",
            "分校名单",
            "公示名单",
            "个人说明单",
        ):
            assert not any(code in str(sheet) for code in LEADERS), sheet.name
    assert "另有领导人员安排 2 条" in str(book.sheet("总览"))
    told = solve_json(run)
    assert told["withheld"] == 2
    assert not {row["person"] for row in told["placements"]} & set(LEADERS)
    assert not {row["counterpart"] for row in told["placements"]} & set(LEADERS)


def test_roster_and_leaders_file_together_are_the_plan_and_audit_alike(tmp_path: Path) -> None:
    here = _team()
    run = _run(here)
    assert run.result.roster is not None
    write_roster(run, tmp_path / "r.xlsx")
    write_leaders(here, tmp_path / "l.xlsx", run.withheld)
    alone = read_roster(tmp_path / "r.xlsx", here.county)
    whole = read_roster(tmp_path / "r.xlsx", here.county, tmp_path / "l.xlsx")
    plain = [dataclasses.replace(p, row_number=0, proposed=False) for p in whole.placements]
    planned = [dataclasses.replace(p, proposed=False) for p in run.placements]
    assert plain == planned and len(alone.placements) == len(planned) - len(LEADERS)
    told = [(f.rule, f.key, f.short) for f in audit(here, whole).findings]
    assert told == [(f.rule, f.key, f.short) for f in audit(here, run.result.roster).findings]
    short = {f.key for f in audit(here, alone).findings if f.rule == "team_whole"}
    assert "TP01/学校领导" in short and not short & {key for _, key, _ in told}


def test_a_row_in_both_files_is_two_places(tmp_path: Path) -> None:
    here = _team()
    run = _run(here)
    twice = made_whole(Roster(run.placements), Roster(run.withheld))
    found = {f.key.split("/")[0] for f in audit(here, twice).findings if f.rule == "one_main_place"}
    assert found == set(LEADERS)


def test_a_leader_decided_stands_in_the_roster() -> None:
    lock = LockRow(person="L1", mode="支教", school="W9", reason="任免", decided_by="县委")  # type: ignore[arg-type]
    here = dataclasses.replace(_team().county, locks=(lock,))
    run = _run(situation(here))
    assert [p.person for p in run.withheld] == ["L2"]
    assert "L1" in str(compose(run).sheet("安排表"))


def test_who_is_paired_with_a_withheld_leader_does_not_name_them() -> None:
    here = _team().county
    leader = move("L1", "A", "W9", "支教", counterpart="K2", successor="K2")
    mate = move("K2", "B", "A", "跟岗", counterpart="L1")
    (row,) = shown(here, [leader, mate])
    assert row.person == "K2" and row.counterpart is None
    assert made_whole(Roster.of([row]), Roster.of([leader])) == Roster.of([leader, mate])


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every command is told of a county with a team, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    write_county(_team().county, Path("book.xlsx"))
    return ["book.xlsx", "--policy", str(PLAIN)]


def test_the_command_audits_both_files_together(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    staffing(["solve", *words, "-o", "r.xlsx"])
    assert "另有领导人员安排 2 条" in capsys.readouterr().err
    staffing(["solve", *words, "-o", "r.xlsx", "--leaders-output", "l.xlsx"])
    capsys.readouterr()
    staffing(["audit", *words, "--roster", "r.xlsx", "--json"])
    alone = json.loads(capsys.readouterr().out)
    staffing(["audit", *words, "--roster", "r.xlsx", "--leaders", "l.xlsx", "--json"])
    whole = json.loads(capsys.readouterr().out)
    keys = [{f["key"] for f in told["findings"] if f["rule"] == "team_whole"}
            for told in (alone, whole)]  # fmt: skip
    assert "TP01/学校领导" in keys[0] and keys[1] == set()
    (said,) = {
        f["message"]
        for f in alone["findings"]
        if f["key"] == "TP01/学校领导" and "内部文件" in f["message"]
    }
    assert "没有带领导人员内部文件（--leaders）" in said and "会违反" not in said
    assert staffing(["explain", *words, "L1"]) == Exit.REFUSED
    with Store(None) as store:
        stored = store.load(store.list()[0].id)
    assert sorted(p.person for p in stored.withheld) == list(LEADERS)
    assert not {p.person for p in stored.shown} & set(LEADERS)


def test_edits_by_hand_leave_undecided_leaders_as_they_were(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    staffing(["solve", *words, "-o", "r.xlsx"])
    capsys.readouterr()
    staffing(["pin", *words, "--roster", "r.xlsx", "--json"])
    assert json.loads(capsys.readouterr().out)["edits"] == []


def test_whom_a_district_would_be_headed_by_stands_there_alone() -> None:
    book = leaders_book(situation(tiny({"T7": {"leadership": "校长"}})))
    rows = {row[0]: row[-1] for row in book.sheet("学区主任").blocks[0].rows}
    assert rows["西学区"] == "样例T7（T7）" and rows["东学区"] is None


def test_questions_about_a_roster_read_the_leaders_file_with_it(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    staffing(["solve", *words, "-o", "r.xlsx", "--leaders-output", "l.xlsx"])
    asked = ["explain", *words, "T2", "--roster", "r.xlsx"]
    assert staffing(asked) == Exit.DONE, "the roster is that of a recorded run"
    Path("staffing.db").rename("elsewhere.db")
    assert staffing(asked) == Exit.REFUSED and "TP01" in capsys.readouterr().err
    assert staffing([*asked, "--leaders", "l.xlsx"]) == Exit.DONE
    assert staffing(["explain", *words, "T2", "--leaders", "l.xlsx"]) == Exit.REFUSED
    capsys.readouterr()
    leader = ["explain", *words, "L1", "--roster", "r.xlsx"]
    assert staffing([*leader[:-2], "--roster", "r.xlsx"]) == Exit.REFUSED
    assert staffing([*leader, "--leaders", "l.xlsx"]) == Exit.DONE
    told = capsys.readouterr().out
    assert "样例L1（L1）" in told and "不得外传" in told
    assert "没有最优证明" in told, "nothing is recorded of it"


def test_both_files_together_are_the_recorded_run_with_its_proof(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    staffing(["solve", *words, "-o", "r.xlsx", "--leaders-output", "l.xlsx"])
    both = ["--roster", "r.xlsx", "--leaders", "l.xlsx"]
    for person in ("L1", "T2"):
        capsys.readouterr()
        assert staffing(["explain", *words, person, *both]) == Exit.DONE
        told = capsys.readouterr().out
        assert "数据指纹相同" in told and "没有最优证明" not in told
    source = PlanSource(
        Path("book.xlsx"), str(PLAIN), roster=Path("r.xlsx"), leaders=Path("l.xlsx")
    )
    assert source.fetch().with_leaders


def _pages(run: Run, about: str) -> str:
    """Everything on a page about a plan, its data too."""
    assert run.result.roster is not None
    page = Explainer(load_plan(run.situation, run.result.roster)).explain(about)
    return str((page.facts, page.tables, page.closing, page.data))


@pytest.mark.parametrize("about", ["A", "B", "W9"])
def test_a_school_s_page_counts_whom_the_roster_lists(about: str) -> None:
    """L1 goes with the team from A to W9; L2 is the counterpart who comes to A from B."""
    run = _run(_team())
    flows = dict(re.findall(r"(来|去) ([^；（')]*)", _pages(run, about)))
    listed = {
        "来": Counter(p.mode.value for p in run.shown if p.host == about),
        "去": Counter(p.mode.value for p in run.shown if p.home == about),
    }
    for way, modes in listed.items():
        said = "、".join(f"{mode} {n} 人" for mode, n in sorted(modes.items()))
        assert flows.get(way, "") == said
    assert NOT_COUNTED in _pages(run, about)


def test_a_leader_the_plan_leaves_alone_is_refused_in_the_same_words() -> None:
    here = _team()
    more = teacher("L8", "B", "语文", leadership="副职")
    county = dataclasses.replace(here.county, teachers=(*here.county.teachers, more))
    run = _run(situation(county))
    assert {p.person for p in run.withheld} < {"L1", "L2", "L8"}
    told = set()
    for code in ("L1", "L2", "L8"):
        with pytest.raises(InputRefused) as refused:
            _pages(run, code)
        told |= {problem.message for problem in refused.value.problems}
    assert len(told) == 1


def test_findings_name_no_open_leader_on_the_page_or_in_json() -> None:
    """Of a leader the plan moves and one it does not, a veil over one alone would tell which."""
    met = 0
    for seed in (2, 11):
        run = _run(every_mode_county(seed))
        assert run.withheld
        heads = {t.code: t.name for t in run.county.teachers if is_open(run.county, t.code)}
        named = [f for f in run.result.findings if set(f.people) & heads.keys()]
        met += len(named)
        findings = json.dumps(solve_json(run)["findings"], ensure_ascii=False)
        for code, name in heads.items():
            assert f'"{code}"' not in findings and f"（{code}）" not in findings
            assert f"（{name}）" not in findings and f'"{code}/' not in findings
    assert met, "no finding to veil"

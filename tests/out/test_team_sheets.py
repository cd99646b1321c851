"""支教跟岗名单, 结对, 经费 in the roster workbook."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest

from constraints.facts.seats import QUOTA_RULE, quota_names
from constraints.situation import Situation
from constraints.teams.pairing_coverage import P as Coverage
from constraints.teams.programme_cost import P as Cost
from constraints.teams.researcher_schools import P as Links
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.sheets import PairingRow
from models.vocabulary import Mode
from staffing.data_audit.under_policy import under_policy
from staffing.intake import read_roster
from staffing.roster_book import write_roster
from staffing.roster_book.book import Sheet
from staffing.roster_book.confidential import leaders_book
from staffing.roster_book.names import Names
from staffing.roster_book.people import plan_sheet, roster_sheet
from staffing.roster_book.teams import team_sheets
from tests.answers.planted import lock
from tests.out.finished import finished_run
from tests.rules.teams import CITED, guest, out, team, with_quota, with_teams
from tests.rules.test_attachment_quota import KEY
from tests.tiny import county, move, school, situation, teacher, tiny

GUESTS = [guest("G1", "学校领导", attached=True), guest("G2", "中层干部"), guest("G3", "教师")]
TEAM = [team("学校领导"), team("中层干部"), team("教师")]
SHADOW = move(
    "K2", "B", "W1", "跟岗", team="TD01", post="教师", counterpart="G3", return_school="B"
)
LEADER = move("L1", "A", "W9", "支教", team="TP01", post="学校领导", proposed=True)


def _sheets(here: Situation, *rows: Placement) -> dict[str, Sheet]:
    run = finished_run()
    result = dataclasses.replace(run.result, roster=Roster.of(rows))
    run = dataclasses.replace(run, situation=here, result=result)
    return {sheet.name: sheet for sheet in team_sheets(run, Names(run))}


def _with(here: Situation, rule: str, params: object) -> Situation:
    row = RuleRow(rule, rule, Force.WATCH, params, {}, CITED)
    kept = tuple(x for x in here.policy.rules if x.rule != rule)
    return Situation(here.county, dataclasses.replace(here.policy, rules=(*kept, row)))


def test_nothing_to_say_no_sheet() -> None:
    assert _sheets(situation(tiny())) == {}


def test_both_directions_and_the_arithmetic_of_heads() -> None:
    here = with_teams(*TEAM, out("学校领导"), outside_people=GUESTS)()
    sheet = _sheets(here, SHADOW)["支教跟岗名单"]
    assert "派入 3 人" in sheet.notes[0] and "不再重复派出 1 人" in sheet.notes[0]
    assert "实际派入 2 人" in sheet.notes[0]
    headers = [column.header for column in sheet.blocks[0].columns]
    rows = [dict(zip(headers, row, strict=True)) for row in sheet.blocks[0].rows]
    (taught,) = [row for row in rows if row["编号"] == "G3"]
    assert taught["方向"] == "派入" and taught["接替人员"] == "样例K2"
    (shadow,) = [row for row in rows if row["编号"] == "K2"]
    assert shadow["对应人员"] == "样例G3" and shadow["接收学校"].startswith("外县W1校")


def test_an_undecided_leader_is_left_out_and_counted() -> None:
    here = with_teams(out("学校领导"), out("教师"))()
    mate = move("T2", "A", "W9", "支教", team="TP01", post="教师")
    sheet = _sheets(here, LEADER, mate)["支教跟岗名单"]
    (row,) = sheet.blocks[0].rows
    assert "T2" in row and "L1" not in str(sheet)
    assert any("另有领导人员安排 1 条" in note for note in sheet.notes)
    assert "支教跟岗名单" not in _sheets(here, LEADER)


@pytest.mark.parametrize(
    ("locked", "told"), [(False, True), (True, False)], ids=["undecided", "decided"]
)
def test_a_team_that_would_name_its_only_leader_is_not_to_be_published(
    locked: bool, told: bool
) -> None:
    """L1 leads A alone: told before the decision whether the plan sends L1 or not."""
    locks = [lock("L1", "W9", "支教")] if locked else []
    here = with_teams(out("学校领导"), out("教师"), locks=locks)()
    mate = move("T2", "A", "W9", "支教", team="TP01", post="教师")
    for plan in ([LEADER, mate], [mate]):
        notes = "".join(_sheets(here, *plan)["支教跟岗名单"].notes)
        assert ("TP01有的角色只有未定去留的学校领导能担任" in notes) is told
    found = [p for p in under_policy(here, ()) if p.kind == "sole_leader"]
    assert len(found) == told and all("L1" not in p.message for p in found)


def test_pairs_there_are_and_pairs_proposed() -> None:
    pairs = [PairingRow(school="A", other="C", kind="结对")]  # type: ignore[arg-type]
    params = Coverage(group="weak", partners=("strong",), share=Fraction(1))
    here = _with(situation(tiny(pairings=pairs)), "pairing_coverage", params)
    block = _sheets(here)["结对"].blocks[0]
    assert [row[1:4] for row in block.rows] == [
        ("城关小学", "镇中学校", "结对"), ("河东小学", "城关小学", "建议")
    ]  # fmt: skip
    assert [row[6] for row in block.rows] == ["20.0", "10.0"]


def test_researchers_are_proposed_schools_to_look_after() -> None:
    """R1 and R2 of the research office; C is the only school at a township seat."""
    whole, office = tiny(), school("R", kind="教研机构", township_seat=False)
    people = [teacher(f"R{n}", "R") for n in (1, 2)]
    there = situation(county([*whole.schools, office], people))
    params = Links(group="township_seat", least=1, cover_all=True)
    here = _with(there, "researcher_schools", params)
    (block,) = _sheets(here)["结对"].blocks
    assert [row[1:] for row in block.rows] == [
        ("R1", "样例R1", "镇中学校"), ("R2", "样例R2", "镇中学校")
    ]  # fmt: skip
    off = tuple(dataclasses.replace(row, force=Force.OFF) for row in here.policy.rules)
    policy = dataclasses.replace(here.policy, rules=off)
    assert "结对" not in _sheets(Situation(there.county, policy))


def test_costs_by_programme_and_in_all() -> None:
    params = Cost(modes=(Mode.SHADOWING,), per_year=36500, budget=None)
    here = _with(with_teams(*TEAM)(), "programme_cost", params)
    rows = _sheets(here, SHADOW)["经费"].blocks[0].rows
    assert [(row[1], row[2], row[4]) for row in rows] == [
        ("跟岗", "1", 36500),
        ("合计", None, 36500),
    ]


def _titled(*titles: str) -> Situation:
    """The county with a quota of each title, told apart by their ids."""
    here = with_quota(KEY)()
    (row,) = here.policy.rows_of(QUOTA_RULE)
    rows = [dataclasses.replace(row, instance=f"quota{i}", title=t) for i, t in enumerate(titles)]
    others = [x for x in here.policy.rules if x.rule != QUOTA_RULE]
    return Situation(here.county, dataclasses.replace(here.policy, rules=(*others, *rows)))


def test_a_quota_is_called_by_its_title_wherever_a_team_stands_and_read_back() -> None:
    here = _titled("骨干教师跟岗", "")
    named = move("T1", "A", "W1", "跟岗", team="quota0", post="骨干教师")
    nameless = move("T2", "A", "W1", "跟岗", team="quota1", post="骨干教师")
    run = finished_run()
    result = dataclasses.replace(run.result, roster=Roster.of((named, nameless)))
    run = dataclasses.replace(run, situation=here, result=result)
    names = Names(run)
    made = (*team_sheets(run, names), roster_sheet(run, names), plan_sheet(run, names))
    made += (leaders_book(here, (named, nameless)).sheet("安排表"),)
    shown = [sheet for sheet in made if sheet.name in ("支教跟岗名单", "交流名单", "安排表")]
    assert len(shown) == 4
    for sheet in shown:
        at = [column.header for column in sheet.blocks[0].columns].index("团队编号")
        assert [row[at] for row in sheet.blocks[0].rows] == ["骨干教师跟岗", "quota1"]
    ids = quota_names(here.policy)
    assert ids == {"骨干教师跟岗": "quota0", "quota0": "quota0", "quota1": "quota1"}


def test_two_quotas_of_one_title_are_called_by_their_ids() -> None:
    ids = quota_names(_titled("骨干教师跟岗", "骨干教师跟岗").policy)
    assert ids == {"quota0": "quota0", "quota1": "quota1"}


@pytest.mark.parametrize("title", ["骨干教师跟岗", "中层干部 双向挂职（派出）"])
def test_a_roster_with_a_quota_is_read_back_as_the_plan_it_was(title: str, tmp_path: Path) -> None:
    """By its title, and by the id that rosters had before."""
    here = _titled(title)
    run = finished_run()
    plan = Roster.of([move("T1", "A", "W1", "跟岗", team="quota0", post="骨干教师")])
    run = dataclasses.replace(
        run, situation=here, result=dataclasses.replace(run.result, roster=plan)
    )
    write_roster(run, tmp_path / "r.xlsx")
    rows = [(p.person, p.team) for p in read_roster(
        tmp_path / "r.xlsx", here.county, policy=here.policy).placements]  # fmt: skip
    assert rows == [("T1", "quota0")]

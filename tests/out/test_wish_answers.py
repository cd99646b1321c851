"""Why a wish was not granted: only what the checks establish, school by school."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from constraints.rotation.move_caps import CapScope, P
from constraints.situation import Situation
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import ExemptionRow, PointsRow, WishRow
from models.vocabulary import Mode, Round
from staffing.audit import audit
from staffing.competition.procedure import locked_with, run_round
from staffing.lists.stayed import not_moved
from staffing.lists.wish_answers import wish_answers
from staffing.modelling.candidates import propose
from staffing.roster_book.people import stayed_sheet
from tests.answers.planted import lock
from tests.competing import managed
from tests.every_roster import under
from tests.out.finished import finished_run
from tests.rules.teams import OUTSIDE, team
from tests.tiny import move, teacher, tiny


def wish(person: str, rank: int, school: str | None, mode: str = "交流") -> WishRow:
    return WishRow(person=person, rank=rank, school=school, mode=mode)  # type: ignore[arg-type]


def points(person: str, amount: int) -> PointsRow:
    return PointsRow(
        person=person, use="交流", item="教龄", points=amount, certifier="人事科"
    )  # type: ignore[arg-type]  # fmt: skip


def answers(
    wishes: list[WishRow], *plan: Placement, overlay: str = "", **sheets: Any
) -> dict[str, list[str]]:
    """Reasons by person under a plan."""
    there = under(tiny(wishes=wishes, **sheets), *([overlay] if overlay else []))
    slate, roster = propose(there), Roster.of(plan)
    found = wish_answers(slate, roster, audit(there, roster, slate.openings))
    return {str(p): [f"{a.rank}{a.school}：{a.reason}" for a in own] for p, own in found.items()}


def test_a_struck_pair_is_told_by_its_rule() -> None:
    uncertified = {"T1": {"certificate_stage": "幼儿园"}}
    there = tiny(uncertified, wishes=[wish("T1", 1, "B"), wish("T2", 1, "A")])
    slate = propose(under(there))
    told = wish_answers(slate, Roster(()), audit(slate.situation, Roster(()), slate.openings))
    reasons = {str(person): own[0].reason for person, own in told.items()}
    assert reasons == {"T1": "不符合学段、学科资格", "T2": "就在本校（同一法人学校）"}


def test_a_wish_for_another_county_is_told_the_rule_against_it() -> None:
    """T1 could take the counterpart's place at W1 but for an exemption; no seat leads to W2."""
    exempt = ExemptionRow(
        person="T1", kind="免", reason="（内部）", approval="已批准", approver="局", until=None
    )  # type: ignore[arg-type]  # fmt: skip
    sheets: dict[str, Any] = {
        "outside_schools": OUTSIDE,
        "teams": [team("教师", receiver="A", sender="W1", counterparts=1)],
    }
    wishes = [wish("T1", 1, "W1", "跟岗"), wish("T1", 2, "W2", "跟岗")]
    barred = answers(wishes, exemptions=[exempt], **sheets)["T1"]
    assert barred == ["1W1：符合免(缓)条件，已审批", "2W2：跟岗只补“支教团”表所列的名额"]
    (told, _) = answers(wishes, **sheets)["T1"]
    assert told.startswith("1W1：可以安排而未获安排")


def test_an_open_wish_without_a_known_reason_names_the_command() -> None:
    (told,) = answers([wish("T1", 1, "B")])["T1"]
    assert told == "1B：可以安排而未获安排，代价用 staffing explain 工作簿 T1 --to B 查看"


def test_whoever_moved_needs_no_answer() -> None:
    assert answers([wish("T1", 1, "B")], move("T1", "A", "B", subject="语文", stage="小学")) == {}


def test_more_points_are_told_without_a_name() -> None:
    wishes = [wish("T1", 1, "B"), wish("T2", 1, "B")]
    going = move("T1", "A", "B", subject="语文", stage="小学")
    high, low = [points("T1", 9), points("T2", 5)], [points("T1", 4), points("T2", 5)]
    assert answers(wishes, going, points=high)["T2"] == [
        "1B：该校该学科已安排积分更高的申请人 1 名"
    ]
    assert "积分" not in answers(wishes, going, points=low)["T2"][0]
    assert "积分" not in answers(wishes, points=high)["T2"][0]


def test_a_wish_for_what_the_policy_does_not_know() -> None:
    (told,) = answers([wish("T1", 1, None)])["T1"]
    assert "未指定学校，有学校可去" in told and "staffing explain 工作簿 T1 查看" in told
    (told,) = answers([wish("T3", 1, None)])["T3"]
    assert told == "1None：未指定学校；本人不在可安排交流之列（同校连续任教2年1个月，未满6年）"
    (told,) = answers([wish("T1", 1, None, "跟岗")])["T1"]
    assert told == "1None：未指定学校；跟岗只补“支教团”表所列的名额"
    (told,) = answers([wish("T1", 1, "B", "竞聘")])["T1"]
    assert "staffing solve --round" in told
    there = under(tiny(wishes=[wish("T1", 1, "B")]))
    modes = {k: v for k, v in there.policy.modes.items() if k != "rotation"}
    there = type(there)(there.county, replace(there.policy, modes=modes))
    slate = propose(there)
    told = wish_answers(slate, Roster(()), audit(there, Roster(()), slate.openings))
    assert told["T1"][0].reason == "本县政策未启用这种方式"  # type: ignore[index, attr-defined]


def test_who_lost_a_competition_is_told_the_line_and_the_tie_and_no_name() -> None:
    there = managed()
    before = wish_answers(propose(there), Roster(()), audit(there, Roster(()), ()))
    assert "staffing solve --round" in before["P1"][0].reason  # type: ignore[index]
    told = []
    for score in (5, 7):  # P2, who has seven, is admitted
        level = replace(there.county, points=tuple(
            p.model_copy(update={"points": score}) if p.person == "P1" else p
            for p in there.county.points))  # fmt: skip
        here = Situation(level, there.policy)
        done = locked_with(here, run_round(here, Round.DISTRICT).locks("局"))
        found = wish_answers(propose(done), Roster(()), audit(done, Roster(()), ()))
        winners = {lock.person for lock in done.county.locks}
        loser = "P1" if "P1" not in winners else "P2"
        told.append(found[loser][0].reason)  # type: ignore[index]
        assert not any(w in told[-1] for w in winners)
        assert "该校没有录取教这门学科的人" in found["P4"][0].reason  # type: ignore[index]
    assert "竞聘分5，低于录取线7" in told[0] and "竞聘分7与录取线相同，按" in told[1]


@pytest.mark.parametrize(("limit", "full"), [(1, True), (2, False)])
def test_a_school_that_the_plan_has_filled(limit: int, full: bool) -> None:
    there = under(tiny(wishes=[wish("T4", 1, "B")]))
    row = next(r for r in there.policy.rules if r.rule == "move_caps")
    params = P(
        scope=CapScope.IN, modes=(Mode.ROTATION,), groups=(), share=None, heads=limit, least=0
    )
    held = replace(row, force=Force.HARD, params=params)
    rules = tuple(held if r is row else r for r in there.policy.rules)
    there = type(there)(there.county, replace(there.policy, rules=rules))
    slate = propose(there)
    roster = Roster.of([move("T1", "A", "B", subject="语文", stage="小学")])
    told = wish_answers(slate, roster, audit(there, roster, slate.openings))
    reason = told["T4"][0].reason  # type: ignore[index]
    assert ("接收已满" in reason and f"已 {limit} 人，上限 {limit} 人" in reason) is full


def test_a_limit_the_locks_exceed_is_told_as_it_stands() -> None:
    """Two are locked into a school approved for one: the limit is one, not three."""
    guests = [teacher("T8", "A", "英语"), teacher("T9", "A", "音乐")]
    locks = [lock("T8", "B", "调动"), lock("T9", "B", "调动")]
    there = under(
        tiny(
            changes={"B": {"approved": 1}}, more=guests, locks=locks,
            wishes=[wish("T1", 1, "B", "调动")],
        )
    )  # fmt: skip
    slate = propose(there)
    locked = [
        move("T8", "A", "B", "调动", relation="调动", subject="英语", stage="小学"),
        move("T9", "A", "B", "调动", relation="调动", subject="音乐", stage="小学"),
    ]
    roster = Roster.of(locked)
    told = wish_answers(slate, roster, audit(there, roster, slate.openings))
    reason = told["T1"][0].reason  # type: ignore[index]
    assert reason == "编制已满（核定编制上限：本方案已 3 人，上限 1 人，其中锁定占用 2 人）"


def test_a_school_over_its_establishment_is_told_with_what_is_approved() -> None:
    books = [teacher("T8", "B", "英语"), teacher("T9", "B", "音乐")]
    wishes = [wish("T1", 1, "B", "调动")]
    (told,) = answers(wishes, changes={"B": {"approved": 1}}, more=books)["T1"]
    assert told == (
        "1B：编制已满（核定编制上限：本方案已 3 人，上限 3 人；核定编制 1 人，安排前已在编 3 人）"
    )


def test_the_sheet_answers_every_wish_and_keeps_an_exemption_secret() -> None:
    exempt = ExemptionRow(person="T2", kind="免", reason="内部", approval="已批准")  # type: ignore[arg-type]
    wishes = [wish("T1", 1, "B"), wish("T1", 2, "C"), wish("T2", 1, "B")]
    there = under(tiny(wishes=wishes, exemptions=[exempt]))
    slate = propose(there)
    told = wish_answers(slate, Roster(()), audit(there, Roster(()), slate.openings))
    stayed = not_moved(there, Roster(()), slate.counts_of, told)
    sheet = stayed_sheet(*_book(there, stayed))
    column = [c.header for c in sheet.blocks[0].columns].index("各志愿未获安排的原因")
    cells = {row[1]: str(row[column]) for row in sheet.blocks[0].rows}
    assert (
        cells["T1"].startswith("第1志愿河东小学（交流）：") and "；第2志愿镇中学校" in cells["T1"]
    )
    assert cells["T2"] == ""
    assert "就在本校" in str(slate.counts) and "就在本校" not in str(slate.counts_of)
    assert "就在本校" not in "".join(str(cell) for row in sheet.blocks[0].rows for cell in row)


def _book(there: Any, stayed: Any) -> Any:
    from staffing.roster_book.names import Names

    run = replace(finished_run(), situation=there, not_moved=stayed)
    return run, Names(run)

"""Single cells of a roster edited by hand: decided, or refused with what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest

from models.column import Code
from models.problem import InputRefused
from models.roster import Placement, Roster
from models.sheets import LockRow, WishRow
from models.vocabulary import Mode, TeamRole
from staffing.answers.source import BasePlan
from staffing.answers.suppose.edits import Edits, read_edits
from staffing.answers.suppose.replanning import replan
from staffing.intake import check_book
from staffing.locks.announced import Kept, against
from staffing.locks.impossible import refuse_impossible
from staffing.locks.published import Published, lock_published
from staffing.modelling.candidates import propose
from staffing.solve import solve
from tests.answers.at_hand import base_of, write_rows
from tests.every_roster import under
from tests.rules.teams import OUTSIDE, guest, team
from tests.tiny import move, teacher, tiny
from tests.workbook import build

ROLES = (TeamRole.TEACHER, TeamRole.KEY_TEACHER)
LETTERS = {"post": "G", "counterpart": "M", "successor": "N", "return_school": "O"}


def county(**sheets: Any) -> Any:
    """A receives a team of two roles from W1, and sends a counterpart for each; T1 is a key
    teacher and could be either, T3 is not."""
    return tiny(
        more=[teacher(code, "A", "语文", key_level="县级") for code in ("K1", "K2")],
        teams=[team(role, receiver="A", counterparts=1) for role in ROLES],
        outside_schools=OUTSIDE,
        outside_people=[guest(f"G{i}", role, receiver="A") for i, role in enumerate(ROLES)],
        **sheets,
    )


@pytest.fixture(scope="module")
def base() -> BasePlan:
    return base_of(under(county()))


def first(base: BasePlan, mode: Mode, post: str | None = None) -> Placement:
    return next(p for p in base.roster.placements if p.mode is mode and p.post == post)


def edited(base: BasePlan, row: Placement, folder: Path, **cells: Any) -> Edits:
    """The roster with these cells of a row written by hand."""
    rows = [replace(p, **cells) if p == row else p for p in base.roster.placements]
    write_rows(rows, folder / "hand.xlsx")
    return read_edits(base, folder / "hand.xlsx")


def test_another_role_is_decided_and_kept(base: BasePlan, tmp_path: Path) -> None:
    key = first(base, Mode.SHADOWING, "骨干教师")
    found = edited(base, key, tmp_path, post="教师")
    (edit,) = found.edits
    assert edit.person == key.person and "任教师" in edit.decisions[0].words
    again = replan(base, list(found.decisions), afresh=False).run.result.roster
    assert again is not None
    (now,) = again.by_person[key.person]
    assert (now.mode, now.host, now.post) == (Mode.SHADOWING, key.host, "教师")


REFUSED: tuple[tuple[Mode, str | None, str, str, str], ...] = (
    (Mode.SHADOWING, "教师", "counterpart", "G1", "一人只对应一人"),
    (Mode.SHADOWING, "教师", "successor", "T5", "写在支教人员那一行"),
    (Mode.SHADOWING, "教师", "return_school", "B", "恢复原来的“A”"),
    (Mode.SHADOWING, "教师", "post", "班主任", "岗位应为"),
    (Mode.SHADOWING, "教师", "post", "学校领导", "没有这个岗位的名额"),
    (Mode.ROTATION, None, "post", "班主任", "交流没有可以锁定的岗位"),
    (Mode.ROTATION, None, "counterpart", "T3", "清空这一格"),
    (Mode.ROTATION, None, "return_school", "C", "期满返回"),
)


@pytest.mark.parametrize(("mode", "post", "name", "value", "words"), REFUSED)
def test_what_no_decision_takes_up_is_refused_at_its_cell(
    mode: Mode, post: str | None, name: str, value: str, words: str, base: BasePlan, tmp_path: Path
) -> None:
    row = first(base, mode, post)
    with pytest.raises(InputRefused) as refused:
        edited(base, row, tmp_path, **{name: value})
    (problem,) = refused.value.problems
    assert problem.cell == f"{LETTERS[name]}{base.roster.placements.index(row) + 3}"
    assert words in problem.message and f"改成了“{value}”" in problem.message


def test_all_of_them_are_told_in_one_go(base: BasePlan, tmp_path: Path) -> None:
    row = first(base, Mode.SHADOWING, "教师")
    with pytest.raises(InputRefused) as refused:
        edited(base, row, tmp_path, post="班主任", counterpart=Code("G1"), return_school=Code("C"))
    assert [p.cell[0] for p in refused.value.problems] == ["G", "M", "O"]


def test_emptied_cells_count_as_they_were_and_that_is_said(base: BasePlan, tmp_path: Path) -> None:
    row = first(base, Mode.SHADOWING, "教师")
    found = edited(base, row, tmp_path, post=None, counterpart=None, return_school=None)
    assert found.edits == ()
    told = [w for w in found.warnings if w.kind == "emptied"]
    assert [w.cell[0] for w in told] == ["G", "M"]  # a blank 返回学校 is the way back home
    assert "照原来的“教师”算" in told[0].message


def test_columns_left_out_say_nothing(base: BasePlan, tmp_path: Path) -> None:
    write_rows(list(base.roster.placements), tmp_path / "hand.xlsx")
    book = openpyxl.load_workbook(tmp_path / "hand.xlsx")
    for letter in ("O", "N", "M", "G"):
        book["安排表"].delete_cols(ord(letter) - ord("A") + 1)
    book.save(tmp_path / "hand.xlsx")
    found = read_edits(base, tmp_path / "hand.xlsx")
    assert found.edits == () and found.warnings == ()


def test_a_role_that_a_lock_states_is_given() -> None:
    """T1 would sit as a key teacher; the decision says otherwise."""
    lock = LockRow(
        person="T1", mode="跟岗", school="W1", role="教师", reason="公示", decided_by="局"
    )
    plan = solve(under(county(locks=[lock]))).roster
    assert plan is not None and [p.post for p in plan.by_person[Code("T1")]] == ["教师"]
    there = under(county(locks=[lock.model_copy(update={"role": TeamRole.LEADER})]))
    with pytest.raises(InputRefused, match="没有这个岗位的名额"):
        refuse_impossible(there)


WISH = WishRow(person="T1", rank=1, school="W1", mode="跟岗")  # type: ignore[arg-type]


def announced(role: TeamRole | None, **sheets: Any) -> Published:
    """T1 announced as 跟岗 at W1 in a role."""
    row = move("T1", "A", "W1", mode=Mode.SHADOWING, subject="语文", post=role and role.value)
    return lock_published(under(county(**sheets)), Roster.of([row]), "公示.xlsx")


def test_a_role_that_was_published_is_locked_and_given() -> None:
    """T1 would sit as a key teacher, were the role not announced."""
    for role in (TeamRole.TEACHER, TeamRole.KEY_TEACHER):
        found = announced(role, wishes=[WISH])
        assert [lock.role for lock in found.locked] == [role]
        plan = solve(under(found.county)).roster
        assert plan is not None and [p.post for p in plan.by_person[Code("T1")]] == [role]
    assert [lock.role for lock in announced(None, wishes=[WISH]).locked] == [None]


def test_a_lock_of_the_workbook_is_made_as_precise_as_the_published_role() -> None:
    own = LockRow(person="T1", mode="跟岗", school="W1", reason="公示", decided_by="局")
    assert [k.role for k in announced(TeamRole.TEACHER, locks=[own]).locked] == [TeamRole.TEACHER]
    other = own.model_copy(update={"role": TeamRole.KEY_TEACHER})
    assert [k.role for k in announced(None, locks=[other]).locked] == [TeamRole.KEY_TEACHER]
    with pytest.raises(InputRefused, match="与“锁定”表或前面已公示的结果不一致"):
        announced(TeamRole.TEACHER, locks=[other])


def test_another_role_than_announced_is_a_broken_lock() -> None:
    here = under(county(wishes=[WISH]))
    as_teacher, as_key = (
        move("T1", "A", "W1", mode=Mode.SHADOWING, subject="语文", post=role)
        for role in ("教师", "骨干教师")
    )
    for plan, differs in ((as_teacher, False), (as_key, True)):
        shown = [("公示.xlsx", Roster.of([as_teacher]))]
        found = against(propose(here), shown, Roster.of([plan]))
        assert [d.kept for d in found.departures] == [Kept.BROKEN] * differs


def test_a_role_is_for_teams_alone(tmp_path: Path) -> None:
    lock = [["教师编号", "方式", "学校代码", "理由", "决定人", "岗位"],
            ["T01", "交流", "0302", "公示", "局", "教师"]]  # fmt: skip
    found = check_book(build.write(tmp_path / "b.xlsx", build.sound() | {"锁定": lock}))
    (problem,) = found.errors
    assert (problem.cell, problem.kind) == ("F2", "not_for_mode")
    assert "岗位只用于支教、跟岗、挂职" in problem.message

"""Checks across the sheets about people: what a teacher's post requires, stages, locks."""

from __future__ import annotations

from collections import defaultdict

from models.column import Field
from models.sheets import LockRow, SchoolRow, TeacherRow
from models.vocabulary import Mode, PostKind, SchoolKind, StaffStatus, Stage
from staffing.workbook.ledger import Ledger
from staffing.workbook.references import Tables
from staffing.workbook.school_checks import stages_by_school
from staffing.workbook.table import Draft, Table


def check_people(tables: Tables, ledger: Ledger) -> None:
    """All checks about people."""
    _check_posts(tables[TeacherRow], ledger)
    _check_stages(tables, ledger)
    _check_locks(tables[LockRow], ledger)


def _check_posts(table: Table, ledger: Ledger) -> None:
    """What is ★ for 教师岗 only: a missing column is said once, a blank cell by cell."""
    if not table.readable:
        return
    posts = [draft for draft in table.drafts if draft.get("post_kind") is PostKind.TEACHER]
    wanted = [f for f in TeacherRow.fields() if f.name in TeacherRow.required_of_teachers]
    for field in wanted:
        if field.name in table.columns:
            _check_filled(table, posts, field, ledger)
        elif posts:
            message = (
                f"缺少“{field.column.header}”列：岗位类别是“{PostKind.TEACHER}”的，人人要填"
                f"（本表 {len(table.drafts)} 人中有 {len(posts)} 人是）；请补上这一列"
            )
            ledger.error(TeacherRow.sheet, (0, None), "missing_column", message)


def _check_filled(table: Table, posts: list[Draft], field: Field, ledger: Ledger) -> None:
    for draft in posts:
        if draft.get(field.name) is None and field.name not in draft.refused:
            message = f"{field.column.header}是空白，岗位类别是教师的必填；请填写"
            place = table.place(draft, field.name)
            ledger.error(TeacherRow.sheet, place, "blank_required", message)


def _check_stages(tables: Tables, ledger: Ledger) -> None:
    """A person on duty teaches a stage the school has; research offices teach none of their own."""
    table, stages = tables[TeacherRow], stages_by_school(tables)
    kinds = {draft.get("code"): draft.get("kind") for draft in tables[SchoolRow].drafts}
    for draft in table.drafts:
        stage, school = draft.get("stage"), draft.get("duty_school")
        own = stages.get(school)
        exempt = (
            draft.get("status") is not StaffStatus.ON_DUTY
            or kinds.get(school) is SchoolKind.RESEARCH
        )
        if exempt or not own or not isinstance(stage, Stage) or stage in own:
            continue
        listed = "、".join(s for s in Stage if s in own)
        message = f"任教学段“{stage}”不是现任教学校“{school}”办的学段（{listed}）；请核对学校或学段"
        ledger.error(TeacherRow.sheet, table.place(draft, "stage"), "wrong_stage", message)


def _check_locks(table: Table, ledger: Ledger) -> None:
    """A lock names a school unless it is 留任; one person is not locked two ways at once."""
    seen: defaultdict[object, list[Draft]] = defaultdict(list)
    for draft in table.drafts:
        mode, person = draft.get("mode"), draft.get("person")
        blank = draft.get("school") is None and "school" not in draft.refused
        forbids = mode is Mode.ITINERANT and draft.get("periods") == 0
        if isinstance(mode, Mode) and mode is not Mode.STAY and blank and not forbids:
            message = f"锁定方式是“{mode}”，必须写明学校代码；请填写"
            ledger.error(LockRow.sheet, table.place(draft, "school"), "blank_required", message)
        _check_lessons(table, draft, ledger)
        if person is None or not isinstance(mode, Mode) or mode is Mode.ITINERANT:
            continue
        for other in seen[person]:
            if (other.get("mode"), other.get("school")) != (mode, draft.get("school")):
                message = (
                    f"与第{other.number}行矛盾：同一人既锁定“{_locked(other)}”"
                    f"又锁定“{_locked(draft)}”；请只留一行"
                )
                place = table.place(draft, "mode")
                ledger.error(LockRow.sheet, place, "contradictory_lock", message)
                break
        seen[person].append(draft)


def _locked(draft: Draft) -> str:
    """``交流到B``."""
    school = draft.get("school")
    return f"{draft.get('mode')}到{school}" if school is not None else f"{draft.get('mode')}"


def _check_lessons(table: Table, draft: Draft, ledger: Ledger) -> None:
    """Subject and weekly lessons are stated of 走教 alone."""
    mode = draft.get("mode")
    for field, header in (("subject", "学科"), ("periods", "周课时")):
        if isinstance(mode, Mode) and mode is not Mode.ITINERANT and draft.get(field) is not None:
            message = f"锁定方式是“{mode}”，{header}只用于走教；请清空"
            ledger.error(LockRow.sheet, table.place(draft, field), "not_for_mode", message)

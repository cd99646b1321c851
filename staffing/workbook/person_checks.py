"""Checks across the sheets about people: what a teacher's post requires, stages, locks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from constraints.facts.seats import AWAY_MODES
from models.column import Field
from models.sheets import LockRow, SchoolChangeRow, SchoolRow, TeacherRow, TermRow
from models.vocabulary import Mode, PostKind, SchoolChange, SchoolKind, StaffStatus, Stage
from staffing.workbook.ledger import Ledger
from staffing.workbook.references import Tables
from staffing.workbook.school_checks import stages_by_school
from staffing.workbook.table import Draft, Table


def check_people(tables: Tables, ledger: Ledger) -> None:
    """All checks about people."""
    _check_posts(tables[TeacherRow], ledger)
    _check_stages(tables, ledger)
    _check_locks(tables, ledger)


def _check_posts(table: Table, ledger: Ledger) -> None:
    """What is ★ for 教师岗 only: a missing column is said once, a blank cell by cell."""
    if not table.readable:
        return
    posts = [draft for draft in table.drafts if draft.get("post_kind") is PostKind.TEACHER]
    wanted = [f for f in TeacherRow.fields() if f.name in TeacherRow.required_of_teachers]
    for field in wanted:
        if field.name in table.columns:
            _check_filled(table, posts, field, ledger)
        elif posts and field.name not in table.doubled:
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


def _check_locks(tables: Tables, ledger: Ledger) -> None:
    """A lock names a school unless it is 留任; one person is not locked two ways at once."""
    table, kinds = tables[LockRow], tables[SchoolRow].drafts
    stages = {
        x.get("code"): kind.stages for x in kinds if isinstance(kind := x.get("kind"), SchoolKind)
    }
    seen: defaultdict[object, list[Draft]] = defaultdict(list)
    for draft in table.drafts:
        mode, person = draft.get("mode"), draft.get("person")
        blank = draft.get("school") is None and "school" not in draft.refused
        forbids = mode is Mode.ITINERANT and draft.get("periods") == 0
        if isinstance(mode, Mode) and mode is not Mode.STAY and blank and not forbids:
            message = f"锁定方式是“{mode}”，必须写明学校代码；请填写"
            ledger.error(LockRow.sheet, table.place(draft, "school"), "blank_required", message)
        _check_lessons(table, draft, ledger)
        _check_lock_stage(table, draft, stages, ledger)
        if _other_days(tables, draft, ledger):
            continue
        _check_lock_school(tables, draft, ledger)
        if person is None or not isinstance(mode, Mode) or mode is Mode.ITINERANT:
            continue
        for other in seen[person]:
            if _decided(other) != _decided(draft):
                message = (
                    f"与第{other.number}行矛盾：同一人既锁定“{_locked(other)}”"
                    f"又锁定“{_locked(draft)}”；请只留一行"
                )
                place = table.place(draft, "mode")
                ledger.error(LockRow.sheet, place, "contradictory_lock", message)
                break
        seen[person].append(draft)


def _decided(draft: Draft) -> tuple[object, ...]:
    """Everything a lock decides of a full-time place."""
    fields = ("mode", "school", "subject", "stage", "start", "end", "role")
    return tuple(draft.get(field) for field in fields)


def _locked(draft: Draft) -> str:
    """``交流到B教小学语文``."""
    school = draft.get("school")
    taught = "".join(str(x) for x in (draft.get("stage"), draft.get("subject")) if x is not None)
    words = f"{draft.get('mode')}到{school}" if school is not None else f"{draft.get('mode')}"
    start, end = draft.get("start"), draft.get("end")
    days = f"（{start or ''}起{end or ''}止）" if start or end else ""
    return f"{words}教{taught}{days}" if taught else f"{words}{days}"


def _other_days(tables: Tables, draft: Draft, ledger: Ledger) -> bool:
    """Whether a lock is of other days than the term's, and so none; that, and one that began in an
    earlier term, is said."""
    table, term = tables[LockRow], next(iter(tables[TermRow].drafts), None)
    first, last = (term and term.get("start")), (term and term.get("end"))
    start, end = draft.get("start"), draft.get("end")
    if not isinstance(first, date) or not isinstance(last, date):
        return False
    if isinstance(end, date) and end < first:
        message = f"止（{end}）在本期起（{first}）以前：这条锁定已经期满，本期不算；仍有效的请改止"
        ledger.warn(LockRow.sheet, table.place(draft, "end"), "lock_over", message)
        return True
    if isinstance(start, date) and start > last:
        message = f"起（{start}）在本期止（{last}）以后：这条锁定本期还不算；起填错的请改正"
        ledger.warn(LockRow.sheet, table.place(draft, "start"), "lock_to_come", message)
        return True
    away = draft.get("mode") not in (Mode.STAY, Mode.ITINERANT)
    if away and isinstance(start, date) and start < first:
        message = (
            f"起（{start}）在本期起（{first}）以前：按以前学期已经到位计，期内照旧不动，"
            "不列为本期的安排；本期新定的，请改起或空着"
        )
        ledger.warn(LockRow.sheet, table.place(draft, "start"), "lock_begun", message)
    return False


_WHOSE = {"periods": "只用于走教", "role": f"只用于{'、'.join(AWAY_MODES)}"}
"""Columns of 锁定 that few ways of going have."""


def _check_lessons(table: Table, draft: Draft, ledger: Ledger) -> None:
    """Weekly lessons are stated of 走教 alone, subject and stage of whoever goes somewhere, a role
    of who goes with a team."""
    mode = draft.get("mode")
    stated = {"subject": "学科", "stage": "任教学段"} if mode is Mode.STAY else {}
    lessons = {"periods": "周课时"} if mode is not Mode.ITINERANT else {}
    roles = {"role": "岗位"} if mode not in AWAY_MODES else {}
    for field, header in {**stated, **lessons, **roles}.items():
        if isinstance(mode, Mode) and draft.get(field) is not None:
            whose = _WHOSE.get(field, "只用于外出任教的")
            message = f"锁定方式是“{mode}”，{header}{whose}；请清空"
            ledger.error(LockRow.sheet, table.place(draft, field), "not_for_mode", message)


def _check_lock_school(tables: Tables, draft: Draft, ledger: Ledger) -> None:
    """Nobody is locked to a school that is closed or merged by the first day of the term; one that
    closes later is to be looked into."""
    table, changes = tables[LockRow], tables[SchoolChangeRow]
    term = next(iter(tables[TermRow].drafts), None)
    start, end = (term and term.get("start")), (term and term.get("end"))
    if draft.get("mode") is Mode.STAY or not isinstance(start, date) or not isinstance(end, date):
        return
    forbids = draft.get("mode") is Mode.ITINERANT and draft.get("periods") == 0
    if draft.get("school") not in {school.get("code") for school in tables[SchoolRow].drafts}:
        return
    for change in changes.drafts:
        day, way = change.get("effective"), change.get("change")
        known = isinstance(day, date) and way in (SchoolChange.CLOSE, SchoolChange.MERGE)
        if not known or forbids or change.get("school") != draft.get("school"):
            continue
        assert isinstance(day, date)
        heir = change.get("successor")
        taken = f"，由“{heir}”承接" if heir else ""
        said = f"“学校调整”表第{change.number}行：{way}，{day}生效{taken}"
        place = table.place(draft, "school")
        if day <= start:
            message = f"锁定的学校“{draft.get('school')}”已撤并（{said}），不能再安排人；请改学校"
            ledger.error(LockRow.sheet, place, "closed_lock", message)
        elif day <= end:
            message = f"锁定的学校“{draft.get('school')}”本期内撤并（{said}）；请核对是否仍去"
            ledger.warn(LockRow.sheet, place, "closing_lock", message)


def _check_lock_stage(
    table: Table, draft: Draft, stages: Mapping[object, Collection[str]], ledger: Ledger
) -> None:
    """A stage a lock states is one that the school, where it is of this county, runs."""
    stage, school = draft.get("stage"), draft.get("school")
    own = stages.get(school)
    if isinstance(stage, Stage) and own and stage not in own:
        listed = "、".join(s for s in Stage if s in own)
        message = (
            f"任教学段“{stage}”不是学校“{school}”办的学段（{listed}）；请核对学校或学段，"
            "或空着由程序按本人的学段定"
        )
        ledger.error(LockRow.sheet, table.place(draft, "stage"), "wrong_stage", message)

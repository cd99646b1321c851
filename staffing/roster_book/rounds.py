"""竞聘录取线, 未上岗人员, 锁定: what the rounds of 县管校聘 decided, and what they hand on."""

from __future__ import annotations

from models.sheets import LockRow
from models.vocabulary import Round
from staffing.competition.round_result import Cutoff, RoundResult, points_words
from staffing.leaders.discretion import nameable
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names

_CUTOFF_COLUMNS = (
    Column("轮次", 10),
    Column("学校代码", 13),
    Column("学校", 24, wrap=True),
    Column("学科", 10),
    Column("等级", 8),
    Column("名额", 7),
    Column("报名", 7),
    Column("录取", 7),
    Column("录取线", 9),
    Column("末位同分按", 11),
    Column("录取人员", 40, wrap=True),
)
_UNPLACED_COLUMNS = (
    Column("轮次", 10),
    Column("教师编号", 12),
    Column("姓名", 11),
    Column("现任教学校", 24, wrap=True),
    Column("原因", 70, wrap=True),
)


def round_sheets(run: Run, names: Names) -> tuple[Sheet, ...]:
    """Cut-offs, who got nothing and why, rows for 锁定; none without a round."""
    if not run.rounds:
        return ()
    sheets = [unplaced_sheet(run, names)]
    if any(held.cutoffs for held in run.rounds):
        sheets.insert(0, cutoff_sheet(run, names))
    if run.partial:
        sheets.append(lock_sheet(run))
    return tuple(sheets)


def cutoff_sheet(run: Run, names: Names) -> Sheet:
    """竞聘录取线: one row per post offered, may be published when the round is."""
    rows = tuple(
        (held.round.value, *_cutoff_row(names, cut)) for held in run.rounds for cut in held.cutoffs
    )
    notes = [
        "每个岗位都由申报者中竞聘分最高的人上岗；录取线是最后一名录取者的竞聘分，无人录取的空着。",
        "报名按志愿计：凡志愿符合这个岗位、规则许可的都算，包括已在更前志愿上岗的；"
        "一个志愿符合几个岗位的，各岗位都算。",
        "同一轮内腾出的岗位和编制，到下一轮才能用。",
    ]
    if run.stage is Round.FORECAST:
        notes.insert(0, "预测，供局内研究，不得公布；以各轮实际公示的结果为准。")
    title = f"{run.county_name}县管校聘各岗位录取线"
    return Sheet("竞聘录取线", title, (Block(_CUTOFF_COLUMNS, rows),), tuple(notes))


def _cutoff_row(names: Names, cut: Cutoff) -> tuple[Value, ...]:
    return (
        cut.school,
        names.school(cut.school),
        cut.subject or "不限",
        cut.grade or "不限",
        cut.places,
        cut.applied,
        len(cut.admitted),
        None if cut.lowest is None else points_words(cut.lowest),
        cut.tie or None,
        names.people(nameable(names.county, cut.admitted)) or None,
    )


def unplaced_sheet(run: Run, names: Names) -> Sheet:
    """未上岗人员: each with the reason of every wish; to be told to the person alone."""
    rows = tuple(row for held in run.rounds for row in _unplaced(run, names, held))
    note = "内部使用。原因只说本人的条件、公布的录取线和岗位，告知时一人一说，不张贴。"
    title = f"{run.county_name}县管校聘未上岗人员"
    return Sheet("未上岗人员", title, (Block(_UNPLACED_COLUMNS, rows),), (note,))


def _unplaced(run: Run, names: Names, held: RoundResult) -> list[tuple[Value, ...]]:
    found: list[tuple[Value, ...]] = []
    for left in held.unplaced:
        row = run.county.teacher.get(left.person)
        school = names.school(row.duty_school) if row else None
        reasons = "；".join(names.reason(text) for text in left.reasons)
        found.append((held.round.value, left.person, names.person(left.person), school, reasons))
    return found


def lock_sheet(run: Run) -> Sheet:
    """锁定: this round's result as rows to be put into the workbook once it is published."""
    columns = tuple(Column(field.column.header, 16, wrap=True) for field in LockRow.fields())
    rows = tuple(
        tuple(_lock_value(lock, field.name) for field in LockRow.fields())
        for held in run.rounds
        for lock in held.locks("（填写）")
        if nameable(run.county, (lock.person,))
    )
    return Sheet("锁定", f"{run.county_name}公示后填入“锁定”表", (Block(columns, rows),), bare=True)


def _lock_value(lock: LockRow, field: str) -> Value:
    if field == "decided_by":
        return None  # the office's to fill in: who decides is not the program's to say
    value: Value = getattr(lock, field)
    return str(value) if value is not None else None

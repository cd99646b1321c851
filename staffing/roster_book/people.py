"""交流名单, 安排表, 公示名单, 未交流原因: sheets with one row per person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from constraints.facts.exemption import PUBLIC_REASON
from models.column import Row
from models.roster import Placement
from models.sheets.plan import CarriedRow, PlanRow
from models.vocabulary import Relation, Word
from staffing.lists.going_on import held_words
from staffing.naming import CountyNames
from staffing.result import NotMoved, Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names, leaders_words, moving, public
from staffing.tables import PROPOSED_MEANS, proposed_words
from staffing.wording import period_words

_LIST_COLUMNS = (
    Column("序号", 5),
    Column("教师编号", 11),
    Column("姓名", 10),
    Column("性别", 5),
    Column("学段", 7),
    Column("学科", 10),
    Column("职称", 8),
    Column("骨干级别", 8),
    Column("派出学校", 22, wrap=True),
    Column("派出地", 7),
    Column("接收学校", 22, wrap=True),
    Column("接收地", 7),
    Column("方式", 7),
    Column("关系", 8),
    Column("起", 11),
    Column("止", 11),
    Column("周课时", 7),
    Column("来源", 18, wrap=True, judges=True),
    Column("团队编号", 12, wrap=True),
    Column("对应人员", 10),
    Column("接替人员", 10),
    Column("期满返回", 18, wrap=True),
    Column("编制", 12),
)


_LIST_BLANKS = "周课时只写走教的，空白是全职；团队编号、对应人员、接替人员只写支教、跟岗的。"


def roster_sheet(run: Run, names: Names) -> Sheet:
    """交流名单: everyone who moves, one complete fact a row."""
    rows = tuple(
        (number, *_list_row(run, names, placement))
        for number, placement in enumerate(moving(run), 1)
    )
    proposed = proposed_words(moving(run))
    held = f"，其中建议人选 {proposed}，{PROPOSED_MEANS}" if proposed else ""
    note = f"共 {len(rows)} 条安排{held}。"
    notes = (note, *((leaders_words(run),) if run.withheld else ()), _LIST_BLANKS)
    return Sheet("交流名单", f"{run.county_name}教师交流名单", (Block(_LIST_COLUMNS, rows),), notes)


def _list_row(run: Run, names: Names, p: Placement) -> tuple[Value, ...]:
    row = run.county.teacher.get(p.person)
    return (
        p.person,
        names.person(p.person),
        row.gender.value if row else None,
        p.stage.value if p.stage else _word(row, "stage"),
        p.subject or (row.subject if row else None),
        _word(row, "title"),
        _word(row, "key_level"),
        names.origin(p),
        names.locale(p.home),
        names.destination(p),
        names.locale(p.host),
        p.mode.value,
        p.relation.value,
        p.start,
        p.end,
        p.periods,
        names.source(p),
        names.team(p.team),
        names.person(p.counterpart),
        names.person(p.successor),
        names.school(p.return_school),
        "随人转入" if p.relation is Relation.TRANSFERRED else "留在原校",
    )


def _word(row: Row | None, field: str) -> str | None:
    value = getattr(row, field, None)
    return None if value is None else value.value


def plan_sheet(run: Run, names: Names) -> Sheet:
    """安排表: the plan table of the contract, read again by audit, replan and pin."""
    return plan_table(f"{run.county_name}安排表", names, run.shown)


def carried_sheet(run: Run, names: Names) -> Sheet | None:
    """以前安排: what earlier terms placed and this workbook does not tell; None when nothing."""
    if not run.county.carried:
        return None
    found = plan_table(f"{run.county_name}以前安排", names, run.county.carried)
    return replace(found, name=CarriedRow.sheet)


def plan_table(title: str, names: CountyNames, placements: Iterable[Placement]) -> Sheet:
    """Placements in the form of the contract, one a row."""
    columns = tuple(Column(f.column.header, _PLAN_WIDTHS.get(f.name, 12)) for f in PlanRow.fields())
    rows = tuple(
        tuple(_plan_value(names, placement, f.name) for f in PlanRow.fields())
        for placement in placements
    )
    return Sheet("安排表", title, (Block(columns, rows),), bare=True)


_PLAN_WIDTHS = {"mode": 7, "relation": 8, "periods": 8}


def _plan_value(names: CountyNames, placement: Placement, field: str) -> Value:
    if field == "name":
        return names.person(placement.person)
    if field == "home" and not placement.home:
        field = "host"  # a recruit comes from no school, and the column is ★
    if field == "team":
        return names.team(placement.team)
    value: Any = getattr(placement, field)
    cell: Value = value.value if isinstance(value, Word) else value
    return cell


_PUBLIC_COLUMNS = (
    Column("序号", 6),
    Column("姓名", 12),
    Column("性别", 6),
    Column("学科", 12),
    Column("职称", 10),
    Column("原学校", 30, wrap=True),
    Column("交流学校", 30, wrap=True),
    Column("方式", 8),
    Column("期限", 26),
)
_DAY = "____年__月__日"


def notice_sheet(run: Run, names: Names) -> Sheet:
    """公示名单: what may be published, how many rows are held back, how many placements of earlier
    terms go on."""
    shown, everyone = public(run), moving(run)
    rows = tuple((number, *_notice_row(run, names, p)) for number, p in enumerate(shown, 1))
    proposed, leaders = proposed_words(everyone), len(run.withheld)
    held = [
        f"建议人选 {proposed}待确认，未列入" if proposed else "",
        f"领导干部 {leaders} 人按干部管理权限另行办理，未列入" if leaders else "",
    ]
    lines = (
        f"公示起止：{_DAY}至{_DAY}　　受理电话：________________　　受理部门：________________",
        "；".join(h for h in held if h) + "。" if any(held) else "",
        held_words(run.situation),
    )
    block = Block(_PUBLIC_COLUMNS, rows, lines_after=tuple(line for line in lines if line))
    title = f"{run.county_name}{run.county.term.school_year}学年教师交流轮岗公示名单"
    return Sheet("公示名单", title, (block,))


def _notice_row(run: Run, names: Names, p: Placement) -> tuple[Value, ...]:
    row = run.county.teacher.get(p.person)
    return (
        names.person(p.person),
        row.gender.value if row else None,
        p.subject or (row.subject if row else None),
        _word(row, "title"),
        names.origin(p),
        names.destination(p),
        p.mode.value,
        period_words(p.start, p.end),
    )


_STAYED_COLUMNS = (
    Column("序号", 6),
    Column("教师编号", 12),
    Column("姓名", 12),
    Column("学校", 24, wrap=True),
    Column("学科", 10),
    Column("应交流对象", 11),
    Column("未交流原因", 48, wrap=True),
    Column("各志愿未获安排的原因", 44, wrap=True),
    Column("依据", 40, wrap=True),
)


def stayed_sheet(run: Run, names: Names) -> Sheet:
    """未交流原因 (internal): everyone in scope who stays, with counts of excluded schools."""
    rows = tuple(
        (number, *_stayed_row(run, names, person)) for number, person in enumerate(run.not_moved, 1)
    )
    pairs = tuple(run.result.exclusions)
    notes = [
        "仅供局内使用，不得外传。已批准的免、缓只写“" + PUBLIC_REASON + "”，事由见免缓申请表。"
    ]
    if pairs:
        counted = "；".join(f"{reason} {count} 对" for reason, count in pairs)
        notes.append(f"未列为候选的（教师，学校）组合按原因计：{counted}。")
    return Sheet("未交流原因", "未交流原因（内部）", (Block(_STAYED_COLUMNS, rows),), tuple(notes))


def _stayed_row(run: Run, names: Names, person: NotMoved) -> tuple[Value, ...]:
    row = run.county.teacher.get(person.person)
    schools = [f"{reason}：{count} 所学校" for reason, count in person.pairs]
    return (
        person.person,
        names.person(person.person),
        names.school(row.duty_school if row else None),
        row.subject if row else None,
        "是" if person.eligible else "否",
        "；".join([*person.reasons, *schools]),
        "；".join(wish.words(names) for wish in person.wishes),
        "；".join(person.citations),
    )

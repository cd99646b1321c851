"""分校名单, 学科缺口, 编制: what changes school by school."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from constraints.facts.establishment import Line
from constraints.facts.itinerant import Itinerant
from models.column import Code
from models.roster import Placement
from models.vocabulary import Mode
from staffing.leaders.listed import figures_words
from staffing.lists.going_on import GoingOn, going_on, guests_going_on
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.gap_tables import (
    change_words,
    establishment_table,
    gap_table,
    holders,
    section_table,
)
from staffing.roster_book.names import Names, moving
from staffing.tables import GapLine, counted, received
from staffing.wording import STANDARD_BLANKS, THREE_NUMBERS, period_words, plain_number

_GAP_NOTE = (
    "前、后指安排之前和之后。课时为周课时，幼儿园按人计；“缺”已扣除校内兼课可补的部分；"
    "折合缺人 = 缺的课时 ÷ 一人满课时，留一位小数，不宜相加。"
    "按安排前缺额从大到小排列。"
)


def gaps_sheet(lines: Sequence[GapLine], counted: str = "") -> Sheet:
    """学科缺口: before and after by school, stage and subject, the worst first.

    counted: what the figures leave out, in words.
    """
    table = gap_table(planned=True).numbered(lines)
    block = Block(
        (*table.columns, Column("变化", 10, judges=True)),
        tuple((*row, change_words(g)) for row, g in zip(table.rows, lines, strict=True)),
    )
    notes = (_GAP_NOTE, *filter(None, [counted]))
    return Sheet("学科缺口", "学科缺口（交流前后）", (block,), notes)


def establishment_sheet(run: Run) -> Sheet:
    """编制: approved, on roll, on duty and able to teach, before and after, never mixed."""
    table = establishment_table(planned=True).numbered(holders(run.gaps_before, run.gaps_after))
    notes = (
        THREE_NUMBERS,
        "交流、支教、跟岗、走教不改变编制所在学校，只有调动改变。",
        STANDARD_BLANKS,
        *filter(None, [figures_words(run.situation)]),
    )
    return Sheet("编制", "编制情况（交流前后）", (table,), notes)


_SECTION_WIDTHS = (9, 12, 7, 11, 9, 22, 22, 9, 26, 10)
_MOVE_COLUMNS = tuple(
    Column(header, width, wrap=True)
    for header, width in zip(
        ("去向", "姓名", "性别", "学科", "职称", "派出学校", "接收学校", "方式", "期限", "备注"),
        _SECTION_WIDTHS,
        strict=True,
    )
)
_RECEIPT = (
    "学校负责人签收：________________　　签收日期：____年__月__日　　学校意见：________________"
)


def sections_sheet(run: Run, names: Names, lines: Sequence[GapLine]) -> Sheet:
    """分校名单: one printed section per school for its head, people other counties send among those
    who come: the numbers of posts count them."""
    moves, gaps = _by_school(run), _gaps_by_school(lines)
    held = _held(run)
    establishment = {s.code: s.establishment for s in run.gaps_after.schools}
    blocks: list[Block] = []
    for school in run.county.schools:
        if school.code in moves or school.code in gaps or school.code in held:
            blocks += _section(
                names,
                school.code,
                moves.get(school.code, ()),
                held.get(school.code, ()),
                gaps.get(school.code, ()),
                establishment.get(school.code),
            )
    title = f"{run.county_name}教师交流分校名单"
    notes = tuple(filter(None, [figures_words(run.situation)]))
    return Sheet("分校名单", title, tuple(blocks), notes, widths=_SECTION_WIDTHS)


def _by_school(run: Run) -> dict[Code, tuple[Placement, ...]]:
    grouped: dict[Code, list[Placement]] = {}
    for placement in (*moving(run), *received(run)):
        for school in dict.fromkeys((placement.home, placement.host)):
            grouped.setdefault(school, []).append(placement)
    return {school: tuple(found) for school, found in grouped.items()}


def _held(run: Run) -> dict[Code, tuple[GoingOn, ...]]:
    """Who is away from a school, or at it, since an earlier term (延续)."""
    grouped: dict[Code, list[GoingOn]] = {}
    for one in (*going_on(run.situation), *guests_going_on(run.situation)):
        for school in dict.fromkeys((one.home, one.host)):
            grouped.setdefault(school, []).append(one)
    return {school: tuple(found) for school, found in grouped.items()}


def _gaps_by_school(lines: Sequence[GapLine]) -> dict[Code, tuple[GapLine, ...]]:
    grouped: dict[Code, list[GapLine]] = {}
    for line in lines:
        grouped.setdefault(line.school, []).append(line)
    return {school: tuple(found) for school, found in grouped.items()}


def _section(
    names: Names,
    school: Code,
    moves: Sequence[Placement],
    held: Sequence[GoingOn],
    gaps: Sequence[GapLine],
    establishment: Line | None,
) -> list[Block]:
    """A school's page: who leaves and comes, then its gaps, the establishment and the receipt."""
    leave = [p for p in moves if p.home == school]
    come = [p for p in moves if p.home != school]
    rows = tuple(
        [_move_row(names, "派出", p) for p in leave]
        + [_move_row(names, "接收", p) for p in come]
        + [_held_row(names, school, one) for one in held]
    )
    heading = f"{names.school(school)}（{school}）　派出 {counted(leave)}，接收 {counted(come)}"
    nobody = () if rows else ("本次无人派出或接收。",)
    table = section_table()
    lacking = tuple(table.row(g) for g in gaps)
    last = (*_establishment_words(establishment), _RECEIPT)
    return [
        Block(_MOVE_COLUMNS, rows, heading=heading, lines_after=nobody, new_page=True),
        Block(table.columns, lacking, heading="学科缺口", lines_after=last),
    ]


def _move_row(names: Names, way: str, p: Placement) -> tuple[Value, ...]:
    row = names.county.teacher.get(p.person)
    return (
        way,
        names.person(p.person),
        row.gender.value if row else None,
        p.subject or (row.subject if row else None),
        row.title.value if row and row.title else None,
        names.origin(p),
        names.destination(p),
        p.mode.value,
        period_words(p.start, p.end),
        "；".join(filter(None, (_lessons(names, p), "建议人选" if p.proposed else ""))) or None,
    )


def _held_row(names: Names, school: Code, one: GoingOn) -> tuple[Value, ...]:
    row = names.county.teacher.get(one.person)
    return (
        "在外" if one.home == school else "在任",
        names.person(one.person),
        row.gender.value if row else None,
        one.subject,
        row.title.value if row and row.title else None,
        names.school(one.home) or "新招聘",
        names.school(one.host),
        one.mode.value,
        one.days,
        "延续（以前学期）",
    )


def _lessons(names: Names, p: Placement) -> str:
    """What a visit (走教) takes of a week, for both heads; empty for a full-time place."""
    if p.mode is not Mode.ITINERANT or p.periods is None:
        return ""
    half_days = Itinerant.of(names.run.situation).half_days(p)
    return f"每周 {plain_number(Fraction(p.periods))} 课时、{half_days} 个半天"


def _establishment_words(e: Line | None) -> tuple[str, ...]:
    if e is None:
        return ()
    approved = "未填" if e.approved is None else f"{e.approved} 人"
    return (
        f"编制：核定 {approved}，在编 {e.on_roll} 人，在岗 {e.on_duty} 人，能任教 {e.supply} 人。",
    )

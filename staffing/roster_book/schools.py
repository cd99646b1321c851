"""分校名单, 学科缺口, 编制: what changes school by school."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.facts.establishment import Line
from models.column import Code
from models.finding import State
from models.roster import Placement
from staffing.gaps import SchoolGaps
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names, moving
from staffing.tables import GapLine
from staffing.wording import STATE_WORDS, gap_unit, period_words

_GAP_COLUMNS = (
    Column("序号", 6),
    Column("学校代码", 13),
    Column("学校", 24, wrap=True),
    Column("学段", 8),
    Column("学科", 12),
    Column("单位", 8),
    Column("需要", 9),
    Column("可用（前）", 10),
    Column("可用（后）", 10),
    Column("缺（前）", 10),
    Column("缺（后）", 10),
    Column("折合缺人（前）", 10),
    Column("折合缺人（后）", 10),
    Column("变化", 10, judges=True),
)
_GAP_NOTE = (
    "前、后指安排之前和之后。课时为周课时，幼儿园按人计；“缺”已扣除校内兼课可补的部分；"
    "折合缺人 = 缺的课时 ÷ 一人满课时，留一位小数，不宜相加。"
    "按安排前缺额从大到小排列。"
)


def gaps_sheet(lines: Sequence[GapLine]) -> Sheet:
    """学科缺口: before and after by school, stage and subject, the worst first."""
    rows = tuple((n, g.school, g.name, *_gap_cells(g), _change(g)) for n, g in enumerate(lines, 1))
    return Sheet("学科缺口", "学科缺口（交流前后）", (Block(_GAP_COLUMNS, rows),), (_GAP_NOTE,))


def _gap_cells(g: GapLine) -> tuple[Value, ...]:
    return (
        g.stage.value,
        g.subject,
        gap_unit(g.in_heads),
        g.needed,
        g.available_before,
        g.available_after,
        g.gap_before,
        g.gap_after,
        *g.loads,
    )


def _change(g: GapLine) -> str:
    if g.gap_before is None or g.gap_after is None:
        return STATE_WORDS[State.UNDECIDABLE]
    if g.gap_before == g.gap_after:
        return "不变"
    if not g.gap_after:
        return "补齐"
    return "缓解" if g.gap_after < g.gap_before else "加重"


_ESTABLISHMENT_COLUMNS = (
    Column("序号", 6),
    Column("学校代码", 13),
    Column("编制主体", 26, wrap=True),
    Column("核定编制", 9),
    Column("按生师比", 9),
    Column("按班师比", 9),
    Column("标准数", 9),
    Column("标准依据", 14, wrap=True),
    Column("在编（前）", 9),
    Column("在编（后）", 9),
    Column("超（+）缺（-）编（前）", 11),
    Column("超（+）缺（-）编（后）", 11),
    Column("在岗（前）", 9),
    Column("在岗（后）", 9),
    Column("能任教（前）", 9),
    Column("能任教（后）", 9),
)


def establishment_sheet(run: Run) -> Sheet:
    """编制: approved, on roll, on duty and able to teach, before and after, never mixed."""
    after = {school.code: school for school in run.gaps_after.schools}
    before = [school for school in run.gaps_before.schools if school.establishment is not None]
    rows = tuple(
        (number, *_establishment_row(school, after.get(school.code)))
        for number, school in enumerate(before, 1)
    )
    note = (
        "核定编制、在编、在岗是三个不同的数；"
        "交流、支教、跟岗、走教不改变编制所在学校，只有调动改变。"
    )
    return Sheet("编制", "编制情况（交流前后）", (Block(_ESTABLISHMENT_COLUMNS, rows),), (note,))


def _establishment_row(before: SchoolGaps, after: SchoolGaps | None) -> tuple[Value, ...]:
    then = before.establishment
    assert then is not None
    now = after.establishment if after and after.establishment else then
    return (
        before.code,
        before.name,
        then.approved,
        then.by_pupils,
        then.by_classes,
        then.standard,
        then.binding,
        then.on_roll,
        now.on_roll,
        then.over_under,
        now.over_under,
        then.on_duty,
        now.on_duty,
        then.supply,
        now.supply,
    )


_SECTION_WIDTHS = (9, 12, 7, 11, 9, 22, 22, 9, 26, 10)
_MOVE_COLUMNS = tuple(
    Column(header, width, wrap=True)
    for header, width in zip(
        ("去向", "姓名", "性别", "学科", "职称", "派出学校", "接收学校", "方式", "期限", "备注"),
        _SECTION_WIDTHS,
        strict=True,
    )
)
_SECTION_GAPS = tuple(Column(c.header, c.width) for c in _GAP_COLUMNS[3:13])
_RECEIPT = (
    "学校负责人签收：________________　　签收日期：____年__月__日　　学校意见：________________"
)


def sections_sheet(run: Run, names: Names, lines: Sequence[GapLine]) -> Sheet:
    """分校名单: one printed section per school for its head."""
    moves, gaps = _by_school(run), _gaps_by_school(lines)
    establishment = {s.code: s.establishment for s in run.gaps_after.schools}
    blocks: list[Block] = []
    for school in run.county.schools:
        if school.code in moves or school.code in gaps:
            blocks += _section(
                names,
                school.code,
                moves.get(school.code, ()),
                gaps.get(school.code, ()),
                establishment.get(school.code),
            )
    title = f"{run.county_name}教师交流分校名单"
    return Sheet("分校名单", title, tuple(blocks), widths=_SECTION_WIDTHS)


def _by_school(run: Run) -> dict[Code, tuple[Placement, ...]]:
    grouped: dict[Code, list[Placement]] = {}
    for placement in moving(run):
        for school in dict.fromkeys((placement.home, placement.host)):
            grouped.setdefault(school, []).append(placement)
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
    gaps: Sequence[GapLine],
    establishment: Line | None,
) -> list[Block]:
    """A school's page: who leaves and comes, then its gaps, the establishment and the receipt."""
    leave = [p for p in moves if p.home == school]
    come = [p for p in moves if p.home != school]
    rows = tuple(
        [_move_row(names, "派出", p) for p in leave] + [_move_row(names, "接收", p) for p in come]
    )
    heading = f"{names.school(school)}（{school}）　派出 {len(leave)} 人，接收 {len(come)} 人"
    nobody = () if rows else ("本次无人派出或接收。",)
    last = (*_establishment_words(establishment), _RECEIPT)
    return [
        Block(_MOVE_COLUMNS, rows, heading=heading, lines_after=nobody, new_page=True),
        Block(
            _SECTION_GAPS, tuple(_gap_cells(g) for g in gaps), heading="学科缺口", lines_after=last
        ),
    ]


def _move_row(names: Names, way: str, p: Placement) -> tuple[Value, ...]:
    row = names.county.teacher.get(p.person)
    return (
        way,
        names.person(p.person),
        row.gender.value if row else None,
        p.subject or (row.subject if row else None),
        row.title.value if row and row.title else None,
        names.school(p.home),
        names.school(p.host),
        p.mode.value,
        period_words(p.start, p.end),
        "建议人选" if p.proposed else None,
    )


def _establishment_words(e: Line | None) -> tuple[str, ...]:
    if e is None:
        return ()
    approved = "未填" if e.approved is None else f"{e.approved} 人"
    return (
        f"编制：核定 {approved}，在编 {e.on_roll} 人，在岗 {e.on_duty} 人，能任教 {e.supply} 人。",
    )

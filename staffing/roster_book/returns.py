"""到期返回: who comes back when, what that opens and fills, and what is to be provided later."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from constraints.facts.demand import Demand
from constraints.facts.load import TENTHS, Load
from constraints.outcome import Outcome
from models.roster import Roster
from staffing.lists.returns import Change, Return, returns, returns_words
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names, leaders_words
from staffing.wording import full_loads

_COLUMNS = (
    Column("期满日", 11),
    Column("编号", 11),
    Column("姓名", 10),
    Column("方式", 7),
    Column("由来", 10),
    Column("现在学校", 24, wrap=True),
    Column("返回学校", 24, wrap=True),
    Column("学段", 7),
    Column("学科", 9),
    Column("现在学校缺课时（前）", 11),
    Column("（后）", 9),
    Column("返回学校缺课时（前）", 11),
    Column("（后）", 9),
    Column("接替人员", 12, wrap=True),
    Column("结论", 26, wrap=True, judges=True),
)
_TO_COME = (
    Column("学校代码", 13),
    Column("学校", 24),
    Column("学段", 8),
    Column("学科", 10),
    Column("周课时", 10),
    Column("折合人数", 10),
)


def found_returns(run: Run) -> tuple[Return, ...]:
    """Everybody who comes back under the plan as it is listed."""
    return returns(Outcome(run.situation, Roster.of(run.shown)))


def returns_sheet(run: Run, names: Names) -> Sheet | None:
    """The sheet; None when nobody returns and no school is to open."""
    rows = found_returns(run)
    later = _to_come(run, names)
    if not rows and not later.rows:
        return None
    first = Block(_COLUMNS, tuple(_row(run, names, row) for row in rows))
    blocks = (first, later) if later.rows else (first,)
    notes = (
        returns_words(rows, run.county.term.end) or "本方案没有到期返回的人。",
        "缺课时按本方案执行后、期满当天的人员推算（已扣除校内兼课可补的部分）；以后的招聘、下一批团队"
        "还不知道，没有计入。外县人员返回的是来源学校。" + leaders_words(run),
    )
    return Sheet("到期返回", f"{run.county_name}到期返回", blocks, notes)


def _row(run: Run, names: Names, row: Return) -> tuple[Value, ...]:
    cell = row.opens.cell if row.opens else row.fills.cell if row.fills else None
    teacher = run.county.teacher.get(row.person)
    stage = cell[1] if cell else teacher.stage if teacher else None
    return (
        row.last,
        row.person,
        names.person(row.person),
        row.mode.value,
        "外县派入" if row.guest else "本次安排" if row.planned else "以前学期",
        names.school(row.away),
        names.school(row.home),
        stage.value if stage else None,
        cell[2] if cell else teacher.subject if teacher else None,
        *_lacks(row.opens),
        *_lacks(row.fills),
        names.person(row.successor) or None,
        "；".join(_conclusion(row)),
    )


def _lacks(change: Change | None) -> tuple[Value, Value]:
    if change is None:
        return None, None
    return Decimal(change.before) / TENTHS, Decimal(change.after) / TENTHS


def _conclusion(row: Return) -> list[str]:
    """What a return does to either school, in words."""
    said = []
    if row.opens is not None:
        more = Decimal(row.opens.after - row.opens.before) / TENTHS
        if row.covered:
            said.append("走后有人承担" if not row.opens.after else "走后缺口不变")
        elif row.opens.stranded:
            said.append(f"断档：走后无人能教，缺 {more.normalize():f} 课时")
        else:
            said.append(f"走后新增缺口 {more.normalize():f} 课时")
    if row.fills is not None and row.fills.before:
        gained = Decimal(row.fills.before - row.fills.after) / TENTHS
        if gained > 0:
            said.append(f"返回补上 {gained.normalize():f} 课时")
    if not said and row.fills is not None and not row.fills.before:
        said.append("返回学校不缺这一学科")
    return said


def _to_come(run: Run, names: Names) -> Block:
    """Needs of schools that open after the term: people are to be found in time."""
    load = Load.of(run.situation)
    rows: list[tuple[Value, ...]] = []
    for (school, stage, subject), need in Demand.of(run.situation).to_come.items():
        standard = load.standard(stage, subject)
        heads = full_loads(Fraction(need, standard)) if standard else None
        periods = Decimal(need) / TENTHS
        rows.append((school, names.school(school), stage.value, subject, periods, heads))
    return Block(_TO_COME, tuple(rows), heading="本期以后新开的学校，届时需要的课时（须提前配备）")

"""走教课表 (by teacher, by school) and 走教工作量: sheets of those who go about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from constraints.facts.itinerant import DAYS, HALVES, Itinerant
from models.column import Code
from models.roster import Roster
from models.sheets import TeacherRow
from models.vocabulary import Mode
from staffing.itinerant.weekday import Slot, WeekdayPlan, plan_weekdays
from staffing.itinerant.weekday_check import checked
from staffing.itinerant.workload import Workload, workloads
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names
from staffing.tables import PROPOSED_MEANS, proposed_words

_TIMES = tuple((day, half) for day in range(len(DAYS)) for half in range(len(HALVES)))
_WEEK = tuple(Column(f"{DAYS[day]}{HALVES[half]}", 11, wrap=True) for day, half in _TIMES)
_HOME = "本校"


def itinerant_sheets(run: Run, names: Names) -> tuple[Sheet, ...]:
    """The three sheets, none when nobody goes about."""
    if run.result.roster is None:
        return ()
    roster = Roster.of(run.shown)
    plan = checked(run.situation, roster, plan_weekdays(run.situation, roster))
    if not (plan.slots or plan.unplanned):
        return ()
    lines = workloads(run.situation, roster, plan)
    sheets = by_teacher(run, names, plan), by_school(run, names, plan)
    held = _unconfirmed(roster)
    return (
        *(replace(sheet, notes=(*sheet.notes, *held)) for sheet in sheets),
        workload_sheet(run, names, lines),
    )


def _unconfirmed(roster: Roster) -> tuple[str, ...]:
    """A warning not to hand the weeks out yet, where nobody asked for some of the visits."""
    words = proposed_words(p for p in roster.placements if p.mode is Mode.ITINERANT)
    return (f"其中建议人选 {words}，{PROPOSED_MEANS}；确认前不发学校和本人。",) if words else ()


def by_teacher(run: Run, names: Names, plan: WeekdayPlan) -> Sheet:
    """走教课表（教师）: one row per teacher, one column per half-day."""
    columns = (
        Column("序号", 5),
        Column("教师编号", 11),
        Column("姓名", 9),
        Column("学科", 8),
        Column("本校", 18, wrap=True),
        *_WEEK,
    )
    rows = []
    for number, (person, slots) in enumerate(plan.of_person.items(), 1):
        row = run.county.teacher[person]
        home = _home(run, person)
        at = {(s.day, s.half): _HOME if s.school == home else _away(names, s, row) for s in slots}
        subject = str(row.subject) if row.subject else None
        head = (number, person, names.person(person), subject, names.school(home))
        rows.append((*head, *(at.get(time) for time in _TIMES)))
    notes = ["空格是途中或不排课的半天。一个半天只在一所学校，中午来不及换校的不排在同一天。"]
    if plan.unplanned:
        notes.append("排不进一周、须人工调整的：" + names.people(plan.unplanned) + "。")
    title = f"{run.county_name}走教教师每周安排"
    return Sheet("走教课表（教师）", title, (Block(columns, tuple(rows)),), tuple(notes))


def _away(names: Names, slot: Slot, row: TeacherRow) -> str:
    """The school, and what is taught there where it is not the person's own subject."""
    school = names.school(slot.school)
    return school if slot.subject == row.subject else f"{school} {slot.subject}"


def by_school(run: Run, names: Names, plan: WeekdayPlan) -> Sheet:
    """走教课表（学校）: who comes to a school on which half-day."""
    columns = (Column("学校代码", 13), Column("学校", 20, wrap=True), *_WEEK)
    rows: list[tuple[Value, ...]] = []
    for school, slots in plan.of_school.items():
        coming = [s for s in slots if _home(run, s.person) != school]
        if coming:
            cells = (_visitors(names, coming, time) for time in _TIMES)
            rows.append((school, names.school(school), *cells))
    title = f"{run.county_name}走教学校每周安排"
    note = "每格是这半天来校走教的教师和学科；空格是这半天没有人来。"
    return Sheet("走教课表（学校）", title, (Block(columns, tuple(rows)),), (note,))


def _visitors(names: Names, coming: Iterable[Slot], time: tuple[int, int]) -> str | None:
    now = [f"{s.subject} {names.person(s.person)}" for s in coming if (s.day, s.half) == time]
    return "、".join(now) or None


def workload_sheet(run: Run, names: Names, lines: tuple[Workload, ...]) -> Sheet:
    """走教工作量: what appraisal and allowances are worked out from."""
    columns = (
        Column("序号", 5),
        Column("教师编号", 11),
        Column("姓名", 9),
        Column("本校", 20, wrap=True),
        Column("本校周课时", 9),
        Column("走教周课时", 9),
        Column("合计周课时", 9),
        Column("走教学校数", 9),
        Column("每周半天数", 9),
        Column("每周天数", 9),
        Column("每周往返公里", 10),
        Column("每周补助（元）", 11),
    )
    rows = tuple(
        (
            number,
            line.person,
            names.person(line.person),
            names.school(line.home),
            line.home_periods,
            line.away_periods,
            line.home_periods + line.away_periods,
            line.schools,
            line.half_days,
            line.days,
            line.kilometres,
            line.allowance,
        )
        for number, line in enumerate(lines, 1)
    )
    notes = ["往返公里按每周课表计：每天到一所学校往返一次，每次进位到整公里；校际距离未知的空着。"]
    p = Itinerant.of(run.situation).p
    if p.allowance_half_day is None and p.allowance_km is None:
        notes.append("补助标准未定，金额空着；县局在政策中写明标准后自动计算。")
    title = f"{run.county_name}走教工作量"
    return Sheet("走教工作量", title, (Block(columns, rows),), tuple(notes))


def _home(run: Run, person: Code) -> Code:
    """The school the person goes about from."""
    own = (p for p in run.placements if p.person == person and p.mode is Mode.ITINERANT)
    return next(own).home

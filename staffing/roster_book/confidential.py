"""领导人员交流: a workbook of its own, for those who decide. Nothing of it stands anywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from constraints.facts.districts import Districts
from constraints.facts.leaders import Leader, Leaders
from constraints.situation import Situation
from models.finding import State
from models.roster import Placement
from models.vocabulary import Leadership
from staffing.leaders.lists import LeadersReport, leaders_report
from staffing.naming import CountyNames
from staffing.result import Run
from staffing.roster_book.book import Block, Book, Column, Sheet, Value
from staffing.roster_book.leaders_counted import counted_sheet
from staffing.roster_book.people import plan_table
from staffing.roster_book.render import render
from staffing.roster_book.target import replace_whole
from staffing.wording import STATE_WORDS, Share, rounded
from staffing.workbook.other_kind import LEADERS_SHEET

SECRET = "内部资料，领导人员任免决定公布之前不得外传；任命以干部管理权限决定并填入“锁定”表为准。"
_PERSON = (
    Column("教师编号", 14), Column("姓名", 12), Column("学校", 28), Column("职务", 8),
    Column("年龄", 8), Column("届次", 8), Column("任现职月数", 12),
)  # fmt: skip


def write_leaders(
    situation: Situation,
    path: Path,
    placements: Sequence[Placement] = (),
    run: Run | None = None,
) -> None:
    """Write the confidential workbook; the same county, policy and plan give the same bytes.

    placements: the leaders' moves of a plan that nobody has decided; run: the run they are of,
    whose numbers with these moves counted are told, None where nothing is told of them.

    Whole or not at all. Raises InputRefused in words when the target cannot be had.
    """
    book = leaders_book(situation, placements, run)
    replace_whole(path, lambda unfinished: render(book, unfinished))


def leaders_book(
    situation: Situation, placements: Sequence[Placement] = (), run: Run | None = None
) -> Book:
    """The confidential workbook as plain data; parameters as of :func:`write_leaders`."""
    report, names = (
        leaders_report(situation, {p.person for p in placements}),
        CountyNames(situation.county, situation.policy),
    )
    sheets = (
        _moves(names, placements),
        plan_table("领导人员安排表", names, placements),
        *(() if run is None else (counted_sheet(names, run, SECRET),)),
        _list(names, report, "任满名单", "任满规定届数、应交流的领导人员", report.over),
        _scenario(names, report),
        _swaps(names, report),
        _sets(names, report, Leaders.of(situation).p.heads),
        _districts(situation, names),
        _structure(report),
        _list(names, report, "任期不明", "任期届次与任现职年月均未填", report.unknown),
    )
    return Book("领导人员交流（内部）", situation.county.term.reference, sheets)


def _moves(names: CountyNames, placements: Sequence[Placement]) -> Sheet:
    """What the plan would have leaders do: part of the plan, and of no list anybody else reads."""
    columns = (
        Column("教师编号", 14), Column("姓名", 12), Column("职务", 8), Column("方式", 8),
        Column("派出学校", 28), Column("接收学校", 28), Column("起", 11), Column("止", 11),
        Column("团队编号", 10), Column("对应人员", 12),
    )  # fmt: skip
    rows = tuple(
        (
            p.person, names.person(p.person), _office(names, p), p.mode.value,
            names.school(p.home), names.school(p.host), p.start, p.end, names.team(p.team),
            names.person(p.counterpart),
        )
        for p in placements
    )  # fmt: skip
    notes = (
        SECRET,
        f"本方案中尚未决定的领导人员安排 {len(rows)} 条，花名册里没有。下一张“安排表”是同一内容，"
        "供核查用：staffing audit 加 --leaders 本文件，与花名册合起来核查。",
    )
    return Sheet(LEADERS_SHEET, "领导人员安排（未决定）", (Block(columns, rows),), notes=notes)


def _office(names: CountyNames, placement: Placement) -> str | None:
    row = names.county.teacher.get(placement.person)
    return row.leadership.value if row and row.leadership else None


def _districts(situation: Situation, names: CountyNames) -> Sheet:
    """Whom the districts' seats would make 学区主任."""
    columns = (Column("学区", 14), Column("龙头学校", 28), Column("学区主任（建议）", 24))
    rows = tuple(
        (post.district, names.school(post.seat) or None,
         names.people((post.head,)) if post.head else None)
        for post in Districts.of(situation).posts
    )  # fmt: skip
    notes = (SECRET, "由镇驻地初中或中心小学校长兼任；都是建议，由局里任命。")
    return Sheet("学区主任", "学区主任人选", (Block(columns, rows),), notes=notes)


def _list(
    names: CountyNames, report: LeadersReport, name: str, title: str, leaders: Sequence[Leader]
) -> Sheet:
    rows = tuple((*_person(names, leader), _decision(names, report, leader)) for leader in leaders)
    columns = (*_PERSON, Column("已定去向", 28))
    return Sheet(name, title, (Block(columns, rows),), notes=(SECRET,))


def _decision(names: CountyNames, report: LeadersReport, leader: Leader) -> str | None:
    if leader.person not in report.decided:
        return None
    school = report.decided[leader.person]
    return "留任" if school is None else names.school(school)


def _person(names: CountyNames, leader: Leader) -> tuple[Value, ...]:
    row = names.county.teacher[leader.person]
    school = names.school(leader.school)
    return (
        str(leader.person), row.name, school, leader.office.value, leader.age, leader.term,
        leader.months,
    )  # fmt: skip


def _scenario(names: CountyNames, report: LeadersReport) -> Sheet:
    columns = (
        Column("乡村学校", 28), Column("任满人员", 12), Column("职务", 8), Column("后备人选", 12),
        Column("现学校", 28), Column("年龄", 8), Column("两校公里", 10),
    )  # fmt: skip
    rows = tuple(
        (
            names.school(s.school), names.person(s.leaving.person), s.leaving.office.value,
            names.person(s.reserve.person), names.school(s.reserve.school), s.reserve.age,
            _kilometres(s.metres),
        )
        for s in report.suggestions
    )  # fmt: skip
    notes = (SECRET, "设想方案，不是任命建议：任满的乡村岗位，由最近的同学段城区年轻副职接任。")
    return Sheet("设想方案", "城区年轻后备到乡村任职的设想", (Block(columns, rows),), notes=notes)


def _swaps(names: CountyNames, report: LeadersReport) -> Sheet:
    columns = (
        Column("职务", 8), Column("城区任满人员", 14), Column("城区学校", 28),
        Column("乡村任满人员", 14), Column("乡村学校", 28), Column("两校公里", 10),
    )  # fmt: skip
    rows = tuple(
        (
            s.urban.office.value, names.person(s.urban.person), names.school(s.urban.school),
            names.person(s.rural.person), names.school(s.rural.school), _kilometres(s.metres),
        )
        for s in report.swaps
    )  # fmt: skip
    notes = (
        SECRET,
        "设想方案：同职务、同学段、均已任满的，城乡最近的两人对调；有后备接任的不列。",
    )
    return Sheet("城乡轮换设想", "任满领导人员城乡轮换的设想", (Block(columns, rows),), notes=notes)


def _sets(names: CountyNames, report: LeadersReport, heads: Sequence[Leadership]) -> Sheet:
    """One set of leaders per legal school: who is in it, and where it is not one."""
    columns = (
        Column("学校代码", 14), Column("法人学校", 28), Column("主持工作", 10),
        Column("班子人数", 10), Column("班子成员", 50, wrap=True), Column("核对", 16, judges=True),
    )  # fmt: skip
    rows = []
    for school, leaders in (*report.sets, *report.closed):
        leading = sum(leader.office in heads for leader in leaders)
        people = "、".join(f"{names.person(x.person)}（{x.office.value}）" for x in leaders)
        state = "一套班子" if leading == 1 else "未配主持人" if not leading else "不止一套"
        if (school, leaders) in report.closed:
            state = "学校已撤并，须另行安排"
        rows.append((school, names.school(school), leading, len(leaders), people or None, state))
    notes = (SECRET, "一个法人学校只配一套班子，校区不另设；含幼儿园。")
    return Sheet("班子", "各法人学校领导班子", (Block(columns, tuple(rows)),), notes=notes)


def _kilometres(metres: int | None) -> Decimal | None:
    return None if metres is None else Decimal(metres) / 1000


def _structure(report: LeadersReport) -> Sheet:
    ages = Block((Column("年龄段", 20), Column("人数", 10)), report.ages, heading="年龄结构")
    shares = (
        ("目前", _percent(report.share)),
        ("按设想方案", _percent(report.share_after)),
        ("基期", _percent(report.base)),
    )
    block = Block((Column("口径", 20), Column("占比", 10)), shares, heading="年轻乡村校长占比")
    return Sheet("结构", "领导人员年龄结构", (ages, block), notes=(SECRET,), widths=(20, 10))


def _percent(share: Fraction | None) -> str:
    return STATE_WORDS[State.UNDECIDABLE] if share is None else str(Share(rounded(share, 4)))

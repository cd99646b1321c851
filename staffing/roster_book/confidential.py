"""领导人员交流: a workbook of its own, for those who decide. Nothing of it stands anywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from constraints.facts.leaders import Leader
from constraints.situation import Situation
from models.column import Code
from staffing.leaders import LeadersReport, leaders_report
from staffing.roster_book.book import Block, Book, Column, Sheet, Value
from staffing.roster_book.render import render

SECRET = "内部资料，领导人员任免决定公布之前不得外传；任命以干部管理权限决定并填入“锁定”表为准。"
_PERSON = (
    Column("教师编号", 14), Column("姓名", 12), Column("学校", 28), Column("职务", 8),
    Column("年龄", 8), Column("届次", 8), Column("任现职月数", 12),
)  # fmt: skip


def write_leaders(situation: Situation, path: Path) -> None:
    """Write the confidential workbook; the same county and policy give the same bytes.

    Raises OSError when the file cannot be written.
    """
    render(leaders_book(situation), path)


def leaders_book(situation: Situation) -> Book:
    """The confidential workbook as plain data."""
    report = leaders_report(situation)
    sheets = (
        _list(situation, "任满名单", "任满规定届数、应交流的领导人员", report.over),
        _scenario(situation, report),
        _structure(report),
        _list(situation, "任期不明", "任期届次与任现职年月均未填", report.unknown),
    )
    return Book("领导人员交流（内部）", situation.county.term.reference, sheets)


def _list(situation: Situation, name: str, title: str, leaders: Sequence[Leader]) -> Sheet:
    rows = tuple(_person(situation, leader) for leader in leaders)
    return Sheet(name, title, (Block(_PERSON, rows),), notes=(SECRET,))


def _person(situation: Situation, leader: Leader) -> tuple[Value, ...]:
    row = situation.county.teacher[leader.person]
    school = _school(situation, leader.school)
    return (
        str(leader.person), row.name, school, leader.office.value, leader.age, leader.term,
        leader.months,
    )  # fmt: skip


def _scenario(situation: Situation, report: LeadersReport) -> Sheet:
    columns = (
        Column("乡村学校", 28), Column("任满人员", 12), Column("职务", 8), Column("后备人选", 12),
        Column("现学校", 28), Column("年龄", 8), Column("两校公里", 10),
    )  # fmt: skip
    names = {row.code: row.name for row in situation.county.teachers}
    rows = tuple(
        (
            _school(situation, s.school), names[s.leaving.person], s.leaving.office.value,
            names[s.reserve.person], _school(situation, s.reserve.school), s.reserve.age,
            None if s.metres is None else Decimal(s.metres) / 1000,
        )
        for s in report.suggestions
    )  # fmt: skip
    notes = (SECRET, "设想方案，不是任命建议：任满的乡村岗位，由最近的同学段城区年轻副职接任。")
    return Sheet("设想方案", "城区年轻后备到乡村任职的设想", (Block(columns, rows),), notes=notes)


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
    return "无法判定" if share is None else f"{float(share * 100):.2f}%"


def _school(situation: Situation, code: Code) -> str:
    return situation.county.school[code].name

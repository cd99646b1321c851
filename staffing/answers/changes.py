"""What the county is supposed to be, or has become: changes of its rows, each in words.

Given on the command line as ``编号:…``; what is wrong with any of them is said together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from models.column import Code, Row, Subject
from models.county import County
from models.policy import Policy
from models.problem import InputRefused, Problem
from models.sheets import (
    ClassRow,
    ExemptionRow,
    LockRow,
    RecruitRow,
    SchoolChangeRow,
    SchoolRow,
    TeacherRow,
)
from models.vocabulary import (
    Approval,
    ExemptionKind,
    Mode,
    SchoolChange,
    StaffStatus,
    Stage,
    Word,
)
from staffing.workbook.cells import known_subjects
from staffing.workbook.references import Codes

SUPPOSED = "假设"
"""来源, 理由 and 决定人 of rows that only a question brought in."""

_WHERE = "命令行"
_MOST_RECRUITS = 1000
"""Recruits one question may suppose; more is a slip of the pen."""
_COUNT = re.compile(r"\d{1,7}")
_RELATIVE = re.compile(r"([+-])(\d{1,6}(?:\.\d{1,2})?)(%?)")
_WHOLE = 100
W = TypeVar("W", bound=Word)


@dataclass(frozen=True)
class Change:
    """Rows of one sheet put in (in place of those with the same key) and rows taken out.

    words: Chinese, what the office calls it; table: field of County; dropped: keys taken out;
    people: whom it is about.
    """

    words: str
    table: str
    rows: tuple[Row, ...] = ()
    dropped: tuple[tuple[str, ...], ...] = ()
    people: tuple[Code, ...] = ()

    def made_in(self, county: County) -> County:
        """The county after it; rows keep their place, new ones come last."""
        new = {_key(row): row for row in self.rows}
        old: Sequence[Row] = getattr(county, self.table)
        kept = [new.pop(_key(row), row) for row in old if _key(row) not in self.dropped]
        return replace(county, **{self.table: (*kept, *new.values())})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Wanted:
    """Changes as they are written on the command line, by option."""

    exempt: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    recruit: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()


def changed(county: County, changes: Iterable[Change]) -> County:
    """The county after all of *changes*, in order."""
    for change in changes:
        county = change.made_in(county)
    return county


def read_changes(wanted: Wanted, county: County, policy: Policy) -> tuple[Change, ...]:
    """Changes in the order of the options. Raises InputRefused with everything wrong."""
    reader = _Reader(county, policy)
    found: list[Change] = []
    for option in ("exempt", "absent", "pin", "close", "open", "recruit", "pupils"):
        for text in getattr(wanted, option):
            found += reader.read(option, text)
    if reader.problems:
        raise InputRefused(reader.problems)
    return tuple(found)


class _Refused(Exception):
    """One change cannot be understood; says why."""


@dataclass
class _Reader:
    """Reads one change after the other against the county as it stands."""

    county: County
    policy: Policy
    problems: list[Problem] = field(default_factory=list)

    def read(self, option: str, text: str) -> list[Change]:
        """The change of one option; nothing, and a problem noted, when it is not understood."""
        read: Callable[[list[str]], list[Change]] = getattr(self, f"_{option}")
        parts = [part.strip() for part in text.replace("：", ":").split(":")]
        try:
            return read(parts)
        except _Refused as refused:
            self.problems.append(Problem(_WHERE, f"--{option} {text}", str(refused), "bad_change"))
            return []

    def _exempt(self, parts: list[str]) -> list[Change]:
        (code, kind) = _split(parts, 1, 2, "教师编号，或 教师编号:缓")
        row = self._teacher(code)
        meant = _word(ExemptionKind, kind or ExemptionKind.EXEMPT.value)
        added = ExemptionRow(
            person=row.code, kind=meant, reason=SUPPOSED, approval=Approval.APPROVED
        )
        words = f"{self._name(row)}获批{meant.value}"
        return [Change(words, "exemptions", (added,), people=(row.code,))]

    def _absent(self, parts: list[str]) -> list[Change]:
        (code,) = _split(parts, 1, 1, "教师编号")
        row, term = self._teacher(code), self.county.term
        gone = row.model_copy(
            update={"status": StaffStatus.SICK, "status_from": term.start, "status_to": term.end}
        )
        words = f"{self._name(row)}本期不能到岗"
        return [Change(words, "teachers", (gone,), people=(row.code,))]

    def _pin(self, parts: list[str]) -> list[Change]:
        (code, way, place) = _split(parts, 2, 3, "教师编号:方式:学校代码，或 教师编号:留任")
        row, mode = self._teacher(code), _word(Mode, way)
        if mode is not Mode.STAY and mode.name.lower() not in self.policy.modes:
            raise _Refused(f"本政策没有启用“{mode.value}”；请改用启用的方式")
        if (mode is Mode.STAY) == bool(place):
            raise _Refused("留任不写学校，其他方式须写学校代码；请改写")
        host = Code(self._place(place)) if place else None
        return [pinned(self.county, row.code, mode, host)]

    def _close(self, parts: list[str]) -> list[Change]:
        (code, heir) = _split(parts, 2, 2, "学校代码:承接学校代码")
        school, successor = self._school(code), self._school(heir)
        if school.code == successor.code:
            raise _Refused("承接学校不能是被撤的学校自己；请改写")
        taught = school.kind.stages
        if taught and not set(taught) & set(successor.kind.stages):
            lacking = "、".join(stage.value for stage in taught)
            raise _Refused(
                f"{successor.name}不办{lacking}，接不了{school.name}的学生；请改写办这个学段的学校"
            )
        row = SchoolChangeRow(
            school=school.code, change=SchoolChange.CLOSE, successor=successor.code,
            effective=self.county.term.start,
        )  # fmt: skip
        words = f"撤{school.name}，并入{successor.name}"
        return [Change(words, "school_changes", (row,))]

    def _open(self, parts: list[str]) -> list[Change]:
        (code,) = _split(parts, 1, 1, "学校代码")
        school = self._school(code)
        own = [row for row in self.county.school_changes if row.school == school.code]
        late = [r for r in own if r.change is not SchoolChange.OPEN
                or r.effective > self.county.term.start]  # fmt: skip
        if not late:
            raise _Refused(f"{school.name}本来就在办学（“学校调整”表没有撤、并它），不必假设")
        dropped = tuple(_key(row) for row in late)
        return [Change(f"{school.name}本期办学", "school_changes", dropped=dropped)]

    def _recruit(self, parts: list[str]) -> list[Change]:
        (subject, stage, heads) = _split(parts, 3, 3, "学科:学段:人数，如 数学:小学:5")
        known = known_subjects({str(row.subject): str(row.subject) for row in self.county.demands})
        if subject not in known:
            raise _Refused(f"没有学科“{subject}”；请照“学科”的写法，如 数学")
        count = int(heads) if _COUNT.fullmatch(heads) else 0
        if not 1 <= count <= _MOST_RECRUITS:
            raise _Refused(f"人数须是1至{_MOST_RECRUITS}的整数，这里是“{heads}”")
        taught = Subject(known[subject])
        row = RecruitRow(
            stage=_word(Stage, stage), subject=taught, heads=count, source=SUPPOSED
        )  # fmt: skip
        return [Change(f"招聘{row.stage.value}{taught}{count}人", "recruits", (row,))]

    def _pupils(self, parts: list[str]) -> list[Change]:
        (code, amount) = _split(parts, 2, 2, "学校代码:人数，或 学校代码:+5%，全县写 全县:+5%")
        schools = self.county.schools if code == "全县" else (self._school(code),)
        resized = [_resized(self.county, school, amount) for school in schools]
        name = "全县" if code == "全县" else schools[0].name
        words = f"{name}在校生{amount}（班级数按现有班额四舍五入推算）"
        return [
            Change(words, "schools", tuple(school for school, _ in resized)),
            Change("", "classes", tuple(row for _, rows in resized for row in rows)),
        ]

    def _teacher(self, code: str) -> TeacherRow:
        row = self.county.teacher.get(Code(code))
        if row is None:
            names = {str(t.code): t.name for t in self.county.teachers}
            raise _Refused(f"教师表中没有编号“{code}”{Codes(names).hint(code)}")
        return row

    def _school(self, code: str) -> SchoolRow:
        row = self.county.school.get(Code(code))
        if row is None:
            names = {str(s.code): s.name for s in self.county.schools}
            raise _Refused(f"学校表中没有代码“{code}”{Codes(names).hint(code)}")
        return row

    def _place(self, code: str) -> str:
        outside = {row.code for row in self.county.outside_schools}
        return code if code in outside else self._school(code).code

    def _name(self, row: TeacherRow) -> str:
        return f"{row.name}（{row.code}）"


def pinned(county: County, person: Code, mode: Mode, host: Code | None) -> Change:
    """A decision about a person, in place of any the 锁定 sheet holds of them."""
    row = LockRow(person=person, mode=mode, school=host, reason=SUPPOSED, decided_by=SUPPOSED)
    others = tuple(_key(lock) for lock in county.locks_of.get(person, ()) if lock.mode is not mode)
    place = county.school[host].name if host and host in county.school else host
    words = f"{county.teacher[person].name}（{person}）定为{mode.value}"
    words += f"到{place}" if host else ""
    if county.locks_of.get(person):
        words += "（代替“锁定”表原来的决定）"
    return Change(words, "locks", (row,), others, (person,))


def _resized(county: County, school: SchoolRow, amount: str) -> tuple[SchoolRow, list[ClassRow]]:
    """The school and its classes at another number of pupils, of about the size they have now."""
    factor = _factor(school.pupils, amount)
    pupils = int(school.pupils * factor + Fraction(1, 2))
    rows = []
    for row in county.classes_of.get(school.code, ()):
        count = int(row.pupils * factor + Fraction(1, 2))
        size = Fraction(row.pupils, row.classes) if row.classes else Fraction(0)
        classes = max(count // size + (count % size * 2 >= size), min(count, 1)) if size \
            else row.classes  # fmt: skip
        rows.append(row.model_copy(update={"pupils": count, "classes": int(classes)}))
    classes = sum(row.classes for row in rows) if rows else school.classes
    return school.model_copy(update={"pupils": pupils, "classes": classes}), rows


def _factor(pupils: int, amount: str) -> Fraction:
    relative = _RELATIVE.fullmatch(amount)
    if relative is None and not _COUNT.fullmatch(amount):
        raise _Refused(f"“{amount}”不是人数；请写整数，或 +30、-30、+5%、-5%")
    if relative is None:
        wanted = Fraction(amount)
    else:
        sign, number, percent = relative.groups()
        step = Fraction(number) * (Fraction(pupils, _WHOLE) if percent else 1)
        wanted = pupils + (step if sign == "+" else -step)
    if wanted < 0:
        raise _Refused(f"“{amount}”后在校生数不足0（现有{pupils}人）；请改小")
    if not pupils:
        if wanted:
            raise _Refused("该校现有在校生为0，无从推算班级数；请直接改“班级”表")
        return Fraction(1)
    return wanted / pupils


def _split(parts: list[str], least: int, most: int, form: str) -> list[str]:
    """Exactly *most* parts, blank where left out."""
    if not least <= len(parts) <= most or not all(parts):
        raise _Refused(f"写法应为“{form}”；请改写")
    return [*parts, *[""] * (most - len(parts))]


def _word(kind: type[W], text: str) -> W:
    try:
        return kind(text)
    except ValueError:
        words = "、".join(word.value for word in kind)
        raise _Refused(f"没有“{text}”这个词；可用的有 {words}") from None


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in row.key)

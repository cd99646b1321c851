"""What the county is supposed to be, or has become: changes of its rows, each in words.

Given on the command line as ``编号:…``; what is wrong with any of them is said together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from constraints.situation import Situation
from models.column import Subject
from models.county import County
from models.policy import Policy
from models.problem import InputRefused, Problem
from models.sheets import (
    ExemptionRow,
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
from staffing.answers.called import Called
from staffing.answers.suppose.against_locks import AgainstLocks
from staffing.answers.suppose.pinning import Post, Visit, pinned, pinned_visits
from staffing.answers.suppose.pupils import COUNT, EVERYWHERE, NotUnderstood, resized
from staffing.answers.suppose.repeated import NO_VISIT, parts_of, repeated
from staffing.answers.suppose.supposed import SUPPOSED, Change, changed, key_of
from staffing.leaders.discretion import UNDECIDED, is_open
from staffing.locks.abroad import astray
from staffing.locks.week import unfit
from staffing.workbook.subject_table import known_subjects

PIN_FORMS = (
    "教师:方式:学校，教师:留任，教师:走教:学校:周课时，"
    "教师:不走教，或 教师:不走教:学校（教师、学校写代码或名称）"
)

_WHERE = "命令行"
_MOST_RECRUITS = 1000
"""Recruits one question may suppose; more is a slip of the pen."""
W = TypeVar("W", bound=Word)


@dataclass(frozen=True)
class Wanted:
    """Changes as they are written on the command line, by option.

    with_leaders: who asks has the leaders' own workbook and may suppose of leaders undecided about.
    """

    exempt: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    recruit: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()
    with_leaders: bool = field(default=False, kw_only=True)

    @classmethod
    def stated(cls, *options: Sequence[str] | None, with_leaders: bool = False) -> Wanted:
        """From options in the order of the fields, None = not given."""
        return cls(*(tuple(texts or ()) for texts in options), with_leaders=with_leaders)


def read_changes(
    wanted: Wanted, county: County, policy: Policy, beside: Sequence[Change] = ()
) -> tuple[Change, ...]:
    """Changes in the order of the options; beside: what is decided as well. Raises InputRefused
    with everything wrong."""
    reader = _Reader(county, policy)
    asked: list[tuple[str, list[Change]]] = []
    for option in ("exempt", "absent", "pin", "close", "open", "recruit", "pupils"):
        texts = sorted(getattr(wanted, option), key=lambda text: not text.startswith(EVERYWHERE))
        reader.problems += [
            Problem(_WHERE, f"--{option} {text}", why, "bad_change")
            for text, why in repeated(option, texts, reader.called.meant)
        ]
        asked += [(f"--{option} {text}", reader.read(option, text)) for text in texts]
    found = [change for _, changes in asked for change in changes]
    if not wanted.with_leaders:
        reader.problems += _confidential(found, county)
    reader.problems += _unfit(wanted, found, county, policy)
    against = AgainstLocks(county, policy, found, beside)
    reader.problems += [
        Problem(_WHERE, where, words, "against_lock")
        for where, changes in asked
        for words in against.told(changes)
    ]
    if reader.problems:
        raise InputRefused(reader.problems)
    return tuple(found)


def _confidential(found: Sequence[Change], county: County) -> list[Problem]:
    """Leaders nobody has decided about: who else changes would tell whether the plan moves them."""
    asked = sorted({person for change in found for person in change.people})
    return [
        Problem(_WHERE, str(person), UNDECIDED, "confidential")
        for person in asked
        if is_open(county, person)
    ]


def _unfit(
    wanted: Wanted, found: Sequence[Change], county: County, policy: Policy
) -> Iterator[Problem]:
    """Visits of 走教 that the person's week has no room for."""
    if not wanted.pin:
        return
    pinned_people = {person for change in found for person in change.people}
    for lock, _, words in unfit(Situation(changed(county, found), policy)):
        if lock.person in pinned_people:
            said = (lock.person, lock.mode.value, lock.school, lock.periods)
            where = f"--pin {':'.join(str(part) for part in said if part is not None)}"
            yield Problem(_WHERE, where, f"{words}；请改写", "bad_change")


@dataclass
class _Reader:
    """Reads one change after the other against the county as it stands."""

    county: County
    policy: Policy
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def called(self) -> Called:
        """People and schools by code or name."""
        return Called(self.county)

    def read(self, option: str, text: str) -> list[Change]:
        """The change of one option; nothing, and a problem noted, when it is not understood."""
        read: Callable[[list[str]], list[Change]] = getattr(self, f"_{option}")
        try:
            return read(parts_of(text))
        except NotUnderstood as refused:
            self.problems.append(Problem(_WHERE, f"--{option} {text}", str(refused), "bad_change"))
            return []

    def _exempt(self, parts: list[str]) -> list[Change]:
        (code, kind) = _split(parts, 1, 2, "教师，或 教师:缓（教师写编号或姓名）")
        row = self.called.teacher(code)
        meant = _word(ExemptionKind, kind or ExemptionKind.EXEMPT.value)
        added = ExemptionRow(
            person=row.code, kind=meant, reason=SUPPOSED, approval=Approval.APPROVED
        )
        words = f"{self._name(row)}获批{meant.value}"
        own = (e for e in self.county.exemptions if e.person == row.code)
        if any(e.kind is meant and e.approval is Approval.APPROVED for e in own):
            words += "（“免缓申请”表已有）"
        return [Change(words, "exemptions", (added,), people=(row.code,))]

    def _absent(self, parts: list[str]) -> list[Change]:
        (code,) = _split(parts, 1, 1, "教师编号或姓名")
        row, term = self.called.teacher(code), self.county.term
        gone = row.model_copy(
            update={"status": StaffStatus.SICK, "status_from": term.start, "status_to": term.end}
        )
        words = f"{self._name(row)}本期不能到岗"
        if row.status is not StaffStatus.ON_DUTY:
            words += f"（“教师”表现为{row.status.value}）"
        return [Change(words, "teachers", (gone,), people=(row.code,))]

    def _pin(self, parts: list[str]) -> list[Change]:
        (code, way, place, lessons) = _split(parts, 2, 4, PIN_FORMS)
        row = self.called.teacher(code)
        if way == NO_VISIT and not lessons:
            barred = Visit(self.called.place(place) if place else None, periods=Decimal(0))
            return [pinned_visits(self.county, row.code, [barred])]
        mode = _word(Mode, way)
        if mode is not Mode.STAY and mode.name.lower() not in self.policy.modes:
            raise NotUnderstood(f"本政策没有启用“{mode.value}”；请改用启用的方式")
        if (mode is Mode.STAY) == bool(place):
            raise NotUnderstood("留任不写学校，其他方式须写学校；请改写")
        host = self.called.place(place) if place else None
        if host is not None and host not in self.county.school and (why := astray(mode)):
            raise NotUnderstood(why)
        if lessons and (mode is not Mode.ITINERANT or not COUNT.fullmatch(lessons)):
            raise NotUnderstood(f"周课时只用于走教，须是整数，这里是“{lessons}”；请改写")
        if mode is Mode.ITINERANT:
            visit = Visit(host, periods=Decimal(lessons) if lessons else None)
            return [pinned_visits(self.county, row.code, [visit])]
        return [pinned(self.county, row.code, Post(mode, host))]

    def _close(self, parts: list[str]) -> list[Change]:
        (code, heir) = _split(parts, 2, 2, "学校:承接学校（写代码或名称）")
        school, successor = self.called.school(code), self.called.school(heir)
        if school.code == successor.code:
            raise NotUnderstood("承接学校不能是被撤的学校自己；请改写")
        taught = school.kind.stages
        if taught and not set(taught) & set(successor.kind.stages):
            lacking = "、".join(stage.value for stage in taught)
            raise NotUnderstood(
                f"{successor.name}不办{lacking}，接不了{school.name}的学生；请改写办这个学段的学校"
            )
        own, words = self._closing(school, successor)
        row = SchoolChangeRow(
            school=school.code, change=SchoolChange.CLOSE, successor=successor.code,
            effective=self.county.term.start,
        )  # fmt: skip
        return [Change(words, "school_changes", (row,), own)]

    def _closing(
        self, school: SchoolRow, successor: SchoolRow
    ) -> tuple[tuple[tuple[str, ...], ...], str]:
        """Rows of 学校调整 it takes the place of, and what is supposed, in words."""
        start = self.county.term.start
        if successor.code in self.county.closed(start):
            raise NotUnderstood(
                f"“学校调整”表里承接学校{successor.name}本期自己也撤、并了；请改写别的学校"
            )
        words = f"撤{school.name}，并入{successor.name}"
        rows = [row for row in self.county.school_changes
                if row.school == school.code and row.change is not SchoolChange.OPEN]  # fmt: skip
        if any(row.effective <= start and row.successor == successor.code for row in rows):
            raise NotUnderstood(
                f"“学校调整”表里{school.name}本期已{rows[0].change.value}，由{successor.name}承接，"
                "不必假设；想知道不撤会怎样，用 --open"
            )
        if rows:
            words += f"（代替“学校调整”表原来的{rows[0].change.value}）"
        return tuple(key_of(row) for row in rows if row.change is not SchoolChange.CLOSE), words

    def _open(self, parts: list[str]) -> list[Change]:
        (code,) = _split(parts, 1, 1, "学校代码或名称")
        school = self.called.school(code)
        own = [row for row in self.county.school_changes if row.school == school.code]
        late = [r for r in own if r.change is not SchoolChange.OPEN
                or r.effective > self.county.term.start]  # fmt: skip
        if not late:
            raise NotUnderstood(f"{school.name}本来就在办学（“学校调整”表没有撤、并它），不必假设")
        dropped = tuple(key_of(row) for row in late)
        return [Change(f"{school.name}本期办学", "school_changes", dropped=dropped)]

    def _recruit(self, parts: list[str]) -> list[Change]:
        (subject, stage, heads) = _split(parts, 3, 3, "学科:学段:人数，如 数学:小学:5")
        known = known_subjects({str(row.subject): str(row.subject) for row in self.county.demands})
        if subject not in known:
            raise NotUnderstood(f"没有学科“{subject}”；请照“学科”的写法，如 数学")
        count = int(heads) if COUNT.fullmatch(heads) else 0
        if not 1 <= count <= _MOST_RECRUITS:
            raise NotUnderstood(f"人数须是1至{_MOST_RECRUITS}的整数，这里是“{heads}”")
        taught = Subject(known[subject])
        row = RecruitRow(
            stage=_word(Stage, stage), subject=taught, heads=count, source=SUPPOSED
        )  # fmt: skip
        return [Change(f"招聘{row.stage.value}{taught}{count}人", "recruits", (row,))]

    def _pupils(self, parts: list[str]) -> list[Change]:
        (code, amount) = _split(
            parts, 2, 2, "学校:人数，或 学校:+30、学校:+5%，全县写 全县:+5%（学校写代码或名称）"
        )
        if code == EVERYWHERE and not amount.endswith("%"):
            raise NotUnderstood("全县各校按同一百分比增减；请写 全县:+5% 或 全县:-5%，人数逐校写")
        schools = self.county.schools if code == EVERYWHERE else (self.called.school(code),)
        sized = [resized(self.county, school, amount) for school in schools]
        name = EVERYWHERE if code == EVERYWHERE else schools[0].name
        was, now = sum(s.pupils for s in schools), sum(s.pupils for s, _ in sized)
        stated = "" if COUNT.fullmatch(amount) else f"（{amount}）"
        words = f"{name}在校生由{was}人改为{now}人{stated}，班级数按现有班额四舍五入推算"
        if was and not now:
            words += "；没有学生仍算办学，教师仍在该校，要撤的另写 --close 学校:承接学校"
        return [
            Change(words, "schools", tuple(school for school, _ in sized)),
            Change("", "classes", tuple(row for _, rows in sized for row in rows)),
        ]

    def _name(self, row: TeacherRow) -> str:
        return f"{row.name}（{row.code}）"


def _split(parts: list[str], least: int, most: int, form: str) -> list[str]:
    """Exactly *most* parts, blank where left out."""
    if not least <= len(parts) <= most or not all(parts):
        raise NotUnderstood(f"写法应为“{form}”；请改写")
    return [*parts, *[""] * (most - len(parts))]


def _word(kind: type[W], text: str) -> W:
    try:
        return kind(text)
    except ValueError:
        words = "、".join(word.value for word in kind)
        raise NotUnderstood(f"没有“{text}”这个词；可用的有 {words}") from None

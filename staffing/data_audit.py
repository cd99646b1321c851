"""The data audit (mechanism M05): what in a readable workbook the office must look into.

Warnings, never errors: 在编不在岗, 借调 past its term, people who work where they are not on the
books, over-establishment, missing certificates, duplicates, impossible dates. Only contradictions
are named; no age or tenure is judged here, for those limits are the policy's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from models.column import Code, Month, Row
from models.county import County
from models.id_number import id_birth, id_gender, id_is_sound, mask_id
from models.problem import Problem
from models.sheets import HistoryRow, SchoolRow, TeacherRow
from models.vocabulary import Gender, Mode, Relation, Sponsor, StaffKind, StaffStatus, Stage

ON_BOOKS = (StaffKind.ESTABLISHED, StaffKind.CONTROLLED)
"""People who fill a school's own 核定编制; 周转编制 and 特岗 posts are lent beside it."""

OFF_BOOKS = (StaffKind.CONTRACT, StaffKind.AGENCY, StaffKind.RETIRED_RETURN)
"""People who never count as 在编."""

OFF_POST = (
    StaffStatus.OFF_POST,
    StaffStatus.UNPAID,
    StaffStatus.WAITING,
    StaffStatus.RETIRED,
)
"""On the books without any work in a school."""

TIMED = (StaffStatus.SICK, StaffStatus.MATERNITY, StaffStatus.TRAINING, StaffStatus.AID)
"""Absences that end on a stated day."""

STAGES_OF_CERTIFICATE: dict[Stage, tuple[Stage, ...]] = {
    Stage.KINDERGARTEN: (Stage.KINDERGARTEN,),
    Stage.PRIMARY: (Stage.KINDERGARTEN, Stage.PRIMARY),
    Stage.JUNIOR: (Stage.KINDERGARTEN, Stage.PRIMARY, Stage.JUNIOR),
    Stage.SENIOR: tuple(stage for stage in Stage if stage is not Stage.SPECIAL),
    Stage.VOCATIONAL: tuple(stage for stage in Stage if stage is not Stage.SPECIAL),
    Stage.SPECIAL: (Stage.SPECIAL,),
}
"""Certificate → stages it is good for: its own and those below; 中职 ranks with 高中."""


def audit_data(county: County) -> tuple[Problem, ...]:
    """Everything to look into, by sheet, row and column of the workbook."""
    found: list[Problem] = []
    for check in _CHECKS_OF_SCHOOLS:
        found.extend(check(county))
    for teacher in sorted(county.teachers, key=lambda row: (row.row_number, row.code)):
        for inspect in _CHECKS_OF_PEOPLE:
            found.extend(inspect(county, teacher))
    found.extend(_same_id(county))
    found.extend(_same_person(county))
    found.extend(_history(county))
    return tuple(sorted(found, key=_reading_order))


def on_books(teacher: TeacherRow) -> bool:
    """在编: on the books of the 编制学校, wherever the person works; retired people are not."""
    return teacher.staff_kind in ON_BOOKS and teacher.status is not StaffStatus.RETIRED


def _hired_by_state(teacher: TeacherRow) -> bool:
    return teacher.staff_kind not in OFF_BOOKS


def _note(county: County, row: Row, name: str, kind: str, message: str) -> Problem:
    cell = county.cell(row, name).partition("!")[2]
    return Problem(row.sheet, cell, message, kind)


def _who(teacher: TeacherRow) -> str:
    return f"{teacher.name}（{teacher.code}）"


def _school(county: County, code: Code) -> str:
    return f"{county.school[code].name}（{code}）" if code in county.school else f"“{code}”"


def _over_establishment(county: County) -> Iterator[Problem]:
    """在编 against 核定编制, per 编制主体 with its campuses."""
    on_roll = Counter(
        county.establishment_holder(t.establishment_school) for t in county.teachers if on_books(t)
    )
    for school in county.schools:
        approved = school.approved
        if not county.holds_establishment(school.code) or approved is None:
            continue
        over = on_roll[school.code] - approved
        if over > 0:
            message = (
                f"{school.name}在编{on_roll[school.code]}人，核定编制{approved}人，超编{over}人；"
                "请核对核定编制和编制学校，属实的纳入县管校聘调剂"
            )
            yield _note(county, school, "approved", "over_establishment", message)


def _no_certificates(county: County) -> Iterator[Problem]:
    """A workbook without the column is told so once."""
    if county.teachers and not county.has_column(TeacherRow.sheet, "certificate_stage"):
        message = "没有“资格证学段”列，无法核对教师资格；请补上这一列"
        yield Problem(TeacherRow.sheet, "", message, "no_certificate_column")


def _off_post(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    if teacher.status in OFF_POST and _hired_by_state(teacher):
        message = (
            f"{_who(teacher)}编制类型是“{teacher.staff_kind}”而人员状态是“{teacher.status}”："
            "在编不在岗，不计入师资；请核查并处理编制"
        )
        yield _note(county, teacher, "status", "off_post", message)


def _absence(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """借调 without a term or past it; other absences past theirs; a term that runs backwards."""
    until, day = teacher.status_to, county.term.reference
    if teacher.status is StaffStatus.SECONDED_OUT and until is None:
        message = f"{_who(teacher)}借调没有写状态止（批文期限）；请按批文补填，没有批文的应返回任教"
        yield _note(county, teacher, "status_to", "seconded_without_term", message)
    elif until is not None and until < day and teacher.status in (*TIMED, StaffStatus.SECONDED_OUT):
        kind = (
            "seconded_past_term" if teacher.status is StaffStatus.SECONDED_OUT else "absence_past"
        )
        message = (
            f"{_who(teacher)}{teacher.status}已于{until}到期（口径日期{day}），仍未返岗；"
            "请办理续批或改回在岗"
        )
        yield _note(county, teacher, "status_to", kind, message)
    if teacher.status_from is not None and until is not None and teacher.status_from > until:
        message = f"{_who(teacher)}状态止（{until}）早于状态起（{teacher.status_from}）；请核对"
        yield _note(county, teacher, "status_to", "status_span", message)


def _elsewhere(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """编制学校 ≠ 现任教学校 without a running 履历; campuses of one 编制主体 are one place."""
    home, duty = teacher.establishment_school, teacher.duty_school
    same_holder = county.establishment_holder(home) == county.establishment_holder(duty)
    if same_holder or county.legal_school(home) == county.legal_school(duty):
        return
    if _is_public(county, home) and not _is_public(county, duty) and _hired_by_state(teacher):
        message = (
            f"{_who(teacher)}编制在公办学校{_school(county, home)}，"
            f"却在民办学校{_school(county, duty)}任教；在编教师不得长期在民办学校任教，请核查"
        )
        yield _note(county, teacher, "duty_school", "public_at_private", message)
    spells = [
        row
        for row in county.history_of.get(teacher.code, ())
        if row.school in county.school
        and county.legal_school(row.school) == county.legal_school(duty)
        and row.relation is not Relation.TRANSFERRED
    ]
    day = county.term.reference
    if any(row.start <= day and (row.end is None or row.end >= day) for row in spells):
        return
    place = f"编制在{_school(county, home)}，现任教于{_school(county, duty)}"
    ended = [row.end for row in spells if row.end is not None and row.end < day]
    if ended:
        message = f"{_who(teacher)}{place}，该段履历已于{max(ended)}到期：到期未返；请核查"
        yield _note(county, teacher, "duty_school", "not_returned", message)
    else:
        message = f"{_who(teacher)}{place}，没有正在进行的履历可以说明；请补履历或改正学校"
        yield _note(county, teacher, "duty_school", "unexplained_elsewhere", message)


def _is_public(county: County, code: Code) -> bool:
    return county.school[code].sponsor is Sponsor.PUBLIC


def _certificate(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    if not teacher.teaches or teacher.stage is None or teacher.stage is Stage.SPECIAL:
        return
    if not county.has_column(TeacherRow.sheet, "certificate_stage"):
        return
    held = teacher.certificate_stage
    if held is None:
        message = f"{_who(teacher)}任教{teacher.stage}，资格证学段是空白；请核查有无教师资格证"
        yield _note(county, teacher, "certificate_stage", "no_certificate", message)
    elif teacher.stage not in STAGES_OF_CERTIFICATE[held] and held is not Stage.SPECIAL:
        message = f"{_who(teacher)}任教{teacher.stage}，资格证只到{held}，低于任教学段；请核查"
        yield _note(county, teacher, "certificate_stage", "low_certificate", message)


_ORDERED = (
    ("born", "worked_since"),
    ("worked_since", "school_since"),
    ("worked_since", "first_appointed"),
    ("worked_since", "leader_since"),
    ("worked_since", "post_grade_since"),
)
"""Months of which the second cannot come before the first."""


def _dates(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    headers = {field.name: field.column.header for field in TeacherRow.fields()}
    now = Month.of(county.term.reference)
    for name in ("born", *(later for _, later in _ORDERED)):
        month = getattr(teacher, name)
        if month is not None and month > now:
            message = (
                f"{_who(teacher)}{headers[name]}（{month}）在口径日期"
                f"（{county.term.reference}）之后；请核对"
            )
            yield _note(county, teacher, name, "future_date", message)
    for first, later in _ORDERED:
        start, end = getattr(teacher, first), getattr(teacher, later)
        if start is not None and end is not None and end < start:
            message = (
                f"{_who(teacher)}{headers[later]}（{end}）早于{headers[first]}（{start}）；请核对"
            )
            yield _note(county, teacher, later, "impossible_dates", message)
    if teacher.status_from is not None and teacher.status_from > county.term.reference:
        message = f"{_who(teacher)}状态起（{teacher.status_from}）在口径日期之后；请核对人员状态"
        yield _note(county, teacher, "status_from", "future_date", message)


def _identity(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """身份证号 against itself, 出生年月 and 性别. The personnel file counts, so these only warn."""
    number = teacher.id_number
    if number is None:
        return
    shown = f"{_who(teacher)}身份证号{mask_id(number)}"
    if not id_is_sound(number):
        message = f"{shown}校验码不对，至少有一位写错；请按证件核对"
        yield _note(county, teacher, "id_number", "id_checksum", message)
    if id_birth(number) != teacher.born:
        message = f"{shown}中的出生年月与表中（{teacher.born}）不一致；以人事档案为准，请核对"
        yield _note(county, teacher, "born", "id_birth", message)
    if id_gender(number) is not teacher.gender:
        message = f"{shown}中的性别与表中（{teacher.gender}）不一致；以人事档案为准，请核对"
        yield _note(county, teacher, "gender", "id_gender", message)


def _same_id(county: County) -> Iterator[Problem]:
    groups: defaultdict[str, list[TeacherRow]] = defaultdict(list)
    for teacher in county.teachers:
        if teacher.id_number is not None:
            groups[teacher.id_number].append(teacher)
    for number, people in groups.items():
        yield from _repeats(county, people, "id_number", f"身份证号{mask_id(number)}相同")


def _same_person(county: County) -> Iterator[Problem]:
    """Same name, birth month and gender, unless two different identity numbers tell them apart."""
    groups: defaultdict[tuple[str, Month, Gender], list[TeacherRow]] = defaultdict(list)
    for teacher in county.teachers:
        groups["".join(teacher.name.split()), teacher.born, teacher.gender].append(teacher)
    for people in groups.values():
        numbers = [t.id_number for t in people if t.id_number is not None]
        if len(people) > 1 and len(numbers) < len(people):
            yield from _repeats(county, people, "name", "姓名、出生年月、性别都相同")


def _repeats(county: County, people: list[TeacherRow], name: str, alike: str) -> Iterator[Problem]:
    first, *others = sorted(people, key=lambda row: (row.row_number, row.code))
    for other in others:
        message = f"{_who(other)}与{_who(first)}{alike}，疑为同一人重复登记；请核查"
        yield _note(county, other, name, "duplicate_person", message)


def _history(county: County) -> Iterator[Problem]:
    """履历 that begins before its person was born or after the reference date."""
    for row in county.history:
        teacher = county.teacher.get(row.person)
        if teacher is not None and Month.of(row.start) < teacher.born:
            message = f"{_who(teacher)}履历起（{row.start}）早于出生年月（{teacher.born}）；请核对"
            yield _note(county, row, "start", "impossible_dates", message)
        elif row.start > county.term.end and row.mode is not Mode.STAY:
            message = f"履历起（{row.start}）在本期结束（{county.term.end}）之后，不是履历；请核对"
            yield _note(county, row, "start", "future_date", message)


def _reading_order(problem: Problem) -> tuple[int, int, int, str, str]:
    sheets = (SchoolRow.sheet, TeacherRow.sheet, HistoryRow.sheet)
    match = re.fullmatch(r"([A-Z]*)(\d+)行?", problem.cell)
    letters, row = (match[1], int(match[2])) if match else ("", 0)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return sheets.index(problem.sheet), row, column, problem.kind, problem.message


_CHECKS_OF_SCHOOLS: tuple[Callable[[County], Iterator[Problem]], ...] = (
    _over_establishment,
    _no_certificates,
)
_CHECKS_OF_PEOPLE: tuple[Callable[[County, TeacherRow], Iterator[Problem]], ...] = (
    _off_post,
    _absence,
    _elsewhere,
    _certificate,
    _dates,
    _identity,
)

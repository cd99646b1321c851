"""About people: 在编不在岗, 借调 past its term, work away from the books, certificates, doubles.

No age or tenure is judged here, for those limits are the policy's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from models.column import Code, Month
from models.county import County
from models.id_number import id_birth, id_gender, id_is_sound, mask_id
from models.problem import Problem
from models.sheets import TeacherRow
from models.vocabulary import Gender, Mode, Relation, Sponsor, StaffKind, StaffStatus, Stage
from staffing.data_audit.notes import note, school_words, who
from staffing.workbook.disordered import CAREER

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


def check_people(county: County) -> Iterator[Problem]:
    """Everything to look into about single people, about doubles, and in 履历."""
    yield from _no_certificates(county)
    for teacher in county.teachers:
        for inspect in _CHECKS:
            yield from inspect(county, teacher)
    yield from _same_id(county)
    yield from _same_person(county)
    yield from _history(county)


def _hired_by_state(teacher: TeacherRow) -> bool:
    return teacher.staff_kind not in OFF_BOOKS


def _no_certificates(county: County) -> Iterator[Problem]:
    """A workbook without the column is told so once."""
    if county.teachers and not county.has_column(TeacherRow.sheet, "certificate_stage"):
        message = "没有“资格证学段”列，无法核对教师资格；请补上这一列"
        yield Problem(TeacherRow.sheet, "", message, "no_certificate_column")


_NO_NAMES = frozenset({"TRUE", "FALSE", "无", "空", "姓名"})


def _odd_name(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """A number, a mark or a word of the form where a name belongs: the columns may have slipped."""
    name = teacher.name
    if name.upper() in _NO_NAMES or not any(sign.isalpha() for sign in name):
        message = (
            f"{who(teacher)}的姓名是“{name}”，不像人名，名单会照此印出；"
            "请核对这一行有没有错位，改填姓名"
        )
        yield note(county, teacher, "name", "odd_name", message)


def _off_post(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    if teacher.status in OFF_POST and _hired_by_state(teacher):
        message = (
            f"{who(teacher)}编制类型是“{teacher.staff_kind}”而人员状态是“{teacher.status}”："
            f"在编不在岗，不计入师资；{_remedy(teacher)}"
        )
        yield note(county, teacher, "status", "off_post", message)


def _remedy(teacher: TeacherRow) -> str:
    if teacher.status is StaffStatus.WAITING:
        return "落聘属实的不用改，参加竞聘或组织调剂"
    return "请核查并处理编制"


def _absence(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """借调 without a term or past it; other absences past theirs; a term that runs backwards."""
    until, day = teacher.status_to, county.term.reference
    if teacher.status is StaffStatus.SECONDED_OUT and until is None:
        message = f"{who(teacher)}借调没有写状态止（批文期限）；请按批文补填，没有批文的应返回任教"
        yield note(county, teacher, "status_to", "seconded_without_term", message)
    elif until is not None and until < day and teacher.status in (*TIMED, StaffStatus.SECONDED_OUT):
        kind = (
            "seconded_past_term" if teacher.status is StaffStatus.SECONDED_OUT else "absence_past"
        )
        message = (
            f"{who(teacher)}{teacher.status}已于{until}到期（口径日期{day}），仍未返岗；"
            "请办理续批或改回在岗"
        )
        yield note(county, teacher, "status_to", kind, message)
    if teacher.status_from is not None and until is not None and teacher.status_from > until:
        message = f"{who(teacher)}状态止（{until}）早于状态起（{teacher.status_from}）；请核对"
        yield note(county, teacher, "status_to", "status_span", message)


def _elsewhere(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """编制学校 ≠ 现任教学校 without a running 履历; campuses of one 编制主体 are one place."""
    home, duty = teacher.establishment_school, teacher.duty_school
    same_holder = county.establishment_holder(home) == county.establishment_holder(duty)
    if same_holder or county.legal_school(home) == county.legal_school(duty):
        return
    if _is_public(county, home) and not _is_public(county, duty) and _hired_by_state(teacher):
        message = (
            f"{who(teacher)}编制在公办学校{school_words(county, home)}，"
            f"却在民办学校{school_words(county, duty)}任教；在编教师不得长期在民办学校任教，请核查"
        )
        yield note(county, teacher, "duty_school", "public_at_private", message)
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
    place = f"编制在{school_words(county, home)}，现任教于{school_words(county, duty)}"
    ended = [row.end for row in spells if row.end is not None and row.end < day]
    if ended:
        message = f"{who(teacher)}{place}，该段履历已于{max(ended)}到期：到期未返；请核查"
        yield note(county, teacher, "duty_school", "not_returned", message)
    else:
        message = f"{who(teacher)}{place}，没有正在进行的履历可以说明；请补履历或改正学校"
        yield note(county, teacher, "duty_school", "unexplained_elsewhere", message)


def _is_public(county: County, code: Code) -> bool:
    return county.school[code].sponsor is Sponsor.PUBLIC


def _certificate(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    if not teacher.teaches or teacher.stage is None or teacher.stage is Stage.SPECIAL:
        return
    if not county.has_column(TeacherRow.sheet, "certificate_stage"):
        return
    held = teacher.certificate_stage
    if held is None:
        message = f"{who(teacher)}任教{teacher.stage}，资格证学段是空白；请核查有无教师资格证"
        yield note(county, teacher, "certificate_stage", "no_certificate", message)
    elif teacher.stage not in STAGES_OF_CERTIFICATE[held] and held is not Stage.SPECIAL:
        message = f"{who(teacher)}任教{teacher.stage}，资格证只到{held}，低于任教学段；请核查"
        yield note(county, teacher, "certificate_stage", "low_certificate", message)


_MONTHS = 12
"""Of a year."""


def _dates(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    headers = {field.name: field.column.header for field in TeacherRow.fields()}
    now = Month.of(county.term.reference)
    for name in ("born", *(later for _, later in CAREER)):
        month = getattr(teacher, name)
        if month is not None and month > now:
            message = (
                f"{who(teacher)}{headers[name]}（{month}）在口径日期"
                f"（{county.term.reference}）之后；请核对"
            )
            yield note(county, teacher, name, "future_date", message)
    for first, later in CAREER:
        start, end = getattr(teacher, first), getattr(teacher, later)
        if start is not None and end is not None and end < start:
            message = (
                f"{who(teacher)}{headers[later]}（{end}）早于{headers[first]}（{start}）；请核对"
            )
            yield note(county, teacher, later, "impossible_dates", message)
    if teacher.status_from is not None and teacher.status_from > county.term.reference:
        message = f"{who(teacher)}状态起（{teacher.status_from}）在口径日期之后；请核对人员状态"
        yield note(county, teacher, "status_from", "future_date", message)


def _rural_years(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    if teacher.rural_years is None or teacher.worked_since is None:
        return
    begun = (Month.of(county.term.reference) - teacher.worked_since) // _MONTHS + 1
    if teacher.rural_years > begun:
        message = (
            f"{who(teacher)}乡村任教年数（{teacher.rural_years}）多于参加工作以来的年数；请核对"
        )
        yield note(county, teacher, "rural_years", "impossible_years", message)


def _identity(county: County, teacher: TeacherRow) -> Iterator[Problem]:
    """身份证号 against itself, 出生年月 and 性别. The personnel file counts, so these only warn."""
    number = teacher.id_number
    if number is None:
        return
    shown = f"{who(teacher)}身份证号{mask_id(number)}"
    if not id_is_sound(number):
        message = f"{shown}校验码不对，至少有一位写错；请按证件核对"
        yield note(county, teacher, "id_number", "id_checksum", message)
    if id_birth(number) != teacher.born:
        message = f"{shown}中的出生年月与表中（{teacher.born}）不一致；以人事档案为准，请核对"
        yield note(county, teacher, "born", "id_birth", message)
    if id_gender(number) is not teacher.gender:
        message = f"{shown}中的性别与表中（{teacher.gender}）不一致；以人事档案为准，请核对"
        yield note(county, teacher, "gender", "id_gender", message)


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
        message = f"{who(other)}与{who(first)}{alike}，疑为同一人重复登记；请核查"
        yield note(county, other, name, "duplicate_person", message)


def _history(county: County) -> Iterator[Problem]:
    """履历 that begins before its person was born or after the reference date."""
    for row in county.history:
        teacher = county.teacher.get(row.person)
        if teacher is not None and Month.of(row.start) < teacher.born:
            message = f"{who(teacher)}履历起（{row.start}）早于出生年月（{teacher.born}）；请核对"
            yield note(county, row, "start", "impossible_dates", message)
        elif row.start > county.term.end and row.mode is not Mode.STAY:
            message = f"履历起（{row.start}）在本期结束（{county.term.end}）之后，不是履历；请核对"
            yield note(county, row, "start", "future_date", message)


_CHECKS: tuple[Callable[[County, TeacherRow], Iterator[Problem]], ...] = (
    _odd_name,
    _off_post,
    _absence,
    _elsewhere,
    _certificate,
    _dates,
    _rural_years,
    _identity,
)

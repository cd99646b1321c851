"""The plan table (安排表) of any roster workbook, ours or made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from models.column import Code, Row
from models.county import County
from models.problem import InputRefused, Problem
from models.sheets import (
    OutsidePersonRow,
    OutsideSchoolRow,
    PlanRow,
    SchoolRow,
    TeacherRow,
    TermRow,
)
from models.vocabulary import Mode, Relation, Stage
from staffing.workbook.cells import Surroundings
from staffing.workbook.cross import check_keys, check_spans
from staffing.workbook.ledger import Ledger, column_letter
from staffing.workbook.opening import OpenWorkbook, match_sheets
from staffing.workbook.preflight import inspect_file
from staffing.workbook.references import PLAN_REFERENCES, check_references, nameable
from staffing.workbook.row_notes import complain_examples
from staffing.workbook.subject_table import known_subjects
from staffing.workbook.swapped import complain_exchanged
from staffing.workbook.table import Draft, Table, read_table

_NONE: Mapping[str, Code] = MappingProxyType({})
PLAN_KEY = ("person", "mode", "host", "subject", "start")
_COUNTY_SIDE: tuple[type[Row], ...] = (TeacherRow, OutsidePersonRow, SchoolRow, OutsideSchoolRow)


@dataclass(frozen=True)
class PlanReading:
    """The rows of a plan table, in order; letters: of every field's column, for messages about
    cells; warnings: what was read otherwise than written, or not at all.

    errors: what is wrong with the rows left out; spoiled: whose rows those are, as far as known;
    nameless: some of those rows name nobody.
    """

    rows: tuple[PlanRow, ...]
    letters: Mapping[str, str]
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...] = ()
    spoiled: frozenset[Code] = frozenset()
    nameless: bool = False


def read_plan(path: Path, county: County, quotas: Mapping[str, Code] = _NONE) -> PlanReading:
    """The placements of a roster workbook.

    Every code resolves in the county or among the 外县 sheets. quotas: ids by the names under which
    the policy sends people out of no team of 支教团 (挂职、跟岗名额); a plan of ours writes a name
    where a team stands, and is read as the id. Raises :class:`InputRefused` with all problems.
    """
    read = read_plan_in_part(path, county, quotas)
    if read.errors:
        raise InputRefused(read.errors)
    return read


def read_plan_in_part(
    path: Path, county: County, quotas: Mapping[str, Code] = _NONE
) -> PlanReading:
    """As :func:`read_plan`, without the rows in which anything is wrong; those are told in its
    errors. Raises :class:`InputRefused` for a file that is no plan of this county at all."""
    path = Path(path)
    inspected = inspect_file(path)
    ledger = Ledger((PlanRow.sheet,))
    with OpenWorkbook(path, inspected) as book:
        matched = match_sheets(book.titles, (PlanRow,), ledger)
        table = Table(PlanRow)
        if PlanRow in matched:
            added = {str(row.subject): str(row.subject) for row in county.demands}
            codes = nameable(PlanRow, _county_tables(county), PLAN_REFERENCES)
            around = Surroundings(known_subjects(added), book.epoch, codes=codes)
            table = read_table(PlanRow, book.raw_sheet(matched[PlanRow]), around, ledger)
        refuse_other_files(table, book.titles, county)
        table = turned(table, county, ledger)
    complain_examples((table,), ledger)
    check_keys(table, ledger, PLAN_KEY)
    check_spans(table, ledger)
    recruits = Table(PlanRow, tuple(d for d in table.drafts if is_recruit(d)), table.columns)
    others = Table(PlanRow, tuple(d for d in table.drafts if not is_recruit(d)), table.columns)
    known = _county_tables(county)
    check_references({**known, PlanRow: others}, ledger, PLAN_REFERENCES)
    check_references({**known, PlanRow: recruits}, ledger, PLAN_REFERENCES[1:])
    check_names(table, county, ledger)
    table = _with_quotas(table, county, quotas)
    _check_teams(table, county, frozenset(quotas.values()), ledger)
    _check_stages(table, county, ledger)
    if ledger.errors and not table.drafts:
        raise InputRefused(ledger.errors)
    letters = {name: column_letter(i) for name, i in table.columns.items()}
    sound, faulty = _parted(table, ledger.errors)
    return PlanReading(
        rows=tuple(PlanRow(row_number=d.number, **dict(d.values)) for d in sound),
        letters=letters,
        warnings=(*inspected.notes, *ledger.warnings),
        errors=ledger.errors,
        spoiled=frozenset(Code(str(d.get("person"))) for d in faulty if d.get("person")),
        nameless=any(not d.get("person") for d in faulty),
    )


def _parted(table: Table, errors: Sequence[Problem]) -> tuple[list[Draft], list[Draft]]:
    """Rows nothing is wrong with, and the others; a column that lacks spoils every row."""
    rows = {"".join(filter(str.isdigit, problem.cell)) for problem in errors}
    needed = {field.name for field in PlanRow.fields() if field.required}
    sound, faulty = list[Draft](), list[Draft]()
    for draft in table.drafts:
        whole = needed <= draft.values.keys() and str(draft.number) not in rows
        (sound if whole else faulty).append(draft)
    return sound, faulty


def refuse_other_files(table: Table, titles: Sequence[str], county: County) -> None:
    """One sentence for a file that is no roster of this county, in place of one for every cell."""
    if not table.drafts and TermRow.sheet in titles:
        message = (
            "一行也没有，而文件里有“本期”表：这是学期工作簿，不是花名册；请核对文件名，"
            "手编的方案要填“安排表”"
        )
        raise InputRefused([Problem(PlanRow.sheet, "", message, "not_a_roster")])
    people = {str(d.get("person")) for d in table.drafts if not is_recruit(d) and d.get("person")}
    known = {*county.teacher, *(row.code for row in county.outside_people)}
    if len(people) > 1 and not people & known:
        message = (
            f"表中 {len(people)} 名教师的编号没有一个在这本工作簿里，像是另一份工作簿的花名册；"
            "请核对文件名"
        )
        raise InputRefused([Problem(PlanRow.sheet, "", message, "other_county")])


_NEARLY, _FEWEST = 0.8, 5


def turned(table: Table, county: County, ledger: Ledger) -> Table:
    """The table with 派出学校 and 接收学校 the right way round; that they were not is said once.

    Both take any school; the 编制学校 of people who keep it tells where they come from, in a plan
    of this term or of the one before.
    """
    stated = (d for d in table.drafts if d.get("home") and d.get("host") and not is_recruit(d))
    both = [d for d in stated if d.get("relation") is not Relation.TRANSFERRED]
    backward = [d for d in both if _is_home(d, "host", county) and not _is_home(d, "home", county)]
    if len(backward) < _FEWEST or len(backward) < _NEARLY * len(both):
        return table
    letters = {name: column_letter(table.columns[name]) for name in ("home", "host")}
    complain_exchanged(PlanRow, letters, "接收学校一列里几乎都是各人的编制学校", ledger)
    columns = dict(table.columns) | {
        "home": table.columns["host"], "host": table.columns["home"]
    }  # fmt: skip
    drafts = tuple(
        replace(d, values={**d.values, "home": d.get("host"), "host": d.get("home")})
        if d.get("home") and d.get("host") and not is_recruit(d) else d
        for d in table.drafts
    )  # fmt: skip
    return replace(table, drafts=drafts, columns=columns)


def _is_home(draft: Draft, field: str, county: County) -> bool:
    """Whether the school under a field is the one whose 编制 the row's person holds."""
    teacher = county.teacher.get(Code(str(draft.get("person"))))
    school = Code(str(draft.get(field)))
    if teacher is None or school not in county.school:
        return False
    return county.legal_school(school) == county.legal_school(teacher.establishment_school)


def is_recruit(draft: Draft) -> bool:
    """A recruit has no row in 教师 yet."""
    return draft.get("mode") is Mode.RECRUITMENT


def _county_tables(county: County) -> Mapping[type[Row], Table]:
    """The county's code-bearing sheets as tables, for resolving the plan's codes."""
    rows: dict[type[Row], Sequence[Row]] = {
        TeacherRow: county.teachers,
        OutsidePersonRow: county.outside_people,
        SchoolRow: county.schools,
        OutsideSchoolRow: county.outside_schools,
    }
    return {
        sheet: Table(sheet, tuple(map(_named, rows[sheet])), {"code": 0}, True, True)
        for sheet in _COUNTY_SIDE
    }


def _named(row: Row) -> Draft:
    values = {name: getattr(row, name) for name in ("code", "name")}
    return Draft(row.row_number, values, {}, frozenset())


def check_names(table: Table, county: County, ledger: Ledger) -> None:
    """A code with somebody else's name is a slip in one of the two."""
    names = {str(t.code): t.name for t in county.teachers}
    names |= {str(p.code): p.name for p in county.outside_people}
    for draft in table.drafts:
        said, known = draft.get("name"), names.get(str(draft.get("person")))
        if said is None or known is None or "".join(str(said).split()) == "".join(known.split()):
            continue
        message = (
            f"教师编号“{draft.get('person')}”是“{known}”，这里写的是“{said}”；请核对编号和姓名"
        )
        ledger.error(PlanRow.sheet, table.place(draft, "name"), "wrong_name", message)


def _with_quotas(table: Table, county: County, quotas: Mapping[str, Code]) -> Table:
    """The table with the id of a quota where its name stands for a team."""
    teams = {team.team for team in county.teams}
    known = {name: code for name, code in quotas.items() if name not in teams}
    drafts = tuple(
        replace(draft, values={**draft.values, "team": known[str(draft.get("team"))]})
        if str(draft.get("team")) in known else draft
        for draft in table.drafts
    )  # fmt: skip
    return replace(table, drafts=drafts)


def _check_teams(table: Table, county: County, quotas: frozenset[Code], ledger: Ledger) -> None:
    """A team named in the plan is one of 支教团, when the county lists any, or a quota."""
    teams = {str(team.team) for team in county.teams}
    for draft in table.drafts:
        team = draft.get("team")
        if teams and team is not None and team not in teams and team not in quotas:
            message = f"团队编号“{team}”不在“支教团”表中；请改正，或在该表补上这一团队"
            ledger.error(PlanRow.sheet, table.place(draft, "team"), "unknown_code", message)


def _check_stages(table: Table, county: County, ledger: Ledger) -> None:
    """A stage named in the plan is one that the host teaches, when it is a school of this county:
    at a research office (教研机构) it is the person's own."""
    for draft in table.drafts:
        stage, host = draft.get("stage"), county.school.get(Code(str(draft.get("host"))))
        if not isinstance(stage, Stage) or host is None or not host.kind.stages:
            continue
        if stage in host.kind.stages:
            continue
        taught = "或".join(each.value for each in host.kind.stages)
        message = f"接收学校“{host.name}”没有{stage.value}；请改为{taught}，或核对接收学校"
        ledger.error(PlanRow.sheet, table.place(draft, "stage"), "wrong_stage", message)

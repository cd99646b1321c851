"""The validated county of one term: all rows, sorted, with read-only indexes.

A county is plain data: picklable, free of files and policies. Cross-row checks happen once, when
the workbook is read; afterwards every code in it resolves.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import TypeVar

from models.column import Code, Row, Subject
from models.roster import Placement
from models.sheets import (
    SHEETS,
    BaselineRow,
    ClassRow,
    DemandRow,
    DistanceRow,
    ExemptionRow,
    FacilityRow,
    GradePostRow,
    HistoryRow,
    InternRow,
    LockRow,
    OutsidePersonRow,
    OutsideSchoolRow,
    PairingRow,
    PointsRow,
    RecommendationRow,
    RecruitRow,
    RevolvingPostRow,
    SchoolChangeRow,
    SchoolRow,
    TeacherRow,
    TeamRow,
    TermRow,
    VacancyRow,
    WishRow,
)
from models.vocabulary import SchoolChange

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class County:
    """All rows of a term workbook, each sheet sorted by its key so that row order never matters.

    columns: per sheet the fields whose column is present in the workbook (so that a missing column
    can be told from blank cells). letters: per sheet the column letter of each field, for messages.
    carried: placements of earlier terms that have taken place and the workbook does not tell.
    as_read: :attr:`content_sha256` of the rows as they were read, empty while they are these: what
    was decided or supposed since is of no other workbook.
    """

    term: TermRow
    schools: tuple[SchoolRow, ...]
    classes: tuple[ClassRow, ...]
    teachers: tuple[TeacherRow, ...]
    demands: tuple[DemandRow, ...] = ()
    wishes: tuple[WishRow, ...] = ()
    recommendations: tuple[RecommendationRow, ...] = ()
    exemptions: tuple[ExemptionRow, ...] = ()
    points: tuple[PointsRow, ...] = ()
    vacancies: tuple[VacancyRow, ...] = ()
    grade_posts: tuple[GradePostRow, ...] = ()
    revolving_posts: tuple[RevolvingPostRow, ...] = ()
    pairings: tuple[PairingRow, ...] = ()
    distances: tuple[DistanceRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    outside_schools: tuple[OutsideSchoolRow, ...] = ()
    outside_people: tuple[OutsidePersonRow, ...] = ()
    recruits: tuple[RecruitRow, ...] = ()
    interns: tuple[InternRow, ...] = ()
    school_changes: tuple[SchoolChangeRow, ...] = ()
    locks: tuple[LockRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    facilities: tuple[FacilityRow, ...] = ()
    baselines: tuple[BaselineRow, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    carried: tuple[Placement, ...] = ()
    as_read: str = field(default="", compare=False)

    @classmethod
    def from_rows(
        cls,
        rows: Mapping[str, tuple[Row, ...]],
        columns: Mapping[str, frozenset[str]] | None = None,
        letters: Mapping[str, Mapping[str, str]] | None = None,
    ) -> County:
        """Build from rows by sheet name (本期, 学校 …); absent sheets are empty.

        The caller has checked that 本期 has exactly one row and that keys are unique. A lock (锁定)
        of other days than the term's is none.
        """
        by_field = {
            name: tuple(sorted(rows.get(sheet.sheet, ()), key=_sort_key))
            for name, sheet in FIELD_OF_SHEET.items()
        }
        (term,) = rows[TermRow.sheet]
        by_field["locks"] = tuple(row for row in by_field["locks"] if _in_force(row, term))
        return cls(term=term, columns=columns or {}, letters=letters or {}, **by_field)  # type: ignore[arg-type]

    # -- indexes ------------------------------------------------------------------------------

    @cached_property
    def school(self) -> Mapping[Code, SchoolRow]:
        """School by code."""
        return {row.code: row for row in self.schools}

    @cached_property
    def school_index(self) -> Mapping[Code, int]:
        """Position of a school in :attr:`schools`."""
        return {row.code: i for i, row in enumerate(self.schools)}

    @cached_property
    def teacher(self) -> Mapping[Code, TeacherRow]:
        """Teacher by code."""
        return {row.code: row for row in self.teachers}

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Every subject a person (a certificate too) or a demand of this county names, sorted."""
        rows = (self.teachers, self.demands, self.wishes, self.locks, self.recruits)
        named = {str(row.subject) for table in (*rows, self.outside_people) for row in table}
        named.update(str(row.certificate_subject) for row in self.teachers)
        named.update(str(subject) for row in self.teachers for subject in row.also_subjects)
        return tuple(sorted(named - {str(None)}))

    @cached_property
    def newcomers(self) -> Mapping[Code, RecruitRow]:
        """Recruits still to come (招聘), one code a head: row and number, in the sheet's order."""
        return {
            Code(f"招聘{number:02d}-{head:03d}"): row
            for number, row in enumerate(self.recruits, start=1)
            for head in range(1, row.heads + 1)
        }

    def subject_of(self, person: Code) -> Subject | None:
        """Main subject of a teacher or a recruit; None for people not in the workbook."""
        row = self.teacher.get(person) or self.newcomers.get(person)
        return None if row is None else row.subject

    @cached_property
    def classes_of(self) -> Mapping[Code, tuple[ClassRow, ...]]:
        """Class rows by school."""
        return _group(self.classes, "school")

    @cached_property
    def unlisted(self) -> Mapping[Code, SchoolRow]:
        """Schools of some stage that have pupils or classes, but no row in 班级; by code."""
        return {
            row.code: row
            for row in self.schools
            if (row.pupils or row.classes) and row.kind.stages and row.code not in self.classes_of
        }

    @cached_property
    def history_of(self) -> Mapping[Code, tuple[HistoryRow, ...]]:
        """履历 rows by person, oldest first."""
        grouped = _group(self.history, "person")
        return {k: tuple(sorted(v, key=lambda r: (r.start, r.school))) for k, v in grouped.items()}

    @cached_property
    def wishes_of(self) -> Mapping[Code, tuple[WishRow, ...]]:
        """志愿 rows by person, first wish first."""
        grouped = _group(self.wishes, "person")
        return {k: tuple(sorted(v, key=lambda r: r.rank)) for k, v in grouped.items()}

    @cached_property
    def recommendations_of(self) -> Mapping[Code, tuple[RecommendationRow, ...]]:
        """推荐 rows by person."""
        return _group(self.recommendations, "person")

    @cached_property
    def exemptions_of(self) -> Mapping[Code, tuple[ExemptionRow, ...]]:
        """免缓申请 rows by person."""
        return _group(self.exemptions, "person")

    @cached_property
    def locks_of(self) -> Mapping[Code, tuple[LockRow, ...]]:
        """锁定 rows by person."""
        return _group(self.locks, "person")

    @cached_property
    def points_of(self) -> Mapping[Code, tuple[PointsRow, ...]]:
        """积分 rows by person."""
        return _group(self.points, "person")

    @cached_property
    def content_sha256(self) -> str:
        """Hash of all rows and of which columns are there; the order of rows and columns is not in
        it, nor where in a workbook they stood."""
        digest = hashlib.sha256()
        for sheet in SHEETS:
            named = sorted(self.columns.get(sheet.sheet, ()))
            digest.update(f"{sheet.sheet}:{','.join(named)}\n".encode())
            for row in self._rows_of(sheet):
                digest.update(row.model_dump_json(exclude={"row_number"}).encode() + b"\n")
        return digest.hexdigest()

    @property
    def read_sha256(self) -> str:
        """The same of the workbook it was read from: one fingerprint for one content, whatever the
        bytes it was saved as and whatever was decided since."""
        return self.as_read or self.content_sha256

    def _rows_of(self, sheet: type[Row]) -> tuple[Row, ...]:
        if sheet is TermRow:
            return (self.term,)
        name = next(n for n, kind in FIELD_OF_SHEET.items() if kind is sheet)
        rows: tuple[Row, ...] = getattr(self, name)
        return rows

    @cached_property
    def opening(self) -> Mapping[Code, date]:
        """Schools that are opened (建) and from which day (学校调整)."""
        rows = self.school_changes
        return {row.school: row.effective for row in rows if row.change is SchoolChange.OPEN}

    def closed(self, day: date) -> Mapping[Code, Code | None]:
        """Schools closed or merged (撤, 并) by a day → who takes over; None = nobody is named."""
        return {
            row.school: row.successor
            for row in self.school_changes
            if row.change is not SchoolChange.OPEN and row.effective <= day
        }

    def legal_school(self, code: Code) -> Code:
        """法人学校 of a school or campus; itself when it is the legal school."""
        return self.school[code].legal_code or code

    def same_school(self, one: Code | None, other: Code) -> bool:
        """Whether two codes are one legal school; codes outside the county only when equal."""
        if one is None or one not in self.school or other not in self.school:
            return one == other
        return self.legal_school(one) == self.legal_school(other)

    def holds_establishment(self, code: Code) -> bool:
        """Whether the school is an 编制主体; blank = it is its own legal school."""
        row = self.school[code]
        if row.holds_establishment is not None:
            return row.holds_establishment
        return row.legal_code is None or row.legal_code == code

    def establishment_holder(self, code: Code) -> Code:
        """The 编制主体 a school's staff is counted under."""
        return code if self.holds_establishment(code) else self.legal_school(code)

    def has_column(self, sheet: str, field_name: str) -> bool:
        """Whether the workbook has that column at all (True for counties made in memory)."""
        return sheet not in self.columns or field_name in self.columns[sheet]

    def cell(self, row: Row, field_name: str | None = None) -> str:
        """Address for messages, ``教师!H23``; the row alone when the column is unknown."""
        letter = self.letters.get(row.sheet, {}).get(field_name or "", "")
        return (
            f"{row.sheet}!{letter}{row.row_number}" if letter else f"{row.sheet}!{row.row_number}行"
        )


_NO_SHEET = ("term", "columns", "letters", "carried", "as_read")
FIELD_OF_SHEET: dict[str, type[Row]] = dict(
    zip(
        [f.name for f in fields(County) if f.name not in _NO_SHEET],
        [s for s in SHEETS if s is not TermRow],
        strict=True,
    )
)
"""County field → row class; both follow the contract's order."""


def _in_force(row: Row, term: Row) -> bool:
    """Whether a lock decides anything about the term."""
    assert isinstance(row, LockRow) and isinstance(term, TermRow)
    return row.in_force(term.start, term.end)


def _sort_key(row: Row) -> tuple[str, ...]:
    stated = tuple(str(getattr(row, k) if getattr(row, k) is not None else "") for k in row.key)
    return (*stated, row.model_dump_json(exclude={"row_number"}))


def _group(rows: tuple[R, ...], name: str) -> dict[Code, tuple[R, ...]]:
    grouped: defaultdict[Code, list[R]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return {key: tuple(value) for key, value in grouped.items()}

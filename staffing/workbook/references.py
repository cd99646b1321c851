"""Every code names something: which column refers to which sheet, and the nearest known code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from models.column import Row
from models.sheets import (
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
    PlanRow,
    PointsRow,
    RecommendationRow,
    RevolvingPostRow,
    SchoolChangeRow,
    SchoolRow,
    TeacherRow,
    TeamRow,
    VacancyRow,
    WishRow,
)
from staffing.workbook.ledger import Ledger, quoted
from staffing.workbook.table import Draft, Table

Tables = Mapping[type[Row], Table]

_COUNTY = (SchoolRow,)
_ANYWHERE = (SchoolRow, OutsideSchoolRow)
_STAFF = (TeacherRow,)

Reference = tuple[type[Row], str, tuple[type[Row], ...]]

REFERENCES: tuple[Reference, ...] = (
    (SchoolRow, "legal_code", _COUNTY),
    (ClassRow, "school", _COUNTY),
    (TeacherRow, "establishment_school", _COUNTY),
    (TeacherRow, "duty_school", _COUNTY),
    (DemandRow, "school", _COUNTY),
    (WishRow, "person", _STAFF),
    (WishRow, "school", _ANYWHERE),
    (RecommendationRow, "person", _STAFF),
    (RecommendationRow, "school", _COUNTY),
    (ExemptionRow, "person", _STAFF),
    (PointsRow, "person", _STAFF),
    (VacancyRow, "school", _COUNTY),
    (GradePostRow, "school", _COUNTY),
    (RevolvingPostRow, "school", _COUNTY),
    (RevolvingPostRow, "holder", _STAFF),
    (PairingRow, "school", _COUNTY),
    (PairingRow, "other", _ANYWHERE),
    (DistanceRow, "school_a", _COUNTY),
    (DistanceRow, "school_b", _COUNTY),
    (TeamRow, "receiver", _ANYWHERE),
    (TeamRow, "sender", _ANYWHERE),
    (OutsidePersonRow, "sender", _ANYWHERE),
    (OutsidePersonRow, "receiver", _COUNTY),
    (InternRow, "school", _COUNTY),
    (SchoolChangeRow, "school", _COUNTY),
    (SchoolChangeRow, "successor", _COUNTY),
    (LockRow, "person", _STAFF),
    (LockRow, "school", _ANYWHERE),
    (HistoryRow, "person", _STAFF),
    (HistoryRow, "school", _ANYWHERE),
    (FacilityRow, "school", _COUNTY),
)
"""(sheet, field, the sheets whose ``code`` it may name)."""

PLAN_REFERENCES: tuple[Reference, ...] = (
    (PlanRow, "person", (TeacherRow, OutsidePersonRow)),
    (PlanRow, "home", _ANYWHERE),
    (PlanRow, "host", _ANYWHERE),
    (PlanRow, "counterpart", (TeacherRow, OutsidePersonRow)),
    (PlanRow, "successor", (TeacherRow, OutsidePersonRow)),
    (PlanRow, "return_school", _ANYWHERE),
)
"""The same for the plan table (安排表)."""


def nameable(
    sheet: type[Row], tables: Tables, references: Sequence[Reference] = REFERENCES
) -> dict[str, frozenset[str]]:
    """Field of a sheet → all codes it may name; fields whose sheets have not been read left out."""
    found: dict[str, frozenset[str]] = {}
    for own, name, targets in references:
        if own is sheet and all(target in tables for target in targets):
            codes = (d.get("code") for target in targets for d in tables[target].drafts)
            found[name] = frozenset(str(code) for code in codes if code is not None)
    return found


_FOR_DIGITS = str.maketrans("OoIl", "0011")
"""Letters typed for the digits they look like."""

_BETWEEN_CODES = re.compile(r"[、,，;；/\s]+")


class Codes:
    """The codes of one or more sheets, with names, to resolve against and to suggest from."""

    BUDGET = 40  # nearest-code searches; each costs milliseconds on thousands of codes

    def __init__(self, known: Mapping[str, str], lost: Iterable[str] = ()) -> None:
        self.known = known
        self._lost = frozenset(code.lstrip("0") for code in lost)
        self._by_case = {code.casefold(): code for code in known}
        self._by_name = {name: code for code, name in known.items() if name}
        self._hints: dict[str, str] = {}

    def names(self, code: str) -> bool:
        """Whether the code stands for a row, or for one whose own code has lost its zeros.

        The lost code has been complained of; what refers to it rightly is not to be changed.
        """
        return code in self.known or code.lstrip("0") in self._lost

    def hint(self, code: str) -> str:
        """What the office may have meant, as a clause of the message; empty when unknown."""
        if slip := self._slip(code):
            return slip
        if code not in self._hints:
            self._hints[code] = self._search(code) if len(self._hints) < self.BUDGET else ""
        return self._hints[code]

    def _slip(self, code: str) -> str:
        """A known code written with other capitals, with letters for digits, or beside another."""
        alike = self._by_case.get(code.casefold())
        if alike is not None:
            return f"，表中写作“{alike}”，只是大小写不同；请改成一致"
        meant = code.translate(_FOR_DIGITS)
        if meant in self.known and meant != code:
            return f"，像是把“{meant}”里的数字0、1写成了字母；请改正"
        parts = [part for part in _BETWEEN_CODES.split(code) if part]
        if len(parts) > 1 and all(part in self.known for part in parts):
            return f"，一格里写了{len(parts)}个代码，只能填一个；请只留一个，其余另起一行"
        return ""

    def _search(self, code: str) -> str:
        if code in self._by_name:
            return f"；这是名称，应填代码“{self._by_name[code]}”"
        near = get_close_matches(code, self.known, n=1, cutoff=0.6)
        if not near:
            near_name = get_close_matches(code, self._by_name, n=1, cutoff=0.6)
            near = [self._by_name[near_name[0]]] if near_name else []
        name = f"（{self.known[near[0]]}）" if near and self.known[near[0]] else ""
        return f"；最接近“{near[0]}”{name}" if near else ""


def codes_of(tables: Iterable[Table]) -> Codes:
    """Codes of the tables' drafts, also of rows and cells that have other faults."""
    known: dict[str, str] = {}
    lost: list[str] = []
    for table in tables:
        for draft in table.drafts:
            code = _stated(draft, "code")
            if code:
                known.setdefault(code, str(draft.get("name") or ""))
            if "code" in draft.lost:
                lost.append(draft.lost["code"])
    return Codes(known, lost)


def check_references(
    tables: Tables,
    ledger: Ledger,
    references: Sequence[Reference] = REFERENCES,
) -> None:
    """Complain of every code that names nothing; sheets that could not be read are not asked."""
    cache: dict[tuple[type[Row], ...], Codes] = {}
    for sheet, name, targets in references:
        table = tables[sheet]
        if name not in table.columns or not _answerable(tables, targets):
            continue
        if targets not in cache:
            cache[targets] = codes_of(tables[target] for target in targets)
        codes = cache[targets]
        where = "、".join(target.sheet for target in targets)
        outside = codes_of([tables[_ABROAD[targets]]]) if targets in _ABROAD else Codes({})
        for draft in table.drafts:
            code = draft.get(name)
            if code is None or codes.names(str(code)):
                continue
            if outside.names(str(code)):
                why = f"是“{_ABROAD[targets].sheet}”{quoted(outside.known.get(str(code), code))}"
                why += "，这一列只填本县的；请改填本县的代码"
            else:
                hint = codes.hint(str(code))
                cure = "" if "请" in hint else "；请改正代码，或在该表补上这一行"
                why = f"不在“{where}”表中{hint}{cure}"
            _complain(table, draft, name, why, ledger)


def check_cases(tables: Tables, ledger: Ledger) -> None:
    """Two codes of one sheet that only capitals tell apart are likelier one code written twice."""
    for sheet in (SchoolRow, OutsideSchoolRow, TeacherRow, OutsidePersonRow):
        first: dict[str, Draft] = {}
        for draft in tables[sheet].drafts:
            code = str(draft.get("code") or "")
            known = first.setdefault(code.casefold(), draft)
            if code and known.get("code") != code:
                message = (
                    f"“{code}”与第{known.number}行的“{known.get('code')}”只差大小写，"
                    "现按两个不同的代码读入；其实是同一个的，请改成一致并只留一行"
                )
                place = tables[sheet].place(draft, "code")
                ledger.warn(sheet.sheet, place, "codes_alike", message)


def check_apart(tables: Tables, ledger: Ledger) -> None:
    """No code stands for something here and for something in another county."""
    for own, outside in ((SchoolRow, OutsideSchoolRow), (TeacherRow, OutsidePersonRow)):
        first = {str(d.get("code")): d for d in reversed(tables[own].drafts) if d.get("code")}
        for draft in tables[outside].drafts:
            known = first.get(str(draft.get("code")))
            if known is not None:
                message = (
                    f"代码“{draft.get('code')}”在“{own.sheet}”表第{known.number}行已用于"
                    f"{quoted(known.get('name') or '')}，两张表同用一个代码，就不知说的是谁；"
                    "请改正其中一个"
                )
                place = tables[outside].place(draft, "code")
                ledger.error(outside.sheet, place, "duplicate_key", message)


_ABROAD: Mapping[tuple[type[Row], ...], type[Row]] = {
    _COUNTY: OutsideSchoolRow,
    _STAFF: OutsidePersonRow,
}
"""The sheet of other counties that a code may have been taken from by mistake."""


def _complain(table: Table, draft: Draft, name: str, why: str, ledger: Ledger) -> None:
    header = next(f.column.header for f in table.sheet.fields() if f.name == name)
    message = f"{header}{quoted(draft.get(name))}{why}"
    ledger.error(table.sheet.sheet, table.place(draft, name), "unknown_code", message)


def _answerable(tables: Tables, targets: tuple[type[Row], ...]) -> bool:
    """Whether the sheets referred to could be read, so that a missing code means something."""
    first, *others = (tables[target] for target in targets)
    return (
        first.readable
        and bool(first.drafts)
        and "code" in first.columns
        and all(not table.present or "code" in table.columns for table in others)
    )


def _stated(draft: Draft, name: str) -> str:
    return str(draft.get(name) or draft.lost.get(name, ""))

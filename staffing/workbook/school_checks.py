"""Checks across the sheets about schools: legal schools, stages, sums, roads, changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from models.sheets import (
    ClassRow,
    DemandRow,
    DistanceRow,
    PairingRow,
    SchoolRow,
)
from models.vocabulary import Grade, SchoolKind, Sponsor, Stage
from staffing.workbook.ledger import Ledger
from staffing.workbook.places import check_places
from staffing.workbook.references import Tables
from staffing.workbook.successors import check_changes
from staffing.workbook.table import Draft, Table

_KINDERGARTEN = (Grade.NURSERY, Grade.K1, Grade.K2, Grade.K3, Grade.KMIX)
_PRIMARY = (Grade.G1, Grade.G2, Grade.G3, Grade.G4, Grade.G5)
_JUNIOR = (Grade.G7, Grade.G8, Grade.G9)
_SENIOR = (Grade.S1, Grade.S2, Grade.S3)
_VOCATIONAL = (Grade.V1, Grade.V2, Grade.V3)

STAGES_OF_GRADE: Mapping[Grade, tuple[Stage, ...]] = (
    dict.fromkeys(_KINDERGARTEN, (Stage.KINDERGARTEN,))
    | dict.fromkeys(_PRIMARY, (Stage.PRIMARY,))
    | {Grade.G6: (Stage.PRIMARY, Stage.JUNIOR)}
    | dict.fromkeys(_JUNIOR, (Stage.JUNIOR,))
    | dict.fromkeys(_SENIOR, (Stage.SENIOR,))
    | dict.fromkeys(_VOCATIONAL, (Stage.VOCATIONAL,))
    | {Grade.SPECIAL: (Stage.SPECIAL,)}
)
"""Stages a grade can belong to; 六年级 is either, by the school's 学制."""


def stages_by_school(tables: Tables) -> dict[object, frozenset[Stage]]:
    """Stages each school may teach: its kind's, and those of classes it lists (附设班)."""
    stages: dict[object, frozenset[Stage]] = {}
    for draft in tables[SchoolRow].drafts:
        kind = draft.get("kind")
        if isinstance(kind, SchoolKind) and draft.get("code"):
            stages[draft.get("code")] = frozenset(kind.stages)
    for draft in tables[ClassRow].drafts:
        grade = draft.get("grade")
        if isinstance(grade, Grade) and draft.get("school") in stages:
            own = stages[draft.get("school")]
            if not own & set(STAGES_OF_GRADE[grade]):
                stages[draft.get("school")] = own | set(STAGES_OF_GRADE[grade])
    return stages


def check_schools(tables: Tables, ledger: Ledger) -> None:
    """All checks about schools."""
    schools = {d.get("code"): d for d in tables[SchoolRow].drafts if d.get("code") is not None}
    _check_legal(tables[SchoolRow], schools, ledger)
    _check_approved(tables[SchoolRow], schools, ledger)
    check_places(tables[SchoolRow], ledger)
    _check_grades(tables[ClassRow], schools, ledger)
    _check_sums(tables, ledger)
    _check_demand_stages(tables, ledger)
    _check_pairs(tables[DistanceRow], ("school_a", "school_b"), ledger)
    _check_pairs(tables[PairingRow], ("school", "other"), ledger)
    _check_roads(tables[DistanceRow], ledger)
    check_changes(tables, ledger)


def _check_legal(table: Table, schools: Mapping[object, Draft], ledger: Ledger) -> None:
    for draft in table.drafts:
        legal = schools.get(draft.get("legal_code"))
        if legal is None or legal is draft:
            continue
        place = table.place(draft, "legal_code")
        if legal.get("legal_code") not in (None, legal.get("code")):
            message = (
                f"法人学校“{legal.get('code')}”自己又属于“{legal.get('legal_code')}”；"
                "请直接填最上一级的法人学校"
            )
            ledger.error(SchoolRow.sheet, place, "legal_chain", message)
        elif legal.get("holds_establishment") is False and not draft.get("holds_establishment"):
            message = f"本校和法人学校“{legal.get('code')}”都不是编制主体，人员编制无处可计；请核对"
            ledger.warn(SchoolRow.sheet, place, "no_holder", message)


def _check_approved(table: Table, schools: Mapping[object, Draft], ledger: Ledger) -> None:
    missing = [
        draft
        for draft in table.drafts
        if _holds(draft) and draft.get("approved") is None and "approved" not in draft.refused
    ]
    if missing and "approved" not in table.columns:
        message = f"缺少“核定编制”列，有{len(missing)}个编制主体要用它算超编缺编；请补上这一列"
        ledger.error(SchoolRow.sheet, (0, None), "missing_column", message)
        return
    for draft in missing:
        message = "核定编制是空白，编制主体必填，否则算不出超编缺编；请填写，或把“编制主体”填“否”"
        ledger.error(SchoolRow.sheet, table.place(draft, "approved"), "blank_required", message)


def _holds(draft: Draft) -> bool:
    """编制主体, as stated; blank = a public school that is its own legal school."""
    stated = draft.get("holds_establishment")
    if stated is not None or "holds_establishment" in draft.refused:
        return bool(stated)
    own = draft.get("legal_code") in (None, draft.get("code")) and "legal_code" not in draft.refused
    return own and draft.get("sponsor") is Sponsor.PUBLIC


def _check_grades(table: Table, schools: Mapping[object, Draft], ledger: Ledger) -> None:
    for draft in table.drafts:
        school = schools.get(draft.get("school"))
        kind, grade = school.get("kind") if school else None, draft.get("grade")
        if not isinstance(kind, SchoolKind) or not isinstance(grade, Grade):
            continue
        if not set(kind.stages) & set(STAGES_OF_GRADE[grade]):
            message = (
                f"学段是“{kind}”的学校有“{grade}”；如果是附设班可不改，否则请核对学校代码和年级"
            )
            ledger.warn(ClassRow.sheet, table.place(draft, "grade"), "odd_grade", message)


def _check_sums(tables: Tables, ledger: Ledger) -> None:
    """班级 adds up to 学校; a school with pupils has classes listed.

    While a row of 班级 names no school, nothing is said of what lacks: it may be that row.
    """
    table, classes = tables[SchoolRow], tables[ClassRow]
    if not classes.readable:
        return
    rows: defaultdict[object, list[Draft]] = defaultdict(list)
    for draft in classes.drafts:
        rows[draft.get("school")].append(draft)
    astray = not rows.keys() <= {school.get("code") for school in table.drafts}
    for school in table.drafts:
        listed = rows.get(school.get("code"), [])
        if not listed and school.get("pupils") and not astray:
            message = "在校生数不是0，但“班级”表里没有这所学校，课时需求算不出；请补上或核对"
            ledger.warn(SchoolRow.sheet, table.place(school, "pupils"), "no_classes", message)
        for name, header in (("pupils", "在校生数"), ("classes", "班级数")):
            parts = [draft.get(name) for draft in listed]
            total, stated = sum(p for p in parts if isinstance(p, int)), school.get(name)
            if not listed or None in parts or not isinstance(stated, int) or total == stated:
                continue
            if not astray or total > stated:
                message = f"{header}（{stated}）与“班级”表合计（{total}）不符；请核对哪一处有误"
                ledger.warn(SchoolRow.sheet, table.place(school, name), "sum_mismatch", message)


def _check_demand_stages(tables: Tables, ledger: Ledger) -> None:
    stages, table = stages_by_school(tables), tables[DemandRow]
    for draft in table.drafts:
        stage, own = draft.get("stage"), stages.get(draft.get("school"))
        if own and isinstance(stage, Stage) and stage not in own:
            message = f"学段“{stage}”不是这所学校办的学段（{_listed(own)}）；请核对学校代码和学段"
            ledger.error(DemandRow.sheet, table.place(draft, "stage"), "wrong_stage", message)


def _listed(stages: frozenset[Stage]) -> str:
    return "、".join(stage for stage in Stage if stage in stages)


def _check_pairs(table: Table, names: tuple[str, str], ledger: Ledger) -> None:
    for draft in table.drafts:
        first, second = (draft.get(name) for name in names)
        if first is not None and first == second:
            message = f"两边是同一所学校“{first}”；请改正其中一个代码，或删去这一行"
            place = table.place(draft, names[1])
            ledger.error(table.sheet.sheet, place, "self_pair", message)


def _check_roads(table: Table, ledger: Ledger) -> None:
    """A road given in both directions has one length; a road has a length or a time."""
    seen: dict[frozenset[object], Draft] = {}
    for draft in table.drafts:
        ends = frozenset((draft.get("school_a"), draft.get("school_b")))
        if len(ends) < 2 or None in ends:
            continue
        first = seen.setdefault(ends, draft)
        same = all(first.get(name) == draft.get(name) for name in ("km", "minutes"))
        if not same and first.get("school_a") != draft.get("school_a"):
            message = f"与第{first.number}行是同一段路，数值却不同；距离不分方向，请只留正确的一行"
            place = table.place(draft, "school_a")
            ledger.error(DistanceRow.sheet, place, "contradictory_road", message)
        if not {"km", "minutes"} & (draft.values.keys() | draft.refused):
            message = "公里和分钟都是空白，这一行没有用；请至少填一项"
            place = table.place(draft, "km")
            ledger.error(DistanceRow.sheet, place, "blank_road", message)

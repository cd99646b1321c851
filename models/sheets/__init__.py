"""The workbook's sheets, in the order of the contract: one row class each."""

from __future__ import annotations

from models.column import Row
from models.sheets.decisions import (
    ExemptionRow,
    HistoryRow,
    LockRow,
    PointsRow,
    RecommendationRow,
    WishRow,
)
from models.sheets.events import InternRow, RecruitRow, SchoolChangeRow
from models.sheets.partners import (
    DistanceRow,
    OutsidePersonRow,
    OutsideSchoolRow,
    PairingRow,
    RoleRow,
    TeamRow,
)
from models.sheets.people import TeacherRow
from models.sheets.plan import CarriedRow, PlanRow
from models.sheets.posts import GradePostRow, RevolvingPostRow, VacancyRow
from models.sheets.quality import BaselineRow, FacilityRow
from models.sheets.schools import ClassRow, DemandRow, SchoolRow, TermRow

SHEETS: tuple[type[Row], ...] = (
    TermRow,
    SchoolRow,
    ClassRow,
    TeacherRow,
    DemandRow,
    WishRow,
    RecommendationRow,
    ExemptionRow,
    PointsRow,
    VacancyRow,
    GradePostRow,
    RevolvingPostRow,
    PairingRow,
    DistanceRow,
    TeamRow,
    OutsideSchoolRow,
    OutsidePersonRow,
    RecruitRow,
    InternRow,
    SchoolChangeRow,
    LockRow,
    HistoryRow,
    FacilityRow,
    BaselineRow,
)
"""Every sheet of the term workbook."""

__all__ = [
    "SHEETS",
    "BaselineRow",
    "CarriedRow",
    "ClassRow",
    "DemandRow",
    "DistanceRow",
    "ExemptionRow",
    "FacilityRow",
    "GradePostRow",
    "HistoryRow",
    "InternRow",
    "LockRow",
    "OutsidePersonRow",
    "OutsideSchoolRow",
    "PairingRow",
    "PlanRow",
    "PointsRow",
    "RecommendationRow",
    "RecruitRow",
    "RevolvingPostRow",
    "RoleRow",
    "SchoolChangeRow",
    "SchoolRow",
    "TeacherRow",
    "TeamRow",
    "TermRow",
    "VacancyRow",
    "WishRow",
]

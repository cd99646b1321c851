"""Parameters of the facts about people and schools as tests know them."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any

from constraints.facts import (
    commute,
    direction,
    eligibility,
    exemption,
    grouping,
    key_teacher,
    points,
    recall,
    retirement,
    service,
    standing,
    tenure,
)
from constraints.situation import Situation
from models.county import County
from models.sheets import HistoryRow
from models.vocabulary import (
    ExemptionKind,
    KeyLevel,
    Leadership,
    Mode,
    PostKind,
    Service,
    StaffKind,
    StaffStatus,
    Stage,
    Title,
)
from tests.tiny import bare

KINDS = ("小学", "初中", "九年一贯", "十二年一贯", "完全中学")
GROUPING = grouping.P(
    urban=({"城乡": ("城区",)}, {"城乡": ("镇区",), "县驻地": ("是",)}),
    rural=({"城乡": ("乡村",)}, {"城乡": ("镇区",), "县驻地": ("否",)}),
    town_side=({"城乡": ("城区", "镇区")},),
    township_seat=({"镇驻地": ("是",)},),
    county_seat=({"县驻地": ("是",)},),
    weak=({"薄弱学校": ("是",)},),
    strong=({"优质学校": ("是",)},),
    rural_or_weak=({"组": ("rural", "weak")},),
    compulsory=({"举办性质": ("公办",), "学段": KINDS},),
    public=({"举办性质": ("公办",)},),
    kindergarten=({"学段": ("幼儿园",)},),
    senior=({"学段": ("高中", "完全中学")},),
    small=({"在校生数": ("<100",), "教学点": ("是",)},),
    extra={"东片": ({"学区": ("东学区",)},)},
)
STANDING = standing.P(
    able=(StaffStatus.ON_DUTY,),
    ends_by_date=(StaffStatus.MATERNITY, StaffStatus.SICK),
    supply_kinds=tuple(StaffKind),
    establishment_kinds=(StaffKind.ESTABLISHED,),
    retired_kinds=(StaffKind.RETIRED_RETURN,),
    returning=(Mode.ROTATION, Mode.SECONDMENT, Mode.SHADOWING),
)
RETIREMENT = retirement.P(
    delay_from=date(2025, 1, 1),
    men_months=720,
    men_step=4,
    men_most=36,
    women_months=660,
    women_step=4,
    women_most=36,
    worker_posts=(PostKind.WORKER,),
    workers_months=600,
    workers_step=2,
    workers_most=60,
    women_senior_as_men=False,
    women_senior_title=Title.SENIOR,
    women_senior_grade=7,
)
TENURE = tenure.P(join_months=2, away_modes=(Mode.ROTATION, Mode.SECONDMENT), away_months=None)
RECALL = recall.P(years=3, modes=(Mode.ROTATION,), minimum_months=10)
SERVICE = service.P(binding=(Service.SPECIAL_POST,), years={"特岗": 3})
EXEMPTION = exemption.P(kinds=(ExemptionKind.EXEMPT, ExemptionKind.DEFER))
ELIGIBILITY = eligibility.P(
    schools="compulsory",
    kinds=(StaffKind.ESTABLISHED,),
    stages=(Stage.PRIMARY, Stage.JUNIOR),
    leaders=(Leadership.SECRETARY, Leadership.PRINCIPAL, Leadership.HEAD, Leadership.DEPUTY),
    months=72,
    stage_months=None,
    terms=None,
    term_months=None,
    exceed=False,
    minimum_title=None,
    age_men=None,
    age_women=None,
    years_to_retire=None,
    leaves=(eligibility.Leaves.EXEMPT, eligibility.Leaves.RUNNING),
    service_stays=True,
    modes=(Mode.ROTATION,),
    open_schools="public",
    volunteers_outside=True,
    outside_needs_consent=False,
    review_required=False,
)
PARAMS: dict[str, Any] = {
    "grouping": GROUPING,
    "standing": STANDING,
    "retirement": RETIREMENT,
    "tenure": TENURE,
    "recall": RECALL,
    "service": SERVICE,
    "exemption": EXEMPTION,
    "eligibility": ELIGIBILITY,
    "commute": commute.P(detour=Fraction(3, 2)),
    "direction": direction.P(counted=(("urban", "rural"), ("weak", "strong")), scope="compulsory"),
    "key_teacher": key_teacher.P(minimum=KeyLevel.COUNTY, master_title_counts=False),
    "points": points.P(certified_only=True),
}


def under(county: County, **changes: dict[str, Any]) -> Situation:
    """The county under :data:`PARAMS`; changes: fields to replace, by fact id."""
    facts = {k: dataclasses.replace(p, **changes.get(k, {})) for k, p in PARAMS.items()}
    return bare(county, **facts)


def past(person: str, school: str, start: str, end: str | None, mode: str = "交流") -> HistoryRow:
    """A 履历 row; days as ``2024-09-01``."""
    stated = {"person": person, "school": school, "start": start, "end": end, "mode": mode}
    return HistoryRow.model_validate(stated)

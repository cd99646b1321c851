"""The words of eligibility: its parameters, reasons and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.policy import GroupName, Params, param
from models.vocabulary import Leadership, Mode, StaffKind, Stage, Title, Word


class Leaves(Word):
    """What takes a person out of the denominator, when the policy lists it."""

    EXEMPT = "免"
    DEFER = "缓"
    DIRECT = "直聘"
    SERVICE = "服务期内"
    RUNNING = "交流期内"
    RECALL = "返回免召期内"


_BY_TERMS = ("terms", "term_months")
"""Years at one school are counted in terms of appointment where both are given."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Scope, years, title, age, and what else decides."""

    schools: GroupName = param("应交流对象所在学校范围（分组）")
    kinds: tuple[StaffKind, ...] = param("应交流对象的编制类型")
    stages: tuple[Stage, ...] = param("应交流对象的任教学段")
    leaders: tuple[Leadership, ...] = param("另行交流、不列入教师交流的行政职务")
    months: int | None = param("同校连续任教年限", unit="月", optional=True, instead=_BY_TERMS)
    stage_months: Mapping[str, int] | None = param(
        "各学段同校年限", unit="月", optional=True, instead=_BY_TERMS
    )
    terms: int | None = param("同校连续任教聘期数（填写时代替年限）", unit="个", optional=True)
    term_months: int | None = param("一个聘期的月数", unit="月", optional=True, needs="terms")
    exceed: bool = param("年限是否须超过（不含本数）")
    minimum_title: Title | None = param("应交流对象的最低职称", optional=True)
    age_men: int | None = param("男教师满多少周岁起不列入", unit="岁", optional=True)
    age_women: int | None = param("女教师满多少周岁起不列入", unit="岁", optional=True)
    years_to_retire: int | None = param("距法定退休不足几年不列入", unit="年", optional=True)
    leaves: tuple[Leaves, ...] = param("移出应交流人数（分母）的情形")
    service_stays: bool = param("服务期内是否一律不列为候选人")
    modes: tuple[Mode, ...] = param("算作交流申请、推荐的方式")
    open_schools: GroupName = param("可自愿申请交流的学校范围（分组）")
    volunteers_outside: bool = param("不在应交流之列者可否自愿申请")
    outside_needs_consent: bool = param("不在应交流之列者自愿申请是否须学校同意")
    review_required: bool = param("学校推荐是否须局审核通过才算数")


@dataclass(frozen=True)
class Reason:
    """One reason: stable key, Chinese text, the policy line it rests on, whether bureau-only."""

    key: str
    text: str
    cite: str = ""
    internal: bool = False


@dataclass(frozen=True)
class Verdict:
    """What holds for one person.

    in_scope: belongs to the kind of people rotation is about; eligible: counts in the denominator;
    away: would count in it but for being out on a term that still runs;
    movable: may be a candidate; reasons: why not (empty when eligible and movable); missing: absent
    or blank columns that leave the verdict open.
    """

    in_scope: bool
    eligible: bool
    movable: bool
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    away: bool = False

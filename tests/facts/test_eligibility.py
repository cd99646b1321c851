"""Who is due, who may move, why not: one day and one month on either side of each line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.eligibility import Eligibility, Leaves, Verdict
from constraints.facts.exemption import PUBLIC_REASON
from models.column import Code, Row
from models.sheets import (
    ExemptionRow,
    LockRow,
    RecommendationRow,
    SchoolRow,
    TeacherRow,
    WishRow,
)
from models.vocabulary import Title
from tests.facts.staff_params import past, under
from tests.tiny import county, school, teacher, term, tiny, without

SHANDONG = {"terms": 2, "term_months": 36, "exceed": True, "minimum_title": Title.FIRST}
"""已聘中级及以上、同校连续任教超过两个聘期 (2015)."""


def _fact(
    changes: dict[str, dict[str, Any]] | None = None, policy: Any = None, **sheets: Any
) -> Eligibility:
    return Eligibility.of(under(tiny(changes or {}, **sheets), eligibility=policy or {}))


def _one(change: dict[str, Any], policy: Any = None, **sheets: Any) -> Verdict:
    return _fact({"T1": change}, policy, **sheets).verdict(Code("T1"))


def _texts(verdict: Verdict) -> list[str]:
    return [r.text for r in verdict.reasons]


def _wish(person: str, mode: str = "交流") -> Row:
    return WishRow.model_validate({"person": person, "rank": 1, "school": "B", "mode": mode})


def _recommend(person: str, **kw: Any) -> Row:
    stated = {"person": person, "mode": "交流", "opinion": "同意", **kw}
    return RecommendationRow.model_validate(stated)


def _exempt(person: str, **kw: Any) -> Row:
    stated = {"person": person, "kind": "免", "reason": "孕期", "approval": "已批准", **kw}
    return ExemptionRow.model_validate(stated)


def test_the_tiny_county() -> None:
    fact = _fact()
    assert fact.eligible == ("T1", "T2", "T4", "T5", "T6", "T7")
    assert fact.movable_people == fact.eligible
    assert fact.volunteers == fact.recommended == ()
    assert fact.missing == ()
    assert fact.verdict(Code("T1")) == Verdict(True, True, True)
    assert fact.why(Code("T1")) == "同校连续任教14年1个月，列入应交流对象"
    assert fact.why(Code("T3")) == "同校连续任教2年1个月，未满6年"
    assert not fact.verdict(Code("T9")).in_scope


@pytest.mark.parametrize(
    ("since", "exceed", "due"),
    [
        ("2020-08", False, True),
        ("2020-09", False, True),
        ("2020-10", False, False),
        ("2020-08", True, True),
        ("2020-09", True, False),
    ],
)
def test_years_at_one_school(since: str, exceed: bool, due: bool) -> None:
    found = _one({"school_since": since}, {"exceed": exceed})
    assert found.eligible is found.movable is due
    assert [r.key for r in found.reasons] == ([] if due else ["tenure"])


def test_years_by_stage() -> None:
    policy = {"stage_months": {"小学": 200, "初中": 108}}
    assert _fact({}, policy).eligible == ("T7",)


@pytest.mark.parametrize(
    ("title", "since", "due"),
    [
        ("二级", "2014-09", False),  # acceptance case 8: twelve years, not yet 中级
        ("一级", "2019-09", True),  # acceptance case 8: seven years, two terms of three years
        ("一级", "2020-08", True),
        ("一级", "2020-09", False),
        ("高级", "2014-09", True),
        ("未评", "2014-09", False),
    ],
)
def test_shandong_2015(title: str, since: str, due: bool) -> None:
    found = _one({"title": title, "school_since": since}, SHANDONG)
    assert found.eligible is due


def test_shandong_reasons_are_complete_and_in_order() -> None:
    found = _one({"title": "二级", "school_since": "2020-09"}, SHANDONG)
    assert _texts(found) == ["同校连续任教6年，未超过2个聘期（6年）", "职称为二级，未达一级"]
    assert [r.cite for r in found.reasons] == [
        "facts.eligibility.terms",
        "facts.eligibility.minimum_title",
    ]


@pytest.mark.parametrize(
    ("day", "due"),
    [("2025-06-30", True), ("2026-10-31", True), ("2026-11-01", False), ("2026-12-01", False)],
)
def test_years_to_retirement_follow_the_law_of_2025(day: str, due: bool) -> None:
    # Acceptance case 7: a man born 1970-06 retires 2031-11; 不足5年 from 2026-11, not from 55.
    found = county(
        [school("A")],
        [teacher("T1", gender="男", born="1970-06", school_since="2010-08")],
        term=term(reference=date.fromisoformat(day)),
    )
    fact = Eligibility.of(under(found, eligibility={"years_to_retire": 5}))
    assert fact.verdict(Code("T1")).eligible is due
    assert due or _texts(fact.verdict(Code("T1"))) == ["距法定退休不足5年"]


@pytest.mark.parametrize(
    ("gender", "born", "due"),
    [("男", "1971-10", True), ("男", "1971-09", False), ("女", "1976-10", True),
     ("女", "1976-09", False)],
)  # fmt: skip
def test_a_fixed_age_line(gender: str, born: str, due: bool) -> None:
    found = _one({"gender": gender, "born": born}, {"age_men": 55, "age_women": 50})
    assert found.eligible is due


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"staff_kind": "合同制"}, ["staff_kind"]),
        ({"status": "病休"}, ["absent", "detail"]),
        ({"post_kind": "职员"}, ["absent"]),
        ({"leadership": "副职"}, ["leader"]),
        ({"stage": "高中"}, ["stage"]),
        ({"staff_kind": "合同制", "status": "病休", "leadership": "校长"},
         ["staff_kind", "absent", "detail", "leader"]),
    ],
)  # fmt: skip
def test_out_of_scope(change: dict[str, Any], keys: list[str]) -> None:
    found = _one(change, wishes=[_wish("T1")])
    assert (found.in_scope, found.eligible) == (False, False)
    assert [r.key for r in found.reasons] == keys
    # Only the stage can be overcome by an application.
    assert found.movable is (keys == ["stage"])


def test_leaders_rotate_with_teachers_where_the_policy_says_so() -> None:
    assert _one({"leadership": "副职"}, {"leaders": ()}).eligible


def test_private_schools_and_kindergartens_are_out_of_scope() -> None:
    rows = [school("K", kind="幼儿园"), school("M", sponsor="民办")]
    people = [
        teacher("T1", "K", "保教", stage="幼儿园"),
        teacher("T2", "M", staff_kind="合同制"),
    ]
    found = county(rows, people, wishes=[_wish("T1"), _wish("T2")])
    fact = Eligibility.of(under(found))
    assert fact.eligible == ()
    assert fact.volunteers == ("T1",)
    assert [r.key for r in fact.verdict(Code("T1")).reasons] == ["school", "stage"]


@pytest.mark.parametrize(
    ("kind", "leaves", "eligible"),
    [
        ("免", (Leaves.EXEMPT,), False),
        ("缓", (Leaves.EXEMPT,), True),
        ("缓", (Leaves.EXEMPT, Leaves.DEFER), False),
        ("免", (), True),
    ],
)
def test_an_exemption_always_keeps_and_leaves_by_policy(
    kind: str, leaves: tuple[Leaves, ...], eligible: bool
) -> None:
    found = _one(
        {}, {"leaves": leaves}, exemptions=[_exempt("T1", kind=kind)], wishes=[_wish("T1")]
    )
    assert (found.eligible, found.movable) == (eligible, False)
    assert _texts(found) == [PUBLIC_REASON]
    assert not any(r.internal for r in found.reasons)


def test_an_exemption_not_approved_does_nothing() -> None:
    assert _one({}, exemptions=[_exempt("T1", approval="审批中")]).movable


def test_the_ground_of_an_absence_is_internal() -> None:
    fact = _fact({"T1": {"status": "产假"}})
    assert fact.why(Code("T1")) == "本期不在岗"
    (internal,) = [r for r in fact.verdict(Code("T1")).reasons if r.internal]
    assert internal.text == "人员状态：产假"


@pytest.mark.parametrize(
    ("stays", "leaves", "eligible", "movable", "said"),
    [
        (True, (), True, False, True),
        (True, (Leaves.SERVICE,), False, False, True),
        (False, (), True, True, False),
        (False, (Leaves.SERVICE,), False, False, True),
    ],
)
def test_service_period(
    stays: bool, leaves: tuple[Leaves, ...], eligible: bool, movable: bool, said: bool
) -> None:
    found = _one(
        {"service": "特岗", "service_until": "2026-09-01"},
        {"service_stays": stays, "leaves": leaves},
    )
    assert (found.eligible, found.movable) == (eligible, movable)
    assert _texts(found) == (["服务期未满（至2026-09-01），不调出"] if said else [])


def test_somebody_back_from_an_exchange_is_not_called_but_may_volunteer() -> None:
    history = [past("T1", "B", "2024-09-01", "2026-07-31")]
    called = _one({}, history=history)
    assert (called.eligible, called.movable) == (True, False)
    assert _texts(called) == ["交流期满返回，2029-07-31前不再安排"]
    asked = _one({}, history=history, wishes=[_wish("T1")])
    assert (asked.eligible, asked.movable, asked.reasons) == (True, True, ())
    left = _one({}, {"leaves": (Leaves.RECALL,)}, history=history)
    assert (left.eligible, left.movable) == (False, False)


def test_a_running_exchange_leaves_by_policy() -> None:
    history = [past("T1", "B", "2025-09-01", "2027-07-31")]
    assert not _one({}, history=history).eligible
    kept = _one({}, {"leaves": ()}, history=history, wishes=[_wish("T1")])
    assert (kept.eligible, kept.movable) == (True, False)
    assert _texts(kept) == ["交流（支教、跟岗）期内"]


def test_a_lock_keeps_but_counts() -> None:
    lock = LockRow.model_validate(
        {"person": "T1", "mode": "留任", "reason": "公示结果", "decided_by": "局务会"}
    )
    found = _one({}, locks=[lock])
    assert (found.eligible, found.movable, _texts(found)) == (True, False, ["已锁定留任"])


@pytest.mark.parametrize(
    ("policy", "sheets", "movable"),
    [
        ({}, {"wishes": [_wish("T3")]}, True),
        ({}, {"wishes": [_wish("T3", "竞聘")]}, False),
        ({"volunteers_outside": False}, {"wishes": [_wish("T3")]}, False),
        ({"outside_needs_consent": True}, {"wishes": [_wish("T3")]}, False),
        ({"outside_needs_consent": True},
         {"wishes": [_wish("T3")], "recommendations": [_recommend("T3")]}, True),
        ({}, {"recommendations": [_recommend("T3")]}, True),
        ({}, {"recommendations": [_recommend("T3", opinion="不同意")]}, False),
        ({}, {"recommendations": [_recommend("T3", review="不通过")]}, False),
        ({"review_required": True}, {"recommendations": [_recommend("T3")]}, False),
        ({"review_required": True}, {"recommendations": [_recommend("T3", review="通过")]}, True),
        ({}, {"recommendations": [_recommend("T3", school="B"),
                                  _recommend("T3", school="A", opinion="不同意")]}, False),
        ({}, {"recommendations": [_recommend("T3", school="A"),
                                  _recommend("T3", school="B", opinion="不同意")]}, True),
    ],
)  # fmt: skip
def test_volunteers_outside_the_denominator(policy: Any, sheets: Any, movable: bool) -> None:
    fact = _fact({}, policy, **sheets)
    found = fact.verdict(Code("T3"))
    assert (found.eligible, found.movable) == (False, movable)
    assert found.reasons[0].key == "tenure"
    assert ("T3" in fact.movable_people) is movable


def test_applicants_and_recommended_in_code_order() -> None:
    fact = _fact(wishes=[_wish("T4"), _wish("T2"), _wish("T3")], recommendations=[_recommend("T6")])
    assert fact.volunteers == ("T2", "T3", "T4")
    assert fact.recommended == ("T6",)
    assert fact.eligible == ("T1", "T2", "T4", "T5", "T6", "T7")


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"school_since": None}, ("教师.进入本校年月",)),
        ({"title": None}, ("教师.职称",)),
        ({"title": None, "school_since": None}, ("教师.进入本校年月", "教师.职称")),
        ({"title": "二级", "school_since": None}, ()),
    ],
)
def test_a_blank_is_a_third_answer(change: dict[str, Any], missing: tuple[str, ...]) -> None:
    found = _one(change, {"minimum_title": Title.FIRST})
    assert (found.in_scope, found.eligible, found.movable) == (True, False, False)
    assert found.missing == missing
    assert len(found.reasons) == 1
    assert found.reasons[0].key == ("unknown" if missing else "title")


@pytest.mark.parametrize("field", ["leadership", "county_seat", "service"])
def test_an_absent_column(field: str) -> None:
    sheet = SchoolRow if field == "county_seat" else TeacherRow
    found = county([school("A", locale="镇区")], [teacher("T1")], columns=without(sheet, field))
    schools = "rural" if field == "county_seat" else "compulsory"
    fact = Eligibility.of(under(found, eligibility={"schools": schools}))
    verdict = fact.verdict(Code("T1"))
    if field == "service":
        assert verdict.eligible
        assert fact.missing == ("教师.服务期类型",)
        return
    name = "教师.行政职务" if field == "leadership" else "学校.县驻地"
    assert (verdict.in_scope, verdict.eligible, verdict.movable) == (False, False, False)
    assert verdict.missing == fact.missing == (name,)
    assert _texts(verdict) == [f"缺少“{name}”，无法判定是否应交流"]
    assert fact.eligible == ()


def test_every_person_in_scope_who_may_not_move_is_told_why() -> None:
    changes: dict[str, dict[str, Any]] = {
        "T1": {"service": "特岗", "service_until": "2027-08-31"},
        "T2": {"school_since": "2025-08"},
        "T4": {"born": "1964-01"},
        "T5": {"school_since": None},
        "T6": {"leadership": "校长"},
    }
    fact = _fact(changes, exemptions=[_exempt("T7")])
    for code in ("T1", "T2", "T3", "T4", "T5", "T6", "T7"):
        verdict = fact.verdict(Code(code))
        assert not verdict.movable
        assert verdict.reasons
        assert fact.why(Code(code)) or verdict.eligible

"""Qualification: stage by certificate, subject by the evidence the stage accepts."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.facts.qualification import Evidence, P, Qualification, Unknown
from models.column import Code, Subject
from models.sheets import TeacherRow
from models.vocabulary import Stage
from tests.tiny import bare, tiny, without

CHINESE, CALLIGRAPHY, MATHS = Subject("语文"), Subject("书法"), Subject("数学")
T1 = Code("T1")


def _fact(
    unknown: Unknown = Unknown.FORBID_NEW, columns: Any = None, **change: Any
) -> Qualification:
    params = P(
        stages={Stage.PRIMARY: (Stage.PRIMARY,), Stage.JUNIOR: (Stage.JUNIOR, Stage.PRIMARY)},
        evidence={
            Stage.PRIMARY: (Evidence.CERTIFICATE, Evidence.MAJOR, Evidence.ALSO, Evidence.CURRENT),
            Stage.JUNIOR: (Evidence.CERTIFICATE,),
        },
        subjects={CHINESE: (CALLIGRAPHY,)},
        majors={"数学": (MATHS,)},
        unknown=unknown,
    )
    return Qualification.of(bare(tiny({"T1": change}, columns=columns), qualification=params))


@pytest.mark.parametrize(
    ("certificate", "stage", "expected"),
    [
        ("小学", "小学", True),
        ("小学", "初中", False),
        ("初中", "初中", True),
        ("初中", "小学", True),
        ("高中", "初中", False),
    ],
)
def test_stage_by_certificate(certificate: str, stage: str, expected: bool) -> None:
    fact = _fact(certificate_stage=certificate)
    assert fact.may_teach(T1, Stage(stage), CHINESE) is expected


def test_why_not_names_what_is_held_and_what_is_asked() -> None:
    assert _fact().why_not(T1, Stage.JUNIOR, CHINESE) == "小学教师资格不能任教初中"
    assert "数学" in _fact().why_not(T1, Stage.PRIMARY, MATHS)
    assert _fact().why_not(T1, Stage.PRIMARY, CHINESE) == ""


def test_blank_certificate_forbids_or_follows_the_current_stage() -> None:
    blank = {"certificate_stage": None, "certificate_subject": None}
    assert "空白" in _fact(**blank).why_not(T1, Stage.PRIMARY, CHINESE)
    lenient = _fact(Unknown.ALLOW, **blank)
    assert lenient.may_teach(T1, Stage.PRIMARY, CHINESE)
    assert not lenient.may_teach(T1, Stage.JUNIOR, CHINESE)


def test_each_kind_of_evidence_is_enough_where_it_is_accepted() -> None:
    for change in (
        {"certificate_subject": "数学"},
        {"major": "数学教育"},
        {"also_subjects": ("数学",)},
        {"subject": "数学", "certificate_subject": "语文"},
    ):
        assert _fact(**change).may_teach(T1, Stage.PRIMARY, MATHS), change
    assert not _fact().may_teach(T1, Stage.PRIMARY, MATHS)


def test_strictness_is_the_stages_own() -> None:
    fact = _fact(certificate_stage="初中", also_subjects=("数学",))
    assert fact.may_teach(T1, Stage.PRIMARY, MATHS)
    assert not fact.may_teach(T1, Stage.JUNIOR, MATHS)


def test_related_subjects_count_one_way() -> None:
    assert _fact().may_teach(T1, Stage.PRIMARY, CALLIGRAPHY)
    only = _fact(subject="书法", certificate_subject="书法")
    assert not only.may_teach(T1, Stage.PRIMARY, CHINESE)


def test_a_stage_without_evidence_does_not_look_at_the_subject() -> None:
    params = P(
        stages={Stage.KINDERGARTEN: (Stage.KINDERGARTEN,)},
        evidence={},
        subjects={},
        majors={},
        unknown=Unknown.FORBID_NEW,
    )
    change = {"T1": {"certificate_stage": "幼儿园", "certificate_subject": None}}
    fact = Qualification.of(bare(tiny(change), qualification=params))
    assert fact.may_teach(T1, Stage.KINDERGARTEN, "保教")


def test_an_absent_column_is_named() -> None:
    assert _fact().missing == ()
    assert _fact(columns=without(TeacherRow, "certificate_stage")).missing == ("资格证学段",)

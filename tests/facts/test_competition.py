"""竞聘: posts by round, wishes by district, and the published order of choosing."""

import pytest

from constraints.facts.competition import Competition, Post
from models.sheets import LockRow, PointsRow, VacancyRow, WishRow
from models.vocabulary import Round
from tests.tiny import situation, tiny


def _fact(changes=None, **sheets):
    return Competition.of(situation(tiny(changes or {}, **sheets)))


def _points(person, *points):
    return [
        PointsRow(person=person, use="竞聘", item=f"第{i}项", points=n, certifier="局")
        for i, n in enumerate(points)
    ]


def test_posts_of_a_round_are_added_up_and_blank_means_any():
    rows = [
        VacancyRow(school="B", subject="语文", places=1, round="跨校"),
        VacancyRow(school="B", subject="语文", places=2),
        VacancyRow(school="B", subject="语文", places=4, round="交流"),
    ]
    fact = _fact(vacancies=rows)
    assert fact.posts(Round.CROSS) == (Post("B", "语文", "", 3),)
    assert fact.posts(Round.DISTRICT) == (Post("B", "语文", "", 2),)


def test_the_first_round_hears_wishes_inside_the_district_only():
    wishes = [
        WishRow(person="T1", rank=1, school="C", mode="竞聘"),
        WishRow(person="T1", rank=2, school="B", mode="竞聘"),
        WishRow(person="T2", rank=1, school="B", mode="交流"),
    ]
    fact = _fact(wishes=wishes)
    assert [w.school for w in fact.wishes(Round.DISTRICT)["T1"]] == ["B"]
    assert [w.school for w in fact.wishes(Round.CROSS)["T1"]] == ["C", "B"]
    assert "T2" not in fact.wishes(Round.CROSS)


def test_scores_then_the_list_then_the_code():
    points = [*_points("T1", 5, 2), *_points("T2", 7), *_points("T4", 8)]
    fact = _fact({"T2": {"worked_since": "2000-08"}}, points=points)
    assert sorted(["T1", "T2", "T4", "T6"], key=fact.rank) == ["T4", "T2", "T1", "T6"]
    assert fact.decided_by("T4", "T2") == "竞聘分"
    assert fact.decided_by("T2", "T1") == "教龄"
    same = _fact(points=[*_points("T1", 7), *_points("T2", 7)])
    assert same.decided_by("T1", "T2") == "教师编号"


@pytest.mark.parametrize(
    ("changes", "sheets", "said"),
    [
        ({}, {}, ""),
        ({"T1": {"appraisal": "不合格"}}, {}, "考核"),
        ({"T1": {"appraisal": "基本合格"}}, {}, ""),
        ({"T1": {"ethics": "不合格"}}, {}, "考核"),
        ({"T1": {"staff_kind": "合同制"}}, {}, "不占编制"),
        ({"T1": {"leadership": "副职"}}, {}, "干部管理权限"),
        ({"T1": {"leadership": "中层"}}, {}, ""),
        (
            {},
            {"locks": [LockRow(person="T1", mode="留任", reason="公示", decided_by="局")]},
            "锁定",
        ),
    ],
)
def test_who_is_shut_out(changes, sheets, said):
    bar = _fact(changes, points=_points("T1", 5), **sheets).bar("T1")
    assert said in bar and bool(said) == bool(bar)


def test_without_points_nobody_takes_part():
    assert "积分" in _fact().bar("T1")

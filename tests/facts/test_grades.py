"""岗位等级: level before title, posts by 编制主体, rural titles apart."""

import pytest

from constraints.facts.grades import Grades
from models.sheets import GradePostRow
from tests.tiny import school, situation, tiny


def _posts(*rows):
    return [GradePostRow(school=s, grade=g, approved=n) for s, g, n in rows]


def _grades(changes=None, posts=(), **sheets):
    return Grades.of(situation(tiny(changes or {}, grade_posts=_posts(*posts), **sheets)))


@pytest.mark.parametrize(
    ("fields", "grade"),
    [
        ({"title": "正高级"}, "高级"),
        ({"title": "一级"}, "中级"),
        ({"title": "一级", "post_grade": 7}, "高级"),
        ({"title": "高级", "post_grade": 8}, "中级"),
        ({"title": "未评"}, None),
        ({"title": None}, None),
    ],
)
def test_level_before_title(fields, grade):
    assert _grades({"T1": fields}).grade_of("T1") == grade


def test_held_and_free_by_school():
    fact = _grades(posts=[("A", "中级", 4), ("A", "初级", 1), ("B", "中级", 0)])
    assert fact.held["A", "中级"] == 3 and fact.free("A", "中级") == 1
    assert fact.free("A", "初级") == 0 and fact.free("B", "中级") == 0
    assert fact.free("C", "中级") is None


def test_a_campus_adds_to_its_legal_school():
    there = situation(
        tiny(
            {"B": {"legal_code": "A", "holds_establishment": False}},
            grade_posts=_posts(("A", "中级", 2), ("B", "中级", 1)),
        )
    )
    assert Grades.of(there).approved == {("A", "中级"): 3}


def test_rural_titles_and_people_off_the_books_take_no_post():
    fact = _grades({"T1": {"rural_title": True}, "T2": {"staff_kind": "合同制"}})
    assert not fact.counted("T1") and not fact.counted("T2") and fact.counted("T4")
    assert fact.held["A", "中级"] == 1


def test_a_county_without_the_sheet_says_so():
    assert _grades().missing == ("岗位设置.核定数",)
    assert _grades(posts=[("A", "高级", 1)]).missing == ()
    assert school("A").approved == 20

"""Cases of grade_structure: T1 T2 T4 一级 at A, T3 二级; B holds T5 二级; C holds T6 T7 一级."""

from constraints.appointment.grade_structure import RULE, P
from models.sheets import GradePostRow, LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

FREE = P(free_groups=())
__all__ = ["CASES", "RULE"]


def _posts(*rows):
    return [GradePostRow(school=s, grade=g, approved=n) for s, g, n in rows]


def _county(*rows, changes=None, **sheets):
    found = {"B": {"approved": 5}, **(changes or {})}
    return lambda: situation(tiny(found, grade_posts=_posts(*rows), **sheets))


def _transfer(person, home="A", host="B", **kw):
    return move(person, home, host, "调动", relation="调动", **kw)


LOCKED = [LockRow(person="T1", mode="调动", school="B", reason="公示", decided_by="局务会")]
ONE, NONE, HERE = ("B", "中级", 1), ("B", "中级", 0), ("A", "中级", 9)
TRADED = {"T5": {"title": "一级"}}
CASES = (
    Case("a free post is taken", _county(("B", "中级", 2)), FREE, roster=(_transfer("T1"),)),
    Case("the last free post", _county(ONE), FREE, roster=(_transfer("T1"),), kind="edge"),
    Case(
        "one too many",
        _county(ONE),
        FREE,
        roster=(_transfer("T1"), _transfer("T2")),
        expected={"B/中级": 1},
    ),
    Case(
        "one out makes room for one in",
        _county(("C", "中级", 2), ("A", "中级", 3)),
        FREE,
        roster=(_transfer("T1", "A", "C"), _transfer("T6", "C", "A")),
        kind="edge",
    ),
    Case("an exchange takes no post", _county(NONE), FREE, roster=(move("T1", "A", "B"),)),
    Case(
        "rural schools set free by policy",
        _county(NONE),
        P(free_groups=("rural",)),
        roster=(_transfer("T1"),),
    ),
    Case(
        "the level of the post comes before the title",
        _county(NONE, ("B", "初级", 2), changes={"T1": {"post_grade": 11}}),
        FREE,
        roster=(_transfer("T1"),),
        kind="edge",
    ),
    Case(
        "a rural title is listed apart",
        _county(NONE, changes={"T1": {"rural_title": True}}),
        FREE,
        roster=(_transfer("T1"),),
    ),
    Case(
        "a published transfer stands, the next one does not",
        _county(NONE, locks=LOCKED),
        FREE,
        roster=(_transfer("T1", subject="语文", stage="小学"), _transfer("T2")),
        expected={"B/中级": 1},
        kind="edge",
    ),
    Case(
        "somebody leaves and makes room for the published",
        _county(NONE, HERE, locks=LOCKED, changes=TRADED),
        FREE,
        roster=(_transfer("T1", subject="语文", stage="小学"), _transfer("T5", "B", "A")),
        kind="edge",
    ),
    Case(
        "the post left is not filled again",
        _county(ONE, HERE, locks=LOCKED, changes=TRADED),
        FREE,
        roster=(
            _transfer("T1", subject="语文", stage="小学"),
            _transfer("T5", "B", "A"),
            _transfer("T2"),
        ),
        expected={"B/中级": 1},
    ),
    Case("no sheet at all", _county(), FREE, roster=(_transfer("T1"),), undecidable=("",)),
    Case(
        "posts of that grade not stated",
        _county(("B", "初级", 3)),
        FREE,
        roster=(_transfer("T1"),),
        undecidable=("T1/B",),
    ),
)

"""Cases of competition_order: one post for 语文 at B, wanted by T1 (90) and T2 (80) of A."""

from constraints.appointment.competition_order import RULE, P
from models.sheets import GradePostRow, PointsRow, VacancyRow, WishRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]
SCORES = {"T1": 90, "T2": 80, "T6": 85}


def _open(wishes=(("T1", 1, "B"), ("T2", 1, "B")), scores=SCORES, changes=None, **sheets):
    found = {"B": {"approved": 5}, **(changes or {})}
    rows = {
        "vacancies": [VacancyRow(school="B", subject="语文", places=1, round="跨校")],
        "wishes": [WishRow(person=p, rank=r, school=s, mode="竞聘") for p, r, s in wishes],
        "points": [
            PointsRow(person=p, use="竞聘", item="合计项", points=n, certifier="局")
            for p, n in scores.items()
        ],
        **sheets,
    }
    return lambda: situation(tiny(found, **rows))


def _won(person, home="A", host="B"):
    return move(person, home, host, "竞聘", relation="调动", subject="语文", stage="小学")


TIE = {"T1": 80, "T2": 80}
CASES = (
    Case("the higher score has the post", _open(), P(), roster=(_won("T1"),)),
    Case("the lower score has it", _open(), P(), roster=(_won("T2"),), expected={"T2/B": 1}),
    Case(
        "equal scores, longer service first",
        _open(scores=TIE, changes={"T1": {"worked_since": "2005-08"}}),
        P(),
        roster=(_won("T2"),),
        expected={"T2/B": 1},
        kind="edge",
    ),
    Case(
        "equal scores, shorter service first",
        _open(scores=TIE, changes={"T1": {"worked_since": "2010-08"}}),
        P(),
        roster=(_won("T2"),),
        kind="edge",
    ),
    Case("did not ask", _open((("T2", 1, "B"),)), P(), roster=(_won("T2"),), kind="edge"),
    Case(
        "failed in appraisal",
        _open(changes={"T1": {"appraisal": "不合格"}}),
        P(),
        roster=(_won("T2"),),
        kind="edge",
    ),
    Case(
        "not certified for the stage",
        _open(changes={"T1": {"certificate_stage": "幼儿园"}}),
        P(),
        roster=(_won("T2"),),
        kind="edge",
    ),
    Case(
        "got the better wish",
        _open((("T1", 1, "C"), ("T1", 2, "B"), ("T2", 1, "B"))),
        P(),
        roster=(_won("T2"), _won("T1", "A", "C")),
    ),
    Case(
        "got only the worse wish",
        _open((("T1", 1, "B"), ("T1", 2, "C"), ("T2", 1, "B"))),
        P(),
        roster=(_won("T2"), _won("T1", "A", "C")),
        expected={"T2/B": 1},
        kind="edge",
    ),
    Case(
        "no post of that grade was free",
        _open(
            changes={"T1": {"title": "高级"}},
            grade_posts=[
                GradePostRow(school="B", grade="高级", approved=0),
                GradePostRow(school="B", grade="中级", approved=1),
            ],
        ),
        P(),
        roster=(_won("T2"),),
        kind="edge",
    ),
)

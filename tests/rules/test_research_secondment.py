"""Cases of research_secondment: A has ten periods of 语文 to spare, none of 体育."""

from constraints.timebound.research_secondment import RULE, P
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, tiny

__all__ = ["CASES", "RULE"]


def _there():
    full = tiny()
    office = school("R", kind="教研机构", locale="城区")
    return situation(county([*full.schools, office], full.teachers, full.classes))


CASES = (
    Case(
        "a spare teacher is taken", _there, P(), roster=(move("T1", "A", "R", "挂职"),), kind="edge"
    ),
    Case(
        "both are taken",
        _there,
        P(),
        roster=(move("T1", "A", "R", "挂职"), move("T2", "A", "R", "挂职")),
        expected={"T1/R": 1, "T2/R": 1},
    ),
    Case("an exchange is no concern of it", _there, P(), roster=(move("T4", "A", "B"),)),
    Case(
        "the only teacher is taken",
        _there,
        P(),
        roster=(move("T5", "B", "R", "挂职"),),
        expected={"T5/R": 1},
    ),
)

"""Cases of researcher_year: R1 of the office is due; B is weak and runs a junior stage."""

from constraints.timebound.researcher_year import RULE, P
from models.sheets import SchoolRow
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, teacher, tiny, without

__all__ = ["CASES", "RULE"]


def _office(columns=None, **kw):
    full = tiny({"B": {"kind": "九年一贯"}})
    office = school("R", kind="教研机构", locale="城区")
    who = teacher("R1", "R", "数学", stage="初中", **kw)
    there = county([*full.schools, office], [*full.teachers, who], full.classes, columns=columns)
    return lambda: situation(there)


GOES = (move("R1", "R", "B", "锻炼", stage="初中", subject="数学"),)
CASES = (
    Case("the year is spent at a weak school", _office(), P(), roster=GOES),
    Case("nothing is planned", _office(), P(), expected={"R1": 1}),
    Case("a month short of five years", _office(school_since="2021-10"), P(), kind="edge"),
    Case(
        "five years to the month",
        _office(school_since="2021-09"),
        P(),
        expected={"R1": 1},
        kind="edge",
    ),
    Case(
        "at a strong school",
        _office(),
        P(),
        roster=(move("R1", "R", "C", "锻炼", stage="初中", subject="数学"),),
        expected={"R1": 1},
    ),
    Case("weak schools unknown", _office(without(SchoolRow, "weak")), P(), undecidable=("",)),
)

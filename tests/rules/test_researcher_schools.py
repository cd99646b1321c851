"""Cases of researcher_schools: C is the only township-seat school, R the research office."""

from datetime import date

from constraints.teams.researcher_schools import RULE, P  # noqa: F401
from models.sheets import HistoryRow
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, teacher, tiny

ONE = P(group="township_seat", least=1, cover_all=False)
ALL = P(group="township_seat", least=1, cover_all=True)


def _here(*history, seats=()):
    whole = tiny()
    office = school("R", name="教研室", kind="教研机构", locale="城区", township_seat=False)
    people = [teacher("R1", "R", "语文"), teacher("R2", "R", "数学")]
    more = [school(code, township_seat=True) for code in seats]
    return lambda: situation(
        county([*whole.schools, office, *more], [*whole.teachers, *people], whole.classes,
               distances=whole.distances, history=history)
    )  # fmt: skip


def _link(person, host="C", **kw):
    return HistoryRow(person=person, school=host,
                      **{"start": date(2025, 9, 1), "mode": "走教", **kw})  # fmt: skip


CASES = (
    Case("each one school", _here(_link("R1"), _link("R2")), ONE),
    Case("one without", _here(_link("R1")), ONE, expected={"R2": 1}),
    Case("the other by the plan", _here(_link("R1")), ONE,
         roster=(move("R2", "R", "C", "走教"),), kind="edge"),
    Case("not a seat school", _here(_link("R1"), _link("R2", "B")), ONE, expected={"R2": 1}),
    Case("ended yesterday", _here(_link("R1"), _link("R2", end=date(2026, 8, 31))), ONE,
         expected={"R2": 1}),
    Case("a seat school nobody looks after", _here(_link("R1"), _link("R2"), seats=("D",)), ALL,
         expected={"学校/D": 1}),
    Case("every seat school", _here(_link("R1"), _link("R2", "D"), seats=("D",)), ALL,
         kind="edge"),
    Case("no record at all", _here(), ONE, undecidable=("",)),
)  # fmt: skip

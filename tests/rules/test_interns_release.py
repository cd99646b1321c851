"""Cases of interns_release: two interns release one teacher."""

from datetime import date

from constraints.board import MODES
from constraints.teams.interns_release import RULE, P
from models.sheets import InternRow
from models.vocabulary import Mode
from staffing.modelling.candidates import propose
from tests.rules.case import Case
from tests.tiny import move, situation, term, tiny

FEB = date(2027, 2, 1)


def _interns(heads, semester="秋季", changes=None):
    row = InternRow(school="A", subject="语文", heads=heads, term=semester)
    return lambda: situation(tiny(changes or {}, interns=[row]))


def _train(person, start=date(2026, 9, 1), end=date(2027, 1, 31)):
    return move(person, "A", "A", "培训", start=start, end=end, subject="语文", stage="小学")


CASES = (
    Case("two to one", _interns(2), P(), roster=(_train("T1"),)),
    Case("one intern left over", _interns(3), P(), roster=(_train("T2"),), kind="edge"),
    Case("one intern is not enough", _interns(1), P(), kind="edge"),
    Case("nobody is released", _interns(2), P(), expected={"A/语文/秋季": 1}),
    Case("one too many", _interns(2), P(), roster=(_train("T1"), _train("T2")),
         expected={"A/语文/秋季": 1}),
    Case("a deputy is not released by interns", _interns(2, changes={"T1": {"leadership": "副职"}}),
         P(), roster=(_train("T1"),), expected={"A/语文/秋季": 1}, posted=False),
    Case("in the other semester", _interns(2, "春季"), P(), roster=(_train("T1"),),
         expected={"A/语文/春季": 1}, posted=False),
    Case("in spring", _interns(2, "春季"), P(), roster=(_train("T1", FEB, date(2027, 8, 31)),),
         kind="edge"),
    Case("no interns: training is another matter", lambda: situation(tiny()), P(),
         roster=(_train("T1"),), posted=False, kind="edge"),
)  # fmt: skip


def test_interns_of_a_semester_the_term_does_not_cover_release_nobody():
    row = InternRow(school="A", subject="语文", heads=2, term="春季")
    from constraints.facts.interns import Interns
    from tests.tiny import county

    whole = tiny()
    one = term(name="秋季", end=date(2027, 1, 31))
    autumn = county(whole.schools, whole.teachers, whole.classes, term=one,
                    interns=[row])  # fmt: skip
    assert Interns.of(situation(autumn)).releases == {}


def test_a_head_or_deputy_is_never_proposed_for_release_and_the_audit_says_why():
    from constraints.facts.interns import Interns

    here = _interns(4, changes={"T1": {"leadership": "副职"}, "T2": {"leadership": "校长"}})()
    (release,) = Interns.of(here).releases
    assert Interns.of(here).candidates(release) == ()
    assert MODES.index(Mode.TRAINING) not in propose(here).moves.mode.tolist()
    case = next(c for c in CASES if c.name.startswith("a deputy"))
    (short,) = [m for m in case.measures(RULE) if m.short]
    assert "1人有行政职务" in short.note and short.people == ()

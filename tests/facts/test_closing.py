"""学校调整: people, classes and 核定编制 of a closed school are its successor's."""

from datetime import date

from constraints.facts.demand import Demand
from constraints.facts.establishment import Establishment
from constraints.facts.slices import Event
from constraints.facts.slices import P as Cuts
from constraints.facts.standing import StandingFact
from constraints.facts.surplus import Surplus
from models.sheets import SchoolChangeRow
from tests.tiny import situation, tiny


def _closed(day=date(2026, 9, 1), changes=None):
    row = SchoolChangeRow(school="B", change="撤", successor="C", effective=day)
    return situation(tiny(changes or {}, school_changes=[row]))


def test_everything_goes_to_the_successor():
    there = _closed()
    standing = StandingFact.of(there).by_person["T5"]
    assert standing.school == standing.holder == "C"
    assert Demand.of(there).needs["C", "小学", "语文"] == 150
    lines = {x.school: x for x in Establishment.of(there).lines}
    assert (lines["C"].approved, lines["C"].on_roll) == (7, 3)
    assert (lines["B"].approved, lines["B"].on_roll) == (0, 0)
    assert sum(x.approved or 0 for x in lines.values()) == 12


def test_no_post_is_open_at_a_closed_school():
    assert "B" not in Surplus.of(_closed()).vacancies


def test_the_day_before_nothing_has_moved():
    lines = {x.school: x for x in Establishment.of(_closed(date(2026, 9, 2))).lines}
    assert (lines["B"].approved, lines["C"].approved) == (3, 4)


def test_a_blank_on_either_side_leaves_it_undecided():
    lines = {
        x.school: x for x in Establishment.of(_closed(changes={"B": {"approved": None}})).lines
    }
    assert lines["C"].approved is None


def _opening(day, *cut_by):
    row = SchoolChangeRow(school="B", change="建", effective=day)
    return Demand.of(situation(tiny(school_changes=[row]), slices=Cuts(cut_by=cut_by)))


AT_B = ("B", "小学", "语文")


def test_a_school_that_opens_after_the_term_needs_nobody_yet_and_is_told_apart():
    later = _opening(date(2027, 9, 1))
    assert AT_B not in later.needs and later.to_come[AT_B] == 100
    assert {cell[0] for cell in later.to_come} == {"B"}


def test_a_school_that_opens_within_the_term_counts_from_the_start_unless_time_is_cut():
    assert _opening(date(2027, 8, 31)).needs[AT_B] == 100
    cut = _opening(date(2027, 2, 1), Event.SCHOOL_CHANGE)
    assert AT_B not in cut.needs_in(0) and cut.needs_in(1)[AT_B] == 100
    assert cut.needs[AT_B] == cut.needs_in(None)[AT_B] == 100 and cut.to_come == {}


def test_a_school_that_closes_within_the_term_hands_its_lessons_over_on_its_day():
    row = SchoolChangeRow(school="B", change="并", successor="C", effective=date(2027, 2, 1))
    cuts = Cuts(cut_by=(Event.SCHOOL_CHANGE,))
    demand = Demand.of(situation(tiny(school_changes=[row]), slices=cuts))
    assert (demand.needs_in(0)[AT_B], AT_B in demand.needs_in(1)) == (100, False)
    assert demand.needs_in(1)["C", "小学", "语文"] == 150

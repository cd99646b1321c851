"""学校调整: people, classes and 核定编制 of a closed school are its successor's."""

from datetime import date

from constraints.facts.demand import Demand
from constraints.facts.establishment import Establishment
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

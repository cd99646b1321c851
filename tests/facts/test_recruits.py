"""招聘: one person a head, on the books unless their source says otherwise."""

from constraints.facts.recruits import Recruits
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.placement import one_main_place, qualification
from tests.rules.test_recruits_placed import come, county
from tests.tiny import outcome


def test_one_person_a_head_who_stands_nowhere_yet():
    there = county(2)()
    assert list(Recruits.of(there).rows) == ["招聘01-001", "招聘01-002"]
    assert there.people[-2:] == ("招聘01-001", "招聘01-002")
    standing = StandingFact.of(there).by_person["招聘01-001"]
    assert not standing.in_supply and standing.school is standing.holder is None


def test_whose_books_they_are_on():
    assert Recruits.of(county()()).joins("招聘01-001")
    assert not Recruits.of(county(source="合同制")()).joins("招聘01-001")
    assert not Recruits.of(county()()).joins("T1")


def test_they_are_needed_where_the_subject_falls_short():
    fact = Recruits.of(county()())
    assert fact.hosts("小学", "语文") == ("B",)
    assert fact.hosts("初中", "体育") == ("C",)


def test_they_bring_lessons_and_are_on_the_books_of_their_school():
    there = county(1)()
    after = outcome(there, come(1))
    assert after.establishment_school("招聘01-001") == "B"
    cell = ("B", "小学", "语文")
    before = Supply.of(there).periods.get(cell, 0)
    assert Supply.of(there).periods_after(after)[cell] == before + 100
    contract = county(1, "合同制")()
    assert outcome(contract, come(1)).establishment_school("招聘01-001") is None


def test_they_teach_what_they_are_recruited_for_and_nothing_else():
    there = county(1)()
    fits = qualification.RULE.measure(outcome(there, come(1)), qualification.P())
    assert [m.short for m in fits] == [0]
    other = qualification.RULE.measure(outcome(there, come(1, subject="数学")), qualification.P())
    assert [m.short for m in other] == [1]


def test_a_recruit_nobody_asked_for_is_found():
    there = county(1)()
    measures = one_main_place.RULE.measure(outcome(there, come(2)), one_main_place.P())
    assert any(m.short for m in measures)

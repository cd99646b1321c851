"""富余人员 and 空岗: over the approved posts and spare by subject; short and below them."""

from datetime import date

import pytest

from constraints.facts.surplus import Surplus
from models.sheets import ExemptionRow, VacancyRow
from tests.tiny import situation, tiny


def _surplus(approved=3, changes=None, **sheets):
    found = {"A": {"approved": approved}, **(changes or {})}
    return Surplus.of(situation(tiny(found, **sheets)))


def test_over_the_posts_and_spare_by_subject():
    fact = _surplus()
    assert fact.heads == {("A", "小学", "语文"): 1}
    assert fact.people == ("T1", "T2") and fact.due == {"A": 1}


@pytest.mark.parametrize(("approved", "due"), [(5, {}), (4, {}), (3, {"A": 1}), (0, {"A": 1})])
def test_at_or_below_the_approved_posts_nobody_is_spare(approved, due):
    assert _surplus(approved).due == due


def test_leaders_and_people_spared_take_no_part():
    spared = [
        ExemptionRow(person="T2", kind="直聘", reason="内部", approval="已批准",
                     until=date(2026, 9, 1))
    ]  # fmt: skip
    fact = _surplus(changes={"T1": {"leadership": "副职"}}, exemptions=spared)
    assert fact.people == () and fact.due == {}
    fact = _surplus(exemptions=[spared[0].model_copy(update={"until": date(2026, 8, 31)})])
    assert fact.people == ("T1", "T2")


def test_people_waiting_for_a_post_are_due_wherever_they_are():
    fact = _surplus(9, {"T5": {"status": "待岗"}})
    assert fact.waiting == fact.people == ("T5",) and fact.due == {"B": 1}


def test_open_posts_are_short_of_half_a_load_at_schools_with_room():
    fact = _surplus()
    assert ("B", "小学", "语文") in fact.open_cells
    assert ("B", "小学", "体育") not in fact.open_cells  # two periods of ten
    assert _surplus(changes={"B": {"approved": 1}}).open_by_subject.get("语文", ())[0][0] == "C"


def test_posts_offered_for_the_round_are_open_too():
    rows = [VacancyRow(school="B", subject="体育", places=1, round="调剂")]
    assert ("B", "小学", "体育") in _surplus(vacancies=rows).open_cells
    rows = [VacancyRow(school="B", subject="体育", places=1, round="跨校")]
    assert ("B", "小学", "体育") not in _surplus(vacancies=rows).open_cells

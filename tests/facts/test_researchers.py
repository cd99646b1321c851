"""教研员: up to fifty, five years at the office, no year at a weak junior school yet."""

from datetime import date

import pytest

from constraints.facts.researchers import Researchers
from models.sheets import HistoryRow
from staffing.modelling.candidates import propose
from staffing.modelling.extract import placement_at
from staffing.modelling.model import build_model
from tests.tiny import school, situation, teacher, tiny

OFFICE = school("R", name="教研室", kind="教研机构", locale="城区")


def _office(**kw):
    return teacher("R1", "R", "数学", stage="初中", **kw)


def _county(person, changes=None, **sheets):
    from tests.tiny import county

    full = tiny({"B": {"kind": "九年一贯"}, **(changes or {})}, more=[person])
    return county([*full.schools, OFFICE], full.teachers, full.classes, **sheets)


def _fact(person, **sheets):
    return Researchers.of(situation(_county(person, **sheets)))


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, True),
        ({"born": "1975-09"}, True),  # fifty-one this very month
        ({"born": "1975-10"}, True),
        ({"school_since": "2021-09"}, True),
        ({"school_since": "2021-10"}, False),
        ({"school_since": None}, False),
    ],
)
def test_age_and_years_at_the_office(fields, due):
    expected = due and fields.get("born") != "1975-09"
    assert bool(_fact(_office(**fields)).due) == expected


@pytest.mark.parametrize(("end", "due"), [("2025-06-30", False), ("2025-05-31", True)])
def test_a_school_year_at_a_weak_school_settles_it(end, due):
    rows = [HistoryRow(person="R1", school="B", start=date(2024, 9, 1),
                       end=date.fromisoformat(end), mode="交流")]  # fmt: skip
    assert bool(_fact(_office(), history=rows).due) == due


def test_the_year_ends_with_the_plan_and_not_with_a_newcomers_three_years():
    here = situation(_county(_office()))
    model = build_model(here, propose(here).moves)
    sent = [
        placement_at(here, model, i)
        for i in range(len(model.moves))
        if here.people[model.moves.person[i]] == "R1"
    ]
    assert sent and {p.end for p in sent} == {here.county.term.end}


def test_hosts_are_weak_and_run_the_stage():
    assert _fact(_office()).hosts == ("B",)
    assert Researchers.of(situation(_county(_office(), {"B": {"kind": "小学"}}))).hosts == ()

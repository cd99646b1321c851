"""领导人员: terms to the month, one set per legal school, the young of the country."""

import pytest

from constraints.facts.leaders import Leaders
from tests.tiny import situation, tiny


def _fact(changes):
    return Leaders.of(situation(tiny(changes)))


@pytest.mark.parametrize(
    ("term", "since", "over"),
    [
        (None, "2020-09", True),
        (None, "2020-10", False),
        (2, "2020-09", True),
        (2, "2024-09", False),
        (2, None, None),
        (3, None, True),
        (1, None, False),
        (None, None, None),
    ],
)
def test_terms_are_over_to_the_month(term, since, over):
    fields = {"leadership": "校长", "leader_term": term, "leader_since": since}
    (leader,) = _fact({"T6": fields}).all
    assert leader.over is over


def test_campuses_share_one_set():
    fact = _fact({
        "C": {"legal_code": "A", "holds_establishment": False},
        "T1": {"leadership": "校长"}, "T6": {"leadership": "副职"}, "T7": {"leadership": "中层"},
    })  # fmt: skip
    assert [x.person for x in fact.by_school["A"]] == ["T1", "T6"]
    assert fact.legal_schools == ("A", "B")


@pytest.mark.parametrize(("born", "young"), [("1980-09", 0), ("1981-09", 1), ("1980-10", 1)])
def test_young_includes_the_year_itself(born, young):
    fact = _fact({"T5": {"leadership": "校长", "born": born}})
    mine, base = fact.rural_young
    assert len(base) == 1 and len(mine) == young


def test_reserves_are_young_urban_deputies():
    fact = _fact({"T1": {"leadership": "副职", "born": "1990-01"}, "T5": {"leadership": "副职"}})
    assert [x.person for x in fact.reserves] == ["T1"]


def test_retired_people_lead_nothing():
    assert _fact({"T5": {"leadership": "校长", "status": "退休"}}).all == ()

"""周转编制: who sits on which post, in force to the day, back in the pool afterwards."""

from datetime import date

import pytest

from constraints.facts.revolving import P, Revolving
from models.sheets import RevolvingPostRow
from models.vocabulary import StaffKind
from tests.tiny import situation, tiny

PARAMS = P(kinds=(StaffKind.REVOLVING,), pool=2)


def post(school="B", places=1, start="2026-09-01", end="2027-08-31", **kw):
    return RevolvingPostRow(
        school=school, places=places, start=date.fromisoformat(start),
        end=date.fromisoformat(end), **kw,
    )  # fmt: skip


def _fact(rows, changes=None):
    return Revolving.of(situation(tiny(changes or {}, revolving_posts=rows), revolving=PARAMS))


REVOLVING = {"T5": {"staff_kind": "周转编制"}}


def test_the_named_holder_else_whoever_is_employed_on_it():
    (entry,) = _fact([post(holder="T6")], REVOLVING).entries
    assert entry.holders == ("T6",) and entry.free == 0
    (entry,) = _fact([post(places=2)], REVOLVING).entries
    assert entry.holders == ("T5",) and entry.free == 1
    (entry,) = _fact([post(subject="语文")], REVOLVING).entries
    assert entry.holders == ()


@pytest.mark.parametrize(
    ("start", "end", "lent"),
    [
        ("2026-09-01", "2027-08-31", 1),
        ("2025-09-01", "2026-09-01", 1),
        ("2025-09-01", "2026-08-31", 0),
        ("2026-09-02", "2027-08-31", 0),
    ],
)
def test_in_force_to_the_day(start, end, lent):
    assert _fact([post(start=start, end=end)]).lent["B"] == lent


def test_what_goes_back_within_the_term():
    rows = [post(end="2027-08-31"), post("A", end="2027-09-01")]
    assert [e.school for e in _fact(rows).ending] == ["B"]

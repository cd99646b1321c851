"""Cases of pairing_coverage: of the tiny county only B is rural, A is urban."""

from datetime import date
from fractions import Fraction

from constraints.teams.pairing_coverage import RULE, P
from models.sheets import PairingRow, SchoolChangeRow
from tests.rules.case import Case
from tests.tiny import school, situation, tiny

ALL = P(group="weak", partners=(), share=Fraction(1))
CITY = P(group="weak", partners=("urban",), share=Fraction(1))


def _pairs(*rows, changes=None):
    return lambda: situation(tiny(changes or {}, pairings=rows))


def _pair(one, other, **kw):
    return PairingRow(school=one, other=other, kind="结对", **kw)


CLOSED = SchoolChangeRow(school="C", change="并", successor="A", effective=date(2026, 9, 1))
BOTH = {"C": {"weak": True}}
CASES = (
    Case("paired", _pairs(_pair("B", "A")), ALL),
    Case("paired, written the other way round", _pairs(_pair("A", "B")), ALL, kind="edge"),
    Case("paired until yesterday", _pairs(_pair("B", "A", end=date(2026, 8, 31))), ALL,
         expected={"": 1}),
    Case("paired until today", _pairs(_pair("B", "A", end=date(2026, 9, 1))), ALL, kind="edge"),
    Case("one of two", _pairs(_pair("B", "A"), changes=BOTH), ALL, expected={"": 1}),
    Case("half is asked for", _pairs(_pair("B", "A"), changes=BOTH),
         P(group="weak", partners=(), share=Fraction(1, 2)), kind="edge"),
    Case("the other is no town school", _pairs(_pair("B", "C")), CITY, expected={"": 1}),
    Case("the other is outside the county", _pairs(_pair("B", "W1")), ALL, kind="edge"),
    Case("nobody knows whether a school outside the county is of that kind",
         _pairs(_pair("B", "W1")), CITY, expected={"": 1}),
    Case("a pair outside beside one of that kind", _pairs(_pair("B", "W1"), _pair("B", "A")), CITY,
         kind="edge"),
    Case("a closed school needs no pair", lambda: situation(tiny(BOTH, pairings=[_pair("B", "A")],
         school_changes=[CLOSED])), ALL, kind="edge"),
    Case("no sheet", _pairs(), ALL, undecidable=("",)),
)  # fmt: skip


def test_the_unpaired_are_named():
    case = next(c for c in CASES if c.name == "the other is no town school")
    (measure,) = case.measures(RULE)
    assert measure.note == "已结对、对方不属政策规定的范围（外县学校无从认定）：河东小学"
    assert (measure.numerator, measure.denominator) == (0, 1)
    assert school("X").name == "X校"

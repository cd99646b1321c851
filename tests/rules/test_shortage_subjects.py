"""Cases of shortage_subjects in the tiny county: 体育 at B (20 tenths) and at C (10 + 10)."""

from __future__ import annotations

from fractions import Fraction

from constraints.facts.alongside import P as AlongsideParams
from constraints.provision.shortage_subjects import RULE, P
from models.column import Subject
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

PLAIN = situation(tiny())
HELPED = situation(
    tiny(),
    alongside=AlongsideParams(shares={"小学": {"体育": {"数学": Fraction(1)}}}, scarce=()),
)


def params(group: str) -> P:
    """体育 alone."""
    return P(group=group, subjects=(Subject("体育"),))


CASES = (
    Case("A has its own", PLAIN, params("urban")),
    Case("B has nobody", PLAIN, params("weak"), {"B/小学/体育": 20}),
    Case("Teaching alongside does not fill it", HELPED, params("weak"), {"B/小学/体育": 20}),
    Case(
        "One who comes brings a full load, and leaves none at home",
        PLAIN,
        params("compulsory"),
        {"A/小学/体育": 20, "C/小学/体育": 10, "C/初中/体育": 10},
        (move("T4", "A", "B"),),
        kind="edge",
    ),
)


def test_other_subjects_have_no_row() -> None:
    """Four cells of 体育 in the county."""
    assert len(Case("", PLAIN, params("compulsory")).measures(RULE)) == 4

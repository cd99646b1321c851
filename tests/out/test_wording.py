"""Figures as people read them: periods, not tenths; heads whole; shares in per cent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from models.finding import Number
from models.result import TierResult
from staffing.wording import Share, amount, amount_words, measured_and_required, proof_words
from tests.out.finished import FINDING, TARGET

TENTHS = "0.1课时"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (540, TENTHS, "54 课时"),
        (545, TENTHS, "54.5 课时"),
        (0, TENTHS, "0 课时"),
        (20000, TENTHS, "2000 课时"),
        (540, "人", "540 人"),
        (None, TENTHS, None),
    ],
)
def test_amounts_with_their_unit(value: int | None, unit: str, words: str | None) -> None:
    assert amount_words(value, unit) == words


def test_a_blank_amount_stays_blank() -> None:
    assert amount(None, TENTHS) is None
    assert amount(0, TENTHS) == 0


def test_figures_of_a_finding_in_periods() -> None:
    finding = replace(FINDING, measured=485, required=540, short=55, unit=TENTHS)
    assert measured_and_required(finding) == (Decimal("48.5"), 54)


@pytest.mark.parametrize(
    ("measured", "required", "numerator", "shown"),
    [
        (139, 139, 139, (139, 139)),
        (0, 1, 0, (0, 1)),
        (Fraction(1), Fraction(1), 21, (Share(Decimal("1.0000")),) * 2),
        (Fraction(1, 2), Fraction(1, 4), 2, (Share(Decimal("0.5")), Share(Decimal("0.25")))),
    ],
)
def test_heads_are_whole_and_shares_are_shares(
    measured: Number, required: Number, numerator: int, shown: tuple[object, object]
) -> None:
    line = replace(TARGET, measured=measured, required=required, numerator=numerator)
    assert measured_and_required(line) == shown


@pytest.mark.parametrize(
    ("required", "shown"),
    [
        (Fraction("1.00001"), ("1.22140", "1.00001")),
        (Fraction("1.05"), ("1.2214", "1.0500")),
        (Fraction(4, 3), ("1.2214", "1.3333")),
    ],
)
def test_a_requirement_is_shown_as_the_policy_writes_it(
    required: Fraction, shown: tuple[str, str]
) -> None:
    line = replace(TARGET, measured=Fraction("1.2214"), required=required, numerator=1)
    assert tuple(map(str, measured_and_required(line))) == shown


def test_the_room_left_in_a_tier_is_in_periods() -> None:
    tier = TierResult("cover", "全部学科缺口", TENTHS, 540, 500, "feasible")
    assert proof_words(tier) == "最多还能好 4 课时"

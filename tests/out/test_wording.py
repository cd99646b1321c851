"""Figures as people read them: periods, not tenths; heads whole; shares in per cent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from models.finding import Number
from models.result import TierResult
from staffing.wording import amount, amount_words, measured_and_required, proof_words
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
    ("rule", "measured", "required", "shown"),
    [
        ("rotation_share", 139, 139, ("139", "139")),
        ("rotation_share", 0, 1, ("0", "1")),
        ("share_at_least.rural", Fraction(1), Fraction(1), ("100.00%", "100.00%")),
        ("share_at_least.rural", Fraction(1, 2), Fraction(1, 4), ("50.00%", "25.00%")),
        ("share_not_below.seat", 0, Fraction(13, 75), ("0.00%", "17.33%")),
        # A coefficient of variation and people per hundred pupils are no parts of a whole.
        ("variation.junior", Fraction("0.2992"), Fraction("0.45"), ("0.2992", "0.4500")),
        ("per_hundred_pupils", Fraction(100, 269), Fraction(1), ("0.3717", "1.0000")),
        ("degree_ratio.T01", Fraction("0.98"), Fraction(1), ("0.9800", "1.0000")),
    ],
)
def test_heads_are_whole_and_parts_of_a_whole_are_per_cent(
    rule: str, measured: Number, required: Number, shown: tuple[str, str]
) -> None:
    """On the ledger and on the page of findings alike."""
    line = replace(TARGET, rule=rule, measured=measured, required=required)
    finding = replace(FINDING, rule=rule.partition(".")[0], measured=measured, required=required)
    assert tuple(map(str, measured_and_required(line))) == shown
    assert tuple(map(str, measured_and_required(finding))) == shown


@pytest.mark.parametrize(
    ("rule", "shown"), [("share_at_least.rural", "45.00%"), ("variation.junior", "0.4500")]
)
def test_a_requirement_is_shown_alike_whether_it_can_be_decided(rule: str, shown: str) -> None:
    """0.4500 on one page and 45.00% on another would be two numbers to the office."""
    line = replace(TARGET, rule=rule, required=Fraction("0.45"))
    unknown = replace(line, measured=None, numerator=None, denominator=None, short=None)
    assert [str(measured_and_required(x)[1]) for x in (line, unknown)] == [shown] * 2


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
    line = replace(
        TARGET, rule="degree_ratio", measured=Fraction("1.2214"), required=required, numerator=1
    )
    assert tuple(map(str, measured_and_required(line))) == shown


def test_the_room_left_in_a_tier_is_in_periods() -> None:
    tier = TierResult("cover", "全部学科缺口", TENTHS, 540, 500, "feasible")
    assert proof_words(tier) == "最多还能好 4 课时"


def test_a_tier_at_a_bound_of_straight_rows_alone_is_not_called_as_good_as_can_be() -> None:
    tier = TierResult("targets", "其他指标", "人", 58, 58, "feasible", curved=True)
    assert proof_words(tier) == "按折线已到界限，未证完"

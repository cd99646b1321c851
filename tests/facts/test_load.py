"""Loads in tenths of a period; shares of one person add up to a full load at most."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from constraints.facts.load import Load, P, tenths
from models.column import Code, Subject
from models.vocabulary import Leadership, Stage
from tests.tiny import bare, tiny

HALF = Fraction(1, 2)
PARAMS = P(
    weekly={Stage.PRIMARY: Fraction(16), Stage.JUNIOR: Fraction(29, 2)},
    weekly_by_subject={Stage.PRIMARY: {Subject("语文"): Fraction(14)}},
    homeroom=HALF,
    young_pioneers=Fraction(1, 4),
    leaders={Leadership.PRINCIPAL: HALF, Leadership.MIDDLE: Fraction(1, 3)},
)


def _load(changes: dict[str, dict[str, Any]] | None = None) -> Load:
    return Load.of(bare(tiny(changes or {}), load=PARAMS))


def test_standard_by_subject_before_stage() -> None:
    load = _load()
    assert load.standard(Stage.PRIMARY, "语文") == 140
    assert load.standard(Stage.PRIMARY, "数学") == 160
    assert load.standard(Stage.JUNIOR, "语文") == 145


def test_a_stage_without_periods_has_no_load() -> None:
    assert _load().standard(Stage.KINDERGARTEN, "保教") == 0


@pytest.mark.parametrize(
    ("person", "change", "expected"),
    [
        ("T3", {}, 0),
        ("T3", {"homeroom": False, "leadership": "无"}, 0),
        ("T3", {"homeroom": True}, 80),
        ("T1", {"homeroom": True}, 70),
        ("T3", {"young_pioneers": True}, 40),
        ("T3", {"leadership": "中层"}, 53),
        ("T3", {"homeroom": True, "young_pioneers": True}, 120),
        ("T3", {"homeroom": True, "leadership": "校长"}, 160),
        ("T3", {"homeroom": True, "leadership": "校长", "young_pioneers": True}, 160),
        ("T3", {"leadership": "副职"}, 0),
        ("T7", {"homeroom": True}, 73),
        ("T3", {"stage": None, "homeroom": True}, 0),
    ],
)
def test_reduction(person: str, change: dict[str, Any], expected: int) -> None:
    assert _load({person: change}).reduction(Code(person)) == expected


def test_half_a_tenth_rounds_up() -> None:
    assert [tenths(Fraction(n, 100)) for n in (4, 5, 6, 14, 15)] == [0, 1, 1, 1, 2]

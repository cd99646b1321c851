"""Rows of rules about single (person, school) pairs, in plain Python: key, measure, words."""

from __future__ import annotations

from models.finding import Finding, Measure
from models.roster import Placement


def key_of(placement: Placement) -> str:
    """``person/host``."""
    return f"{placement.person}/{placement.host}"


def judged(placement: Placement, breach: int, note: str = "") -> Measure:
    """The row of one placement: *breach* where none is allowed. note: why, in words."""
    who = (placement.person,)
    return Measure(key_of(placement), int(breach), 0, int(breach), people=who, note=note)


def undecided(placement: Placement, *missing: str) -> Measure:
    """The row of one placement the workbook cannot tell about. missing: 表.列 in words."""
    return Measure(key_of(placement), None, 0, None, people=(placement.person,), missing=missing)


def who_and_where(finding: Finding) -> tuple[str, str]:
    """Person and host of a key."""
    person, _, host = finding.key.partition("/")
    return person, host


def too_many(finding: Finding, what: str = "此类安排") -> str:
    """How many such placements there should be, how many there are, how many too many."""
    required, measured, short = (
        f"{number}{finding.unit}" for number in (finding.required, finding.measured, finding.short)
    )
    return f"{what}应为{required}，实为{measured}，超{short}。"

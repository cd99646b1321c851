"""The gap table: schools, their subjects and the county's totals, and its keys of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from constraints.facts.establishment import Line
from constraints.facts.load import TENTHS
from models.column import Code, Subject
from models.vocabulary import Stage


@dataclass(frozen=True)
class SubjectGap:
    """One subject of one stage, at a school or in the county.

    needed, available, alongside, gap: tenths of a period, or heads ×10 when ``in_heads``; alongside
    is what 兼课 covers of the lack; gap what stays uncovered, never negative; gap_people the gap in
    full loads, rounded up; spare: available beyond the need, before anyone helps elsewhere.
    available, gap … are None when the workbook cannot tell.
    """

    stage: Stage
    subject: Subject
    needed: int
    available: int | None
    alongside: int
    gap: int | None
    gap_people: int | None
    load: int
    in_heads: bool = False

    @property
    def spare(self) -> int:
        """Available beyond the need, 0 when lacking or unknown."""
        return 0 if self.available is None else max(self.available - self.needed, 0)

    @property
    def posts(self) -> Fraction:
        """The gap in full loads, exact; 0 when unknown."""
        return Fraction(self.gap or 0, self.load)

    def to_json(self) -> dict[str, Any]:
        """Keys of the contract; periods are null for what is counted in heads."""
        unit, other = ("people", "periods") if self.in_heads else ("periods", "people")
        amounts = {"needed": self.needed, "available": self.available}
        return {
            "stage": self.stage.value,
            "subject": self.subject,
            **{f"{name}_{unit}": _tens(value) for name, value in amounts.items()},
            **{f"{name}_{other}": None for name in amounts},
            "alongside_periods": None if self.in_heads else _tens(self.alongside),
            "gap_periods": None if self.in_heads else _tens(self.gap),
            "gap_people": self.gap_people,
        }


@dataclass(frozen=True)
class SchoolGaps:
    """One public school or campus. establishment: None when it is no 编制主体 of its own."""

    code: Code
    name: str
    establishment: Line | None
    subjects: tuple[SubjectGap, ...]
    missing: tuple[str, ...] = ()

    @property
    def posts(self) -> Fraction:
        """All gaps of the school in full loads, exact."""
        return sum((gap.posts for gap in self.subjects), Fraction(0))

    def to_json(self) -> dict[str, Any]:
        """Keys of the contract."""
        return {
            "code": self.code,
            "name": self.name,
            "establishment": None if self.establishment is None else _line_json(self.establishment),
            "subjects": [gap.to_json() for gap in self.subjects],
            "missing": list(self.missing),
        }


@dataclass(frozen=True)
class Gaps:
    """Schools in code order, and the county's totals by stage and subject."""

    schools: tuple[SchoolGaps, ...]
    subjects: tuple[SubjectGap, ...]

    @cached_property
    def by_cell(self) -> Mapping[tuple[Code, Stage, Subject], SubjectGap]:
        """Every gap by school, stage and subject."""
        return {
            (school.code, gap.stage, gap.subject): gap
            for school in self.schools
            for gap in school.subjects
        }

    def worst(self) -> tuple[SchoolGaps, ...]:
        """Schools with the largest gap first, then those furthest below 核定编制, then by code."""

        def order(school: SchoolGaps) -> tuple[Fraction, int, str]:
            line = school.establishment
            return -school.posts, (line.over_under or 0) if line else 0, school.code

        return tuple(sorted(self.schools, key=order))

    def to_json(self) -> dict[str, Any]:
        """``{"schools": […], "subjects": […]}``, the latter the county's totals."""
        return {
            "schools": [school.to_json() for school in self.schools],
            "subjects": [gap.to_json() for gap in self.subjects],
        }


def _tens(tenths: int | None) -> int | float | None:
    """Tenths as periods: whole where whole, else with one decimal."""
    if tenths is None or tenths % TENTHS == 0:
        return None if tenths is None else tenths // TENTHS
    return tenths / TENTHS


def _line_json(line: Line) -> dict[str, Any]:
    row = asdict(line)
    row["standard_by_pupils"] = row.pop("by_pupils")
    row["standard_by_classes"] = row.pop("by_classes")
    del row["school"]
    return row

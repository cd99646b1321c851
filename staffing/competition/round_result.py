"""What a round of 县管校聘 decided: placements, published cut-offs, who is still without a post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from models.column import Code
from models.roster import Placement
from models.sheets import LockRow
from models.vocabulary import Round

if TYPE_CHECKING:
    from staffing.competition.left_open import LeftOpen

FAMILIES = ("appointment", "establishment", "placement", "points")
"""Families of rules that the moves of one round can break; others wait for the whole plan."""


@dataclass(frozen=True)
class Cutoff:
    """A post as published: places, applicants, who was admitted, lowest score admitted.

    applied: all whose wishes fit the post, those admitted on an earlier wish too. lowest: None when
    nobody was. tie: what decided between the last admitted and the first refused of equal score,
    empty when scores did.
    """

    school: Code
    subject: str
    grade: str
    places: int
    applied: int
    admitted: tuple[Code, ...]
    lowest: Fraction | None
    tie: str = ""


@dataclass(frozen=True)
class Unplaced:
    """An applicant without a post and why, wish by wish; never another person's reason."""

    person: Code
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class RoundResult:
    """What a round decided. ``placements`` in canonical order, the rest by code.

    due: surplus heads still to go, whichever of the unplaced they are; None in a competition.
    left_open: enforced rules that a round leaves unmet and later decisions are to see to;
    least: the least that floors lack once its outcome is decided, by policy row id and key.
    """

    round: Round
    placements: tuple[Placement, ...]
    cutoffs: tuple[Cutoff, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    due: int | None = None
    left_open: tuple[LeftOpen, ...] = ()
    least: Mapping[tuple[str, str], int | None] = field(default_factory=dict)

    def locks(self, decided_by: str, reason: str = "") -> tuple[LockRow, ...]:
        """The result as 锁定 rows, to be put into the workbook once published."""
        words = reason or f"县管校聘{self.round}公示结果"
        return tuple(
            LockRow(person=p.person, mode=p.mode, school=p.host, subject=p.subject, stage=p.stage,
                    reason=words, decided_by=decided_by)
            for p in self.placements
        )  # fmt: skip


def points_words(score: Fraction | None) -> str:
    """A score as people write it."""
    if score is None:
        return "（无）"
    return str(int(score)) if score.denominator == 1 else f"{float(score):.2f}"

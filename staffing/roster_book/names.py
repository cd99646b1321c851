"""What people and schools are called on the sheets, and who may appear on which of them."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

from constraints.outcome import Outcome
from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.answers.came_forward import DECIDED, asked
from staffing.leaders.discretion import is_decided, is_withheld
from staffing.naming import CountyNames
from staffing.result import Run

__all__ = ["Names", "leaders_words", "moving", "public"]


class Names(CountyNames):
    """Names and sources of everything a run mentions."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.county, run.policy)
        self.run = run

    def locale(self, code: Code) -> str:
        """城区, 镇区, 乡村; 外县 outside the county; 新任 where a recruit comes from."""
        if not code:
            return "新任"
        row = self.county.school.get(code)
        return row.locale.value if row else "外县"

    def origin(self, placement: Placement) -> str:
        """The school somebody comes from; 新招聘 for a recruit, who comes from none."""
        return self.school(placement.home) or "新招聘"

    def destination(self, placement: Placement) -> str:
        """The school somebody goes to; who stays with their own is away for training."""
        away = placement.mode is Mode.TRAINING and placement.host == placement.home
        return "脱产，不到其他学校" if away else self.school(placement.host)

    def direction(self, placement: Placement) -> str:
        """``城区到乡村``."""
        return f"{self.locale(placement.home)}到{self.locale(placement.host)}"

    def confidential(self, placement: Placement) -> bool:
        """Whether only the bureau may know of it yet: a leader's move not decided (锁定)."""
        return is_withheld(self.county, placement)

    def decided(self, placement: Placement) -> bool:
        """Whether the placement is locked already (锁定)."""
        return is_decided(self.county, placement)

    def _won(self, placement: Placement) -> bool:
        """Whether a round of this run gave the person the post (its days may be the lock's)."""
        held = [p for stage in self.run.rounds for p in stage.placements]
        return any(p.person == placement.person and p.host == placement.host for p in held)

    def source(self, placement: Placement) -> str:
        """Why this person is on the list: 竞聘, 锁定, own wish, recommendation, or 建议人选."""
        if placement.mode is Mode.COMPETITION and self._won(placement):
            return "竞聘（按分数先后）"
        return DECIDED if self.decided(placement) else asked(self._outcome, placement)

    @cached_property
    def _outcome(self) -> Outcome:
        return Outcome(self.run.situation, Roster.of(self.run.placements))


def moving(run: Run) -> tuple[Placement, ...]:
    """Every placement that takes a person somewhere, in canonical order (留任 left out), but for
    what only the leaders' own workbook holds."""
    return tuple(p for p in run.shown if p.mode is not Mode.STAY)


def public(run: Run) -> tuple[Placement, ...]:
    """Placements that may be published: no 建议人选."""
    return tuple(p for p in moving(run) if not p.proposed)


class Withholding(Protocol):
    """A run, finished or recorded."""

    @property
    def withheld(self) -> tuple[Placement, ...]:
        """Leaders' moves that nobody has decided."""


def leaders_words(run: Withholding) -> str:
    """How many rows stand in the leaders' own workbook, in words; empty for none."""
    rows = len(run.withheld)
    return f"另有领导人员安排 {rows} 条，未决定，只写在领导人员内部文件中。" if rows else ""

"""What the record hands back of a run, and what it is told of a what-if."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.result import TierResult
from models.roster import Placement, Roster
from staffing.leaders.discretion import listed_beside
from staffing.locks.earlier import Earlier
from staffing.roster_book.book import Book
from staffing.store.engine import StoreUnavailable

if TYPE_CHECKING:
    from models.record import RunRecord
    from staffing.solver.remembered import Remembered


@dataclass(frozen=True)
class StoredRun:
    """A run as it was recorded: head, tiers, plan, printed result, workbooks as plain data.

    book is None when the run had no plan, leaders (the leaders' own) also where none was kept;
    ``roster_book.write_book(book, path)`` writes it again, byte for byte. remembered: what the
    solve left for questions about the plan, None where none was kept; earlier: the plans it was
    solved with, content_sha256: of what its workbook says, each None where that was not kept.
    """

    record: RunRecord
    tiers: tuple[TierResult, ...]
    roster: Roster
    result: dict[str, Any]
    book: Book | None
    leaders: Book | None = None
    remembered: Remembered | None = None
    earlier: tuple[Earlier, ...] | None = None
    content_sha256: str | None = None

    @property
    def shown(self) -> tuple[Placement, ...]:
        """The placements that were shown: without leaders' moves that nobody had decided."""
        shown = {(row["person"], row["mode"]) for row in self.result["placements"]}
        return listed_beside(self.roster.placements, lambda p: (p.person, p.mode) not in shown)

    @property
    def withheld(self) -> tuple[Placement, ...]:
        """The others, for the leaders' own workbook."""
        shown = {(p.person, p.mode) for p in self.shown}
        return tuple(p for p in self.roster.placements if (p.person, p.mode) not in shown)

    def plan_book(self) -> Book:
        """The roster workbook. Raises StoreUnavailable for a run without a plan."""
        if self.book is None:
            raise StoreUnavailable(f"第 {self.record.id} 次运行没有求得方案，没有花名册可写。")
        return self.book

    def leaders_book(self) -> Book:
        """The leaders' own workbook. Raises StoreUnavailable where none was kept."""
        self.plan_book()
        if self.leaders is None:
            raise StoreUnavailable(
                f"第 {self.record.id} 次运行没有存领导人员内部文件（较早版本的记录没有）。"
                "请按同一工作簿和政策重新求解，加 --leaders-output 写出。"
            )
        return self.leaders


@dataclass(frozen=True)
class Supposed:
    """What marks a run as a what-if: its name, the run it was held against, what was supposed."""

    name: str
    base: str | None
    words: tuple[str, ...]

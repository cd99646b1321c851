"""What is wrong with an input, said so that a clerk can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One message about one cell (or sheet, or policy key).

    sheet and cell locate it (``cell`` like ``H23``; empty when the whole sheet or file is meant);
    message says in Chinese what is wrong, why it matters and what to do; kind is a stable short
    name for tests and counts (``unknown_word``, ``missing_column`` …).
    """

    sheet: str
    cell: str
    message: str
    kind: str = ""

    @property
    def place(self) -> str:
        """``教师!H23``, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        return f"{self.place} {self.message}".strip()


class StaffingError(Exception):
    """Base of everything this program raises for a user's mistake; ``str`` is Chinese prose."""


class InputRefused(StaffingError):
    """The input cannot be used. Carries every problem found, in reading order. Exit code 2."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class Disagreement(StaffingError):
    """Solver and audit give different numbers. Nothing is written. Exit code 70.

    where: what they were both asked, in Chinese; solver, found: what each of them says.
    """

    def __init__(self, where: str, solver: str, found: str) -> None:
        super().__init__(
            f"求解与核查不一致：{where}求解为{solver}，核查为{found}。"
            "未写出任何结果，请将本县工作簿和政策文件交开发者核对。"
        )

"""Two ledgers of targets beside one another: two runs, two terms, two policies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.finding import State, TargetLine
from staffing.wording import Figure, amount_words, measured_and_required, stands


@dataclass(frozen=True)
class TargetChange:
    """One target in two ledgers; a side that does not have it is None, never both."""

    rule: str
    left: TargetLine | None
    right: TargetLine | None

    @property
    def name(self) -> str:
        """What the newer side calls it, else the older."""
        line = self.right or self.left
        assert line is not None
        return line.name

    @property
    def requirement_moved(self) -> bool:
        """Whether the two ask for different things (a side that asks for nothing differs)."""
        if self.left is None or self.right is None:
            return True
        return self.left.required != self.right.required

    @property
    def measure_moved(self) -> bool:
        """Whether what was measured differs."""
        return _of(self.left, "measured") != _of(self.right, "measured")

    @property
    def differs(self) -> bool:
        """Whether anything a person would read differs."""
        asked = ("state", "short", "mode")
        moved = any(_of(self.left, name) != _of(self.right, name) for name in asked)
        return moved or self.requirement_moved or self.measure_moved

    def words(self) -> str:
        """One sentence: requirement, measure and shortfall, from left to right."""
        if self.left is None or self.right is None:
            line, only = (self.left, "前者") if self.right is None else (self.right, "后者")
            assert line is not None
            return f"{self.name}：只在{only}中，{_stands(line)}。"
        old, new = measured_and_required(self.left), measured_and_required(self.right)
        parts = [
            _step("要求", old[1], new[1]),
            _step("实测", old[0], new[0]),
            _step("", _stands(self.left), _stands(self.right)),
        ]
        return f"{self.name}：{'，'.join(parts)}。"


def compare_ledgers(
    left: Iterable[TargetLine], right: Iterable[TargetLine]
) -> tuple[TargetChange, ...]:
    """Every target of either ledger, in the order of the right, then what only the left has.

    Lines are matched by policy row, so that T01 of one policy stands beside T02 of another where
    both are the same rule.
    """
    old, new = ({line.rule: line for line in side} for side in (left, right))
    names = dict.fromkeys((*new, *old))
    return tuple(TargetChange(rule, old.get(rule), new.get(rule)) for rule in names)


def _of(line: TargetLine | None, name: str) -> object:
    return None if line is None else getattr(line, name)


def _stands(line: TargetLine) -> str:
    """State and shortfall in words."""
    if line.state is State.SHORT:
        return f"还差{amount_words(line.short, line.unit)}"
    return stands(line)


def _plain(figure: Figure | str) -> str:
    """A figure without trailing noughts; 无 for none."""
    if isinstance(figure, Decimal):
        return f"{figure.normalize():f}"
    return "无" if figure is None else str(figure)


def _step(what: str, old: Figure | str, new: Figure | str) -> str:
    before, after = map(_plain, (old, new))
    return f"{what}{before}" if before == after else f"{what}{before}→{after}"

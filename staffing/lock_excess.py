"""锁定超过上限: limits that the locks alone exceed, told by the plain checks without any solver.

A county is solved all the same, because limits rise to what is locked (design: decisions alone
never make the model impossible); but a lock does not overrule the law, so each excess is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.sheets import LockRow
from staffing.naming import CountyNames
from staffing.wording import amount_words


@dataclass(frozen=True)
class Excess:
    """An enforced limit, where it stands (key as the rule measures it), by how much the locks
    exceed it in the rule's unit, and which locks do."""

    row: RuleRow
    key: str
    by: int
    locks: tuple[LockRow, ...]

    @property
    def name(self) -> str:
        """What people call the limit."""
        return self.row.title or rules()[self.row.rule].name


def excesses(situation: Situation, plan: Roster | None = None) -> tuple[Excess, ...]:
    """Every limit that the locks alone exceed, in policy order.

    plan: only those it exceeds too; others who leave may have made room for the locked.
    """
    decided = Outcome(situation, Roster(())).decided
    found = tuple(_excesses(situation, decided)) if decided else ()
    if plan is None:
        return found
    return tuple(
        x for x in found
        if _short(situation, x.row, plan.placements, lifted=False).get(x.key, 0) > 0
    )  # fmt: skip


def excess_words(situation: Situation, found: Excess) -> str:
    """``河东小学的“核定编制上限”超 2 人（锁定!A3、锁定!A4）``."""
    county, names = situation.county, CountyNames(situation.county)
    cells = [county.cell(lock, "person") for lock in found.locks if lock.row_number]
    people = [f"{names.person(x.person)}（{x.person}）" for x in found.locks if not x.row_number]
    whose = "、".join((*cells, *people))
    size = amount_words(found.by, rules()[found.row.rule].unit)
    return f"{names.key(found.key)}的“{found.name}”超 {size}（{whose}）"


def _excesses(situation: Situation, decided: tuple[Placement, ...]) -> Iterator[Excess]:
    for row in situation.policy.rules:
        if row.force is Force.HARD and not isinstance(rules()[row.rule], PairRule):
            raised = _short(situation, row, decided, lifted=True)
            bare = _short(situation, row, decided, lifted=False)
            for key, short in bare.items():
                by = short - raised.get(key, 0)
                if by > 0:
                    yield Excess(row, key, by, _locks(situation, row, decided, key, short))


def _locks(
    situation: Situation, row: RuleRow, decided: tuple[Placement, ...], key: str, short: int
) -> tuple[LockRow, ...]:
    """Locks without which the limit would be exceeded by less."""
    found: list[LockRow] = []
    for placement in decided:
        rest = tuple(p for p in decided if p is not placement)
        if _short(situation, row, rest, lifted=False).get(key, 0) < short:
            locks = situation.county.locks_of[placement.person]
            found += [x for x in locks if (x.mode, x.school) == (placement.mode, placement.host)]
    return tuple(found)


def _short(
    situation: Situation, row: RuleRow, placements: tuple[Placement, ...], *, lifted: bool
) -> dict[str, int]:
    """Key → shortfall of one rule when only *placements* take place."""
    outcome = Outcome(situation, Roster(placements), lifted=lifted)
    return {m.key: m.short or 0 for m in rules()[row.rule].measure(outcome, row.params)}

"""锁定超过上限: limits that the locks alone exceed, told by the plain checks without any solver.

A county is solved all the same, because limits stand back for what is locked (design: decisions
alone never make the model impossible); but a lock does not overrule the law, so each excess is
named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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

    plan: only what is left of each in it; others who leave may have made room for the locked.
    """
    decided = Outcome(situation, Roster(())).decided
    found = tuple(_excesses(situation, decided)) if decided else ()
    if plan is None:
        return found
    rows = {x.row.id: x.row for x in found}
    left = {row.id: _beyond(situation, row, plan.placements) for row in rows.values()}
    still = (replace(x, by=left[x.row.id].get(x.key, 0)) for x in found)
    return tuple(x for x in still if x.by)


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
            for key, by in _beyond(situation, row, decided).items():
                yield Excess(row, key, by, _locks(situation, row, decided, key, by))


def _locks(
    situation: Situation, row: RuleRow, decided: tuple[Placement, ...], key: str, by: int
) -> tuple[LockRow, ...]:
    """Locks without which the limit would be exceeded by less."""
    found: list[LockRow] = []
    for placement in decided:
        rest = tuple(p for p in decided if p is not placement)
        if _beyond(situation, row, rest).get(key, 0) < by:
            locks = situation.county.locks_of[placement.person]
            found += [x for x in locks if (x.mode, x.school) == (placement.mode, placement.host)]
    return tuple(found)


def _beyond(
    situation: Situation, row: RuleRow, placements: tuple[Placement, ...]
) -> dict[str, int]:
    """Key → by how much the locked among *placements* exceed a limit when just these take place."""
    stands = _short(situation, row, placements, lifted=False)
    added = _short(situation, row, placements, lifted=True)
    beyond = {key: short - added.get(key, 0) for key, short in stands.items()}
    return {key: by for key, by in beyond.items() if by > 0}


def _short(
    situation: Situation, row: RuleRow, placements: tuple[Placement, ...], *, lifted: bool
) -> dict[str, int]:
    """Key → shortfall of one rule when only *placements* take place."""
    outcome = Outcome(situation, Roster(placements), lifted=lifted)
    return {m.key: m.short or 0 for m in rules()[row.rule].measure(outcome, row.params)}

"""锁定超过上限: limits that the locks alone exceed, told by the plain checks without any solver.

A county is solved all the same, because limits stand back for what is locked (design: decisions
alone never make the model impossible); but a lock does not overrule the law, so each excess is
named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Measure
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.sheets import LockRow
from staffing.naming import CountyNames
from staffing.wording import amount_words


@dataclass(frozen=True)
class Excess:
    """An enforced limit, where it stands (key as the rule measures it), by how much the locks
    exceed it in the rule's unit, and which locks do.

    limit: as it stands, no lock raising it; counted: what it comes to with the locks, but without
    whomever the plan adds; both None where the rule compares shares. alone: by how much the locks
    exceed it when nobody else moves; ``by`` is less where a plan's others make up for some of it.
    """

    row: RuleRow
    key: str
    by: int
    locks: tuple[LockRow, ...]
    limit: int | None = None
    counted: int | None = None
    alone: int = 0

    @property
    def name(self) -> str:
        """What people call the limit."""
        return self.row.title or rules()[self.row.rule].name

    @property
    def is_floor(self) -> bool:
        """Whether less is there than must be: others make up for it wherever they can."""
        return self.limit is not None and self.counted is not None and self.counted < self.limit

    @property
    def unit(self) -> str:
        """What the limit is counted in."""
        return rules()[self.row.rule].unit


def excesses(situation: Situation, plan: Roster | None = None) -> tuple[Excess, ...]:
    """Every limit that the locks alone exceed, in policy order.

    plan: only what is left of each in it; others who leave may have made room for the locked.
    """
    decided = all_decided(situation)
    if not decided:
        return ()
    limits = _Limits.of(situation)
    found = tuple(_excesses(limits, situation, decided))
    if plan is None:
        return found
    rows = {x.row.id: x.row for x in found}
    left = {row.id: limits.beyond(row, plan.placements) for row in rows.values()}
    still = ((x, left[x.row.id].get(x.key)) for x in found)
    return tuple(
        replace(x, by=now.by, limit=now.limit, counted=now.counted)
        for x, now in still
        if now is not None
    )


def all_decided(situation: Situation) -> tuple[Placement, ...]:
    """What the locks alone would make: full-time placements, then visits."""
    outcome = Outcome(situation, Roster(()))
    return (*outcome.decided, *outcome.decided_visits)


def excess_words(situation: Situation, found: Excess) -> str:
    """``河东小学的“核定编制上限”超 2 人（计 3 人，上限 1 人；锁定!A3、锁定!A4）``."""
    county, names = situation.county, CountyNames(situation.county)
    cells = [county.cell(lock, "person") for lock in found.locks if lock.row_number]
    people = [f"{names.person(x.person)}（{x.person}）" for x in found.locks if not x.row_number]
    whose = "、".join((*cells, *people))
    size = exceeded_words(found, found.by, "方案里别人抵补")
    return f"{names.key(found.key)}的“{found.name}”{size}（{_compared(found)}{whose}）"


def exceeded_words(found: Excess, left: int, made_up: str) -> str:
    """``超 2 人``, or what the locks alone exceed with what others make up for and what is left.

    So that every command says the same of the locks, whatever it supposes of the others. left: in
    the rule's unit; made_up: how others do.
    """
    alone, size = (amount_words(x, found.unit) for x in (found.alone, left))
    if left >= found.alone:
        return f"超 {size}"
    more = amount_words(found.alone - left, found.unit)
    return f"只按锁定超 {alone}，{made_up} {more}，仍超 {size}"


def over_limits_json(situation: Situation, found: Sequence[Excess]) -> list[dict[str, Any]]:
    """Limits the locks alone exceed (锁定超限), in the rule's unit; shares have no counts."""
    return [
        {
            "rule": x.row.rule,
            "row": x.row.id,
            "name": x.name,
            "key": x.key,
            "counted": x.counted,
            "limit": x.limit,
            "over": x.by,
            "over_by_locks": x.alone,
            "unit": x.unit,
            "people": list(dict.fromkeys(lock.person for lock in x.locks)),
            "cells": [situation.county.cell(lock, "person") for lock in x.locks if lock.row_number],
            "message": excess_words(situation, x),
        }
        for x in found
    ]


def _compared(found: Excess) -> str:
    """The limit and what stands against it, where both are plain counts."""
    if found.limit is None or found.counted is None:
        return ""
    limit, counted = (amount_words(x, found.unit) for x in (found.limit, found.counted))
    if found.counted > found.limit:
        return f"计 {counted}，上限 {limit}；"
    if found.counted < 0:
        # 减免 stay with the school when whoever taught leaves: less than nothing is left.
        owed = amount_words(-found.counted, found.unit)
        return f"至少要 {limit}，一点不剩，连减免在内还欠 {owed}；"
    return f"剩 {counted}，至少要 {limit}；"


def _excesses(
    limits: _Limits, situation: Situation, decided: tuple[Placement, ...]
) -> Iterator[Excess]:
    for row in situation.policy.rules:
        if row.force is Force.HARD and not isinstance(rules()[row.rule], PairRule):
            for key, x in limits.beyond(row, decided).items():
                locks = tuple(_locks(limits, row, decided, key, x.by))
                yield Excess(row, key, x.by, locks, x.limit, x.counted, x.by)


def _locks(
    limits: _Limits, row: RuleRow, decided: tuple[Placement, ...], key: str, by: int
) -> Iterator[LockRow]:
    """Locks without which the limit would be exceeded by less."""
    rule = rules()[row.rule]
    schools = frozenset({Code(rule.school_of(key))}) if rule.local else None
    for placement in decided:
        rest = tuple(p for p in decided if p is not placement)
        less = limits.beyond(row, rest, schools).get(key)
        if less is None or less.by < by:
            locks = limits.stands.county.locks_of[placement.person]
            yield from (x for x in locks if (x.mode, x.school) == (placement.mode, placement.host))


class _Beyond(NamedTuple):
    by: int
    limit: int | None
    counted: int | None


class _Limits(NamedTuple):
    """Outcomes of the county as it is: limits stand in one, stand back for locks in the other."""

    stands: Outcome
    lifted: Outcome

    @classmethod
    def of(cls, situation: Situation) -> _Limits:
        nobody = Roster(())
        return cls(Outcome(situation, nobody, lifted=False), Outcome(situation, nobody))

    def beyond(
        self,
        row: RuleRow,
        placements: tuple[Placement, ...],
        schools: frozenset[Code] | None = None,
    ) -> dict[str, _Beyond]:
        """Key → by how much the locked among *placements* exceed a limit when just these take
        place. schools: those asked about, None = all."""
        roster = Roster(placements)
        stands, lifted = (
            {m.key: m for m in rules()[row.rule].measure(outcome, row.params)}
            for outcome in (one.like(roster, schools=schools) for one in self)
        )
        found = {}
        for key, measure in stands.items():
            others = lifted[key].short or 0 if key in lifted else 0
            if (by := (measure.short or 0) - others) > 0:
                found[key] = _Beyond(by, *_limit_and_count(measure, by))
        return found


def _limit_and_count(measure: Measure, by: int) -> tuple[int | None, int | None]:
    """The limit, and what it comes to when it is exceeded by just so much; None for shares."""
    limit, measured = measure.required, measure.measured
    if not isinstance(limit, int) or not isinstance(measured, int):
        return None, None
    if abs(measured - limit) != measure.short:
        return None, None
    return limit, limit + by if measured > limit else limit - by

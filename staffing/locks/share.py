"""上限与锁定: a limit as it stands, and what of it the locks use.

Limits stand back for what is locked, so that the checks compare with what the locks leave them. A
person is told the limit itself, and how much of it is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Measure, Number
from models.policy import RuleRow
from models.roster import Placement, Roster
from staffing.locks.excess import all_decided
from staffing.wording import amount_words


@dataclass(frozen=True)
class Limit:
    """limit: as the policy or the workbook has it; locked: what the locks use of it; both in the
    rule's unit."""

    limit: Number
    locked: int

    def words(self, unit: str) -> str:
        """``上限 12 人，其中锁定占用 4 人``."""
        used = f"，其中锁定占用 {amount_words(self.locked, unit)}" if self.locked > 0 else ""
        return f"上限 {amount_words(self.limit, unit)}{used}"


class Limits:
    """The limits of one plan; what a rule has measured once is kept."""

    def __init__(self, situation: Situation, roster: Roster) -> None:
        self._situation, self._roster = situation, roster
        self._decided = all_decided(situation)
        self._found: dict[str, Mapping[str, Limit]] = {}

    def of(self, row: RuleRow, measure: Measure) -> Limit | None:
        """The limit one measure of a row was held against; None where it is not known."""
        if measure.required is None:
            return None
        if not self._decided:
            return Limit(measure.required, 0)
        if row.id not in self._found:
            self._found[row.id] = self._measured(row)
        return self._found[row.id].get(measure.key)

    def raised(self, row: RuleRow, measure: Measure) -> Limit | None:
        """The same of an exceeded limit that was raised for the locks; None for any other."""
        over = bool(measure.short) and (measure.measured or 0) > (measure.required or 0)
        if not over or isinstance(rules()[row.rule], PairRule):
            return None
        found = self.of(row, measure)
        return found if found is not None and found.limit != measure.required else None

    def _measured(self, row: RuleRow) -> dict[str, Limit]:
        stands = self._measures(row, self._roster.placements)
        nobody, locked = self._measures(row, ()), self._measures(row, self._decided)
        used = {
            key: int((locked[key].measured or 0) - (nobody[key].measured or 0))
            for key in stands
            if key in nobody and key in locked
        }
        return {
            key: Limit(m.required, used.get(key, 0))
            for key, m in stands.items()
            if m.required is not None
        }

    def _measures(self, row: RuleRow, placements: tuple[Placement, ...]) -> dict[str, Measure]:
        outcome = Outcome(self._situation, Roster(placements), lifted=False)
        return {m.key: m for m in rules()[row.rule].measure(outcome, row.params)}

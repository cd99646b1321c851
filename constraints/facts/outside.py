"""外县人员: who comes from another county, and the lessons they bring to their receiving school.

口径: someone counts in a time slice when present on more than half of its days. They bring the
policy's share of a standard load for their role, in their own subject, at the stage of the school
that sends them where the receiving school runs it (else at its first stage). They are supply and
nothing else: never establishment, never in a ratio target. 例外: without 学科 they bring no
lessons; kindergartens count heads of the county's own staff. Whoever comes by a mode that the
policy has switched off (支教, 挂职) is not counted at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from constraints.facts.demand import Cell
from constraints.facts.load import TENTHS, Load, tenths
from constraints.facts.slices import Slices
from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import OutsidePersonRow
from models.vocabulary import Mode, Stage, TeamRole


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How much of a standard load each role teaches; a role left out teaches nothing."""

    shares: Mapping[TeamRole, Fraction] = param("外县人员按角色承担标准课时的份额", portion=True)


class Outside(Fact[P]):
    """People of other counties who teach here."""

    id = "outside"
    name = "外县人员"
    Params = P

    @cached_property
    def person(self) -> Mapping[Code, OutsidePersonRow]:
        """Row by code."""
        return {row.code: row for row in self.county.outside_people}

    @cached_property
    def present(self) -> tuple[OutsidePersonRow, ...]:
        """Everyone whose stay touches the term, by a mode that is on, in code order."""
        on = self.situation.policy.modes
        return tuple(row for row in self._staying if mode_of(row).name.lower() in on)

    @cached_property
    def shut_out(self) -> Mapping[Mode, tuple[OutsidePersonRow, ...]]:
        """The others, by the mode the policy has switched off."""
        off = [row for row in self._staying if row not in self.present]
        modes = sorted({mode_of(row) for row in off}, key=list(Mode).index)
        return {mode: tuple(row for row in off if mode_of(row) is mode) for mode in modes}

    @cached_property
    def _staying(self) -> tuple[OutsidePersonRow, ...]:
        term = self.county.term
        rows = self.county.outside_people
        return tuple(row for row in rows if row.start <= term.end and row.end >= term.start)

    def periods(self, late: int | None = None) -> Mapping[Cell, int]:
        """Tenths of a period by cell in time slice *late*; None = over the whole term."""
        return self._by_slice[late]

    @cached_property
    def _by_slice(self) -> dict[int | None, Mapping[Cell, int]]:
        term, spans = self.county.term, Slices.of(self.situation).spans
        found = {None: self._periods(term.start, term.end)}
        return found | {late: self._periods(*span) for late, span in enumerate(spans)}

    def _periods(self, first: date, last: date) -> Mapping[Cell, int]:
        balance: defaultdict[Cell, int] = defaultdict(int)
        for row in self.present:
            cell = self.cell_of(row)
            if cell is not None and self._counted(row, first, last):
                balance[cell] += self._brings(row, cell)
        return {cell: amount for cell, amount in sorted(balance.items()) if amount}

    def lessons(self, row: OutsidePersonRow) -> int:
        """Tenths counted for someone over the whole term; 0 when they are not there for most."""
        cell, term = self.cell_of(row), self.county.term
        there = row in self.present and self._counted(row, term.start, term.end)
        if cell is None or not there:
            return 0
        return self._brings(row, cell)

    def cell_of(self, row: OutsidePersonRow) -> Cell | None:
        """Where someone teaches; None without a subject or in a school without stages."""
        stage = self._stage(row)
        if row.subject is None or stage is None:
            return None
        return row.receiver, stage, row.subject

    def _counted(self, row: OutsidePersonRow, first: date, last: date) -> bool:
        """Whether someone is there on more than half of the days."""
        days = (min(last, row.end) - max(first, row.start)).days + 1
        return days * 2 > (last - first).days + 1

    def _stage(self, row: OutsidePersonRow) -> Stage | None:
        runs = self.county.school[row.receiver].kind.stages
        own = {school.code: school.stage for school in self.county.outside_schools}.get(row.sender)
        if own is not None and own in runs:
            return own
        return runs[0] if runs else None

    def _brings(self, row: OutsidePersonRow, cell: Cell) -> int:
        share = self.p.shares.get(row.role, Fraction(0))
        return tenths(share * Load.of(self.situation).standard(cell[1], cell[2]) / TENTHS)


def mode_of(row: OutsidePersonRow) -> Mode:
    """How someone is here: 挂职, else 支教."""
    return Mode.ATTACHMENT if row.attached else Mode.SECONDMENT


FACT = Outside

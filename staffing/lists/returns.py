"""到期返回: who comes back when and from where, which gap that opens or fills, is it covered.

口径: as people stand under the plan on the term's first day. On each last day everybody whose stay
ends then leaves their school's lessons behind and takes up the standard load of their own stage and
主教学科 at home; what a school lacks is counted after the best 兼课. People other counties sent go
home likewise. 例外: kindergartens count heads, so no lessons are told there; who comes after the
term (招聘, a next team) is not known yet and not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from constraints.facts.alongside import Alongside
from constraints.facts.demand import Cell, Demand
from constraints.facts.load import Load
from constraints.facts.outside import Outside, mode_of
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.timebound._endings import abroad, endings
from constraints.timebound.returns_covered import Staying
from models.column import Code, Subject
from models.vocabulary import Mode, Stage


@dataclass(frozen=True)
class Change:
    """What one cell lacks, in tenths, before and after a day of returns; able: who could still
    teach it afterwards."""

    cell: Cell
    before: int
    after: int
    able: int

    @property
    def stranded(self) -> bool:
        """Lessons and nobody left to teach them."""
        return self.after > 0 and not self.able


@dataclass(frozen=True)
class Return:
    """Somebody's way back. last: the last day away; away, home: schools, in the county or not;
    planned: decided by this plan; guest: of another county; successor: who takes over, if named.

    opens: at the school they leave, None outside the county or where heads are counted; fills: the
    same at home.
    """

    person: Code
    mode: Mode
    last: date
    away: Code
    home: Code
    planned: bool = False
    guest: bool = False
    successor: Code | None = None
    opens: Change | None = None
    fills: Change | None = None

    @property
    def covered(self) -> bool:
        """Whether the school left lacks no more than before."""
        return self.opens is None or self.opens.after <= self.opens.before


@dataclass(frozen=True)
class _Going:
    """A return with the cells its lessons leave and reach."""

    told: Return
    leaves: Cell | None
    joins: Cell | None


def returns(outcome: Outcome) -> tuple[Return, ...]:
    """Everybody with a known last day, in order of day, school and person."""
    return tuple(_Calendar(outcome).told())


class _Calendar:
    """The days on which people come back, one after the other."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.situation = outcome, outcome.situation
        self.county = outcome.county
        periods = Supply.of(self.situation).periods_after(outcome)
        self.have: defaultdict[Cell, int] = defaultdict(int, periods)
        self._taught: defaultdict[tuple[Code, Stage], set[Subject]] = defaultdict(set)
        for school, stage, subject in periods:
            self._taught[school, stage].add(subject)

    def told(self) -> Iterator[Return]:
        """Every return, with what its day changes."""
        going = [*self._inside(), *self._outside(), *self._guests()]
        going.sort(key=lambda g: (g.told.last, g.told.away, g.told.person))
        for last, found in groupby(going, key=lambda g: g.told.last):
            today = list(found)
            cells = [cell for g in today for cell in (g.leaves, g.joins) if cell]
            before = {cell: self._lack(cell) for cell in cells}
            for g in today:
                self._moved(g)
            for g in today:
                opens, fills = (self._change(cell, before, last) for cell in (g.leaves, g.joins))
                yield replace(g.told, opens=opens, fills=fills)

    def _inside(self) -> Iterator[_Going]:
        """Stays at schools of the county."""
        for end in endings(self.outcome):
            heir = self._successor(end.person)
            told = Return(end.person, end.mode, end.last, end.cell[0], end.home, end.planned,
                          successor=heir)  # fmt: skip
            yield _Going(told, end.cell, self._cell_at_home(end.person, end.home))

    def _outside(self) -> Iterator[_Going]:
        """Our people at schools of other counties and at research offices, without lessons here."""
        for stay in abroad(self.outcome):
            told = Return(stay.person, stay.mode, stay.last, stay.away, stay.home, stay.planned,
                          successor=stay.successor)  # fmt: skip
            yield _Going(told, None, self._cell_at_home(stay.person, stay.home))

    def _guests(self) -> Iterator[_Going]:
        outside = Outside.of(self.situation)
        heirs = {p.counterpart: p.person for p in self.outcome.moves if p.mode is Mode.SHADOWING}
        for row in outside.present:
            told = Return(row.code, mode_of(row), row.end, row.receiver, row.sender, guest=True,
                          successor=heirs.get(row.code))  # fmt: skip
            yield _Going(told, outside.cell_of(row), None)

    def _successor(self, person: Code) -> Code | None:
        move = self.outcome.move_of(person)
        return move.successor if move else None

    def _cell_at_home(self, person: Code, home: Code) -> Cell | None:
        row = self.county.teacher[person]
        inside = home in self.county.school
        if not inside or row.stage is None or row.subject is None:
            return None
        return home, row.stage, row.subject

    def _moved(self, going: _Going) -> None:
        """Lessons follow the person."""
        guest = going.told.guest
        row = Outside.of(self.situation).person[going.told.person] if guest else None
        if going.leaves is not None:
            load = self._load(going.leaves)
            self.have[going.leaves] -= (
                load if row is None else Outside.of(self.situation).lessons(row)
            )
        if going.joins is not None:
            self.have[going.joins] += self._load(going.joins)
            self._taught[going.joins[:2]].add(going.joins[2])

    def _load(self, cell: Cell) -> int:
        return Load.of(self.situation).standard(cell[1], cell[2])

    def _change(self, cell: Cell | None, before: Mapping[Cell, int], last: date) -> Change | None:
        if cell is None or cell[1] is Stage.KINDERGARTEN or cell not in self._needs:
            return None
        able = len(self._staying.after(cell, last))
        return Change(cell, before[cell], self._lack(cell), able)

    def _lack(self, cell: Cell) -> int:
        """What a cell lacks now, after the best 兼课 of its school and stage."""
        school, stage, subject = cell
        needs = Demand.of(self.situation).of_stage(school, stage)
        subjects = {*needs, *self._taught[school, stage], subject}
        balance = {s: self.have[school, stage, s] - needs.get(s, 0) for s in subjects}
        return Alongside.of(self.situation).settle(school, stage, balance).get(subject, 0)

    @cached_property
    def _needs(self) -> Mapping[Cell, int]:
        return Demand.of(self.situation).needs

    @cached_property
    def _staying(self) -> Staying:
        return Staying(self.outcome)


def returns_words(found: Iterable[Return], end: date) -> str:
    """All of it in one line; empty when nobody returns."""
    rows = tuple(found)
    if not rows:
        return ""
    within = sum(row.last < end for row in rows)
    opened = {(row.opens.cell, row.last) for row in rows if row.opens and not row.covered}
    stranded = {(row.opens.cell, row.last) for row in rows if row.opens and row.opens.stranded}
    return (
        f"到期返回：本期内 {within} 人，期末及以后 {len(rows) - within} 人；返回后学科新增缺口 "
        f"{len(opened)} 处，其中断档（无人能教）{len(stranded & opened)} 处。"
    )

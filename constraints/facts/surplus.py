"""富余人员: who may be moved by 组织调剂, and the posts they could fill.

口径: people of subjects that a 编制主体 above its 核定编制 has at least one full load too many of,
and people waiting for a post (待岗). How many are due to go = the smaller of 超编 and the surplus
heads of those subjects, plus those waiting. An open post: a stage and subject short of at least
the policy's part of a load, or offered for this round (岗位), at a 编制主体 below its 核定编制. 例
外: kindergartens (counted in heads, not periods), stages without a known need, and people the
policy spares. A lock to stay keeps somebody from being moved, not from being counted as due.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from constraints.facts.demand import Cell, Demand
from constraints.facts.establishment import Establishment, Line
from constraints.facts.load import Load
from constraints.facts.standing import LOCKED, StandingFact
from constraints.facts.supply import Supply
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.vocabulary import Approval, ExemptionKind, Leadership, StaffStatus, Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whom the policy spares and what counts as an open post."""

    waiting: tuple[StaffStatus, ...] = param("视为落聘、待安排的人员状态")
    spared: tuple[ExemptionKind, ...] = param("经批准不参加组织调剂的类别")
    leaders: tuple[Leadership, ...] = param("另行任免、不参加组织调剂的行政职务")
    least_gap: Fraction = param("算作空岗的最小学科缺口（占一人标准课时）", portion=True)
    rounds: tuple[str, ...] = param("岗位表中属于组织调剂的轮次")


class Surplus(Fact[P]):
    """Surplus people and open posts before any decision."""

    id = "surplus"
    name = "富余人员与空岗"
    Params = P

    @cached_property
    def heads(self) -> Mapping[Cell, int]:
        """Whole loads too many, by school, stage and subject of 编制主体 above 核定编制; sorted."""
        needs, load = Demand.of(self.situation).needs, Load.of(self.situation)
        unknown = set(Demand.of(self.situation).undecided)
        found: dict[Cell, int] = {}
        for cell, periods in Supply.of(self.situation).least.items():
            school, stage, subject = cell
            if stage is Stage.KINDERGARTEN or (school, stage) in unknown:
                continue
            line, full = self._line_of(school), load.standard(stage, subject)
            spare = (periods - needs.get(cell, 0)) // full if full else 0
            if spare > 0 and line is not None and (line.over_under or 0) > 0:
                found[cell] = spare
        return found

    @cached_property
    def waiting(self) -> tuple[Code, ...]:
        """People waiting for a post, in code order."""
        return tuple(
            row.code
            for row in self.county.teachers
            if row.status in self.p.waiting
            and row.stage
            and row.subject
            and self._willing(row.code)
        )

    @cached_property
    def people(self) -> tuple[Code, ...]:
        """Everyone 组织调剂 may move, in code order."""
        return tuple(sorted({*self._spare(""), *self.waiting}))

    @cached_property
    def kept(self) -> tuple[Code, ...]:
        """People of surplus subjects whom only a lock to stay keeps, in code order."""
        return tuple(sorted(self._spare(LOCKED) - set(self.waiting)))

    @cached_property
    def due(self) -> Mapping[Code, int]:
        """People who ought to leave, by 编制主体, in code order; none left out but zeros."""
        county, standings = self.county, StandingFact.of(self.situation).by_person
        spare: Counter[Code] = Counter()
        movable = Counter(
            cell
            for code in (*self.people, *self.kept)
            if (cell := Supply.of(self.situation).cell_of(code))
        )
        for cell, heads in self.heads.items():
            spare[county.establishment_holder(cell[0])] += min(heads, movable[cell])
        found = Counter(
            {holder: min(n, self._lines[holder].over_under or 0) for holder, n in spare.items()}
        )
        for code in self.waiting:
            holder = standings[code].holder
            if holder is not None:
                found[holder] += 1
        return {holder: n for holder, n in sorted(found.items()) if n}

    @cached_property
    def vacancies(self) -> Mapping[Code, int]:
        """Posts free under 核定编制, by 编制主体 in code order; schools without any left out."""
        lines = self._lines.items()
        return {code: -n for code, line in lines if (n := line.over_under or 0) < 0}

    @cached_property
    def open_cells(self) -> tuple[Cell, ...]:
        """Stages and subjects somebody could be moved to, sorted."""
        found = {cell for cell in self._short() if self._has_room(cell[0])}
        for row in self.county.vacancies:
            school = self.county.school[row.school]
            if row.round in (None, *self.p.rounds) and row.subject and self._has_room(row.school):
                found |= {(row.school, stage, row.subject) for stage in school.kind.stages}
        return tuple(sorted(cell for cell in found if cell[1] is not Stage.KINDERGARTEN))

    @cached_property
    def open_by_subject(self) -> Mapping[Subject, tuple[Cell, ...]]:
        """Open posts by subject, each sorted."""
        grouped: defaultdict[Subject, list[Cell]] = defaultdict(list)
        for cell in self.open_cells:
            grouped[cell[2]].append(cell)
        return {subject: tuple(cells) for subject, cells in sorted(grouped.items())}

    def _spare(self, fixed: str) -> frozenset[Code]:
        """Willing people of surplus subjects whom just this keeps in place ("" = nothing)."""
        supply = Supply.of(self.situation).people
        listed = {code for cell in self.heads for code in supply.get(cell, ())}
        standings = StandingFact.of(self.situation).by_person
        held = (code for code in listed if standings[code].fixed == fixed)
        return frozenset(code for code in held if self._willing(code))

    def _short(self) -> set[Cell]:
        supply, load = Supply.of(self.situation).least, Load.of(self.situation)
        return {
            cell
            for cell, need in Demand.of(self.situation).needs.items()
            if need - supply.get(cell, 0) >= self.p.least_gap * load.standard(cell[1], cell[2])
        }

    def _has_room(self, school: Code) -> bool:
        return self.county.establishment_holder(school) in self.vacancies

    def _willing(self, code: Code) -> bool:
        """Neither spared by an approval nor of a school's leadership."""
        if self.county.teacher[code].leadership in self.p.leaders:
            return False
        rows = self.county.exemptions_of.get(code, ())
        return not any(
            row.kind in self.p.spared
            and row.approval is Approval.APPROVED
            and (row.until is None or row.until >= self.county.term.reference)
            for row in rows
        )

    def _line_of(self, school: Code) -> Line | None:
        return self._lines.get(self.county.establishment_holder(school))

    @cached_property
    def _lines(self) -> Mapping[Code, Line]:
        return {line.school: line for line in Establishment.of(self.situation).lines}


FACT = Surplus

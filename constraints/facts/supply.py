"""供给: weekly periods the people on duty bring, by school, stage and main subject.

口径: everyone in supply brings the standard load of their stage and 主教学科 to the school they
stand at after forced events (who is away, 履历, of what they teach there); homeroom and office are
taken off at the school where they are held now and stay there. So a full-time mover takes away and
brings a full load of the row. Under 走教 the stated periods leave the home and reach the host.
Kindergarten staff are people, not periods. 外县人员 bring their lessons while they are there.
Where the policy says so the campuses of one legal school share their people (一校多区): what a
campus has beyond its need of a stage and subject serves its sister campuses that lack it, in the
order of codes, before any decision and without any move; each campus keeps its own cover.
Where the policy cuts the term by returns, statuses or retirement, each slice has the people it has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from constraints.facts._lending import Lent, lending
from constraints.facts.demand import Cell, Demand
from constraints.facts.load import Load, tenths
from constraints.facts.outside import Outside
from constraints.facts.slices import Slices
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.roster import Placement
from models.vocabulary import Sponsor

if TYPE_CHECKING:
    from constraints.outcome import Outcome


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Loads are the load's, who counts is the standing's; blank = campuses do not share."""

    campuses_share: bool | None = param("同一法人学校各校区的教师是否统筹使用", optional=True)


_Seated = tuple[Cell | None, Code]
_MOVED: WeakKeyDictionary[Outcome, tuple[set[_Seated], set[_Seated]]] = WeakKeyDictionary()
"""Who leaves and joins which cell, kept as long as the plan itself: every rule of cover asks."""


class Supply(Fact[P]):
    """What is there to teach with."""

    id = "supply"
    name = "课时供给"
    Params = P

    @cached_property
    def people(self) -> Mapping[Cell, tuple[Code, ...]]:
        """People in supply by cell before any decision, in code order; cells sorted."""
        return _grouped((cell, code) for code in self._codes if (cell := self.cell_of(code)))

    @cached_property
    def periods(self) -> Mapping[Cell, int]:
        """Tenths of a period by cell before any decision, reductions taken off; cells sorted.

        People of other counties count when they stay over the whole term.
        """
        return self._balance(self.people, None)

    def periods_in(self, late: int) -> Mapping[Cell, int]:
        """The same in one time slice: whoever is there in it counts."""
        return self._balance(self.people_in(late), late)

    @cached_property
    def least(self) -> Mapping[Cell, int]:
        """By cell the fewest tenths of any time slice: what is lacking at some time shows here."""
        spans = range(len(Slices.of(self.situation).spans))
        found = [self.periods_in(late) for late in spans]
        cells = sorted({cell for periods in found for cell in periods})
        return {cell: min(periods.get(cell, 0) for periods in found) for cell in cells}

    def people_in(self, late: int) -> Mapping[Cell, tuple[Code, ...]]:
        """:attr:`people` in one time slice."""
        return self._people_by_slice[late] if Slices.of(self.situation).turning else self.people

    @cached_property
    def _people_by_slice(self) -> tuple[Mapping[Cell, tuple[Code, ...]], ...]:
        return tuple(
            _grouped((cell, code) for code in self._codes if (cell := self.cell_in(code, late)))
            for late in range(len(Slices.of(self.situation).spans))
        )

    def lent(self, late: int | None = None) -> tuple[Lent, ...]:
        """Lessons campuses of one legal school lend each other, in the order of cells."""
        if late not in self._lent:
            people = self.people if late is None else self.people_in(late)
            self._lent[late] = tuple(self._lend(self._own(people, late), late))
        return self._lent[late]

    def served(self, late: int | None = None) -> frozenset[Cell]:
        """Cells that a sister campus serves."""
        return frozenset(one.to for one in self.lent(late))

    @cached_property
    def _lent(self) -> dict[int | None, tuple[Lent, ...]]:
        """Worked out once a slice."""
        return {}

    def _lend(self, own: Mapping[Cell, int], late: int | None) -> Iterator[Lent]:
        if not self.p.campuses_share:
            return
        needs = Demand.of(self.situation).needs_in(late)
        cells = sorted(cell for cell in {*own, *needs} if cell[0] in self._sisters)
        spare = {cell: own.get(cell, 0) - needs.get(cell, 0) for cell in cells}
        yield from lending(spare, self._shared)

    def _shared(self, cell: Cell) -> Cell:
        """The cell of the whole legal school."""
        return self.county.legal_school(cell[0]), *cell[1:]

    @cached_property
    def _sisters(self) -> frozenset[Code]:
        """Public schools with another campus of their legal school."""
        legal = self.county.legal_school
        public = [r.code for r in self.county.schools if r.sponsor is Sponsor.PUBLIC]
        count = Counter(legal(code) for code in public)
        return frozenset(code for code in public if count[legal(code)] > 1)

    @cached_property
    def reductions(self) -> Mapping[Cell, int]:
        """Tenths taken off by cell, where any are; they stay whoever leaves."""
        reduction = Load.of(self.situation).reduction
        taken = {cell: sum(map(reduction, people)) for cell, people in self.people.items()}
        return {cell: amount for cell, amount in taken.items() if amount}

    def cell_of(self, code: Code) -> Cell | None:
        """Where the person teaches before any decision; None when not in supply."""
        return self._cells[code]

    @cached_property
    def _cells(self) -> dict[Code, Cell | None]:
        standings = StandingFact.of(self.situation).by_person
        where = {code: s.school if s.in_supply else None for code, s in standings.items()}
        return {code: self._cell(code, where[code]) for code in self._codes}

    def cell_in(self, code: Code, late: int) -> Cell | None:
        """:meth:`cell_of` in one time slice."""
        slices = Slices.of(self.situation)
        if code not in slices.turning:
            return self.cell_of(code)
        return self._cell(code, slices.place_in(code, late))

    def _cell(self, code: Code, school: Code | None) -> Cell | None:
        row = self.county.teacher.get(code) or self.county.newcomers.get(code)
        if row is None or school is None or not row.stage or not row.subject:
            return None
        sent = StandingFact.of(self.situation).sent_for(code, school)
        return (school, *(sent or (row.stage, row.subject)))

    def cell_before(self, outcome: Outcome, code: Code) -> Cell | None:
        """Where the person would teach without the plan, in the slice an outcome tells of."""
        return self.cell_of(code) if outcome.late is None else self.cell_in(code, outcome.late)

    def cell_after(self, outcome: Outcome, code: Code) -> Cell | None:
        """Where the person teaches full-time under a plan; None when nowhere in the county, as at
        a research office (教研机构)."""
        move = outcome.move_of(code)
        if move is None:
            return self.cell_before(outcome, code)
        if Slices.of(self.situation).gone(code, outcome.late):
            return None
        row = self.county.teacher.get(code) or self.county.newcomers[code]
        stage, subject = move.stage or row.stage, move.subject or row.subject
        host = self.county.school.get(move.host)
        if host is None or not host.kind.stages or stage is None or subject is None:
            return None
        return move.host, stage, subject

    def people_after(self, outcome: Outcome) -> Mapping[Cell, tuple[Code, ...]]:
        """People by cell under a plan, full-time places only, of the schools it is asked about."""
        left, joined = self._moved(outcome)
        found, index = dict(self._people_before(outcome)), self.situation.person_index
        come: defaultdict[Cell | None, set[Code]] = defaultdict(set)
        for cell, code in joined:
            come[cell].add(code)
        for cell in {cell for cell, _ in left ^ joined if cell is not None}:
            stay = {code for code in found.get(cell, ()) if (cell, code) not in left}
            found[cell] = tuple(sorted(stay | come[cell], key=index.__getitem__))
        return {cell: found[cell] for cell in sorted(found) if found[cell]}

    def periods_after(self, outcome: Outcome) -> Mapping[Cell, int]:
        """Tenths by cell under a plan, of the schools it is asked about; 走教 from home to host."""
        if outcome.schools is None:
            balance = dict(self._balance(self.people_after(outcome), outcome.late))
        else:
            balance = self._shifted(outcome, outcome.schools)
        for visit in outcome.visits:
            home = self.cell_after(outcome, visit.person)
            if home is None or visit.periods is None:
                continue
            brought = tenths(Fraction(visit.periods))
            balance[home] = balance.get(home, 0) - brought
            host = self._visited(visit, home)
            if host is not None:
                balance[host] = balance.get(host, 0) + brought
        asked = outcome.schools
        return {c: balance[c] for c in sorted(balance) if asked is None or c[0] in asked}

    def _shifted(self, outcome: Outcome, schools: frozenset[Code]) -> dict[Cell, int]:
        """What these schools have without the plan, and a full load for whoever comes or goes."""
        load, before = Load.of(self.situation), self._periods_at(outcome.late)
        balance = {cell: n for school in schools for cell, n in before.get(school, {}).items()}
        for step, side in zip((-1, 1), self._moved(outcome), strict=True):
            for cell, _ in side:
                if cell is not None:
                    shift = step * load.standard(cell[1], cell[2])
                    balance[cell] = balance.get(cell, 0) + shift
        return balance

    def _periods_at(self, late: int | None) -> Mapping[Code, Mapping[Cell, int]]:
        """Tenths by cell before any decision, by school; worked out once a slice."""
        if late not in self._by_school:
            found = self._by_school[late] = defaultdict(dict)
            for cell, n in (self.periods if late is None else self.periods_in(late)).items():
                found[cell[0]][cell] = n
        return self._by_school[late]

    @cached_property
    def _by_school(self) -> dict[int | None, defaultdict[Code, dict[Cell, int]]]:
        return {}

    def _moved(self, outcome: Outcome) -> tuple[set[_Seated], set[_Seated]]:
        """(cell, person) of everyone who leaves a cell, and of everyone who joins one."""
        if outcome not in _MOVED:
            schools, people = outcome.schools, outcome.mains
            sides: list[set[_Seated]] = [
                {(self.cell_before(outcome, code), code) for code in people},
                {(self.cell_after(outcome, code), code) for code in people},
            ]
            if schools is not None:
                sides = [{s for s in side if s[0] and s[0][0] in schools} for side in sides]
            _MOVED[outcome] = sides[0], sides[1]
        return _MOVED[outcome]

    def _people_before(self, outcome: Outcome) -> Mapping[Cell, tuple[Code, ...]]:
        before = self.people if outcome.late is None else self.people_in(outcome.late)
        if outcome.schools is None:
            return before
        return {cell: people for cell, people in before.items() if cell[0] in outcome.schools}

    def _visited(self, visit: Placement, home: Cell) -> Cell | None:
        if visit.host not in self.county.school:
            return None
        return visit.host, visit.stage or home[1], visit.subject or home[2]

    def _balance(
        self, people: Mapping[Cell, tuple[Code, ...]], late: int | None
    ) -> Mapping[Cell, int]:
        balance = dict(self._own(people, late))
        for one in self.lent(late):
            balance[one.source] = balance.get(one.source, 0) - one.tenths
            balance[one.to] = balance.get(one.to, 0) + one.tenths
        return dict(sorted(balance.items()))

    def _own(self, people: Mapping[Cell, tuple[Code, ...]], late: int | None) -> Mapping[Cell, int]:
        """What a school's own people and guests bring, before sister campuses help."""
        load = Load.of(self.situation)
        balance: defaultdict[Cell, int] = defaultdict(int, Outside.of(self.situation).periods(late))
        for cell, codes in people.items():
            balance[cell] += len(codes) * load.standard(cell[1], cell[2])
        for cell, taken in self.reductions.items():
            balance[cell] -= taken
        return dict(sorted(balance.items()))

    @cached_property
    def _codes(self) -> tuple[Code, ...]:
        return self.situation.people


def _grouped(pairs: Iterator[tuple[Cell, Code]]) -> Mapping[Cell, tuple[Code, ...]]:
    grouped: defaultdict[Cell, list[Code]] = defaultdict(list)
    for cell, code in pairs:
        grouped[cell].append(code)
    return {cell: tuple(grouped[cell]) for cell in sorted(grouped)}


FACT = Supply

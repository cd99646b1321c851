"""Balance of periods by cell and time slice: the solver's half, built once per board.

Integers in tenths of a period. Whoever leaves takes the standard load of their row at home, whoever
comes brings the standard load of the row at the host; homeroom and office reductions stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from constraints.board import STAGES, Board, BoolArray, IntArray, Terms, terms
from constraints.facts.alongside import Alongside
from constraints.facts.demand import Cell, Demand
from constraints.facts.grouping import Grouping
from constraints.facts.load import Load
from constraints.facts.outside import Outside
from constraints.facts.slices import Slices
from constraints.facts.supply import Supply
from constraints.situation import Situation
from models.column import Subject
from models.vocabulary import Mode, Stage


class _Arc(NamedTuple):
    source: int
    target: int
    most: int


@dataclass(frozen=True)
class Cells:
    """The rows of cover: every cell with need, supply or somebody who might come; then by slice.

    Row number = slice × number of cells + position of the cell.
    """

    situation: Situation
    subjects: tuple[str, ...]
    cells: tuple[Cell, ...]
    slices: int

    @cached_property
    def position(self) -> Mapping[Cell, int]:
        """Position of a cell in :attr:`cells`."""
        return {cell: i for i, cell in enumerate(self.cells)}

    @cached_property
    def need(self) -> IntArray:
        """Tenths needed, by row: schools open and close."""
        demand = Demand.of(self.situation)
        needs = [demand.needs_in(late) for late in range(self.slices)]
        return np.array([found.get(cell, 0) for found in needs for cell in self.cells], np.int64)

    @cached_property
    def base(self) -> IntArray:
        """Tenths supplied before any decision, by row: people of other counties come and go."""
        supply = Supply.of(self.situation)
        periods = [supply.periods_in(late) for late in range(self.slices)]
        return np.array([found.get(cell, 0) for found in periods for cell in self.cells], np.int64)

    @cached_property
    def guests(self) -> IntArray:
        """1 in every row in which people of other counties, or of a sister campus, teach."""
        outside, supply = Outside.of(self.situation), Supply.of(self.situation)
        late = range(self.slices)
        there = [{*outside.periods(i), *supply.served(i)} for i in late]
        return np.array([cell in found for found in there for cell in self.cells], np.int64)

    @cached_property
    def load(self) -> IntArray:
        """Standard load, by cell."""
        load = Load.of(self.situation)
        return np.array(
            [load.standard(stage, subject) for _, stage, subject in self.cells], np.int64
        )

    def rows(self, chosen: BoolArray) -> IntArray:
        """Row numbers of the chosen cells, in every slice."""
        inside = np.flatnonzero(chosen)
        return (np.arange(self.slices)[:, None] * len(self.cells) + inside).ravel()

    def of_rows(self, rows: IntArray) -> IntArray:
        """Position of the cell of each row."""
        return np.asarray(rows % max(len(self.cells), 1))

    def key(self, row: int) -> str:
        """``school/stage/subject``, and the number of the slice when there are several."""
        late, at = divmod(row, len(self.cells))
        return "/".join((*self.cells[at], *self.suffix(late)))

    def suffix(self, late: int) -> tuple[str, ...]:
        """What a key says of its slice: nothing while there is one."""
        return (str(late + 1),) if self.slices > 1 else ()

    def find(self, host: IntArray, stage: IntArray, subject: IntArray) -> IntArray:
        """Position of each (school, stage, subject) given by index; −1 where there is none."""
        known, order, width = self._codes
        wanted = host * width + stage * len(self.subjects) + subject
        place = np.searchsorted(known, wanted, sorter=order)
        found = order[np.minimum(place, len(known) - 1)] if len(known) else place
        hit = np.zeros(len(wanted), np.bool_) if not len(known) else known[found] == wanted
        return np.asarray(np.where(hit & (host >= 0), found, -1), np.int64)

    @cached_property
    def _codes(self) -> tuple[IntArray, IntArray, int]:
        """Every cell as one number, the order that sorts them, and the numbers per school."""
        index = {name: i for i, name in enumerate(self.subjects)}
        school = self.situation.county.school_index
        width = len(STAGES) * len(self.subjects)
        codes = [
            school[code] * width + STAGES.index(stage) * len(self.subjects) + index[subject]
            for code, stage, subject in self.cells
        ]
        known = np.array(codes, np.int64)
        return known, np.argsort(known, kind="stable"), width


def cells(board: Board) -> Cells:
    """The cells of a board, sorted."""
    return board.shared("cells", lambda: _cells(board))


def shift(board: Board) -> Terms:
    """People who leave (−) and come (+) and itinerant periods, in rows of :func:`cells`."""
    return board.shared("balance", lambda: _shift(board))


def flows(board: Board) -> Terms:
    """兼课 inside a school and stage: new continuous columns, − at the source, + at the target."""
    return board.shared("alongside", lambda: _flows(board))


def select(block: Terms, rows: IntArray) -> Terms:
    """The entries that stand in *rows*, renumbered by position there."""
    if not len(rows):
        return terms([], [], [])
    order = np.argsort(rows, kind="stable")
    place = np.minimum(np.searchsorted(rows, block.row, sorter=order), len(rows) - 1)
    found = order[place]
    inside = rows[found] == block.row
    return Terms(found[inside], block.column[inside], block.coefficient[inside])


def _cells(board: Board) -> Cells:
    situation, moves = board.situation, board.moves
    needs, supply = Demand.of(situation).needs, Supply.of(situation)
    schools = situation.county.schools
    slices = len(Slices.of(situation).spans)
    found = {*needs, *supply.people, *(c for i in range(slices) for c in supply.periods_in(i))}
    for table in (moves, board.visits):
        seen = np.unique(np.stack([table.host, table.stage, table.subject]), axis=1).T.tolist()
        found |= {
            (schools[host].code, STAGES[stage], Subject(moves.subjects[subject]))
            for host, stage, subject in seen
            if host >= 0 and schools[host].kind.stages  # a research office has no lessons
        }
    kept = tuple(sorted(cell for cell in found if cell[1] is not Stage.KINDERGARTEN))
    more = sorted({cell[2] for cell in kept} - set(moves.subjects))
    return Cells(situation, (*moves.subjects, *more), kept, slices)


def _shift(board: Board) -> Terms:
    all_cells, moves, visits = cells(board), board.moves, board.visits
    blocks: list[Terms] = []
    placed = ~moves.of_mode(Mode.STAY)
    come = all_cells.find(moves.host, moves.stage, moves.subject)
    for late in range(all_cells.slices):
        home, there = leaving(board, late), present(board, late)
        now = placed & (moves.first <= late) & (late <= moves.last) & there[moves.person]
        for at, sign in ((home[moves.person], -1), (come, 1)):
            column = np.flatnonzero(now & (at >= 0))
            row = at[column] + late * len(all_cells.cells)
            blocks.append(terms(row, column, sign * all_cells.load[at[column]]))
        come_by = all_cells.find(visits.host, visits.stage, visits.subject)
        for at, sign in ((home[visits.person], -1), (come_by, 1)):
            inside = np.flatnonzero((at >= 0) & there[visits.person])
            row = at[inside] + late * len(all_cells.cells)
            brought = sign * visits.periods_per_half_day[inside]
            blocks.append(terms(row, visits.half_days[inside], brought))
    return _joined(blocks)


def leaving(board: Board, late: int) -> IntArray:
    """Position of the cell each person would leave in a slice; −1 for those not in supply then."""
    return board.shared(f"leaving {late}", lambda: _leaving(board, late))


def present(board: Board, late: int) -> BoolArray:
    """Whether each person, if placed, is there to teach in a slice: not retired or on leave."""
    slices, people = Slices.of(board.situation), board.situation.people
    return np.array([not slices.gone(code, late) for code in people], np.bool_)


def _leaving(board: Board, late: int) -> IntArray:
    all_cells, supply = cells(board), Supply.of(board.situation)
    at = [supply.cell_in(code, late) for code in board.situation.people]
    return np.array([all_cells.position.get(cell, -1) if cell else -1 for cell in at], np.int64)


def _flows(board: Board) -> Terms:
    all_cells = cells(board)
    arcs = list(_arcs(all_cells))
    source, target, upper = np.array(arcs, np.int64).reshape(-1, len(_Arc._fields)).T
    blocks = []
    for late in range(all_cells.slices):
        column = board.columns(len(upper), upper=upper, integer=False)
        start = late * len(all_cells.cells)
        blocks.append(terms(source + start, column, -1))
        blocks.append(terms(target + start, column, 1))
    return _joined(blocks)


def _arcs(all_cells: Cells) -> Iterator[_Arc]:
    """兼课 that may happen at a school: source cell, target cell, most tenths."""
    alongside, place = Alongside.of(all_cells.situation), all_cells.position
    for school, stage in sorted({(school, stage) for school, stage, _ in place}):
        for arc in alongside.arcs:
            give, take = (school, stage, arc.source), (school, stage, arc.target)
            if arc.stage == stage and give in place and take in place:
                most = alongside.capacity(take, arc)
                if most:
                    yield _Arc(place[give], place[take], most)


def _joined(blocks: Sequence[Terms]) -> Terms:
    return Terms(*(np.concatenate([getattr(b, f) for b in blocks]) for f in Terms._fields))


def in_group(all_cells: Cells, group: str, stages: Sequence[Stage] | None) -> BoolArray:
    """Mask of the cells of a group's schools (and of these stages, when given)."""
    wanted = set(Grouping.of(all_cells.situation).members(group))
    inside = [
        school in wanted and (stages is None or stage in stages)
        for school, stage, _ in all_cells.cells
    ]
    return np.array(inside, np.bool_)

"""What cannot work by counting alone: no solver, only who could come and how much they bring.

A row of an enforced rule is out of reach when everybody who could help, each at their best, falls
short of it; needs of one subject together, when the people who could serve them do not go round;
needs of one school together, when a cap lets fewer people in than they take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray
from constraints.registry import rules
from constraints.rule import PairRule
from staffing.answers.diagnose.giving import Item, OpenModel
from staffing.modelling.model import Model


@dataclass(frozen=True)
class Shortage:
    """Demands that counting shows to be out of reach.

    items: the demands taken together; needed, possible: in the unit of the first one's rule;
    people: how many could help; cap: the item that lets too few in, None when people are too few;
    heads: under a cap, how many people each of the items takes.
    """

    items: tuple[Item, ...]
    needed: int
    possible: int
    people: int
    cap: Item | None = None
    heads: tuple[int, ...] = ()

    @property
    def short(self) -> int:
        """How much is missing at least."""
        return self.needed - self.possible


@dataclass(frozen=True)
class _Need:
    """One row of a demand: ``sum(coefficient * column) + worth * short >= right``."""

    item: int
    right: int
    worth: int
    columns: IntArray
    coefficients: IntArray


def shortages(model: OpenModel) -> tuple[Shortage, ...]:
    """Everything counting finds, single demands first, in policy order; each demand once."""
    needs = [need for need in _needs(model) if not _about_pairs(model.items[need.item])]
    found = [s for need in needs if (s := _alone(model, need))]
    told = {item for s in found for item in s.items}
    for together in (_of_subject(model, needs), _under_caps(model, needs)):
        for shortage in together:
            if not told.intersection(shortage.items):
                found.append(shortage)
                told.update(shortage.items)
    return tuple(found)


def _about_pairs(item: Item) -> bool:
    return isinstance(rules()[item.rule], PairRule)


def _needs(model: OpenModel) -> list[_Need]:
    """The first row of every shortfall (those after it only tighten)."""
    program = model.program
    ends = np.searchsorted(program.row, np.arange(program.rows + 1))
    row_of: dict[int, int] = {}
    for at in np.flatnonzero(np.isin(program.column, model.columns)).tolist():
        row_of.setdefault(int(program.column[at]), int(program.row[at]))
    found = []
    for column, item in zip(model.columns.tolist(), model.item.tolist(), strict=True):
        part = slice(int(ends[row_of[column]]), int(ends[row_of[column] + 1]))
        own = program.column[part] == column
        found.append(
            _Need(
                item,
                int(program.row_low[row_of[column]]),
                int(program.coefficient[part][own][0]),
                program.column[part][~own],
                program.coefficient[part][~own],
            )
        )
    return found


def _best(model: OpenModel, columns: IntArray, coefficients: IntArray) -> tuple[int, int]:
    """Most that the columns can add to a row, each person once; and how many people could help."""
    moves, upper = model.model.moves, model.program.upper
    is_move = columns < len(moves)
    best: defaultdict[int, int] = defaultdict(int)
    for column, c in zip(columns[is_move].tolist(), coefficients[is_move].tolist(), strict=True):
        person = int(moves.person[column])
        best[person] = max(best[person], c)
    other = np.maximum(coefficients[~is_move], 0) * upper[columns[~is_move]]
    return sum(best.values()) + int(other.sum()), sum(1 for c in best.values() if c > 0)


def _alone(model: OpenModel, need: _Need) -> Shortage | None:
    """A demand that nobody's help can meet."""
    most, people = _best(model, need.columns, need.coefficients)
    if most >= need.right:
        return None
    short = -(-(need.right - most) // need.worth)
    needed = -(-need.right // need.worth)
    return Shortage((model.items[need.item],), needed, needed - short, people)


def _of_subject(model: OpenModel, needs: Sequence[_Need]) -> Iterator[Shortage]:
    """The same subject at several schools: all rows added up, each person once."""
    groups: defaultdict[tuple[str, ...], list[_Need]] = defaultdict(list)
    for need in needs:
        item = model.items[need.item]
        _, *what = item.key.split("/")
        if what:
            groups[(item.row, *what)].append(need)
    for together in groups.values():
        if len(together) > 1:
            yield from _added_up(model, together)


def _added_up(model: OpenModel, together: Sequence[_Need]) -> Iterator[Shortage]:
    columns, place = np.unique(np.concatenate([n.columns for n in together]), return_inverse=True)
    total = np.zeros(len(columns), np.int64)
    np.add.at(total, place, np.concatenate([n.coefficients for n in together]))
    right, worth = sum(n.right for n in together), together[0].worth
    most, people = _best(model, columns, total)
    if most < right and all(n.worth == worth for n in together):
        items = tuple(model.items[n.item] for n in together)
        yield Shortage(items, -(-right // worth), most // worth, people)


def _people(model: Model, columns: Collection[int]) -> frozenset[int]:
    """Whose moves and visits these columns are."""
    moves, visits = model.moves.person, model.visits
    own = np.concatenate([visits.visit, visits.half_days]).tolist()
    of_visits = dict(zip(own, np.tile(visits.person, 2).tolist(), strict=True))
    found = (int(moves[c]) if c < len(moves) else of_visits.get(c) for c in columns)
    return frozenset(person for person in found if person is not None)


def _under_caps(model: OpenModel, needs: Sequence[_Need]) -> Iterator[Shortage]:
    """Needs that only people under one cap could meet, against what the cap lets through."""
    caps = [
        n for n in needs if n.right <= 0 and len(n.columns) and n.worth == -n.coefficients.min()
    ]
    wants = [n for n in needs if n.right > 0 and (n.coefficients > 0).any()]
    for cap in caps:
        under = set(cap.columns[cap.coefficients < 0].tolist())
        room = -cap.right + _best(model, cap.columns, cap.coefficients)[0]
        inside, taken, heads = [], set[int](), list[int]()
        for want in wants:
            helps = want.coefficients > 0
            mine = set(want.columns[helps].tolist())
            if mine <= under and not mine & taken:
                inside.append(want)
                taken |= mine
                heads.append(-(-want.right // int(want.coefficients.max())))
        if sum(heads) * cap.worth > room:
            people = len(_people(model.model, taken))
            items = tuple(model.items[n.item] for n in inside)
            cap_item, room_for = model.items[cap.item], room // cap.worth
            yield Shortage(items, sum(heads), room_for, people, cap_item, tuple(heads))

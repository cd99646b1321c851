"""Least numbers of people per school: the solver's half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from constraints.board import Board, BoolArray, Terms, terms
from constraints.ratios._population import CountedAt, crowd
from models.column import Code
from models.vocabulary import Stage


def post_floors(
    board: Board,
    needed: Mapping[str, tuple[Sequence[Code], int]],
    stages: Sequence[Stage],
    who: BoolArray,
    where: CountedAt,
    beside: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """``people of who at these schools + short ≥ needed``: key → (schools, heads), one row each.

    Recruits count where they are of *who*. beside: key → column that counts in its row as well, −1
    for none. Returns the short columns by key.
    """
    index = board.situation.county.school_index
    people = crowd(board, where, recruits=True)
    found = [people.by_school(stage, who, len(index)) for stage in stages]
    base = sum((heads for heads, _ in found), np.zeros(len(index), np.int64))
    change = Terms(*(np.concatenate([getattr(t, f) for _, t in found]) for f in Terms._fields))
    keys, blocks, right = list(needed), [], []
    for row, (schools, heads) in enumerate(needed.values()):
        at = np.array([index[code] for code in schools], np.int64)
        inside = np.isin(change.row, at)
        blocks.append(
            Terms(
                np.full(int(inside.sum()), row), change.column[inside], change.coefficient[inside]
            )
        )
        right.append(heads - int(base[at].sum()))
    if not keys:
        return {}
    added = [(keys.index(key), column) for key, column in (beside or {}).items() if column >= 0]
    blocks.append(terms(*np.array(added, np.int64).reshape(-1, 2).T))
    shorts = board.at_least(keys, blocks, np.array(right, np.int64))
    return dict(zip(keys, shorts.tolist(), strict=True))

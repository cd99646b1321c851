"""What a solve leaves for questions about its plan: its columns, duals of relaxations, a basis.

Any multipliers give a valid bound (see :mod:`staffing.solver.certificate`), so duals may be kept
and owe no trust to what kept them. Its fingerprint tells the very program they were found over;
in another, columns and rows are recognised by their labels (:mod:`staffing.solver.known`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from hashlib import blake2b
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from constraints.board import IntArray
from staffing.solver.labels import Labels
from staffing.solver.program import FloatArray, Program

if TYPE_CHECKING:
    from staffing.solver.engine import Basis
    from staffing.solver.pins import TierTask
    from staffing.solver.proof import TiersAnswer

_DIGEST = 16
"""Bytes of a fingerprint."""

AT_LOWER = 2
"""The engine's status of a column at its lower bound."""

_KINDS = {"tier": np.int16, "row": np.int32, "dual": np.float64, "values": np.float64,
          "columns": np.int8, "rows": np.int8, "plan": np.int32, "telling": np.int32,
          "column_labels": np.uint64, "row_labels": np.uint64, "tiers": np.str_,
          "kept": np.str_}  # fmt: skip
"""How each array is written."""


@dataclass(frozen=True, eq=False)
class Relaxation:
    """A tier's relaxation: its value, and the rows that have a dual.

    rows: numbers of the program's rows; that of a tier held above is the program's number of rows
    plus the tier's position.
    """

    value: float
    rows: IntArray
    duals: FloatArray

    def renumbered(self, numbers: IntArray) -> Relaxation:
        """With *numbers* for its rows, without those that have none (−1)."""
        rows = numbers[self.rows]
        return Relaxation(self.value, rows[rows >= 0], self.duals[rows >= 0])

    def over(self, rows: int, held: Sequence[int]) -> FloatArray:
        """The duals over *rows* rows of the program and one for each tier *held*, by position."""
        place = {rows + position: rows + at for at, position in enumerate(held)}
        duals = np.zeros(rows + len(held))
        for row, dual in zip(self.rows.tolist(), self.duals.tolist(), strict=True):
            at = row if row < rows else place.get(row)
            if at is not None:
                duals[at] = dual
        return duals


@dataclass(frozen=True, eq=False)
class Remembered:
    """What is left of a solve.

    program: fingerprint of what was solved; tiers: their ids, in order; relaxations: of each, None
    where none was solved; columns, rows: the engine's status of each in the relaxation of the tiers
    blended (empty: none is known); plan: the plan's columns; telling: those that plan or basis use;
    labels: of these, and of all rows; kept: policy rows that were written as a plan before met them
    (:class:`staffing.modelling.floors.Writing`).
    """

    program: str
    tiers: tuple[str, ...]
    relaxations: tuple[Relaxation | None, ...]
    columns: IntArray
    rows: IntArray
    plan: IntArray
    telling: IntArray
    labels: Labels
    kept: Mapping[str, Fraction] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As bytes, for the record."""
        known = [(at, r) for at, r in enumerate(self.relaxations) if r is not None]
        values = [np.nan if r is None else r.value for r in self.relaxations]
        arrays = {
            "tier": np.repeat([at for at, _ in known], [len(r.rows) for _, r in known]),
            "row": np.concatenate([np.zeros(0), *(r.rows for _, r in known)]),
            "dual": np.concatenate([np.zeros(0), *(r.duals for _, r in known)]),
            "values": np.array(values),
            "columns": self.columns,
            "rows": self.rows,
            "plan": self.plan,
            "telling": self.telling,
            "column_labels": self.labels.columns,
            "row_labels": self.labels.rows,
            "tiers": np.array(self.tiers),
            "kept": np.array([f"{at} {row}" for row, at in self.kept.items()]),
        }
        written = BytesIO()
        kept: dict[str, Any] = {name: a.astype(_KINDS[name]) for name, a in arrays.items()}
        np.savez_compressed(written, **kept)
        return written.getvalue()


def unpacked(program: str, packed: bytes) -> Remembered | None:
    """Back from :meth:`Remembered.packed`; None for bytes that are nothing of the kind."""
    try:
        with np.load(BytesIO(packed), allow_pickle=False) as found:
            arrays = {name: found[name] for name in _KINDS}
    except (BadZipFile, EOFError, KeyError, OSError, ValueError):
        return None
    tier, row, dual = arrays["tier"], arrays["row"].astype(np.int64), arrays["dual"]
    found = (
        None if np.isnan(value) else Relaxation(value, row[tier == at], dual[tier == at])
        for at, value in enumerate(arrays["values"].tolist())
    )
    whole = (arrays[k].astype(np.int64) for k in ("columns", "rows", "plan", "telling"))
    columns, rows, plan, telling = whole
    labels = Labels(arrays["column_labels"], arrays["row_labels"])
    tiers = tuple(arrays["tiers"].tolist())
    kept = {row: Fraction(at) for at, row in (one.split(" ", 1) for one in arrays["kept"].tolist())}
    return Remembered(program, tiers, tuple(found), columns, rows, plan, telling, labels, kept)


def remember(
    program: Program,
    tasks: Sequence[TierTask],
    answer: TiersAnswer,
    plan: IntArray,
    labels: Labels,
    kept: Mapping[str, Fraction] = MappingProxyType({}),
) -> Remembered:
    """What the solve of *tasks* over *program* leaves. plan: the columns chosen among equals;
    labels: of all columns and rows; kept: as of :class:`Remembered`."""
    from staffing.solver.pins import Pins

    columns, rows = _statuses(program, Pins(program, tasks).blend, answer.blend)
    telling = _telling(columns, plan)
    told = Labels(labels.columns[telling], labels.rows)
    ids, found = tuple(task.id for task in tasks), relaxations(program, tasks, answer)
    made = fingerprint(program, tasks)
    return Remembered(made, ids, found, columns, rows, plan, telling, told, kept)


def relaxations(
    program: Program, tasks: Sequence[TierTask], answer: TiersAnswer
) -> tuple[Relaxation | None, ...]:
    """Of each tier solved, in order, None for those that were not.

    The row that holds a tier stands after the program's own and those of the tiers above it: the
    next relaxation is longer by it.
    """
    proofs = {proof.id: proof for proof in answer.proofs}
    found: list[Relaxation | None] = []
    number, last = list(range(program.rows)), 0
    for position, task in enumerate(tasks):
        proof = proofs.get(task.id)
        if proof is None or proof.duals is None or proof.relaxation is None:
            found.append(None)
            continue
        if len(proof.duals) > len(number):
            number.append(program.rows + last)
        last = position
        used = np.flatnonzero(proof.duals)
        rows = np.array(number, np.int64)[used]
        found.append(Relaxation(proof.relaxation, rows, proof.duals[used]))
    return tuple(found)


def fingerprint(program: Program, tasks: Sequence[TierTask]) -> str:
    """What tells one program with its tiers from any other."""
    digest = blake2b(digest_size=_DIGEST)
    for part in fields(program):
        _add(digest.update, part.name, getattr(program, part.name))
    for task in tasks:
        _add(digest.update, task.id, task.objective)
    return digest.hexdigest()


def _add(update: Callable[[bytes], None], name: str, array: IntArray) -> None:
    update(f"\n{name} {array.dtype.str} {array.shape}\n".encode())
    update(np.ascontiguousarray(array).tobytes())


def _telling(columns: IntArray, plan: IntArray) -> IntArray:
    told = plan != 0
    if len(columns):
        told |= columns != AT_LOWER
    return np.flatnonzero(told)


def _statuses(program: Program, blend: IntArray, near: Basis | None) -> tuple[IntArray, IntArray]:
    """The engine's statuses in the relaxation of all tiers blended. near: a basis of this program,
    perhaps with further rows."""
    from staffing.solver.linear import balanced, solve_linear

    start = near and balanced(near.columns[: program.columns], near.rows[: program.rows])
    basis = solve_linear(program, blend, start=start, dual=True).basis
    if basis is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return basis.columns, basis.rows

"""The ledger of targets as JSON, and back; part of the contract of ``--json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from models.finding import Finding, Number, State, TargetLine
from staffing.result import LastTerm

_PLACES = 6


def ledger_json(targets: Sequence[TargetLine], parts: Sequence[TargetLine] = ()) -> dict[str, Any]:
    """``targets``: one line per target; ``target_parts`` what some of them are summed from."""
    return {
        "targets": [target_json(line) for line in targets],
        "target_parts": parts_json(parts),
    }


def parts_json(parts: Sequence[TargetLine]) -> list[dict[str, Any]]:
    """What targets say school by school (subject by subject)."""
    return [_part(line) for line in parts]


def last_term_json(last: LastTerm) -> dict[str, Any]:
    """The ledger of the term before, as far as it is shown beside this one."""
    lines = {line.rule: {**figures(line), "short": line.short, "state": line.state.value}
             for line in last.targets}  # fmt: skip
    return {
        "name": last.name,
        "run": last.run_id,
        "policy": last.policy,
        "chosen": last.chosen,
        "targets": lines,
    }


_OF_A_PART = frozenset({
    "id", "rule", "key", "measured", "measured_exact", "required", "required_exact", "short",
    "unit", "state", "missing", "readings", "note",
})  # fmt: skip
"""What is told of one of the rows a target is summed from; the rest stands in its line."""


def _part(line: TargetLine) -> dict[str, Any]:
    return {name: value for name, value in target_json(line).items() if name in _OF_A_PART}


def target_json(line: TargetLine) -> dict[str, Any]:
    """One line of the ledger. short_people is null for targets not counted in people."""
    return {
        "id": line.id,
        "rule": line.rule,
        "name": line.name,
        "key": line.key,
        **figures(line, ("numerator", "denominator", "measured", "required")),
        "short": line.short,
        "short_people": line.short if line.unit == "人" else None,
        "floor": line.floor,
        "traded": line.traded,
        "unit": line.unit,
        "state": line.state.value,
        "document": line.document,
        "clause": line.clause,
        "quote": line.quote,
        "standing": line.standing,
        "mode": line.mode,
        "steerable": line.steerable,
        "missing": list(line.missing),
        "readings": dict(line.readings),
        "note": line.note,
    }


def target_of(row: Mapping[str, Any]) -> TargetLine:
    """A line back from what :func:`target_json` made of it, e.g. of a recorded run."""
    exact: dict[str, Any] = {name: _exactly(row, name)
             for name in ("numerator", "denominator", "measured", "required")}  # fmt: skip
    names = {field.name for field in fields(TargetLine)} - exact.keys() - _NOT_PLAIN
    plain = {name: row[name] for name in names if name in row}
    return TargetLine(
        **plain,
        **exact,
        state=State(row["state"]),
        missing=tuple(row["missing"]),
        readings=tuple(row["readings"].items()),
    )


_NOT_PLAIN = {"state", "missing", "readings"}


def _exactly(row: Mapping[str, Any], name: str) -> Number | None:
    value = row.get(f"{name}_exact", row[name])
    if value is None or isinstance(value, int):
        return value
    return Fraction(str(value))


def figures(
    line: Finding | TargetLine, names: Sequence[str] = ("measured", "required")
) -> dict[str, Any]:
    """Numbers of a line, each with its exact quotient where it is rounded."""
    figures: dict[str, Any] = {}
    for name in names:
        figures |= exact_figure(name, getattr(line, name))
    return figures


def exact_figure(name: str, value: Number | None) -> dict[str, Any]:
    """A number under its name, and its exact quotient where it is rounded."""
    if value is None or Fraction(value).denominator == 1:
        return {name: number(value)}
    return {name: number(value), f"{name}_exact": str(Fraction(value))}


def number(value: Number | Any | None) -> int | float | None:
    """An int when whole, else a float of six places; None stays None."""
    if value is None:
        return None
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else round(float(exact), _PLACES)

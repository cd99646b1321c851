"""Everything wrong with a policy in one refusal, without what only follows from something else."""

from __future__ import annotations

from models.problem import InputRefused, Problem
from staffing.policy_file.statements import Statements

_MISSED = frozenset({"missing_key", "missing_fact", "missing_citation"})
"""Kinds of problems that a key which could not be read brings about."""

_ELSEWHERE = frozenset({"unknown_document", "unknown_tier"})
"""Kinds that may only mean that the file which tells could not be read."""


def refuse(statements: Statements) -> None:
    """Raise InputRefused with the problems so far, if there are any."""
    if statements.problems:
        raise InputRefused(_in_order(statements))


def refuse_in_part(statements: Statements) -> None:
    """Raise InputRefused when so much could not be read that the rest cannot be judged."""
    if not statements.chain.heard.whole:
        known = [p for p in statements.problems if p.kind not in _ELSEWHERE]
        statements.problems[:] = known
        refuse(statements)


def _in_order(statements: Statements) -> list[Problem]:
    """Problems once each, file by file in reading order, then as found."""
    files: dict[str, int] = {}
    for layer in statements.chain.layers:
        for entry in layer.entries.values():
            files.setdefault(entry.file, len(files))
    unread = statements.chain.heard.unread
    own = [p for p in dict.fromkeys(statements.problems) if not _follows(p, unread)]
    return sorted(own, key=lambda problem: files.get(problem.sheet, -1))


def _follows(problem: Problem, unread: set[str]) -> bool:
    """Whether something is missed only because it could not be read."""
    at = f"{problem.cell}."
    return problem.kind in _MISSED and any(
        at.startswith(f"{key}.") or f"{key}.".startswith(at) for key in unread
    )

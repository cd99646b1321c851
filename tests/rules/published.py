"""Two exchanges already published, for cases of rules that count moves: T1 and T2 from A to B."""

from __future__ import annotations

from models.sheets import LockRow
from tests.tiny import move

LOCKED = [
    LockRow(person=p, mode="交流", school="B", reason="公示", decided_by="局")  # type: ignore[arg-type]
    for p in ("T1", "T2")
]
AS_LOCKED = tuple(move(p, "A", "B", subject="语文", stage="小学") for p in ("T1", "T2"))
"""The placements they make."""

"""走教 rows for the case files: half-days of three periods, as the national policy has them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.roster import Placement
from tests.tiny import move


def visit(person: str, home: str, host: str, half_days: int = 1, **kw: Any) -> Placement:
    """A visit of whole half-days; ``periods=None`` for one that states nothing."""
    stated = {"periods": Decimal(3 * half_days), "stage": "小学", **kw}
    return move(person, home, host, "走教", **stated)

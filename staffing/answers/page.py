"""An answer as one page of plain data, before it is shown or written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PageTable:
    """A table: headers as for :class:`staffing.console.grid.Grid`; rest: what was left out."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    rest: str = ""


@dataclass(frozen=True)
class Page:
    """Title, facts as (what, text), tables, a last line; data: the same for programs."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[PageTable, ...] = ()
    closing: str = ""
    data: dict[str, Any] | None = None

"""An answer as one page of plain data, before it is shown or written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
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

    def to_json(self) -> dict[str, Any]:
        """All that the page shows, word for word."""
        tables = [
            {
                "title": table.title,
                "headers": [header.lstrip("~>") for header in table.headers],
                "rows": [[_plain(value) for value in row] for row in table.rows],
                "rest": table.rest,
            }
            for table in self.tables
        ]
        facts = [{"what": what, "text": text} for what, text in self.facts]
        return {"title": self.title, "facts": facts, "tables": tables, "closing": self.closing}


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, int | float) else str(value)

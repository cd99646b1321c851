"""Why one cell cannot be read."""

from __future__ import annotations

from models.column import Field


class CellRefused(ValueError):
    """A cell that cannot be read. ``lost`` = the text it most likely stood for, if any."""

    def __init__(self, kind: str, message: str, lost: str = "") -> None:
        super().__init__(message)
        self.kind, self.message, self.lost = kind, message, lost


def or_blank(field: Field) -> str:
    """What may be done besides mending a cell that need not be filled."""
    return "" if field.required else "，没有就留空"

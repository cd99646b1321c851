"""A page of explanation on the screen: facts, tables, a last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffing.answers.telling import ADDED_ROAD, ROAD
from staffing.console.grid import QUIET, Grid
from staffing.console.screen import Screen

if TYPE_CHECKING:
    from staffing.answers.page import Page


def show_page(screen: Screen, page: Page) -> None:
    """The whole page on stdout."""
    screen.line(page.title, "bold")
    screen.facts((what, text, "") for what, text in page.facts)
    for table in page.tables:
        grid = Grid(table.title, *table.headers)
        for row in table.rows:
            grid.row(*row)
        hidden = grid.show(screen.out)
        rest = table.rest.replace(ADDED_ROAD, "") if ROAD in hidden else table.rest
        if rest:
            screen.line(rest, QUIET)
    if page.closing:
        screen.line(page.closing, QUIET)

"""A page of explanation on the screen: facts, tables, a last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from staffing.console.grid import QUIET, Grid
from staffing.console.screen import Screen
from staffing.console.wrapping import Prose

if TYPE_CHECKING:
    from staffing.answers.page import Page


def show_page(screen: Screen, page: Page) -> None:
    """The whole page on stdout."""
    screen.line(page.title, "bold")
    if page.facts:
        facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        facts.add_column(no_wrap=True, style="cyan")
        facts.add_column(overflow="fold")
        for what, text in page.facts:
            facts.add_row(Text(what), Prose(text))
        screen.out.print(facts)
    for table in page.tables:
        grid = Grid(table.title, *table.headers)
        for row in table.rows:
            grid.row(*row)
        grid.show(screen.out)
        if table.rest:
            screen.line(table.rest, QUIET)
    if page.closing:
        screen.line(page.closing, QUIET)

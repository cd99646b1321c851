"""What is said of whole rows: examples of the template left in, rows that nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from models.column import Field, Row
from staffing.workbook.ledger import Ledger, column_letter, quoted
from staffing.workbook.plain_text import is_blank

if TYPE_CHECKING:
    from staffing.workbook.table import Table
EXAMPLE_MARK = "示例行"
"""What the template's example rows end with."""


def note_hidden(sheet: type[Row], rows: Sequence[int], ledger: Ledger) -> None:
    """Rows nobody sees are data like any other; who filtered them away may think otherwise."""
    if rows:
        message = (
            f"有{len(rows)}行被筛选或隐藏（从这一行起），照样读入；"
            "不该算的请删除，该算的请取消筛选和隐藏后核对"
        )
        ledger.warn(sheet.sheet, (rows[0], None), "hidden_rows", message)


def complain_stray(
    sheet: type[Row], row: tuple[int, Sequence[object]], must: Sequence[Field], ledger: Ledger
) -> None:
    """One sentence for a row that holds something, and nothing of what *must* be filled."""
    number, cells = row
    first = next(i for i, cell in enumerate(cells) if not is_blank(cell))
    message = (
        f"这一行只在{column_letter(first)}列等处有内容（{quoted(cells[first])}），"
        f"必填的{must[0].column.header}等{len(must)}项全空着；是备注请移到别处，是数据请补齐"
    )
    ledger.error(sheet.sheet, (number, first), "stray_row", message)


def complain_examples(tables: Iterable[Table], ledger: Ledger) -> None:
    """One sentence for all rows of the template's example that were left in."""
    left = [(table.sheet.sheet, number) for table in tables for number in table.examples]
    if not left:
        return
    sheet, row = left[0]
    more = "、".join(f"{name}!{number}行" for name, number in left[1:])
    also = f"（同样的还有{more}）" if more else ""
    message = (
        f"还留着模板的示例行，不是真实数据；请把这一整行删除{also}。"
        f"如果已在这一行填了真实数据，请清除行末的“{EXAMPLE_MARK}”字样"
    )
    ledger.error(sheet, (row, None), "example_row", message)

"""What is said of whole rows: examples of the template left in, rows that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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


def note_hidden_sheets(
    matched: Mapping[type[Row], str], hidden: Collection[str], ledger: Ledger
) -> None:
    """The same of whole sheets."""
    for sheet, title in matched.items():
        if title in hidden:
            message = "这张工作表是隐藏的，照样读入；请取消隐藏后核对，不该算的请删除"
            ledger.warn(sheet.sheet, (0, None), "hidden_sheet", message)


def note_hidden_columns(
    sheet: type[Row], columns: Mapping[str, int], hidden: Collection[int], row: int, ledger: Ledger
) -> None:
    """The same of columns; row: where their headers stand."""
    titles = {field.name: field.column.header for field in sheet.fields()}
    unseen = sorted((index, titles[name]) for name, index in columns.items() if index in hidden)
    if unseen:
        named = "、".join(f"{column_letter(index)}列“{title}”" for index, title in unseen)
        message = f"有{len(unseen)}列被隐藏（{named}），照样读入；请取消隐藏后核对"
        ledger.warn(sheet.sheet, (row, unseen[0][0]), "hidden_columns", message)


_LABELS = re.compile(
    r"(注[：:]|备注|说明|填表|填报|制表|编制(人|日期|单位)|审核|复核|审批|经办|报送|负责人|单位负责人"
    r"|主要负责人|联系|电话|日期|签字|签名|盖章|公章|（盖章|\(盖章)"
)
"""How the cells of a signature line under a table begin."""


def is_signature(cells: Sequence[object]) -> bool:
    """Whether a row holds nothing but what stands under a table: who filled it in, seals."""
    said = [cell.strip() for cell in cells if isinstance(cell, str) and not is_blank(cell)]
    filled = sum(not is_blank(cell) for cell in cells)
    return bool(said) and len(said) == filled and all(_LABELS.match(text) for text in said)


_UNITS = re.compile(
    r"[（(].*[）)]|[甲乙丙丁戊]|人|个|名|元|年|月|日|课时|公里|分钟|序号|栏次|必填|选填"
)


def is_second_header(cells: Sequence[object]) -> bool:
    """Whether a row right under the header only explains it: units in brackets, 栏次 1, 2, 3 …"""
    said = ["".join(str(cell).split()) for cell in cells if not is_blank(cell)]
    numbers = [int(text) for text in said if text.isdecimal()]
    units = all(text.isdecimal() or _UNITS.fullmatch(text) for text in said)
    counted = len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))
    return units and len(said) > 1 and (counted or not numbers)


def note_unread(sheet: type[Row], number: int, cells: Sequence[object], ledger: Ledger) -> None:
    """Say of a row that it was taken for a remark and not for data."""
    first = next(cell for cell in cells if not is_blank(cell))
    message = (
        f"这一行（{quoted(first)}等）像是表头或表尾的说明、签字，没有读入；"
        "是数据请按模板填写必填各项"
    )
    ledger.warn(sheet.sheet, (number, None), "remark_row", message)


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

"""What is wrong with a sheet's header: columns doubled, missing, misspelt."""

from __future__ import annotations

from models.column import Row
from staffing.workbook.header import SEARCHED_ROWS, Header, nearest_stranger
from staffing.workbook.ledger import Ledger, column_letter


def complain_no_header(sheet: type[Row], ledger: Ledger) -> None:
    """One error for a sheet whose first rows name none of its columns."""
    wanted = "、".join(f.column.header for f in sheet.fields() if f.required)
    message = f"前{SEARCHED_ROWS}行里找不到表头，无法知道各列是什么；请补上表头，必填列有：{wanted}"
    ledger.error(sheet.sheet, (0, None), "no_header", message)


def check_header(sheet: type[Row], header: Header, ledger: Ledger) -> None:
    """Columns that are there twice, that lack, or whose names are nearly right."""
    for column in sheet.fields():
        name, title = column.name, column.column.header
        if name in header.repeated:
            letters = "、".join(column_letter(i) for i in header.repeated[name])
            place = (header.last_row, header.repeated[name][1])
            message = f"{letters}列都是“{title}”，不知道以哪一列为准；请删去或改名多余的列"
            ledger.error(sheet.sheet, place, "duplicate_column", message)
        for index in header.others.get(name, ()):
            read = column_letter(header.columns[name])
            message = (
                f"这一列的表头也是“{title}”的别名；以{read}列“{title}”为准，这一列没有读入，请核对"
            )
            ledger.warn(sheet.sheet, (header.last_row, index), "alias_column", message)
        if name in header.columns:
            continue
        near = nearest_stranger(column, header.strangers, 0.5 if column.required else 0.8)
        if column.required:
            hint = (
                f"（第{column_letter(header.strangers[near])}列“{near}”是否就是它？）"
                if near
                else ""
            )
            message = f"缺少必填列“{title}”{hint}；请在第{header.last_row}行表头补上这一列"
            ledger.error(sheet.sheet, (0, None), "missing_column", message)
        elif near:
            place = (header.last_row, header.strangers[near])
            message = f"“{near}”列不认识，没有读入；如果是“{title}”，请改成这个表头"
            ledger.warn(sheet.sheet, place, "near_column", message)

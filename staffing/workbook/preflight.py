"""A look at the file before any spreadsheet library opens it.

Whatever is not an ordinary, whole, harmless .xlsx is refused in one Chinese sentence: what it is,
why it cannot be read, what to do. Limits are technical, sized well above any real county.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.problem import InputRefused, Problem
from staffing.workbook.ledger import column_index
from staffing.workbook.merged import Area

MEGABYTE = 1 << 20
MAX_FILE = 100 * MEGABYTE
MAX_UNPACKED = 400 * MEGABYTE
MAX_STRINGS = 100 * MEGABYTE
RATIO_FROM, MAX_RATIO = 20 * MEGABYTE, 60
MAX_PARTS = 10_000

_RESAVE = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿(*.xlsx)”再试"
_RECOVER = "请向报送人重新索取，或在 Excel/WPS 中打开原件后另存为 .xlsx"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"%PDF", "PDF 文件"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"{\\rtf", "RTF 文档"),
)
_FOREIGN_PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PPT 演示文稿"),
    ("xl/workbook.bin", "二进制工作簿(.xlsb)"),
    ("content.xml", "OpenDocument 文件(.ods)"),
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_DOCTYPE_WIDE = re.compile(
    rb"<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O|E\x00N)"
)
_LAST_CONTENT = (b"</v>", b":v>", b"</is>", b":is>", b"</f>", b":f>", b"<f ")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\sref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*?\shidden=\"(?:1|true)\"[^>]*>")
_COLUMN_ENDS = re.compile(rb"\s(min|max)=\"(\d{1,5})\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b[^>]*?\shidden=\"(?:1|true)\"[^>]*>")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=\"(\d+)\"")


@dataclass(frozen=True)
class SheetFacts:
    """What the raw XML of a worksheet says.

    formulas: whether it has any; last_row: the last row holding any content, None when unknown;
    merged: its merged areas; hidden: its hidden rows (filtered ones are hidden too); unseen: its
    hidden columns, counted from 0.
    """

    formulas: bool
    last_row: int | None
    merged: tuple[Area, ...] = ()
    hidden: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Inspected:
    """A file fit to be read: bytes, hash, notes for the office, facts by worksheet part."""

    data: bytes
    sha256: str
    notes: tuple[Problem, ...]
    sheets: dict[str, SheetFacts]


def inspect_file(path: Path) -> Inspected:
    """Look at the file's bytes. Raises :class:`InputRefused` with exactly one problem."""
    data = _read_bytes(path)
    _refuse_other_formats(path, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_odd_archives(path, archive)
            sheets = dict(_scan_parts(path, archive))
            notes = tuple(_notes(path, archive.namelist()))
    except InputRefused:
        raise
    except Exception:  # zipfile raises a dozen kinds of errors on damaged archives
        raise refusal(path, "damaged", "文件不完整或已损坏，可能没有传完", _RECOVER) from None
    return Inspected(data, hashlib.sha256(data).hexdigest(), notes, sheets)


def refusal(path: Path, kind: str, what: str, action: str) -> InputRefused:
    """One Chinese sentence about the whole file: what it is, and what to do."""
    return InputRefused([Problem("", "", f"《{path.name}》{what}；{action}。", kind)])


def _read_bytes(path: Path) -> bytes:
    if path.name.startswith(("~$", ".~")):
        raise refusal(path, "lock_file", "是打开工作簿时产生的临时文件", "请选择正式的工作簿")
    if path.is_dir():
        raise refusal(path, "folder", "是文件夹，不是工作簿", "请选择其中的 .xlsx 文件")
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FILE else b""
    except FileNotFoundError:
        raise refusal(path, "no_file", "找不到", "请核对文件名和所在文件夹") from None
    except (OSError, ValueError):
        raise refusal(
            path, "unreadable", "打不开，可能没有权限或被占用", "请关闭已打开的文件后再试"
        ) from None
    if size > MAX_FILE:
        raise refusal(path, "too_big", "太大，不像一份学期工作簿", "请删去图片和无关工作表后另存")
    if not data:
        raise refusal(path, "empty", "是空文件（0 字节），没有任何内容", _RECOVER)
    return data


def _refuse_other_formats(path: Path, data: bytes) -> None:
    if data.startswith(b"PK"):
        return
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _ole_refusal(path, data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise refusal(path, "not_workbook", f"其实是{name}，只是名字像工作簿", _RECOVER)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml")):
        raise refusal(path, "web_page", "其实是网页或 XML 文本（系统导出的假表格）", _RESAVE)
    if b"\x00" not in data[:4096]:
        raise refusal(path, "plain_text", "其实是文本（如 CSV），会丢掉编号前的零", _RESAVE)
    raise refusal(path, "unknown_format", "不是 .xlsx 工作簿，认不出格式", _RECOVER)


def _ole_refusal(path: Path, data: bytes) -> InputRefused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal(
            path, "encrypted", "设了打开密码，内容已加密，读不了", "请在 Excel/WPS 中取消密码后另存"
        )
    if "WordDocument".encode("utf-16-le") in data:
        return refusal(path, "not_workbook", "其实是 Word 文档，不是工作簿", _RECOVER)
    if path.suffix.lower() == ".et":
        return refusal(path, "old_format", "是 WPS 表格的 .et 格式，本程序只读 .xlsx", _RESAVE)
    return refusal(path, "old_format", "是旧版 Excel(.xls) 格式，本程序只读 .xlsx", _RESAVE)


def _refuse_odd_archives(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    strings = sum(p.file_size for p in parts if "sharedstrings" in p.filename.lower())
    if (
        len(parts) > MAX_PARTS
        or unpacked > MAX_UNPACKED
        or strings > MAX_STRINGS
        or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed)
    ):
        raise refusal(
            path, "zip_bomb", "解压后大得不正常（疑似压缩炸弹），为安全起见不打开", _RECOVER
        )
    if any(part.flag_bits & 1 for part in parts):
        raise refusal(path, "encrypted", "是加密的压缩包，读不了", "请取消密码后重新保存")
    if "xl/workbook.xml" not in names:
        for part_name, name in _FOREIGN_PARTS:
            if part_name in names:
                raise refusal(path, "not_workbook", f"其实是{name}，不是 .xlsx 工作簿", _RESAVE)
        raise refusal(path, "not_workbook", "是压缩包而不是工作簿", "请先解压，选择里面的 .xlsx")


def _scan_parts(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, SheetFacts]]:
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        text = archive.read(part)
        if _DOCTYPE.search(text) or _DOCTYPE_WIDE.search(text):
            raise refusal(
                path,
                "entities",
                "里面含有 DTD/实体定义（正常工作簿没有），为安全起见不打开",
                _RESAVE,
            )
        if part.filename == "xl/workbook.xml" and b"purl.oclc.org/ooxml" in text:
            raise refusal(path, "strict", "是“Strict Open XML”格式，本程序读不了", _RESAVE)
        if part.filename.startswith("xl/worksheets/"):
            yield part.filename, _sheet_facts(text)


def _sheet_facts(text: bytes) -> SheetFacts:
    end = max(text.rfind(mark) for mark in _LAST_CONTENT)
    formulas = _FORMULA.search(text) is not None
    merged = tuple(_area(found) for found in _MERGED.findall(text, max(end, 0)))
    if end < 0:
        return SheetFacts(formulas, 0, merged)
    start = max(text.rfind(b"<row ", 0, end), text.rfind(b":row ", 0, end))
    row = _ROW_NUMBER.match(text, text.rfind(b"<", 0, start + 1))
    hidden = frozenset(
        int(n) for tag in _HIDDEN.findall(text, 0, end) for n in _ROW_NUMBER.findall(tag)
    )
    unseen = frozenset(_unseen(text[: text.find(b"sheetData")]))
    return SheetFacts(formulas, int(row[1]) if row else None, merged, hidden, unseen)


def _unseen(head: bytes) -> Iterator[int]:
    for tag in _HIDDEN_COLUMNS.findall(head):
        ends = dict(_COLUMN_ENDS.findall(tag))
        if ends.keys() == {b"min", b"max"}:
            yield from range(int(ends[b"min"]) - 1, int(ends[b"max"]))


def _area(found: tuple[bytes, ...]) -> Area:
    left, top, right, bottom = (part.decode() for part in found)
    return Area(int(top), int(bottom), column_index(left), column_index(right))


def _notes(path: Path, names: list[str]) -> Iterator[Problem]:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        message = f"《{path.name}》带有宏，宏不会运行，只读取单元格的值；请确认数据不靠宏生成。"
        yield Problem("", "", message, "macros")
    if any(name.startswith("xl/externalLinks/") for name in names):
        message = (
            f"《{path.name}》引用了别的工作簿（外部链接），只读取上次保存的结果，可能已过时；"
            "请把有链接的单元格复制后“粘贴为数值”。"
        )
        yield Problem("", "", message, "external_links")

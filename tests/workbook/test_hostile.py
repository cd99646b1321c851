"""Files that are no workbook, or mean harm: one Chinese sentence each, never a traceback."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from staffing.workbook import read_workbook
from tests.workbook import build

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "哈">{LAUGHS}]><sst>&l9;</sst>'


def _sound(tmp_path: Path) -> bytes:
    return build.write(tmp_path / "sound.xlsx", build.sound()).read_bytes()


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _changed(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return _zip(parts)


def _encrypted_member(data: bytes) -> bytes:
    """Set the encryption flag in every central directory entry."""
    raw = bytearray(data)
    for match in re.finditer(rb"PK\x01\x02", data):
        raw[match.start() + 8] |= 1
    return bytes(raw)


REFUSED: tuple[tuple[str, str, Callable[[bytes], bytes], str], ...] = (
    ("a.xlsx", "empty", lambda _: b"", "empty"),
    ("a.xls", "old excel", lambda _: OLE + "Workbook".encode("utf-16-le"), "old_format"),
    ("a.et", "wps table", lambda _: OLE + "Workbook".encode("utf-16-le"), "old_format"),
    ("a.xlsx", "xls renamed", lambda _: OLE + "Workbook".encode("utf-16-le"), "old_format"),
    ("a.xlsx", "encrypted", lambda _: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("a.xlsx", "zip encrypted", _encrypted_member, "encrypted"),
    ("a.xlsx", "word in ole", lambda _: OLE + "WordDocument".encode("utf-16-le"), "not_workbook"),
    ("a.xlsx", "png", lambda _: b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "not_workbook"),
    ("a.xlsx", "pdf", lambda _: b"%PDF-1.7\n", "not_workbook"),
    ("a.xlsx", "html", lambda _: "<html><table>教师</table></html>".encode("gbk"), "web_page"),
    ("a.xlsx", "csv", lambda _: "教师编号,姓名\n1,样例甲\n".encode("gbk"), "plain_text"),
    ("a.xlsx", "noise", lambda _: bytes(range(256)) * 8, "unknown_format"),
    ("a.xlsx", "truncated", lambda data: data[: len(data) // 2], "damaged"),
    ("a.xlsx", "docx", lambda _: _zip({"word/document.xml": b"<w/>"}), "not_workbook"),
    ("a.xlsx", "plain zip", lambda _: _zip({"readme.txt": b"x"}), "not_workbook"),
    ("~$a.xlsx", "lock file", lambda _: b"x", "lock_file"),
    (
        "a.xlsx",
        "zip bomb",
        lambda data: _changed(data, lambda p: p.update({"xl/media/x.bin": bytes(64 << 20)})),
        "zip_bomb",
    ),
    (
        "a.xlsx",
        "billion laughs",
        lambda data: _changed(data, lambda p: p.update({"xl/sharedStrings.xml": BILLION.encode()})),
        "entities",
    ),
    (
        "a.xlsx",
        "billion laughs in utf-16",
        lambda data: _changed(
            data, lambda p: p.update({"xl/sharedStrings.xml": BILLION.encode("utf-16")})
        ),
        "entities",
    ),
    (
        "a.xlsx",
        "styles by another program",
        lambda data: _changed(
            data,
            lambda p: p.update(
                {
                    "xl/styles.xml": p["xl/styles.xml"].replace(
                        b"<fills", b"<fills><fill/></fills><x"
                    )
                }
            ),
        ),
        "structure",
    ),
    (
        "a.xlsx",
        "sheet is no xml",
        lambda data: _changed(data, lambda p: p.update({"xl/worksheets/sheet2.xml": b"<sheet"})),
        "structure",
    ),
)


@pytest.mark.parametrize(("name", "what", "make", "kind"), REFUSED, ids=[r[1] for r in REFUSED])
def test_one_sentence(
    name: str, what: str, make: Callable[[bytes], bytes], kind: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(make(_sound(tmp_path)))
    reading = read_workbook(path)
    assert reading.county is None and reading.warnings == ()
    (problem,) = reading.errors
    assert problem.kind == kind
    assert problem.message.startswith(f"《{name}》") and problem.message.endswith("。")
    assert str(tmp_path) not in problem.message and "；" in problem.message


def test_nothing_there_and_a_folder(tmp_path: Path) -> None:
    assert [p.kind for p in read_workbook(tmp_path / "没有.xlsx").errors] == ["no_file"]
    assert [p.kind for p in read_workbook(tmp_path).errors] == ["folder"]


def test_a_really_encrypted_workbook(tmp_path: Path) -> None:
    crypto = pytest.importorskip("msoffcrypto.format.ooxml")
    path = tmp_path / "locked.xlsx"
    with path.open("wb") as out:
        crypto.OOXMLFile(io.BytesIO(_sound(tmp_path))).encrypt("口令", out)
    assert [p.kind for p in read_workbook(path).errors] == ["encrypted"]


def _with_sheet_xml(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The sound workbook with the XML of 教师 changed."""
    name = "xl/worksheets/sheet4.xml"
    path = tmp_path / "book.xlsx"
    path.write_bytes(
        _changed(_sound(tmp_path), lambda parts: parts.update({name: change(parts[name])}))
    )
    return path


def test_one_far_cell_is_named_quickly(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="B1048576"><v>1</v></c></row></sheetData>'
    reading = read_workbook(_with_sheet_xml(tmp_path, lambda x: x.replace(b"</sheetData>", far)))
    assert [(p.cell, p.kind) for p in reading.errors] == [("1048576行", "far_row")]


def test_rows_of_blanks_are_no_rows_and_what_follows_them_is_named(tmp_path: Path) -> None:
    """As many as a column filled down gives; a space there is no data, a word below them is."""
    spaces = b"".join(_text_row(number, b" ") for number in range(1000, 6000))
    for last, expected in ((b"\xe3\x80\x80", []), (b"X", [("6000行", "far_row")])):
        rows = spaces + _text_row(6000, last) + _text_row(6001, b" ") + b"</sheetData>"
        path = _with_sheet_xml(tmp_path, lambda x, rows=rows: x.replace(b"</sheetData>", rows))
        reading = read_workbook(path)
        assert [(p.cell, p.kind) for p in reading.errors] == expected
        assert not [p for p in reading.warnings if p.sheet == "教师"]


def _text_row(number: int, text: bytes) -> bytes:
    cell = b'<c r="A%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (number, text)
    return b'<row r="%d">%s</row>' % (number, cell)


def test_a_giant_dimension_is_not_believed(tmp_path: Path) -> None:
    giant = b'<dimension ref="A1:XFD1048576"'
    path = _with_sheet_xml(tmp_path, lambda x: re.sub(rb'<dimension ref="[^"]*"', giant, x))
    reading = read_workbook(path)
    assert reading.errors == () and reading.county is not None


def test_formatting_down_to_the_last_row_is_no_data(tmp_path: Path) -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(5, 60_000))
    path = _with_sheet_xml(tmp_path, lambda x: x.replace(b"</sheetData>", empty + b"</sheetData>"))
    reading = read_workbook(path)
    assert reading.errors == ()


def test_two_hundred_columns_are_welcome(tmp_path: Path) -> None:
    sheets = build.sound()
    for number, row in enumerate(sheets["教师"]):
        row.extend(f"另列{k}" if number == 0 else k for k in range(200))
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert reading.errors == () and reading.warnings == ()


def test_macros_and_external_links_are_noted(tmp_path: Path) -> None:
    extra = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    path = tmp_path / "book.xlsx"
    path.write_bytes(_changed(_sound(tmp_path), lambda parts: parts.update(extra)))
    reading = read_workbook(path)
    assert reading.county is not None
    assert [p.kind for p in reading.warnings] == ["macros", "external_links"]


def test_calculated_cells_are_read_and_said(tmp_path: Path) -> None:
    sheets = build.sound()
    cell = build.put(sheets, "教师", 2, "姓名", "=A1&B1")
    path = build.write(tmp_path / "sound.xlsx", sheets)
    cached = path.read_bytes()

    def give_results(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet4.xml"
        parts[name] = re.sub(
            rb'<c r="B2"[^>]*><f>([^<]*)</f><v ?/?>(</v>)?</c>',
            '<c r="B2" t="str"><f>A1</f><v>样例甲</v></c>'.encode(),
            parts[name],
        )

    path.write_bytes(_changed(cached, give_results))
    reading = read_workbook(path)
    assert reading.county is not None and reading.county.teachers[0].name == "样例甲"
    assert [(p.sheet, p.cell, p.kind) for p in reading.warnings] == [("教师", cell, "formulas")]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_anywhere_it_is_still_only_words(seed: int, tmp_path: Path) -> None:
    """Cut, doubled or overwritten bytes in the archive or in one of its parts."""
    dice = random.Random(seed)

    def spoil(data: bytes) -> bytes:
        start = dice.randrange(len(data))
        end = min(len(data), start + dice.choice((1, 3, 20, 200)))
        new = dice.choice((b"", b"9", data[start:end] * 2, bytes([dice.randrange(256)])))
        return data[:start] + new + data[end:]

    def spoil_part(parts: dict[str, bytes]) -> None:
        name = dice.choice(sorted(parts))
        parts[name] = spoil(parts[name])

    data = _sound(tmp_path)
    path = tmp_path / "book.xlsx"
    path.write_bytes(spoil(data) if seed % 4 == 0 else _changed(data, spoil_part))
    reading = read_workbook(path)
    assert (reading.county is None) == bool(reading.errors)
    assert all(problem.message for problem in reading.errors)

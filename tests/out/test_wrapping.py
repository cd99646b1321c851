"""Where lines break on a terminal: numbers whole, closing marks never first."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.console.wrapping import Prose, listed, prose
from staffing.line_breaks import pieces

TEXT = (
    "《关于推进县（区）域内校长教师交流轮岗的意见》 教师〔2014〕4号 第六条，差异系数0.5153；"
    "见班级!C51、班级!C57，在前 0 人（已安排 12 人），每周缺 16.5 课时，T00123 不在其列。"
)
WHOLE = ("〔2014〕4号", "0.5153", "班级!C51", "班级!C57", "0 人", "12 人", "16.5 课时", "T00123")


def shown(text: str, width: int) -> list[str]:
    return _lines(Prose(text), width)


def _lines(text: Text, width: int) -> list[str]:
    out = io.StringIO()
    table = Table(box=None, show_header=False, padding=0)
    table.add_row(text)
    Console(file=out, width=width, highlight=False).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [16, 21, 40, 80])
def test_lines_fit_and_lose_nothing(width: int) -> None:
    lines = shown(TEXT, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == TEXT.replace(" ", "")


@pytest.mark.parametrize("width", [20, 33, 47, 80])
def test_numbers_codes_and_cells_stay_in_one_piece(width: int) -> None:
    lines = shown(TEXT, width)
    for whole in WHOLE:
        assert any(whole in line for line in lines), (whole, lines)
    assert not any(line[0] in "，。；、）》〕」" for line in lines)
    assert not any(line[-1] in "（《〔「" for line in lines)


def test_what_is_longer_than_a_line_is_cut_rather_than_lost() -> None:
    assert shown("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert pieces("见 3 处") == ["见", " ", "3 处"]


def test_a_name_too_long_for_a_line_breaks_at_its_dots_and_strokes() -> None:
    lines = shown("见 rules.itinerant_half_days.concede", 20)
    assert lines == ["见 rules.itinerant_", "half_days.concede"]


def test_more_and_less_stay_with_their_number_and_a_workbook_keeps_its_name() -> None:
    assert pieces("到“乡村”的（数学）") == ["到", "“乡村”", "的", "（数学）"]
    assert pieces("通勤多 16 公里，另写领导.xlsx，少差 1 人") == [
        "通", "勤", "多 16 公里，", "另写领导.xlsx，", "少差 1 人",
    ]  # fmt: skip


def test_a_column_has_a_line_for_each_thing_listed_where_there_is_room() -> None:
    told = "小学体育 1.3人、小学地方课程 1.1人、小学美术 0.8人"
    assert _lines(listed(Text(told)), 22) == [
        "小学体育 1.3人、", "小学地方课程 1.1人、", "小学美术 0.8人",
    ]  # fmt: skip
    assert _lines(prose(Text(told)), 22)[0] == "小学体育 1.3人、小学地"

"""Where lines break on a terminal: numbers whole, closing marks never first."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from staffing.console.wrapping import Prose, pieces

TEXT = (
    "《关于推进县（区）域内校长教师交流轮岗的意见》 教师〔2014〕4号 第六条，差异系数0.5153；"
    "见班级!C51、班级!C57，在前 0 人（已安排 12 人），每周缺 16.5 课时，T00123 不在其列。"
)
WHOLE = ("〔2014〕", "0.5153", "班级!C51", "班级!C57", "0 人", "12 人", "16.5 课时", "T00123")


def shown(text: str, width: int) -> list[str]:
    out = io.StringIO()
    table = Table(box=None, show_header=False, padding=0)
    table.add_row(Prose(text))
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
    assert pieces("共 3 处") == ["共", " ", "3 处"]

"""Tables on a narrow screen: no number in two pieces, no line too wide, no colour illegible."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.console import Console
from rich.style import Style

from models.finding import TargetLine
from staffing.answers.figures import Figures, figures_of
from staffing.console import (
    Screen,
    show_findings,
    show_gap_change,
    show_gaps,
    show_jointness,
    show_placements,
    show_rows,
    show_target_parts,
    show_targets,
    show_tiers,
)
from staffing.console import grid as grids
from staffing.console.comparison import show_difference, show_overview
from staffing.console.grid import Grid
from staffing.itinerant.jointness import Together
from staffing.ledger.as_json import target_json
from staffing.result import LastTerm
from staffing.tables import flows, gap_lines, subject_totals
from tests.out.finished import FINDING, PART, TARGET, UNDECIDABLE, finished_run


def screen(width: int) -> tuple[Screen, io.StringIO]:
    out = io.StringIO()
    shown = Screen(out, io.StringIO())
    shown.out.width = width
    return shown, out


def everything(shown: Screen) -> None:
    """Every kind of table, with long names and large numbers."""
    run = finished_run()
    long = replace(
        TARGET, name="小学校际差异系数（每百名学生拥有体育、艺术专任教师数）", short=12345
    )
    before = LastTerm("2025学年春", "abc-1", (replace(TARGET, measured=Fraction(1, 20)),))
    show_gaps(shown, run.gaps_before)
    show_gap_change(shown, subject_totals(gap_lines(run.gaps_before, run.gaps_after)))
    show_tiers(shown, [replace(tier, value=1234567) for tier in run.result.tiers])
    show_targets(shown, [TARGET, long, UNDECIDABLE], last=before)
    show_target_parts(shown, [PART, replace(PART, key="A", short=98765)], lambda key: key * 15)
    show_placements(shown, flows(run), proposed="1 人")
    for every in (True, False):
        show_findings(shown, [replace(FINDING, short=12345)] * 3, every=every)
    show_jointness(shown, [Together("b", "缺口", "人", 1234567, 7654321)])
    base, other = two_plans()
    show_overview(shown, base, [other] * 11)
    show_difference(shown, base, other)
    plans = [f">{name}" for name in "甲乙丙丁戊己庚"]
    show_rows(shown, "上会方案", ("层级", *plans), [("不必要的移动（人）", *["最好1234.5"] * 7)])


def two_plans() -> tuple[Figures, Figures]:
    """Two plans that differ in tiers, targets and subjects."""
    line = replace(TARGET, name="初中校际差异系数（每百名学生拥有高于规定学历教师数）")
    one = _plan("原方案", 0, replace(line, short=12345))
    return one, _plan("4ae1cb17-27", 98765, replace(line, short=23))


def _plan(name: str, step: int, line: TargetLine) -> Figures:
    tiers = [{"id": "a", "name": "乡村和薄弱学校学科缺口", "unit": "课时", "value": 1234 + step}]
    gaps = [{"subject": "道德与法治", "periods_after": f"{143 + step}", "people_after": "9.0"}]
    told = {"status": "optimal", "tiers": tiers, "targets": [target_json(line)], "gaps": gaps,
            "placements": [], "added_km": f"{1234 + step}.5"}  # fmt: skip
    return figures_of(name, told)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_table_is_wider_than_the_screen_and_no_number_is_cut(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: list[tuple[Grid, tuple[str, ...]]] = []
    show = Grid.show

    def noted(self: Grid, console: Console) -> tuple[str, ...]:
        tables.append((self, show(self, console)))
        return tables[-1][1]

    monkeypatch.setattr(Grid, "show", noted)
    shown, out = screen(width)
    everything(shown)
    lines = out.getvalue().splitlines()
    assert len(tables) > 12
    framed = [line for line in lines if line[:1] in "┏┡┃│├└"]
    assert all(cell_len(line) <= width for line in framed)
    cells = {cell.strip() for line in framed for cell in line.replace("┃", "│").split("│")}
    for table, hidden in tables:
        for number in _numbers(table, hidden):
            assert number in cells, (table._title, number)


@pytest.mark.parametrize("width", [60, 120])
def test_a_table_without_rows_says_so(width: int) -> None:
    shown, out = screen(width)
    show_rows(shown, "与 乙 的不同（0 处）", ("项", ">起", "~依据"), ())
    show_gap_change(shown, ())
    show_tiers(shown, ())
    show_targets(shown, ())
    show_target_parts(shown, (), lambda key: key)
    show_findings(shown, ())
    show_jointness(shown, ())
    assert "与 乙 的不同（0 处）\n（没有）\n" in out.getvalue()


def test_a_total_alone_is_a_table() -> None:
    shown, out = screen(80)
    grid = Grid("去向", "学校", ">人数")
    grid.total("合计", 0)
    grid.show(shown.out)
    assert "合计" in out.getvalue()


def _numbers(table: Grid, hidden: tuple[str, ...]) -> Iterator[str]:
    """Headers and cells that may not be broken."""
    rows = table._rows if table._total is None else [*table._rows, table._total]
    for column, number in enumerate(table._numbers):
        if number and table._names[column] not in hidden:
            yield from filter(None, (row[column].plain for row in rows))
            yield table._names[column].strip()


def test_columns_without_room_go_on_in_a_second_table_under_the_same_rows() -> None:
    shown, out = screen(38)
    show_rows(
        shown, "", ("层级", ">甲", ">乙", ">丙"), [("志愿", "123456789", "7654321", "1234567")]
    )
    first, second = out.getvalue().split("（屏幕较窄，接上表）")
    assert "甲" in first and "乙" in first and "丙" not in first
    assert "志愿" in second and "1234567" in second and "甲" not in second


def test_a_line_parts_only_rows_of_several_lines() -> None:
    shown, out = screen(30)
    long = "很长的一段话，占两行才写得下，再加几个字"
    rows = [("1", "短"), ("2", "短"), ("3", long), ("4", "短"), ("5", "短")]
    show_rows(shown, "", (">号", "说明"), rows)
    body = out.getvalue().splitlines()[3:-1]
    kinds = "".join("-" if line[0] == "├" else line[3].replace(" ", ".") for line in body)
    assert kinds == "12-3.-45", kinds


@pytest.mark.parametrize("style", [grids.GOOD, grids.BAD, grids.UNSURE, grids.PLACE])
def test_colours_can_be_read_on_white_and_on_black(style: str) -> None:
    colour = Style.parse(style).color
    assert colour is not None and colour.number is not None
    assert colour.number > 15, "the terminal's own theme decides the first sixteen"
    bright = _luminance(colour)
    assert min(1.05 / (bright + 0.05), (bright + 0.05) / 0.05) > 2.8


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""核定编制调整: the total stays, nobody crosses their standard, the result is repeatable."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.facts.establishment import Line
from staffing.lists.reallocation import GIVE, STAY, TAKE, UNKNOWN, _moved, reallocation
from tests.tiny import county, school, situation


def _line(code: str, approved: int, standard: int) -> Line:
    return Line(code, approved, standard, None, standard, "生师比", 0, 0, 0, -approved)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_posts_move_towards_the_standard_and_the_total_stays(sizes) -> None:  # type: ignore[no-untyped-def]
    lines = {f"S{i}": _line(f"S{i}", a, s) for i, (a, s) in enumerate(sizes)}
    change = _moved(lines)  # type: ignore[arg-type]
    assert sum(change.values()) == 0
    for code, line in lines.items():
        before, after = line.approved - line.standard, line.approved + change[code] - line.standard  # type: ignore[operator, index]
        assert abs(after) <= abs(before) and after * before >= 0
    short = sum(max(0, x.standard - x.approved) for x in lines.values())  # type: ignore[operator]
    spare = sum(max(0, x.approved - x.standard) for x in lines.values())  # type: ignore[operator]
    assert sum(n for n in change.values() if n > 0) == min(short, spare)


def test_the_school_furthest_below_comes_first() -> None:
    lines = {"A": _line("A", 12, 10), "B": _line("B", 8, 10), "C": _line("C", 1, 3)}
    assert _moved(lines) == {"A": -2, "C": 2}  # type: ignore[arg-type]
    lines["C"] = _line("C", 2, 3)
    assert _moved(lines) == {"A": -2, "B": 1, "C": 1}  # type: ignore[arg-type]


def test_rows_for_the_report() -> None:
    there = situation(
        county([
            school("A", approved=5, pupils=38, classes=2),
            school("B", approved=1, pupils=57, classes=3),
            school("C", approved=None, pupils=19, classes=1),
            school("D", approved=1, pupils=19, classes=1),
        ])
    )  # fmt: skip
    rows = {row.school: row for row in reallocation(there)}
    assert rows["C"].reason == UNKNOWN and rows["C"].change == 0
    assert sum(row.change for row in rows.values()) == 0
    assert {row.reason for row in rows.values()} <= {GIVE, TAKE, STAY, UNKNOWN}
    assert rows["B"].change > 0 and rows["A"].change == -rows["B"].change - rows["D"].change

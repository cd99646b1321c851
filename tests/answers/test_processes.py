"""Processes side by side: results in the order asked, errors told, nobody left behind."""

from __future__ import annotations

import os
from multiprocessing import active_children

import pytest

from staffing.answers.processes import cores, shared, side_by_side


def times(number: int) -> tuple[int, int]:
    """The shared number so many times, and who worked it out."""
    if number < 0:
        raise ValueError("negative")
    return number * int(shared()), os.getpid()


def test_results_come_in_the_order_asked_from_other_processes() -> None:
    with side_by_side(times, [3, 1, 2, 5, 4], 10) as coming:
        found = [future.result() for future in coming]
    assert [value for value, _ in found] == [30, 10, 20, 50, 40]
    assert os.getpid() not in {who for _, who in found}
    assert 1 <= len({who for _, who in found}) <= cores()


def test_an_error_ends_them_all() -> None:
    with pytest.raises(ValueError, match="negative"), side_by_side(times, [1, -1], 10) as coming:
        [future.result() for future in coming]
    assert active_children() == []

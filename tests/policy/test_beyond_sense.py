"""Numbers beyond any sense for what they are counted in are refused, of every parameter alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.parameters import MOST
from models.problem import InputRefused
from staffing.policy_file import available, load, parse_overlay_set
from staffing.policy_file.registry import Registry
from staffing.policy_file.values import numbers
from tests.policy.test_waiting_and_waived import HEAD
from tests.tiny import START


def refused(folder: Path, body: str) -> dict[str, str]:
    path = folder / "own.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(InputRefused) as told:
        load(path, START)
    return {problem.place: problem.message for problem in told.value.problems}


def test_every_unit_has_its_most_and_no_shipped_value_comes_near() -> None:
    registry = Registry.of_code()
    units = set()
    for section in ("facts", "modes", "rules"):
        for name in registry.names(section):
            units |= {one.unit for one in registry.params(section, name).declared().values()}
    assert units | {""} == set(MOST)
    for shipped in available():
        for key, line in load(shipped.name, START).lines.items():
            section, name, last = (*key.split(".", 2), "")[:3]
            declared = registry.params(section, name).declared().get(last.split(".")[-1])
            if declared:
                assert all(4 * number <= 3 * declared.most for number in numbers(line.value)), key


@pytest.mark.parametrize("value", ["999999999999999999999999999999", "101", "1e25"])
def test_a_number_beyond_sense_is_refused(value: str, tmp_path: Path) -> None:
    if value == "1e25":
        where, name, words = "rules.degree_ratio", "limit", "不能大于 1000000，"
    else:
        where, name, words = "facts.eligibility", "years_to_retire", "不能大于 100 年"
    line = f'{name} = {{ value = {value}, from = 2026-01-01, source = "own", clause = "三" }}'
    assert words in refused(tmp_path, f"[{where}]\n{line}\n")[f"own.toml!{where}.{name}"]


def test_so_is_one_of_a_table_of_next_year_and_supposed(tmp_path: Path) -> None:
    line = (
        'weekly = [{ value = { "小学" = 14 }, from = 2026-01-01, source = "own", clause = "三" }, '
        '{ value = { "小学" = 99999 }, from = 2028-01-01, source = "own", clause = "三" }]'
    )
    told = refused(tmp_path, f"[facts.load]\n{line}\n")["own.toml!facts.load.weekly"]
    assert "2028-01-01 起的一行" in told and "不能大于 10000 课时" in told
    overlay = parse_overlay_set("facts.eligibility.years_to_retire=1000")
    with pytest.raises(InputRefused, match="不能大于 100 年"):
        load("national", START, [overlay])


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("due", "99999", "不能大于 2200"),
        ("due", "28", "不能小于 1900"),
        ("weight", "99999999999999", "不能大于 10000"),
        ("concede", "99999999999999", "不能大于 10000"),
    ],
)
def test_so_are_settings(setting: str, value: str, words: str, tmp_path: Path) -> None:
    told = refused(tmp_path, f"[rules.degree_ratio]\n{setting} = {value}\n")
    assert words in told[f"own.toml!rules.degree_ratio.{setting}"]


@pytest.mark.parametrize("months", ["0", "-5", "99999"])
def test_and_months_between_checks(months: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    head = HEAD.replace("[documents.own]", f"recheck_months = {months}\n[documents.own]")
    path.write_text(head, encoding="utf-8")
    with pytest.raises(InputRefused, match="recheck_months 应为 1 到 1200 之间的月数"):
        load(path, START)

"""Days that can hardly be meant are asked about where they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.problem import InputRefused
from staffing.policy_file import available, load
from tests.policy.test_waiting_and_waived import HEAD
from tests.tiny import START

ISSUED = HEAD.replace('title = "样例县方案"\n', 'title = "样例县方案"\nissued = 2026-01-10\n')
LIMIT = 'limit = {{ value = 1.005, from = {}, source = "own", clause = "三"{} }}\n'


def told(folder: Path, body: str) -> list[tuple[str, str]]:
    path = folder / "own.toml"
    path.write_text(f"{ISSUED}[rules.degree_ratio]\n{body}", encoding="utf-8")
    return [(p.place, p.message) for p in load(path, START).notices if p.kind == "odd_day"]


@pytest.mark.parametrize(
    ("body", "key", "words"),
    [
        ("due = 1928\n", "due", "目标年份 1928 早于这一段的数起始的 "),
        (LIMIT.format("1926-01-01", ""), "limit", "起始 1926-01-01 早于文件印发的 2026-01-10"),
        (LIMIT.format("2026-01-01", ", checked = 2099-01-01"), "limit", "（checked）2099-01-01"),
    ],
)
def test_it_is_told_at_its_key(body: str, key: str, words: str, tmp_path: Path) -> None:
    ((place, message),) = told(tmp_path, body)
    assert place == f"own.toml!rules.degree_ratio.{key}" and words in message


def test_a_line_a_little_before_its_document_and_a_later_check_are_none(tmp_path: Path) -> None:
    assert (
        told(tmp_path, "due = 2028\n" + LIMIT.format("2025-09-01", ", checked = 2027-01-01")) == []
    )


def test_no_shipped_policy_has_any() -> None:
    for shipped in available():
        assert load(shipped.name, START).notices == ()


def test_a_folder_extended_without_policies_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    path = tmp_path / "own.toml"
    path.write_text(HEAD.replace('"huantai-2022"', f'"{tmp_path}/empty"'), encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load(path, START)
    (problem,) = refused.value.problems
    assert problem.place == "own.toml!policy.extends"
    assert problem.message.startswith("上位政策“empty”的文件夹里没有 .toml 文件")

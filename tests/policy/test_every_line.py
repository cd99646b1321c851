"""Every dated line is checked, in force or not, and no slip in a line hides another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.problem import InputRefused
from staffing.policy_file import load, show
from tests.policy.invented import DAY, bind, county, refused

HEAD = """
[policy]
id = "county"
name = "样例县"
extends = "zibo-2021-qiangzhen"
standing = "本县决定"
[documents.own]
title = "样例县方案"
standing = "本县决定"
[documents.draft]
title = "样例县规划"
standing = "草案"
"""

OWN = 'source = "own", clause = "第三条"'


def real(folder: Path, body: str) -> Path:
    """A county's policy on a shipped one."""
    path = folder / "本县.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def shares(*rows: str) -> str:
    lines = "".join(f"  {{ {row} }},\n" for row in rows)
    return f"[rules.rotation_share]\nshare = [\n{lines}]\n"


def test_next_years_value_is_held_against_sense_and_norm_today(tmp_path: Path) -> None:
    body = shares(
        'value = 0.10, from = 2026-01-01, source = "plan", clause = "一"',
        'value = 12, from = 2027-01-01, source = "plan", clause = "一"',
        'value = 0.05, from = 2028-01-01, source = "plan", clause = "一"',
    )
    looser, absurd = refused(county(tmp_path, body))
    assert looser.kind == "looser" and "2028-01-01 起的一行" in looser.message
    assert "2027-01-01 起的一行" in absurd.message and "不能大于 1" in absurd.message


def test_a_waiver_lets_next_years_value_be_looser(tmp_path: Path) -> None:
    row = 'value = 0.05, from = 2028-01-01, source = "plan", clause = "一", waiver = "样批1号 一"'
    first = 'value = 0.10, from = 2026-01-01, source = "plan", clause = "一"'
    assert bind(county(tmp_path, shares(first, row))).rules


def test_a_norm_above_that_tightens_later_waits_for_its_day(tmp_path: Path) -> None:
    """What is lawful today is not refused for what the upper policy asks from next year on."""
    upper = tmp_path / "upper"
    upper.mkdir()
    rows = (
        'value = 0.10, from = 2026-01-01, source = "plan", clause = "一"',
        'value = 0.20, from = 2027-01-01, source = "plan", clause = "一"',
    )
    path = county(upper, shares(*rows))
    own = county(
        tmp_path, shares('value = 0.15, from = 2026-01-01, source = "plan", clause = "二"')
    )
    text = own.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("extends"))
    own.write_text(text.replace(line, f"extends = '{path}'"), encoding="utf-8")
    assert bind(own, date(2026, 9, 1)).rules
    with pytest.raises(InputRefused, match=r"宽于上级规定 0\.2"):
        bind(own, date(2027, 9, 1))


def test_next_years_draft_makes_no_rule_hard(tmp_path: Path) -> None:
    body = shares(
        f"value = 0.10, from = 2026-01-01, {OWN}",
        'value = 0.12, from = 2027-01-01, source = "draft", clause = "三"',
    )
    hard = body.replace("share = [", 'force = "hard"\nshare = [')
    (problem,) = refused(real(tmp_path, hard), None)
    assert (problem.cell, problem.kind) == ("rules.rotation_share.share", "not_binding")


def test_every_slip_of_a_line_is_told_at_once(tmp_path: Path) -> None:
    body = shares(
        'value = 0.10, from = 2026-01-01, source = "plan", clause = "一"',
        'value = 12, from = 2026-01-01, source = "paln"',
    )
    kinds = sorted(problem.kind for problem in refused(county(tmp_path, body)))
    assert kinds == ["bad_value", "missing_citation", "two_lines", "unknown_document"]


def test_an_unfit_value_does_not_hide_its_document(tmp_path: Path) -> None:
    body = """
[rules.move_caps.own]
force = "hard"
scope = { value = "每校派遣", from = 2026-01-01, source = "draft", clause = "五" }
"""
    found = [p.kind for p in refused(real(tmp_path, body), None) if p.cell.endswith(".scope")]
    assert found == ["bad_value", "not_binding"]


def test_groups_made_of_themselves_are_told_without_a_workbook(tmp_path: Path) -> None:
    body = f"""
[facts.grouping]
extra = {{ value = {{ "环甲" = [{{ "组" = ["环乙"] }}], "环乙" = [{{ "组" = ["环甲"] }}], \
"大校" = [{{ "在校人数" = [">=200"] }}] }}, from = 2026-01-01, {OWN} }}
""".replace("\\\n", "")
    found = refused(real(tmp_path, body), None)
    assert {(p.sheet, p.cell) for p in found} == {("本县.toml", "facts.grouping.extra")}
    assert sorted(p.message[:6] for p in found) == ["分组“环乙”", "分组“环甲”", "学校表没有“"]


def test_own_groups_are_added_to_those_above(tmp_path: Path) -> None:
    body = f"""
[facts.grouping]
extra = {{ value = {{ "大校" = [{{ "在校生数" = [">=200"] }}] }}, from = 2026-01-01, {OWN} }}
"""
    path = real(tmp_path, body)
    groups = load(path, DAY).facts["grouping"].extra
    assert {"大校", "村校", "全县学校"} <= set(groups)
    (row,) = (row for row in show(path, DAY) if row.key == "facts.grouping.extra")
    assert "村校" in row.text and row.policy == "county"


def test_what_a_hard_rule_inherits_is_told_at_my_line(tmp_path: Path) -> None:
    body = f"""
[rules.variation.junior_key]
force = "hard"
source = "own"
clause = "第三条"
limit = {{ value = 0.2, from = 2026-01-01, {OWN} }}
"""
    inherited = [p for p in refused(real(tmp_path, body), None) if p.kind == "not_binding"]
    assert inherited
    for problem in inherited:
        assert (problem.sheet, problem.cell) == ("本县.toml", "rules.variation.junior_key.force")
        assert "也写 fewest_pupils 一行" in problem.message

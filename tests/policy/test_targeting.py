"""A row is told under its own target's id and its own document, or the county is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.problem import InputRefused, Problem
from staffing.policy_file import available, load
from staffing.policy_file.targeting import TARGETS
from tests.mechanisms import MECHANISMS
from tests.mechanisms import TARGETS as KNOWN
from tests.policy.test_waiting_and_waived import HEAD
from tests.tiny import START

LIMIT = 'limit = { value = 1.005, from = 2026-01-01, source = "own", clause = "三" }\n'
OWN = 'source = "own"\nclause = "第三条"\nquote = "比值不高于1.005"\nfrom = 2026-01-01\n'
VARIATION = """
[rules.variation.own]
force = "watch"
target = "{}"
limit = {{ value = 0.4, from = 2026-01-01, source = "own", clause = "三" }}
property = {{ value = "骨干教师", from = 2026-01-01, source = "own", clause = "三" }}
group = {{ value = "compulsory", from = 2026-01-01, source = "own", clause = "三" }}
stage = {{ value = "小学", from = 2026-01-01, source = "own", clause = "三" }}
fewest_pupils = {{ value = 50, from = 2026-01-01, source = "own", clause = "三" }}
counted_at = {{ value = "现任教学校", from = 2026-01-01, source = "own", clause = "三" }}
"""


def told(folder: Path, body: str, kind: str) -> list[Problem]:
    path = folder / "own.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    return [notice for notice in load(path, START).notices if notice.kind == kind]


def test_the_ids_are_those_of_the_mechanisms_and_targets() -> None:
    assert set(TARGETS) == {*KNOWN, *MECHANISMS}
    for shipped in available():
        assert {row.target for row in load(shipped.name, START).rules} <= {*TARGETS, ""}


@pytest.mark.parametrize("target", ["T99", "T2", "t02", "Ｔ０２", "M47", "T 02", "T００"])
def test_a_slip_of_an_id_is_refused_where_it_is_written(target: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        told(tmp_path, f'[rules.degree_ratio]\ntarget = "{target}"\n', "retargeted")
    (problem,) = refused.value.problems
    assert problem.place == "own.toml!rules.degree_ratio.target"
    assert f"没有编号为“{target}”的指标" in problem.message and "请改正" in problem.message
    assert ("最接近“T02”" if "2" in target or "２" in target else "T01—T18") in problem.message


@pytest.mark.parametrize("target", ["T02", "本县01", "县1"])
def test_the_same_id_and_one_for_a_target_of_ones_own_are_no_slip(
    target: str, tmp_path: Path
) -> None:
    body = VARIATION.format("T10" if target == "T02" else target)
    assert told(tmp_path, body, "retargeted") == []
    same = '[rules.degree_ratio]\ntarget = "T02"\n'
    assert told(tmp_path, same, "retargeted") == []


def test_another_id_than_the_norms_is_told(tmp_path: Path) -> None:
    body = '[rules.degree_ratio]\ntarget = "T05"\n'
    (notice,) = told(tmp_path, body, "retargeted")
    assert notice.place == "own.toml!rules.degree_ratio.target"
    assert "上级把这一段编为指标 T02，这里改编为 T05" in notice.message


def test_a_row_of_ones_own_under_the_id_of_another_rule_is_told(tmp_path: Path) -> None:
    (notice,) = told(tmp_path, VARIATION.format("T02"), "retargeted")
    assert notice.place == "own.toml!rules.variation.own.target"
    assert "指标 T02 在上级是“" in notice.message and "T10" in notice.message


def test_a_value_under_the_document_above_is_told(tmp_path: Path) -> None:
    (notice,) = told(tmp_path, f"[rules.degree_ratio]\n{LIMIT}", "borrowed")
    assert notice.place == "own.toml!rules.degree_ratio.limit"
    for words in (
        "1.005",
        "《桓台县教育事业发展“十四五”规划》桓政发〔2022〕6号 一（三）表1",
        "原文“城市与农村义务教育学校专任教师本科以上学历比例之比(%) 1.03 1.01”",
        "请在 [rules.degree_ratio] 里写明本县的 source、clause、quote 和 from",
    ):
        assert words in notice.message
    assert told(tmp_path, f"[rules.degree_ratio]\n{OWN}{LIMIT}", "borrowed") == []


def test_so_is_another_target_year(tmp_path: Path) -> None:
    (notice,) = told(tmp_path, "[rules.degree_ratio]\ndue = 2028\n", "borrowed")
    assert notice.place == "own.toml!rules.degree_ratio.due" and "2028" in notice.message
    assert told(tmp_path, f"[rules.degree_ratio]\ndue = 2028\n{OWN}", "borrowed") == []


@pytest.mark.parametrize(
    "body",
    [
        'force = "watch"\n',
        "weight = 3\nconcede = 5\n",
        'title = "本科以上教师比例之比"\n',
        LIMIT.replace("1.005", "1.01"),
        LIMIT.replace("limit", "counted_at").replace("1.005", '"编制学校"'),
    ],
)
def test_what_the_document_above_does_not_state_is_not(body: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"[rules.degree_ratio]\n{body}", "borrowed") == []


def test_it_is_told_at_the_policy_that_states_it(tmp_path: Path) -> None:
    told(tmp_path, f"[rules.degree_ratio]\n{LIMIT}", "borrowed")
    lower = tmp_path / "lower.toml"
    lower.write_text(HEAD.replace('"huantai-2022"', '"own.toml"'), encoding="utf-8")
    (notice,) = [one for one in load(lower, START).notices if one.kind == "borrowed"]
    assert notice.place == "own.toml!rules.degree_ratio.limit"

"""The office's guide to writing a policy: what it shows works, what it says fails, fails so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from models.policy import Force
from models.problem import InputRefused
from staffing.policy_file import load
from tests.policy.test_refusals import EXPECTED

DAY = date(2026, 9, 1)
README = Path(__file__).resolve().parents[2] / "README.zh-CN.md"
GUIDE = README.read_text(encoding="utf-8").split("<!-- policy-guide -->")[1]
GUIDE = GUIDE.split("<!-- /policy-guide -->")[0]
BLOCKS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
HEAD, NUMBERS, *WRONG = BLOCKS
FAULTS = [fault for block in WRONG for fault in block.split("# 报错：") if fault.strip()]


def saved(folder: Path, text: str) -> Path:
    """The policy as an office would save it."""
    path = folder / "本县.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("upper", ["huantai-2022", "national"])
def test_the_policy_of_the_guide_runs(upper: str, tmp_path: Path) -> None:
    """Also on the national baseline alone, for a county whose city has no shipped policy."""
    head = HEAD.replace('extends = "huantai-2022"', f'extends = "{upper}"')
    policy = load(saved(tmp_path, head + NUMBERS), DAY)
    (ratio,) = policy.rows_of("degree_ratio")
    assert (float(ratio.params.limit), ratio.due) == (1.005, 2028)
    waiting = next(row for row in policy.rules if row.id == "key_teacher_share.own")
    assert waiting.force is Force.OFF and "《样例县教育规划》二（三）3留空" in waiting.reason


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.splitlines()[0] for fault in FAULTS])
def test_a_fault_of_the_guide_is_told_in_those_words(fault: str, tmp_path: Path) -> None:
    words, cure, *lines = fault.splitlines()
    assert cure.startswith("# 改法：")
    text = "\n".join(lines)
    alone = "[policy]" in text or words.startswith("缺 [policy]")
    with pytest.raises(InputRefused) as refused:
        load(saved(tmp_path, text if alone else f"{HEAD}\n{text}"), DAY)
    assert words in str(refused.value)
    assert alone or len(refused.value.problems) == 1, str(refused.value)


def test_every_kind_of_refusal_has_an_example(tmp_path: Path) -> None:
    kinds = set()
    for fault in FAULTS:
        lines = "\n".join(fault.splitlines()[2:])
        alone = "[policy]" in lines or fault.startswith("缺 [policy]")
        with pytest.raises(InputRefused) as refused:
            load(saved(tmp_path, lines if alone else f"{HEAD}\n{lines}"), DAY)
        kinds |= {problem.kind for problem in refused.value.problems}
    assert {kind for _, kind, _ in EXPECTED.values()} <= kinds

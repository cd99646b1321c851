"""What may be written under a rule, a fact or a mode."""

from __future__ import annotations

from typing import Any

import pytest

from models.problem import InputRefused
from staffing.policy_file import Registry
from staffing.policy_file.items import form, items
from tests.policy.invented import REGISTRY

CODE = Registry.of_code()


def stated(name: str, registry: Registry = CODE) -> dict[str, tuple[Any, ...]]:
    return {i.name: (i.table, i.label, i.form, i.needed) for i in items(name, registry)}


@pytest.mark.parametrize("name", ["move_caps", "rules.move_caps.county", "交流人数上限"])
def test_a_rule_by_id_key_or_name(name: str) -> None:
    found = stated(name)
    assert found["heads"] == ("rules.move_caps", "最多人数", "整数", False)
    assert found["scope"][2] == "“全县”、“每校派出”、“每校接收”" and found["scope"][3]
    assert found["groups"][2] == "[ ]，几项均可，每项：学校分组名"
    assert found["share"][2] == '数，如 0.1、"10%"、"1/3"'


def test_every_shape_a_policy_can_fill_has_words() -> None:
    found = stated("load", REGISTRY)
    assert found["counted"][2] == "true 或 false" and found["opened"][2].startswith("日期")
    assert "名称：“幼儿园”" in found["table"][2] and "学科表中的学科" in found["table"][2]
    assert found["mixed"][2].startswith("整数 或 数")


def test_a_mode_has_its_switch() -> None:
    assert stated("交流") == stated("rotation")
    assert stated("rotation")["on"] == ("modes.rotation", "是否启用", "true 或 false", True)


@pytest.mark.parametrize(
    ("section", "name"),
    [(s, n) for s in ("facts", "modes", "rules") for n in CODE.names(s)],
)
def test_everything_in_code_can_be_put_into_words(section: str, name: str) -> None:
    assert all(item.form and item.label for item in items(f"{section}.{name}", CODE))


def test_a_name_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputRefused, match="最接近“move_caps”"):
        items("move_cap", CODE)


def test_an_annotation_nobody_can_write_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        form(bytes)

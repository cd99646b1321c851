"""Only approved, running exemptions of a kind the policy names bind."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.facts.exemption import Exemptions
from models.column import Code
from models.sheets import ExemptionRow
from tests.facts.staff_params import under
from tests.tiny import tiny


@pytest.mark.parametrize(
    ("change", "binds"),
    [
        ({}, True),
        ({"kind": "缓"}, True),
        ({"kind": "直聘"}, False),
        ({"approval": "审批中"}, False),
        ({"approval": "未批准"}, False),
        ({"until": "2026-08-31"}, False),
        ({"until": "2026-09-01"}, True),
        ({"until": "2026-09-02"}, True),
    ],
)
def test_binding(change: dict[str, Any], binds: bool) -> None:
    stated = {"person": "T1", "kind": "免", "reason": "测试", "approval": "已批准", **change}
    row = ExemptionRow.model_validate(stated)
    fact = Exemptions.of(under(tiny(exemptions=[row])))
    assert fact.binding(Code("T1")) == (row if binds else None)
    assert fact.binding(Code("T2")) is None

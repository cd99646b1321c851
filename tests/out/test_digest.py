"""A finished run at a glance: what a clerk sees first, and where the rest is."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from models.finding import State
from models.result import TierResult
from staffing.console import Screen
from staffing.console.digest import digest, few, finding_facts, target_facts
from staffing.console.finished import show_finished
from tests.out.finished import FINDING, TARGET, UNDECIDABLE, finished_run


def page(*, every: bool = False, width: int = 200) -> list[str]:
    out = io.StringIO()
    screen = Screen(out, out)
    screen.out.width = width
    show_finished(screen, finished_run(), "r.xlsx", every=every)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [80, 100, 130])
def test_the_page_is_read_at_a_glance(width: int) -> None:
    lines = page(width=width)
    assert lines[0].startswith("结论：") and len(lines) <= 45
    text = "".join(line.strip() for line in lines[:25])
    for words in ("安排", "学科缺口", "指标", "硬性规则", "下一步", "staffing explain",
                  "r.xlsx（交流名单", "--all"):  # fmt: skip
        assert words in text, words
    assert "各层级" in "".join(lines) and "指标核对表" not in text


def test_all_of_it_is_shown_where_it_is_asked_for() -> None:
    text = "\n".join(page(every=True))
    for table in ("指标核对", "全县学科缺口", "安排汇总", "各层级", "核查结果（逐处）"):
        assert table in text, table


def test_targets_that_are_not_met_are_named_with_what_they_lack() -> None:
    met = replace(TARGET, state=State.MET, short=0)
    unknown = replace(TARGET, state=State.UNDECIDABLE, short=None, missing=("教师.骨干级别",))
    said = {what: text for what, text, _ in target_facts([met, TARGET, unknown])}
    assert said["指标"] == "3 项，达标 1 项"
    assert TARGET.name in said["未达标"] and f"差 {TARGET.short} 人" in said["未达标"]
    assert said["无法判定"].endswith("（缺教师.骨干级别）")
    assert [what for what, _, _ in target_facts([met])] == ["指标"]


def test_rules_nobody_could_check_are_not_said_to_hold() -> None:
    def said(**kw: object) -> str:
        facts = finding_facts([replace(FINDING, **kw)])  # type: ignore[arg-type]
        return next(text for what, text, _ in facts if what == "硬性规则")

    assert said(mode="watch", enforced=False) == "都满足"
    assert "没有不满足的；无法判定" in said(mode="hard", state=State.UNDECIDABLE, short=None)
    assert said(mode="hard", state=State.SHORT) == FINDING.message.rstrip("。")
    assert UNDECIDABLE.state is State.UNDECIDABLE


def test_a_tier_that_could_be_better_is_named() -> None:
    run = finished_run()
    tier = TierResult("cover", "全部学科缺口", "课时", 45, 42, "feasible")
    run = replace(run, result=replace(run.result, status="feasible", tiers=(tier,)))
    assert ("未证完的", "全部学科缺口最多还能好 3 课时") in {f[:2] for f in digest(run, "r.xlsx")}


def test_a_long_list_says_how_long_it_is() -> None:
    assert few(["数学 2 人", "语文 1 人"], "科") == "数学 2 人、语文 1 人"
    assert few([str(i) for i in range(9)], "科") == "0、1、2、3、4等 9 科"
    assert "；" in few(["很长的一项指标的名称很长很长", "另一项"], "项")

"""Facts, modes and rules invented for these tests, and the smallest policy that fits them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Fact
from models.column import Subject
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Stage
from staffing.policy_file import Registry

DAY = date(2026, 9, 1)
"""Reference date of the tests."""


@dataclass(frozen=True, kw_only=True)
class LoadParams(Params):
    """One parameter of every shape a policy can fill."""

    periods: int = param("周课时标准", unit="节")
    share: Fraction = param("比例")
    stages: tuple[Stage, ...] = param("学段", optional=True)
    table: Mapping[Stage, Mapping[Subject, tuple[int, ...]]] = param("课程表", optional=True)
    counted: bool = param("是否计入", optional=True)
    opened: date | None = param("启用日期", optional=True)
    mixed: int | Fraction | None = param("混合", optional=True)


class Load(Fact[LoadParams]):
    """A fact that is only ever bound."""

    id = "load"
    name = "课时标准"
    Params = LoadParams


@dataclass(frozen=True, kw_only=True)
class ShareParams(Params):
    """Parameters of the invented rule."""

    share: Fraction = param("交流比例", stricter="higher")
    ceiling: int = param("上限", unit="人", stricter="lower", optional=True)


class Share(Rule[ShareParams]):
    """A rule that is only ever bound."""

    id = "rotation_share"
    name = "交流比例"
    unit = "人"
    Params = ShareParams

    def measure(self, outcome: Outcome, p: ShareParams) -> Iterable[Measure]:
        return ()

    def explain(self, finding: Finding) -> str:
        return ""


class Plain(Share):
    """A rule without parameters."""

    id = "one_place"
    name = "一人一岗"
    Params = Params


REGISTRY = Registry(
    facts={"load": Load},
    modes={"rotation": ModeTerms, "transfer": ModeTerms},
    rules={"one_place": Plain(), "rotation_share": Share()},
)

HEAD = """
[policy]
id = "sample"
name = "样例县方案"
standing = "正式"
"""

DOCUMENTS = """
[documents.plan]
title = "样例方案"
number = "样教发〔2026〕1号"
standing = "正式"
[documents.draft]
title = "样例方案（草稿）"
standing = "草案"
[[tiers]]
id = "law"
name = "法规"
unit = "人"
[[tiers]]
id = "mandates"
name = "比例"
unit = "人"
"""

CITED = 'from = 2020-01-01, source = "plan", clause = "第一条"'


def line(value: str, more: str = "") -> str:
    """One cited line."""
    return f"{{ value = {value}, {CITED}{', ' + more if more else ''} }}"


FACTS = f"""
[facts.load]
periods = {line("140")}
share = {line("0.10")}
"""

RULES = f"""
[rules.rotation_share]
force = "soft"
tier = "mandates"
share = {line("0.10")}
"""

WHOLE = HEAD + DOCUMENTS + FACTS + RULES
"""A policy in which nothing is wrong."""

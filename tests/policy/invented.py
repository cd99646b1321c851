"""Facts, modes and rules invented for these tests; ``whole.toml`` is the policy for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Fact
from models.column import Subject
from models.finding import Finding, Measure
from models.policy import Params, Policy, param
from models.problem import InputRefused, Problem
from models.vocabulary import Stage
from staffing.policy_file import Registry, load

HERE = Path(__file__).parent
WHOLE = HERE / "whole.toml"

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

    share: Fraction = param("交流比例", stricter="higher", portion=True)
    ceiling: int = param("上限", unit="人", stricter="lower", optional=True)


class Share(Rule[ShareParams]):
    """A rule that is only ever bound."""

    id = "rotation_share"
    name = "交流比例"
    unit = "人"
    Params = ShareParams

    def measure(self, outcome: Outcome, p: ShareParams) -> Iterable[Measure]:
        """Nothing to measure."""
        return ()

    def explain(self, finding: Finding) -> str:
        """Nothing to say."""
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


def bind(path: Path, day: date = DAY, overlays: Sequence[Path | Mapping[str, Any]] = ()) -> Policy:
    """``load`` with the invented registry."""
    return load(path, day, overlays, registry=REGISTRY)


def refused(path: Path, registry: Registry | None = REGISTRY) -> tuple[Problem, ...]:
    """What is wrong with a policy of the invented registry; None = of the real one."""
    with pytest.raises(InputRefused) as told:
        load(path, DAY, registry=registry)
    return told.value.problems


def county(folder: Path, body: str, standing: str = "本县决定") -> Path:
    """A policy in *folder* that extends ``whole.toml`` by *body*."""
    (folder / "whole.toml").write_text(WHOLE.read_text(encoding="utf-8"), encoding="utf-8")
    head = f'[policy]\nid = "county"\nname = "样例县"\nstanding = "{standing}"\n'
    path = folder / "county.toml"
    path.write_text(f'{head}extends = "whole.toml"\n{body}', encoding="utf-8")
    return path

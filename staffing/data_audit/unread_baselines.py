"""基期值 rows nobody looks at or could use: of an indicator the policy has nothing to do with, of a
year to come, and shares that are none."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.ratios._baseline import is_share
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.problem import Problem
from models.sheets import BaselineRow
from staffing.data_audit.notes import note
from staffing.leaders.lists import BASE_INDICATOR
from staffing.policy_file.registry import nearest

_NAMES_IT = "indicator"
"""Parameter by which a rule says which indicator of the sheet it reads."""


def unread_baselines(situation: Situation) -> Iterator[Problem]:
    """A finding for every such row, at the cell that is wrong."""
    for row in situation.county.baselines:
        yield from _unknown(situation, row)
        yield from _to_come(situation, row)
        yield from _no_share(situation, row)


def _unknown(situation: Situation, row: BaselineRow) -> Iterator[Problem]:
    """An indicator that no rule reads and no target of the policy is called."""
    county, known = situation.county, _known(situation)
    if row.indicator not in known:
        message = (
            f"指标“{row.indicator}”在本政策里没有{nearest(row.indicator, known)}；"
            "这一行不会用到，请改正指标名，或删去这一行"
        )
        yield note(county, row, "indicator", "unread_indicator", message)


def _to_come(situation: Situation, row: BaselineRow) -> Iterator[Problem]:
    """A year after the reference date that no rule asks for by itself."""
    last = situation.county.term.reference.year
    asked = {getattr(x.params, "base_year", None) for x in _readers(situation, row)}
    if row.year > last and row.year not in asked:
        message = (
            f"年度{row.year}晚于口径日期所在的{last}年，只取到{last}年为止的基期值，这一行不会用到；"
            "请核对年度，写错的改正"
        )
        yield note(situation.county, row, "year", "future_baseline", message)


def _no_share(situation: Situation, row: BaselineRow) -> Iterator[Problem]:
    """A value of an indicator that is a share, above one or below nought."""
    shares = any(rules()[x.rule].in_percent for x in _readers(situation, row))
    if shares and not is_share(row):
        meant = f"；{row.value}%请写成{(row.value / 100).normalize():f}" if row.value > 1 else ""
        message = (
            f"指标“{row.indicator}”是占比，应在0到1之间，填的{row.value}不能用：用到它的指标答无法判定"
            f"{meant or '；请改正'}"
        )
        yield note(situation.county, row, "value", "no_share", message)


def _readers(situation: Situation, row: BaselineRow) -> list[RuleRow]:
    """The policy's rows in force that read the indicator."""
    every = (x for x in situation.policy.rules if x.force is not Force.OFF)
    return [x for x in every if getattr(x.params, _NAMES_IT, None) == row.indicator]


def _known(situation: Situation) -> tuple[str, ...]:
    """Indicators rules read, and the ids of the policy's targets; sorted."""
    rows = situation.policy.rules
    named = {str(row.values[_NAMES_IT].value) for row in rows if _NAMES_IT in row.values}
    return tuple(sorted(named | {row.target for row in rows if row.target} | {BASE_INDICATOR}))

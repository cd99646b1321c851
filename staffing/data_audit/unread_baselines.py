"""基期值 rows of an indicator the policy has nothing to do with: nobody would ever look at them."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.situation import Situation
from models.problem import Problem
from staffing.data_audit.notes import note
from staffing.leaders.lists import BASE_INDICATOR
from staffing.policy_file.registry import nearest

_NAMES_IT = "indicator"
"""Parameter by which a rule says which indicator of the sheet it reads."""


def unread_baselines(situation: Situation) -> Iterator[Problem]:
    """A finding for every 指标 that no rule reads and no target of the policy is called."""
    county, known = situation.county, _known(situation)
    for row in county.baselines:
        if row.indicator not in known:
            message = (
                f"指标“{row.indicator}”在本政策里没有{nearest(row.indicator, known)}；"
                "这一行不会用到，请改正指标名，或删去这一行"
            )
            yield note(county, row, "indicator", "unread_indicator", message)


def _known(situation: Situation) -> tuple[str, ...]:
    """Indicators rules read, and the ids of the policy's targets; sorted."""
    rows = situation.policy.rules
    named = {str(row.values[_NAMES_IT].value) for row in rows if _NAMES_IT in row.values}
    return tuple(sorted(named | {row.target for row in rows if row.target} | {BASE_INDICATOR}))

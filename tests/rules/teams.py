"""The tiny county with teams, outside schools and quotas, for the cases of their rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

from constraints.facts.seats import QUOTA_RULE, Quota
from constraints.situation import Situation
from models.column import Row
from models.policy import Cited, Force, RuleRow
from models.sheets import OutsidePersonRow, OutsideSchoolRow, TeamRow
from tests.tiny import END, START, situation, teacher, tiny

CITED = Cited(None, "plain", "第一条", date(2020, 1, 1))


def team(role: str | None, heads: int | None = 1, **kw: Any) -> TeamRow:
    """A row of an inbound team TD01 from W1 to B; ``out(...)`` for one of our own."""
    stated: dict[str, Any] = {"team": "TD01", "direction": "派入", "receiver": "B", "sender": "W1"}
    return TeamRow(role=role, heads=heads, **{**stated, "start": START, "end": END, **kw})


def out(role: str, heads: int = 1, **kw: Any) -> TeamRow:
    """A row of our own team TP01 from A to W9."""
    stated = {"team": "TP01", "direction": "派出", "receiver": "W9", "sender": "A"}
    return team(role, heads, **{**stated, **kw})


def guest(code: str, role: str, **kw: Any) -> OutsidePersonRow:
    """Someone from W1 at B for the school year."""
    stated: dict[str, Any] = {"name": f"样例{code}", "sender": "W1", "receiver": "B"}
    stated |= {"start": START, "end": END}
    return OutsidePersonRow(code=code, role=role, **{**stated, **kw})


OUTSIDE = [
    OutsideSchoolRow(code=code, name=f"外县{code}校", stage="小学", county="样例外县")  # type: ignore[arg-type]
    for code in ("W1", "W2", "W9")
]

PEOPLE = [
    teacher("L1", "A", "数学", leadership="副职"),
    teacher("M1", "A", "数学", leadership="中层"),
    teacher("L2", "B", "语文", leadership="校长"),
    teacher("M2", "B", "数学", leadership="中层"),
    teacher("K2", "B", "语文"),
]
"""A leader and a middle manager for A and for B, and a teacher of 语文 for B."""


def with_teams(*rows: Row, **sheets: Any) -> Callable[[], Situation]:
    """The tiny county with these rows of 支教团."""
    return lambda: situation(
        tiny(**{"more": PEOPLE, "teams": rows, "outside_schools": OUTSIDE, **sheets})
    )


def with_quota(quota: Quota, **sheets: Any) -> Callable[[], Situation]:
    """The same under a policy with one quota."""

    def build() -> Situation:
        here = with_teams(**sheets)()
        row = RuleRow(QUOTA_RULE, "quota", Force.SOFT, quota, {}, CITED, tier="mandates")
        kept = tuple(x for x in here.policy.rules if x.rule != QUOTA_RULE)
        return Situation(here.county, dataclasses.replace(here.policy, rules=(*kept, row)))

    return build

"""What an exemption (免缓) supposed in a question does not reach: who is still placed, and why."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.placement.exemption import RULE
from models.policy import Force, Policy
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.answers.suppose.supposed import Change
from staffing.leaders.discretion import shown
from staffing.naming import CountyNames

EXEMPTIONS = "exemptions"
"""Table of the county an exemption stands in."""


def beyond_exemption(
    names: CountyNames, changes: Sequence[Change], policy: Policy, roster: Roster | None
) -> tuple[str, ...]:
    """A sentence for everybody exempted by *changes* whom the plan still sends somewhere.

    The policy names the modes an exemption bars (``rules.exemption``); by others people go on.
    """
    people = [p for change in changes if change.table == EXEMPTIONS for p in change.people]
    bars = _bars(policy)
    found = []
    for person in dict.fromkeys(people):
        placed = () if roster is None else roster.by_person.get(person, ())
        left = [
            p for p in shown(names.county, placed) if p.mode is not Mode.STAY and p.mode not in bars
        ]
        if left:
            said = f"{names.person(person)}（{person}）获批后仍{_where(names, left)}"
            found.append(f"{said}：{_scope(bars, left)}。")
    return tuple(found)


def _bars(policy: Policy) -> tuple[Mode, ...]:
    rows = (row for row in policy.rows_of(RULE.id) if row.force is Force.HARD)
    return tuple(dict.fromkeys(mode for row in rows for mode in row.params.modes))


def _where(names: CountyNames, placements: Sequence[Placement]) -> str:
    return "、".join(f"{p.mode.value}到{names.school(p.host)}" for p in placements)


def _scope(bars: Sequence[Mode], placements: Sequence[Placement]) -> str:
    modes = "、".join(dict.fromkeys(p.mode.value for p in placements))
    if not bars:
        return f"本政策没有规定获批免缓的不安排{modes}"
    return f"按本政策，免缓只管{'、'.join(bars)}，不管{modes}（rules.{RULE.id}.modes）"

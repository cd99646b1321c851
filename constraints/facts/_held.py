"""Who serves a quota (双向挂职, 骨干跟岗) already, sent by an earlier plan.

口径: a quota is of a school year (每年), so nobody is asked for twice: whom we sent to a school of
another county by its mode and in one of its roles counts when they went earlier in this school year
for as long as it asks, back by now or not, or when they are still there for its semesters of this
term. The role is the one the earlier plan stated (岗位), else any they hold. 例外: who is there
with a team of 支教团.
"""

from __future__ import annotations

from collections.abc import Collection

from constraints.facts._quotas import Quota, quota_names
from constraints.facts.semesters import Semesters
from constraints.facts.teams import Teams
from constraints.situation import Situation
from models.column import Code, Month
from models.sheets import HistoryRow
from models.vocabulary import Relation, TeamRole


def sent_for(
    situation: Situation, quota: Quota, homes: tuple[Code, ...], seated: Collection[Code]
) -> tuple[Code, ...]:
    """Our people of these schools who do, in code order. seated: who is away with a team."""
    county = situation.county
    outside = {row.code for row in county.outside_schools}
    found = set()
    for row in county.history:
        person = county.teacher.get(row.person)
        away = row.mode is quota.mode and row.relation is not Relation.TRANSFERRED
        if person is None or not away or row.school not in outside or row.person in seated:
            continue
        ours = any(county.same_school(person.establishment_school, home) for home in homes)
        if ours and _counts(situation, quota, row) and _in_role(situation, quota, row):
            found.add(row.person)
    return tuple(sorted(found))


def _counts(situation: Situation, quota: Quota, row: HistoryRow) -> bool:
    """Whether a stay is of this school year and long enough, or goes on long enough."""
    semesters = Semesters.of(situation)
    if row.start >= situation.county.term.start:
        return False
    if row.end is None or row.end >= semesters.first(quota.semesters)[1]:
        return True
    # Both months named belong to the stay: September to January are five.
    months = Month.of(row.end) - Month.of(row.start) + 1
    return row.start >= semesters.year_begins and months >= quota.semesters * semesters.p.months


def _in_role(situation: Situation, quota: Quota, row: HistoryRow) -> bool:
    """Whether somebody went in a role of the quota and, where the plan is known, not in a team."""
    about = (row.person, row.mode, row.school, row.start)
    plans = situation.county.carried
    plan = next((p for p in plans if (p.person, p.mode, p.host, p.start) == about), None)
    quotas = quota_names(situation.policy)
    if plan is not None and plan.team is not None and plan.team not in quotas:
        return False
    if plan is not None and plan.post in list(TeamRole):
        return plan.post in quota.roles
    return any(Teams.of(situation).holds(row.person, role) for role in quota.roles)

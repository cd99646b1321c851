"""Quotas (双向挂职, 骨干跟岗): people the policy wants exchanged, whose schools', and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from constraints.facts.grouping import Grouping
from constraints.facts.pairing import Pairing
from constraints.facts.teams import Teams
from constraints.situation import Situation
from models.column import Code
from models.plain import compact
from models.policy import GroupName, Params, Policy, param
from models.vocabulary import Direction, Mode, TeamRole


@dataclass(frozen=True, kw_only=True)
class Quota(Params):
    """A quota of people exchanged by role, direction and length (双向挂职, 骨干跟岗)."""

    direction: Direction = param("方向（派入/派出）")
    mode: Mode = param("方式")
    roles: tuple[TeamRole, ...] = param("角色")
    heads: int = param("人数", unit="人", stricter="higher")
    each: bool = param("人数是否按每所学校计（否则按全县计）")
    paired: bool = param("是否只算与外县学校结对的学校")
    group: GroupName = param("我方学校（分组名）")
    semesters: int = param("时长", unit="学期", positive=True)


QUOTA_RULE = "attachment_quota"
"""The rule whose policy rows are quotas; the modes read them to know whom to propose."""


def quota_words(policy: Policy) -> Mapping[Code, str]:
    """What people read of each quota, by the id a placement has for its team: the title that the
    policy gives it; the id itself where it gives none, or another quota the same."""
    titles = Counter(row.title for row in policy.rows_of(QUOTA_RULE))
    return {
        Code(row.instance): row.title if row.title and titles[row.title] == 1 else row.instance
        for row in policy.rows_of(QUOTA_RULE)
    }


def quota_names(policy: Policy) -> Mapping[str, Code]:
    """The id of each quota by what a plan may write where it would write a team of 支教团: its
    title, or the id; the title also as a cell for codes is read, without blanks and full-width
    forms."""
    words = quota_words(policy)
    plain = {compact(word): code for code, word in words.items()}
    return plain | {word: code for code, word in words.items()} | {str(c): c for c in words}


def quota_homes(situation: Situation, quota: Quota) -> tuple[Code, ...]:
    """Our legal schools a quota speaks of: of its group, bound to an outside school if asked.

    Campuses count with their legal school: one quota for all of them.
    """
    members = Grouping.of(situation).members(quota.group)
    legal = sorted({situation.county.legal_school(code) for code in members})
    return tuple(c for c in legal if not quota.paired or _outside_partners(situation, c))


def partner(situation: Situation, home: Code) -> Code | None:
    """Outside school a school exchanges people with: its team's, its pair's, its stage's."""
    if own := _outside_partners(situation, home):
        return own[0]
    outside = situation.county.outside_schools
    stages = situation.county.school[home].kind.stages
    alike = [row.code for row in outside if row.stage in stages]
    return next(iter([*alike, *(row.code for row in outside)]), None)


def _outside_partners(situation: Situation, home: Code) -> tuple[Code, ...]:
    county = situation.county
    outside = {row.code for row in county.outside_schools}
    ours = [r for r in Teams.of(situation).rows if county.same_school(r.receiver, home)]
    pairs = Pairing.of(situation).partners_of(home)
    return tuple(code for code in (*(row.sender for row in ours), *pairs) if code in outside)

"""学区应有学区主任（镇驻地初中或中心小学校长兼任）和教育指导员（名师或业务骨干兼任）。

口径：按学区计，看有没有可兼任的人：应有 = 学区主任1名 + 政策规定的教育指导员人数；实有 = 能提名的
人数（事实“学区岗位”）。
例外：学区内没有镇驻地初中或中心小学、该校没有登记校长、没有名师或骨干的，差几人如实列出。校长、分组
所需的列缺失的，无法判定。提名供县局参考，不是安排，只作核对。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.districts import Districts
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params
from models.sheets import TeacherRow


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who can be named is the fact's word."""


class DistrictPosts(Rule[P]):
    """Districts for which nobody can be named. Audit only."""

    id = "district_posts"
    name = "学区主任和教育指导员"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per district the policy speaks of: people who can be named for its posts."""
        fact, missing = Districts.of(outcome.situation), _missing(outcome.situation)
        if missing:
            yield Measure("", None, None, None, missing=missing)
            return
        for posts in fact.posts:
            found = len(posts.guides) + (posts.head is not None)
            required = 1 + fact.p.guides
            # Who is to be the head of a district is confidential like any leader's post.
            yield Measure(posts.district, found, required, required - found, people=posts.guides,
                          note="；".join(posts.notes))  # fmt: skip

    def explain(self, finding: Finding) -> str:
        """District and people."""
        if finding.short is None:
            return "学校或教师表缺少认定所需的列，学区主任和教育指导员无法判定。"
        return (
            f"{finding.key}的学区主任、教育指导员应有{finding.required}人，"
            f"可提名{finding.measured}人，差{finding.short}人。"
        )


def _missing(situation: Situation) -> tuple[str, ...]:
    """Columns without which nobody can be named."""
    groups, p = Grouping.of(situation), Districts.of(situation).p
    known = situation.county.has_column(TeacherRow.sheet, "leadership")
    return (*groups.missing(p.group, p.seat), *(() if known else ("教师.行政职务",)))


RULE = DistrictPosts()

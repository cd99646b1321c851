"""一个法人学校只配一套领导班子：主持行政工作的（校长、园长）一名，各校区不另设。

口径：按法人学校计公办中小学、幼儿园方案之后主持行政工作的人数，多于或少于一名都列出。只作核对。
例外：没有填行政职务列的，无法判定。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.leaders import Leaders, led_under
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.sheets import TeacherRow


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: offices are the fact's word."""


class LeaderSets(Rule[P]):
    """Heads per legal school, exactly one. Audit only."""

    id = "leader_sets"
    name = "一校一套班子"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per public legal school: heads under the plan."""
        fact, county = Leaders.of(outcome.situation), outcome.county
        if not county.has_column(TeacherRow.sheet, "leadership"):
            yield Measure("", None, 1, None, missing=("教师.行政职务",))
            return
        heads, people = Counter[Code](), dict[Code, list[Code]]()
        for leader in fact.all:
            if leader.office in fact.p.heads:
                school = led_under(outcome, leader.person, leader.school)
                if school in county.school:
                    heads[county.legal_school(school)] += 1
                    people.setdefault(county.legal_school(school), []).append(leader.person)
        for school in fact.legal_schools:
            found = tuple(people.get(school, ()))
            yield Measure(school, heads[school], 1, abs(heads[school] - 1), people=found)

    def explain(self, finding: Finding) -> str:
        """School and heads."""
        if finding.short is None:
            return "教师表没有行政职务列，领导班子无法判定。"
        return (
            f"{finding.key}主持行政工作的应为{finding.required}人，实为{finding.measured}人，"
            f"相差{finding.short}人。"
        )


RULE = LeaderSets()

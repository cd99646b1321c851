"""教研员包扶：每名县教研员联系规定数量以上的镇驻地学校（含幼儿园）；政策可要求镇驻地学校都有人联系。

口径：教研员指现任教学校为教研机构的专任人员；联系学校取口径日期仍在期内的履历和本次安排中到镇驻地学校的走教、挂职、
支教记录，按法人学校计。
例外：履历和安排中没有任何教研员的联系记录的，无法判定（建议名单另列）。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Mode, PostKind, SchoolKind

LINKS = (Mode.ITINERANT, Mode.ATTACHMENT, Mode.SECONDMENT)
SCHOOL = "学校"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How many schools each, of which group, and whether none may be left out."""

    group: GroupName = param("联系的学校（分组名）")
    least: int = param("每名教研员联系学校数", unit="所", stricter="higher")
    cover_all: bool = param("是否要求每所学校都有教研员联系")


class ResearcherSchools(Rule[P]):
    """Every researcher looks after a township-seat school."""

    id = "researcher_schools"
    name = "教研员包扶"
    unit = "所"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per researcher, then (if asked) per school."""
        grouping = Grouping.of(outcome.situation)
        missing = grouping.missing(p.group)
        links = links_of(outcome, p.group)
        if missing or not any(links.values()):
            if links:
                lacking = missing or (f"履历（教研员的{'、'.join(LINKS)}）",)
                yield Measure("", None, p.least, None, people=tuple(links), missing=lacking)
            return
        for person, schools in links.items():
            have = len(schools)
            yield Measure(person, have, p.least, max(p.least - have, 0), people=(person,))
        if p.cover_all:
            covered = {school for schools in links.values() for school in schools}
            for code in grouping.working(p.group):
                if outcome.county.legal_school(code) == code:
                    have = int(code in covered)
                    yield Measure(f"{SCHOOL}/{code}", have, 1, 1 - have)

    def explain(self, finding: Finding) -> str:
        """Researcher, or school."""
        if finding.short is None:
            return "教研员联系了哪些学校无法判定。"
        what, _, school = finding.key.partition("/")
        if what == SCHOOL:
            return (
                f"{school}应有{finding.required}名以上教研员联系，实有{finding.measured}名，"
                f"差{finding.short}名。"
            )
        return (
            f"教研员{what}应联系{finding.required}所以上镇驻地学校，实有{finding.measured}所，"
            f"差{finding.short}所。"
        )


def researchers(outcome: Outcome) -> tuple[Code, ...]:
    """Teaching staff of the county's research offices, in code order."""
    county = outcome.county
    return tuple(
        row.code
        for row in county.teachers
        if row.post_kind is PostKind.TEACHER
        and row.duty_school in county.school
        and county.school[row.duty_school].kind is SchoolKind.RESEARCH
    )


def links_of(outcome: Outcome, group: str) -> Mapping[Code, tuple[Code, ...]]:
    """Researcher → schools of the group they look after (legal schools, in code order)."""
    county, day = outcome.county, outcome.county.term.reference
    members = set(Grouping.of(outcome.situation).working(group))
    found: dict[Code, set[Code]] = {person: set() for person in researchers(outcome)}
    for row in county.history:
        runs = row.start <= day and (row.end is None or row.end >= day)
        if row.person in found and row.mode in LINKS and runs and row.school in members:
            found[row.person].add(county.legal_school(row.school))
    for placement in outcome.roster.placements:
        known = placement.person in found and placement.mode in LINKS
        if known and placement.host in members:
            found[placement.person].add(county.legal_school(placement.host))
    return {person: tuple(sorted(schools)) for person, schools in found.items()}


RULE = ResearcherSchools()

"""Recruits (招聘) of the term before: they have come, and are not placed a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from constraints.facts.recruits import Recruits
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.problem import Problem
from models.roster import Placement, Roster
from models.sheets import HistoryRow, RecruitRow
from models.vocabulary import Mode
from staffing.naming import CountyNames


def arrivals(county: County, previous: Roster) -> tuple[HistoryRow, ...]:
    """履历 of the recruits whom the plan of the term before placed and whom 招聘 still lists.

    Codes of recruits are those of rows, which may have changed places since: each goes to the very
    head where it is still of their stage and subject, else to the first that is. Heads beyond
    those placed are recruits of this term.
    """
    return tuple(
        HistoryRow(
            person=p.person, school=p.host, start=p.start, end=p.end, mode=p.mode,
            relation=p.relation,
        )
        for p in arrived(county, previous)
    )  # fmt: skip


def arrived(county: County, previous: Roster) -> tuple[Placement, ...]:
    """Their placements, under the codes they have in this term's 招聘 sheet."""
    found = sorted(_matched(county, previous).items())
    return tuple(replace(p, person=code) for code, p in found if p.host in county.school)


def arrivals_told(
    county: County, running: Situation, previous: Roster, name: str
) -> Iterator[Problem]:
    """What became of the recruits of the term before, for the clerk.

    county: the workbook's own; running: the one in which the plan has taken place; name: its
    file's.
    """
    names, arrived = CountyNames(county), Recruits.of(running).arrived
    found = _matched(county, previous)
    where = f"《{name}》安排表"
    came = [p for code, p in found.items() if code in arrived]
    if came:
        words = (
            f"上期安排的招聘人员有 {len(came)} 人仍列在“招聘”表（{_counted(came)}），按已到岗计："
            "计入所去学校的在岗和编制，本期不再安排、不再公示；本期另招的，“人数”要在他们之外加上"
        )
        yield Problem(where, "", words, "recruits_arrived")
    for code, p in found.items():
        if code not in arrived and "recruitment" in running.policy.modes:
            words = (
                f"{p.person}（{_line(p)}）上期安排到{names.school(p.host)}，该校本期已没有，也没有"
                f"承接学校：按 {code} 另行安排（规则“招聘人员安排”）"
            )
            yield Problem(where, "", words, "recruit_again")
    gone = [p for p in _placed(county, previous) if p not in found.values()]
    if gone:
        words = (
            f"上期安排的招聘人员有 {len(gone)} 人不在本期“招聘”表（{_counted(gone)}）：已到岗的，"
            "请核对已填入“教师”表，没有填的不计入在岗"
        )
        yield Problem(where, "", words, "recruits_unlisted")


def _placed(county: County, previous: Roster) -> list[Placement]:
    day = county.term.start
    return [p for p in previous.placements if p.mode is Mode.RECRUITMENT and p.start < day]


def _matched(county: County, previous: Roster) -> dict[Code, Placement]:
    """Head of 招聘 → the placement of the term before that filled it; none twice."""
    if any(row.person in county.newcomers for row in county.history):
        return {}
    placed, free = _placed(county, previous), county.newcomers
    found = {p.person: p for p in placed if p.person in free and _fits(p, free[p.person])}
    for p in placed:
        rest = (c for c, row in free.items() if c not in found and _same(p, row))
        code = None if p in found.values() else next(rest, None)
        if code is not None:
            found[code] = p
    return found


def _fits(p: Placement, row: RecruitRow) -> bool:
    return p.subject in (None, row.subject) and p.stage in (None, row.stage)


def _same(p: Placement, row: RecruitRow) -> bool:
    return (p.subject, p.stage) == (row.subject, row.stage)


def _counted(placements: Iterable[Placement]) -> str:
    """``小学体育 1 人、小学科学 2 人``."""
    lines = Counter(map(_line, placements))
    return "、".join(f"{line} {heads} 人" for line, heads in lines.items())


def _line(p: Placement) -> str:
    return f"{p.stage.value if p.stage else ''}{p.subject or ''}" or p.person

"""Where a demand stands: the workbook's cell, or the policy's line, that would have to change."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.facts.seats import Line, Seats
from constraints.facts.teams import Teams
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Row
from models.county import County
from models.policy import RuleRow
from models.sheets import ExemptionRow, LockRow
from models.vocabulary import Mode
from staffing.answers.diagnose.giving import Item
from staffing.answers.suppose.supposed import SUPPOSED
from staffing.locks.collisions import struck_locks
from staffing.teams.unfilled_roles import UnfilledRole, unfilled_roles

APPROVED = ("establishment_cap", "duty_cap")
"""Rules whose limit is the school's own 核定编制."""

COUNTERPARTS = "counterpart_quota"
_SENT_BY = {"team_whole": Mode.SECONDMENT, COUNTERPARTS: Mode.SHADOWING}
"""Rules about the roles of teams, and the mode that fills them."""


def where(situation: Situation, row: RuleRow, key: str) -> str:
    """Address of the cell, or the policy's table; a workbook made in memory has none."""
    county, (first, *rest) = situation.county, key.split("/")
    return (
        _decided(county, row, key)
        or _struck(situation, row, first)
        or _role(situation, row, first)
        or _stated(county, row, first, rest)
        or f"政策 [rules.{row.id}]"
    )


def deciding_rows(county: County, item: Item) -> list[LockRow | ExemptionRow]:
    """The rows of 锁定 or 免缓申请 that decide a demand; none for rules about anything else."""
    first, *rest = item.key.split("/")
    found: list[LockRow | ExemptionRow] = []
    if item.rule == "lock":
        found += [x for x in county.locks if x.person == first and x.mode in rest]
    if item.rule == "exemption":
        found += [x for x in county.exemptions if x.person == first]
    return found


def _decided(county: County, row: RuleRow, key: str) -> str:
    """The row that decides it, or the supposition."""
    found = deciding_rows(county, Item(row.id, row.rule, row.concede, key))
    supposed = any(x.reason == SUPPOSED for x in found)
    return _cell(county, found, "person") or ("命令行的假设" if supposed else "")


def _struck(situation: Situation, row: RuleRow, person: str) -> str:
    """The locks of a person that a single-pair rule forbids: what a rule says of somebody locked
    changes where they are, not where the person stands."""
    county = situation.county
    if not isinstance(rules()[row.rule], PairRule) or person not in county.locks_of:
        return ""
    struck = [c.lock for c in struck_locks(situation) if c.row.id == row.id]
    cells = (_cell(county, [lock], "person") for lock in struck if lock.person == person)
    return "、".join(dict.fromkeys(filter(None, cells)))


_HOW = {
    "sending_floor": "招聘、调入或走教来补，或核对需求",
    COUNTERPARTS: "“跟岗人数”合计仍等于实派、改给别的角色，或连“人数”一并减",
}


def how(row: RuleRow) -> str:
    """What to do at that cell, where writing the amount into it is not the answer."""
    return _HOW.get(row.rule, "")


def lacking(situation: Situation, row: RuleRow, team: str) -> tuple[UnfilledRole, ...]:
    """Roles of a team that too few can fill; none for rules about anything else."""
    mode = _SENT_BY.get(row.rule)
    if mode is None:
        return ()
    found = unfilled_roles(situation)
    return tuple(x for x in found if x.mode is mode and x.role.team == team)


def already_sent(situation: Situation, row: RuleRow, team: str) -> tuple[int, int]:
    """People a team's task asks for in all, and how many of them went in an earlier term and are
    still away; nothing for rules about anything else."""
    mode, teams = _SENT_BY.get(row.rule), Teams.of(situation)
    code = team.partition("/")[0]
    every = (x for x in Seats.of(situation).lines if x.row is not None and x.mode is mode)
    lines = [x for x in every if x.team == code]
    whole = sum(_wanted(teams, x) for x in lines)
    return whole, whole - sum(x.heads for x in lines)


def _wanted(teams: Teams, line: Line) -> int:
    assert line.row is not None
    return line.row.heads if line.mode is Mode.SECONDMENT else teams.due(line.row)


def _role(situation: Situation, row: RuleRow, team: str) -> str:
    """The rows of 支教团 that too few can fill, else the team's first.

    How many counterparts (跟岗人数) each role has is due by what the whole team states, so that all
    of its cells are meant: one alone lowered no longer adds up and changes nothing.
    """
    short = [found.role for found in lacking(situation, row, team)]
    every = [role for role in situation.county.teams if role.team == team]
    if row.rule == COUNTERPARTS:
        every.sort(key=lambda role: role.row_number)
        cells = (_cell(situation.county, [role], "counterparts") for role in every)
        return "、".join(dict.fromkeys(filter(None, cells)))
    return "、".join(_cell(situation.county, [role], "role") for role in short or every[:1])


def _stated(county: County, row: RuleRow, first: str, rest: list[str]) -> str:
    """The row of the school, of what is taught there, or of the person."""
    if row.rule in APPROVED:
        return _cell(county, [x for x in county.schools if x.code == first], "approved")
    if len(rest) > 1:
        own = [x for x in county.demands if x.school == first and x.subject == rest[1]]
        return _cell(county, own, "periods") or _cell(
            county, [x for x in county.classes if x.school == first], "classes"
        )
    return _cell(county, [x for x in county.teachers if x.code == first], "code")


def _cell(county: County, rows: Sequence[Row], field: str) -> str:
    """Address of the first of *rows*; empty when there is none or it was never in a workbook."""
    for row in rows:
        if row.row_number:
            return county.cell(row, field)
    return ""

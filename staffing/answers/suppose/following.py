"""Cells of an edited row that other cells decide: 岗位, 对应人员, 接替人员, 返回学校.

A role (岗位) of a team may be decided by hand. Who is paired with whom, who takes over and where
one returns to follow from the plan: what a hand writes there otherwise is refused by its cell, and
a cell it has emptied, or a column it left out, says what the base plan says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from constraints.facts.seats import AWAY_MODES, Seats
from constraints.situation import Situation
from constraints.teams._sitting import stated_role
from models.column import Code
from models.problem import Problem
from models.roster import Placement, Roster
from models.sheets import PlanRow
from models.vocabulary import Mode, Relation, TeamRole
from staffing.answers.matching import SHEET
from staffing.intake import slip_problem
from staffing.locks.as_decided import of_lock
from staffing.naming import CountyNames
from staffing.teams.as_written import Slip, slips

_FIELDS = ("post", "counterpart", "successor", "return_school")
_HEADERS = {f.name: f.column.header for f in PlanRow.fields()}

_PAIRED = (
    "是求解按团队、角色把支教和跟岗的人一一配对得出的，不能手改锁定；"
    "要换人，请改这些人的接收学校、岗位，"
)
_WHY = {
    "counterpart": _PAIRED,
    "successor": _PAIRED,
    "return_school": "是期满返回的派出学校（调动不返回），不能手改锁定；期满后要去别的学校的，"
    "到时写进那一期的“锁定”表，",
}


def restored(edited: Roster, base: Roster) -> Roster:
    """The plan, with what the base plan's row says where a cell says nothing."""
    rows = []
    for p in edited.placements:
        was = _row_there(p, base)
        unsaid = [name for name in _FIELDS if getattr(p, name) is None]
        rows.append(replace(p, **{n: getattr(was, n) for n in unsaid}) if was else p)
    return Roster.of(rows)


def cleared(edited: Roster, base: Roster, letters: Mapping[str, str]) -> tuple[Problem, ...]:
    """Cells that were emptied by hand: told, for they count as they were."""
    found = []
    for p in edited.placements:
        was = _row_there(p, base)
        for name in _FIELDS:
            before = getattr(was, name) if was else None
            if p.row_number and before is not None and getattr(p, name) is None and name in letters:
                back = name == "return_school" and before == p.home
                if not back:
                    message = (
                        f"{_HEADERS[name]}是空白，照原来的“{before}”算；不是这个意思的，请写明"
                    )
                    found.append(
                        Problem(SHEET, f"{letters[name]}{p.row_number}", message, "emptied")
                    )
    return tuple(found)


def slips_by_hand(
    situation: Situation,
    decided: Situation,
    edited: Roster,
    base: Roster,
    letters: Mapping[str, str],
) -> Iterator[Problem]:
    """What a hand has written otherwise than the plan and cannot be, as any roster is checked.

    decided: the situation with the edits decided; they take the place of no day that the workbook
    decides.
    """
    names = CountyNames(decided.county, decided.policy)
    locked = (Slip(p, *told) for p in edited.placements for told in of_lock(situation, p))
    for slip in (*locked, *slips(decided, edited)):
        p, value = slip.placement, getattr(slip.placement, slip.field)
        were = [getattr(was, slip.field) for was in base.by_person.get(p.person, ())]
        if p.row_number and value not in were:
            told = slip_problem(slip, letters, names, "改成了")
            back = f"，{_undo(were)}" if any(were) else ""
            yield replace(told, message=f"{told.message}{back}", kind="bad_edit")


def _undo(were: Sequence[object]) -> str:
    """The other way out: what the plan had."""
    old = "、".join(dict.fromkeys(str(w) for w in were if w is not None))
    return f"或恢复原来的“{old}”" if old else "或清空这一格"


def not_by_hand(
    situation: Situation, edited: Roster, base: Roster, letters: Mapping[str, str]
) -> Iterator[Problem]:
    """Cells that say otherwise than the plan, and cannot be decided."""
    for p in edited.placements:
        own = base.by_person.get(p.person, ())
        for name in _FIELDS:
            value, were = getattr(p, name), [getattr(was, name) for was in own]
            if value is None or value in were or not p.row_number:
                continue
            why = _no_role(situation, p) if name == "post" else _no_other(situation, p, name)
            if why:
                message = f"{p.person}的{_HEADERS[name]}改成了“{value}”：{why}{_undo(were)}"
                yield Problem(SHEET, f"{letters[name]}{p.row_number}", message, "bad_edit")


def _no_role(situation: Situation, p: Placement) -> str:
    """Why a role cannot be decided so; empty when it can, or when its row is wrong as a whole."""
    if p.mode is Mode.TRAINING:
        return ""
    if p.mode not in AWAY_MODES:
        return (
            f"{p.mode}没有可以锁定的岗位（岗位只是{'、'.join(AWAY_MODES)}在团里的角色）；请改方式，"
        )
    role = stated_role(p)
    if role is None:
        return f"岗位应为{'、'.join(TeamRole)}之一；请改正，"
    if p.mode.name.lower() not in situation.policy.modes:
        return ""
    if Seats.of(situation).seat_for(p.person, p.mode, p.host, role) < 0:
        return "那里没有这个岗位的名额，或本人不具备这个角色；请改正，"
    return ""


def _no_other(situation: Situation, p: Placement, name: str) -> str:
    value = getattr(p, name)
    returns = name == "return_school" and p.relation is Relation.KEPT
    same = returns and situation.county.same_school(p.home, Code(str(value)))
    return "" if same else _WHY[name]


def _row_there(p: Placement, base: Roster) -> Placement | None:
    """The person's row of the base plan by the same way to the same school."""
    same = (b for b in base.by_person.get(p.person, ()) if (b.mode, b.host) == (p.mode, p.host))
    return next(same, None)

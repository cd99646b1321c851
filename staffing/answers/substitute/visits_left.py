"""Visits (走教) of somebody who cannot come: what is lacking without them, who else could go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from constraints.board import STAGES
from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.answers.explain.visiting import week_of, week_words
from staffing.answers.loaded import LoadedPlan
from staffing.leaders.discretion import would_be_withheld
from staffing.leaders.listed import listed_gaps
from staffing.naming import CountyNames
from staffing.wording import rounded

_TENTHS = 10


@dataclass(frozen=True)
class VisitLeft:
    """A visit nobody makes now. week: in words; gap: tenths lacking there then, None = not known;
    able: people the policy lets visit in their place, in code order."""

    placement: Placement
    week: str
    gap: int | None
    able: tuple[Code, ...]


def visits_left(plan: LoadedPlan, without: LoadedPlan, person: Code) -> tuple[VisitLeft, ...]:
    """Every visit the plan has for *person*. without: the county and plan without them."""
    visits = [p for p in plan.roster.by_person.get(person, ()) if p.mode is Mode.ITINERANT]
    if not visits:
        return ()
    gaps = listed_gaps(without.situation, without.roster).by_cell
    found = []
    for p in visits:
        there = (gap for cell, gap in gaps.items() if cell == (p.host, p.stage, p.subject))
        line = next(there, None)
        week = week_of(plan.situation, p)
        said = week_words(week) if week is not None else ""
        gap = line.gap if line is not None else None
        found.append(VisitLeft(p, said, gap, _able(without, p)))
    return tuple(found)


def _able(plan: LoadedPlan, visit: Placement) -> tuple[Code, ...]:
    """People with a column for the same visit who do not make it yet."""
    there, visits = plan.situation, plan.model.visits
    if visit.host not in there.county.school_index or visit.stage is None:
        return ()
    subject = np.array(plan.model.moves.subjects, np.str_)[visits.subject] == str(visit.subject)
    here = visits.host == there.county.school_index[visit.host]
    here &= (visits.stage == STAGES.index(visit.stage)) & subject
    free = visits.person[here & (plan.values[visits.visit] == 0)]
    people = sorted(there.people[i] for i in np.unique(free).tolist())
    return tuple(p for p in people if not would_be_withheld(there.county, p, Mode.ITINERANT))


def dropped(before: Roster, after: Roster, person: Code) -> tuple[Placement, ...]:
    """Visits a person makes in the first plan and not in the second."""
    kept = {(p.mode, p.host, p.subject) for p in after.by_person.get(person, ())}
    own = (p for p in before.by_person.get(person, ()) if p.mode is Mode.ITINERANT)
    return tuple(p for p in own if (p.mode, p.host, p.subject) not in kept)


def left_words(left: tuple[VisitLeft, ...], names: CountyNames) -> str:
    """All of them on one line; empty for none."""
    if not left:
        return ""
    parts = []
    for one in left:
        p = one.placement
        lacks = "" if one.gap is None else f"，停后缺 {rounded(one.gap, 0) / _TENTHS:g} 课时"
        able = f"可改派{names.people(one.able)}" if one.able else "没有别人可派"
        parts.append(f"{names.school(p.host)}{p.subject or ''}（{one.week}）{lacks}，{able}")
    return (
        f"{'；'.join(parts)}。顶替的人接本校岗位，不接走教；改派走教写 whatif --pin 编号:走教:学校"
    )


def dropped_words(visits: tuple[Placement, ...], names: CountyNames) -> str:
    """Visits that end when somebody takes another place."""
    return "、".join(f"{names.school(p.host)}{p.subject or ''}" for p in visits) or "无"

"""列入原因: why a person is placed as they are, by the rules of their own mode (方式).

Whoever goes by 交流 is judged by 应交流对象; a newcomer sent to learn, a surplus teacher, a member
of a team by what made them candidates of that; whose place a lock has decided, by the lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.facts.researchers import Researchers
from constraints.facts.standing import LOCKED
from constraints.facts.surplus import Surplus
from constraints.facts.tempering import Tempering
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.policy import Force
from models.roster import Placement
from models.vocabulary import Mode
from staffing.answers.came_forward import asked
from staffing.answers.explain.visiting import citations_of_visits, goes_about, why_visits
from staffing.naming import CountyNames

_CRITERIA = (
    "schools", "kinds", "stages", "months", "stage_months", "terms", "minimum_title",
)  # fmt: skip
"""Parameters of 应交流对象 that everybody on the list has met, in the order they are cited."""


class Ground(NamedTuple):
    """why: one sentence; citations: of what it rests on, document and clause."""

    why: str
    citations: tuple[str, ...]


def ground_of(outcome: Outcome, person: Code, placements: Sequence[Placement]) -> Ground:
    """Why somebody is placed so, or (no placements) why they may be or may not."""
    found = [_of_locks(outcome, person, placements)]
    free = [p for p in placements if not outcome.is_locked(p)]
    if goes_about(placements):
        visits = why_visits(outcome, placements)
        found.append(Ground(visits, citations_of_visits(outcome.situation)))
        free = []
    if not placements or any(p.mode is Mode.ROTATION for p in free):
        found.append(_of_exchange(outcome, person, free))
    elif _due(outcome, person) and any(p.mode is Mode.ROTATION for p in placements):
        found.append(_of_exchange(outcome, person, placements))
    told = (p for p in free if p.mode not in (Mode.ROTATION, Mode.ITINERANT))
    found += [_BY_MODE.get(p.mode, _applied)(outcome, p) for p in told]
    why = "；".join(dict.fromkeys(g.why for g in found if g.why))
    cited = dict.fromkeys(text for g in found for text in g.citations if text)
    return Ground(why or "未列入应交流对象", tuple(cited))


# -- what is decided -------------------------------------------------------------------------------


def _of_locks(outcome: Outcome, person: Code, placements: Sequence[Placement]) -> Ground:
    """The locks that made the placements, or that keep who is not placed."""
    ways = {(p.mode, p.host) for p in placements if outcome.is_locked(p)}
    rows = [
        lock
        for lock in outcome.county.locks_of.get(person, ())
        if (lock.mode, lock.school) in ways or (not placements and lock.mode is Mode.STAY)
    ]
    if not rows:
        return Ground("", ())
    said = "；".join(f"已锁定{lock.mode}（决定人：{lock.decided_by}）" for lock in rows)
    return Ground(said, _rules(outcome.situation, "lock"))


# -- 交流 ------------------------------------------------------------------------------------------


def _due(outcome: Outcome, person: Code) -> bool:
    return Eligibility.of(outcome.situation).verdict(person).eligible


def _of_exchange(outcome: Outcome, person: Code, placements: Sequence[Placement]) -> Ground:
    """Whether and why they are due; of who goes without being due, who asked for it."""
    row, situation = outcome.county.teacher[person], outcome.situation
    fact, since = Eligibility.of(situation), row.school_since
    why = fact.why(person)
    if _due(outcome, person):
        if since is not None:
            day = situation.county.term.reference
            why = f"{since.year}年{since.month}月进入本校，按口径日期{day.isoformat()}计，{why}"
    elif why:
        why = _outside(outcome, person, placements)
    return Ground(why, _criteria(situation, person))


def _outside(outcome: Outcome, person: Code, placements: Sequence[Placement]) -> str:
    verdict = Eligibility.of(outcome.situation).verdict(person)
    said = [r.text for r in verdict.reasons if not r.internal]
    why = "；".join(text for text in said if placements or text != LOCKED)
    own = [asked(outcome, p) for p in placements if p.mode is Mode.ROTATION]
    outside = f"不属应交流对象（{why}）" if why else "不属应交流对象"
    return "，".join((*dict.fromkeys(own), outside))


def _criteria(situation: Situation, person: Code) -> tuple[str, ...]:
    """Document and clause of what was met, or of what stands against it."""
    fact = Eligibility.of(situation)
    verdict = fact.verdict(person)
    keys = [r.cite for r in verdict.reasons if r.cite and not r.internal]
    if verdict.eligible:
        stated = [name for name in _CRITERIA if getattr(fact.p, name) is not None]
        keys = [f"facts.eligibility.{name}" for name in stated] + keys
    return tuple(map(situation.policy.cite, keys))


# -- other modes -----------------------------------------------------------------------------------


def _tempering(outcome: Outcome, placement: Placement) -> Ground:
    situation, person = outcome.situation, placement.person
    fact, groups = Tempering.of(situation), Grouping.of(situation)
    row = outcome.county.teacher[person]
    if person not in fact.people or row.first_appointed is None:
        return _research(outcome, placement)
    p, since = fact.p, row.first_appointed
    why = (
        f"新入职教师（{since.year}年{since.month}月首聘，未超过{p.months}个月），"
        f"所在学校属“{groups.label(p.homes)}”，"
        f"安排到“{groups.label(p.hosts)}”中的“{groups.label(p.quality)}”锻炼"
    )
    keys = ("months", "stages", "homes", "hosts", "quality")
    cited = (situation.policy.cite(f"facts.tempering.{key}") for key in keys)
    return Ground(why, (*_rules(situation, "tempering_due"), *cited))


def _research(outcome: Outcome, placement: Placement) -> Ground:
    situation = outcome.situation
    fact = Researchers.of(situation)
    if placement.person not in fact.due:
        return _applied(outcome, placement)
    p, group = fact.p, Grouping.of(situation).label(fact.p.group)
    why = (
        f"任教研员满{p.office_months}个月、不超过{p.age_most}周岁，"
        f"没有在“{group}”{p.stage.value}任教满{p.stay_months}个月的经历，安排去任教"
    )
    cited = (
        situation.policy.cite(f"facts.researchers.{key}") for key in ("office_months", "group")
    )
    return Ground(why, (*_rules(situation, "researcher_year"), *cited))


def _transfer(outcome: Outcome, placement: Placement) -> Ground:
    situation, person = outcome.situation, placement.person
    fact = Surplus.of(situation)
    if person not in fact.people:
        return _applied(outcome, placement)
    waits = person in fact.waiting
    whose = "落聘待岗" if waits else "所在学校超编、本学科人员富余"
    return Ground(f"{whose}，列入组织调剂", _rules(situation, "surplus_placed", "surplus_only"))


def _seated(outcome: Outcome, placement: Placement) -> Ground:
    """A place in a team, of a quota, or of those whom interns release."""
    situation, mode = outcome.situation, placement.mode.value
    names, post = CountyNames(situation.county), placement.post or "人员"
    home = names.school(placement.home)
    rows = [r for r in situation.policy.rows_of("attachment_quota") if r.instance == placement.team]
    if placement.mode is Mode.TRAINING:
        why = "本校本学科由实习生顶岗，置换出来参加培训"
        return Ground(why, _rules(situation, "interns_release"))
    if rows:
        why = f"“{rows[0].title or rows[0].id}”要由{home}派{post}{mode}，本人在可派之列"
        return Ground(why, _rules(situation, "attachment_quota", only=placement.team))
    if placement.team is None:
        return _applied(outcome, placement)
    team = f"支教团{placement.team}"
    if placement.mode is Mode.SHADOWING:
        why = f"{team}派到本县，{home}要派{post}到对方学校跟岗，本人在可派之列"
        return Ground(why, _rules(situation, "counterpart_quota", "counterpart_post"))
    why = f"{team}要由{home}派{post}{mode}，本人在可派之列"
    return Ground(why, _rules(situation, "team_whole", "team_roles"))


def _competition(outcome: Outcome, placement: Placement) -> Ground:
    cited = _rules(outcome.situation, "competition_order")
    return Ground("报名竞聘，按竞聘分先后聘用", cited)


def _applied(outcome: Outcome, placement: Placement) -> Ground:
    """Nothing but who asked for it, and what the policy says of the mode."""
    key = f"modes.{placement.mode.name.lower()}.relation"
    why = f"{asked(outcome, placement)}，列入{placement.mode.value}"
    return Ground(why, (outcome.situation.policy.cite(key),))


_BY_MODE: dict[Mode, Callable[[Outcome, Placement], Ground]] = {
    Mode.TEMPERING: _tempering,
    Mode.TRANSFER: _transfer,
    Mode.COMPETITION: _competition,
    Mode.SECONDMENT: _seated,
    Mode.SHADOWING: _seated,
    Mode.ATTACHMENT: _seated,
    Mode.TRAINING: _seated,
}


def _rules(situation: Situation, *rules: str, only: Code | None = None) -> tuple[str, ...]:
    """Citations of rules in force. only: of that instance."""
    policy = situation.policy
    rows = (row for rule in rules for row in policy.rows_of(rule) if row.force is not Force.OFF)
    return tuple(policy.citation(row.basis) for row in rows if only in (None, row.instance))

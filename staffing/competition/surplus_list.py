"""组织调剂 and what remains after it: surplus people, open posts, and what keeps them apart.

After a plan every surplus person still in place is held against every post still open: below
核定编制, and short of the policy's part of a load in a subject of theirs. What single-pair rules or
岗位结构 forbid is named; else the enforced rule the transfer would break, or the goal before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.board import STAGES
from constraints.facts.demand import Cell, Demand
from constraints.facts.establishment import Establishment
from constraints.facts.grades import Grades
from constraints.facts.load import Load
from constraints.facts.supply import Supply
from constraints.facts.surplus import Surplus
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.column import Code, Subject
from models.policy import Force
from models.roster import Roster
from models.vocabulary import Mode, Round, Stage
from staffing.competition.kept_apart import KeptApart
from staffing.competition.round_result import RoundResult, Unplaced
from staffing.modelling.candidates import OPEN, screened
from staffing.modes.proposal import Pair, Proposal
from staffing.modes.transfer import subjects_of

NO_OPEN_POST = "没有本人学科的空岗"
GRADE_FULL = "接收学校岗位结构已满"


@dataclass(frozen=True)
class Apart:
    """A surplus person and an open post that did not come together, and the rule or reason."""

    person: Code
    cell: Cell
    reason: str


def adjustment(situation: Situation) -> RoundResult:
    """组织调剂: decided in the county model; here, who takes no part for want of any open post."""
    fact = Surplus.of(situation)
    unplaced = [
        Unplaced(code, (NO_OPEN_POST,))
        for code in fact.people
        if not any(
            fact.open_by_subject.get(subject)
            for subject in subjects_of(situation.county.teacher[code])
        )
    ]
    return RoundResult(Round.ADJUSTMENT, (), (), tuple(unplaced))


def waiting(
    situation: Situation, roster: Roster | None = None, whole: Roster | None = None
) -> RoundResult:
    """待岗转岗: surplus people still without a post under a plan (the locks when none is given).

    whole: the plan with what the round does not announce; it tells what speaks against a transfer.
    """
    plan = roster or Roster(Outcome(situation, Roster(())).decided)
    found: defaultdict[Code, Counter[str]] = defaultdict(Counter)
    for pair in apart(situation, plan, whole):
        found[pair.person][pair.reason] += 1
    unplaced = []
    for code in still_surplus(situation, plan):
        told = tuple(f"{reason}（{n}处）" for reason, n in sorted(found[code].items()))
        unplaced.append(Unplaced(code, told or (NO_OPEN_POST,)))
    return RoundResult(Round.WAITING, (), (), tuple(unplaced), _still_due(situation, plan))


def _still_due(situation: Situation, roster: Roster) -> int | None:
    """Heads that ought to go and have not, as the rule about them counts; None where it is off."""
    outcome = Outcome(situation, roster)
    rows = [r for r in situation.policy.rows_of("surplus_placed") if r.force is not Force.OFF]
    measures = [m for row in rows for m in rules()[row.rule].measure(outcome, row.params)]
    return sum(m.short or 0 for m in measures) if rows else None


def still_surplus(situation: Situation, roster: Roster) -> tuple[Code, ...]:
    """Surplus people whom a plan leaves where they are, at schools that still have too many."""
    outcome, fact = Outcome(situation, roster), Surplus.of(situation)
    over = {line.school for line in Establishment.of(situation).after(outcome)
            if (line.over_under or 0) > 0}  # fmt: skip
    return tuple(
        code
        for code in fact.people
        if outcome.move_of(code) is None
        and (code in fact.waiting or outcome.standing(code).holder in over)
    )


def apart(situation: Situation, roster: Roster, whole: Roster | None = None) -> Iterator[Apart]:
    """Every surplus person left and every open post of a subject of theirs, with the reason.

    whole: as for :func:`waiting`.
    """
    outcome = Outcome(situation, roster)
    cells = _open_after(outcome)
    pairs = [
        Pair(code, cell[0], cell[1], str(cell[2]))
        for code in still_surplus(situation, roster)
        for subject in subjects_of(situation.county.teacher[code])
        for cell in cells.get(str(subject), ())
        if situation.county.establishment_holder(cell[0]) != outcome.standing(code).holder
    ]
    if not pairs:
        return
    reasons = _struck(situation, pairs)
    grades = _grades_after(outcome)
    kept = KeptApart(situation, whole or roster)
    for pair in sorted(pairs):
        reason = reasons.get(pair, "")
        if not reason and _grade_full(situation, grades, pair):
            reason = GRADE_FULL
        cell = pair.host, pair.stage, Subject(pair.subject)
        yield Apart(pair.person, cell, reason or kept.reason(pair))


def _open_after(outcome: Outcome) -> Mapping[str, list[Cell]]:
    """Posts still open under a plan, by subject."""
    situation = outcome.situation
    lines = Establishment.of(situation).after(outcome)
    room = {line.school for line in lines if (line.over_under or 0) < 0}
    have, load = Supply.of(situation).periods_after(outcome), Load.of(situation)
    least = Surplus.of(situation).p.least_gap
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell, need in Demand.of(situation).needs.items():
        school, stage, subject = cell
        short = need - have.get(cell, 0)
        inside = situation.county.establishment_holder(school) in room
        enough = short > 0 and short >= least * load.standard(stage, subject)
        if inside and stage is not Stage.KINDERGARTEN and enough:
            found[str(subject)].append(cell)
    return found


def _struck(situation: Situation, pairs: list[Pair]) -> dict[Pair, str]:
    """Pairs that a single-pair rule forbids, with its words."""
    slate = screened(situation, [Proposal.of(situation, Mode.TRANSFER, pairs)])
    table, found = slate.pairs, dict[Pair, str]()
    for i in np.flatnonzero(slate.struck != OPEN).tolist():
        person = situation.people[table.person[i]]
        host = situation.county.schools[table.host[i]].code
        stage, subject = STAGES[table.stage[i]], table.subjects[table.subject[i]]
        found[Pair(person, host, stage, subject)] = slate.label(int(slate.struck[i]))
    return found


def _grades_after(outcome: Outcome) -> Counter[tuple[Code, str]] | None:
    """Free posts by grade under a plan; None where the policy does not enforce the structure."""
    situation, fact = outcome.situation, Grades.of(outcome.situation)
    rows = situation.policy.rows_of("grade_structure")
    if not any(row.force is Force.HARD for row in rows):
        return None
    held: Counter[tuple[Code, str]] = Counter()
    for person in situation.people:
        holder, grade = outcome.establishment_school(person), fact.grade_of(person)
        if holder is not None and grade is not None and fact.counted(person):
            held[holder, grade] += 1
    return Counter({place: n - held[place] for place, n in fact.approved.items()})


def _grade_full(situation: Situation, free: Counter[tuple[Code, str]] | None, pair: Pair) -> bool:
    fact = Grades.of(situation)
    grade = fact.grade_of(pair.person)
    if free is None or grade is None or not fact.counted(pair.person):
        return False
    place = (situation.county.establishment_holder(pair.host), grade)
    return place in free and free[place] <= 0

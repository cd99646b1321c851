"""走教: specialists of a district who teach some half-days a week where nobody else can.

Proposed are people of a school that has the subject, to schools of the same circle (学区, or
campuses of one legal school) whose own people, with what sister campuses have to spare (校区统筹),
do not cover it. Per home and subject no more people stand on the list than there are schools to
visit, and than the periods there are to give, counting one newcomer: the others would only be
other names for one plan. Who asked comes first, then who is not to be moved full-time, more days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from constraints.board import STAGES, Candidates, IntArray, Visits, terms
from constraints.facts.demand import Cell, Demand
from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.facts.itinerant import Itinerant
from constraints.facts.load import TENTHS, Load
from constraints.facts.qualification import Qualification
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal
from staffing.modes.seated import seat_pair

if TYPE_CHECKING:
    from staffing.modelling.board import ProgramBoard
    from staffing.modelling.candidates import Slate

MODE = Mode.ITINERANT


def is_on(situation: Situation) -> bool:
    """Whether the policy has 走教 at all."""
    return MODE.name.lower() in situation.policy.modes


def proposed(situation: Situation) -> Proposal:
    """Pairs worth a column."""
    pairs = _not_forbidden(situation, _pairs(situation)) if is_on(situation) else ()
    return Proposal.of(situation, MODE, pairs)


def _not_forbidden(situation: Situation, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs that no decision (锁定 of no lessons) forbids."""
    for pair in pairs:
        locks = (k for k in situation.county.locks_of.get(pair.person, ()) if k.forbids)
        if not any(k.school in (None, pair.host) and k.subject in (None, pair.subject)
                   for k in locks):  # fmt: skip
            yield pair


def decided(situation: Situation) -> Proposal:
    """Pairs that a lock (锁定) names with their school."""
    county, pairs = situation.county, []
    standings = StandingFact.of(situation).by_person
    for lock in county.locks:
        row = county.teacher.get(lock.person)
        known = lock.school in county.school and row is not None and not lock.forbids
        known = known and standings[lock.person].school != lock.school
        if lock.mode is MODE and known and row is not None and row.stage and row.subject:
            assert lock.school is not None
            pair = seat_pair(situation, lock.person, lock.school, -1, lock)
            pairs += [] if pair is None else [pair]
    return Proposal.of(situation, MODE, pairs if is_on(situation) else ())


def _pairs(situation: Situation) -> Iterator[Pair]:
    fact, county = Itinerant.of(situation), situation.county
    short = _short_cells(situation)
    homes = set(Grouping.of(situation).members(fact.p.homes))
    for cell, people in Supply.of(situation).people.items():
        home, stage, _ = cell
        if home not in homes or stage not in fact.p.stages:
            continue
        near = fact.same_circle[county.school_index[home]]
        wanted = [
            c for c in short if c[0] != home and c[1] == stage and near[county.school_index[c[0]]]
        ]
        own = [c for c in wanted if c[2] == cell[2]]
        for person in _first(situation, cell, people, len(own)):
            yield from (Pair(person, host, stage, str(subject)) for host, _, subject in own)
        others = [c for c in wanted if c[2] != cell[2]] if fact.p.also_subjects else []
        if others and _surplus(situation, cell) >= fact.half_day:
            yield from _alongside(situation, cell, people, others)


def _alongside(
    situation: Situation, cell: Cell, people: Sequence[Code], wanted: Sequence[Cell]
) -> Iterator[Pair]:
    """People with periods to spare in their own subject, to teach another they are listed for."""
    teacher, fact = situation.county.teacher, Qualification.of(situation)
    for subject in sorted({c[2] for c in wanted}):
        hosts = [c for c in wanted if c[2] == subject]
        able = [
            code
            for code in people
            if code in teacher  # a recruit teaches what they were recruited for
            and subject in teacher[code].also_subjects
            and fact.may_teach(code, cell[1], subject)
        ]
        for person in _first(situation, cell, able, len(hosts)):
            yield from (Pair(person, host, stage, str(subject)) for host, stage, _ in hosts)


def _short_cells(situation: Situation) -> tuple[Cell, ...]:
    """Cells whose own people do not cover the need, of the schools and subjects of the policy."""
    fact, supply = Itinerant.of(situation), Supply.of(situation).least
    hosts = set(Grouping.of(situation).members(fact.p.hosts))
    return tuple(
        cell
        for cell, need in Demand.of(situation).needs.items()
        if cell[0] in hosts
        and cell[1] in fact.p.stages
        and cell[2] in fact.p.subjects
        and supply.get(cell, 0) < need
    )


def _first(
    situation: Situation, cell: Cell, people: Sequence[Code], hosts: int
) -> tuple[Code, ...]:
    """The people of a home cell who stand on the list, as many as could be of use."""
    fact = Itinerant.of(situation)
    spare = max(_surplus(situation, cell), 0) + Load.of(situation).standard(cell[1], cell[2])
    useful = min(hosts, -(-spare // fact.half_day))
    return tuple(sorted(filter(_Free(situation), people), key=_Order(situation))[:useful])


def _surplus(situation: Situation, cell: Cell) -> int:
    need = Demand.of(situation).needs.get(cell, 0)
    return Supply.of(situation).periods.get(cell, 0) - need


class _Free:
    """Whether a person may be proposed: not bound where they are, with days and lessons to give.

    Whether an exemption (免缓) keeps them from going about is the policy's rule to say.
    """

    def __init__(self, situation: Situation) -> None:
        self.standings = StandingFact.of(situation).by_person
        self.fact = Itinerant.of(situation)

    def __call__(self, code: Code) -> bool:
        standing = self.standings[code]
        moves = any(lock.mode not in (Mode.STAY, MODE) for lock in standing.locks)
        return (
            not (standing.running or moves)
            and bool(self.fact.days(code))
            and self.fact.load(code) > 0
        )


class _Order:
    """Who comes first."""

    def __init__(self, situation: Situation) -> None:
        asked = Outcome(situation, Roster(())).forward(MODE)
        recommended = (r.person for r in situation.county.recommendations if r.mode is MODE)
        self.asked = frozenset((*asked, *recommended))
        self.movable = frozenset(Eligibility.of(situation).movable_people)
        self.fact = Itinerant.of(situation)

    def __call__(self, code: Code) -> tuple[bool, bool, int, Code]:
        return code not in self.asked, code in self.movable, -len(self.fact.days(code)), code


# -- columns and placements -----------------------------------------------------------------------


def slate(situation: Situation) -> Slate:
    """Visits proposed and decided, with those the single-pair rules strike."""
    from staffing.modelling.candidates import screened

    return screened(situation, [proposed(situation)], [decided(situation)])


def columns(board: ProgramBoard) -> Visits:
    """Columns of every visit that no single-pair rule strikes: made or not, and half-days a week.

    At most as many half-days as the host's need, the person's own load and days have room for;
    where a lock states the lessons, just theirs.
    Without 走教 in the policy there are none.
    """
    situation = board.situation
    if not is_on(situation):
        return board.visits
    fact, pairs = Itinerant.of(situation), slate(situation).moves
    needs = Demand.of(situation).needs
    schools = situation.county.schools
    places = zip(pairs.host.tolist(), pairs.stage.tolist(), pairs.subject.tolist(), strict=True)
    need = np.array(
        [needs.get((schools[h].code, STAGES[s], Subject(pairs.subjects[x])), 0)
         for h, s, x in places],
        np.int64,
    )  # fmt: skip
    useful = -(-need // fact.half_day)
    carried = fact.load_of_all[pairs.person] // fact.half_day
    most = np.minimum(np.minimum(useful, carried), 2 * fact.days_of_all[pairs.person])
    stated = _stated(situation, pairs)
    most = np.where(stated > 0, stated, np.maximum(most, 1))
    place = np.stack([pairs.host, pairs.stage, pairs.subject])
    _, row = np.unique(place, axis=1, return_inverse=True)
    decided = np.bincount(row.reshape(-1), stated, len(pairs)).astype(np.int64)
    useful = np.maximum(np.maximum(useful, 1), decided[row.reshape(-1)])
    return join(board, pairs, most, useful, np.maximum(stated, 1))


def _stated(situation: Situation, pairs: Candidates) -> IntArray:
    """Half-days that locks state for a pair, a begun one counted whole; 0 = none stated."""
    found, county = np.zeros(len(pairs), np.int64), situation.county
    half_day = Itinerant.of(situation).half_day
    for lock in county.locks:
        row = county.teacher.get(lock.person)
        if lock.mode is MODE and lock.periods and lock.school in county.school and row is not None:
            mine = pairs.person == situation.person_index[lock.person]
            mine &= pairs.host == county.school_index[lock.school or Code("")]
            mine &= np.array(pairs.subjects)[pairs.subject] == str(lock.subject or row.subject)
            if lock.stage is not None:
                mine &= pairs.stage == STAGES.index(lock.stage)
            found[mine] = -(-int(lock.periods * TENTHS) // half_day)
    return found


def join(
    board: ProgramBoard,
    pairs: Candidates,
    most: IntArray,
    useful: IntArray,
    least: IntArray | int = 1,
) -> Visits:
    """Two columns a pair: ``least * visit <= half-days <= most * visit``; a host gets *useful* at
    most."""
    count = len(pairs)
    visit = board.columns(count, upper=1)
    half_days = board.columns(count, upper=most)
    order, none = np.arange(count), np.zeros(count, np.int64)
    if count:
        board.always([terms(order, half_days), terms(order, visit, -least)], none, None)
        board.always([terms(order, half_days), terms(order, visit, -most)], None, none)
        place = np.stack([pairs.host, pairs.stage, pairs.subject])
        _, first, row = np.unique(place, axis=1, return_index=True, return_inverse=True)
        board.always([terms(row.reshape(-1), half_days)], None, useful[first])
    each = np.full(count, Itinerant.of(board.situation).half_day, np.int64)
    return Visits(
        person=pairs.person,
        home=pairs.home,
        host=pairs.host,
        stage=pairs.stage,
        subject=pairs.subject,
        visit=visit,
        half_days=half_days,
        periods_per_half_day=each,
        useful=useful,
    )


def placements_of_visits(
    situation: Situation, subjects: Sequence[str], visits: Visits, values: IntArray
) -> tuple[Placement, ...]:
    """The rows of the plan table that integer column *values* stand for.

    subjects: the table the visits' subject indices point into (``moves.subjects``).
    """
    return tuple(
        _placement(situation, subjects, visits, i, int(values[visits.half_days[i]]))
        for i in np.flatnonzero(values[visits.half_days]).tolist()
    )


def _placement(
    situation: Situation, subjects: Sequence[str], visits: Visits, i: int, half_days: int
) -> Placement:
    schools, term = situation.county.schools, situation.county.term
    mode: ModeTerms = situation.policy.modes[MODE.name.lower()]
    tenths = int(visits.periods_per_half_day[i]) * half_days
    bare = Placement(
        person=situation.people[visits.person[i]],
        mode=MODE,
        relation=mode.relation,
        home=schools[visits.home[i]].code,
        host=schools[visits.host[i]].code,
        start=term.start,
        end=term.end,
        subject=Subject(subjects[visits.subject[i]]),
        stage=STAGES[visits.stage[i]],
        periods=Decimal(tenths) / TENTHS,
    )
    designated = Outcome(situation, Roster(())).is_designated(bare)
    return replace(bare, proposed=designated)

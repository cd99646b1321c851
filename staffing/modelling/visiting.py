"""走教 in the program: the columns of visits, and the rows of the plan that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from constraints.board import STAGES, Candidates, IntArray, Visits, terms
from constraints.facts.demand import Demand
from constraints.facts.itinerant import Itinerant
from constraints.facts.load import TENTHS
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Subject
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.modelling.board import ProgramBoard
from staffing.modelling.candidates import Slate, screened
from staffing.modes import itinerant
from staffing.modes.locked_visits import decided_half_days, decided_visits


def slate(situation: Situation) -> Slate:
    """Visits proposed and decided, with those the single-pair rules strike."""
    return screened(situation, [itinerant.proposed(situation)], [decided_visits(situation)])


def columns(board: ProgramBoard) -> Visits:
    """Columns of every visit that no single-pair rule strikes: made or not, and half-days a week.

    At most as many half-days as the host's need, the person's own load and days have room for;
    where a lock states the lessons, just theirs.
    Without 走教 in the policy there are none.
    """
    situation = board.situation
    if not itinerant.is_on(situation):
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
    least, stated = decided_half_days(situation, pairs)
    most = np.where(stated, least, np.maximum(np.maximum(most, 1), least))
    place = np.stack([pairs.host, pairs.stage, pairs.subject])
    _, row = np.unique(place, axis=1, return_inverse=True)
    together = np.bincount(row.reshape(-1), least, len(pairs)).astype(np.int64)
    useful = np.maximum(np.maximum(useful, 1), together[row.reshape(-1)])
    return join(board, pairs, most, useful, least)


def join(
    board: ProgramBoard,
    pairs: Candidates,
    most: IntArray,
    useful: IntArray,
    decided: IntArray,
) -> Visits:
    """Two columns a pair: ``least * visit <= half-days <= most * visit``; a host gets *useful* at
    most. decided: half-days that are, 0 = the pair is not; at least so many, and one, when made."""
    count, least = len(pairs), np.maximum(decided, 1)
    visit = board.columns(count, upper=1, decided=np.minimum(decided, 1))
    half_days = board.columns(count, upper=most, decided=decided)
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
    mode: ModeTerms = situation.policy.modes[Mode.ITINERANT.name.lower()]
    tenths = int(visits.periods_per_half_day[i]) * half_days
    bare = Placement(
        person=situation.people[visits.person[i]],
        mode=Mode.ITINERANT,
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

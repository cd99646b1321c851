"""From taken columns to the rows of a plan."""

from __future__ import annotations

from datetime import date

import numpy as np

from constraints.board import MODES, STAGES, IntArray
from constraints.facts.researchers import Researchers
from constraints.facts.seats import host_of
from constraints.facts.slices import Slices, last_day
from constraints.mode import ModeTerms
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation
from staffing.model import Model
from staffing.modes.itinerant import placements_of_visits
from staffing.teams_fill import in_seat, join


def extract(situation: Situation, model: Model, values: IntArray) -> Roster:
    """The roster that integer column *values* stand for."""
    taken = np.flatnonzero(values[: len(model.moves)])
    mains = [placement_at(situation, model, int(i)) for i in taken]
    visits = placements_of_visits(situation, model.moves.subjects, model.visits, values)
    return join(situation, Roster.of([*mains, *visits]))


def placement_at(situation: Situation, model: Model, i: int) -> Placement:
    """The row of the plan that candidate *i* stands for, before counterparts are named."""
    moves, schools = model.moves, situation.county.schools
    mode = MODES[moves.mode[i]]
    terms: ModeTerms = situation.policy.modes[mode.name.lower()]
    home = schools[moves.home[i]].code if moves.home[i] >= 0 else Code("")
    host = host_of(situation, moves, i)
    start = Slices.of(situation).begins(host)
    placement = Placement(
        person=situation.people[moves.person[i]],
        mode=mode,
        relation=Relation.TRANSFERRED if moves.transfers[i] else Relation.KEPT,
        home=home,
        host=host,
        start=start,
        end=_last_day(situation, situation.people[moves.person[i]], mode, start),
        subject=Subject(moves.subjects[moves.subject[i]]),
        stage=STAGES[moves.stage[i]],
        return_school=home if terms.returns else None,
        proposed=bool(moves.designated[i]),
    )
    return in_seat(situation, placement, int(moves.team[i]))


def _last_day(situation: Situation, person: Code, mode: Mode, start: date) -> date:
    """As long as the mode lasts; a researcher's stay at a school ends with the plan once it is
    long enough."""
    terms: ModeTerms = situation.policy.modes[mode.name.lower()]
    longest = last_day(start, terms.length_months)
    office = Researchers.of(situation)
    if mode is not Mode.TEMPERING or person not in office.due:
        return longest
    enough = last_day(start, office.p.stay_months)
    return min(longest, max(enough, situation.county.term.end))

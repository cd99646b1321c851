"""From taken columns to the rows of a plan."""

from __future__ import annotations

import numpy as np

from constraints.board import MODES, STAGES, IntArray
from constraints.facts.seats import days_of, host_of
from constraints.mode import ModeTerms
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.vocabulary import Relation
from staffing.modelling.model import Model
from staffing.modelling.visiting import placements_of_visits
from staffing.teams.fill import in_seat, join


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
    start, end = days_of(situation, moves, i)
    placement = Placement(
        person=situation.people[moves.person[i]],
        mode=mode,
        relation=Relation.TRANSFERRED if moves.transfers[i] else Relation.KEPT,
        home=home,
        host=host_of(situation, moves, i),
        start=start,
        end=end,
        subject=Subject(moves.subjects[moves.subject[i]]),
        stage=STAGES[moves.stage[i]],
        return_school=home if terms.returns else None,
        proposed=bool(moves.designated[i]),
    )
    return in_seat(situation, placement, int(moves.team[i]))

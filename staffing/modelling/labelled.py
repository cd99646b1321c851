"""What every choice of a program stands for, as a number: person, mode, schools, subject, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from constraints.board import Candidates
from constraints.situation import Situation
from staffing.modelling.model import Model
from staffing.solver.known import Known
from staffing.solver.labels import NONE, Labels, Numbers, labels, of_several, of_texts
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.remembered import Remembered

_VISIT, _HALF_DAYS = 1, 2


def known_of(
    situation: Situation,
    model: Model,
    tasks: Sequence[TierTask],
    remembered: Remembered | None,
    program: Program | None = None,
) -> Known | None:
    """What a solve of nearly the same county left, for *tasks* of this one; None where nothing is
    left. program: a longer one than the model's, where it is of that."""
    if remembered is None:
        return None
    there = model.program if program is None else program
    known = Known.elsewhere(remembered, there, tasks, labelled(situation, model, there))
    return replace(known, grown=model.program.columns > len(remembered.plan))


def labelled(situation: Situation, model: Model, program: Program | None = None) -> Labels:
    """Labels of the columns and rows of a model's program, or of a longer one."""
    there = model.program if program is None else program
    choices = np.full(there.columns, NONE)
    visits = model.visits.as_candidates(model.moves.subjects)
    choices[: len(model.moves)] = _numbers(situation, model.moves)
    made = _numbers(situation, visits)
    for columns, what in ((model.visits.visit, _VISIT), (model.visits.half_days, _HALF_DAYS)):
        choices[columns] = of_several(made, np.full(len(columns), what))
    return labels(there, choices)


def _numbers(situation: Situation, moves: Candidates) -> Numbers:
    """A number for every candidate, from what it is and not from where it stands."""
    people = of_texts(situation.people)
    schools = of_texts(["", *(school.code for school in situation.county.schools)])
    subjects = of_texts(moves.subjects)
    return of_several(
        people[moves.person],
        schools[moves.home + 1],
        schools[moves.host + 1],
        subjects[moves.subject],
        moves.mode, moves.stage, moves.first, moves.last, moves.team,
        moves.transfers.astype(np.int64),
    )  # fmt: skip

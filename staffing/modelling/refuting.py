"""Whether it is proven that conservative rules cannot be kept: their own rows prove nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from constraints.reach import Reach
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, RuleRow
from staffing.modelling import visiting
from staffing.modelling.candidates import Slate
from staffing.modelling.model import Model, build_model
from staffing.solver.engine import Answer, solve_integer


def counted_out(reach: Reach, row: RuleRow) -> bool:
    """Whether counting alone shows that no plan keeps a rule, nor leaves it undecided."""
    rule = rules()[row.rule]
    return any(rule.floor(reach, row.params).values()) and rule.decided(reach, row.params)


def out_of_reach(situation: Situation, slate: Slate, missed: Sequence[RuleRow], nodes: int) -> bool:
    """Whether no plan keeps the enforced rules, those that the best plan found missed among them.

    Counting shows it, or that all enforced rules cannot hold even in rows that refuse nothing a
    check allows, or cannot decide; nodes: limit for that.
    """
    reach = Reach(situation, slate.openings)
    if any(counted_out(reach, row) for row in missed):
        return True
    if not any(rules()[row.rule].refutable for row in missed):
        return False
    return laxer_verdict(situation, slate, nodes) is Answer.INFEASIBLE


def laxer_verdict(situation: Situation, slate: Slate, nodes: int) -> Answer:
    """Whether the enforced rules can hold in :func:`laxer_model`: infeasible proves that no plan
    keeps them, a plan proves nothing of conservative rules, but that all others can."""
    program = laxer_model(situation, slate).program
    return solve_integer(program, np.zeros(program.columns, np.int64), nodes=nodes).answer


def laxer_model(situation: Situation, slate: Slate) -> Model:
    """The enforced rules alone in rows that refuse nothing their checks allow, or cannot decide.

    Its first columns are those of any model of the county: candidates, then visits.
    """
    hard = [row for row in situation.policy.rules if row.force is Force.HARD]
    return build_model(situation, slate.moves, rows=hard, laxer=True, itinerant=visiting.columns)

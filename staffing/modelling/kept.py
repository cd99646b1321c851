"""Ratios that a plan keeps though the rows they are steered by count it short.

Rows of conservative rules (求解偏严) credit less than their checks do. Steered by them alone,
people would be moved for a ratio that is met already. Where a plan meets such a rule by its check,
the rule is therefore written from there: as the check counts, with shares held to what lies between
(:meth:`constraints.rule.Rule.met_at`), which the plan keeps and so need no more moves.
"""

from __future__ import annotations

from fractions import Fraction

from constraints.board import IntArray
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from staffing.modelling.candidates import Slate
from staffing.modelling.extract import extract
from staffing.modelling.model import Model


def met_otherwise(
    situation: Situation, slate: Slate, model: Model, values: IntArray
) -> dict[str, Fraction]:
    """Steering policy rows that a plan's columns count short and its check does not → the share
    they are written at."""
    short = model.shortfalls(values)
    rows = [
        row
        for row in situation.policy.rules
        if row.force is Force.SOFT and rules()[row.rule].conservative and short.get(row.id)
    ]
    if not rows:
        return {}
    outcome = Outcome(situation, extract(situation, model, values), slate.openings)
    found = {}
    for row in rows:
        rule = rules()[row.rule]
        if all(m.short == 0 for m in rule.measure(outcome, row.params)):
            at = rule.met_at(outcome, row.params)
            if at is not None:
                found[row.id] = at
    return found

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
from models.policy import Force, RuleRow
from models.roster import Roster
from staffing.modelling.extract import extract
from staffing.modelling.model import Model


def met_otherwise(situation: Situation, model: Model, values: IntArray) -> dict[str, Fraction]:
    """Of a plan's columns those of :func:`met` that its rows count short."""
    short = model.shortfalls(values)
    if not any(_conservative(row) and short.get(row.id) for row in situation.policy.rules):
        return {}
    found = met(situation, extract(situation, model, values))
    return {row: at for row, at in found.items() if short.get(row)}


def met(situation: Situation, plan: Roster) -> dict[str, Fraction]:
    """Steering policy rows of conservative rules that a plan meets by their checks → the share they
    are written at; without those that cannot be written so."""
    outcome, found = Outcome(situation, plan), {}
    for row in filter(_conservative, situation.policy.rules):
        rule = rules()[row.rule]
        if all(m.short == 0 for m in rule.measure(outcome, row.params)):
            at = rule.met_at(outcome, row.params)
            if at is not None:
                found[row.id] = at
    return found


def _conservative(row: RuleRow) -> bool:
    return row.force is Force.SOFT and rules()[row.rule].conservative

"""What concessions prove that rest on rows stricter than the rule they stand for (求解偏严)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from constraints.reach import Reach
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from models.result import RunStatus
from staffing.answers.as_checked import asks_more
from staffing.answers.diagnose.conceding import Conceded, concede
from staffing.answers.diagnose.giving import Item
from staffing.modelling.refuting import counted_out, laxer_verdict
from staffing.solve import NODES, solve
from staffing.solver.engine import Answer


def rests_on_stricter(items: Iterable[Item]) -> bool:
    """Whether any of the demands is counted more strictly than its check does."""
    return any(rules()[item.rule].conservative for item in items)


def surely_impossible(situation: Situation, conceded: Conceded) -> bool:
    """Whether the enforced rules cannot all hold whatever stricter rows say.

    So where none is enforced, where counting alone shows that one that gives way is out of reach,
    where rows that refuse nothing the checks allow say so; or, where those are not decided, where
    the other rules have to give way without them. (A rule given up sooner may have given way in
    the place of one with stricter rows.)
    """
    if not conceded.concessions or not asks_more(situation):
        return bool(conceded.concessions)
    stricter = [c.item for c in conceded.concessions if rests_on_stricter([c.item])]
    reach = Reach(situation, conceded.slate.openings)
    rows = {row.id: row for row in situation.policy.rules}
    if any(counted_out(reach, rows[item.row]) for item in stricter):
        return True
    laxer = laxer_verdict(situation, conceded.slate, NODES)
    if laxer is not Answer.UNKNOWN:
        return laxer is Answer.INFEASIBLE
    others = concede(_watching(situation))
    return others is not None and others.proven and bool(others.concessions)


def by_check(situation: Situation) -> RunStatus:
    """What a solve makes of it, in which every enforced rule holds as it is checked."""
    return solve(situation).status


def _watching(situation: Situation) -> Situation:
    """The county with every enforced rule of that kind only watched."""
    rows = tuple(
        replace(row, force=Force.WATCH)
        if row.force is Force.HARD and rules()[row.rule].conservative
        else row
        for row in situation.policy.rules
    )
    return Situation(situation.county, replace(situation.policy, rules=rows))

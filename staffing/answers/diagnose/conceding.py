"""The smallest concessions under which a plan exists, in the policy's order of giving up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.board import BoolArray, Candidates, IntArray
from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.vocabulary import Mode
from staffing.answers.diagnose.giving import REPEATS, STATED, Item, OpenModel, open_model
from staffing.modelling.candidates import OPEN, Slate, screened
from staffing.modes import proposals
from staffing.modes.locked import decided
from staffing.modes.proposal import Proposal
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.tiers import solve_tiers

NODES = 2000
"""Branch-and-bound nodes each order of concession may take; beyond it the amounts are unproven."""


Asked = Callable[[Item], bool]
"""Whether a demand may give way."""


@dataclass(frozen=True)
class Concession:
    """An enforced rule that gives way: where or for whom, and how much in the rule's unit."""

    item: Item
    amount: int


@dataclass(frozen=True)
class Conceded:
    """The smallest concessions; none at all where every enforced rule can hold.

    proven: no smaller ones exist. model, columns: where they were found, and the plan they allow;
    slate: every pair that was thought of, people kept in place among them; lifted: as asked for.
    """

    concessions: tuple[Concession, ...]
    proven: bool
    model: OpenModel
    columns: IntArray
    slate: Slate
    lifted: bool = True

    @cached_property
    def bare(self) -> OpenModel:
        """The same model without tightening rows, for names."""
        return open_model(self.slate.situation, self.model.model.moves, lifted=self.lifted)

    @property
    def given(self) -> dict[Item, int]:
        """Amount by item."""
        return {c.item: c.amount for c in self.concessions}


def concede(
    situation: Situation, *, lifted: bool = True, among: Asked | None = None
) -> Conceded | None:
    """The smallest concessions; None when the engine gave no answer.

    lifted: whether limits stand back for the locks, as they do when a county is solved; among: the
    demands that may give way, None = any.

    First among the candidates; then, where a rule given up later would have to yield, also among
    the people and schools that rules given up sooner have struck.
    """
    slate = wide_slate(situation)
    taken = slate.pairs.take(np.asarray((slate.struck == OPEN) | slate.pairs.locked))
    first = _least(situation, slate, taken, lifted, among)
    if first is None or not first.concessions or among is not None:
        return first
    lowest = min(c.item.concede for c in first.concessions)
    more = _reopened(situation, slate, lowest)
    return first if len(more) == len(taken) else _least(situation, slate, more, lifted)


def wide_slate(situation: Situation) -> Slate:
    """All proposals, and those who only exemption, service, recall or 留任 keep in place."""
    fact, known = Eligibility.of(situation), situation.county.teacher
    held = [
        code
        for code in situation.people
        if code in known and known[code].stage and known[code].subject
        if (found := fact.verdict(code)).in_scope and not found.movable and found.reasons
        if all(reason.key in STATED for reason in found.reasons)
    ]
    more = []
    if held and Mode.ROTATION.name.lower() in situation.policy.modes:
        hosts = Grouping.of(situation).members(fact.p.open_schools)
        more = [Proposal.everywhere(situation, Mode.ROTATION, held, hosts)]
    return screened(situation, [*proposals(situation), *more], decided(situation))


def tasks(model: OpenModel) -> list[TierTask]:
    """One objective per order of concession, what is given up last first; then the tie-break."""
    levels = sorted({item.concede for item in model.items})
    of_item = np.array([item.concede for item in model.items], np.int64)
    found = []
    for level in levels:
        at = model.columns[of_item[model.item] == level]
        found.append(TierTask(f"concede {level}", _objective(model, at)))
    return [*found, TierTask("first", _objective(model, model.columns, model.item + 1))]


def _objective(model: OpenModel, columns: IntArray, weights: IntArray | int = 1) -> IntArray:
    objective = np.zeros(model.program.columns, np.int64)
    objective[columns] = weights
    return objective


def _least(
    situation: Situation,
    slate: Slate,
    moves: Candidates,
    lifted: bool,
    among: Asked | None = None,
) -> Conceded | None:
    model = open_model(situation, moves, tighten=True, lifted=lifted)
    program = model.program
    if among is not None:
        program = model.closing([i for i, item in enumerate(model.items) if not among(item)])
    answer = solve_tiers(program, tasks(model), nodes=NODES)
    if answer.columns is None:
        return None
    found = model.shortfalls(answer.columns)
    given = tuple(Concession(item, found[item]) for item in model.items if item in found)
    proven = answer.answer is Answer.OPTIMAL
    return Conceded(given, proven, model, answer.columns, slate, lifted)


def _reopened(situation: Situation, slate: Slate, above: int) -> Candidates:
    """Candidates, and the pairs that only rules given up sooner than order *above* strike."""
    out = np.zeros(len(slate.pairs), np.bool_)
    for row in _pair_rows(situation):
        if row.concede <= above and row.rule != REPEATS:
            out |= _screen(situation, row, slate.pairs)
    return slate.pairs.take(np.asarray(~out | slate.pairs.locked | (slate.struck == OPEN)))


def _pair_rows(situation: Situation) -> list[RuleRow]:
    hard = (row for row in situation.policy.rules if row.force is Force.HARD)
    return [row for row in hard if isinstance(rules()[row.rule], PairRule)]


def _screen(situation: Situation, row: RuleRow, pairs: Candidates) -> BoolArray:
    rule = rules()[row.rule]
    assert isinstance(rule, PairRule)
    return rule.screen(situation, pairs, row.params)

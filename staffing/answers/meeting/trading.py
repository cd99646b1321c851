"""上会方案: a few plans that keep the upper tiers and trade the lower ones against each other.

Every plan keeps law, quotas, cover and targets at their best. One follows the policy's order; the
others put another of the lower tiers first, or meet half-way. A plan that is best in some order of
the tiers (within a cap or without) is dominated by none. Beside them stand the best plans that send
other people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from constraints.board import IntArray
from models.problem import InputRefused, Problem
from models.roster import Roster
from staffing.answers.anchor import AFTER
from staffing.answers.differing import Difference
from staffing.answers.meeting.batch import Batch, Question
from staffing.naming import CountyNames
from staffing.solve import NODES, Prepared, Progress, Solved, finish, reporter, without_plan
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import TierProof, TiersAnswer
from staffing.solver.tiers import solve_tiers

MOST = 5
"""Plans that trade tiers against each other; a meeting does not weigh more."""

NAMES = "甲乙丙丁戊己庚"
POLICY_ORDER = "按政策次序"


@dataclass(frozen=True)
class Option:
    """One plan for the meeting.

    name: 甲 …; how: what it puts first; values: tier id → the checker's number, kept and traded
    alike, of all options on one basis (:func:`staffing.answers.figures.on_one_basis`); solved: the
    plan, audited; people: how many are placed otherwise than in the first plan, without undecided
    leaders.
    """

    name: str
    how: str
    values: dict[str, int]
    solved: Solved
    people: int = 0

    @property
    def roster(self) -> Roster:
        """The plan."""
        assert self.solved.roster is not None
        return self.solved.roster

    def counted(self, tier: str) -> int:
        """A tier's value in the whole plan."""
        assert self.solved.audit is not None
        return self.solved.audit.tier_value(tier)


@dataclass(frozen=True)
class Options:
    """All plans for the meeting, the policy's own first.

    traded: ids of the tiers that differ, in policy order; options: none dominates another; others:
    the best plans that send other people than the first.
    """

    traded: tuple[str, ...]
    options: tuple[Option, ...]
    others: tuple[Option, ...]

    @property
    def all(self) -> tuple[Option, ...]:
        """Every plan in the order shown."""
        return (*self.options, *self.others)


@dataclass(frozen=True)
class _Found:
    """A plan before its audit: what it puts first, its answer, its traded values."""

    how: str
    answer: TiersAnswer
    vector: tuple[int, ...]


class Trading:
    """The search for plans on one prepared county.

    start: the first tier that may be traded (id or name), None = those below cover and targets;
    progress: as for ``solve``; told: how many of the plans sought side by side are there.
    """

    def __init__(
        self,
        prepared: Prepared,
        *,
        start: str | None = None,
        nodes: int | None = NODES,
        progress: Progress | None = None,
        told: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self.prepared = prepared
        self._nodes, self._told = nodes, told
        self._report = reporter(prepared.situation, progress)
        self._names = {t.id: t.name for t in prepared.situation.policy.tiers}
        first = self._first(start)
        order = [tier.id for tier in prepared.situation.policy.tiers]
        self._best: dict[str, int] = {}
        self._kept = [t for t in prepared.tasks if order.index(t.id) < first]
        self._lower = [t for t in prepared.tasks if order.index(t.id) >= first]

    def options(self) -> Options | Solved:
        """Every plan; the outcome of the solve where there is no plan at all."""
        if self._upper.columns is None:
            return without_plan(self.prepared, self._upper)
        traded = self._undominated(self._traded())
        base = traded[0]
        first = self._option(0, base, base)
        if first.solved.roster is None:
            return first.solved
        shown = [first, *self._keeping(traded[1:], base, 1)]
        count = len(shown)
        shown += self._keeping(self._other_people(first), base, count)
        shown = [replace(o, people=self._changed(first, o)) for o in _on_one_basis(shown)]
        rosters = [option.roster for option in shown]
        others = [o for i, o in enumerate(shown) if i >= count and o.roster not in rosters[:i]]
        named = [replace(o, name=NAMES[count + i]) for i, o in enumerate(others)]
        return Options(tuple(t.id for t in self._lower), tuple(shown[:count]), tuple(named))

    def _keeping(self, found: Iterable[_Found], base: _Found, number: int) -> list[Option]:
        """The plans found, from the number on, that keep the enforced rules by the check too."""
        kept: list[Option] = []
        for one in found:
            option = self._option(number + len(kept), one, base)
            if option.solved.roster is not None:
                kept.append(option)
        return kept

    def _changed(self, first: Option, other: Option) -> int:
        """People placed otherwise than in the first plan, without undecided leaders."""
        names = CountyNames(self.prepared.situation.county)
        return len(Difference.of(names, first.roster, other.roster).shown)

    # -- tiers traded against each other ----------------------------------------------------------

    @cached_property
    def _upper(self) -> TiersAnswer:
        """The kept tiers, at their best."""
        return self._solved(self.prepared.model.program, self._kept)

    def _traded(self) -> Iterator[_Found]:
        """The policy's order; each lower tier first; half-way between those and the first."""
        face, lower = self._upper.face, self._lower
        (base,) = self._found({POLICY_ORDER: self._led_by(0)})
        self._note_best(lower[0], base)
        yield base
        names = {
            f"先看{self._names[task.id]}": i
            for i, task in enumerate(lower)
            if i and base.vector[i] != int(task.objective @ face.lower)
        }
        led = self._found({how: self._led_by(i) for how, i in names.items()})
        middles: dict[str, Question] = {}
        for found in led:
            i = names[found.how]
            self._note_best(lower[i], found)
            middle = (base.vector[i] + found.vector[i]) // 2
            if found.vector[i] < middle < base.vector[i]:
                how = f"折中：{self._names[lower[i].id]}居中"
                middles[how] = replace(self._led_by(0), cap=(lower[i].objective, middle))
        yield from led
        yield from self._found(middles)

    def _note_best(self, task: TierTask, led: _Found) -> None:
        """The least a tier can be while the kept ones are at their best: proven where it led."""
        proof = next(p for p in led.answer.proofs if p.id == task.id)
        self._best[task.id] = proof.bound

    def _undominated(self, found: Iterator[_Found]) -> list[_Found]:
        """The first of each kind that no other is at least as good as in every tier."""
        kept: list[_Found] = []
        for one in found:
            if any(_as_good(other.vector, one.vector) for other in kept):
                continue
            kept = [other for other in kept if not _as_good(one.vector, other.vector)] + [one]
            if len(kept) == MOST:
                break
        return kept

    def _led_by(self, i: int) -> Question:
        rest = (k for k in range(len(self._lower)) if k != i)
        return Question((i, *rest))

    # -- other people ------------------------------------------------------------------------------

    def _other_people(self, first: Option) -> Iterator[_Found]:
        """The best plan that sends half of the people elsewhere, and the best that sends one."""
        moves, values = self.prepared.model.moves, first.solved.values
        assert values is not None
        taken = np.flatnonzero((values[: len(moves)] > 0) & ~moves.locked)
        repeats = np.zeros(self.prepared.model.program.columns, np.int64)
        repeats[taken] = 1
        asked = {
            f"换人：至少 {fewest} 人另作安排": replace(
                self._led_by(0), cap=(repeats, len(taken) - fewest)
            )
            for fewest in sorted({-(-len(taken) // 2), min(len(taken), 1)}, reverse=True)
            if fewest
        }
        yield from self._found(asked)

    # -- solving -----------------------------------------------------------------------------------

    def _found(self, asked: Mapping[str, Question]) -> list[_Found]:
        """The plan each question leads to, none where there is no plan; side by side."""
        batch = Batch(self._upper.face, tuple(self._lower), self._nodes)
        answers = batch.answers(list(asked.values()), report=self._report, told=self._told)
        pairs = zip(asked, answers, strict=True)
        return [self._measured(how, answer) for how, answer in pairs if answer.columns is not None]

    def _measured(self, how: str, answer: TiersAnswer) -> _Found:
        columns = _columns(answer)
        return _Found(how, answer, tuple(int(t.objective @ columns) for t in self._lower))

    def _solved(self, face: Program, tasks: Sequence[TierTask]) -> TiersAnswer:
        return solve_tiers(face, tasks, nodes=self._nodes, report=self._report)

    def _option(self, number: int, found: _Found, base: _Found) -> Option:
        """The plan among equals, audited; its tiers against the best that anyone reaches."""
        kept = {proof.id: proof for proof in self._upper.proofs}
        values = dict(zip((t.id for t in self._kept), self._kept_values, strict=True))
        values |= dict(zip((t.id for t in self._lower), found.vector, strict=True))
        as_good = found.vector == base.vector  # then what was proven of the first is so of it
        own = {proof.id: proof for proof in (base if as_good else found).answer.proofs}
        proofs = tuple(
            kept.get(t.id) or self._traded_proof(t, values[t.id], own[t.id], as_good)
            for t in (*self._kept, *self._lower)
        )
        done = as_good and all(proof.optimal for proof in proofs)
        status = Answer.OPTIMAL if done else Answer.FEASIBLE
        solved = finish(self.prepared, replace(found.answer, answer=status, proofs=proofs))
        listed = None if solved.audit is None else solved.audit.as_listed
        told = {} if listed is None else {tier: listed.tier_value(tier) for tier in values}
        return Option(NAMES[number], found.how, told, solved)

    @property
    def _kept_values(self) -> tuple[int, ...]:
        columns = _columns(self._upper)
        return tuple(int(task.objective @ columns) for task in self._kept)

    def _traded_proof(self, task: TierTask, value: int, own: TierProof, is_base: bool) -> TierProof:
        """In the policy's order a tier is proven; in another the best it ever had bounds it."""
        if is_base:
            return own
        least = self._best.get(task.id, int(task.objective @ self._upper.face.lower))
        return TierProof(task.id, value, min(least, value), optimal=value <= least)

    def _first(self, start: str | None) -> int:
        tiers = self.prepared.situation.policy.tiers
        order = [tier.id for tier in tiers]
        if start is None:
            return order.index(AFTER) + 1 if AFTER in order else max(len(order) - 1, 0)
        for i, tier in enumerate(tiers):
            if start in (tier.id, tier.name):
                return i
        known = "、".join(tier.name for tier in tiers)
        wrong = f"政策中没有层级“{start}”；可写：{known}。"
        raise InputRefused([Problem("--from", "", wrong, "unknown_tier")])


def _on_one_basis(options: Sequence[Option]) -> list[Option]:
    """The options with values as far apart as the whole plans are, those of the first as listed."""
    first, *_ = options
    values: list[dict[str, int]] = [{} for _ in options]
    for tier, told in first.values.items():
        counted = [o.counted(tier) for o in options]
        beside = min(counted[0] - told, *counted)  # no value below nought
        for own, value in zip(values, counted, strict=True):
            own[tier] = value - beside
    return [replace(o, values=own) for o, own in zip(options, values, strict=True)]


def _columns(answer: TiersAnswer) -> IntArray:
    assert answer.columns is not None
    return answer.columns


def _as_good(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one plan is at least as good as another in every tier."""
    return all(a <= b for a, b in zip(one, other, strict=True))

"""Which enforced demands cannot hold together: the smallest named set behind each concession.

For a concession all others are granted without limit; what is left cannot hold. The duals of the
linear relaxation say which demands take part (a certificate added up in whole numbers), CP-SAT
with assumptions names a core, and then every demand of it is dropped in turn: a demand stays only
if a plan exists without it. The set is *confirmed* when two engines that share nothing both say it
cannot hold, and each member's absence has a plan to show for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from constraints.board import BoolArray, IntArray
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.policy import Force
from staffing.answers.diagnose.conceding import Conceded
from staffing.answers.diagnose.giving import Item, OpenModel, open_model, without_idle_rows
from staffing.answers.diagnose.relief import Relief
from staffing.answers.diagnose.stricter import rests_on_stricter
from staffing.answers.diagnose.verdicts import Verdicts
from staffing.modelling.candidates import OPEN
from staffing.solver.assumptions import core
from staffing.solver.certificate import certified_bound
from staffing.solver.engine import Answer
from staffing.solver.linear import solve_linear
from staffing.solver.program import Program

MOST = 5
"""Conflicts that are named; further concessions are listed with their amounts alone."""

_PERSONAL = ("lock", "one_main_place")
"""Rules that speak of single people without striking pairs."""

SMALL = 1e-7
"""A dual below this takes no part in the certificate."""


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot all hold, none of which can be left out of the set.

    about: the concession it explains; confirmed: said by two engines, and each demand shown to be
    needed by a plan that exists without it; never where a demand's rows are stricter than it is;
    ends: demands of a confirmed set each of which ends it alone when given up.
    """

    about: Item
    items: tuple[Item, ...]
    confirmed: bool
    ends: tuple[Item, ...] = ()

    @property
    def stricter(self) -> bool:
        """Whether one of the demands is counted more strictly than it is checked."""
        return rests_on_stricter(self.items)


def conflicts(
    situation: Situation, conceded: Conceded, granted: Iterable[Item] = ()
) -> tuple[Conflict, ...]:
    """The named conflict sets behind the concessions, each set once, at most MOST.

    granted: what else has to give, told elsewhere.
    """
    told = _named(situation, conceded)
    needed = {*granted, *(c.item for c in conceded.concessions)}

    def ended(found: Conflict) -> Conflict:
        relief = Relief(situation, conceded, needed - {found.about})
        return replace(found, ends=relief.of(found.items)) if found.confirmed else found

    return tuple(map(ended, told))


def _named(situation: Situation, conceded: Conceded) -> tuple[Conflict, ...]:
    found: list[Conflict] = []
    model = conceded.bare
    number, asked = {item: i for i, item in enumerate(model.items)}, Verdicts(model)
    granted = _needed_grants(asked, [number[c.item] for c in conceded.concessions])
    for about in granted:
        others = set(granted) - {about}
        for conflict in _behind(situation, conceded, asked, about, tuple(others)):
            if all(conflict.items != other.items for other in found):
                found.append(conflict)
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _behind(
    situation: Situation, conceded: Conceded, asked: Verdicts, about: int, others: Sequence[int]
) -> Iterator[Conflict]:
    """The set behind a concession, the *others* granted; against locks, every set that shares
    nothing else with it."""
    model = asked.model
    told = {model.items[i] for i in others}
    held = [i for i in range(len(model.items)) if i not in others]
    while True:
        bare = {model.items[i] for i in _smallest(asked, held)}
        found = _with_people(situation, conceded, bare, model.items[about], told)
        yield found
        told |= {*found.items} - {found.about}
        rest = [i for i in held if model.items[i] not in told]
        if conceded.lifted or len(rest) == len(held) or not asked.fails(rest):
            return
        held = rest


def _needed_grants(asked: Verdicts, support: Sequence[int]) -> tuple[int, ...]:
    """Deletion over the support: grants without which the rest cannot hold."""
    kept = list(support)
    for one in support:
        others = [i for i in kept if i != one]
        if asked.holds(set(range(len(asked.model.items))) - set(others)):
            kept = others
    return tuple(kept)


def _with_people(
    situation: Situation, conceded: Conceded, bare: set[Item], about: Item, told: set[Item]
) -> Conflict:
    """The conflict with the rules about single people and pairs counted in, none that is *told*.

    In the *bare* set whoever such a rule strikes is simply absent. Re-open everyone who would
    matter to it, state those rules as demands too, and look for the smallest set again.
    """
    named = {item.row for item in bare}
    hard = [row for row in situation.policy.rules if row.force is Force.HARD]
    own = [row for row in hard if row.id in named]
    slate = conceded.slate
    known = np.asarray((slate.struck == OPEN) | slate.pairs.locked)
    lifted = conceded.lifted
    matters = _touched(open_model(situation, slate.pairs, own, lifted=lifted), bare)
    single = [row for row in hard if isinstance(rules()[row.rule], PairRule)]
    about_people = {*(row.id for row in single), *_PERSONAL}
    rows = [row for row in hard if row.id in named or row.id in about_people]
    model = open_model(situation, slate.pairs.take(known | matters), rows, lifted=lifted)
    asked, held = Verdicts(model), _open_to(model, bare, about_people, told)
    if told and asked.holds(held):  # whoever is re-opened made up for it: nothing is set aside
        held = _open_to(model, bare, about_people, set())
    small = _smallest(asked, held)
    items = tuple(model.items[i] for i in small)
    sure = not rests_on_stricter(items) and _confirmed(asked, small)
    return Conflict(about, items, sure)


def _open_to(model: OpenModel, bare: set[Item], rows: set[str], told: set[Item]) -> list[int]:
    """Demands of the *bare* set, and those of *rows* that are not *told*."""
    open_to = (x in bare or (x.row in rows and x not in told) for x in model.items)
    return [i for i, wanted in enumerate(open_to) if wanted]


def _touched(model: OpenModel, items: set[Item]) -> BoolArray:
    """Mask of the pairs that stand in a row of one of *items*."""
    wanted = [i for i, item in enumerate(model.items) if item in items]
    program = model.program
    inside = np.isin(model.item_of_row[program.row], wanted)
    mask = np.zeros(program.columns, np.bool_)
    mask[program.column[inside]] = True
    return np.asarray(mask[: len(model.model.moves)])


# -- the smallest set ------------------------------------------------------------------------------


def _smallest(asked: Verdicts, held: Sequence[int]) -> tuple[int, ...]:
    """A set of demands out of *held* that cannot hold, none of which can be left out."""
    part, _ = _by_duals(asked.model, held)
    return _by_deletion(asked, _by_core(asked.model, part))


def _by_duals(model: OpenModel, held: Sequence[int]) -> tuple[Sequence[int], bool]:
    """Demands that take part in the relaxation's proof, and whether whole numbers confirm it."""
    program, objective = _measured(model, held)
    found = solve_linear(program, objective)
    if found.answer is not Answer.OPTIMAL or found.duals is None or found.value < SMALL:
        return held, False
    part = set(model.item_of_row[np.abs(found.duals) > SMALL].tolist())
    kept = [i for i in held if i in part]
    program, objective = _measured(model, kept)
    sure = certified_bound(program, objective, found.duals) > 0
    return (kept, True) if sure else (held, False)


def _by_core(model: OpenModel, held: Sequence[int]) -> Sequence[int]:
    """What CP-SAT names of them; all of them where it names nothing."""
    said = _core(model, held)
    return [held[i] for i in said] if said else held


def _by_deletion(asked: Verdicts, held: Sequence[int]) -> tuple[int, ...]:
    """Drop whatever the rest does without, first in parts of half the set, at last one by one.

    What is given up last is dropped first: a set is of more use when it names what can change.
    """
    kept = sorted(held, key=lambda i: (asked.model.items[i].concede, i))
    size = len(kept)
    while size > 1:
        size, start = -(-size // 2), 0
        while start < len(kept):
            rest = kept[:start] + kept[start + size :]
            if asked.fails(rest):
                kept = rest
            else:
                start += size
    return tuple(sorted(kept))


def _confirmed(asked: Verdicts, held: Sequence[int]) -> bool:
    """Both engines call it impossible, and every demand left out has a plan."""
    if _core(asked.model, held) is None:
        return False
    proven = _by_duals(asked.model, held)[1] or asked.fails(held)
    return proven and all(asked.holds(set(held) - {i}) for i in held)


def _core(model: OpenModel, held: Sequence[int]) -> tuple[int, ...] | None:
    program = without_idle_rows(_measured(model, held)[0])
    return core(program, [model.columns[model.item == i] for i in held])


def _measured(model: OpenModel, held: Iterable[int]) -> tuple[Program, IntArray]:
    """The program in which only *held* count, every other demand given up; and their sum."""
    mine = np.isin(model.item, list(held))
    objective = np.zeros(model.program.columns, np.int64)
    objective[model.columns[mine]] = 1
    lower, given = model.program.lower.copy(), model.columns[~mine]
    lower[given] = model.program.upper[given]
    return replace(model.program, lower=lower), objective

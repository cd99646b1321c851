"""兼课: the greatest total, scarce subjects first; against brute force and least cuts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from constraints.facts.alongside import Alongside, Arc, P
from models.column import Code, Subject
from models.vocabulary import SUBJECTS, Stage
from tests.tiny import bare, tiny

HERE, STAGE = Code("A"), Stage.PRIMARY
CHINESE, MATHS, PE, MUSIC, ART = (Subject(s) for s in ("语文", "数学", "体育", "音乐", "美术"))


def _alongside(shares: Mapping[Subject, Mapping[Subject, Fraction]], *scarce: Subject) -> Alongside:
    return Alongside.of(bare(tiny(), alongside=P(shares={STAGE: shares}, scarce=scarce)))


def _settle(
    fact: Alongside, balance: Mapping[Subject, int], needs: Mapping[Subject, int]
) -> Mapping[Subject, int]:
    return fact.settle(HERE, STAGE, balance, needs)


def test_arcs_are_sorted_and_never_from_a_subject_to_itself() -> None:
    fact = _alongside({PE: {PE: Fraction(1), MATHS: Fraction(1, 2), CHINESE: Fraction(0)}})
    assert fact.arcs == (Arc(STAGE, MATHS, PE, Fraction(1, 2)),)


def test_capacity_is_a_share_of_the_need_rounded_down() -> None:
    fact = _alongside({PE: {MATHS: Fraction(1, 3)}})
    assert _settle(fact, {PE: -100, MATHS: 500}, {PE: 100}) == {PE: 67}
    assert _settle(fact, {PE: -100, MATHS: 33}, {PE: 100}) == {PE: 67}
    assert _settle(fact, {PE: -100, MATHS: 32}, {PE: 100}) == {PE: 68}


def test_nothing_lacking_and_nothing_spare() -> None:
    fact = _alongside({PE: {MATHS: Fraction(1)}})
    assert _settle(fact, {PE: 0, MATHS: 10}, {PE: 10}) == {}
    assert _settle(fact, {PE: -10, MATHS: 0}, {PE: 10}) == {PE: 10}
    assert _settle(fact, {PE: -10, CHINESE: 10}, {PE: 10}) == {PE: 10}


def test_other_stages_do_not_help() -> None:
    fact = _alongside({PE: {MATHS: Fraction(1)}})
    assert fact.settle(HERE, Stage.JUNIOR, {PE: -10, MATHS: 10}, {PE: 10}) == {PE: 10}


def test_the_scarce_subject_is_filled_first() -> None:
    shares = {PE: {MATHS: Fraction(1)}, ART: {MATHS: Fraction(1)}}
    balance, needs = {PE: -30, ART: -30, MATHS: 40}, {PE: 30, ART: 30}
    assert _settle(_alongside(shares, PE), balance, needs) == {ART: 20}
    assert _settle(_alongside(shares, ART), balance, needs) == {PE: 20}


def test_a_scarce_subject_gives_way_to_a_greater_total_by_another_helper() -> None:
    shares = {PE: {MATHS: Fraction(1), CHINESE: Fraction(1)}, ART: {MATHS: Fraction(1)}}
    balance, needs = {PE: -30, ART: -30, MATHS: 30, CHINESE: 30}, {PE: 30, ART: 30}
    assert _settle(_alongside(shares, PE), balance, needs) == {}


def test_help_is_handed_on() -> None:
    shares = {MUSIC: {CHINESE: Fraction(1)}, ART: {MUSIC: Fraction(1)}}
    assert _settle(_alongside(shares), {ART: -20, CHINESE: 20}, {ART: 20, MUSIC: 20}) == {}
    assert _settle(_alongside(shares), {ART: -20, CHINESE: 20}, {ART: 20, MUSIC: 5}) == {ART: 15}


@dataclass(frozen=True)
class Game:
    """A random small school: balance and direct capacities (shares of a need of *full*)."""

    fact: Alongside
    balance: dict[Subject, int]
    needs: dict[Subject, int]
    room: dict[tuple[Subject, Subject], int]

    @property
    def lacking(self) -> list[Subject]:
        """Subjects lacking, in the order they are filled."""
        return sorted((s for s, v in self.balance.items() if v < 0), key=self.fact.precedence)


def _game(seed: int, subjects: int, arcs: int, full: int) -> Game:
    random = Random(seed)
    names = [Subject(s) for s in SUBJECTS[:subjects]]
    room = {}
    for _ in range(arcs):
        source, target = random.sample(names, 2)
        room[source, target] = random.randint(1, full)
    shares: dict[Subject, dict[Subject, Fraction]] = {}
    for (source, target), limit in sorted(room.items()):
        shares.setdefault(target, {})[source] = Fraction(limit, full)
    balance = {name: random.randint(-full, full) for name in names}
    scarce = random.sample(names, 2)
    return Game(_alongside(shares, *scarce), balance, dict.fromkeys(names, full), room)


def _every_filling(game: Game) -> Iterator[tuple[int, ...]]:
    """What every integer flow covers, in the order of filling; by enumeration."""
    arcs = sorted(game.room)
    for flow in product(*(range(game.room[arc] + 1) for arc in arcs)):
        net = dict.fromkeys(game.balance, 0)
        for (source, target), amount in zip(arcs, flow, strict=True):
            net[source] -= amount
            net[target] += amount
        if all(net[s] >= -max(v, 0) and (v <= 0 or net[s] <= 0) for s, v in game.balance.items()):
            yield tuple(min(net[s], -game.balance[s]) for s in game.lacking)


@pytest.mark.parametrize("seed", range(120))
def test_agrees_with_enumeration(seed: int) -> None:
    game = _game(seed, subjects=4, arcs=5, full=2)
    left = _settle(game.fact, game.balance, game.needs)
    filled = tuple(-game.balance[s] - left.get(s, 0) for s in game.lacking)
    assert filled == max(_every_filling(game), key=lambda fill: (sum(fill), fill))


def _least_cut(game: Game, sinks: list[Subject]) -> int:
    """Maximum flow into these sinks alone, as the least cut over all sets of subjects."""
    names = list(game.balance)
    cuts = []
    for chosen in product((False, True), repeat=len(names)):
        near = {name for name, taken in zip(names, chosen, strict=True) if taken}
        cut = sum(max(game.balance[s], 0) for s in names if s not in near)
        cut += sum(-game.balance[s] for s in sinks if s in near)
        cut += sum(v for (a, b), v in game.room.items() if a in near and b not in near)
        cuts.append(cut)
    return min(cuts)


@pytest.mark.parametrize("seed", range(60))
def test_every_prefix_of_the_order_gets_its_maximum_flow(seed: int) -> None:
    game = _game(1000 + seed, subjects=7, arcs=16, full=60)
    left = _settle(game.fact, game.balance, game.needs)
    for count in range(1, len(game.lacking) + 1):
        first = game.lacking[:count]
        covered = sum(-game.balance[s] - left.get(s, 0) for s in first)
        assert covered == _least_cut(game, first)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_the_columns_changes_nothing(seed: int) -> None:
    game = _game(2000 + seed, subjects=7, arcs=16, full=60)
    turned = dict(reversed(game.balance.items()))
    assert _settle(game.fact, turned, game.needs) == _settle(game.fact, game.balance, game.needs)

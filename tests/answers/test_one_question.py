"""``explain --to`` and ``whatif --pin`` ask one thing: their numbers agree where both say so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.answers.anchor import AFTER
from staffing.answers.costing import cost_of, difference
from staffing.answers.explain.alternatives import Alternative, alternatives
from staffing.answers.explain.bounds import Bounds
from staffing.answers.loaded import LoadedPlan, kept
from staffing.answers.resolving import Near
from staffing.answers.suppose.pinning import Post, pinned
from staffing.answers.suppose.supposed import changed
from staffing.answers.suppose.waived import waived
from staffing.cli.app import run
from staffing.solve import solve
from tests.answers.at_hand import POLICY
from tests.every_roster import under
from tests.rules.counties import any_county

SEEDS = range(10)


def asked(plan: LoadedPlan, dice: random.Random) -> Iterator[Alternative]:
    """A few places a few people could have had instead; not what is decided already."""
    people = [p for p in plan.situation.people if p not in plan.situation.county.locks_of]
    for person in dice.sample(people, len(people)):
        found = [a for a in alternatives(plan, Bounds(plan), person) if a.mode is Mode.ROTATION]
        yield from found[:2]


def both(seed: int) -> Iterator[tuple[dict[str, int], dict[str, int] | None]]:
    """(what explain says, what whatif says) of the tiers down to the targets; None = set aside."""
    dice = random.Random(seed)
    there = under(any_county(dice).county, "rules.sending_floor.force=off")
    solved = solve(there)
    if solved.roster is None:
        return
    plan = kept(solved)
    order = [tier.id for tier in there.policy.tiers]
    upper = set(order[: order.index(AFTER) + 1])
    for a in asked(plan, dice):
        cost = cost_of(plan, a.choice)
        pin = [pinned(there.county, a.person, Post(a.mode, a.host))]
        supposed = Situation(changed(there.county, pin), there.policy)
        found = Near(plan.roster)(supposed, lambda *told: None)
        aside = waived(there.county, pin, there.policy, found.roster)
        assert cost.proven and found.audit is not None
        values = {tier: found.audit.tier_value(tier) for tier in order}
        before = {tier: plan.audit.tier_value(tier) for tier in order}
        told = dict(difference(before, values))
        yield (
            {t: n for t, n in cost.changes if t in upper} if cost.possible else {"": 0},
            None if aside else {t: n for t, n in told.items() if t in upper},
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_both_say_the_same_down_to_the_targets(seed: int) -> None:
    for explained, supposed in both(seed):
        assert supposed is None or explained == supposed


def test_there_is_something_to_agree_on() -> None:
    pairs = [pair for seed in SEEDS for pair in both(seed)]
    agreed = [one for one, other in pairs if other is not None]
    assert len(agreed) > 10 and any(agreed) and not all(agreed)


def test_both_say_in_words_what_is_the_same_and_what_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["explain", "book.xlsx", "T1", "--to", "C", "--policy", POLICY])
    explained = capsys.readouterr().out.replace("\n", "")
    run(["whatif", "book.xlsx", "--pin", "T1:交流:C", "--policy", POLICY])
    supposed = capsys.readouterr().out.replace("\n", "")
    for heard, other in ((explained, "whatif --pin"), (supposed, "explain --to")):
        assert "到“其他指标”为止" in heard and other in heard
    assert "志愿和路程不再计入各层" in supposed and "不是真的变好" in supposed
    run(["whatif", "book.xlsx", "--exempt", "T1", "--policy", POLICY])
    assert "explain --to" not in capsys.readouterr().out

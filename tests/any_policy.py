"""Policies drawn at random: another order of tiers, other forces, weights and values."""

from __future__ import annotations

import random
import typing
from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_origin

from constraints.registry import rules
from models.policy import Force, Param, Params, Policy, RuleRow, SchoolGroup
from models.vocabulary import Mode
from staffing.policy_file.lines import UNKNOWN

SOURCE = "drawn"
GROUPS = ("urban", "rural", "weak", "strong", "public", "compulsory", "county_seat")


def any_overlay(dice: random.Random, policy: Policy) -> Mapping[str, Any]:
    """A what-if over a policy: one to eight things of it otherwise, perhaps the order of tiers.

    Some make no sense together; the loader refuses those.
    """
    table: dict[str, Any] = {"documents": {SOURCE: {"title": "随机", "standing": "本县决定"}}}
    if dice.random() < 0.5:
        tiers = [{"id": t.id, "name": t.name, "unit": t.unit} for t in policy.tiers]
        dice.shuffle(tiers)
        table["tiers"] = tiers
    for _ in range(dice.randint(1, 8)):
        where, stated = _anything(dice, policy)
        inner = table
        for part in where:
            inner = inner.setdefault(part, {})
        inner |= stated
    return table


def _anything(dice: random.Random, policy: Policy) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Table and keys of one change."""
    kind = dice.choice(["rule", "rule", "rule", "value", "value", "fact", "mode"])
    if kind == "fact":
        name = dice.choice(sorted(policy.facts))
        return ("facts", name), dict(_values(dice, policy.facts[name]))
    if kind == "mode":
        name = dice.choice(sorted(policy.modes))
        return ("modes", name), dict(_values(dice, policy.modes[name]))
    row = dice.choice(policy.rules)
    where = ("rules", row.rule) if row.rule == row.instance else ("rules", row.rule, row.instance)
    if kind == "value" and row.params is not None:
        return where, dict(_values(dice, row.params))
    return where, _treatment(dice, policy, row)


def _treatment(dice: random.Random, policy: Policy, row: RuleRow) -> dict[str, Any]:
    rule = rules()[row.rule]
    able = rule.steers and row.params is not None
    forces = [Force.HARD, *[Force.SOFT] * 4] if able else []
    force = Force.HARD if rule.essential else dice.choice([*forces, Force.WATCH, Force.OFF])
    stated: dict[str, Any] = {"force": force.value, "weight": dice.randint(1, 4)}
    stated |= {"source": SOURCE, "clause": "随机"}
    if force is Force.OFF:
        stated["reason"] = "随机"
    if force is Force.SOFT:
        stated["tier"] = dice.choice(policy.tiers).id
    return stated


def _values(dice: random.Random, params: Params) -> Iterator[tuple[str, Any]]:
    """One parameter with another value, if there is one that can be varied."""
    kinds = typing.get_type_hints(type(params), include_extras=True)
    declared = params.declared()
    found = {}
    for name in declared:
        value = _other(dice, getattr(params, name), kinds[name], declared[name])
        if value is not None:
            found[name] = value
    if found:
        name = dice.choice(sorted(found))
        yield name, {"value": found[name], "from": UNKNOWN, "source": SOURCE, "clause": name}


def _other(dice: random.Random, value: Any, kind: Any, declared: Param) -> Any:
    """Another value of the same kind as a policy file would write it; None when there is none."""
    if SchoolGroup in getattr(kind, "__metadata__", ()):
        return dice.choice(GROUPS)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return max(int(declared.divides), dice.choice([0, 1, value - 1, value + 1, value * 2]))
    if isinstance(value, Fraction):
        drawn = value * dice.choice([Fraction(0), Fraction(1, 2), Fraction(3, 2), Fraction(2)])
        drawn = min(drawn, Fraction(1)) if declared.portion else drawn
        return str(drawn if drawn or not declared.divides else value)
    if isinstance(value, Enum):
        return dice.choice(list(type(value))).value
    if isinstance(value, tuple):
        return _some(dice, kind)
    return None


def _some(dice: random.Random, kind: Any) -> list[str] | None:
    """Some words of a list of them."""
    arms = get_args(kind)
    if get_origin(kind) is not tuple or len(arms) != 2 or arms[1] is not Ellipsis:
        return None
    if arms[0] is Mode:
        words = [mode.value for mode in Mode if mode is not Mode.STAY]
    elif isinstance(arms[0], type) and issubclass(arms[0], Enum):
        words = [str(word.value) for word in arms[0]]
    elif SchoolGroup in getattr(arms[0], "__metadata__", ()):
        words = list(GROUPS)
    else:
        return None
    return dice.sample(words, dice.randint(1, len(words)))

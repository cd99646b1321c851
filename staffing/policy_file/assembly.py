"""A policy from its name: read the chain, check it, bind it for the reference date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from models.policy import Cited, Params, Policy
from staffing.policy_file.binding import Binding, Bound, pending
from staffing.policy_file.odd_days import tell_odd_days
from staffing.policy_file.reading import read_chain
from staffing.policy_file.refusing import refuse, refuse_in_part
from staffing.policy_file.registry import SETTING_KEYS, SWITCH, Registry
from staffing.policy_file.rows import rule_rows
from staffing.policy_file.sense import check_sense
from staffing.policy_file.staleness import stale
from staffing.policy_file.statements import read_statements
from staffing.policy_file.values import brief, canonical

_MANY = 5
"""Absent tables from which on it is what is extended that lacks."""

Overlays = Sequence[Path | Mapping[str, Any]]


def load(
    name_or_path: str | Path,
    reference: date,
    overlays: Overlays = (),
    *,
    registry: Registry | None = None,
) -> Policy:
    """Bind a policy for a reference date (口径日期).

    name_or_path: a shipped policy's name, a TOML file or a folder of them. overlays: what-if files
    or tables (see ``parse_overlay_set``), the last one wins. registry: facts, modes and rules the
    policy may speak of; all in code when not given. Raises InputRefused with every problem found,
    each with file and key.
    """
    registry = registry or Registry.of_code()
    statements = read_statements(read_chain(name_or_path, registry, overlays), registry)
    refuse_in_part(statements)
    binding = Binding(statements, registry, reference)
    facts, modes, rules = _facts(binding), _modes(binding), rule_rows(binding)
    check_sense(binding, modes, rules)
    tell_odd_days(binding, rules)
    refuse(statements)
    head = statements.chain.leaf.head
    policy = Policy(
        id=head.id,
        name=head.name,
        reference=reference,
        standing=head.standing,
        documents=statements.documents,
        tiers=statements.tiers,
        facts=facts,
        modes=modes,
        rules=rules,
        lines=binding.lines,
        chain=tuple(layer.head.id for layer in statements.chain.layers),
        loosened=tuple(binding.loosened),
        relaxed=tuple(binding.relaxed),
        idle=binding.idle,
        notices=tuple(binding.notices),
        warnings=(*binding.warnings, *stale(statements, binding.lines, reference)),
    )
    return _stamped(policy)


def _facts(binding: Binding) -> dict[str, Params]:
    """Parameters of every fact in code; a fact cannot be left out, nor wait for a number."""
    found: dict[str, Params] = {}
    absent: dict[str, str] = {}
    for name, fact in binding.registry.facts.items():
        key = ("facts", name)
        required = [n for n, p in fact.Params.declared().items() if not p.optional]
        if required and not binding.statements.chain.names(*key):
            absent[name] = f"{fact.name}），计算要用；请补上 {'、'.join(required)} 和出处"
            continue
        bound = binding.table(key, fact.Params)
        found |= _built(binding, key, fact.Params, bound)
    _refuse_absent(binding, absent)
    return found


def _refuse_absent(binding: Binding, absent: Mapping[str, str]) -> None:
    """Tables of facts that nobody states; once for all of them where nothing is extended."""
    if len(absent) >= _MANY and not binding.statements.chain.leaf.head.extends:
        text = (
            f"没有写 extends（上位政策），计算要用的 {len(absent)} 个表都缺"
            f"（{'、'.join(absent)}）；"
            '本县政策通常写 extends = "national"，或本市内置政策的名称，只写与它不同的'
        )
        binding.refuse(("policy",), ("policy", "extends"), text, "missing_fact")
        return
    for name, words in absent.items():
        key = ("facts", name)
        binding.refuse(key, key, f"政策中没有这个表（{words}", "missing_fact")


def _modes(binding: Binding) -> dict[str, Params]:
    """Parameters of the modes that are switched on; one the policy does not name is off."""
    found: dict[str, Params] = {}
    for name, kind in binding.registry.modes.items():
        key = ("modes", name)
        switch = binding.statements.setting((*key, SWITCH))
        spoken_of = any(k[:2] == key for k in binding.statements.lines)
        if switch is None and not spoken_of:
            continue
        on = switch is not None and switch.entry.raw
        if type(on) is not bool or switch is None:
            now = "" if switch is None else f"（现为{brief(switch.entry.raw)}）"
            text = f"须写 on = true 或 on = false，不知这种方式是否启用{now}；请补上"
            binding.refuse(key, (*key, SWITCH), text, "missing_key")
            continue
        bound = binding.table(key, kind, needed=on)
        if on:
            found |= _built(binding, key, kind, bound)
    return found


def _built(
    binding: Binding, key: tuple[str, ...], kind: type[Params], bound: Mapping[str, Bound]
) -> dict[str, Params]:
    """The object by name, or problems: what is pending is refused by name."""
    for name in pending(kind, bound):
        one = bound[name]
        title = binding.statements.documents[one.line.cited.document].title
        text = (
            f"“{kind.declared()[name].label}”待定（《{title}》{one.line.cited.clause}留空），"
            "计算要用这个数；请在本县政策中写明数值和出处"
        )
        one.stated.place.refuse(text, "pending")
    params = binding.build(key, kind, bound)
    return {} if params is None else {key[1]: params}


def _stamped(policy: Policy) -> Policy:
    """The policy with the hash of everything that can change a result or a citation."""
    text = json.dumps(_essence(policy), ensure_ascii=False, separators=(",", ":"))
    return replace(policy, sha256=hashlib.sha256(text.encode()).hexdigest())


def _essence(policy: Policy) -> list[Any]:
    rows = [
        [row.id, *(str(getattr(row, key)) for key in SETTING_KEYS), *map(_cited, row.path)]
        for row in policy.rules
    ]
    documents = [canonical(list(vars(d).values())) for _, d in sorted(policy.documents.items())]
    lines = [[key, _cited(line)] for key, line in sorted(policy.lines.items())]
    tiers = [[tier.id, tier.name, tier.unit] for tier in policy.tiers]
    head = [policy.id, policy.name, policy.standing.value, canonical(policy.reference)]
    return [head, list(policy.chain), documents, tiers, sorted(policy.modes), rows, lines]


def _cited(line: Cited) -> list[Any]:
    return [canonical(value) for name, value in vars(line).items() if name != "where"]

"""The policy's rows of rules: instance by instance, with force, tier and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.policy import Cited, Force, Params, RuleRow
from models.problem import Problem
from staffing.policy_file.binding import Binding, Bound, pending
from staffing.policy_file.borrowed import tell_borrowed
from staffing.policy_file.reading import Key, dotted
from staffing.policy_file.registry import nearest
from staffing.policy_file.relaxing import judge
from staffing.policy_file.statements import Stated
from staffing.policy_file.targeting import judge_target
from staffing.policy_file.values import Unfit, coerce, show

_KINDS: Mapping[str, Any] = {
    "force": Force, "tier": str, "weight": int, "concede": int,
    "target": str, "title": str, "due": int, "reason": str,
}  # fmt: skip
_LEAST = {"weight": 1, "concede": 0, "due": 1900}
_MOST = {"weight": 10_000, "concede": 10_000, "due": 2200}
"""Beyond them lies nothing but a slip: an order or a weight nobody means, a year not to be met."""


def rule_rows(binding: Binding) -> tuple[RuleRow, ...]:
    """Every row, in policy order. Rules no policy speaks of are told as warnings."""
    keys = binding.statements.instances
    for rule in sorted(set(binding.registry.rules) - {key[1] for key in keys}):
        name = binding.registry.rules[rule].name
        binding.warnings.append(f"规则“{name}”（{rule}）未启用：政策中没有 [rules.{rule}]")
    rows = [_row(binding, key) for key in keys]
    return tuple(row for row in rows if row is not None)


def _row(binding: Binding, key: Key) -> RuleRow | None:
    settings = _settings(binding, key)
    force = settings.get("force")
    judge(binding, key)
    judge_target(binding, key)
    if force is None and binding.statements.setting((*key, "force")) is None:
        text = "缺 force，不知怎样对待这条规则；请写 hard、soft、watch 或 off（off 须写 reason）"
        binding.refuse(key, (*key, "force"), text, "missing_key")
    kind = binding.registry.rules[key[1]].Params
    bound = binding.table(key, kind, needed=force is not Force.OFF)
    basis = _basis(binding, key, bound)
    _check_settings(binding, key, settings)
    if force is Force.HARD:
        _check_standing(binding, key, kind, basis)
    if basis is None or force is None:
        return None
    tell_borrowed(binding, key, *basis[:2])
    return _assemble(binding, key, settings, (kind, bound), basis[0])


def _assemble(
    binding: Binding,
    key: Key,
    settings: dict[str, Any],
    params: tuple[type[Params], dict[str, Bound]],
    basis: Cited,
) -> RuleRow:
    kind, bound = params
    blank = pending(kind, bound)
    waiting = bool(blank) and settings["force"] is not Force.OFF
    if waiting:
        settings["force"], settings["reason"] = Force.OFF, _why_pending(binding, kind, bound, blank)
    return RuleRow(
        rule=key[1],
        instance=key[2],
        params=binding.build(key, kind, bound),
        values={name: one.line.cited for name, one in bound.items()},
        basis=_with_waivers(basis, bound),
        path=_path(bound),
        waiting=waiting,
        **settings,
    )


def _with_waivers(basis: Cited, bound: Mapping[str, Bound]) -> Cited:
    """The citation of a row with what lets any of its values be looser than the norm above."""
    waivers = (cited.waiver for cited in (basis, *(one.line.cited for one in bound.values())))
    found = "；".join(dict.fromkeys(filter(None, waivers)))
    return replace(basis, waiver=found) if found else basis


def _path(bound: Mapping[str, Bound]) -> tuple[Cited, ...]:
    """The dated lines of the first parameter that has several."""
    for one in bound.values():
        if len(one.stated.lines) > 1:
            return tuple(line.cited for line in one.stated.lines)
    return ()


def _why_pending(
    binding: Binding, kind: type[Params], bound: Mapping[str, Bound], blank: tuple[str, ...]
) -> str:
    named = []
    for name in blank:
        line = bound[name].line.cited
        title = binding.statements.documents[line.document].title
        named.append(f"“{kind.declared()[name].label}”（《{title}》{line.clause}留空）")
    return f"待定：{'、'.join(named)}；补上数值后启用"


def _settings(binding: Binding, key: Key) -> dict[str, Any]:
    """Settings of a row, coerced; a misfit is a problem and left out."""
    found: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        stated = binding.statements.setting((*key, name))
        if stated is None and name == "concede":
            stated = _sibling(binding, key, name)
        if stated is None:
            continue
        try:
            found[name] = coerce(stated.entry.raw, kind)
        except Unfit as error:
            stated.place.refuse(f"{error}；请改正", "bad_value")
            continue
        if name in _LEAST and found[name] < _LEAST[name]:
            stated.place.refuse(f"不能小于 {_LEAST[name]}；请改正", "bad_value")
        if name in _MOST and found[name] > _MOST[name]:
            stated.place.refuse(f"不能大于 {_MOST[name]}；请改正", "bad_value")
    return found


def _sibling(binding: Binding, key: Key, name: str) -> Stated | None:
    """What the first other row of the same rule says: a county's own row is given up no later.

    Without this a row that says nothing would outlast what cannot be helped, such as that nobody is
    at two places at once.
    """
    rows = (other for other in binding.statements.instances if other[1] == key[1])
    said = (binding.statements.setting((*other, name)) for other in rows)
    return next((stated for stated in said if stated is not None), None)


def _check_settings(binding: Binding, key: Key, settings: dict[str, Any]) -> None:
    force, tier, tiers = settings.get("force"), settings.get("tier"), binding.statements.tiers
    if force is Force.OFF and not settings.get("reason"):
        text = 'force = "off" 须写 reason，报告要说明为什么不启用；请补上'
        binding.refuse(key, (*key, "reason"), text, "missing_key")
    if force is not Force.OFF:
        settings.pop("reason", None)
    if tier is None and force is Force.HARD and tiers:
        settings["tier"] = tiers[0].id
    elif tier is None and force is Force.SOFT:
        text = 'force = "soft" 须写 tier，不知与其他目标孰先孰后；请写 [[tiers]] 中的一个 id'
        binding.refuse(key, (*key, "tier"), text, "missing_key")
    elif tier is not None and tier not in {one.id for one in tiers}:
        known = nearest(tier, [one.id for one in tiers])
        binding.refuse(key, (*key, "tier"), f"没有“{tier}”这个层级{known}；请改正", "unknown_tier")


Basis = tuple[Cited, Stated, bool]
"""Citation of a row, who states it, whether the county adopts it."""


def _basis(binding: Binding, key: Key, bound: Mapping[str, Bound]) -> Basis | None:
    """The row's own citation, else that of its first parameter; none is refused.

    A lower policy that gives the first parameter anew speaks for the row: what an upper one said of
    it, such as why it was off, is no longer its basis.
    """
    own, first = _own_basis(binding, key), next(iter(bound.values()), None)
    layers = binding.statements.chain.layers
    if own and not (first and layers.index(first.stated.layer) > layers.index(own[1].layer)):
        return own
    if first is not None:
        return first.line.cited, first.stated, first.line.adopted
    if not any(k[:3] == key for k in binding.statements.lines):
        text = "没有出处，不能作为规则；请在本表写 source 和 clause"
        binding.refuse(key, key, text, "missing_citation")
    return None


def _own_basis(binding: Binding, key: Key) -> Basis | None:
    """What the row itself cites."""
    found = binding.statements.citation(key)
    if found is not None:
        binding.lines.setdefault(dotted(key), found[0])
    return found


def _check_standing(binding: Binding, key: Key, kind: type[Params], basis: Basis | None) -> None:
    """Only documents in force as law, or the county's own decision, may be enforced; next year's
    line no less than this year's."""
    if basis is not None and basis[0].value is None:
        _refuse_unbinding(binding, (*key, "source"), "", *basis)
    for name, declared in kind.declared().items():
        if stated := binding.statements.lines.get((*key, name)):
            last = stated[-1]
            now = last.at(binding.day)
            first = now.start if now else date.min
            for line in (line for line in last.read if line.start >= first):
                what = f"“{declared.label}”"
                _refuse_unbinding(binding, (*key, name), what, line.cited, last, line.adopted)


def _refuse_unbinding(
    binding: Binding, key: Key, what: str, cited: Cited, stated: Stated, adopted: bool
) -> None:
    """Refuse what a hard rule rests on if its document does not bind: where it is written, or, if
    it is an upper policy's line, where this policy makes the rule hard."""
    document = binding.statements.documents.get(cited.document)
    if document is None or binding.statements.binding(document.id, stated.layer, adopted):
        return
    force = binding.statements.setting((*key[:-1], "force"))
    layers = binding.statements.chain.layers
    text = f"《{document.title}》是{document.standing.value}，不能作为 hard 的依据"
    if force is None or layers.index(force.layer) <= layers.index(stated.layer):
        cure = "请改为 soft 或 watch，县里已决定采用的，在本县政策该行写 adopted = true"
        problem = Problem(stated.place.file, dotted(key), f"{text}；{cure}", "not_binding")
    else:
        value = f"（现为 {show(cited.value)}）" if what else ""
        text = f"hard 还要用到上级的 {key[-1]} {what}{value}，出处{text}"
        cure = (
            f"请改为 soft 或 watch；县里已决定照用的，在本县这一段里也写 {key[-1]} 一行，"
            "出处写本县的文件和条款"
        )
        problem = Problem(force.place.file, force.place.key, f"{text}；{cure}", "not_binding")
    stated.place.problems.append(problem)

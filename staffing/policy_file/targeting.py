"""Ids of targets (编号): slips of them, and rows whose number would be told as another target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from models.policy import Standing
from models.problem import Problem
from staffing.policy_file.binding import Binding
from staffing.policy_file.reading import Key
from staffing.policy_file.statements import Stated

_NUMBERS = (("T", 1, 18), ("M", 1, 7), ("M", 10, 24), ("M", 30, 37), ("M", 40, 46))

TARGETS = tuple(f"{sign}{n:02}" for sign, first, last in _NUMBERS for n in range(first, last + 1))
"""Every id there is; one that a county gives a target of its own begins with neither sign."""

_LIKE_ONE = re.compile(r"([TM])\s*(\d+)")


def judge_target(binding: Binding, row: Key) -> None:
    """Refuse an id that nothing has; ask a county about one other than the norm's."""
    stated = [
        one
        for one in binding.statements.settings.get((*row, "target"), ())
        if isinstance(one.entry.raw, str)
    ]
    for one in stated:
        if _slip(one.entry.raw):
            text = f"没有编号为“{one.entry.raw}”的指标{_meant(one.entry.raw)}"
            cure = "请改正；本县自定的指标另取编号，不以 T、M 加数字；不是指标的删去 target"
            one.place.refuse(f"{text}；{cure}", "unknown_target")
    for one, text in (*_renamed(stated), *_of_another(binding, row, stated)):
        if one.layer.head.standing is Standing.COUNTY and not _slip(one.entry.raw):
            problem = Problem(one.place.file, one.place.key, text, "retargeted")
            binding.notices.append(problem)


def _slip(target: str) -> bool:
    """Whether it looks like one of the ids and is none."""
    return target not in TARGETS and _read(target) is not None


def _read(target: str) -> str | None:
    """The id as it would be written well: T02 of Ｔ2; None where it is like none of them."""
    found = _LIKE_ONE.fullmatch(unicodedata.normalize("NFKC", target).strip().upper())
    return f"{found[1]}{found[2].lstrip('0').zfill(2)}" if found else None


def _meant(target: str) -> str:
    if (well := _read(target)) in TARGETS:
        return f"，最接近“{well}”"
    known = "、".join(f"{sign}{first:02}—{sign}{last:02}" for sign, first, last in _NUMBERS)
    return f"（现有的是 {known}）"


def _renamed(stated: list[Stated]) -> Iterator[tuple[Stated, str]]:
    """Where a row is told under another id than the policy above gives it."""
    for upper, one in pairwise(stated):
        if one.entry.raw != upper.entry.raw:
            yield (
                one,
                (
                    f"上级把这一段编为指标 {upper.entry.raw}，这里改编为 {one.entry.raw}："
                    f"指标核对表里会印在 {one.entry.raw} 名下，{upper.entry.raw} 就少了这一项；"
                    "请核对，不改编号的删去 target"
                ),
            )


def _of_another(binding: Binding, row: Key, stated: list[Stated]) -> Iterator[tuple[Stated, str]]:
    """Where a row of one's own is told under the id of a target that other rules count."""
    if not stated:
        return
    one, layers = stated[0], binding.statements.chain.layers
    above: dict[str, set[str]] = {}
    targets = ((k[1], s) for k, s in binding.statements.settings.items() if k[-1] == "target")
    for rule, upper in ((rule, each) for rule, every in targets for each in every):
        if layers.index(upper.layer) < layers.index(one.layer):
            above.setdefault(rule, set()).add(str(upper.entry.raw))
    same, target = above.pop(row[1], set()), one.entry.raw
    others = [binding.registry.rules[rule].name for rule in above if target in above[rule]]
    if same and target not in same and others:
        yield (
            one,
            (
                f"指标 {target} 在上级是“{'”“'.join(others)}”，这一段是"
                f"“{binding.registry.rules[row[1]].name}”（上级编为 {'、'.join(sorted(same))}）："
                f"指标核对表里会印在 {target} 名下；请核对编号，不是指标的删去 target"
            ),
        )

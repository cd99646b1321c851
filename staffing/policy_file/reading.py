"""From files to layers: which policies a chain is made of, and every key with the file it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.policy import Document, Tier
from models.problem import InputRefused, Problem
from staffing.policy_file.files import Heard, Tables, find, label, read_tables
from staffing.policy_file.heads import ASSUMED_HEAD, Head, read_document, read_head, read_tiers
from staffing.policy_file.registry import ROW_KEYS, SWITCH, Registry, nearest

SECTIONS = ("policy", "documents", "tiers", "facts", "modes", "rules")

Key = tuple[str, ...]
"""``(section, id, key)``; for rules ``("rules", rule, instance, key)``."""


@dataclass(frozen=True)
class Entry:
    """What stands at one key of one file, as tomllib read it."""

    raw: Any
    file: str


@dataclass
class Layer:
    """One policy of the chain (or one overlay): its own keys only, nothing inherited."""

    head: Head
    file: str
    documents: dict[str, Document] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()
    tiers_file: str = ""
    entries: dict[Key, Entry] = field(default_factory=dict)
    overlay: bool = False


@dataclass(frozen=True)
class Chain:
    """Layers from the topmost norm to the policy asked for, then overlays; and what was heard."""

    layers: tuple[Layer, ...]
    heard: Heard

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, as found."""
        return self.heard.problems

    @property
    def leaf(self) -> Layer:
        """The policy asked for, without overlays."""
        return [layer for layer in self.layers if not layer.overlay][-1]

    def names(self, *key: str) -> bool:
        """Whether any layer says anything under a key, be it unreadable."""
        stated = (k for layer in self.layers for k in layer.entries)
        within = f"{dotted(key)}."
        return any(k[: len(key)] == key for k in stated) or any(
            k.startswith(within) for k in self.heard.unread
        )


def dotted(key: Key) -> str:
    """``rules.rotation_share.share``; an instance that bears its rule's name is not repeated."""
    if key[0] == "rules" and len(key) > 2 and key[1] == key[2]:
        key = key[:2] + key[3:]
    return ".".join(key)


def read_chain(
    name: str | Path, registry: Registry, overlays: Sequence[Path | Mapping[str, Any]] = ()
) -> Chain:
    """Read a policy, all it extends and the overlays. A policy not to be found, or of which
    nothing can be read, raises InputRefused; what else is wrong is heard."""
    heard, layers = Heard(), list[Layer]()
    path: Path | None = find(name, Path())
    seen: list[Path] = []
    by = ""
    while path is not None:
        seen.append(path)
        tables = read_tables(path, heard, by)
        if tables:
            layers.insert(0, _layer(tables, registry, heard))
        by = label(path)
        path = _parent(layers[0].head.extends, seen, heard) if tables else None
    if not layers:
        raise InputRefused(heard.problems)
    for overlay in overlays:
        if assumed := _assumed(overlay, heard):
            layers.append(_layer(assumed, registry, heard, overlay=True))
            _check_overlay(layers, heard.problems)
    return Chain(tuple(layers), heard)


def _assumed(overlay: Path | Mapping[str, Any], heard: Heard) -> Tables:
    """The tables of an overlay: a file's, or those made of the command line."""
    if isinstance(overlay, Mapping):
        return [("命令行", overlay)]
    return read_tables(Path(overlay), heard)


def _parent(name: str, seen: list[Path], heard: Heard) -> Path | None:
    """The policy that the last one read extends; where it cannot be had, that is heard."""
    if not name:
        return None
    file = label(seen[-1])
    try:
        path = find(name, seen[-1].parent, file)
    except InputRefused as refused:
        heard.problems += refused.problems
        heard.whole = False
        return None
    if path not in seen:
        return path
    names = " → ".join(label(p) for p in [*seen, path])
    text = f"extends 首尾相接：{names}。上级不能又以下级为依据；请删去其中一个 extends"
    heard.problems.append(Problem(label(path), "policy.extends", text, "cycle"))
    heard.whole = False
    return None


def _check_overlay(layers: list[Layer], problems: list[Problem]) -> None:
    """An overlay that says what it extends must be laid over that."""
    overlay, known = layers[-1], [layer.head.id for layer in layers[:-1]]
    wanted = overlay.head.extends
    if wanted and Path(wanted).stem not in known:
        text = f"这份假设是给“{wanted}”的，现用于“{known[-1]}”；请换政策或改 extends"
        problems.append(Problem(overlay.file, "policy.extends", text, "other_policy"))


def _layer(tables: Tables, registry: Registry, heard: Heard, *, overlay: bool = False) -> Layer:
    """Gather the keys of all files of one policy; what is written twice is a problem."""
    problems = heard.problems
    found: dict[Key, Entry] = {}
    for file, table in tables:
        for key, raw in _flat(file, table, registry, problems):
            if key in found:
                text = f"已写在 {found[key].file} 中，不知以哪个为准；请删去一处"
                problems.append(Problem(file, dotted(key), text, "twice"))
            else:
                found[key] = Entry(raw, file)
    head = found.pop(("policy",), None)
    if head is None and not overlay and heard.whole:
        heard.whole = False
        text = "缺 [policy] 表，不知是什么政策；请写 id、name、standing"
        problems.append(Problem(tables[0][0], "policy", text, "missing_key"))
    before = len(problems)
    known = read_head(head.raw, head.file, problems) if head else ASSUMED_HEAD
    if len(problems) > before and not known.extends:  # the slip may be in what it extends
        heard.whole = False
    layer = Layer(known, tables[0][0], overlay=overlay)
    if tiers := found.pop(("tiers",), None):
        layer.tiers, layer.tiers_file = read_tiers(tiers.raw, tiers.file, problems), tiers.file
    for key, entry in found.items():
        if key[0] == "documents":
            document = read_document(key[1], entry.raw, entry.file, problems)
            layer.documents[key[1]] = document
        else:
            layer.entries[key] = entry
    return layer


def _flat(
    file: str, table: Mapping[str, Any], registry: Registry, problems: list[Problem]
) -> Iterator[tuple[Key, Any]]:
    for section, body in table.items():
        if section not in SECTIONS:
            text = f"没有这个表{nearest(section, SECTIONS)}；写错名称的内容不会生效，请改正"
            problems.append(Problem(file, section, text, "unknown_table"))
        elif section in ("policy", "tiers"):
            yield (section,), body
        else:
            yield from _flat_section(file, section, body, registry, problems)


def _meant(name: str, section: str, registry: Registry) -> str:
    """What an unknown name may stand for: the Chinese name of something, or a slip of the pen."""
    called = registry.called(section)
    if name in called:
        return f"，这是中文名，表头里要写代号“{called[name]}”"
    return nearest(name, registry.names(section)) or _SEE


_SEE = "；名称见 staffing policy show national"


def _flat_section(
    file: str, section: str, body: Any, registry: Registry, problems: list[Problem]
) -> Iterator[tuple[Key, Any]]:
    if not isinstance(body, dict):
        problems.append(_not_table(file, (section,)))
        return
    for name, table in body.items():
        if not isinstance(table, dict):
            problems.append(_not_table(file, (section, name)))
        elif section == "documents":
            yield (section, name), table
        elif name not in registry.names(section):
            known = _meant(name, section, registry)
            what = {"facts": "事实", "modes": "方式", "rules": "规则"}[section]
            text = f"没有名为“{name}”的{what}{known}；写错名称的内容不会生效，请改正"
            problems.append(Problem(file, f"{section}.{name}", text, f"unknown_{section[:-1]}"))
        else:
            yield from _flat_keys(file, (section, name), table, registry, problems)


def _flat_keys(
    file: str, key: Key, table: Mapping[str, Any], registry: Registry, problems: list[Problem]
) -> Iterator[tuple[Key, Any]]:
    section, name = key
    known = {n: param.label for n, param in registry.params(section, name).declared().items()}
    if section != "rules":
        known |= {SWITCH: "是否启用"} if section == "modes" else {}
        yield from _known_keys(file, key, table, known, problems)
        return
    known |= dict.fromkeys(ROW_KEYS, "")
    own = {k: v for k, v in table.items() if k in known or not _is_instance(v)}
    yield from _known_keys(file, (*key, name), own, known, problems)
    for instance, rows in table.items():
        if instance not in own:
            yield from _known_keys(file, (*key, instance), rows, known, problems)


def _known_keys(
    file: str, key: Key, table: Mapping[str, Any], known: Mapping[str, str], problems: list[Problem]
) -> Iterator[tuple[Key, Any]]:
    """known: key → what it says; those without a label are the same in every row of a rule."""
    for name, raw in table.items():
        if name in known:
            yield (*key, name), raw
        else:
            text = f"没有这一项{nearest(name, known)}；写错名称的内容不会生效，请改正"
            own = "、".join(f"{n}（{label}）" for n, label in known.items() if label)
            more = f"。这里可写：{own}" if own else ""
            problems.append(Problem(file, dotted((*key, name)), text + more, "unknown_key"))


def _is_instance(raw: Any) -> bool:
    """Whether a table under a rule is an instance of it rather than one cited line."""
    return isinstance(raw, dict) and not {"value", "pending"} & set(raw)


def _not_table(file: str, key: Key) -> Problem:
    text = "应是一个表（如 [facts.load]），现在不是；请改写"
    return Problem(file, dotted(key), text, "not_table")

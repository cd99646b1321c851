"""From files to layers: which policies a chain is made of, and every key with the file it is in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.policy import Document, Tier
from models.problem import InputRefused, Problem
from staffing.policy_file.heads import ASSUMED_HEAD, Head, read_document, read_head, read_tiers
from staffing.policy_file.registry import ROW_KEYS, SWITCH, Registry, nearest

SHIPPED = Path(__file__).parent.parent / "policies"
"""Folder of the policies that come with the program."""

_LARGEST = 4_000_000
"""Bytes beyond which a file is no policy; a province's whole book of rules is a tenth of it."""

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
    entries: dict[Key, Entry] = field(default_factory=dict)
    overlay: bool = False


@dataclass(frozen=True)
class Chain:
    """Layers from the topmost norm to the policy asked for, then overlays; and what is wrong."""

    layers: tuple[Layer, ...]
    problems: list[Problem]

    @property
    def leaf(self) -> Layer:
        """The policy asked for, without overlays."""
        return [layer for layer in self.layers if not layer.overlay][-1]


def dotted(key: Key) -> str:
    """``rules.rotation_share.share``; an instance that bears its rule's name is not repeated."""
    if key[0] == "rules" and len(key) > 2 and key[1] == key[2]:
        key = key[:2] + key[3:]
    return ".".join(key)


def read_chain(
    name: str | Path, registry: Registry, overlays: Sequence[Path | Mapping[str, Any]] = ()
) -> Chain:
    """Read a policy, all it extends and the overlays. Unreadable files raise InputRefused."""
    problems: list[Problem] = []
    layers: list[Layer] = []
    path: Path | None = find(name, Path())
    seen: list[Path] = []
    while path is not None:
        if path in seen:
            names = " → ".join(label(p) for p in [*seen, path])
            text = f"extends 首尾相接：{names}。上级不能又以下级为依据；请删去其中一个 extends"
            raise InputRefused([Problem(label(path), "policy.extends", text, "cycle")])
        seen.append(path)
        layer = _layer(_tables(path), registry, problems)
        layers.insert(0, layer)
        parent = layer.head.extends
        path = find(parent, path.parent, label(path)) if parent else None
    for overlay in overlays:
        tables = [("命令行", overlay)] if isinstance(overlay, Mapping) else _tables(Path(overlay))
        layers.append(_layer(tables, registry, problems, overlay=True))
        _check_overlay(layers, problems)
    return Chain(tuple(layers), problems)


def _check_overlay(layers: list[Layer], problems: list[Problem]) -> None:
    """An overlay that says what it extends must be laid over that."""
    overlay, known = layers[-1], [layer.head.id for layer in layers[:-1]]
    wanted = overlay.head.extends
    if wanted and Path(wanted).stem not in known:
        text = f"这份假设是给“{wanted}”的，现用于“{known[-1]}”；请换政策或改 extends"
        problems.append(Problem(overlay.file, "policy.extends", text, "other_policy"))


def find(name: str | Path, beside: Path, file: str = "") -> Path:
    """Path of a shipped policy's name, or of a file or folder relative to *beside*."""
    place = (file, "policy.extends") if file else (str(name), "")
    if isinstance(name, str) and re.fullmatch(r"[\w-]+", name):
        for shipped in (SHIPPED / name, SHIPPED / f"{name}.toml"):
            if _is_there(shipped):
                return shipped
    for path in (beside / name, beside / f"{name}.toml"):
        if _is_there(path):
            return path.resolve()
    text = (
        f"找不到政策“{name}”{nearest(str(name), shipped_names())}。请写内置政策的名称，或文件的路径"
    )
    raise InputRefused([Problem(*place, text, "no_policy")])


def _is_there(path: Path) -> bool:
    """Whether a file or folder can be seen there; odd names are simply not there."""
    try:
        return path.is_file() or path.is_dir()
    except OSError:
        return False


def shipped_names() -> tuple[str, ...]:
    """Names of the policies that come with the program, sorted."""
    found = (p.stem for p in SHIPPED.iterdir() if p.is_dir() or p.suffix == ".toml")
    return tuple(sorted(name for name in found if not name.startswith((".", "_"))))


def label(path: Path) -> str:
    """Name shown for a policy file or folder; never the machine's path."""
    return path.name


def toml_files(path: Path) -> list[Path]:
    """The files a policy is made of, by name."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def _tables(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    files = toml_files(path)
    if not files:
        text = "文件夹里没有 .toml 文件，没有政策可读；请放入政策文件，或改写路径"
        raise InputRefused([Problem(label(path), "", text, "empty_folder")])
    prefix = f"{path.name}/" if path.is_dir() else ""
    tables: list[tuple[str, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            tables.append((prefix + file.name, parse(file, prefix + file.name)))
        except InputRefused as refused:
            problems += refused.problems
    if problems:
        raise InputRefused(problems)
    return tables


def parse(path: Path, shown: str) -> Mapping[str, Any]:
    """One TOML file with exact numbers. Raises InputRefused with a Chinese reason."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ArithmeticError
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return _parsed(text)
    except OSError:
        reason = "打不开这个文件，没有政策可读；请检查路径和权限"
    except UnicodeDecodeError:
        reason = "不是 UTF-8 文本，汉字会读错；请用记事本“另存为”，编码选 UTF-8"
    except tomllib.TOMLDecodeError as error:
        reason = _syntax(str(error))
    except (RecursionError, ValueError, ArithmeticError):
        reason = "过大，或有过长的数字、过深的嵌套，不像政策文件；请检查"
    raise InputRefused([Problem(shown, "", reason, "syntax")])


@lru_cache(maxsize=128)
def _parsed(text: str) -> Mapping[str, Any]:
    """The tables of a text; kept, since assumptions are laid over the same files again and again.

    Nothing may write into what comes out: the next reading of the text gets it too.
    """
    return tomllib.loads(text, parse_float=Decimal)


def _syntax(error: str) -> str:
    place = re.search(r"line (\d+), column (\d+)", error)
    where = f"第{place[1]}行第{place[2]}列" if place else "文件末尾"
    if "overwrite" in error or "twice" in error or "mutable" in error:
        return f"{where}之前有一个名称写了两次，不知以哪个为准；请删去一个"
    return f"{where}不合 TOML 写法，文件没有读入；请检查引号、逗号、括号是否成对（{error}）"


def _layer(
    tables: list[tuple[str, Mapping[str, Any]]],
    registry: Registry,
    problems: list[Problem],
    *,
    overlay: bool = False,
) -> Layer:
    """Gather the keys of all files of one policy; what is written twice is a problem."""
    found: dict[Key, Entry] = {}
    for file, table in tables:
        for key, raw in _flat(file, table, registry, problems):
            if key in found:
                text = f"已写在 {found[key].file} 中，不知以哪个为准；请删去一处"
                problems.append(Problem(file, dotted(key), text, "twice"))
            else:
                found[key] = Entry(raw, file)
    head = found.pop(("policy",), None)
    if head is None and not overlay:
        text = "缺 [policy] 表，不知是什么政策；请写 id、name、standing"
        problems.append(Problem(tables[0][0], "policy", text, "missing_key"))
    known = read_head(head.raw, head.file, problems) if head else ASSUMED_HEAD
    layer = Layer(known, tables[0][0], overlay=overlay)
    if tiers := found.pop(("tiers",), None):
        layer.tiers = read_tiers(tiers.raw, tiers.file, problems)
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
            known = nearest(name, registry.names(section))
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

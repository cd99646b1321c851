"""From a policy's name to the tables of its files; a file that is no sound TOML is read in part."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.problem import InputRefused, Problem
from staffing.policy_file.recovery import recover
from staffing.policy_file.registry import nearest

SHIPPED = Path(__file__).parent.parent / "policies"
"""Folder of the policies that come with the program."""

_LARGEST = 4_000_000
"""Bytes beyond which a file is no policy; a province's whole book of rules is a tenth of it."""

Tables = list[tuple[str, Mapping[str, Any]]]
"""(file as shown, its tables), by name of file."""


@dataclass
class Heard:
    """What is wrong with the files read so far.

    unread: dotted keys of what could not be read, so that nobody misses it; whole: no file of the
    chain is missing or read in part only, where others depend on it.
    """

    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    whole: bool = True


def find(name: str | Path, beside: Path, file: str = "") -> Path:
    """Path of a shipped policy's name, or of a file or folder relative to *beside*."""
    place = (file, "policy.extends") if file else (str(name), "")
    if not str(name).strip():
        text = "没有写政策的名称或路径；请写内置政策的名称（staffing policy list），或文件的路径"
        raise InputRefused([Problem(place[0] or "--policy", place[1], text, "no_policy")])
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
    except (OSError, ValueError):
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


def read_tables(path: Path, heard: Heard, by: str = "") -> Tables:
    """The tables of a policy's files; of those that cannot be read, only why. by: the file that
    extends it, empty for the policy asked for."""
    files = toml_files(path)
    if not files:
        place = (by, "policy.extends") if by else (label(path), "")
        named = f"上位政策“{label(path)}”的" if by else ""
        text = f"{named}文件夹里没有 .toml 文件，没有政策可读；请放入政策文件，或改写路径"
        heard.problems.append(Problem(*place, text, "empty_folder"))
    prefix = f"{path.name}/" if path.is_dir() else ""
    read = [(prefix + file.name, _tables(file, prefix + file.name, heard)) for file in files]
    found = [(file, tables) for file, tables in read if tables is not None]
    heard.whole = heard.whole and len(found) == len(files) > 0
    return found


def parse(path: Path, shown: str) -> Mapping[str, Any]:
    """One TOML file with exact numbers. Raises InputRefused with a Chinese reason."""
    heard = Heard()
    tables = _tables(path, shown, heard)
    if tables is None or heard.problems:
        raise InputRefused(heard.problems)
    return tables


def _tables(path: Path, shown: str, heard: Heard) -> Mapping[str, Any] | None:
    try:
        if path.stat().st_size > _LARGEST:
            raise ArithmeticError
        return _sound_or_recovered(_decoded(path.read_bytes(), shown, heard), shown, heard)
    except OSError:
        reason = "打不开这个文件，没有政策可读；请检查路径和权限"
    except UnicodeDecodeError:
        reason = _NOT_UTF8
    except (RecursionError, ValueError, ArithmeticError):
        reason = "过大，或有过长的数字、过深的嵌套，不像政策文件；请检查"
    heard.problems.append(Problem(shown, "", reason, "syntax"))
    return None


_NOT_UTF8 = "不是 UTF-8 文本，汉字会读错；请用记事本“另存为”，编码选 UTF-8"


def _decoded(content: bytes, shown: str, heard: Heard) -> str:
    """The text; one saved in the old Chinese encoding is complained of and checked all the same."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
        if any(not sign.isprintable() and not sign.isspace() for sign in text):
            raise
        heard.problems.append(Problem(shown, "", _NOT_UTF8, "syntax"))
    return text.replace("\r\n", "\n")


def _sound_or_recovered(text: str, shown: str, heard: Heard) -> Mapping[str, Any]:
    try:
        return _parsed(text)
    except tomllib.TOMLDecodeError:
        found = recover(text, shown)
    heard.problems += found.problems
    heard.unread |= found.unread
    heard.whole = heard.whole and not any(map(_DEPENDED_ON.fullmatch, found.unread))
    return found.tables


_DEPENDED_ON = re.compile(r"|policy|policy\.extends|documents(\.[^.]+)?|tiers(\..+)?")
"""Keys without which most of what follows would seem wrong."""


@lru_cache(maxsize=128)
def _parsed(text: str) -> Mapping[str, Any]:
    """The tables of a text; kept, since assumptions are laid over the same files again and again.

    Nothing may write into what comes out: the next reading of the text gets it too.
    """
    return tomllib.loads(text, parse_float=Decimal)

"""What a command is before it is registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from staffing.cli.exits import Exit


@dataclass(frozen=True)
class Spec:
    """A command. help: Chinese, its first line a summary; example: one command line per line."""

    name: str
    help: str
    example: str
    run: Callable[..., Exit]


@dataclass(frozen=True)
class Family:
    """Commands under one word. default: the one meant when none is named, empty for none."""

    name: str
    help: str
    example: str
    commands: tuple[Spec, ...]
    default: str = ""

"""Files of suppositions (--overlay) that suppose nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from models.problem import InputRefused, Problem


def refuse_empty(overlays: Sequence[Path]) -> None:
    """InputRefused for files that state nothing; what cannot be read is told by who binds it."""
    found = []
    for path in overlays:
        with suppress(OSError, ValueError):
            if not _states(tomllib.loads(path.read_text("utf-8-sig"))):
                words = (
                    "一项假设也没有写（空文件，或都在注释里），照它算等于没有假设；"
                    "请写上要改的项，写法同政策，或去掉 --overlay"
                )
                found.append(Problem(path.name, "", words, "empty_overlay"))
    if found:
        raise InputRefused(found)


def _states(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_states, value.values()))
    return True

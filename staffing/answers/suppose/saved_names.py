"""Names under which suppositions are kept: each of one, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.problem import InputRefused, Problem
from staffing.store import Store, StoreUnavailable

_RUN = re.compile(r"[0-9a-f]{8}-\d+")
"""What ids of runs look like."""


def refuse_names(names: Sequence[str], database: str | None) -> None:
    """InputRefused for names that are blank, taken, or could be meant for a run."""
    problems = [Problem("命令行", f"--save {name}", said, "bad_name")
                for name, said in _wrong(names, database)]  # fmt: skip
    if problems:
        raise InputRefused(problems)


def _wrong(names: Sequence[str], database: str | None) -> Iterator[tuple[str, str]]:
    runs, taken = _recorded(database)
    for name in names:
        if not name.strip():
            yield name, "名称是空的，以后无从对照；请写一个名称"
        elif _RUN.fullmatch(name) or any(run.startswith(name) for run in runs):
            yield name, "这个名称和运行编号（或它开头的几位）分不清；请换一个名称"
        elif name in taken:
            yield name, f"已有叫这个名称的假设（第 {taken[name]} 次运行）；请换一个名称"


def _recorded(database: str | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """Ids of all runs, and of those saved by name."""
    try:
        with Store(database, existing=True) as store:
            runs = tuple(record.id for record in store.list())
            taken = {said.name: record.id for record, said in store.supposed()}
    except StoreUnavailable:  # no record yet; another fault is told where it is written
        return (), {}
    return (*runs, *taken.values()), taken

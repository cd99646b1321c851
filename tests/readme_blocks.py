"""The parts of the READMEs that come from code. ``python -m tests.readme_blocks`` rewrites them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from constraints.registry import family_of, rules
from staffing.cli.app import COMMANDS
from staffing.cli.exits import MEANINGS, Exit
from staffing.cli.spec import Family, Spec
from staffing.policy_file import load
from tests.mechanisms import mechanism_table, target_table

ROOT = Path(__file__).parent.parent
_DAY = date(2026, 9, 1)
"""Day whose national values the table of rules shows."""

_MEANINGS = {
    Exit.DONE: "done; watched targets may be short, what is undecidable was said",
    Exit.SHORT: "done, but an enforced rule or target is short; `check` found warnings to decide",
    Exit.REFUSED: "bad input or usage; nothing was written",
    Exit.IMPOSSIBLE: "proven impossible, with the smallest shortfalls",
    Exit.UNPROVEN: "no plan, or some tiers unproven (`status` says which)",
    Exit.INTERNAL: "solver and audit disagree, or an internal error; nothing was written",
    Exit.INTERRUPTED: "interrupted; nothing half-written",
}


def all_commands() -> tuple[Spec, ...]:
    """Every command by its full name."""
    found: list[Spec] = []
    for entry in COMMANDS:
        if isinstance(entry, Family):
            found += [Spec(f"{entry.name} {s.name}", s.help, s.example, s.run)
                      for s in entry.commands]  # fmt: skip
        else:
            found.append(entry)
    return tuple(found)


def rule_table() -> str:
    """Every rule in code: what the national baseline makes of it and on what basis."""
    policy = load("national", _DAY)
    lines = ["| rule | 规则 | unit | national | basis |", "| --- | --- | --- | --- | --- |"]
    for name, rule in sorted(rules().items(), key=lambda item: (family_of(item[0]), item[0])):
        rows = policy.rows_of(name)
        forces = ", ".join(dict.fromkeys(row.force.value for row in rows)) or "—"
        basis = policy.citation(rows[0].basis) if rows else "—"
        path = f"{family_of(name)}/{name}"
        lines.append(f"| `{path}` | {rule.name} | {rule.unit} | {forces} | {basis} |")
    return "\n".join(lines)


def command_table() -> str:
    """Commands with an example each, in English order of the main job."""
    shown = [f"{spec.example.splitlines()[0]}" for spec in all_commands()]
    return "\n".join(["```", *shown, "```"])


def exit_table() -> str:
    """Exit codes in English."""
    lines = ["| exit | meaning |", "| ---: | --- |"]
    return "\n".join([*lines, *(f"| {code.value} | {_MEANINGS[code]} |" for code in Exit)])


def chinese_commands() -> str:
    """Commands in Chinese: what for, and an example."""
    lines = ["| 命令 | 做什么 | 例子 |", "| --- | --- | --- |"]
    for spec in all_commands():
        example = spec.example.splitlines()[0]
        lines.append(f"| `{spec.name}` | {spec.help.splitlines()[0]} | `{example}` |")
    return "\n".join(lines)


def chinese_exits() -> str:
    """Exit codes in Chinese."""
    lines = ["| 退出码 | 意思 |", "| ---: | --- |"]
    return "\n".join([*lines, *(f"| {code.value} | {MEANINGS[code]} |" for code in Exit)])


BLOCKS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "README.md": {
        "rules": rule_table,
        "mechanisms": mechanism_table,
        "targets": target_table,
        "commands": command_table,
        "exits": exit_table,
    },
    "README.zh-CN.md": {"commands": chinese_commands, "exits": chinese_exits},
}
"""File → name of the block between its markers → what should stand there."""


def current(file: str) -> str:
    """The file with every block as it should be. Raises ValueError when a marker is missing."""
    text = (ROOT / file).read_text("utf-8")
    for name, make in BLOCKS[file].items():
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
        body = make()
        text, count = block.subn(lambda m, body=body: f"{m[1]}{body}\n{m[2]}", text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"{file}: {count} blocks named {name}")
    return text


if __name__ == "__main__":
    for target in BLOCKS:
        (ROOT / target).write_text(current(target), "utf-8")

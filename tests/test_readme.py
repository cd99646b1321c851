"""What the READMEs say is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.problem import InputRefused
from staffing.embedded import BOOK, FAULTY_ROSTER, POLICY, SAMPLE_COUNTY
from tests.mechanisms import MECHANISMS, TARGETS, cases_of, targets, unclaimed
from tests.readme_blocks import BLOCKS, ROOT, all_commands, current
from tests.sample_files import write_files
from tests.tiny import move, outcome, situation, tiny

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("file", sorted(BLOCKS))
def test_generated_blocks_are_current(file: str) -> None:
    assert (ROOT / file).read_text("utf-8") == current(file), "python -m tests.readme_blocks"


@pytest.mark.parametrize("file", sorted(BLOCKS))
def test_every_command_named_exists(file: str) -> None:
    known = {spec.name for spec in all_commands()}
    known |= {name.split()[0] for name in known}
    text = (ROOT / file).read_text("utf-8")
    named = re.findall(r"(?:^|`|&& uv run |uv run )staffing ([a-z]+)(?: ([a-z]+)\b)?", text, re.M)
    assert named
    for first, second in named:
        families = {name.split()[0] for name in known if " " in name}
        assert first in known, first
        assert first not in families or not second or f"{first} {second}" in known, second


@pytest.mark.parametrize("file", sorted(BLOCKS))
def test_every_command_is_spoken_of(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert [s.name for s in all_commands() if f"{s.name}" not in text] == []


def test_the_house_stands_as_drawn() -> None:
    (drawn,) = re.findall(r"<!-- house -->\n```\n(.*?)```", README, re.S)
    parent = ""
    for line in drawn.splitlines():
        name = line.split()[0]
        parent = parent if line.startswith("  ") else name
        path = ROOT / (parent + name if line.startswith("  ") else name)
        assert path.exists(), name
    for package in ("models", "constraints", "staffing"):
        assert f"{package}/" in drawn


def test_the_two_commands_stand_in_both() -> None:
    for file in BLOCKS:
        text = (ROOT / file).read_text("utf-8")
        assert "pip install uv && uv run staffing demo" in text
    assert "uv run pytest" in README and "uv run pytest" in (ROOT / ".ci" / "run").read_text()


def test_every_mechanism_and_target_has_files_and_tests() -> None:
    spans = ((1, 7), (10, 24), (30, 37), (40, 46))
    rows = [f"M{n:02}" for first, last in spans for n in range(first, last + 1)]
    assert list(MECHANISMS) == rows and list(TARGETS) == [f"T{n:02}" for n in range(1, 19)]
    for row, mechanism in MECHANISMS.items():
        named = (*mechanism.homes, *cases_of(mechanism))
        assert [path for path in named if not (ROOT / f"{path}.py").is_file()] == [], row
    assert [target for target, _, homes, _ in targets() if not homes] == []


def test_every_rule_and_mode_belongs_to_a_mechanism() -> None:
    assert unclaimed() == [], "tests/mechanisms.py"
    homes = {home for mechanism in MECHANISMS.values() for home in mechanism.homes}
    modes = [f"staffing/modes/{p.stem}" for p in (ROOT / "staffing" / "modes").glob("*.py")
             if "\nMODE = " in p.read_text("utf-8")]  # fmt: skip
    assert len(modes) > 8 and [mode for mode in modes if mode not in homes] == []


def example(name: str) -> str:
    (found,) = re.findall(rf"<!-- example: {name} -->\n```\w+\n(.*?)```", README, re.S)
    return str(found)


_IMPORTS = """
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Column
from models.finding import Finding, Measure
from models.policy import Params, param
"""


def _run(code: str, space: dict[str, Any]) -> None:
    exec(compile(_IMPORTS + code, "README.md", "exec", dont_inherit=True), space)


def test_the_example_rule_works_under_the_example_policy(tmp_path: Path) -> None:
    from staffing.policy_file import Registry, load

    code = example("rule").replace("class P(", "@dataclass(frozen=True, kw_only=True)\nclass P(")
    space: dict[str, Any] = {"__name__": __name__}
    _run(code, space)
    rule, registry = space["RULE"], Registry.of_code()
    more = Registry(registry.facts, registry.modes, {**registry.rules, rule.id: rule})
    head = '[policy]\nid = "own"\nname = "样例"\nextends = "national"\nstanding = "本县决定"\n'
    file = tmp_path / "own.toml"
    file.write_text(head + example("policy"), "utf-8")
    (row,) = load(file, date(2026, 9, 1), registry=more).rows_of(rule.id)
    here = situation(tiny({"T1": {"born": "1970-01"}}))
    found = list(
        rule.measure(outcome(here, move("T1", "A", "B"), move("T4", "A", "B")), row.params)
    )
    assert [(m.key, m.measured, m.short) for m in found] == [("T1", 56, 1), ("T4", 42, 0)]
    with pytest.raises(InputRefused, match="oldest_mover"):
        load(file, date(2026, 9, 1))


def test_the_example_column_is_a_column() -> None:
    from models.column import Row

    body = "".join(f"    {line}\n" for line in example("column").splitlines())
    space: dict[str, Any] = {"Row": Row, "__name__": __name__}
    _run(f"class Example(Row):\n    sheet = '教师'\n{body}", space)
    (field,) = space["Example"].fields()
    assert (field.name, field.column.header, field.kind) == ("driving", "有驾照", bool)
    assert not field.required and space["Example"]().driving is None


def test_the_sample_county_is_what_the_program_makes(tmp_path: Path) -> None:
    write_files(tmp_path)
    for name in (BOOK, FAULTY_ROSTER):
        same = (tmp_path / name).read_bytes() == (SAMPLE_COUNTY / name).read_bytes()
        assert same, f"{name}: python -m tests.sample_files"


def test_the_sample_policy_cites_only_itself_and_its_baseline() -> None:
    from staffing.policy_file import show

    lines = show(SAMPLE_COUNTY / POLICY)
    own = [line for line in lines if line.policy == "sample-county" and line.document]
    assert own and {line.document for line in own} == {"sample-plan"}
    assert all(line.quote and not line.unverified for line in own)

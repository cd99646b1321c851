"""The walls of the house: who may import what, what may stand in which file."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("models", "constraints", "staffing")

NARROW_PLACES = {
    "typer": ("staffing/cli/",),
    "rich": ("staffing/console/",),
    "pandas": ("staffing/tables.py",),
    "ortools": ("staffing/solver/", "staffing/itinerant/weekday.py"),
    "openpyxl": ("staffing/workbook/opening.py",),
    "xlsxwriter": ("staffing/workbook/layout.py", "staffing/roster_book/render.py"),
    "sqlmodel": ("models/record.py", "staffing/store/"),
    "sqlalchemy": ("models/record.py", "staffing/store/"),
}
"""Library → the only files (or folders) that import it."""

UNITS = {
    3: "columns of a table of pairs",
    10: "tenths of a period; powers of ten",
    12: "months of a year",
    100: "per cent",
    365: "days of a year",
    1000: "metres of a kilometre",
}
"""Numbers of the world, not of any policy."""

EXACT_ARITHMETIC = {
    "facts/commute.py": {6_371_008.8: "mean radius of the earth in metres"},
    "facts/competition.py": {9: "a month later than any"},
    "facts/demand.py": {5: "years of primary school in 五四", 6: "and in 六三"},
    "facts/recall.py": {28: "28 February for a day that a year lacks"},
    "ratios/_even.py": {4: "rounds of refinement", 24: "bits of fineness"},
    "ratios/_spread.py": {1e-9: "relative tolerance of a search whose end is checked exactly"},
    "ratios/_thresholds.py": {64: "shares tried", 1000: "finest share"},
    "ratios/_words.py": {4: "decimal places shown"},
    "ratios/_within.py": {64: "spans of totals tried"},
    "ratios/variation.py": {8: "decimal digits of a root"},
}
"""Further numbers that a file's arithmetic needs, with the reason."""


def sources(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            yield name, ast.parse(path.read_text("utf-8"), filename=name)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_imports_run_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == 0


def test_each_library_has_its_narrow_place() -> None:
    strays = [
        f"{name} imports {library}"
        for name, tree in sources(*PACKAGES)
        for library in set(imported(tree)) & NARROW_PLACES.keys()
        if not name.startswith(NARROW_PLACES[library])
    ]
    assert strays == []


def test_no_policy_number_stands_in_a_rule() -> None:
    strays = []
    for name, tree in sources("constraints"):
        own = EXACT_ARITHMETIC.get(name.removeprefix("constraints/"), {})
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and type(node.value) in (int, float, complex):
                value = node.value
                if value not in (0, 1, 2) and value not in UNITS and value not in own:
                    strays.append(f"{name}:{node.lineno} {value}")
    assert strays == []


def test_no_reason_outlives_its_number() -> None:
    trees = {name.removeprefix("constraints/"): tree for name, tree in sources("constraints")}
    for name, reasons in EXACT_ARITHMETIC.items():
        values = {n.value for n in ast.walk(trees[name]) if isinstance(n, ast.Constant)}
        assert set(reasons) <= values, name


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_are_ours(package: str) -> None:
    found = importlib.import_module(package).__file__
    assert found is not None and Path(found).is_relative_to(ROOT)


def test_no_file_is_called_by_what_it_is_not() -> None:
    names = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py"}
    assert [n for n, _ in sources(*PACKAGES, "tests") if Path(n).name in names] == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone: nothing tells what belongs to the project")
    names = listed.stdout.decode().split("\0")
    return [ROOT / n for n in names if n and not n.endswith(".xlsx") and (ROOT / n).is_file()]


def test_no_machine_or_index_is_named() -> None:
    places = re.compile(
        r"(?<![\w.])/(tmp|work|root|home|opt|Users|usr(?!/bin/env)|var)/|[A-Z]:\\|pythonhosted|pypi\.org"
        r"|(?<!no-emit-)index-url"
    )
    strays = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked()
        if path != Path(__file__)
        for found in places.finditer(path.read_text("utf-8"))
    ]
    assert strays == []


def test_the_lock_names_versions_and_hashes_only() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text and "--index" not in text
    pinned = re.findall(r"^([a-z0-9-]+)==\S+", text, re.M)
    assert text.count("--hash=sha256:") >= len(pinned) > 20
    wanted = re.findall(r'^    "([a-z0-9-]+)[><=]', (ROOT / "pyproject.toml").read_text(), re.M)
    assert set(wanted) <= set(pinned)

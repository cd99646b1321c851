"""The county that comes with the program, in a clone and when installed."""

from __future__ import annotations

import shlex
from pathlib import Path

from models.problem import InputRefused, Problem
from staffing.job import Job

SAMPLE_COUNTY = Path(__file__).parent.parent / "data_samples" / "sample_county"
"""Folder of the sample county: beside this package in a clone, and equally when installed."""

BOOK, POLICY, FAULTY_ROSTER = "input.xlsx", "policy.toml", "roster_by_hand.xlsx"
TEACHERS, SEED = 5000, 7
"""What ``staffing sample`` was asked for to make the workbook."""

COUNTY_NAME = "样例县"


def sample_policy() -> Path:
    """The policy that goes with the sample county of any size, by its shorter path."""
    whole = SAMPLE_COUNTY / POLICY
    here = Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


def next_commands(book: Path, roster: Path | None) -> tuple[str, ...]:
    """What to type with a sample county just written: solve it; audit the faulty roster."""
    county, policy = shlex.quote(str(book)), shlex.quote(str(sample_policy()))
    solve = f"staffing solve {county} --policy {policy} -o 花名册.xlsx"
    if roster is None:
        return (solve,)
    by_hand = shlex.quote(str(roster))
    return solve, f"staffing audit {county} --roster {by_hand} --policy {policy}"


def demo_job(output: Path, database: str | None = None) -> Job:
    """The main job on the sample county. Makes the folder of *output* where it is missing."""
    for name in (BOOK, POLICY):
        if not (SAMPLE_COUNTY / name).is_file():
            text = "随程序附带的样例县不在，无法演示；请重新安装，或在源码目录中运行"
            raise InputRefused([Problem(name, "", text, "no_sample")])
    output.parent.mkdir(parents=True, exist_ok=True)
    book, policy = SAMPLE_COUNTY / BOOK, SAMPLE_COUNTY / POLICY
    leaders = output.with_name(f"{output.stem}（领导人员，内部）.xlsx")
    return Job(book, policy, output, county_name=COUNTY_NAME, database=database, leaders=leaders)

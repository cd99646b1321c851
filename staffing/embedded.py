"""The county that comes with the program, in a clone and when installed."""

from __future__ import annotations

from pathlib import Path

from models.problem import InputRefused, Problem
from staffing.job import Job

SAMPLE_COUNTY = Path(__file__).parent.parent / "data_samples" / "sample_county"
"""Folder of the sample county: beside this package in a clone, and equally when installed."""

BOOK, POLICY, FAULTY_ROSTER = "input.xlsx", "policy.toml", "roster_by_hand.xlsx"
TEACHERS, SEED = 5000, 7
"""What ``staffing sample`` was asked for to make the workbook."""

COUNTY_NAME = "样例县"


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

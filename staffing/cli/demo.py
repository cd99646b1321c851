"""``staffing demo``: the whole main job on the county that comes with the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Database, Json, Overwrite
from staffing.cli.solve import carry_out
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

Output = Annotated[
    Path,
    typer.Option("-o", "--output", metavar="花名册.xlsx", help="默认 out/样例县花名册.xlsx"),
]


def run(
    output: Output = Path("out/样例县花名册.xlsx"),
    overwrite: Overwrite = False,
    database: Database = None,
    as_json: Json = False,
) -> Exit:
    """Solve the embedded county under its own policy."""
    from staffing.embedded import demo_job

    job = replace(demo_job(output, database), overwrite=overwrite)
    return carry_out(job, Voice(as_json))


COMMAND = Spec(
    "demo",
    """演示：用自带的样例县走完全过程，写出花名册

样例县约 5000 名教师、120 多所学校，全部虚构；政策见 data_samples/sample_county。""",
    "staffing demo",
    run,
)

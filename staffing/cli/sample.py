"""``staffing sample``: a synthetic county of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Json, Overwrite
from staffing.cli.spec import Spec
from staffing.cli.template import Target
from staffing.cli.voice import Voice

Size = Annotated[int, typer.Option("--teachers", metavar="整数", help="专任教师人数，默认 5000")]
Seed = Annotated[int, typer.Option("--seed", metavar="整数", help="随机种子，默认 7")]
Roster = Annotated[
    Path | None, typer.Option("--roster", metavar="方案.xlsx", help="同时写出埋了错的手工方案")
]


def run(
    target: Target,
    teachers: Size = 5000,
    seed: Seed = 7,
    roster: Roster = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> Exit:
    """Write a synthetic county, and a faulty hand-made roster for it if asked."""
    from staffing.embedded import next_commands, sample_policy
    from staffing.roster_book.target import check_new
    from staffing.sample.files import write_sample

    for path in filter(None, (target, roster)):
        check_new(path, overwrite=overwrite)
    county = write_sample(target, teachers, seed, roster)
    voice, commands = Voice(as_json), next_commands(target, roster)
    voice.written(
        f"样例县（学校 {len(county.schools)} 所，教职工 {len(county.teachers)} 人）",
        target,
        roster=str(roster) if roster else None,
        schools=len(county.schools),
        staff=len(county.teachers),
        policy=str(sample_policy()),
        next=list(commands),
    )
    if not as_json:
        for command in commands:
            voice.screen.say(f"下一步：{command}")
    return Exit.DONE


COMMAND = Spec(
    "sample",
    """样例县：任意规模的虚构数据，同样的人数和种子得到同样的文件

人名、学校都是编造的。另可写出一份手工方案，其中有意埋了错，供 audit 练习。
配套的政策是随程序附带的 data_samples/sample_county/policy.toml；写完后会给出下一步的整条命令。""",
    """staffing sample 样例.xlsx --teachers 5000 --seed 7
staffing sample 样例.xlsx --roster 手工方案.xlsx""",
    run,
)

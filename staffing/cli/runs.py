"""``staffing runs``: the record of runs, and old rosters written again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Database, Json, LeadersOutput, Overwrite
from staffing.cli.spec import Family, Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from models.record import OriginRecord, RunRecord

RunId = Annotated[str, typer.Argument(metavar="编号", help="运行编号，或它开头的几位")]
Target = Annotated[Path, typer.Option("-o", "--output", metavar="花名册.xlsx", help="要写出的文件")]


def list_(database: Database = None, as_json: Json = False) -> Exit:
    """All runs, the latest first; what-ifs apart."""
    from staffing.store import Store

    voice = Voice(as_json)
    with Store(database, existing=True) as store:
        records, supposed, origins = store.list(), store.supposed(), store.origins()
    if as_json:
        from staffing.json_contract import run_record_json, supposition_json

        runs = [run_record_json(record, origins.get(record.id)) for record in records]
        voice.data({"runs": runs, "whatif": [supposition_json(*pair) for pair in supposed]})
    else:
        from staffing.console import show_rows

        headers = (
            ">编号", "~>时间（UTC）", "来历", "结果", "~>条数", "~县", "~学期", "~政策",
            "~>建议人选（条）",
        )  # fmt: skip
        show_rows(voice.screen, "运行记录", headers,
                  (_cells(record, origins.get(record.id)) for record in records))  # fmt: skip
        if supposed:
            rows = [(s.name, r.id, "；".join(s.words.split("\n")), s.base) for r, s in supposed]
            titles = ("名称", "编号", "假设", "~对照的运行")
            show_rows(voice.screen, "存下的假设（staffing compare 可用名称）", titles, rows)
    return Exit.DONE


_KINDS = {"solve": "求解", "replan": "重排", "option": "上会方案", "round": "轮次"}
"""How a run came about, by ``staffing.result.RunKind``."""


def _origin(record: RunRecord, origin: OriginRecord | None) -> str:
    """``重排（2 项异议）``, ``上会方案乙``; empty where it was not kept."""
    if origin is None:
        return ""
    _, _, option = record.county.rpartition("（方案")
    name = option.removesuffix("）") if origin.kind == "option" else ""
    told = f"（{origin.objections} 项异议）" if origin.objections else ""
    return f"{_KINDS[origin.kind]}{name}{told}"


def _short(conclusion: str) -> str:
    """What one run differs in from another, short enough for a line of a table."""
    from staffing.wording import CURVED

    found = conclusion.removeprefix("已求得方案，")
    return found.replace(f"，其中{CURVED}", "（折线）")


def _cells(record: RunRecord, origin: OriginRecord | None) -> tuple[object, ...]:
    from staffing.wording import STATUS_WORDS

    words = {str(status): text for status, text in STATUS_WORDS.items()}
    return (
        record.id,
        f"{record.made_at:%y-%m-%d %H:%M}",
        _origin(record, origin),
        _short(origin.conclusion if origin else words.get(record.status, record.status)),
        record.placements,
        record.county,
        f"{record.school_year} {record.term.value}",
        record.policy_name,
        record.proposed,
    )


def show(run_id: RunId, database: Database = None, as_json: Json = False) -> Exit:
    """One run: tiers and plan as they were recorded."""
    from staffing.store import Store

    voice = Voice(as_json)
    with Store(database, existing=True) as store:
        stored = store.load(run_id)
    if as_json:
        voice.data({**stored.result, "run": {**stored.result["run"], "id": stored.record.id}})
    else:
        from staffing.console import show_rows, show_tiers
        from staffing.roster_book.book import names_in

        names = {} if stored.book is None else names_in(stored.book)
        headers = (
            "教师编号",
            "姓名",
            "方式",
            "~关系",
            "派出学校",
            "接收学校",
            "~学科",
            "~起",
            "~止",
        )
        rows = (
            (
                p.person, names.get(p.person, ""), p.mode, p.relation,
                names.get(p.home, p.home), names.get(p.host, p.host), p.subject, p.start, p.end,
            )
            for p in stored.shown
        )  # fmt: skip
        show_rows(voice.screen, f"第 {stored.record.id} 次运行的安排", headers, rows)
        show_tiers(voice.screen, stored.tiers)
    return Exit.DONE


def export(
    run_id: RunId,
    output: Target,
    leaders: LeadersOutput = None,
    overwrite: Overwrite = False,
    database: Database = None,
    as_json: Json = False,
) -> Exit:
    """Write the workbooks of a recorded run again, byte for byte."""
    from staffing.roster_book import write_book
    from staffing.roster_book.names import leaders_words
    from staffing.roster_book.target import check_new, check_target
    from staffing.store import Store

    check_new(output, overwrite=overwrite)
    if leaders is not None:
        check_new(leaders, overwrite=overwrite)
        check_target(leaders, [output], overwrite=overwrite)
    voice = Voice(as_json)
    with Store(database, existing=True) as store:
        stored = store.load(run_id)
    books = [(stored.plan_book(), output)]
    if leaders is not None:
        books.append((stored.leaders_book(), leaders))
    for book, path in books:
        write_book(book, path)
    voice.written("花名册", output, **({} if leaders is None else {"leaders": str(leaders)}))
    if leaders is not None:
        voice.screen.say(f"已写出领导人员内部文件：{leaders}（不得外传）")
    elif stored.withheld:
        voice.screen.say(f"{leaders_words(stored)}加 --leaders-output 领导.xlsx 写出。")
    return Exit.DONE


FAMILY = Family(
    "runs",
    "运行记录：历次运行，以及把旧方案的花名册原样再写一份",
    "staffing runs\nstaffing runs list --db 记录.db",
    (
        Spec("list", "列出历次运行，新的在前", "staffing runs list", list_),
        Spec("show", "一次运行的安排和各层级", "staffing runs show 1a2b3c4d-1", show),
        Spec(
            "export",
            "把一次运行的花名册（和领导人员内部文件）原样再写一份，与当时逐字节相同",
            "staffing runs export 1a2b3c4d-1 -o 花名册.xlsx",
            export,
        ),
    ),
    default="list",
)

"""总览 and 图表: what a leader looks at first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.roster import Roster
from staffing.data_audit.switched_off import switched_off
from staffing.leaders.discretion import discreet
from staffing.leaders.listed import figures_words
from staffing.lists.going_on import held_words
from staffing.result import Run, roster_sha256
from staffing.roster_book.book import Block, Chart, Column, Sheet, Value
from staffing.roster_book.names import Names, leaders_words, moving
from staffing.roster_book.over_limits import over_limits_in_short
from staffing.tables import FlowTable, GapLine, people_words, proposed_words, subject_totals
from staffing.wording import (
    OVER_LIMIT,
    amount,
    count_words,
    finding_counts,
    full_loads,
    measured_and_required,
    policy_words,
    proof_words,
    state_words,
    unit_words,
)

_WIDTHS = (16, 30, 12, 12, 10, 8, 24)
_SIGNATURES = (
    "经办人：________________　　审核人：________________　　分管领导：________________",
    "局主要负责人：________________　　日期：____年__月__日　　（盖章）",
)


def overview_sheet(run: Run, names: Names, lines: Sequence[GapLine], ways: FlowTable) -> Sheet:
    """总览: what this plan is, how good it is, what it still lacks, and room to sign."""
    gained = (_jointness(run),) if run.jointness else ()
    blocks = (_about(run, lines), _modes(run, ways), _tiers(run), *gained, _targets(run, names))
    title = f"{run.county_name}{run.county.term.school_year}学年{run.subject}总览"
    return Sheet("总览", title, blocks, widths=_WIDTHS)


def _about(run: Run, lines: Sequence[GapLine]) -> Block:
    term, policy = run.county.term, run.policy
    moves, listed = moving(run), roster_sha256(Roster.of(run.shown))
    proposed = proposed_words(moves)
    held = f"；其中建议人选 {proposed}，须确认后方可公示" if proposed else ""
    rows: tuple[tuple[str, str], ...] = (
        ("本期", f"{term.school_year}学年 {term.name.value}，{term.start} 至 {term.end}"),
        ("口径日期", f"{term.reference}"),
        ("政策", policy_words(policy)),
        ("结果", run.conclusion),
        ("安排", f"{people_words(run)}{held}。{leaders_words(run)}"),
        *((("延续", held_words(run.situation)),) if held_words(run.situation) else ()),
        ("学科缺口合计", _gap_words(lines)),
        ("独立核查", finding_counts(discreet(run.result.findings), len(run.over_limits))),
        *((("数字口径", figures_words(run.situation)),) if figures_words(run.situation) else ()),
        *(((OVER_LIMIT, over_limits_in_short(run.situation, run.over_limits)),)
          if run.over_limits else ()),
        *((("走教与交流一并求解", run.not_compared),) if run.not_compared else ()),
        ("数据指纹", f"工作簿内容 {run.county.content_sha256[:12]}；"
                     f"政策 {run.info.policy_sha256[:12]}；名单 {listed[:12]}"),
    )  # fmt: skip
    columns = (Column("项目"), Column("内容", wrap=True))
    return Block(columns, rows, spread=True)


def _gap_words(lines: Sequence[GapLine]) -> str:
    """What the county lacks before and after, in periods and in full loads."""
    totals = subject_totals(lines)
    before, after = (
        f"{sum(periods, Decimal(0)).normalize():f} 课时/周，折合 {full_loads(sum(posts))} 人"
        for periods, posts in (
            ([t.periods_before for t in totals], [t.posts_before for t in totals]),
            ([t.periods_after for t in totals], [t.posts_after for t in totals]),
        )
    )
    return f"安排前 {before}；安排后 {after}（幼儿园只计人）"


def _modes(run: Run, ways: FlowTable) -> Block:
    """Placements by mode and direction, one fact a row; then what is switched off leaves out."""
    columns = (Column("方式"), Column("方向", wrap=True), Column("条数"))
    rows: list[tuple[Value, ...]] = [
        (mode, ways.directions[i], count)
        for mode, counts in ways.rows
        for i, count in enumerate(counts)
        if count
    ]
    rows += [("合计", "", sum(ways.totals))]
    return Block(
        columns,
        tuple(rows),
        heading="安排汇总（按方式与方向，含外县派入）",
        lines_after=switched_off(run.situation),
    )


def _tiers(run: Run) -> Block:
    columns = (
        Column("先后"),
        Column("层级", wrap=True),
        Column("数值"),
        Column("已证界限"),
        Column("单位"),
        Column("证明", wrap=True, judges=True),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (n, tier.name, amount(tier.value, tier.unit), amount(tier.bound, tier.unit),
         unit_words(tier.unit),
         proof_words(tier) + (f"。{tier.note}" if tier.note else ""))
        for n, tier in enumerate(run.result.tiers, 1)
    )  # fmt: skip
    return Block(columns, rows, heading="各层级（先后次序由政策定，数值越小越好）", spread=True)


def _jointness(run: Run) -> Block:
    """Uncovered lessons when 走教 is decided in one model, and when it comes after rotation."""
    columns = (
        Column("先后"),
        Column("层级", wrap=True),
        Column("一并求解"),
        Column("先交流后走教"),
        Column("少"),
        Column("单位"),
    )
    rows: list[tuple[Value, ...]] = [
        (n, x.name, amount(x.together, x.unit), amount(x.apart, x.unit),
         amount(x.apart - x.together, x.unit), unit_words(x.unit))
        for n, x in enumerate(run.jointness, 1)
    ]  # fmt: skip
    return Block(columns, tuple(rows), heading="走教与交流一并求解的好处（前面的层级先比）")


def _targets(run: Run, names: Names) -> Block:
    columns = (
        Column("编号"),
        Column("指标", wrap=True),
        Column("实测"),
        Column("要求"),
        Column("还差"),
        Column("单位"),
        Column("结论", wrap=True, judges=True),
    )
    rows: list[tuple[Value, ...]] = []
    for line in run.result.targets:
        measured, required = measured_and_required(line)
        name = f"{line.name}（{names.key(line.key)}）" if line.key else line.name
        short, unit = amount(line.short, line.unit), unit_words(line.unit)
        rows.append((line.id, name, measured, required, short, unit, state_words(line)))
    heading = f"指标：{count_words(run.result.targets)}"
    return Block(columns, tuple(rows), heading=heading, lines_after=_SIGNATURES)


def charts_sheet(lines: Sequence[GapLine], flows: FlowTable) -> Sheet:
    """图表: shortages by subject before and after; people by direction."""
    totals = subject_totals(lines)
    gaps = Block(
        (
            Column("学科", 14),
            Column("缺课时（前）", 13),
            Column("缺课时（后）", 13),
            Column("折合缺人（前）", 15),
            Column("折合缺人（后）", 15),
        ),
        tuple(
            (
                t.subject,
                t.periods_before,
                t.periods_after,
                full_loads(t.posts_before),
                full_loads(t.posts_after),
            )
            for t in totals
        ),
        heading="各学科缺口合计",
    )
    ways = Block(
        (Column("方向", 14), Column("条数", 14)),
        tuple(zip(flows.directions, flows.totals, strict=True)),
        heading="按方向统计",
    )
    charts = (
        Chart("column", "各学科折合缺人：安排前与安排后", 0, 0, (3, 4), "人"),
        Chart("bar", "各方向安排条数", 1, 0, (1,), "条"),
    )
    note = "缺课时为周课时；幼儿园的学科（保教、保育等）只计人，不计课时。前、后指安排之前和之后。"
    return Sheet(
        "图表", "缺口与流向", (gaps, ways), (note,), charts=charts, widths=(14, 13, 13, 15, 15)
    )

"""连同领导人员的数字: what leaders' moves change of the numbers a roster tells without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from constraints.facts.load import TENTHS
from constraints.outcome import Outcome
from constraints.teams.programme_cost import RULE as COST
from models.policy import Force
from models.roster import Placement, Roster
from staffing.naming import CountyNames
from staffing.result import Run, Whole
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.wording import (
    amount,
    measured_and_required,
    state_words,
    unit_words,
)

_Row = tuple[Value, ...]
_COLUMNS = (
    Column("何处", 28, wrap=True),
    Column("项目", 30, wrap=True),
    Column("花名册的数字", 30, wrap=True),
    Column("连同领导人员", 30, wrap=True),
)
NAME = "连同领导人员的数字"


def counted_sheet(names: CountyNames, run: Run, note: str) -> Sheet:
    """One row per number that differs; note: what stands on every sheet of the workbook."""
    rows = () if run.whole is None else tuple(_rows(names, run, run.whole))
    notes = (note, "只列不同的数字；花名册按所列安排计，去留未决定的学校领导按留在原校计。")
    return Sheet(NAME, NAME, (Block(_COLUMNS, rows),), notes)


def _rows(names: CountyNames, run: Run, whole: Whole) -> Iterator[_Row]:
    for row in (*_posts(run, whole), *_gaps(run, whole), *_tiers(run, whole),
                *_targets(names, run, whole), *_costs(run)):  # fmt: skip
        if row[2] != row[3]:
            yield row
    yield from _findings(run, whole)


def _posts(run: Run, whole: Whole) -> Iterator[_Row]:
    for here, there in zip(run.gaps_after.schools, whole.gaps_after.schools, strict=True):
        if here.establishment is not None and there.establishment is not None:
            mine, theirs = here.establishment, there.establishment
            yield here.name, "在编", mine.on_roll, theirs.on_roll
            yield here.name, "在岗", mine.on_duty, theirs.on_duty
            yield here.name, "能任教", mine.supply, theirs.supply


def _gaps(run: Run, whole: Whole) -> Iterator[_Row]:
    called = {school.code: school.name for school in run.gaps_after.schools}
    here, there = run.gaps_after.by_cell, whole.gaps_after.by_cell
    for cell in sorted(here.keys() | there.keys()):
        mine, theirs = (side[cell].gap if cell in side else None for side in (here, there))
        place, stage, subject = cell
        words = f"{stage.value}{subject}缺（课时；幼儿园为人）"
        yield called.get(place, place), words, _periods(mine), _periods(theirs)


def _periods(tenths: int | None) -> Decimal | None:
    return None if tenths is None else Decimal(tenths) / TENTHS


def _tiers(run: Run, whole: Whole) -> Iterator[_Row]:
    for here, there in zip(run.result.tiers, whole.result.tiers, strict=True):
        unit = unit_words(here.unit)
        yield (
            "全县",
            f"层级：{here.name}（{unit}）",
            *(amount(t.value, t.unit) for t in (here, there)),
        )


def _targets(names: CountyNames, run: Run, whole: Whole) -> Iterator[_Row]:
    mine, theirs = (
        {(t.rule, t.key): t for t in (*x.targets, *x.target_parts)}
        for x in (run.result, whole.result)
    )
    for line in {**theirs, **mine}.values():  # some lines there are only where somebody goes
        both = (side.get((line.rule, line.key)) for side in (mine, theirs))
        told = (
            None if t is None else f"{measured_and_required(t)[0]}，{state_words(t)}" for t in both
        )
        yield names.key(line.key) or "全县", f"指标：{line.name}", *told


def _costs(run: Run) -> Iterator[_Row]:
    """What programmes cost; a mode that only leaders go by stands on no other sheet."""
    for row in (r for r in run.policy.rows_of(COST.id) if r.force is not Force.OFF):
        plans = (run.shown, run.placements)
        here, there = (
            {m.key: m.measured for m in COST.measure(_outcome(run, rows), row.params)}
            for rows in plans
        )
        for key in there:
            sums = (None if x.get(key) is None else int(x[key] or 0) for x in (here, there))
            yield "经费（元）", key or "合计", *sums


def _outcome(run: Run, placements: Sequence[Placement]) -> Outcome:
    return Outcome(run.situation, Roster.of(tuple(placements)))


def _findings(run: Run, whole: Whole) -> Iterator[_Row]:
    here, there = run.result.findings, whole.result.findings
    for finding in here:
        if finding not in there:
            yield "", f"核查：{finding.name}", finding.message, None
    for finding in there:
        if finding not in here:
            yield "", f"核查：{finding.name}", None, finding.message

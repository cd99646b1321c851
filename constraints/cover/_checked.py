"""What the plain checks of cover share: schools of a group, the plan slice by slice, keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from constraints.facts.demand import Cell, Demand
from constraints.facts.grouping import Grouping
from constraints.facts.load import TENTHS
from constraints.facts.slices import Slices
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure, Number
from models.roster import Placement, Roster
from models.vocabulary import Stage

UNSTATED = "学科需求.周课时"
"""What a stage without a curriculum lacks."""


def by_slice(outcome: Outcome) -> Iterator[tuple[tuple[str, ...], Outcome]]:
    """(what keys say of the slice, the plan as it stands then); one slice says nothing."""
    slices = Slices.of(outcome.situation)
    several = len(slices.spans) > 1
    for late in range(len(slices.spans)):
        now = outcome
        if several:
            running = [p for p in outcome.roster.placements if _runs(slices, p, late)]
            now = outcome.like(Roster.of(running), late=late, schools=outcome.schools)
        yield ((str(late + 1),) if several else ()), now


def _runs(slices: Slices, placement: Placement, late: int) -> bool:
    first, last = slices.covered(placement.start, placement.end)
    return first <= late <= last


def undecided(
    situation: Situation, group: str, stages: Sequence[Stage] | None
) -> Iterator[Measure]:
    """Rows for what cannot be known: the group itself, or stages without a stated need."""
    missing = missing_group(situation, group, stages)
    if missing:
        yield Measure("", None, None, None, missing=missing)
    for school, stage in Demand.of(situation).undecided:
        if Grouping.of(situation).has(group, school) and (stages is None or stage in stages):
            missing = Demand.of(situation).lacking((school,)) or (UNSTATED,)
            yield Measure(f"{school}/{stage}", None, None, None, missing=missing)


def missing_group(
    situation: Situation, group: str, stages: Sequence[Stage] | None
) -> tuple[str, ...]:
    """Columns and cells on which it hangs whether schools with lessons are in a group."""
    demand = Demand.of(situation)
    asked = {*((school, stage) for school, stage, _ in demand.needs), *demand.undecided}
    asked = {x for x in asked if x[1] is not Stage.KINDERGARTEN}
    among = {school for school, stage in asked if stages is None or stage in stages}
    return Grouping.of(situation).missing(group, among=among)


def cells_of(
    situation: Situation,
    after: Mapping[Cell, object],
    group: str,
    stages: Sequence[Stage] | None,
    schools: frozenset[Code] | None = None,
) -> tuple[Cell, ...]:
    """Cells with need or supply in a group's schools, sorted; kindergartens count in heads.

    schools: only of these, None = all.
    """
    grouping, demand = Grouping.of(situation), Demand.of(situation)
    needs: Iterable[Cell] = demand.needs
    if schools is not None:
        needs = [cell for school in schools for cell in demand.cells_at.get(school, ())]
    return tuple(
        cell
        for cell in sorted({*needs, *after})
        if cell[1] is not Stage.KINDERGARTEN
        and grouping.has(group, cell[0])
        and (stages is None or cell[1] in stages)
    )


def leavers(outcome: Outcome) -> dict[Cell, list[Code]]:
    """Who leaves a cell, full-time or for part of the week, in code order."""
    supply, found = Supply.of(outcome.situation), dict[Cell, list[Code]]()
    away = {**outcome.mains, **{visit.person: () for visit in outcome.visits}}
    for person in sorted(away):
        before = supply.cell_before(outcome, person)
        if before is not None:
            found.setdefault(before, []).append(person)
    return found


def key_of(cell: Cell, suffix: Sequence[str] = ()) -> str:
    """``school/stage/subject``, with the slice when there are several."""
    return "/".join((*cell, *suffix))


def where(finding: Finding) -> str:
    """A cell's key as words: ``河东小学 小学语文``, and the slice."""
    parts = finding.key.split("/")
    late = f"（第{parts[-1]}时段）" if parts[-1].isdigit() and len(parts) > 1 else ""
    school, *taught = parts[:-1] if late else parts
    return f"{school} {''.join(taught)}".strip() + late


def periods(tenths: Number | None) -> str:
    """Tenths of a period as periods, for people: 125 → ``12.5``."""
    amount = int(tenths or 0)
    whole, rest = divmod(abs(amount), TENTHS)
    return f"{'-' if amount < 0 else ''}{whole}" + (f".{rest}" if rest else "")


def held(tenths: Number | None) -> str:
    """What a cell has, for people: less than nothing is what 减免 and 走教 take beyond it."""
    if int(tenths or 0) >= 0:
        return f"实有{periods(tenths)}课时"
    return f"实有0课时，减免和走教还多出{periods(-int(tenths or 0))}课时"

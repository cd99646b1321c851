"""How the gap table is computed: needs less supply, and what 兼课 covers of the lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from constraints.facts.alongside import Alongside
from constraints.facts.demand import CARE, NURSING, Cell, Demand
from constraints.facts.establishment import Establishment
from constraints.facts.load import TENTHS, Load
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code, Subject
from models.vocabulary import Stage
from staffing.gaps.table import Gaps, SchoolGaps, SubjectGap


def compute_gaps(situation: Situation, outcome: Outcome | None = None) -> Gaps:
    """Establishment and subject gaps before any decision, or under the plan of *outcome*."""
    establishment = Establishment.of(situation)
    lines = establishment.lines if outcome is None else establishment.after(outcome)
    by_holder = {line.school: line for line in lines}
    found = _subjects(situation, outcome)
    missing = _missing(situation)
    schools = tuple(
        SchoolGaps(
            code=code,
            name=situation.county.school[code].name,
            establishment=by_holder.get(code),
            subjects=tuple(found.get(code, ())),
            missing=missing.get(code, ()),
        )
        for code in sorted(code for campuses in establishment.holders.values() for code in campuses)
    )
    return Gaps(schools, _totals(schools))


def _subjects(situation: Situation, outcome: Outcome | None) -> Mapping[Code, list[SubjectGap]]:
    """Subject gaps by school, sorted by stage and subject, kindergarten heads first."""
    found: defaultdict[Code, list[SubjectGap]] = defaultdict(list)
    for code, gap in _heads(situation, outcome):
        found[code].append(gap)
    supply = Supply.of(situation)
    periods = supply.periods if outcome is None else supply.periods_after(outcome)
    by_stage = _by_stage(Demand.of(situation).needs, periods)
    for (school, stage), cells in sorted(by_stage.items(), key=lambda item: _place(*item[0])):
        found[school].extend(_settled(situation, school, stage, cells))
    return found


def _by_stage(
    needs: Mapping[Cell, int], periods: Mapping[Cell, int]
) -> Mapping[tuple[Code, Stage], dict[Subject, tuple[int, int]]]:
    """(school, stage) → subject → (needed, available); kindergartens left out."""
    grouped: defaultdict[tuple[Code, Stage], dict[Subject, tuple[int, int]]] = defaultdict(dict)
    for cell in sorted({*needs, *periods}):
        school, stage, subject = cell
        if stage is not Stage.KINDERGARTEN:
            grouped[school, stage][subject] = needs.get(cell, 0), periods.get(cell, 0)
    return grouped


def _settled(
    situation: Situation, school: Code, stage: Stage, cells: Mapping[Subject, tuple[int, int]]
) -> Iterator[SubjectGap]:
    load = Load.of(situation)
    balance = {subject: available - need for subject, (need, available) in cells.items()}
    uncovered = Alongside.of(situation).settle(school, stage, balance)
    for subject, (need, available) in cells.items():
        gap = uncovered.get(subject, 0)
        full = load.standard(stage, subject)
        yield SubjectGap(
            stage=stage,
            subject=subject,
            needed=need,
            available=available,
            alongside=max(need - available, 0) - gap,
            gap=gap,
            gap_people=_people(gap, full),
            load=full or TENTHS,
        )


def _heads(situation: Situation, outcome: Outcome | None) -> Iterator[tuple[Code, SubjectGap]]:
    """Kindergarten teachers and carers by school."""
    demand, supply = Demand.of(situation), Supply.of(situation)
    people = supply.people if outcome is None else supply.people_after(outcome)
    teachers: defaultdict[Code, int] = defaultdict(int)
    for (school, stage, subject), codes in people.items():
        if stage is Stage.KINDERGARTEN and subject != NURSING:
            teachers[school] += len(codes)
    carers = _carers(situation)
    for school, need in demand.heads.items():
        yield school, _head_gap(CARE, need, teachers[school])
    for school, need in demand.carers.items():
        yield school, _head_gap(NURSING, need, None if carers is None else carers.get(school, 0))


def _carers(situation: Situation) -> Mapping[Code, int] | None:
    """保育 staff by school, whatever their post; None when the workbook lists none at all."""
    standing = StandingFact.of(situation)
    rows = [row for row in situation.county.teachers if row.subject == NURSING]
    if not rows:
        return None
    counts: defaultdict[Code, int] = defaultdict(int)
    for row in rows:
        school = standing.by_person[row.code].school
        if school is not None and row.status in standing.p.able:
            counts[school] += 1
    return counts


def _head_gap(subject: Subject, need: int, there: int | None) -> SubjectGap:
    short = None if there is None else max(need - there, 0)
    return SubjectGap(
        stage=Stage.KINDERGARTEN,
        subject=subject,
        needed=need * TENTHS,
        available=None if there is None else there * TENTHS,
        alongside=0,
        gap=None if short is None else short * TENTHS,
        gap_people=short,
        load=TENTHS,
        in_heads=True,
    )


def _missing(situation: Situation) -> Mapping[Code, tuple[str, ...]]:
    """What the workbook lacks, by school, in words naming sheet and column."""
    found: defaultdict[Code, list[str]] = defaultdict(list)
    demand = Demand.of(situation)
    for school, stage in demand.undecided:
        unstated = f"学科需求（{stage.value}没有课程方案，未填学科需求，缺口无法判定）"
        unlisted = [f"{text}，{stage.value}缺口无法判定" for text in demand.lacking((school,))]
        found[school].extend(unlisted or (unstated,))
    carers = _carers(situation)
    for school in Demand.of(situation).carers if carers is None else ():
        found[school].append("教师.主教学科（没有一名保育人员，保育员缺口无法判定）")
    for line in Establishment.of(situation).lines:
        if line.approved is None:
            found[line.school].append("学校.核定编制（空白，超缺编无法判定）")
        if line.standard is None and situation.county.school[line.school].kind.stages:
            found[line.school].append("编制标准（政策没有该学段的标准，或缺班级表，无法判定）")
    return {code: tuple(texts) for code, texts in found.items()}


def _totals(schools: tuple[SchoolGaps, ...]) -> tuple[SubjectGap, ...]:
    """Sums by stage and subject over schools; an unknown part leaves the sum unknown."""
    grouped: defaultdict[tuple[Stage, Subject], list[SubjectGap]] = defaultdict(list)
    for school in schools:
        for gap in school.subjects:
            grouped[gap.stage, gap.subject].append(gap)
    order = sorted(grouped, key=lambda key: _place(key[1], key[0]))
    return tuple(_total(grouped[key]) for key in order)


def _total(parts: list[SubjectGap]) -> SubjectGap:
    first = parts[0]
    gap = _sum(part.gap for part in parts)
    return SubjectGap(
        stage=first.stage,
        subject=first.subject,
        needed=sum(part.needed for part in parts),
        available=_sum(part.available for part in parts),
        alongside=sum(part.alongside for part in parts),
        gap=gap,
        gap_people=None if gap is None else _people(gap, first.load),
        load=first.load,
        in_heads=first.in_heads,
    )


def _sum(parts: Iterator[int | None]) -> int | None:
    stated = list(parts)
    return None if None in stated else sum(part for part in stated if part is not None)


def _place(name: str, stage: Stage) -> tuple[int, str]:
    return list(Stage).index(stage), name


def _people(gap: int, load: int) -> int | None:
    """Full loads, rounded up; None for a stage without a load."""
    return -(-gap // load) if load else None

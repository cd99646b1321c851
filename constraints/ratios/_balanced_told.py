"""Schools under the seven indicators one by one: what each has, and what it does not reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil

from constraints.facts.demand import Demand
from constraints.outcome import Outcome
from constraints.ratios._balanced import MATERIAL, Site, facilities
from constraints.ratios._holding import Holding, held
from constraints.ratios._population import CountedAt, counted
from constraints.ratios._words import figures, percent
from constraints.situation import Situation
from models.column import Code
from models.finding import Measure
from models.sheets import FacilityRow
from models.vocabulary import Stage

Values = Mapping[str, Fraction | None]

_HUNDRED = 100
_MATERIAL = {field.name: field.column.header for field in FacilityRow.fields()}
_STAFF = {
    "L1": "每百名学生高于规定学历教师数",
    "L2": "每百名学生骨干教师数",
    "L3": "每百名学生体育、艺术教师数",
}
NAMES = _STAFF | {label: _MATERIAL[name] for label, name in MATERIAL.items()}
"""Indicators in words."""


_FEW = 10
"""How many schools that fail are named in one sentence."""


def measured(
    outcome: Outcome,
    compared: Iterable[Site],
    staff: Mapping[str, Mapping[Stage, Holding]],
    where: CountedAt,
) -> dict[Code, dict[Site, Values]]:
    """L1—L7 of every site compared, by school; staff: L1—L3, whose people count there."""
    people: dict[tuple[Code, Stage], list[Code]] = {}
    for person in counted(outcome, where, recruits=True):
        people.setdefault((person.school, person.stage), []).append(person.code)
    found: dict[Code, dict[Site, Values]] = {}
    for site in compared:
        values: dict[str, Fraction | None] = dict(facilities(outcome.situation, site))
        for label, by_stage in staff.items():
            known = held(outcome.situation, by_stage[site.stage])
            have = sum(bool(known.get(code)) for code in people.get((site.school, site.stage), []))
            values[label] = Fraction(have * _HUNDRED, site.pupils)
        found.setdefault(site.school, {})[site] = values
    return found


def named(situation: Situation, failing: Sequence[Code]) -> str:
    """The schools that fail, the first few by name."""
    names = "、".join(situation.county.school[code].name for code in failing[:_FEW])
    more = f"等{len(failing)}所，逐校见指标明细" if len(failing) > _FEW else ""
    return f"未达到的学校：{names}{more}" if failing else ""


def school_parts(
    situation: Situation,
    values: Mapping[Code, Mapping[Site, Values]],
    shorts: Mapping[Code, int | None],
    standards: Mapping[Stage, Mapping[str, Fraction]],
    floor: Fraction,
) -> Iterator[Measure]:
    """School by school what is reached and what is not; shorts: 1 = it fails, None = not known."""
    for school, short in shorts.items():
        own = values.get(school, {})
        note = _school_note(own, [standards[site.stage] for site in own], floor)
        lacking = _unknown_cells(own) if own else Demand.of(situation).lacking((school,))
        missing = lacking if short is None else ()
        yield Measure(school, None, None, short, missing=missing, note=note)


def _school_note(
    values: Mapping[Site, Values], standards: Sequence[Mapping[str, Fraction]], floor: Fraction
) -> str:
    """``7项中达标5项；未达标：…``, stage by stage where a school has several."""
    several = len(values) > 1
    return "；".join(
        (f"{site.stage.value}：" if several else "") + _stage_note(site, known, standard, floor)
        for (site, known), standard in zip(values.items(), standards, strict=True)
    )


def _unknown_cells(values: Mapping[Site, Values]) -> tuple[str, ...]:
    """Columns of 办学条件 that a school has left blank."""
    return tuple(
        f"办学条件.{NAMES[label]}"
        for label in NAMES
        if any(known[label] is None for known in values.values())
    )


def _stage_note(
    site: Site, known: Values, standard: Mapping[str, Fraction], floor: Fraction
) -> str:
    told = {label: value for label, value in known.items() if value is not None}
    missed = [label for label in standard if label in told and told[label] < standard[label]]
    words = f"{len(standard)}项中达标{len(told) - len(missed)}项"
    listed = "、".join(_missed(site, x, told[x], standard[x], floor) for x in missed)
    return f"{words}，未达标：{listed}" if listed else words


def _missed(site: Site, label: str, value: Fraction, standard: Fraction, floor: Fraction) -> str:
    """One indicator: what there is, what there ought to be, and how many people that takes."""
    have, ought = figures(value, standard)
    more = list(_more(site, label, value, standard))
    if value < floor * standard:
        more.append(f"低于标准的{percent(floor, 0)}")
    return f"{label}{NAMES[label]}{have}，应{ought}" + (f"（{'，'.join(more)}）" if more else "")


def _more(site: Site, label: str, value: Fraction, standard: Fraction) -> Iterator[str]:
    if label in _STAFF:
        lacking = ceil(standard * site.pupils / _HUNDRED) - value * site.pupils / _HUNDRED
        yield f"差{lacking}人"

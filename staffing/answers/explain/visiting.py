"""Visits (走教) in a person's own case: what they come to in a week, why, and by which clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from constraints.facts.itinerant import Itinerant
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.policy import Force
from models.roster import Placement
from models.vocabulary import Mode
from staffing.naming import CountyNames

_LIMITS = ("itinerant_district", "itinerant_schools", "itinerant_half_days", "itinerant_days")
"""Rules a person who goes about may hold the plan to, in the order they are cited."""


@dataclass(frozen=True)
class VisitWeek:
    """A visit in a week. half_days: 0 where a hand stated no lessons; journeys: ways there and
    back; kilometres: of one such way, whole, None = road unknown."""

    half_days: int
    journeys: int
    kilometres: int | None


def week_of(situation: Situation, placement: Placement) -> VisitWeek | None:
    """What a visit comes to in a week; None for any other placement."""
    if placement.mode is not Mode.ITINERANT:
        return None
    fact = Itinerant.of(situation)
    half_days = fact.half_days(placement)
    way = fact.round_trip(placement.home, placement.host)
    return VisitWeek(half_days, fact.journeys(half_days), way)


def week_words(week: VisitWeek) -> str:
    """``2 个半天，往返 1 次共 10 公里``, of a week."""
    if not week.half_days:
        return "没有写周课时，半天数和路程无法计算"
    road = "路程不详" if week.kilometres is None else f"共 {week.journeys * week.kilometres} 公里"
    return f"{week.half_days} 个半天，往返 {week.journeys} 次{road}"


def goes_about(placements: Sequence[Placement]) -> bool:
    """Whether visits are all the plan has for somebody."""
    return bool(placements) and all(p.mode is Mode.ITINERANT for p in placements)


def why_visits(outcome: Outcome, visits: Sequence[Placement]) -> str:
    """What made them: the subject, and the circle in which the schools lie."""
    names, county = CountyNames(outcome.county), outcome.county
    row = county.teacher[visits[0].person]
    own = [p for p in visits if p.subject in (None, row.subject)]
    taught = "、".join(dict.fromkeys(str(p.subject or row.subject) for p in visits))
    duty = "任教" if len(own) == len(visits) else "任教和兼教"
    home = county.school.get(visits[0].home)
    sisters = [p.host for p in visits
               if county.legal_school(p.host) == county.legal_school(p.home)]  # fmt: skip
    circles = [f"同在{home.district}"] if home and len(sisters) < len(visits) else []
    circles += ["属同一法人学校"] if sisters else []
    hosts = "、".join(dict.fromkeys(names.school(p.host) for p in visits))
    return f"{duty}{taught}，{hosts}与{names.school(visits[0].home)}{'、'.join(circles)}，列入走教"


def stays_words(visits: Sequence[Placement], names: CountyNames) -> str:
    """Where the person belongs meanwhile."""
    home = names.school(visits[0].home)
    return f"主要岗位和编制都在{home}不变，走教不转编制；哪半天到哪校见“走教课表”"


def citations_of_visits(situation: Situation) -> tuple[str, ...]:
    """Document and clause of the mode, of whom and where it serves, and of the limits in force."""
    policy = situation.policy
    keys = ("modes.itinerant.relation", "facts.itinerant.subjects", "facts.itinerant.hosts")
    cited = [policy.cite(key) for key in keys]
    for rule in _LIMITS:
        rows = (row for row in policy.rows_of(rule) if row.force is not Force.OFF)
        cited += [policy.citation(row.basis) for row in rows]
    return tuple(dict.fromkeys(text for text in cited if text))


def weeks_json(placements: Iterable[Placement], weeks: Iterable[VisitWeek | None]) -> list[Any]:
    """Every visit's week, for programs."""
    return [
        {
            "host": p.host,
            "half_days": week.half_days,
            "journeys": week.journeys,
            "kilometres_each": week.kilometres,
        }
        for p, week in zip(placements, weeks, strict=True)
        if week is not None
    ]

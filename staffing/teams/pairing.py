"""Proposals only: pairs (结对) for schools that have none, township-seat schools for researchers.

Pairs: every unpaired school gets a partner of its stage; no partner carries more than the smallest
number with which that is possible for most schools; among those the total distance is least. That
is a minimum-cost flow, solved exactly by shortest augmenting paths in integers, ties by code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from constraints.facts.commute import Commute
from constraints.facts.grouping import Grouping
from constraints.facts.pairing import Pairing
from constraints.outcome import Outcome
from constraints.situation import Situation
from constraints.teams.pairing_coverage import P as Coverage
from constraints.teams.pairing_coverage import unpaired
from constraints.teams.researcher_schools import P as Links
from constraints.teams.researcher_schools import links_of
from models.column import Code


@dataclass(frozen=True)
class ProposedPair:
    """A pair the office may make. partner: None when no school of the stage is left to ask;
    metres: road between them, None when unknown; load: schools the partner would then look after.
    """

    school: Code
    partner: Code | None
    metres: int | None
    load: int


def propose_pairs(situation: Situation, p: Coverage) -> tuple[ProposedPair, ...]:
    """A partner for every school of the policy's range that has none, in code order."""
    schools = unpaired(situation, p)
    partners = _partners(situation, p, schools)
    carried = {code: len(Pairing.of(situation).partners_of(code)) for code in partners}
    roads = _roads(situation, schools, partners)
    chosen: Mapping[Code, Code] = {}
    for most in range(1, len(schools) + max(carried.values(), default=0) + 1):
        room = {code: max(most - carried[code], 0) for code in partners}
        found = least_cost(schools, room, roads)
        chosen = found if len(found) > len(chosen) else chosen
        if len(chosen) == len({school for school, _ in roads}):
            break
    load = Counter(carried) + Counter(chosen.values())
    return tuple(_pair(situation, school, chosen.get(school), load) for school in schools)


def least_cost(
    schools: Sequence[Code], room: Mapping[Code, int], cost: Mapping[tuple[Code, Code], int]
) -> dict[Code, Code]:
    """As many schools as possible with a partner each, partners within their room, at least cost.

    Shortest augmenting paths one after the other: exact, integer, the same for the same input.
    """
    chosen: dict[Code, Code] = {}
    for _ in schools:
        path = _shortest(schools, room, cost, chosen)
        if path is None:
            break
        for school, partner in path:
            chosen[school] = partner
    return dict(sorted(chosen.items()))


def _shortest(
    schools: Sequence[Code],
    room: Mapping[Code, int],
    cost: Mapping[tuple[Code, Code], int],
    chosen: Mapping[Code, Code],
) -> list[tuple[Code, Code]] | None:
    """Cheapest way to serve one more school, moving others where that pays; None = no way."""
    used = Counter(chosen.values())
    reach: dict[Code, tuple[int, tuple[tuple[Code, Code], ...]]] = {}
    start = {school: (0, ()) for school in schools if school not in chosen}
    frontier: dict[Code, tuple[int, tuple[tuple[Code, Code], ...]]] = dict(start)
    while frontier:
        better: dict[Code, tuple[int, tuple[tuple[Code, Code], ...]]] = {}
        for school, (spent, path) in frontier.items():
            for partner in room:
                if (school, partner) not in cost or chosen.get(school) == partner:
                    continue
                total = spent + cost[school, partner]
                if partner not in reach or total < reach[partner][0]:
                    reach[partner] = better[partner] = (total, (*path, (school, partner)))
        frontier = {}
        for partner, (spent, path) in better.items():
            for school, held in chosen.items():
                if held == partner and reach[partner][0] == spent:
                    back = spent - cost[school, partner]
                    if school not in frontier or back < frontier[school][0]:
                        frontier[school] = (back, path)
    free = [(reach[c][0], c) for c in room if c in reach and used[c] < room[c]]
    return list(reach[min(free)[1]][1]) if free else None


def _partners(situation: Situation, p: Coverage, schools: Sequence[Code]) -> tuple[Code, ...]:
    """Legal schools of the policy's range (all strong ones where it names none), in code order."""
    grouping, county = Grouping.of(situation), situation.county
    names = p.partners or ("strong",)
    members = sorted({code for name in names for code in grouping.working(name)})
    legal = (code for code in members if county.legal_school(code) == code)
    return tuple(code for code in legal if code not in schools)


def _roads(
    situation: Situation, schools: Sequence[Code], partners: Sequence[Code]
) -> dict[tuple[Code, Code], int]:
    """Metres between schools with a stage in common; an unknown road is longer than any known."""
    county, commute = situation.county, Commute.of(situation)
    found: dict[tuple[Code, Code], int | None] = {
        (school, partner): commute.metres(school, partner)
        for school in schools
        for partner in partners
        if set(county.school[school].kind.stages) & set(county.school[partner].kind.stages)
    }
    far = max((metres for metres in found.values() if metres is not None), default=0) + 1
    return {pair: far if metres is None else metres for pair, metres in found.items()}


def _pair(
    situation: Situation, school: Code, partner: Code | None, load: Mapping[Code, int]
) -> ProposedPair:
    if partner is None:
        return ProposedPair(school, None, None, 0)
    metres = Commute.of(situation).metres(school, partner)
    return ProposedPair(school, partner, metres, load[partner])


@dataclass(frozen=True)
class ProposedLink:
    """A researcher to look after a township-seat school (包扶)."""

    researcher: Code
    school: Code


def propose_links(outcome: Outcome, p: Links) -> tuple[ProposedLink, ...]:
    """Schools nobody looks after go to whoever has fewest, then everyone gets the least number.

    Ties go by code.
    """
    links = {person: list(schools) for person, schools in links_of(outcome, p.group).items()}
    schools = _legal_members(outcome, p.group)
    found: list[ProposedLink] = []

    def add(person: Code, school: Code) -> None:
        links[person].append(school)
        found.append(ProposedLink(person, school))

    served = {school for own in links.values() for school in own}
    for school in schools if links else ():
        if school not in served:
            add(min(links, key=lambda person: (len(links[person]), person)), school)
    for person in links:
        load = Counter(school for own in links.values() for school in own)
        for school in sorted(schools, key=lambda code: (load[code], code)):
            if len(links[person]) < p.least and school not in links[person]:
                add(person, school)
    return tuple(sorted(found, key=lambda link: (link.researcher, link.school)))


def _legal_members(outcome: Outcome, group: str) -> tuple[Code, ...]:
    members = Grouping.of(outcome.situation).working(group)
    return tuple(code for code in members if outcome.county.legal_school(code) == code)

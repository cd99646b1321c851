"""Pairs and links proposed: everyone served, loads even, roads short."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from constraints.outcome import Outcome
from constraints.teams.pairing_coverage import P as Coverage
from constraints.teams.researcher_schools import P as Links
from models.column import Code
from models.roster import Roster
from models.sheets import DistanceRow, PairingRow
from staffing.teams.pairing import ProposedPair, least_cost, propose_links, propose_pairs
from tests.tiny import county, school, situation, teacher, tiny

RURAL = Coverage(group="rural", partners=("strong",), share=Fraction(1))


def _road(one: str, other: str, km: int) -> DistanceRow:
    return DistanceRow(school_a=one, school_b=other, km=km)  # type: ignore[arg-type]


def _rural(pairings=()):  # type: ignore[no-untyped-def]
    """Three village schools, two strong schools in town, V1 nearest to S1, all of them near it."""
    villages = [school(f"V{n}", strong=False) for n in (1, 2, 3)]
    strong = [school(f"S{n}", strong=True, locale="城区", county_seat=True) for n in (1, 2)]
    junior = school("J1", kind="初中", strong=False)
    roads = [_road(f"V{n}", "S1", n) for n in (1, 2, 3)]
    roads += [_road("V1", "S2", 20), _road("V2", "S2", 9), _road("V3", "S2", 30)]
    return situation(county([*villages, *strong, junior], distances=roads, pairings=pairings))


def test_loads_even_first_then_the_shortest_roads() -> None:
    assert propose_pairs(_rural(), RURAL) == (
        ProposedPair(Code("J1"), None, None, 0),
        ProposedPair(Code("V1"), Code("S1"), 1000, 2),
        ProposedPair(Code("V2"), Code("S2"), 9000, 1),
        ProposedPair(Code("V3"), Code("S1"), 3000, 2),
    )


def test_pairs_there_are_count_as_load() -> None:
    known = [PairingRow(school="V1", other="S1", kind="结对")]  # type: ignore[arg-type]
    found = {pair.school: pair.partner for pair in propose_pairs(_rural(known), RURAL)}
    assert found == {"J1": None, "V2": "S2", "V3": "S1"}


def test_least_cost_is_the_least_of_all_ways() -> None:
    dice = random.Random(7)
    for _ in range(60):
        schools = [Code(f"V{n}") for n in range(dice.randint(1, 4))]
        room = {Code(f"S{n}"): dice.randint(0, 2) for n in range(dice.randint(1, 3))}
        cost = {(a, b): dice.randint(1, 9) for a in schools for b in room if dice.random() < 0.8}
        found = least_cost(schools, room, cost)
        best = min(_every_way(schools, room, cost))
        assert (-len(found), sum(cost[pair] for pair in found.items())) == best


def _every_way(schools, room, cost):  # type: ignore[no-untyped-def]
    for choice in product([None, *room], repeat=len(schools)):
        pairs = [(a, b) for a, b in zip(schools, choice, strict=True) if b is not None]
        fits = all(choice.count(b) <= most for b, most in room.items())
        if fits and all(pair in cost for pair in pairs):
            yield -len(pairs), sum(cost[pair] for pair in pairs)


def test_every_seat_school_and_every_researcher_gets_a_link() -> None:
    whole = tiny()
    office = school("R", kind="教研机构", township_seat=False)
    seats = [school(code, township_seat=True) for code in ("D", "E")]
    people = [teacher(f"R{n}", "R") for n in (1, 2)]
    here = situation(county([*whole.schools, office, *seats], people))
    outcome = Outcome(here, Roster(()))
    found = propose_links(outcome, Links(group="township_seat", least=1, cover_all=True))
    assert {link.school for link in found} == {"C", "D", "E"}
    assert [link.researcher for link in found] == ["R1", "R1", "R2"]

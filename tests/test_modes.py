"""Every way of being placed is used on a small sample county, and each can be switched off."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from constraints.facts.grouping import Grouping
from constraints.situation import Situation
from models.vocabulary import Mode, Round
from staffing.competition.rounds import Staged
from staffing.embedded import POLICY, SAMPLE_COUNTY
from staffing.modelling import visiting
from staffing.policy_file import load, parse_overlay_set
from staffing.result import Run
from staffing.sample import make_county
from staffing.tables import flows

TEACHERS, SEED = 280, 1
"""A small county that has a school small enough for 走教 and lacks a specialist there."""
MODES = tuple(mode for mode in Mode if mode is not Mode.STAY)


@cache
def forecast(*settings: str) -> Run:
    """All rounds and the whole plan of the sample county, 走教 on, with these settings."""
    county = make_county(TEACHERS, SEED)
    overlays = [parse_overlay_set(text) for text in ("modes.itinerant.on=true", *settings)]
    policy = load(SAMPLE_COUNTY / POLICY, county.term.reference, overlays)
    return Staged(Round.FORECAST, "样例县", "0" * 64).run(Situation(county, policy))


def placed(run: Run) -> Counter[str]:
    return Counter(p.mode.value for p in run.placements)


def test_the_sample_county_has_every_mode_in_it() -> None:
    run = forecast()
    assert run.result.status == "optimal"
    assert set(placed(run)) == {mode.value for mode in MODES}


def test_the_table_counts_them_by_mode_and_direction() -> None:
    run = forecast()
    counted = {mode: sum(counts) for mode, counts in flows(run).rows}
    sent = {"支教", "挂职"}  # other counties' people are in the table, not among the placements
    assert {m: n for m, n in counted.items() if m not in sent} == {
        m: n for m, n in placed(run).items() if m not in sent
    }
    assert all(counted[mode] > placed(run)[mode] for mode in sent)
    ways = flows(run).directions
    assert any(way.startswith("外县到") for way in ways) and any(w.endswith("到外县") for w in ways)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name.lower())
def test_each_can_be_switched_off_and_the_rest_still_solves(mode: Mode) -> None:
    run = forecast(f"modes.{mode.name.lower()}.on=false")
    assert run.result.status == "optimal"
    modes = placed(run)
    assert mode.value not in modes and len(modes) >= len(MODES) - 3


def test_in_the_shipped_county_specialists_go_about_among_small_schools() -> None:
    """As the documents speak of 走教: few pairs, so that the whole county stays quick to solve."""
    county = make_county()
    on = parse_overlay_set("modes.itinerant.on=true")
    there = Situation(county, load(SAMPLE_COUNTY / POLICY, county.term.reference, [on]))
    pairs, small = visiting.slate(there).moves, Grouping.of(there).members("small")
    hosts = {county.schools[i].code for i in pairs.host.tolist()}
    assert hosts and hosts <= set(small) and len(pairs) < 100

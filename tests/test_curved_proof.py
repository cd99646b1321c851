"""A proof made of straight rows that stand for a curve is not called one of the curve."""

from __future__ import annotations

import pytest

from constraints.situation import Situation
from staffing.json_contract import solve_json
from staffing.policy_file import load, parse_overlay_set
from staffing.run import run_county
from tests.every_roster import PLAIN as PLAIN_POLICY
from tests.every_roster import under
from tests.tiny import tiny

PLAIN = "已求得方案，各层均已证明最优"


@pytest.mark.parametrize("curved", [True, False])
def test_the_headline_says_what_the_proofs_are_of(curved: bool) -> None:
    off = [parse_overlay_set("modes.itinerant.on=false")]
    county = tiny()
    policy = load(PLAIN_POLICY, county.term.reference, off)
    there = Situation(county, policy) if curved else under(county)
    run = run_county(there, county_name="样例县", input_sha256="0" * 64)
    bent = {tier["id"]: tier for tier in solve_json(run)["tiers"] if tier["curved"]}
    if not curved:
        assert run.conclusion == PLAIN and not bent
        return
    assert run.conclusion == f"{PLAIN}，其中比例、差异系数按偏严的折线计"
    (tier,) = bent.values()
    assert tier["id"] == "targets"
    assert tier["note"].endswith("证明是对折线说的：求解计 3 人，核查为 0 人")

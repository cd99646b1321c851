"""The JSON contract: keys may be added, never renamed."""

from __future__ import annotations

import json

from models.problem import Problem
from staffing.json_contract import audit_json, check_json, gaps_json, solve_json
from tests.out.finished import ID_NUMBER, SECRET, finished_run

SOLVE = {"status", "tiers", "placements", "findings", "targets", "run"}
PLACEMENT = {"person", "mode", "relation", "home", "host", "start", "end", "periods", "team"}
FINDING = {"rule", "instance", "key", "measured", "required", "short", "unit", "state", "people",
           "message", "document", "clause"}  # fmt: skip
TARGET = {"id", "rule", "name", "numerator", "denominator", "measured", "required", "short_people",
          "state", "document", "clause", "standing"}  # fmt: skip
RUN = {"id", "input_sha256", "policy_sha256", "roster_sha256", "versions", "seconds"}
ESTABLISHMENT = {"approved", "standard_by_pupils", "standard_by_classes", "binding", "on_roll",
                 "on_duty", "supply", "over_under"}  # fmt: skip
SUBJECT = {"subject", "needed_periods", "available_periods", "gap_periods", "gap_people"}


def test_solve_has_the_contracts_keys_and_is_json() -> None:
    printed = json.loads(json.dumps(solve_json(finished_run(), "abc-1")))
    assert printed.keys() >= SOLVE and printed["run"].keys() >= RUN
    assert printed["tiers"][0].keys() >= {"name", "value", "bound", "status"}
    assert all(row.keys() >= PLACEMENT for row in printed["placements"])
    assert printed["run"]["id"] == "abc-1" and printed["run"]["seconds"] == {"cover": 1.5}


def test_audit_has_the_contracts_keys_and_exact_shares() -> None:
    result = finished_run().result
    printed = audit_json(result.findings, result.targets)
    assert printed["findings"][0].keys() >= FINDING
    share, spread = printed["targets"]
    assert share.keys() >= TARGET and spread.keys() >= TARGET
    assert share["measured"] == 0.095238 and share["measured_exact"] == "2/21"
    assert (share["numerator"], share["short_people"], share["state"]) == (2, 1, "short")
    assert spread["measured"] is None and spread["state"] == "undecidable"


def test_gaps_have_the_contracts_keys() -> None:
    schools = gaps_json(finished_run().gaps_before)["schools"]
    assert schools[0].keys() >= {"code", "name", "establishment", "subjects"}
    assert schools[0]["establishment"].keys() >= ESTABLISHMENT
    assert all(line.keys() >= SUBJECT for school in schools for line in school["subjects"])


def test_check_has_the_contracts_keys() -> None:
    printed = check_json([Problem("教师", "H23", "错", "kind")], [])
    assert printed["errors"] == [{"sheet": "教师", "cell": "H23", "message": "错", "kind": "kind"}]
    assert printed["warnings"] == []


def test_nothing_private_is_printed() -> None:
    printed = json.dumps(solve_json(finished_run()), ensure_ascii=False)
    assert ID_NUMBER not in printed and SECRET not in printed

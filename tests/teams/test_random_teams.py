"""Solver and audit agree on teams, counterparts, quotas and interns drawn at random."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest

from constraints.facts.seats import QUOTA_RULE, Quota
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.roster import Roster
from models.sheets import InternRow, LockRow
from models.vocabulary import Direction, Mode, TeamRole
from staffing.leaders.discretion import listed
from staffing.solve import solve
from staffing.teams.as_written import slips
from tests.rules.teams import CITED, guest, out, team, with_teams

ROLES = tuple(role.value for role in TeamRole)


def _county(dice: random.Random) -> Situation:
    rows: list[Any] = []
    for number in range(dice.randint(1, 3)):
        ends = {"receiver": dice.choice("ABC"), "sender": dice.choice(["W1", "W2"])}
        rows += [
            team(role, dice.randint(1, 2), team=f"TD{number}", **ends,
                 counterparts=dice.choice([None, None, 0, 1, 2]))
            for role in dice.sample(ROLES, dice.randint(1, 3))
        ]  # fmt: skip
    if dice.random() < 0.7:
        receiver = dice.choice(["W9", "W9", "B"])
        rows += [
            out(role, dice.randint(1, 2), receiver=receiver,
                subject=dice.choice([None, None, "语文"]))
            for role in dice.sample(ROLES, dice.randint(1, 3))
        ]  # fmt: skip
    interns = [
        InternRow(school=school, subject=subject, heads=dice.randint(1, 4), term=term)  # type: ignore[arg-type]
        for school in "AB" for subject in ("语文", "数学") for term in ("秋季", "春季")
        if dice.random() < 0.3
    ]  # fmt: skip
    guests = [
        guest(f"G{n}", dice.choice(ROLES), sender=dice.choice(["W1", "W2"]),
              receiver=dice.choice("ABC"), attached=dice.random() < 0.5,
              subject=dice.choice(["语文", "体育", None]))
        for n in range(dice.randint(0, 4))
    ]  # fmt: skip
    locks = [
        LockRow(person=person, mode=dice.choice(["支教", "跟岗", "交流"]), reason="公示",  # type: ignore[arg-type]
                school=dice.choice(["B", "C", "W1"]), decided_by="局")  # type: ignore[arg-type]
        for person in ("T2", "K2") if dice.random() < 0.2
    ]  # fmt: skip
    sheets: dict[str, Any] = {"interns": interns, "outside_people": guests, "locks": locks}
    return _with_quota(dice, with_teams(*rows, **sheets)())


def _with_quota(dice: random.Random, here: Situation) -> Situation:
    quota = Quota(
        direction=dice.choice(list(Direction)),
        mode=dice.choice([Mode.ATTACHMENT, Mode.SHADOWING]),
        roles=tuple(dice.sample(list(TeamRole), 2)),
        heads=dice.randint(1, 3),
        each=dice.random() < 0.5,
        paired=dice.random() < 0.5,
        group="compulsory",
        semesters=dice.randint(1, 2),
    )
    row = RuleRow(QUOTA_RULE, "quota", Force.SOFT, quota, {}, CITED, tier="mandates")
    kept = tuple(x for x in here.policy.rules if x.rule != QUOTA_RULE and x.tier != "targets")
    return Situation(here.county, dataclasses.replace(here.policy, rules=(*kept, row)))


def _agree(seed: int) -> None:
    """Solving raises Disagreement where the audit counts otherwise; of a plan of ours every cell
    can be, with the leaders' rows and without."""
    here = _county(random.Random(seed))
    found = solve(here)
    assert found.status in ("optimal", "infeasible"), seed
    plan = found.roster or Roster(())
    assert slips(here, plan) == slips(here, listed(here, plan)) == (), seed


@pytest.mark.parametrize("seed", range(12))
def test_solver_and_audit_agree(seed: int) -> None:
    _agree(seed)


@pytest.mark.long
def test_solver_and_audit_agree_many_times() -> None:
    for seed in range(1000, 1300):
        _agree(seed)

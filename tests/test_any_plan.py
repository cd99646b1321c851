"""Plans by hand that nobody should write: anyone, anywhere, by any way, on any days.

The audit tells what is wrong with them; it does not stumble.
"""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.column import Code, Subject
from models.finding import State
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation, Stage, TeamRole
from staffing.audit import audit
from staffing.fairness import fairness
from staffing.modelling.candidates import propose
from staffing.roster_book.audit_book import audit_book
from staffing.teams.fill import inbound, join
from tests.every_mode import every_mode_county

SEEDS = range(40)
DAYS = (date(2025, 9, 1), date(2026, 9, 1), date(2026, 11, 1), date(2027, 2, 1))
LAST = (date(2026, 12, 31), date(2027, 1, 31), date(2027, 8, 31), date(2028, 8, 31))
NOBODY, NOWHERE = Code("无此人"), Code("无此校")


def _placement(dice: random.Random, here: Situation) -> Placement:
    county = here.county
    guests = [row.code for row in county.outside_people]
    person = dice.choice([*here.people * 3, *guests, NOBODY])
    hosts = [row.code for row in (*county.schools * 3, *county.outside_schools)]
    home = dice.choice(hosts)
    if person in here.person_index and dice.random() < 0.8:
        home = StandingFact.of(here).by_person[person].school or Code("")
    return Placement(
        person=person,
        mode=dice.choice(list(Mode)),
        relation=dice.choice(list(Relation)),
        home=home,
        host=dice.choice([*hosts, NOWHERE]),
        start=dice.choice(DAYS),
        end=dice.choice(LAST),
        subject=dice.choice([None, *map(Subject, ("语文", "数学", "体育", "物理"))]),
        stage=dice.choice([None, *Stage]),
        periods=dice.choice([None, Decimal(0), Decimal("2.5"), Decimal(4)]),
        post=dice.choice([None, "其他", *(role.value for role in TeamRole)]),
        team=dice.choice([None, Code("TX"), *(row.team for row in county.teams)]),
        return_school=dice.choice([None, home, dice.choice(hosts)]),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_audit_tells_of_any_plan(seed: int) -> None:
    dice, here = random.Random(seed), every_mode_county(seed)
    openings = propose(here).openings
    for _ in range(4):
        rows = [_placement(dice, here) for _ in range(dice.randint(1, 12))]
        plan = Roster.of(list({row.order: row for row in rows}.values()))
        found = audit(here, plan, openings)
        assert all(f.message and f.state is not State.MET for f in found.findings)
        assert found.targets
        audit_book(found, fairness(found, plan, openings))
        join(here, plan)
        inbound(here, plan)

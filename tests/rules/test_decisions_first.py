"""Limits that published decisions (锁定) exceed: nobody free adds to it, in every roster there is.

What free people add is told by the check with the decisions held to the limit like anybody else:
how much smaller the excess would be at best if some of them stayed at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

import pytest

from constraints.appointment import grade_structure
from constraints.cover import sending_floor
from constraints.districts import district_first
from constraints.establishment import duty_cap, establishment_cap
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rotation import flow_balance, move_caps
from constraints.situation import Situation
from models.policy import Params
from models.roster import Placement, Roster
from models.sheets import GradePostRow, LockRow
from models.vocabulary import Mode
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.answers.resolving import resolve
from staffing.solve import prepare, solve
from tests import test_rules
from tests.answers.planted import CHINESE, lock
from tests.every_roster import check_against_every_roster, every_roster, under
from tests.rules.case import Case, shorts
from tests.tiny import move, situation, teacher, tiny

EXTRA = [teacher("T8", "A", "数学", homeroom=True), teacher("T9", "C", "数学")]


@dataclass(frozen=True)
class Scene:
    """A county in which the locks break a limit, and who may go where besides.

    locks, free: ``person from to``; one person's free ways after another are alternatives.
    """

    rule: str
    params: Params
    locks: tuple[str, ...]
    free: tuple[str, ...]
    mode: str = "交流"
    approved: int = 1

    def there(self) -> Situation:
        """The county of seven and two more mathematicians; B holds T5 alone."""
        rows = [self._lock(*text.split()) for text in self.locks]
        posts = [
            GradePostRow(school=school, grade=grade, approved=number)  # type: ignore[arg-type]
            for school, number in (("A", 9), ("B", self.approved), ("C", 9))
            for grade in ("中级", "初级")
        ]
        changes = {"B": {"approved": self.approved}, "T5": {"title": "一级"}}
        return situation(tiny(changes, more=EXTRA, locks=rows, grade_posts=posts))

    def _lock(self, person: str, _: str, school: str) -> LockRow:
        return LockRow(person=person, mode=self.mode, school=school, reason="公示", decided_by="局")  # type: ignore[arg-type]

    def rosters(self, there: Situation) -> Iterator[Roster]:
        """What is locked, and everybody free at home or going one of their ways."""
        decided = Outcome(there, Roster(())).decided
        people = sorted({text.split()[0] for text in self.free})
        ways = [[None, *(t for t in self.free if t.startswith(code))] for code in people]
        for taken in product(*ways):
            gone = (self._move(there, *text.split()) for text in taken if text)
            yield Roster.of([*decided, *gone])

    def _move(self, there: Situation, person: str, home: str, host: str) -> Placement:
        row = there.county.teacher[person]  # type: ignore[index]
        relation = "调动" if self.mode == "调动" else "不调动"
        return move(person, home, host, self.mode, relation=relation, subject=row.subject)


TO_B = ("T1 A B", "T4 A B")
AROUND_B = ("T5 B A", "T5 B C", "T2 A B", "T9 C B", "T9 C A")
COUNTED = (Mode.ROTATION,)
CAP = {"modes": COUNTED, "groups": (), "share": None, "heads": 1, "least": 0}
BAND: dict[str, Any] = {"one": "urban", "other": "rural", "modes": COUNTED, "allowance": 0}
SCENES = (
    Scene("duty_cap", duty_cap.P(margin=Fraction(0), least=0), TO_B, AROUND_B),
    Scene("duty_cap", duty_cap.P(margin=Fraction(0), least=1), TO_B, AROUND_B),
    Scene("duty_cap", duty_cap.P(margin=Fraction(0), least=0), ("T1 A B", "T5 B A"), AROUND_B[2:]),
    Scene("establishment_cap", establishment_cap.P(), TO_B, AROUND_B, "调动"),
    Scene("establishment_cap", establishment_cap.P(), TO_B, AROUND_B, "调动", 2),
    Scene("grade_structure", grade_structure.P(free_groups=()), TO_B, AROUND_B, "调动"),
    Scene(
        "sending_floor",
        sending_floor.P(group="compulsory", share=Fraction(1)),
        ("T3 A B",),
        ("T8 A C", "T8 A B", "T5 B A", "T9 C A", "T7 C A"),
    ),
    Scene(
        "flow_balance",
        flow_balance.P(**BAND, low=Fraction(1), high=None),
        TO_B,
        ("T2 A C", "T3 A B", "T5 B A", "T6 C A", "T6 C B", "T7 C A"),
    ),
    Scene(
        "flow_balance",
        flow_balance.P(**BAND, low=None, high=Fraction(1)),
        ("T6 C A", "T7 C A", "T1 A B"),
        ("T2 A C", "T3 A B", "T5 B A", "T9 C A"),
    ),
    Scene("move_caps", move_caps.P(scope=move_caps.CapScope.IN, **CAP), TO_B, AROUND_B),
    Scene("move_caps", move_caps.P(scope=move_caps.CapScope.COUNTY, **CAP), TO_B, AROUND_B),
    Scene(
        "district_first",
        district_first.P(modes=COUNTED, most=0, directed_free=False),
        ("T1 A C",),
        ("T2 A C", "T2 A B", "T5 B C", "T6 C A", "T6 C B"),
    ),
)
ONLY_ADDED_TO = ("move_caps", "district_first")
"""Limits that nobody's going makes room under."""
IDS = [f"{scene.rule} {number}" for number, scene in enumerate(SCENES)]


def short(scene: Scene, there: Situation, roster: Roster, *, lifted: bool) -> dict[str, int]:
    """Key → shortfall of the scene's rule."""
    outcome = Outcome(there, roster, lifted=lifted)
    return shorts(list(rules()[scene.rule].measure(outcome, scene.params)))


def some(placements: tuple[Placement, ...]) -> Iterator[tuple[Placement, ...]]:
    """Every selection of them."""
    sizes = range(len(placements) + 1)
    return chain.from_iterable(combinations(placements, size) for size in sizes)


@pytest.mark.parametrize("scene", SCENES, ids=IDS)
def test_a_shortfall_is_what_free_people_add_to_the_excess(scene: Scene) -> None:
    there, exceeded, eased = scene.there(), 0, 0
    alone = short(scene, there, Roster.of(Outcome(there, Roster(())).decided), lifted=False)
    for roster in scene.rosters(there):
        plan = Outcome(there, roster)
        excess = short(scene, there, roster, lifted=False)
        rests = [Roster.of([*plan.decided, *kept]) for kept in some(plan.chosen)]
        least = [short(scene, there, rest, lifted=False) for rest in rests]
        added = {key: over - min(x.get(key, 0) for x in least) for key, over in excess.items()}
        found = short(scene, there, roster, lifted=True)
        assert found == {key: over for key, over in added.items() if over}, roster
        exceeded += bool(found)
        eased += sum(excess.values()) < sum(alone.values())
    assert exceeded
    assert eased or not alone or scene.rule in ONLY_ADDED_TO


@pytest.mark.parametrize("scene", SCENES, ids=IDS)
def test_the_solver_says_the_same_of_every_roster(scene: Scene) -> None:
    there = scene.there()
    for roster in scene.rosters(there):
        case = Case(str(roster), there, scene.params, roster=roster)
        test_rules.test_the_two_halves_agree_on_a_case(scene.rule, case)


# -- whole plans -----------------------------------------------------------------------------------


def capped(force: str = "hard", approved: int = 1, *locks: LockRow) -> Situation:
    """B has one person for so many places, and nobody for 语文, which T1 and T2 of A could do."""
    county = tiny({"B": {"approved": approved}}, locks=locks or [lock("T3", "B")])
    settings = ("force=" + force, "margin=0", "least=0", "tier=law", "concede=60")
    return under(county, *(f"rules.duty_cap.{text}" for text in settings))


def into(there: Situation) -> list[str]:
    """Who comes to B in the plan, the locked aside."""
    found = check_against_every_roster(there)
    assert found.roster is not None
    return [m.person for m in Outcome(there, found.roster).chosen if m.host == "B"]


def test_a_place_that_somebody_leaves_is_not_filled_again() -> None:
    """Were the limit lifted to what is locked, T1 would take the place that T5 leaves."""
    assert into(capped("off")) == ["T1"]
    assert into(capped("hard")) == []
    assert into(capped("hard", approved=2)) == ["T1"]


def test_a_limit_that_steers_counts_whoever_comes_on_top() -> None:
    assert into(capped("soft")) == []


def test_what_must_be_granted_is_counted_from_the_limit_and_not_from_the_locks() -> None:
    """T3 and T4 are locked into B, T5 may leave, somebody for 语文 has to come: three people."""
    locks = lock("T3", "B"), lock("T4", "B")
    there = capped("hard", 1, *locks)
    must = under(there.county, *CHINESE)
    rows = {row.id: row for row in must.policy.rules} | {
        row.id: row for row in there.policy.rules if row.id == "duty_cap"
    }
    policy = replace(must.policy, rules=tuple(rows.values()))
    found = diagnose(Situation(there.county, policy))
    assert found is not None and not found.possible and found.proven
    assert [(c.item.row, c.item.key, c.amount) for c in found.concessions] == [("duty_cap", "B", 2)]
    for approved, status in ((3, "optimal"), (2, "infeasible")):
        county = capped("hard", approved, *locks).county
        assert solve(Situation(county, policy)).status == status


def test_whoever_is_sent_costs_what_trying_everything_says() -> None:
    there = capped("soft")
    prepared = prepare(there)
    tiers, moves = tuple(task.id for task in prepared.tasks), prepared.model.moves
    kept = list(every_roster(there))
    least = min(one.below_floors for one in kept)
    tried = [(one.roster, one.values(tiers)) for one in kept if one.below_floors == least]
    for column in range(len(moves)):
        person, host = there.people[moves.person[column]], moves.host[column]
        way = (person, there.county.schools[host].code)
        costs = [
            cost for plan, cost in tried if way in {(m.person, m.host) for m in plan.placements}
        ]
        found = resolve(prepared, fixed=[column])
        assert (found.values is None) == (not costs)
        assert not costs or tuple(found.tier_values.values()) == min(costs)

"""Every fault planted in the hand-made roster is found by the audit, and only with the faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from models.finding import Finding, State
from models.sheets import PlanRow
from models.vocabulary import KeyLevel, Locale
from staffing.audit import audit
from staffing.embedded import BOOK, FAULTY_ROSTER, POLICY, SAMPLE_COUNTY
from staffing.intake import Intake, read_roster, take_in
from staffing.sample import PlantedFault, make_faulty_roster, make_sound_roster
from staffing.sample.faults.hand import Hand
from staffing.workbook import to_roster

KINDS = (
    "below_stage", "bound_moved", "called_again", "counterpart_elsewhere", "crowded", "drained",
    "exempt_moved", "few_key_teachers", "into_full_school", "itinerant_outside",
    "itinerant_overload", "kept_at_host", "last_of_subject", "locked_elsewhere", "locked_moved",
    "lower_points", "not_eligible", "passed_over", "returns_elsewhere", "team_incomplete",
    "too_far", "too_few", "two_places", "wrong_subject",
)  # fmt: skip
COUNTY_WIDE = ("too_few", "few_key_teachers")


@dataclass(frozen=True)
class Audited:
    """Faults by kind, and the findings of the roster with them and of the sound moves alone."""

    taken: Intake
    faults: dict[str, PlantedFault]
    faulty: tuple[Finding, ...]
    sound: tuple[Finding, ...]


@pytest.fixture(scope="module")
def audited() -> Audited:
    """The shipped county and its hand-made roster, as an office would have them audited."""
    taken = take_in(SAMPLE_COUNTY / BOOK, SAMPLE_COUNTY / POLICY)
    _, faults = make_faulty_roster(taken.county)
    return Audited(
        taken,
        {fault.kind: fault for fault in faults},
        audit(taken.situation, read_roster(SAMPLE_COUNTY / FAULTY_ROSTER, taken.county)).findings,
        _findings(taken, make_sound_roster(taken.county)),
    )


def test_every_kind_is_planted(audited: Audited) -> None:
    assert sorted(audited.faults) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_found_with_rule_person_amount_and_clause(audited: Audited, kind: str) -> None:
    found = list(_reporting(audited.faults[kind], audited.faulty))
    assert found
    for finding in found:
        assert finding.state is State.SHORT and finding.short is not None and finding.short > 0
        assert finding.document and finding.clause and finding.message


@pytest.mark.parametrize("kind", sorted({*KINDS} - {*COUNTY_WIDE}))
def test_not_found_where_it_is_not(audited: Audited, kind: str) -> None:
    assert not list(_reporting(audited.faults[kind], audited.sound))


def test_county_wide_faults_vanish_when_enough_people_go(audited: Audited) -> None:
    """Key teachers and then others of the seat, each to a rural school, on top of sound moves."""
    hand = Hand(audited.taken.county)
    people = [p for p in hand.from_seat(hand.eligible) if p.code not in hand.used]
    people.sort(key=lambda p: (p.key_level is KeyLevel.NONE, p.code))
    for number, person in enumerate(people[:250]):
        hosts = [h for h in hand.hosts(person) if h.locale is not Locale.CITY]
        hand.move(person, hosts[number % len(hosts)].code)
    rows = [*make_sound_roster(audited.taken.county), *hand.rows]
    findings = _findings(audited.taken, rows)
    for kind in COUNTY_WIDE:
        assert not list(_reporting(audited.faults[kind], findings)), kind


def test_the_countys_own_numbers_carry_the_countys_own_clauses(audited: Audited) -> None:
    for kind in ("too_far", "crowded", "drained"):
        finding = next(_reporting(audited.faults[kind], audited.faulty))
        assert finding.document.startswith("《样例县") and finding.standing == "本县决定"


def _findings(taken: Intake, rows: list[PlanRow]) -> tuple[Finding, ...]:
    return audit(taken.situation, to_roster(rows, taken.county)).findings


def _reporting(fault: PlantedFault, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Findings of the fault's rule that name everyone it concerns."""
    for finding in findings:
        named = {*finding.people, *finding.key.split("/")}
        if finding.rule == fault.rule and named.issuperset(fault.people):
            yield finding

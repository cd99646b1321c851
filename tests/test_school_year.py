"""The second term of a school year: what the first one did counts, in solver and checks alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from constraints.facts.eligibility import Eligibility, Leaves
from constraints.facts.seats import Quota
from constraints.facts.semesters import Semesters
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rotation._counting import due_in_year
from constraints.rotation._school_year import Sent, sent_before
from constraints.rotation.key_teacher_share import KeyBase
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.finding import Measure
from models.policy import Policy
from models.roster import Roster
from models.sheets import HistoryRow, PairingRow
from models.vocabulary import Direction, Mode, TeamRole, TermName
from staffing.embedded import POLICY, SAMPLE_COUNTY
from staffing.locks.previous import keep_running
from staffing.modelling.candidates import propose
from staffing.result import Run
from staffing.run import run_county
from staffing.sample import make_county
from staffing.solve import solve
from tests.rules.teams import with_quota
from tests.tiny import END, move, situation, term, tiny

SECOND = date(2027, 2, 22)
YEARLY = ("rotation_share", "key_teacher_share", "attachment_quota")


@pytest.mark.parametrize(
    ("days", "begins"),
    [
        ({}, date(2026, 9, 1)),
        ({"name": "秋季", "end": date(2027, 1, 31)}, date(2026, 9, 1)),
        ({"name": "春季", "start": SECOND}, date(2026, 9, 1)),
        ({"start": SECOND}, date(2026, 9, 1)),  # named by its dates alone
        ({"name": "春季", "start": SECOND, "end": date(2027, 7, 10)}, date(2026, 7, 11)),
        ({"end": date(2027, 1, 31)}, date(2026, 9, 1)),
    ],
)
def test_a_school_year_begins_before_its_second_term(days: Mapping[str, Any], begins: date) -> None:
    assert Semesters.of(situation(replace(tiny(), term=term(**days)))).year_begins == begins


@pytest.mark.parametrize(
    ("days", "count", "last"),
    [
        ({"name": "秋季", "end": date(2027, 1, 31)}, 1, date(2027, 1, 31)),
        ({"name": "秋季", "end": date(2027, 1, 31)}, 2, END),
        ({"name": "春季", "start": SECOND}, 2, date(2028, 2, 21)),
        ({}, 1, date(2027, 1, 31)),
        ({}, 2, END),
        ({}, 3, date(2028, 1, 31)),
    ],
)
def test_what_lasts_longer_than_the_term_goes_on(
    days: Mapping[str, Any], count: int, last: date
) -> None:
    here = situation(replace(tiny(), term=term(**days)))
    assert Semesters.of(here).lasting(count) == (here.county.term.start, last)


def test_a_quota_of_a_year_planned_by_terms_sends_one_for_the_year() -> None:
    """It ended with the autumn, and spring asked for somebody else (每年…1 名)."""
    quota = Quota(direction=Direction.OUTBOUND, mode=Mode.ATTACHMENT, heads=1, each=True,
                  roles=(TeamRole.LEADER, TeamRole.MIDDLE), paired=True, group="compulsory",
                  semesters=2)  # fmt: skip
    pairs = [PairingRow(school="B", other="W2", kind="结对")]  # type: ignore[arg-type]
    autumn = with_quota(quota, pairings=pairs, term=term(name="秋季", end=date(2027, 1, 31)))()
    plan = solve(autumn).roster
    assert plan is not None
    (sent,) = (p for p in plan.placements if p.mode is Mode.ATTACHMENT)
    assert (sent.start, sent.end) == (date(2026, 9, 1), END)
    days = {"name": "春季", "start": date(2027, 2, 1), "reference": date(2027, 2, 1)}
    bare = replace(autumn.county, term=term(**days))
    again = solve(Situation(keep_running(bare, plan), autumn.policy)).roster
    assert again is not None and not [p for p in again.placements if p.mode is Mode.ATTACHMENT]


def _spring(county: County) -> County:
    days = {"name": TermName.SPRING, "start": SECOND, "reference": SECOND}
    return replace(county, term=county.term.model_copy(update=days))


def test_a_transfer_that_counts_is_told_by_the_plan_that_made_it() -> None:
    """Its person is on the books of the new school by now, and new there."""
    gone = move("T1", "A", "B", relation="调动", end=date(2028, 8, 31))
    here = situation(keep_running(_spring(tiny()), Roster.of([gone])))
    assert here.county.teacher[Code("T1")].establishment_school == "B"
    assert sent_before(here) == {"T1": Sent("A", key=True)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({}, True),
        ({"end": None}, True),
        ({"start": date(2026, 8, 31)}, False),  # the school year before
        ({"start": SECOND}, False),  # this term's own
        ({"mode": "支教"}, False),
        ({"school": "A"}, False),
        ({"end": date(2027, 5, 1)}, False),  # brought home early
        ({"relation": "调动"}, False),  # 履历 does not say from where
    ],
)
def test_who_was_sent_earlier_in_the_school_year(row: Mapping[str, Any], counts: bool) -> None:
    stated = {"person": "T1", "school": "B", "mode": "交流", "start": date(2026, 9, 1)}
    history = [HistoryRow(**{**stated, "end": date(2028, 8, 31), **row})]
    assert bool(sent_before(situation(_spring(tiny(history=history))))) is counts


@pytest.mark.parametrize("seed", [1, 3, 5, 8])
def test_two_terms_share_one_years_ratio(seed: int) -> None:
    """Nobody asks for another full share in spring; run_county stops where solver and audit
    disagree about any of it."""
    year = make_county(90, seed)
    days = {"name": TermName.AUTUMN, "end": date(2027, 2, 21)}
    autumn = _planned(replace(year, term=year.term.model_copy(update=days)))
    spring = _planned(keep_running(_spring(year), Roster.of(autumn.shown)))
    first, second = _measured(autumn), _measured(spring)
    sent = set(first["rotation_share"].people)
    assert sent and sent <= set(second["rotation_share"].people) == sent | _fresh(spring)
    assert set(first["key_teacher_share"].people) <= set(second["key_teacher_share"].people)
    assert sent <= {*due_in_year(spring.situation)}


@pytest.mark.parametrize("seed", [20, 23, 27, 32])
def test_solver_and_audit_agree_on_the_second_term_of_any_policy(seed: int) -> None:
    """Whoever leaves the denominator, whatever counts and for how long."""
    year, rolled = make_county(80, seed), _rolled(random.Random(seed))
    days = {"name": TermName.AUTUMN, "end": date(2027, 2, 21)}
    autumn = _planned(replace(year, term=year.term.model_copy(update=days)), rolled)
    spring = _planned(keep_running(_spring(year), Roster.of(autumn.shown)), rolled)
    assert spring.result.status == "optimal" and sent_before(spring.situation)


_Change = Callable[[Policy], Policy]


def _rolled(dice: random.Random) -> _Change:
    """A policy with its numbers of a school year changed at random."""
    params: dict[str, dict[str, Any]] = {
        "rotation_share": {
            "share": Fraction(dice.randint(1, 3), 10),
            "count_running": dice.random() < 0.5,
            "each_school": dice.random() < 0.3,
        },
        "key_teacher_share": {
            "share": Fraction(1, dice.randint(2, 5)), "base": dice.choice(list(KeyBase))
        },
        "attachment_quota": {"each": dice.random() < 0.5, "semesters": dice.randint(1, 2)},
    }  # fmt: skip
    leaves = tuple(dice.sample(list(Leaves), dice.randint(0, len(Leaves))))
    months = {"minimum_months": dice.choice([0, 5, 10]), "length_months": dice.choice([6, 12, 24])}

    def change(policy: Policy) -> Policy:
        found = policy.facts["eligibility"]
        terms = {
            name: replace(policy.modes[name], counts_as_rotation=True, **months)
            for name in ("rotation", "secondment")
        }
        rows = tuple(
            replace(row, params=replace(row.params, **params[row.rule]))
            if row.rule in params and row.params is not None else row
            for row in policy.rules
        )  # fmt: skip
        return replace(
            policy,
            rules=rows,
            facts={**policy.facts, "eligibility": replace(found, leaves=leaves)},
            modes={**policy.modes, **terms},
        )

    return change


def _fresh(run: Run) -> set[Code]:
    """Whom the solver's half counts among those the plan exchanges."""
    assert run.result.roster is not None
    moves = propose(run.situation).moves
    counts = {run.situation.people[i] for i in moves.person[moves.counts]}
    rotated = {p.person for p in run.result.roster.placements if p.mode is Mode.ROTATION}
    return counts & rotated & {*Eligibility.of(run.situation).eligible}


def _planned(county: County, change: _Change = lambda policy: policy) -> Run:
    plain = situation(county, SAMPLE_COUNTY / POLICY)
    here = Situation(county, change(plain.policy))
    return run_county(here, county_name="样例县", input_sha256="0" * 64)


def _measured(run: Run) -> dict[str, Measure]:
    """First measure of each rule of a school year."""
    assert run.result.roster is not None
    outcome = Outcome(Situation(run.county, run.policy), run.result.roster)
    return {
        row.rule: next(iter(rules()[row.rule].measure(outcome, row.params)))
        for row in run.policy.rules
        if row.rule in YEARLY and row.params is not None
    }

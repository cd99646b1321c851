"""Fairness against brute force: every pair of people of small counties, each swap audited whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from constraints.facts.points import Points
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.county import County
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import ExemptionRow, LockRow, PointsRow, WishRow
from models.vocabulary import Leadership, Mode, PointsUse, Stage
from staffing.audit import Audit, audit
from staffing.fairness import Envied, Envy, Fairness, Side, fairness
from staffing.fairness.judging import Judge, swapped
from staffing.fairness.sent import Sending
from staffing.modelling.candidates import propose
from staffing.modelling.extract import extract
from staffing.modelling.model import build_model
from staffing.policy_file import load
from staffing.sample.county import make_county
from tests.every_roster import under
from tests.rules.counties import any_county
from tests.tiny import month, move, situation, teacher, tiny


def judged(there: Situation, *placements: Placement) -> Fairness:
    """Fairness of a roster with the candidates of the county at hand."""
    slate, roster = propose(there), Roster.of(placements)
    return fairness(audit(there, roster, slate.openings), roster, slate.openings)


# -- against brute force ---------------------------------------------------------------------------


def drawn(dice: random.Random) -> tuple[Situation, Roster, frozenset[Any]]:
    """A county full of wishes and points, and any roster its candidates allow one by one."""
    there = under(keen(dice, any_county(dice).county))
    slate = propose(there)
    model = build_model(there, slate.moves)
    values = np.zeros(model.program.columns, np.int64)
    for person in sorted(set(slate.moves.person.tolist())):
        own = np.flatnonzero(slate.moves.person == person).tolist()
        if slate.moves.locked[own].any() or dice.random() < 0.6:
            values[dice.choice(own)] = 1
    return there, extract(there, model, values), slate.openings


def keen(dice: random.Random, county: County) -> County:
    """Most people teach 语文, everybody has points and two wishes."""
    chinese = {"subject": "语文", "certificate_subject": "语文", "school_since": month("2012-08")}
    people = [p.model_copy(update=chinese) if dice.random() < 0.8 else p for p in county.teachers]
    wishes, schools = [], [s.code for s in county.schools]
    for row in people:
        others = [code for code in schools if code != row.duty_school]
        for rank, host in enumerate(dice.sample(others, 2), start=1):
            wishes.append(WishRow(person=row.code, rank=rank, school=host, mode="交流"))  # type: ignore[arg-type]
    points = [PointsRow(person=p.code, use="交流", item="教龄", points=dice.randint(1, 9),  # type: ignore[arg-type]
                        certifier="局") for p in people if dice.random() < 0.9]  # fmt: skip
    return replace(
        county, teachers=tuple(people), wishes=tuple(wishes), points=tuple(points),
    )  # fmt: skip


def every_pair(there: Situation, roster: Roster, openings: Any) -> Iterator[tuple[Any, ...]]:
    """(person, wish rank, holder, excuse) told by looking at all pairs, without any shortcut."""
    outcome, county = Outcome(there, roster, openings), there.county
    base = audit(there, roster, openings)
    places = {p.person: p for p in roster.placements if p.mode is not Mode.ITINERANT}
    for a, wishes in county.wishes_of.items():
        mine = places.get(a)
        for b, held in places.items():
            ranks = [w.rank for w in wishes if w.mode is Mode.ROTATION is held.mode
                     and w.school == held.host
                     and (w.subject or county.teacher[a].subject) == held.subject]  # fmt: skip
            got = None if mine is None else outcome.wish_rank(mine)
            content = mine is not None and mine.host == held.host
            if a == b or not ranks or content or (got is not None and got <= min(ranks)):
                continue
            led = [county.teacher[x].leadership is not None for x in (a, b)]
            if (
                outcome.standing(a).school is None
                or led[0]
                or (led[1] and b not in county.locks_of)
            ):
                continue
            points = [Points.of(there).total(x, PointsUse.ROTATION) for x in (a, b)]
            if None in points or points[0] <= points[1]:  # type: ignore[operator]
                continue
            other = audit(there, exchanged(outcome, roster, a, held, mine), openings)
            yield a, min(ranks), b, first_objection(there, base, other)


def exchanged(
    outcome: Outcome, roster: Roster, a: str, held: Placement, mine: Placement | None
) -> Roster:
    """a takes the place, its holder takes a's; nobody is placed where they stand."""
    kept = [p for p in roster.placements if p is not held and p is not mine]
    for place, person in ((held, a), (mine, held.person)):
        home = outcome.standing(person).school  # type: ignore[arg-type]
        if place is None or place.host == home:
            continue
        fresh = replace(
            place, person=person, home=home, successor=None, counterpart=None,  # type: ignore[arg-type]
            return_school=home if place.return_school else None,
        )  # fmt: skip
        kept.append(replace(fresh, proposed=outcome.is_designated(fresh)))
    return Roster.of(kept)


def first_objection(there: Situation, base: Audit, other: Audit) -> str | None:
    """First enforced rule that breaks (single-pair rules first), else of the first worse tier."""

    def more(row: Any) -> int:
        return sum(m.short or 0 for m in other.measures[row.id]) - sum(
            m.short or 0 for m in base.measures[row.id]
        )

    hard = [row for row in there.policy.rules if row.force is Force.HARD and more(row) > 0]
    hard.sort(key=lambda row: not isinstance(rules()[row.rule], PairRule))
    if hard:
        return str(hard[0].id)
    for tier in there.policy.tiers:
        change = other.tier_value(tier.id) - base.tier_value(tier.id)
        if change:
            rows = [r for r in there.policy.rules if r.tier == tier.id and r.force is Force.SOFT]
            return str(max(rows, key=lambda r: more(r) * r.weight).id) if change > 0 else None
        if tier.id == "order":
            break
    return None


@pytest.mark.parametrize("seed", range(24))
def test_the_pairs_are_those_of_brute_force(seed: int) -> None:
    there, roster, openings = drawn(random.Random(seed))
    found = fairness(audit(there, roster, openings), roster, openings).envy
    told = [(e.person, e.rank, e.holder, e.excuse and e.excuse.rule) for e in found.pairs]
    assert told == sorted(every_pair(there, roster, openings), key=lambda t: t[:3])


@pytest.mark.parametrize("seed", range(12))
def test_what_is_not_measured_again_cannot_have_changed(seed: int) -> None:
    """Every rule, whatever short way it is asked by, says what measuring the whole plan says."""
    dice = random.Random(seed)
    there, roster, openings = drawn(dice) if seed else sampled(dice)
    base = audit(there, roster, openings)
    outcome = Outcome(there, roster, openings)
    (points,) = there.policy.rows_of("points_order")
    judge = Judge(base, outcome, points)
    people = [code for code in there.county.wishes_of if outcome.standing(code).school]
    pairs = [(a, held) for a in people for held in outcome.moves if held.person != a
             and held.person in there.county.teacher and held.home]  # fmt: skip
    for person, held in dice.sample(pairs, min(len(pairs), 12)):
        done = swapped(outcome, person, held)
        whole, swap = audit(there, done.roster, openings), judge._swap(done)
        for row in there.policy.rules:
            if row.force in (Force.HARD, Force.SOFT):
                after, before = (sum(m.short or 0 for m in one.measures[row.id])
                                 for one in (whole, base))  # fmt: skip
                assert judge._more(row, swap) == after - before, row.id


def sampled(dice: random.Random) -> tuple[Situation, Roster, frozenset[Any]]:
    """A county with teams, campuses, kindergartens and 走教 under the national policy."""
    county = keen(dice, make_county(150, 3))
    there = Situation(county, load("national", county.term.reference))
    slate = propose(there)
    model = build_model(there, slate.moves)
    values = np.zeros(model.program.columns, np.int64)
    for person in sorted(set(slate.moves.person.tolist())):
        own = np.flatnonzero(slate.moves.person == person).tolist()
        if dice.random() < 0.5:
            values[dice.choice(own)] = 1
    plan = extract(there, model, values)
    return there, Roster.of([*plan.placements, *visiting(dice, there, plan)]), slate.openings


def visiting(dice: random.Random, there: Situation, plan: Roster) -> Iterator[Placement]:
    """Two lessons a week each at another school, by a few who stay."""
    taught = [t for t in there.county.teachers if t.code not in plan.by_person
              and t.stage is Stage.PRIMARY and t.subject]  # fmt: skip
    for t in dice.sample(taught, 12):
        for s in dice.sample(there.county.schools, 3):
            if t.stage in s.kind.stages and s.code != t.duty_school:
                yield move(t.code, t.duty_school, s.code, "走教", stage="小学", subject=t.subject,
                           periods=Decimal(2))  # fmt: skip
                break


def test_brute_force_has_something_to_find() -> None:
    found = [e for seed in range(24) for e in every_pair(*drawn(random.Random(seed)))]
    assert len(found) > 20 and len({e[-1] for e in found}) > 4 and None in {e[-1] for e in found}


# -- by hand ---------------------------------------------------------------------------------------


def applied(points: dict[str, int], **sheets: Any) -> Situation:
    """T1 and T2 of A, both 语文, apply for B."""
    return situation(tiny(
        wishes=[WishRow(person=p, rank=1, school="B", mode="交流") for p in ("T1", "T2")],  # type: ignore[arg-type]
        points=[PointsRow(person=p, use="交流", item="教龄", points=n, certifier="局")  # type: ignore[arg-type]
                for p, n in points.items()],
        **sheets,
    ))  # fmt: skip


LOW = move("T2", "A", "B", subject="语文", stage="小学")


def only(there: Situation) -> Envy:
    (found,) = judged(there, LOW).envy.pairs
    return found


def test_a_swap_nothing_speaks_against_is_flagged() -> None:
    found = only(applied({"T1": 10, "T2": 8}))
    assert (found.person, found.holder, found.host, found.rank) == ("T1", "T2", "B", 1)
    assert (found.points, found.holder_points) == (10, 8) and found.flagged


@pytest.mark.parametrize("points", [{"T1": 8, "T2": 8}, {"T1": 7, "T2": 8}])
def test_equal_or_fewer_points_are_no_pair(points: dict[str, int]) -> None:
    assert judged(applied(points), LOW).envy.pairs == ()


def test_without_points_nothing_is_compared_and_the_pair_is_counted() -> None:
    found = judged(applied({"T1": 10}), LOW).envy
    assert found.pairs == () and found.undecided == (("T1", "T2"),)


def test_a_published_decision_excuses_by_name() -> None:
    lock = LockRow(person="T2", mode="交流", school="B", reason="公示", decided_by="局")  # type: ignore[arg-type]
    found = only(applied({"T1": 10, "T2": 8}, locks=[lock]))
    assert found.excuse is not None and (found.excuse.rule, found.excuse.tier) == ("lock", "")


def test_an_exemption_excuses_without_its_ground() -> None:
    exempt = ExemptionRow(person="T1", kind="免", reason="怀孕八个月", approval="已批准")  # type: ignore[arg-type]
    found = only(applied({"T1": 10, "T2": 8}, exemptions=[exempt]))
    assert found.excuse is not None and "怀孕" not in repr(found)


def test_a_leader_whose_move_is_not_decided_is_neither_named_nor_counted() -> None:
    county = applied({"T1": 10, "T2": 8}).county
    led = [row.model_copy(update={"leadership": Leadership.DEPUTY}) if row.code == "T2" else row
           for row in county.teachers]  # fmt: skip
    found = judged(situation(replace(county, teachers=tuple(led))), LOW)
    assert found.envy == Envied() and (found.sendings, found.roads) == ((), ())


def test_whoever_got_an_earlier_wish_envies_nobody() -> None:
    there = applied({"T1": 10, "T2": 8})
    wishes = [w.model_copy(update={"rank": 2}) for w in there.county.wishes if w.person == "T1"]
    first = WishRow(person="T1", rank=1, school="C", mode="交流")  # type: ignore[arg-type]
    rest = [w for w in there.county.wishes if w.person != "T1"]
    county = replace(there.county, wishes=(first, *wishes, *rest))
    moved = move("T1", "A", "C", subject="语文", stage="小学")
    assert judged(Situation(county, there.policy), LOW, moved).envy.pairs == ()


def side(heads: int, senior: int, key: int) -> Side:
    return Side(heads, senior, key, 0)


@pytest.mark.parametrize(
    ("sent", "stayed", "lean"),
    [
        (side(4, 0, 0), side(4, 4, 0), "weak"),  # two seniors in proportion, none sent
        (side(4, 2, 0), side(4, 2, 0), "even"),
        (side(4, 4, 0), side(4, 0, 0), "strong"),
        (side(4, 0, 4), side(4, 4, 0), "mixed"),
        (side(1, 0, 0), side(3, 3, 0), "even"),  # one person: less than one in proportion
        (side(1, 0, 0), side(0, 0, 0), "even"),
    ],
)
def test_a_lean_is_at_least_one_person_off_proportion(sent: Side, stayed: Side, lean: str) -> None:
    assert Sending(None, sent, stayed).lean == lean


def test_sent_and_stayed_are_counted_by_school_and_county() -> None:
    county, a = judged(situation(tiny()), LOW).sendings
    assert (county.school, a.school) == (None, "A")
    assert (a.sent.heads, a.sent.key, a.stayed.key) == (1, 0, 1)  # T2 went, T1 (县级骨干) stayed
    assert a.sent.age == Fraction(2026 * 12 + 9 - (1985 * 12 + 3), 12)


def test_road_is_told_by_nearest_rank_for_those_who_asked_and_those_designated() -> None:
    extra = [teacher(f"X{i}", "C", "语文", residence=None) for i in range(3)]
    there = situation(
        tiny(more=extra, wishes=[WishRow(person="T2", rank=1, school="B", mode="交流")])
    )  # type: ignore[arg-type]
    moves = [move(f"X{i}", "C", "B", subject="语文", stage="小学") for i in range(3)]
    everyone, asked, designated = judged(there, LOW, *moves).roads
    assert (everyone.heads, everyone.least, everyone.half, everyone.most) == (
        4,
        10_000,
        15_000,
        15_000,
    )
    assert (everyone.quarter, everyone.total) == (10_000, 55_000)
    assert (asked.heads, asked.total, designated.heads, designated.mean) == (1, 10_000, 3, 15_000)


def test_nobody_moves_and_nothing_is_said() -> None:
    found = judged(situation(tiny()))
    assert found == Fairness(found.envy, (), ()) and found.envy.pairs == ()

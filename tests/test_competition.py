"""Rounds of 县管校聘: the higher 竞聘分 wins, nothing is wasted, refusals have reasons."""

from __future__ import annotations

import dataclasses
from collections import Counter
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.appointment import competition_order
from constraints.facts.competition import Competition, Post
from constraints.facts.qualification import Qualification
from constraints.facts.slices import last_day
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code, Subject
from models.county import County
from models.finding import State
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import VacancyRow
from models.vocabulary import Mode, Relation, Round, Stage
from staffing.competition.kept_apart import FREE, NOT_ASKED, KeptApart
from staffing.competition.procedure import NO_POST, NO_ROOM, locked_with, run_round
from staffing.competition.round_result import RoundResult
from staffing.competition.surplus_list import apart, still_surplus, waiting
from staffing.modelling.candidates import propose
from staffing.modelling.model import build_model
from staffing.modes.proposal import Pair
from staffing.solver.engine import Answer, solve_integer
from tests.competing import contests, managed, points_of, wish_of
from tests.tiny import END, START, classes, county, school, situation, teacher


@settings(max_examples=40, deadline=None)
@given(contests())
def test_no_qualified_applicant_loses_a_post_to_a_lower_score(there: Situation) -> None:
    result = run_round(there, Round.CROSS)
    fact = Competition.of(there)
    got = {p.person: p for p in result.placements}
    for person, wishes in fact.wishes(Round.CROSS).items():
        if fact.bar(person):
            assert person not in got
            continue
        for wish in wishes:
            if person in got and got[person].host == wish.school:
                break
            for post in fact.posts(Round.CROSS):
                if fact.fits(wish, post) and _qualified(there, person, post):
                    assert not _beaten(there, result, person, post), (person, post)


@settings(max_examples=40, deadline=None)
@given(contests())
def test_it_is_the_only_result_without_envy_and_waste(there: Situation) -> None:
    result = run_round(there, Round.CROSS)
    held = {p.person: p.host for p in result.placements}
    assert [held] == [x for x in _all_outcomes(there) if _stable(there, x)]


@settings(max_examples=30, deadline=None)
@given(contests())
def test_the_audit_finds_nothing_and_the_rows_order_does_not_matter(there: Situation) -> None:
    result = run_round(there, Round.CROSS)
    outcome = Outcome(there, Roster(result.placements))
    measures = list(competition_order.RULE.measure(outcome, competition_order.P()))
    assert all(m.state is State.MET for m in measures)
    assert {u.person for u in result.unplaced} | {p.person for p in result.placements} == set(
        Competition.of(there).wishes(Round.CROSS)
    )
    assert all(u.reasons for u in result.unplaced)
    assert run_round(there, Round.CROSS) == result


@settings(max_examples=30, deadline=None)
@given(contests(), st.data())
def test_the_audit_catches_a_swap(there: Situation, data: st.DataObject) -> None:
    result = run_round(there, Round.CROSS)
    fact = Competition.of(there)
    losers = [
        (u.person, p)
        for u in result.unplaced
        for p in result.placements
        if not fact.bar(u.person)
        and fact.rank(u.person) > fact.rank(p.person)
        and any(w.school == p.host for w in fact.wishes(Round.CROSS)[u.person])
        and fact.subject(fact.wishes(Round.CROSS)[u.person][0]) == p.subject
        and _grade(there, u.person) == _grade(there, p.person)
    ]
    if not losers:
        return
    loser, seat = data.draw(st.sampled_from(losers))
    rest = [p for p in result.placements if p != seat]
    unfair = Roster.of([*rest, _instead(seat, loser)])
    measures = competition_order.RULE.measure(Outcome(there, unfair), competition_order.P())
    assert any(seat.person in m.people for m in measures)


# -- the three rounds ---------------------------------------------------------------------------


def test_rounds_follow_each_other_and_each_is_locked_for_the_next() -> None:
    there = managed()
    first = run_round(there, Round.DISTRICT)
    assert [(p.person, p.host, p.relation) for p in first.placements] == [
        ("P2", "H1", Relation.TRANSFERRED)
    ]
    # As long as the policy says a post is held, not to the end of the term.
    months = there.policy.modes["competition"].length_months
    (won,) = first.placements
    assert (won.start, won.end) == (there.county.term.start, last_day(won.start, months))
    (cut,) = first.cutoffs
    assert (cut.applied, cut.admitted, cut.lowest, cut.tie) == (2, ("P2",), 7, "")
    reasons = {u.person: u.reasons for u in first.unplaced}
    assert reasons == {
        "P1": ("H1：竞聘分5，低于录取线7",),
        "P4": (f"H1：{NO_POST}",),
    }
    locks = first.locks("局务会")
    second = run_round(there, Round.CROSS, locks)
    assert "P2" not in {u.person for u in second.unplaced if "竞聘" in u.reasons[0]}
    assert not second.placements
    assert run_round(there, Round.CROSS, locks) == second


def test_a_full_school_takes_nobody_however_many_posts_it_offers() -> None:
    there = situation(
        county(
            [school("A"), school("H1", approved=0)],
            [teacher("P1", "A")],
            vacancies=[VacancyRow(school="H1", subject="语文", places=3, round="跨校")],
            wishes=[wish_of("P1", 1, "H1")],
            points=[points_of("P1", 5)],
        )
    )
    (refused,) = run_round(there, Round.CROSS).unplaced
    assert refused.reasons == (f"H1：{NO_ROOM}",)


def test_a_tie_is_published_with_what_decided_it() -> None:
    there = situation(
        county(
            [school("A"), school("H1", approved=1)],
            [teacher("P1", "A", worked_since="2010-08"), teacher("P2", "A")],
            vacancies=[VacancyRow(school="H1", subject="语文", places=1, round="跨校")],
            wishes=[wish_of("P1", 1, "H1"), wish_of("P2", 1, "H1")],
            points=[points_of("P1", 5), points_of("P2", 5)],
        )
    )
    result = run_round(there, Round.CROSS)
    assert [p.person for p in result.placements] == ["P2"]
    assert result.cutoffs[0].tie == "教龄"
    assert result.unplaced[0].reasons == ("H1：竞聘分5与录取线相同，按教龄排后",)


def test_after_three_rounds_nobody_and_a_post_are_apart_without_a_named_rule() -> None:
    there = managed()
    locks = run_round(there, Round.DISTRICT).locks("局务会")
    locks += run_round(there, Round.CROSS, locks).locks("局务会")
    after = locked_with(there, locks)
    assert still_surplus(after, Roster(Outcome(after, Roster(())).decided))
    plan = _adjusted(after)
    (moved,) = [p for p in plan.placements if p.mode is Mode.TRANSFER]
    assert moved.person in ("P1", "P3") and moved.host == "H2"
    assert not list(apart(after, plan))
    assert not [u for u in waiting(after, plan).unplaced if "空岗" not in u.reasons[0]]


SENT = Placement(
    Code("P1"), Mode.ROTATION, Relation.KEPT, Code("A"), Code("H2"), START, END,
    Subject("语文"), Stage.PRIMARY,
)  # fmt: skip
"""What a plan might have one of A's surplus people do instead of being transferred."""


def _why(there: County, person: str, *plan: Placement) -> str:
    kept = KeptApart(situation(there), Roster(plan))
    return kept.reason(Pair(Code(person), Code("H2"), Stage.PRIMARY, "语文"))


def test_a_floor_that_keeps_a_surplus_person_from_a_post_is_named() -> None:
    """A can spare one of its three; once somebody is sent on exchange, no second one."""
    rows = [classes("A", "一年级", 4), classes("H1", "一年级", 2), classes("H2", "一年级", 2)]
    there = dataclasses.replace(managed().county, classes=tuple(rows))
    assert _why(there, "P2") == FREE
    assert _why(there, "P2", SENT) == "调动会违反“派出学校学科底线”"


def test_what_the_plan_has_the_person_do_instead_is_said() -> None:
    """Who is wanted for the rotation share is not transferred before it is met."""
    city = {"locale": "城区", "county_seat": True}
    ticks = dict.fromkeys(("county_seat", "township_seat", "strong", "weak"), False)
    schools = tuple(
        school(s.code, approved=s.approved, **{**ticks, **(city if s.code == "A" else {})})
        for s in managed().county.schools
    )
    said = _why(dataclasses.replace(managed().county, schools=schools), "P1", SENT)
    lead, _, rule = said.partition("，会使“")
    assert lead == "方案另安排交流；改为调动" and rule.startswith("交流人数占应交流对象比例”更差")


def test_nobody_asks_for_it_where_the_policy_does_not() -> None:
    there = managed()
    rows = tuple(r for r in there.policy.rules if r.rule != "surplus_placed")
    off = Situation(there.county, dataclasses.replace(there.policy, rules=rows))
    assert {x.reason for x in apart(off, Roster(()))} == {NOT_ASKED}
    assert waiting(off, Roster(())).due is None and waiting(there, Roster(())).due == 2


def _adjusted(there: Situation) -> Roster:
    """组织调剂 by the model under the rules of appointment alone."""
    names = ("one_main_place", "establishment_cap", "surplus_placed", "grade_structure")
    rows = [r for name in names for r in there.policy.rows_of(name)]
    assert all(r.force in (Force.HARD, Force.SOFT) for r in rows)
    slate = propose(there)
    wanted = slate.moves.of_mode(Mode.TRANSFER) | slate.moves.locked
    moves = slate.moves.take(np.asarray(wanted))
    model = build_model(there, moves, rows=rows)
    answer = solve_integer(model.program, model.tier_objective("targets"))
    assert answer.answer is Answer.OPTIMAL and answer.columns is not None
    taken = np.flatnonzero(answer.columns[: len(moves)])
    return Roster.of(
        [
            Placement(
                there.people[moves.person[i]], tuple(Mode)[moves.mode[i]], Relation.TRANSFERRED,
                there.county.schools[moves.home[i]].code, there.county.schools[moves.host[i]].code,
                there.county.term.start, there.county.term.end,
                moves.subjects[moves.subject[i]], tuple(Stage)[moves.stage[i]],
            )
            for i in taken.tolist()
        ]
    )  # fmt: skip


# -- brute force --------------------------------------------------------------------------------


def _qualified(there: Situation, person: str, post: Post) -> bool:
    row = there.county.teacher[person]  # type: ignore[index]
    return Qualification.of(there).may_teach(row.code, Stage.PRIMARY, str(row.subject))


def _grade(there: Situation, person: str) -> str:
    return "高级" if there.county.teacher[person].title == "高级" else "中级"  # type: ignore[index]


def _order(there: Situation, person: str) -> tuple[object, ...]:
    row = there.county.teacher[person]  # type: ignore[index]
    points = sum(r.points for r in there.county.points if r.person == person)
    return -points, str(row.worked_since), -row.title.rank, person  # type: ignore[union-attr]


def _room_before(there: Situation, person: str, held: dict[str, str], host: str) -> bool:
    """Whether *host* had a place for the person once everybody before them had theirs."""
    row, own = there.county.teacher[person], _order(there, person)  # type: ignore[index]
    before = [p for p, h in held.items() if h == host and _order(there, p) < own]
    places = sum(
        v.places for v in there.county.vacancies if v.school == host and v.subject == row.subject
    )
    same = [p for p in before if there.county.teacher[p].subject == row.subject]  # type: ignore[index]
    graded = [g for g in there.county.grade_posts if g.school == host]
    grade = [g.approved for g in graded if g.grade == _grade(there, person)]
    alike = [p for p in before if _grade(there, p) == _grade(there, person)]
    return (
        len(same) < places
        and len(before) < (there.county.school[host].approved or 0)  # type: ignore[index]
        and (not graded or len(alike) < grade[0])
    )


def _beaten(there: Situation, result: RoundResult, person: str, post: Post) -> bool:
    """Whether the person had room there when their turn came and yet did not get it."""
    held = {str(p.person): str(p.host) for p in result.placements}
    return _room_before(there, person, held, post.school)


def _contenders(there: Situation) -> dict[str, list[str]]:
    """Person → hosts they ask for and may have, best first."""
    scored = {r.person for r in there.county.points}
    return {
        p: [
            str(w.school)
            for w in there.county.wishes_of[p]
            if there.county.teacher[p].certificate_stage == "小学"
        ]
        for p in there.county.wishes_of
        if p in scored
    }


def _all_outcomes(there: Situation):  # type: ignore[no-untyped-def]
    wanted = _contenders(there)
    names = sorted(wanted)
    for choice in product(*[[None, *wanted[p]] for p in names]):
        yield {p: h for p, h in zip(names, choice, strict=True) if h is not None}


def _stable(there: Situation, held: dict[str, str]) -> bool:
    """Everyone has a place that was free at their turn, and no better one was."""
    wanted = _contenders(there)
    if not all(_room_before(there, p, held, h) for p, h in held.items()):
        return False
    for person, hosts in wanted.items():
        for host in hosts:
            if held.get(person) == host:
                break
            if _room_before(there, person, held, host):
                return False
    return True


def _instead(seat: Placement, loser: str) -> Placement:
    return Placement(
        loser, seat.mode, seat.relation, seat.home, seat.host, seat.start, seat.end,  # type: ignore[arg-type]
        seat.subject, seat.stage,
    )  # fmt: skip


def test_counting_of_places() -> None:
    there = managed()
    assert Counter(p.school for p in Competition.of(there).posts(Round.CROSS)) == {"H2": 1}
    assert [p.key for p in Competition.of(there).posts(Round.DISTRICT)] == [("H1", "语文", "")]


def test_who_was_admitted_on_an_earlier_wish_still_applied_for_the_later_post() -> None:
    """P1 gets H1 and named H2 second: H2 was asked for by two."""
    there = situation(
        county(
            [school("A"), school("H1", approved=1), school("H2", approved=1)],
            [teacher("P1", "A"), teacher("P2", "A")],
            vacancies=[VacancyRow(school=s, subject="语文", places=1, round="跨校")
                       for s in ("H1", "H2")],
            wishes=[wish_of("P1", 1, "H1"), wish_of("P1", 2, "H2"), wish_of("P2", 1, "H2")],
            points=[points_of("P1", 9), points_of("P2", 5)],
        )
    )  # fmt: skip
    cuts = {cut.school: cut for cut in run_round(there, Round.CROSS).cutoffs}
    assert (cuts["H2"].applied, cuts["H2"].admitted, cuts["H2"].tie) == (2, ("P2",), "")
    assert (cuts["H1"].applied, cuts["H1"].admitted) == (1, ("P1",))

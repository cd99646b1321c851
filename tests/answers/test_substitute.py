"""Who can take over and where somebody could go, told by trying every roster."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache

import pytest

from constraints.outcome import Outcome
from models.column import Code
from models.problem import InputRefused
from models.roster import Placement, Roster
from models.sheets import InternRow
from models.vocabulary import Mode
from staffing.answers.differing import changed_people
from staffing.answers.loaded import LoadedPlan, kept
from staffing.answers.substitute import ranking, substituting
from staffing.answers.substitute.left_out import LATER
from staffing.answers.substitute.ranking import Move
from staffing.answers.substitute.substitute_page import destination_page, substitute_page
from staffing.answers.substitute.substituting import absent, destinations, substitutes
from staffing.answers.telling import TierWords
from staffing.leaders.discretion import would_be_withheld
from staffing.naming import CountyNames
from staffing.solve import solve
from tests.answers.drawn import drawn, tried
from tests.answers.planted import lock
from tests.every_roster import Tried, every_roster, under
from tests.tiny import teacher, tiny

SEEDS = (0, 1, 2, 3, 5, 7, 9, 10)
MANY = 99


def worse(plan: LoadedPlan, one: Tried, base: dict[str, int]) -> tuple[tuple[str, int], ...]:
    found = ((t.id, one.audit.tier_value(t.id) - base[t.id]) for t in plan.tasks)
    return tuple((tier, change) for tier, change in found if change)


def vector(plan: LoadedPlan, changes: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    return tuple(dict(changes).get(task.id, 0) for task in plan.tasks)


def told(plan: LoadedPlan, moves: tuple[Move, ...]) -> list[tuple[str, str, tuple[int, ...]]]:
    assert all(m.proven for m in moves)
    vectors = [vector(plan, m.changes) for m in moves]
    assert vectors == sorted(vectors), "not ranked"
    return sorted((m.person, m.host, v) for m, v in zip(moves, vectors, strict=True))


def judge(
    plan: LoadedPlan,
    moves: tuple[Move, ...],
    best: list[dict[tuple[str, ...], tuple[int, ...]]],
) -> None:
    """The moves are those tried out: with nobody else moved, then those that gain by it or need it.

    best: cost by (person, host, ...), with nobody else moved and with as many as were allowed.
    """
    alone, helped = best[0], best[-1]
    gain = {key: cost for key, cost in helped.items() if cost != alone.get(key)}
    count = len(alone)
    for part, wanted in ((moves[:count], alone), (moves[count:], gain)):
        assert told(plan, part) == sorted((*key[:2], cost) for key, cost in wanted.items())
    assert not any(m.others or m.optional for m in moves[:count])
    assert all(m.others for m in moves[count:])
    assert sum(m.optional for m in moves) == len(gain.keys() & alone.keys())


@pytest.mark.parametrize("others", [0, 1])
@pytest.mark.parametrize("seed", SEEDS)
def test_where_somebody_could_go(seed: int, others: int) -> None:
    plan = drawn(seed)
    if plan is None:
        pytest.skip("too many rosters, or none")
    for person in sorted({plan.situation.people[i] for i in plan.model.moves.person.tolist()}):
        best: list[dict[tuple[str, ...], tuple[int, ...]]] = [{} for _ in range(1 + others)]
        for one in tried(seed):
            changed = changed_people(plan.roster, one.roster)
            if person in changed and len(changed) <= 1 + others:
                cost = vector(plan, worse(plan, one, plan.tier_values))
                for p in one.roster.by_person.get(person, ()):
                    key = (person, p.host, str(p.mode), str(p.stage), str(p.subject))
                    for costs in best[len(changed) - 1 :]:
                        costs[key] = min(costs.get(key, cost), cost)
        judge(plan, destinations(plan, person, others=others, top=MANY), best)


@cache
def crowded() -> LoadedPlan:
    """T1 goes to B; three more people of A and C could teach what she teaches there."""
    more = [teacher(f"T{i}", "AC"[i % 2], "语文", school_since=f"201{i - 4}-08") for i in (8, 9)]
    return kept(solve(under(tiny(more=more, drop=["T6"]))))


@pytest.mark.parametrize("others", [0, 1])
def test_who_can_take_over(others: int) -> None:
    plan = crowded()
    (gone,) = {p.person for p in plan.roster.placements if p.host == "B" and p.subject == "语文"}
    found = substitutes(plan, gone, others=others, top=MANY)
    assert (found.place.host, found.place.subject) == ("B", "语文")
    there = absent(plan.situation, gone)
    base = Roster(tuple(p for p in plan.roster.placements if p.person != gone))
    rosters = list(every_roster(there))
    (empty,) = (one for one in rosters if not changed_people(base, one.roster))
    values = {t.id: empty.audit.tier_value(t.id) for t in plan.tasks}
    best: list[dict[tuple[str, ...], tuple[int, ...]]] = [{} for _ in range(1 + others)]
    for one in rosters:
        changed = changed_people(base, one.roster)
        for p in one.roster.placements:
            fills = (p.host, p.subject) == ("B", "语文") and p.person in changed
            if fills and len(changed) <= 1 + others:
                cost = vector(plan, worse(plan, one, values))
                for costs in best[len(changed) - 1 :]:
                    costs[p.person, "B"] = min(costs.get((p.person, "B"), cost), cost)
    assert len(best[0]) > 1
    judge(plan, found.moves, best)
    assert found.vacant == tuple(
        (t.id, n) for t in plan.tasks if (n := values[t.id] - plan.tier_values[t.id])
    )


@pytest.mark.parametrize("top", [1, MANY])
@pytest.mark.parametrize("floor", ["soft", "hard"])
def test_every_teacher_of_the_subject_is_listed_or_counted(floor: str, top: int) -> None:
    """By a rule that strikes, by what comes of it when they alone go, or as out of the question."""
    settings = (f"rules.sending_floor.force={floor}", "rules.sending_floor.concede=9")
    more = [teacher(f"T{i}", "AC"[i % 2], "语文", school_since=f"201{i - 4}-08") for i in (8, 9)]
    more += [teacher("N1", "A", "语文")]
    there = tiny(more=more, drop=["T6"], locks=[lock("N1", None, "留任")])
    plan = kept(solve(under(there, *settings)))
    (gone, *_) = (p.person for p in plan.roster.placements if p.host == "B")
    found = substitutes(plan, gone, top=top)
    subject, stage = found.place.subject, found.place.stage
    everybody = {t.code for t in plan.situation.county.teachers
                 if (t.subject, t.stage) == (subject, stage) and t.code != gone}  # fmt: skip
    listed = {m.person for m in found.moves} & everybody
    counted = sum(n for _, n in (*found.left_out, *found.excluded)) + found.leaders
    assert len(listed) + counted >= len(everybody) > len(listed)
    reasons = dict(found.left_out)
    assert (LATER in reasons) is (top == 1 and len(found.moves) == top and bool(reasons))


def test_a_place_that_cannot_stay_empty_is_filled_all_the_same() -> None:
    """Without her the enforced share does not hold: no cost of the empty place, but substitutes."""
    share = ("rules.rotation_share.force=hard", "rules.rotation_share.each_school=false")
    more = [teacher(f"T{i}", "AC"[i % 2], "语文", school_since=f"201{i - 4}-08") for i in (8, 9)]
    plan = kept(solve(under(tiny(more=more, drop=["T6"]), *share)))
    (gone,) = {p.person for p in plan.roster.placements if p.host == "B" and p.subject == "语文"}
    found = substitutes(plan, gone, top=MANY)
    assert found.broken and all("交流" in words for words in found.broken) and found.vacant == ()
    base = Roster(tuple(p for p in plan.roster.placements if p.person != gone))
    best: dict[str, tuple[int, ...]] = {}
    for one in every_roster(absent(plan.situation, gone)):
        changed = changed_people(base, one.roster)
        for p in one.roster.placements:
            if (p.host, p.subject) == ("B", "语文") and changed == (p.person,):
                cost = vector(plan, worse(plan, one, plan.tier_values))
                best[p.person] = min(best.get(p.person, cost), cost)
    assert best and told(plan, found.moves) == sorted((p, "B", c) for p, c in best.items())


def test_nobody_else_moves_unless_allowed() -> None:
    plan = crowded()
    for person in plan.situation.people:
        for move in destinations(plan, person, top=MANY):
            assert move.others == ()


def test_whoever_holds_no_place_needs_no_substitute() -> None:
    away = {"T2": {"status": "病休"}}
    plan = kept(solve(under(tiny(away))))
    with pytest.raises(InputRefused, match="无须顶替"):
        substitutes(plan, Code("T2"))
    assert Outcome(plan.situation, plan.roster).duty_school(Code("T2")) is None
    assert all(isinstance(p, Placement) and p.mode is not Mode.STAY for p in plan.roster.placements)


def test_who_is_trained_at_home_fills_no_place() -> None:
    """In the books a teacher released by an intern (培训) goes to their own school."""
    interns = [InternRow(school="B", subject="语文", heads=2, term="秋季")]  # type: ignore[arg-type]
    more = [teacher(f"T{i}", "AB"[i % 2], "语文", school_since="2015-08") for i in (8, 9, 11, 13)]
    plan = kept(solve(under(tiny(more=more, drop=["T6"], interns=interns))))
    moves = plan.model.moves
    assert (moves.home == moves.host).any()
    found = substitutes(plan, Code("T9"), top=MANY)
    assert found.place.host == "B" and all(m.home != m.host for m in found.moves)
    for person in plan.situation.people:
        assert all(m.home != m.host for m in destinations(plan, person, top=MANY))


def test_a_page_without_a_name_says_how_many_might_move() -> None:
    plan = crowded()
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    alone = destination_page(Code("T1"), (), names, words, 0, "交流到河东小学（语文）")
    assert alone.facts == (("方案里", "交流到河东小学（语文）"),) and "--others 1" in alone.closing
    assert "另动 2 人以内" in destination_page(Code("T1"), (), names, words, 2).closing


def test_nobody_stands_in_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some modes take people who cannot teach (锻炼): the absent one is still a candidate there."""
    plan = crowded()
    (gone,) = {p.person for p in plan.roster.placements if p.host == "B" and p.subject == "语文"}
    monkeypatch.setattr(substituting, "absent", lambda there, person: there)
    assert all(m.person != gone for m in substitutes(plan, gone, top=MANY).moves)


def test_a_leader_who_could_take_over_is_counted_and_not_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """T8 comes first among those who could; leaders come up by modes of their own (挂职)."""
    plan = crowded()
    (gone,) = {p.person for p in plan.roster.placements if p.host == "B" and p.subject == "语文"}
    assert substitutes(plan, gone, top=MANY).moves[0].person == "T8"
    monkeypatch.setattr(
        substituting, "would_be_withheld", lambda county, person, mode: person == "T8"
    )
    found = substitutes(plan, gone, top=MANY)
    assert found.moves and "T8" not in {m.person for m in found.moves} and found.leaders == 1
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    page = substitute_page(gone, found, names, words)
    assert "T8" not in json.dumps(page.data) and "T8" not in str((page.facts, page.tables))
    (told,) = (text for what, text in page.facts if what == "学校领导")
    assert told.startswith("另有 1 人符合条件")


def test_only_moves_of_leaders_nobody_decided_are_secret() -> None:
    county = tiny(
        more=[teacher("T8", "A", "语文", leadership="副职")],
        locks=[lock("T8", "B")],
    )
    told = [would_be_withheld(county, Code(person), mode) for person, mode in (
        ("T8", Mode.ATTACHMENT), ("T8", Mode.ROTATION), ("T8", Mode.STAY), ("T1", Mode.ROTATION)
    )]  # fmt: skip
    assert told == [True, False, False, False]


def test_no_leader_moves_so_that_somebody_can_take_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who else moves tells nothing about those whose moves nobody has decided: they stay put."""
    plan = crowded()
    (gone,) = {p.person for p in plan.roster.placements if p.host == "B" and p.subject == "语文"}
    free = {code for m in substitutes(plan, gone, others=2, top=MANY).moves for code in m.others}
    assert free
    held = min(free)
    monkeypatch.setattr(ranking, "is_open", lambda county, person: person == held)
    found = substitutes(plan, gone, others=2, top=MANY)
    assert found.moves and not any(held in m.others for m in found.moves)


def test_who_need_not_move_comes_first_and_the_plan_s_own_place_is_told() -> None:
    """T9 could take over from T1 with nobody else moved; the plan has somebody go to B already."""
    plan = crowded()
    placed = {p.person: p for p in plan.roster.placements if p.host != p.home}
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    told_of = set()
    for gone in sorted(Outcome(plan.situation, plan.roster).county.teacher):
        with suppress(InputRefused):
            found = substitutes(plan, gone, others=1, top=MANY)
            page = substitute_page(gone, found, names, words, 1)
            rows = page.tables[0].rows if page.tables else ()
            for move, row in zip(found.moves, rows, strict=True):
                assert ("方案里" in str(row[2])) == (move.person in placed)
                assert ("不动也行" in str(row[-1])) == move.optional
                told_of |= {move.person in placed, f"optional {move.optional}"}
            firsts = [bool(m.others) for m in found.moves]
            assert firsts == sorted(firsts)
    assert told_of == {True, False, "optional True", "optional False"}

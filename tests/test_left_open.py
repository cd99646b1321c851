"""What a competition leaves unmet is told before it is published, as an audit of it tells it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.situation import Situation
from models.column import Code
from models.finding import State
from models.sheets import LockRow, TeacherRow, VacancyRow, WishRow
from models.vocabulary import Round
from staffing.audit import audit
from staffing.cli.exits import Exit, of_run
from staffing.competition.procedure import locked_with
from staffing.competition.rounds import Staged
from staffing.console.digest import audit_digest, digest
from staffing.fairness import fairness
from staffing.json_contract import solve_json
from staffing.result import Run
from staffing.roster_book import compose
from staffing.run import run_county
from tests.competing import managed, points_of, wish_of
from tests.tiny import county, situation, teacher

SPORT = "A/小学/体育"
OTHERS = (teacher("P9", "H1", "体育"), teacher("P10", "H1", "体育"))


def there(*others: TeacherRow, posts: tuple[tuple[str, str], ...] = (("H2", "跨校"),)) -> Situation:
    """The only teacher of 体育 of A wins a post elsewhere; others may come to A (交流)."""
    before = managed().county
    asked = [WishRow(person=x.code, rank=1, school="A", mode="交流") for x in others]  # type: ignore[arg-type]
    return situation(
        county(
            before.schools,
            [*before.teachers, teacher("P8", "A", "体育"), *others],
            before.classes,
            vacancies=[
                VacancyRow(school=host, subject="体育", places=1, round=stage)  # type: ignore[arg-type]
                for host, stage in posts
            ],
            wishes=[wish_of("P8", 1, posts[0][0]), *asked],
            points=[points_of("P8", 5)],
        )
    )


def held(here: Situation, stage: Round = Round.CROSS) -> Run:
    return Staged(stage, "样例县", "0" * 64).run(here)


def _hard(findings: object) -> set[tuple[str, str, int | None]]:
    return {
        (f.rule, f.key, f.short)
        for f in findings  # type: ignore[attr-defined]
        if f.mode == "hard" and f.state is State.SHORT
    }


@pytest.mark.parametrize("others", [(), OTHERS])
def test_the_round_names_the_enforced_rules_that_its_audit_names(
    others: tuple[TeacherRow, ...],
) -> None:
    here = there(*others)
    run = held(here)
    assert run.result.roster is not None
    found = audit(here, run.result.roster)
    assert _hard(run.result.findings) == _hard(found.findings) == {("sending_floor", SPORT, 20)}
    assert of_run(run) == Exit.SHORT
    assert run.over_limits == found.over_limits


@pytest.mark.parametrize(("others", "least"), [((), 20), (OTHERS, 0)])
def test_whether_later_decisions_make_up_is_what_the_plan_then_shows(
    others: tuple[TeacherRow, ...], least: int
) -> None:
    here = there(*others)
    (round_,) = held(here).rounds
    (left,) = round_.left_open
    assert (left.finding.key, left.people, left.least) == (SPORT, (Code("P8"),), least)
    after = locked_with(here, round_.locks("跨校竞聘"))
    whole = run_county(after, county_name="样例县", input_sha256="0" * 64)
    assert {x.key: x.by for x in whole.over_limits} == ({SPORT: least} if least else {})


def test_who_cannot_be_made_up_for_is_said_by_person_and_school_before_publishing() -> None:
    for others, said in (((), True), (OTHERS, False)):
        run = held(there(*others))
        facts = {what: words for what, words, _ in digest(run, "1.xlsx")}
        assert ("公示前" in facts) is said
        assert "样例P8（P8）由A校到H2校" in facts["硬性规则"]
        assert ("补不上" in facts["硬性规则"]) is said
        told = solve_json(run)["rounds"][0]["left_open"]
        assert [(x["key"], x["people"], bool(x["least"])) for x in told] == [(SPORT, ["P8"], said)]


def test_while_a_later_competition_offers_posts_there_nothing_is_proven() -> None:
    both = (("H1", "学区内"), ("A", "跨校"))
    (round_,) = held(there(posts=both), Round.DISTRICT).rounds
    assert [x.least for x in round_.left_open] == [None]
    assert "现在还不能断定" in round_.left_open[0].verdict
    (alone,) = held(there(posts=both[:1]), Round.DISTRICT).rounds
    assert [x.least for x in alone.left_open] == [20]


def test_what_locks_exceed_is_told_in_the_round_with_whether_it_can_be_made_up() -> None:
    lock = LockRow(person="P8", mode="交流", school="H2", reason="议定", decided_by="局")  # type: ignore[arg-type]
    for others, words in (((), "补不上"), (OTHERS, "后面的安排能补上")):
        here = there(*others)
        run = held(Situation(replace(here.county, locks=(lock,)), here.policy))
        (over,) = [x for x in run.over_limits if x.key == SPORT]
        told = [words for what, words, _ in digest(run, "1.xlsx") if what == "锁定超限"]
        assert over.by == 20 and any(words in x for x in told) and not run.rounds[0].left_open


@pytest.mark.parametrize("others", [(), OTHERS])
def test_the_last_round_tells_what_only_the_rest_of_its_plan_makes_up_for(
    others: tuple[TeacherRow, ...],
) -> None:
    """The 交流 that replaces P8 is solved with the round and not published with it."""
    lock = LockRow(person="P8", mode="交流", school="H2", reason="议定", decided_by="局")  # type: ignore[arg-type]
    before = there(*others)
    here = Situation(replace(before.county, locks=(lock,)), before.policy)
    run = held(here, Round.ADJUSTMENT)
    assert run.result.roster is not None
    found = audit(here, run.result.roster)
    assert {x.key: x.by for x in run.over_limits} == {x.key: x.by for x in found.over_limits}
    assert _hard(run.result.findings) == _hard(found.findings)
    (said,) = [x for what, x, _ in digest(run, "1.xlsx") if what == "锁定超限" and "体育" in x]
    assert ("已证有这样的安排" in said) is bool(others)
    assert ("改后再求解" in said) is not bool(others) and of_run(run) == Exit.SHORT
    (sheet,) = [s for s in compose(run).sheets if s.name == "核查结果"]
    (cell,) = [r[9] for r in sheet.blocks[0].rows if r[1] == "锁定超限" and "体育" in str(r[9])]
    assert ("已证有这样的安排" in str(cell)) is bool(others)
    assert ("改后再求解" in str(cell)) is not bool(others)
    fair = fairness(found, run.result.roster)
    advice = [x for what, x, _ in audit_digest(found, fair) if what == "锁定超限"]
    assert any("体育" in x and "最后求解的其他安排（交流等）能补上的不用改" in x for x in advice)

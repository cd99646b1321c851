"""一校多区: campuses of one legal school share their people; cover is counted campus by campus."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from constraints.board import STAGES
from constraints.facts.demand import Demand
from constraints.facts.supply import P, Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Subject
from models.roster import Roster
from models.vocabulary import Mode
from staffing.gaps import compute_gaps
from staffing.modelling import visiting
from staffing.roster_book import compose
from staffing.roster_book.campuses import AS_OF, between_words, campus_words
from staffing.run import run_county
from staffing.solve import Solved, solve
from tests.rules.visiting import visit
from tests.tiny import move, situation, teacher, tiny

CAMPUS = {"B": {"legal_code": "A", "holds_establishment": False}}
"""B is a campus of A: A has ten periods of 语文 too many, B lacks ten of 语文 and two of 体育."""


def _here(changes: Any = CAMPUS, *, share: bool | None = True, **kw: Any) -> Situation:
    return situation(tiny(changes, **kw), supply=P(campuses_share=share))


def _lent(here: Situation) -> list[tuple[str, str, str, int]]:
    return [(x.source[0], x.to[0], str(x.to[2]), x.tenths) for x in Supply.of(here).lent()]


def _cover(solved: Solved) -> dict[str, int]:
    assert solved.audit is not None
    rows = solved.audit.measures["subject_cover.all"]
    return {m.key: m.short or 0 for m in rows if m.short and m.key.startswith("B/")}


def test_what_one_campus_has_too_much_serves_the_other() -> None:
    here = _here()
    assert _lent(here) == [("A", "B", "体育", 20), ("A", "B", "语文", 100)]
    periods = Supply.of(here).periods
    assert periods["A", "小学", "语文"] == 100 and periods["B", "小学", "语文"] == 100  # type: ignore[index]


def test_only_campuses_of_one_legal_school_share_where_the_policy_says_so() -> None:
    assert _lent(_here({})) == []
    assert _lent(_here(share=False)) == [] and _lent(_here(share=None)) == []


def test_another_stage_is_not_served() -> None:
    """C has 数学 of 初中 beyond its need; its sister campus B lacks 数学 of 小学."""
    sisters = {"B": {"legal_code": "C", "holds_establishment": False}}
    lent = _lent(_here(sisters, more=[teacher("T8", "C", "数学", stage="初中")], drop=("T5",)))
    assert lent == [("C", "B", "语文", 50)]


def test_nobody_moves_for_what_campuses_share_and_the_subject_is_offered() -> None:
    shared, apart = solve(_here()), solve(_here(share=False))
    assert _cover(shared) == {}
    assert shared.roster is not None and apart.roster is not None
    to_b = [p for p in shared.roster.placements if p.host == "B" and p.mode is not Mode.STAY]
    assert to_b == []
    assert shared.audit is not None
    offered = shared.audit.measures["subject_offered.compulsory"]
    assert not [m.key for m in offered if m.short and m.key.startswith("B/")]


def test_each_campus_has_its_own_line_in_the_gaps() -> None:
    gaps = {s.code: {g.subject: g.gap for g in s.subjects} for s in compute_gaps(_here()).schools}
    assert gaps["B"]["语文"] == 0 and gaps["A"]["语文"] == 0
    before = {s.code: {g.subject: g.gap for g in s.subjects}
              for s in compute_gaps(_here(share=False)).schools}  # fmt: skip
    assert before["B"]["语文"] == 100


def test_nobody_lends_what_the_own_campus_needs() -> None:
    """Without T2 A needs all its 语文 itself."""
    lent = _lent(_here(drop=("T2",), more=[teacher("T8", "A", "数学")]))
    assert "语文" not in {subject for _, _, subject, _ in lent}


def test_the_roster_says_which_campus_serves_which_and_who_could() -> None:
    run = run_county(_here(), county_name="样例县", input_sha256="0" * 64)
    sheet = compose(run).sheet("校区统筹")
    rows = {row[3]: row for row in sheet.blocks[0].rows}
    assert rows["语文"][4:6] == ("城关小学", "河东小学") and str(rows["语文"][6]) == "10"
    assert "样例T2（T2）" in str(rows["语文"][8]) and AS_OF in sheet.notes
    assert AS_OF in campus_words(run.situation) and campus_words(run.situation).startswith(
        "2 处，每周 12 课时"
    )
    plain = run_county(_here({}), county_name="样例县", input_sha256="0" * 64)
    assert "校区统筹" not in [sheet.name for sheet in compose(plain).sheets]


def test_a_leader_nobody_decided_about_is_not_among_those_who_could() -> None:
    there = _here(more=[teacher("T9", "A", "语文", leadership="校长")])
    run = run_county(there, county_name="样例县", input_sha256="0" * 64)
    rows = compose(run).sheet("校区统筹").blocks[0].rows
    named = [str(row[8]) for row in rows]
    assert any("T2" in words for words in named) and not any("T9" in words for words in named)


def test_a_campus_that_lends_and_loses_people_is_said_to_lack_them() -> None:
    """Lending is fixed before the plan, for the solver and the audit alike: no second deciding."""
    run = run_county(_here(), county_name="样例县", input_sha256="0" * 64)
    gone = Roster.of([move(person, "A", "C", subject="语文") for person in ("T1", "T2")])
    after = compute_gaps(run.situation, Outcome(run.situation, gone))
    book = compose(replace(run, gaps_after=after))
    rows = {row[3]: row for row in book.sheet("校区统筹").blocks[0].rows}
    assert rows["语文"][6] == Decimal(10) and Decimal(str(rows["语文"][7])) >= 10


def test_visits_between_campuses_are_for_what_sharing_does_not_cover() -> None:
    """What B still lacks when A has nothing more to spare may be visited for; the sheet says so."""
    run = run_county(_here(), county_name="样例县", input_sha256="0" * 64)
    assert not [note for note in compose(run).sheet("校区统筹").notes if "走教课表" in note]
    there = _here(drop=("T2",), more=[teacher("T8", "A", "体育")])
    slate = visiting.slate(there)
    served = Supply.of(there).served()
    for i in range(len(slate.moves)):
        host = there.county.schools[slate.moves.host[i]].code
        stage, subject = STAGES[slate.moves.stage[i]], slate.moves.subjects[slate.moves.subject[i]]
        cell = host, stage, Subject(subject)
        short = Supply.of(there).least.get(cell, 0) < Demand.of(there).needs[cell]
        assert short, f"{cell} {'served' if cell in served else ''}"
    visits = Roster.of([visit("T1", "A", "B", 1), visit("T1", "A", "C", 1)])
    words = between_words(there.county, visits.placements)
    assert "走教 1 处" in words and "走教课表" in words

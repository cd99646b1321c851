"""起 and 止 of 锁定: a decision keeps its days, one of other days than the term's is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from constraints.facts.slices import Event, Slices
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode, Stage
from staffing.cli.app import run as staffing
from staffing.embedded import POLICY, SAMPLE_COUNTY
from staffing.intake import check_book
from staffing.locks.previous import keep_locked
from staffing.locks.published import lock_published
from staffing.result import Run
from staffing.run import run_county
from staffing.sample import make_county
from staffing.workbook.template import write_county
from tests.tiny import END, START, move, situation, tiny

LAST_YEAR = date(2025, 9, 1)


def _lock(**more: Any) -> LockRow:
    stated = {"person": "T1", "mode": "交流", "school": "B", "reason": "议定", "decided_by": "局"}
    return LockRow(**{**stated, **more})


def _here(*locks: LockRow, **sheets: Any) -> Situation:
    bare = situation(tiny(locks=locks, **sheets))
    return Situation(keep_locked(bare.county, bare.policy), bare.policy)


def _planned(here: Situation) -> Run:
    """Solved, audited, and the two agree."""
    return run_county(here, county_name="样例县", input_sha256="0" * 64)


def _placed(here: Situation) -> list[Placement]:
    roster = _planned(here).result.roster
    assert roster is not None
    return list(roster.by_person.get(Code("T1"), ()))


def test_a_decision_keeps_its_last_day() -> None:
    last = date(2027, 1, 31)
    (p,) = _placed(_here(_lock(end=last)))
    assert (p.host, p.start, p.end) == ("B", START, last)
    assert [m.end for m in Outcome(_here(_lock(end=last)), Roster(())).decided] == [last]


def test_a_decision_keeps_its_first_day() -> None:
    (p,) = _placed(_here(_lock(start=date(2026, 11, 1), end=date(2028, 10, 31))))
    assert (p.start, p.end) == (date(2026, 11, 1), date(2028, 10, 31))


def test_one_without_days_lasts_as_long_as_its_mode() -> None:
    (p,) = _placed(_here(_lock()))
    assert (p.start, p.end) == (START, date(2028, 8, 31))


def test_one_too_short_for_the_share_does_not_count_there() -> None:
    """The solver and the audit say the same of it: run_county would stop otherwise."""
    assert _placed(_here(_lock(end=date(2026, 9, 30))))


@pytest.mark.parametrize(
    "days",
    [
        {"start": LAST_YEAR, "end": date(2026, 8, 31)},
        {"end": date(2026, 8, 31)},
        {"start": date(2027, 9, 1)},
    ],
)
def test_one_of_other_days_is_none(days: dict[str, date]) -> None:
    assert tiny(locks=[_lock(**days)]).locks == ()
    assert tiny(locks=[_lock(mode="留任", school=None, **days)]).locks == ()


@pytest.mark.parametrize(
    "days", [{"end": START}, {"start": END}, {"start": LAST_YEAR, "end": START}]
)
def test_the_first_and_the_last_day_count(days: dict[str, date]) -> None:
    assert len(tiny(locks=[_lock(**days)]).locks) == 1


def test_one_that_began_last_term_goes_on_and_is_not_placed_again() -> None:
    here = _here(_lock(start=LAST_YEAR, end=END))
    standing = StandingFact.of(here).by_person[Code("T1")]
    assert (standing.school, standing.running) == ("B", True)
    (told,) = here.county.history_of[Code("T1")]
    assert (told.start, told.end, told.mode) == (LAST_YEAR, END, Mode.ROTATION)
    assert _placed(here) == []


def test_one_that_began_and_whose_mode_is_over_is_none() -> None:
    here = _here(_lock(start=date(2020, 9, 1)))
    assert here.county.locks == ()
    assert not StandingFact.of(here).by_person[Code("T1")].running


def test_a_transfer_of_last_term_is_a_fact() -> None:
    here = _here(_lock(person="T2", mode="调动", start=LAST_YEAR))
    row = here.county.teacher[Code("T2")]
    assert (row.establishment_school, row.duty_school) == ("B", "B")
    assert "T2" not in {p.person for p in (_planned(here).result.roster or Roster(())).placements}


def test_a_published_result_keeps_its_days() -> None:
    last = date(2027, 1, 31)
    wanted = move("T1", "A", "B", subject="语文", stage="小学", end=last)
    here = situation(tiny(locks=[_lock()]))
    (lock,) = lock_published(here, Roster.of([wanted]), "公示.xlsx").county.locks
    assert (lock.start, lock.end, lock.stage) == (START, last, Stage.PRIMARY)


@pytest.mark.parametrize(
    ("days", "column", "kind"),
    [
        ({"end": date(2026, 8, 31)}, "止", "lock_over"),
        ({"start": date(2027, 9, 1)}, "起", "lock_to_come"),
        ({"start": LAST_YEAR, "end": END}, "起", "lock_begun"),
    ],
)
def test_check_tells_of_other_days_at_the_cell(
    days: dict[str, date], column: str, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    # written as of a term in which the lock counts: a county holds no others
    county = replace(tiny(), locks=(_lock(**days),))
    write_county(county, path)
    checked = check_book(path)
    assert checked.errors == ()
    (told,) = (p for p in checked.warnings if p.kind in ("lock_over", "lock_to_come", "lock_begun"))
    assert told.kind == kind and _header(path, told.cell) == column


def _header(path: Path, cell: str) -> str:
    from openpyxl import load_workbook

    sheet = load_workbook(path)["锁定"]
    letter = "".join(filter(str.isalpha, cell))
    return str(sheet[f"{letter}2"].value).rstrip("★")


def test_locks_of_two_terms_do_not_contradict(tmp_path: Path) -> None:
    over = _lock(school="C", start=LAST_YEAR, end=date(2026, 8, 31))
    write_county(replace(tiny(), locks=(over, _lock())), tmp_path / "book.xlsx")
    assert check_book(tmp_path / "book.xlsx").errors == ()


def test_the_same_place_for_other_days_contradicts(tmp_path: Path) -> None:
    both = (_lock(), _lock(start=date(2026, 10, 1)))
    write_county(replace(tiny(), locks=both), tmp_path / "book.xlsx")
    assert [p.kind for p in check_book(tmp_path / "book.xlsx").errors] == ["contradictory_lock"]


def test_days_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    turned = _lock(start=END, end=START)
    write_county(replace(tiny(), locks=(turned,)), tmp_path / "book.xlsx")
    assert "bad_span" in [p.kind for p in check_book(tmp_path / "book.xlsx").errors]
    assert staffing(["check", str(tmp_path / "book.xlsx")]) != 0


@pytest.mark.parametrize("seed", [1, 4])
def test_solver_and_audit_agree_on_days_inside_the_term(seed: int) -> None:
    """Whatever cuts the term, a decision covers the slices its days touch, in both halves."""
    county, slices = make_county(90, seed), Slices.Params(cut_by=tuple(Event))
    here = situation(county, SAMPLE_COUNTY / POLICY, slices=slices)
    plan = _planned(here).result.roster
    assert plan is not None
    sent = [p for p in plan.placements if p.mode in (Mode.ROTATION, Mode.TRANSFER)][:4]
    days = (
        {"end": date(2026, 12, 31)},
        {"start": date(2026, 11, 1)},
        {"start": date(2026, 10, 1), "end": date(2027, 3, 31)},
        {"start": date(2026, 3, 1), "end": date(2027, 3, 1)},
    )
    locks = [
        _lock(person=p.person, mode=p.mode, school=p.host, subject=p.subject, stage=p.stage, **d)
        for p, d in zip(sent, days, strict=False)
    ]
    others = [lock for lock in county.locks if lock.person not in {p.person for p in sent}]
    decided = keep_locked(replace(county, locks=(*others, *locks)), here.policy)
    again = _planned(Situation(decided, here.policy)).result.roster
    assert again is not None
    for lock in locks[:3]:
        (p,) = again.by_person[lock.person]
        assert lock.start in (None, p.start) and lock.end in (None, p.end)

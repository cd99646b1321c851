"""上期: whose values stand beside this term's in the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.result import Result
from models.roster import Roster
from staffing.json_contract import solve_json
from staffing.result import Run, roster_sha256
from staffing.roster_book import write_roster
from staffing.store import Store, Supposed
from staffing.store.last_term import last_term, of_base
from tests.out.finished import TARGET, finished_run
from tests.tiny import move


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "staffing.db")) as opened:
        yield opened


def then(**changes: object) -> Run:
    """A run of the term before."""
    return replace(finished_run(year="2025"), **changes)  # type: ignore[arg-type]


def with_plan(run: Run, host: str) -> Run:
    """The same with another plan: T1 goes elsewhere, nobody else anywhere."""
    roster = Roster.of([move("T1", "A", host, subject="语文", stage="小学")])
    info = replace(run.info, roster_sha256=roster_sha256(roster))
    return replace(run, result=replace(run.result, roster=roster), info=info)


def without(result: Result) -> Result:
    return replace(result, targets=())


def test_the_ledger_of_the_term_before_comes_back_exactly(store: Store) -> None:
    assert last_term(store, finished_run()) is None
    run_id = store.save(then())
    store.save(then(result=without(then().result)))
    last = last_term(store, finished_run())
    assert last is not None and (last.name, last.run_id) == ("2025学年全学年", run_id)
    assert last.targets == finished_run().result.targets
    assert last.line("share_at_least") == TARGET and last.line("nothing") is None


def test_the_roster_given_says_which_run_it_was(store: Store, tmp_path: Path) -> None:
    adopted, trial = then(), with_plan(then(), "C")
    run_id = store.save(adopted)
    later = store.save(trial)
    write_roster(adopted, tmp_path / "adopted.xlsx")
    last = last_term(store, finished_run(), tmp_path / "adopted.xlsx")
    assert last is not None and last.run_id == run_id
    assert "adopted.xlsx" in last.words and run_id in last.words
    unasked = last_term(store, finished_run())
    assert unasked is not None and unasked.run_id == later and "--previous" in unasked.words


def test_the_same_plan_under_another_policy_is_another_run(store: Store, tmp_path: Path) -> None:
    adopted = then()
    run_id = store.save(adopted)
    store.save(then(info=replace(adopted.info, policy_sha256="c" * 64)))
    write_roster(adopted, tmp_path / "adopted.xlsx")
    last = last_term(store, finished_run(), tmp_path / "adopted.xlsx")
    assert last is not None and last.run_id == run_id


def test_a_roster_the_record_does_not_know_gives_none(store: Store, tmp_path: Path) -> None:
    store.save(then())
    write_roster(with_plan(then(), "C"), tmp_path / "other.xlsx")
    assert last_term(store, finished_run(), tmp_path / "other.xlsx") is None


def test_another_county_is_none_whatever_it_is_called(store: Store) -> None:
    run = then()
    county = run.county
    people = [row.model_copy(update={"name": f"样例乙{row.code}"}) for row in county.teachers]
    other = replace(county, teachers=tuple(people))
    store.save(replace(run, situation=type(run.situation)(other, run.policy)))
    assert last_term(store, finished_run()) is None
    schools = [row.model_copy(update={"name": f"外县{row.code}"}) for row in county.schools]
    other = replace(county, schools=tuple(schools))
    store.save(replace(run, situation=type(run.situation)(other, run.policy)))
    assert last_term(store, finished_run()) is None
    assert last_term(store, finished_run(name="他县")) is None


def test_what_was_only_tried_is_none(store: Store) -> None:
    store.save(then(made_by="option"))
    store.save(then(), Supposed("试算", None, ("假设",)))
    store.save(finished_run(year="2025", plan=False))
    store.save(finished_run())
    assert last_term(store, finished_run()) is None


def test_the_latest_term_goes_before_the_last_run(store: Store) -> None:
    run_id = store.save(then())
    store.save(finished_run(year="2024"))
    last = last_term(store, finished_run())
    assert last is not None and last.run_id == run_id


def test_of_one_term_the_same_policy_goes_first(store: Store) -> None:
    run_id = store.save(then())
    trial = then()
    policy = replace(trial.policy, id="trial")
    store.save(replace(trial, situation=type(trial.situation)(trial.county, policy)))
    last = last_term(store, finished_run())
    assert last is not None and last.run_id == run_id


def test_a_record_from_before_counties_were_known_again(store: Store, tmp_path: Path) -> None:
    run_id = store.save(then())
    plain = sqlite3.connect(tmp_path / "staffing.db")
    plain.execute("delete from run_members")
    plain.commit()
    plain.close()
    assert last_term(store, finished_run()) is None
    write_roster(then(), tmp_path / "adopted.xlsx")
    last = last_term(store, finished_run(), tmp_path / "adopted.xlsx")
    assert last is not None and last.run_id == run_id


def test_json_names_the_run_and_why(store: Store) -> None:
    store.save(then())
    last = last_term(store, finished_run())
    told = solve_json(finished_run(last_term=last))["last_term"]
    assert last is not None and (told["run"], told["chosen"]) == (last.run_id, last.chosen)
    assert told["policy"] == finished_run().policy.name


def test_a_plan_made_again_compares_with_what_its_base_did(store: Store, tmp_path: Path) -> None:
    adopted = then()
    store.save(adopted)
    store.save(with_plan(then(), "C"))
    write_roster(adopted, tmp_path / "adopted.xlsx")
    last = last_term(store, finished_run(), tmp_path / "adopted.xlsx")
    base = store.save(finished_run(last_term=last))
    assert last is not None and of_base(store, base) == last
    assert of_base(store, store.save(finished_run())) is None and of_base(store, None) is None

"""The record of runs, on SQLite files."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError  # noqa: TID253
from sqlmodel import Session  # noqa: TID253

from models.record import SchemaRecord
from staffing.roster_book import write_book, write_roster
from staffing.solver.labels import Labels
from staffing.solver.remembered import Relaxation, Remembered
from staffing.store import Store, StoreUnavailable
from staffing.store.engine import open_engine
from tests.out.finished import ID_NUMBER, SECRET, finished_run


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "staffing.db")


def test_a_run_comes_back_as_it_went(database: str, tmp_path: Path) -> None:
    run = finished_run()
    with Store(database) as store:
        run_id = store.save(run)
        stored = store.load(run_id)
    assert stored.roster == run.result.roster
    assert stored.tiers == run.result.tiers
    assert stored.result["run"]["id"] == run_id and stored.result["status"] == "feasible"
    assert stored.record.made_at.tzinfo is not None and stored.book is not None
    write_roster(run, tmp_path / "then.xlsx")
    write_book(stored.book, tmp_path / "now.xlsx")
    assert (tmp_path / "then.xlsx").read_bytes() == (tmp_path / "now.xlsx").read_bytes()


def test_ids_share_their_hash_and_count_on(database: str) -> None:
    with Store(database) as store:
        first, second = store.save(finished_run()), store.save(finished_run())
    assert first.endswith("-1") and second.endswith("-2")
    assert first.split("-")[0] == second.split("-")[0]
    with Store(database) as store:  # opening again creates nothing anew
        assert [r.id for r in store.list()] == [second, first]


def test_an_abbreviated_id_must_fit_one_run(database: str) -> None:
    with Store(database) as store:
        run_id = store.save(finished_run())
        assert store.load(run_id[:4]).record.id == run_id
        store.save(finished_run())
        with pytest.raises(StoreUnavailable, match="不止对应一次运行"):
            store.load(run_id[:4])
        with pytest.raises(StoreUnavailable, match="没有编号"):
            store.load("zz")
        with pytest.raises(StoreUnavailable, match="没有编号"):
            store.load("%")


def test_a_run_without_a_plan_is_recorded_without_a_workbook(database: str) -> None:
    with Store(database) as store:
        stored = store.load(store.save(finished_run(plan=False)))
    assert stored.book is None and stored.roster.placements == ()


def test_what_the_solve_left_is_kept_and_may_be_missing(database: str) -> None:
    relaxation = Relaxation(2.5, np.array([0, 7]), np.array([0.5, -1.25]))
    columns, rows, plan = np.array([0, 3, 1]), np.array([2]), np.array([1])
    own = Labels(np.array([5, 2**63], np.uint64), np.array([9], np.uint64))
    tiers, told = ("甲", "乙"), (None, relaxation)
    left = Remembered("ab12", tiers, told, columns, rows, plan, np.array([0, 2]), own)
    with Store(database) as store:
        with_it = store.save(replace(finished_run(), remembered=left))
        without = store.save(finished_run())
        again = store.load(with_it).remembered
        assert again is not None and (again.program, again.packed()) == ("ab12", left.packed())
        assert store.load(without).remembered is None
    plain = sqlite3.connect(database)  # a record made before this was kept
    plain.execute("drop table run_remembered")
    plain.commit()
    plain.close()
    with Store(database, existing=True) as store:
        assert store.load(with_it).remembered is None
        assert store.load(store.save(replace(finished_run(), remembered=left))).remembered


def test_a_failed_save_leaves_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(database) as store:
        monkeypatch.setattr(
            "staffing.store.detail_rows", lambda *_: ((SchemaRecord, [{"id": 1, "version": 1}]),)
        )
        with pytest.raises(StoreUnavailable):
            store.save(finished_run())
        assert store.list() == ()


def test_sqlite_is_durable_checked_and_private(database: str) -> None:
    Store(database).close()
    assert Path(database).stat().st_mode & 0o077 == 0
    engine = open_engine(database)
    with engine.connect() as connection:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert connection.exec_driver_sql(f"pragma {pragma}").scalar() == value
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql(
                "insert into run_document (run, result) values ('absent', '{}')"
            )
    engine.dispose()


def test_another_version_is_refused(database: str) -> None:
    with Store(database) as store, Session(store._engine) as session:
        session.get_one(SchemaRecord, 1).version = 99
        session.commit()
    with pytest.raises(StoreUnavailable, match="结构版本是 99"):
        Store(database)


def test_a_locked_database_is_said_in_words(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("staffing.store.engine._PRAGMAS", ("busy_timeout=1",))
    with Store(database) as store:
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("begin exclusive")
        with pytest.raises(StoreUnavailable, match="正被其他程序使用"):
            store.save(finished_run())
        other.close()


def test_what_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database" * 200)
    with pytest.raises(StoreUnavailable, match="不是运行记录库"):
        Store(str(other))
    assert other.read_bytes() == b"not a database" * 200
    with pytest.raises(StoreUnavailable, match="无法打开"):
        Store(str(tmp_path / "absent" / "x.db"))
    with pytest.raises(StoreUnavailable, match="不能识别"):
        Store("nonsense://u:secret@host/x")


def test_no_identity_number_or_ground_in_the_database(database: str) -> None:
    with Store(database) as store:
        store.save(finished_run())
    whole = Path(database).read_bytes()
    assert ID_NUMBER.encode() not in whole and SECRET.encode() not in whole


def test_reading_makes_no_record_where_there_is_none(tmp_path: Path) -> None:
    absent = tmp_path / "staffng.db"
    with pytest.raises(StoreUnavailable, match=r"找不到运行记录库“.*staffng\.db”，没有新建"):
        Store(str(absent), existing=True)
    assert not absent.exists()
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("create table mine (x)")
    other.close()
    with pytest.raises(StoreUnavailable, match="不是运行记录库"):
        Store(str(tmp_path / "other.db"), existing=True)
    other = sqlite3.connect(tmp_path / "other.db")
    assert other.execute("select name from sqlite_master").fetchall() == [("mine",)]
    other.close()
    Store(str(tmp_path / "ours.db")).close()
    Store(str(tmp_path / "ours.db"), existing=True).close()


def test_a_record_opened_for_nothing_is_not_left_behind(tmp_path: Path) -> None:
    """An interrupted solve."""
    path = tmp_path / "staffing.db"
    with pytest.raises(KeyboardInterrupt), Store(str(path)):
        assert path.exists()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_was_there_stays_though_nothing_is_added(database: str) -> None:
    with Store(database) as store:
        store.save(finished_run())
    with pytest.raises(KeyboardInterrupt), Store(database):
        raise KeyboardInterrupt
    with Store(database, existing=True) as store:
        assert len(store.list()) == 1

"""The record of runs: SQLite by default, any database SQLAlchemy can reach."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.roster import Roster
from staffing.locks.earlier import Earlier, unpacked
from staffing.result import Run
from staffing.roster_book.book import from_plain
from staffing.store.engine import (
    NOT_A_RECORD,
    StoreUnavailable,
    in_words,
    made_file,
    open_engine,
    remove_file,
)
from staffing.store.last_term import Members
from staffing.store.rows import (
    content_record,
    detail_rows,
    document_record,
    earlier_record,
    leaders_record,
    members_record,
    origin_record,
    placement_of,
    remembered_of,
    remembered_record,
    run_record,
    supposition_record,
    tier_of,
)
from staffing.store.stored import StoredRun, Supposed

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.record import OriginRecord, RunRecord, SuppositionRecord

__all__ = ["DEFAULT_DATABASE", "Store", "StoreUnavailable", "StoredRun", "Supposed"]

DEFAULT_DATABASE = "staffing.db"
"""File in the working directory used when no ``--db`` is given."""

_NAMED = 5
"""Runs named when an abbreviated id fits several."""


class Store:
    """Runs in the database *url* names (a bare file name means SQLite).

    Opening creates what is missing. existing: there is something to read, so what is no record of
    runs is refused and left as it is. Everything raises StoreUnavailable in words.
    """

    def __init__(self, url: str | None = None, *, existing: bool = False) -> None:
        with in_words():
            self._engine = open_engine(url or DEFAULT_DATABASE, existing=existing)
            self._file = made_file(self._engine)
            self._prepare(existing)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let go; after an interrupt or an error a file made for nothing is taken away again."""
        left = kind is not None and self._file is not None and self._is_empty()
        self.close()
        if left and self._file is not None:
            remove_file(self._file)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def save(
        self, run: Run, supposed: Supposed | None = None, *, earlier: Sequence[Earlier] = ()
    ) -> str:
        """Record a run in one transaction, whole or not at all; returns its id.

        supposed: it is a what-if; such runs are never taken for a plan of record; earlier: the
        plans it was solved with.
        """
        from sqlmodel import col, func, insert, select

        from models.record import RunRecord

        with self._session() as session:
            last = session.exec(select(func.max(col(RunRecord.sequence)))).one()
            record = run_record(run, (last or 0) + 1)
            session.add(record)
            session.flush()  # the head row first: the others refer to it
            session.add(document_record(run, record.id))
            session.add(origin_record(run, record.id))
            session.add(members_record(run, record.id))
            session.add(content_record(run, record.id))
            session.add(earlier_record(earlier, record.id))
            if (leaders := leaders_record(run, record.id)) is not None:
                session.add(leaders)
            if (left := remembered_record(run, record.id)) is not None:
                session.add(left)
            for table, rows in detail_rows(run, record.id):
                if rows:
                    session.connection().execute(insert(table), rows)
            if supposed is not None:
                session.add(supposition_record(supposed, record.id))
            session.commit()
            return record.id

    def list(self, county: str | None = None) -> tuple[RunRecord, ...]:
        """All runs (of one county) but what-ifs, the latest first."""
        from sqlmodel import col, select

        from models.record import RunRecord, SuppositionRecord

        supposed = select(SuppositionRecord.run)
        query = select(RunRecord).order_by(col(RunRecord.sequence).desc())
        query = query.where(col(RunRecord.id).not_in(supposed))
        if county is not None:
            query = query.where(RunRecord.county == county)
        with self._session() as session:
            return tuple(session.exec(query))

    def origins(self) -> dict[str, OriginRecord]:
        """Run id → what the run is, as far as that was kept."""
        from sqlmodel import select

        from models.record import OriginRecord

        with self._session() as session:
            return {row.run: row for row in session.exec(select(OriginRecord))}

    def contents(self) -> dict[str, str]:
        """Run id → hash of what its workbook says, as far as that was kept."""
        from sqlmodel import select

        from models.record import ContentRecord

        with self._session() as session:
            return {row.run: row.content_sha256 for row in session.exec(select(ContentRecord))}

    def supposed(self) -> tuple[tuple[RunRecord, SuppositionRecord], ...]:
        """What-ifs with what was supposed, the latest first."""
        from sqlmodel import col, select

        from models.record import RunRecord, SuppositionRecord

        query = select(RunRecord, SuppositionRecord).where(RunRecord.id == SuppositionRecord.run)
        with self._session() as session:
            return tuple(session.exec(query.order_by(col(RunRecord.sequence).desc())))

    def load(self, run_id: str) -> StoredRun:
        """A recorded run, by its id, a beginning of it that fits one run only, or a what-if's
        name (the latest of that name)."""
        from sqlmodel import col, select

        from models.record import (
            ContentRecord,
            DocumentRecord,
            EarlierRecord,
            LeadersRecord,
            PlacementRecord,
            RememberedRecord,
            TierRecord,
        )

        with self._session() as session:
            record = _pick(session, run_id)
            leaders = session.get(LeadersRecord, record.id)
            before = session.get(EarlierRecord, record.id)
            content = session.get(ContentRecord, record.id)
            tiers = select(TierRecord).where(TierRecord.run == record.id)
            tiers = tiers.order_by(col(TierRecord.position))
            plan = select(PlacementRecord).where(PlacementRecord.run == record.id)
            plan = plan.order_by(col(PlacementRecord.position))
            document = session.get_one(DocumentRecord, record.id)
            return StoredRun(
                record=record,
                tiers=tuple(map(tier_of, session.exec(tiers))),
                roster=Roster(tuple(map(placement_of, session.exec(plan)))),
                result=json.loads(document.result),
                book=from_plain(json.loads(document.book)) if document.book else None,
                leaders=from_plain(json.loads(leaders.book)) if leaders else None,
                remembered=remembered_of(session.get(RememberedRecord, record.id)),
                earlier=unpacked(before.plans) if before else None,
                content_sha256=content.content_sha256 if content else None,
            )

    def members(self, run_id: str) -> Members | None:
        """What the county of a run is known again by (see :mod:`staffing.store.last_term`)."""
        from models.record import MembersRecord

        with self._session() as session:
            found = session.get(MembersRecord, run_id)
        return Members(**json.loads(found.members)) if found else None

    def _is_empty(self) -> bool:
        from sqlmodel import select

        from models.record import RunRecord

        with self._session() as session:
            return session.exec(select(RunRecord).limit(1)).first() is None

    def _prepare(self, existing: bool) -> None:
        """Create missing tables; refuse a database of another version."""
        from sqlalchemy import inspect
        from sqlmodel import SQLModel

        from models.record import SCHEMA_VERSION, SchemaRecord

        if existing and not inspect(self._engine).has_table(str(SchemaRecord.__tablename__)):
            raise StoreUnavailable(NOT_A_RECORD)
        SQLModel.metadata.create_all(self._engine)
        with self._session() as session:
            found = session.get(SchemaRecord, 1)
            if found is None:
                session.add(SchemaRecord(version=SCHEMA_VERSION))
                session.commit()
            elif found.version != SCHEMA_VERSION:
                raise StoreUnavailable(
                    f"运行记录库的结构版本是 {found.version}，本程序使用 {SCHEMA_VERSION}。"
                    "请使用与该库相同版本的程序，或用 --db 另指定一个库。"
                )

    @contextmanager
    def _session(self) -> Iterator[Session]:
        from sqlmodel import Session

        with in_words(), Session(self._engine, expire_on_commit=False) as session:
            yield session


def _pick(session: Session, run_id: str) -> RunRecord:
    from sqlmodel import col, select

    from models.record import RunRecord, SuppositionRecord

    exact = session.get(RunRecord, run_id)
    if exact is not None:
        return exact
    named = select(RunRecord).where(RunRecord.id == SuppositionRecord.run)
    named = named.where(SuppositionRecord.name == run_id).order_by(col(RunRecord.sequence).desc())
    latest = session.exec(named).first()
    if latest is not None:
        return latest
    starts = col(RunRecord.id).startswith(run_id, autoescape=True)
    found = session.exec(select(RunRecord).where(starts).order_by(col(RunRecord.sequence))).all()
    if len(found) == 1:
        return found[0]
    if found:
        some = "、".join(record.id for record in found[:_NAMED])
        raise StoreUnavailable(f"编号“{run_id}”不止对应一次运行（{some}），请写完整编号。")
    raise StoreUnavailable(f"没有编号为“{run_id}”的运行。请用 staffing runs 查看已有编号。")

"""The record of runs: database tables. Codes are text; a moment is UTC and lives only here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Enum, LargeBinary, Text, UniqueConstraint  # noqa: TID253
from sqlmodel import Field, SQLModel  # noqa: TID253

from models.finding import State
from models.vocabulary import Mode, Relation, Stage, TermName

SCHEMA_VERSION = 1
"""Raised whenever a table below changes its shape."""

_WORD_LENGTH = 20


def _words(kind: type[Any], *, nullable: bool = False) -> Any:
    """Column of a closed vocabulary, stored by its word and checked by the database."""
    stored = Enum(
        kind,
        values_callable=lambda words: [word.value for word in words],
        native_enum=False,
        length=_WORD_LENGTH,
        create_constraint=True,
        name=f"{kind.__name__.lower()}_word",
    )
    return Column(stored, nullable=nullable)


class SchemaRecord(SQLModel, table=True):
    """The one row that says which shape the tables have."""

    __tablename__ = "schema_version"

    id: int = Field(default=1, primary_key=True)
    version: int


class RunRecord(SQLModel, table=True):
    """One run: provenance and outcome. sequence counts the runs of this database from one."""

    __tablename__ = "run"
    __table_args__: ClassVar[Any] = (UniqueConstraint("sequence"),)

    id: str = Field(primary_key=True, max_length=40)
    sequence: int
    made_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    county: str = Field(index=True)
    school_year: str
    term: TermName = Field(sa_column=_words(TermName))
    term_start: date
    policy_id: str
    policy_name: str
    status: str
    placements: int
    proposed: int
    input_sha256: str = Field(max_length=64)
    policy_sha256: str = Field(max_length=64)
    roster_sha256: str = Field(max_length=64)
    seed: int
    versions: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))


class OriginRecord(SQLModel, table=True):
    """What a run is: where it comes from, what came of it in words, how many objections it was made
    again for that stood on the command line only. Runs recorded before this table was kept have
    none.

    kind: one of ``staffing.result.RunKind``.
    """

    __tablename__ = "run_origin"

    run: str = Field(primary_key=True, foreign_key="run.id")
    kind: str
    conclusion: str
    objections: int


class MembersRecord(SQLModel, table=True):
    """What the county of a run is known again by next term: short hashes of its schools and people
    (JSON text). Runs recorded before this table was kept have none."""

    __tablename__ = "run_members"

    run: str = Field(primary_key=True, foreign_key="run.id")
    members: str = Field(sa_column=Column(Text, nullable=False))


class ContentRecord(SQLModel, table=True):
    """Hash of what the workbook of a run says (``County.read_sha256``), by which it is known again
    whatever bytes it is saved as. Runs recorded before this table was kept have none: they are
    known by ``RunRecord.input_sha256``, the hash of the bytes."""

    __tablename__ = "run_content"

    run: str = Field(primary_key=True, foreign_key="run.id")
    content_sha256: str = Field(max_length=64)


class EarlierRecord(SQLModel, table=True):
    """Earlier plans a run was solved with (JSON text; ``staffing.locks.earlier``), an empty list
    where there were none. Runs recorded before this table was kept have no row."""

    __tablename__ = "run_earlier"

    run: str = Field(primary_key=True, foreign_key="run.id")
    plans: str = Field(sa_column=Column(Text, nullable=False))


class DocumentRecord(SQLModel, table=True):
    """The two documents a run can be told from again, apart because they are large.

    result: what ``solve --json`` printed; book: the roster workbook as plain data, null when the
    run has no plan. Both are JSON text.
    """

    __tablename__ = "run_document"

    run: str = Field(primary_key=True, foreign_key="run.id")
    result: str = Field(sa_column=Column(Text, nullable=False))
    book: str | None = Field(default=None, sa_column=Column(Text))


class LeadersRecord(SQLModel, table=True):
    """The leaders' own workbook of a run as plain data (JSON text); runs recorded before this table
    was kept have none."""

    __tablename__ = "run_leaders"

    run: str = Field(primary_key=True, foreign_key="run.id")
    book: str = Field(sa_column=Column(Text, nullable=False))


class RememberedRecord(SQLModel, table=True):
    """What the solve of a run leaves for questions about its plan, so that they need not solve it
    again: columns, duals and a basis, compressed. Runs recorded before this table was kept have
    none.

    program: fingerprint of the program that was solved; of use for no other.
    """

    __tablename__ = "run_remembered"

    run: str = Field(primary_key=True, foreign_key="run.id")
    program: str = Field(max_length=40)
    packed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class TierRecord(SQLModel, table=True):
    """One tier of a run."""

    __tablename__ = "run_tier"

    run: str = Field(primary_key=True, foreign_key="run.id")
    position: int = Field(primary_key=True)
    tier: str
    name: str
    unit: str
    value: int | None
    bound: int | None
    status: str
    note: str


class PlacementRecord(SQLModel, table=True):
    """One row of a run's plan; periods as text, because decimals must come back as they went."""

    __tablename__ = "run_placement"

    run: str = Field(primary_key=True, foreign_key="run.id")
    position: int = Field(primary_key=True)
    person: str = Field(index=True)
    mode: Mode = Field(sa_column=_words(Mode))
    relation: Relation = Field(sa_column=_words(Relation))
    home: str
    host: str
    start: date
    end: date
    subject: str | None
    stage: Stage | None = Field(default=None, sa_column=_words(Stage, nullable=True))
    periods: str | None
    post: str | None
    team: str | None
    counterpart: str | None
    successor: str | None
    return_school: str | None
    proposed: bool


class FindingRecord(SQLModel, table=True):
    """One finding of a run's audit; figures as exact text (``53/503``)."""

    __tablename__ = "run_finding"

    run: str = Field(primary_key=True, foreign_key="run.id")
    position: int = Field(primary_key=True)
    rule: str
    instance: str
    key: str
    measured: str | None
    required: str | None
    short: int | None
    unit: str
    state: State = Field(sa_column=_words(State))
    enforced: bool
    message: str
    document: str
    clause: str


class TargetRecord(SQLModel, table=True):
    """One line of a run's ledger of targets; figures as exact text."""

    __tablename__ = "run_target"

    run: str = Field(primary_key=True, foreign_key="run.id")
    position: int = Field(primary_key=True)
    target: str
    rule: str
    name: str
    key: str
    numerator: str | None
    denominator: str | None
    measured: str | None
    required: str | None
    short: int | None
    unit: str
    state: State = Field(sa_column=_words(State))
    document: str
    clause: str
    standing: str


class SuppositionRecord(SQLModel, table=True):
    """What was supposed for a run: a what-if kept by name, never the plan of record.

    base: run it was held against, null for a roster workbook; words: what was supposed, in
    Chinese, one a line.
    """

    __tablename__ = "run_supposition"

    run: str = Field(primary_key=True, foreign_key="run.id")
    name: str = Field(index=True)
    base: str | None = None
    words: str = Field(sa_column=Column(Text, nullable=False))

"""A run as database rows, and its plan back from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.column import Code, Subject
from models.problem import InputRefused
from models.result import TierResult
from models.roster import Placement
from staffing.json_contract import solve_json
from staffing.leaders.discretion import discreet
from staffing.locks.earlier import Earlier, packed
from staffing.result import Run
from staffing.roster_book import compose
from staffing.roster_book.book import to_plain
from staffing.roster_book.confidential import leaders_book
from staffing.store.last_term import Members
from staffing.store.stored import Supposed

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from models.record import (
        ContentRecord,
        DocumentRecord,
        EarlierRecord,
        LeadersRecord,
        MembersRecord,
        OriginRecord,
        PlacementRecord,
        RememberedRecord,
        RunRecord,
        SuppositionRecord,
        TierRecord,
    )
    from staffing.solver.remembered import Remembered

Rows = Sequence[dict[str, Any]]

_RUN_HASH = 8
"""Characters of the hash a run's id begins with."""


def run_record(run: Run, sequence: int) -> RunRecord:
    """The head row; its id is a short hash of what went in and came out, then the sequence."""
    from models.record import RunRecord

    info, term = run.info, run.county.term
    hashes = "\n".join((info.input_sha256, info.policy_sha256, info.roster_sha256))
    return RunRecord(
        id=f"{hashlib.sha256(hashes.encode()).hexdigest()[:_RUN_HASH]}-{sequence}",
        sequence=sequence,
        county=run.county_name,
        school_year=term.school_year,
        term=term.name,
        term_start=term.start,
        policy_id=run.policy.id,
        policy_name=run.policy.name,
        status=run.result.status,
        placements=len(run.shown),
        proposed=sum(p.proposed for p in run.shown),
        input_sha256=info.input_sha256,
        policy_sha256=info.policy_sha256,
        roster_sha256=info.roster_sha256,
        seed=info.seed,
        versions=dict(sorted(info.versions.items())),
    )


def origin_record(run: Run, run_id: str) -> OriginRecord:
    """What the run is."""
    from models.record import OriginRecord

    count = len(run.objections)
    return OriginRecord(run=run_id, kind=run.kind, conclusion=run.conclusion, objections=count)


def members_record(run: Run, run_id: str) -> MembersRecord:
    """What its county is known again by."""
    from models.record import MembersRecord

    return MembersRecord(run=run_id, members=Members.of(run.county).packed())


def content_record(run: Run, run_id: str) -> ContentRecord:
    """What its workbook is known again by."""
    from models.record import ContentRecord

    return ContentRecord(run=run_id, content_sha256=run.county.read_sha256)


def earlier_record(plans: Sequence[Earlier], run_id: str) -> EarlierRecord:
    """The earlier plans it was solved with."""
    from models.record import EarlierRecord

    return EarlierRecord(run=run_id, plans=packed(plans))


def document_record(run: Run, run_id: str) -> DocumentRecord:
    """The result as printed and the workbook as plain data."""
    from models.record import DocumentRecord

    book = compose(run) if run.result.roster is not None else None
    return DocumentRecord(
        run=run_id,
        result=json.dumps(solve_json(run, run_id), ensure_ascii=False),
        book=json.dumps(to_plain(book), ensure_ascii=False) if book else None,
    )


def leaders_record(run: Run, run_id: str) -> LeadersRecord | None:
    """The leaders' own workbook; None where there is no plan, or the policy says too little."""
    from models.record import LeadersRecord

    if run.result.roster is None:
        return None
    try:
        book = leaders_book(run.situation, run.withheld, run)
    except InputRefused:
        return None
    return LeadersRecord(run=run_id, book=json.dumps(to_plain(book), ensure_ascii=False))


def remembered_record(run: Run, run_id: str) -> RememberedRecord | None:
    """What the solve leaves for questions; None where nothing of it is kept."""
    from models.record import RememberedRecord

    left = run.remembered
    if left is None:
        return None
    return RememberedRecord(run=run_id, program=left.program, packed=left.packed())


def remembered_of(row: RememberedRecord | None) -> Remembered | None:
    """The same back from its row; None where there is none, or none that can be read."""
    from staffing.solver.remembered import unpacked

    return None if row is None else unpacked(row.program, row.packed)


def supposition_record(supposed: Supposed, run_id: str) -> SuppositionRecord:
    """What was supposed for a run."""
    from models.record import SuppositionRecord

    words = "\n".join(supposed.words)
    return SuppositionRecord(run=run_id, name=supposed.name, base=supposed.base, words=words)


def detail_rows(run: Run, run_id: str) -> tuple[tuple[type[SQLModel], Rows], ...]:
    """Rows of every other table, ready for a bulk insert."""
    from models.record import FindingRecord, PlacementRecord, TargetRecord, TierRecord

    result = run.result
    tiers = [vars(tier) | {"tier": tier.id} for tier in result.tiers]
    plan = [vars(p) | {"periods": None if p.periods is None else str(p.periods)}
            for p in run.placements]  # fmt: skip
    findings = [_exact(vars(finding)) for finding in discreet(result.findings)]
    targets = [_exact(vars(line)) | {"target": line.id} for line in result.targets]
    return (
        (TierRecord, _fitted(TierRecord, run_id, tiers)),
        (PlacementRecord, _fitted(PlacementRecord, run_id, plan)),
        (FindingRecord, _fitted(FindingRecord, run_id, findings)),
        (TargetRecord, _fitted(TargetRecord, run_id, targets)),
    )


def _fitted(table: type[SQLModel], run_id: str, rows: Sequence[Mapping[str, Any]]) -> Rows:
    """Only the fields the table has, numbered in order."""
    names = [name for name in table.model_fields if name not in ("run", "position")]
    return [
        {"run": run_id, "position": position, **{name: row[name] for name in names}}
        for position, row in enumerate(rows)
    ]


def _exact(row: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as exact text."""
    figures = [n for n in ("numerator", "denominator", "measured", "required") if n in row]
    return {**row, **{n: None if row[n] is None else str(row[n]) for n in figures}}


def placement_of(row: PlacementRecord) -> Placement:
    """A placement back from its row."""
    return Placement(
        person=Code(row.person),
        mode=row.mode,
        relation=row.relation,
        home=Code(row.home),
        host=Code(row.host),
        start=row.start,
        end=row.end,
        subject=None if row.subject is None else Subject(row.subject),
        stage=row.stage,
        periods=None if row.periods is None else Decimal(row.periods),
        post=row.post,
        team=_code(row.team),
        counterpart=_code(row.counterpart),
        successor=_code(row.successor),
        return_school=_code(row.return_school),
        proposed=row.proposed,
    )


def _code(text: str | None) -> Code | None:
    return None if text is None else Code(text)


def tier_of(row: TierRecord) -> TierResult:
    """A tier back from its row."""
    status: Any = row.status
    return TierResult(row.tier, row.name, row.unit, row.value, row.bound, status, row.note)

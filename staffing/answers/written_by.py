"""Which run a roster workbook was written from, by the marks it bears (数据指纹)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from models.problem import InputRefused, Problem
from staffing.store import Store, StoredRun
from staffing.store.last_term import bears
from staffing.workbook.fingerprint import Marks, marks_in

if TYPE_CHECKING:
    from models.record import RunRecord

_ON_PURPOSE = "确要把与某次方案不同的行都当作手改，用 --run 写明是哪一次。"


def written_from(store: Store, records: Iterable[RunRecord], path: Path) -> StoredRun | None:
    """The run among *records* whose marks a roster workbook bears: of several alike the one made in
    the first place, rather than one made again or for a meeting that came to the same."""
    marks = marks_in(path)
    return None if marks is None else _bearing(store, records, marks)


def refuse_other_plan(store: Store, policy_sha256: str, path: Path) -> None:
    """Raise InputRefused for a roster workbook of another plan than those at hand: every row that
    differs would be taken for an edit. One that does not say whose it is passes."""
    marks = marks_in(path)
    if marks is None:
        return
    found, same = _whose(store, marks), policy_sha256.startswith(marks.policy)
    message = f"{_said(found, same)}，不是手头这份方案的：凡不同的行都会当作手改。"
    if found is None:
        do = "请用这份方案写出的花名册来改。"
    else:
        policy = "" if same else "、用 --policy 指定当时的政策"
        do = f"要改的就是那次的方案，加 --run {found.record.id}{policy}；"
    raise InputRefused(
        [Problem(f"《{path.name}》", "", f"{message}{do}{_ON_PURPOSE}", "other_plan")]
    )


def on_purpose_words(store: Store, run: StoredRun, path: Path) -> str:
    """What is said where a plan was named of which the workbook is not; "" where it is."""
    marks = marks_in(path)
    if marks is None or bears(run, marks):
        return ""
    same = run.record.policy_sha256.startswith(marks.policy)
    said = _said(_whose(store, marks), same)
    return f"照 --run 指定；《{path.name}》{said}，凡不同的行都当作手改"


def _said(found: StoredRun | None, same: bool) -> str:
    if found is not None:
        return f"是第 {found.record.id} 次运行（政策“{found.record.policy_name}”）写出的花名册"
    policy = "" if same else "按另一份政策（或改动以前的这份政策）的"
    return f"是{policy}另一次求解写出的花名册（运行记录库里没有那次）"


def _whose(store: Store, marks: Marks) -> StoredRun | None:
    """The recorded run of whatever workbook and policy that wrote it."""
    records = (r for r in store.list() if r.policy_sha256.startswith(marks.policy))
    planned = (r for r in records if r.status in ("optimal", "feasible"))
    return _bearing(store, planned, marks)


def _bearing(store: Store, records: Iterable[RunRecord], marks: Marks) -> StoredRun | None:
    origins = store.origins()

    def rank(stored: StoredRun) -> tuple[bool, int]:
        made = origins.get(stored.record.id)
        return made is not None and made.kind != "solve", stored.record.sequence

    found = (store.load(record.id) for record in records)
    return min((stored for stored in found if bears(stored, marks)), key=rank, default=None)

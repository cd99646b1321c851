"""Which run of an earlier term the ledger shows as 上期, and in words why that one.

The term before is what was carried out, not whatever was tried last: the run that the roster given
as ``--previous`` was written from; without one, the last plan made for the very same county.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from models.county import County
from models.roster import Roster
from staffing.ledger.as_json import target_of
from staffing.result import LastTerm, Run, roster_sha256
from staffing.store.stored import StoredRun
from staffing.workbook.fingerprint import Marks, marks_in

if TYPE_CHECKING:
    from models.record import RunRecord
    from staffing.store import Store

_MARK = 8
"""Characters of the hash a school or a person is known by; a whole county has few enough."""

_UNASKED = (
    "没有写 --previous，取运行记录中同一县（学校和教师大半相同）最近一期最后求解的，"
    "有同一政策的取同一政策的"
)

_MADE = ("solve", "replan")
"""Kinds of run that are plans of the whole county: no options of a meeting, no single rounds."""

UNTRACED = (
    "上期的数没有列：{name}没有数据指纹，或运行记录里没有写出它的那次运行（另用了一个 --db，"
    "或名单不是本程序写的）。记录在别处的，请用 --db 指定"
)


@dataclass(frozen=True)
class Members:
    """What a county is known again by: a short hash for every school and every person, by code
    and name together, sorted."""

    schools: Sequence[str]
    people: Sequence[str]

    @classmethod
    def of(cls, county: County) -> Members:
        """The members of a county."""
        named = (county.schools, county.teachers)
        return cls(*(sorted({_known_by(row.code, row.name) for row in rows}) for rows in named))

    def same(self, other: Members) -> bool:
        """Whether more than half of the schools and more than half of the people are the same, of
        the larger county: schools open and people come and go between terms, not so many."""
        return _mostly(self.schools, other.schools) and _mostly(self.people, other.people)

    def packed(self) -> str:
        """The members as text for the record."""
        return json.dumps(vars(self))


def _known_by(code: str, name: str) -> str:
    return sha256(f"{code}\n{name}".encode()).hexdigest()[:_MARK]


def _mostly(one: Sequence[str], other: Sequence[str]) -> bool:
    return 2 * len({*one} & {*other}) > max(len(one), len(other))


def last_term(store: Store, run: Run, previous: Path | None = None) -> LastTerm | None:
    """The ledger of the term before; None where the record has none that surely is.

    previous: the roster workbook of the term before that was given with this run.
    """
    if previous is not None:
        return _written_as(store, run, previous)
    for record in _earlier(store, run):
        stored = store.load(record.id)
        if stored.result["targets"]:
            return _told(stored, _UNASKED)
    return None


def of_base(store: Store, base: str | None) -> LastTerm | None:
    """What stood as 上期 in a recorded run: a plan made again from it compares with the same."""
    told = None if base is None else store.load(base).result["last_term"]
    return told and _told(store.load(told["run"]), told.get("chosen", ""))


def _earlier(store: Store, run: Run) -> Iterator[RunRecord]:
    """Plans of the same county for earlier terms, the latest term first; in it those under the
    policy of the same id, the last made first."""
    origins, members = store.origins(), Members.of(run.county)
    for record in _before(store, run):
        origin = origins.get(record.id)
        planned = record.status in ("optimal", "feasible")
        if planned and origin is not None and origin.kind in _MADE:
            known = store.members(record.id)
            if record.county == run.county_name and known and known.same(members):
                yield record


def _before(store: Store, run: Run) -> list[RunRecord]:
    """Runs for earlier terms, the latest term first, in it those under the same policy first."""
    earlier = [r for r in store.list() if r.term_start < run.county.term.start]
    own = run.policy.id
    return sorted(
        earlier, key=lambda r: (r.term_start, r.policy_id == own, r.sequence), reverse=True
    )


def _written_as(store: Store, run: Run, path: Path) -> LastTerm | None:
    """The run a roster workbook was written from, by its 数据指纹."""
    marks = marks_in(path)
    if marks is None:
        return None
    for record in _before(store, run):
        if record.policy_sha256.startswith(marks.policy):
            stored = store.load(record.id)
            if stored.result["targets"] and bears(stored, marks):
                return _told(stored, f"按 --previous 的{path.name}：数据指纹与这次运行相同")
    return None


def bears(stored: StoredRun, marks: Marks) -> bool:
    """Whether a run's roster workbook bears the marks."""
    county = stored.result["run"].get("county_sha256")  # older records have none
    if county is not None and not county.startswith(marks.county):
        return False
    return roster_sha256(Roster.of(stored.shown)).startswith(marks.plan)


def _told(stored: StoredRun, why: str) -> LastTerm:
    record = stored.record
    return LastTerm(
        name=f"{record.school_year}学年{record.term.value}",
        run_id=record.id,
        targets=tuple(map(target_of, stored.result["targets"])),
        policy=record.policy_name,
        chosen=why,
    )

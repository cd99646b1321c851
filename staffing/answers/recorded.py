"""Two runs of the record side by side: nothing but what was recorded is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.column import Code
from staffing.answers.differing import Difference
from staffing.leaders.discretion import NOT_COUNTED
from staffing.roster_book.book import names_in
from staffing.store import StoredRun

if TYPE_CHECKING:
    from models.record import OriginRecord, RunRecord, SuppositionRecord


@dataclass(frozen=True)
class RecordedNames:
    """Names of people and schools as recorded workbooks write them; codes where they do not."""

    known: Mapping[str, str]

    def school(self, code: Code | None) -> str:
        """A school's name."""
        return self.known.get(code, code) if code else ""

    person = school

    def key(self, key: str) -> str:
        """A measure's key with names in place of codes."""
        return " ".join(self.known.get(part, part) for part in key.split("/"))


def names_of(*runs: StoredRun) -> RecordedNames:
    """Names in the workbooks of some runs, the last one's word where they differ."""
    found: dict[str, str] = {}
    for run in runs:
        found |= {} if run.book is None else names_in(run.book)
    return RecordedNames(found)


def between(first: StoredRun, second: StoredRun) -> Difference:
    """Who changes from one run to the other; without leaders withheld in either."""
    hidden = frozenset(p.person for p in (*first.withheld, *second.withheld))
    return Difference(first.roster, second.roster, hidden, NOT_COUNTED)


KINDS = {"solve": "求解", "replan": "按异议重排", "option": "上会方案", "round": "县管校聘轮次"}
"""How a run came about, by ``staffing.result.RunKind``."""


def about_run(
    name: str,
    stored: StoredRun,
    supposed: Iterable[tuple[RunRecord, SuppositionRecord]],
    origins: Mapping[str, OriginRecord],
) -> str:
    """``免一人：第 1a2b3c4d-1 次运行，假设 样例甲获批免（对照第 …-1 次运行）。``"""
    record = stored.record
    what = next((s for r, s in supposed if r.id == record.id), None)
    origin = origins.get(record.id)
    if what is not None:
        beside = f"（对照第 {what.base} 次运行）" if what.base else ""
        told = f"，假设：{'；'.join(what.words.splitlines())}{beside}"
    elif origin is not None:
        said = "；".join(stored.result.get("objections", ()))
        told = f"，{KINDS[origin.kind]}{f'：{said}' if said else ''}"
    else:
        told = ""
    head = "" if name == record.id else f"{name}："
    return f"{head}第 {record.id} 次运行，{record.county}{told}。"


def _same_workbook(first: StoredRun, second: StoredRun) -> bool:
    """Whether two runs are of workbooks that say the same; older records know the bytes alone."""
    content = first.content_sha256
    known = content is not None and content == second.content_sha256
    return known or first.record.input_sha256 == second.record.input_sha256


def unlike(first: StoredRun, second: StoredRun) -> list[str]:
    """In what two runs differ besides their plans: term, workbook, policy."""
    one, other = first.record, second.record
    found = []
    if (one.school_year, one.term) != (other.school_year, other.term):
        terms = (f"{r.school_year}学年{r.term.value}" for r in (one, other))
        found.append(f"两次运行不是同一学期：{'、'.join(terms)}。")
    elif not _same_workbook(first, second):
        found.append("两次运行用的工作簿内容不同，差别里也有数据改动的影响。")
    if one.policy_id != other.policy_id:
        found.append(f"两次运行用的政策不同：“{one.policy_name}”、“{other.policy_name}”。")
    return found

"""Two runs of the record side by side: nothing but what was recorded is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.column import Code
from staffing.answers.differing import Difference
from staffing.leaders.discretion import NOT_COUNTED
from staffing.roster_book.book import names_in
from staffing.store import StoredRun


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

"""周转编制: the ledger of posts lent from the pool: who holds which, why, until when.

口径: a post is in force from 起 to 止, both days included. The holder is the one named (占用人),
else people of 编制类型 周转编制 at that school who teach its subject and hold no other, in code
order. A post whose time is over goes back to the pool, whoever still sits on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.sheets import RevolvingPostRow
from models.vocabulary import StaffKind


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How large the pool is and which kind of staff sits on its posts."""

    kinds: tuple[StaffKind, ...] = param("占用周转编制的编制类型")
    pool: int | None = param("周转编制总数", unit="个", optional=True)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. holders: people on it; free: places nobody sits on."""

    school: Code
    subject: Subject | None
    places: int
    start: date
    end: date
    document: str
    holders: tuple[Code, ...]

    @property
    def free(self) -> int:
        """Places nobody sits on."""
        return max(0, self.places - len(self.holders))

    def in_force(self, day: date) -> bool:
        """Whether the post is lent on a day."""
        return self.start <= day <= self.end


class Revolving(Fact[P]):
    """The ledger before any decision."""

    id = "revolving"
    name = "周转编制台账"
    Params = P

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every post of the sheet, by school, subject, first day."""
        start = self.county.term.start
        left = dict.fromkeys(self.holders)
        for row in self.county.revolving_posts:
            if row.holder is not None:
                left.pop(row.holder, None)
        found: list[Entry] = []
        for row in self.county.revolving_posts:
            people = [row.holder] if row.holder else []
            if row.start <= start <= row.end:
                fitting = [code for code in left if self._sits(code, row)]
                people += fitting[: max(0, row.places - len(people))]
            for code in people:
                left.pop(code, None)
            found.append(
                Entry(row.school, row.subject, row.places, row.start, row.end,
                      row.document or "", tuple(sorted(people)))
            )  # fmt: skip
        return tuple(sorted(found, key=lambda e: (e.school, e.subject or "", e.start, e.holders)))

    @cached_property
    def holders(self) -> tuple[Code, ...]:
        """Everyone employed on a post of the pool, in code order."""
        return tuple(r.code for r in self.county.teachers if r.staff_kind in self.p.kinds)

    @cached_property
    def lent(self) -> Mapping[Code, int]:
        """Posts in force on the first day of the term, by 编制主体."""
        day, found = self.county.term.start, Counter[Code]()
        for entry in self.entries:
            if entry.in_force(day):
                found[self.county.establishment_holder(entry.school)] += entry.places
        return found

    @cached_property
    def ending(self) -> tuple[Entry, ...]:
        """Posts that go back to the pool within the term."""
        term = self.county.term
        return tuple(e for e in self.entries if term.start <= e.end <= term.end)

    def _sits(self, code: Code, row: RevolvingPostRow) -> bool:
        person = self.county.teacher[code]
        fits = row.subject is None or person.subject == row.subject
        return person.establishment_school == row.school and fits


FACT = Revolving

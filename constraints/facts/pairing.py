"""结对: which schools are bound to which on the reference date.

口径: a row of 结对 counts from 起 to 止, both days included; a blank end is open. A pair may have
its other end outside the county. Campuses (校区) are in the pair of their legal school. A row binds
both its schools. 例外: with no 结对 sheet at all nothing can be said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import PairingRow
from models.vocabulary import PairingKind


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which kinds of bond are pairs."""

    kinds: tuple[PairingKind, ...] = param("算作结对的方式")


class Pairing(Fact[P]):
    """Pairs of schools in force."""

    id = "pairing"
    name = "结对情况"
    Params = P

    @cached_property
    def known(self) -> bool:
        """Whether the workbook says anything about pairs."""
        return bool(self.county.pairings)

    @cached_property
    def rows(self) -> tuple[PairingRow, ...]:
        """Rows of the policy's kinds in force on the reference date (口径日期), in key order."""
        day = self.county.term.reference
        return tuple(r for r in self.county.pairings if r.kind in self.p.kinds and _runs(r, day))

    @cached_property
    def partners(self) -> Mapping[Code, tuple[Code, ...]]:
        """Legal school (or outside school) → its partners, in code order."""
        found: defaultdict[Code, set[Code]] = defaultdict(set)
        for row in self.rows:
            one, other = self._legal(row.school), self._legal(row.other)
            if one != other:
                found[one].add(other)
                found[other].add(one)
        return {code: tuple(sorted(others)) for code, others in sorted(found.items())}

    def partners_of(self, code: Code) -> tuple[Code, ...]:
        """Partners of a school or campus, in code order."""
        return self.partners.get(self._legal(code), ())

    def paired(self, code: Code) -> bool:
        """Whether a school or campus is in a pair."""
        return bool(self.partners_of(code))

    def _legal(self, code: Code) -> Code:
        return self.county.legal_school(code) if code in self.county.school else code


def _runs(row: PairingRow, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or row.end >= day)


FACT = Pairing

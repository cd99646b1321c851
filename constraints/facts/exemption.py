"""免缓: approved exemptions and deferrals that bind on the reference date (口径日期).

Only 已批准 binds, only kinds the policy names, and only up to and including 截止 (blank = the whole
term). The ground (事由) is the bureau's alone: everyone else reads :data:`PUBLIC_REASON`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import ExemptionRow
from models.vocabulary import Approval, ExemptionKind

PUBLIC_REASON = "符合免(缓)条件，已审批"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which kinds of application keep a person where they are."""

    kinds: tuple[ExemptionKind, ...] = param("批准后不再安排交流的类别")


class Exemptions(Fact[P]):
    """Who holds an approved exemption."""

    id = "exemption"
    name = "免缓交流"
    Params = P

    @cached_property
    def rows(self) -> dict[Code, ExemptionRow]:
        """The binding row of each exempt person, in code order; the first by kind when several."""
        found: dict[Code, ExemptionRow] = {}
        for row in self.county.exemptions:
            if row.person not in found and self._binds(row):
                found[row.person] = row
        return found

    def binding(self, code: Code) -> ExemptionRow | None:
        """The approved row that keeps a person where they are, None when there is none."""
        return self.rows.get(code)

    def _binds(self, row: ExemptionRow) -> bool:
        if row.approval is not Approval.APPROVED or row.kind not in self.p.kinds:
            return False
        return row.until is None or row.until >= self.county.term.reference


FACT = Exemptions

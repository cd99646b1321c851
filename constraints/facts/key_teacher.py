"""骨干教师: who counts as a key teacher on the reference date (口径日期).

Level at or above the policy's and 骨干有效期至 not past (its day included; blank = 长期有效).
Where the policy says so, a 名师称号 counts without a level.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.board import BoolArray
from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import TeacherRow
from models.vocabulary import KeyLevel


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which distinction makes a key teacher."""

    minimum: KeyLevel = param("骨干教师的最低级别", stricter="higher")
    master_title_counts: bool = param("有名师称号而无骨干级别者是否算骨干")


class KeyTeacher(Fact[P]):
    """Who is a key teacher."""

    id = "key_teacher"
    name = "骨干教师"
    Params = P

    def is_key(self, code: Code) -> bool:
        """Whether a person is a key teacher; False for people not in the workbook."""
        index = self.situation.person_index.get(code)
        return index is not None and bool(self.mask[index])

    @cached_property
    def mask(self) -> BoolArray:
        """Key teachers by person, in the order of ``situation.people``."""
        rows = map(self.county.teacher.get, self.situation.people)  # recruits are in no row
        return np.array([row is not None and self._counts(row) for row in rows], dtype=np.bool_)

    def _counts(self, row: TeacherRow) -> bool:
        if self.p.master_title_counts and row.master_title:
            return True
        if row.key_level is None or row.key_level.rank < self.p.minimum.rank:
            return False
        return row.key_until is None or row.key_until >= self.county.term.reference


FACT = KeyTeacher

"""缺口: what every public school has and lacks, before any decision or after a plan.

Plain data, rendered elsewhere. Periods are tenths inside, whole or decimal periods in JSON. People
are rounded up only here, for display: never add them up, take the totals of :attr:`Gaps.subjects`.
"""

from __future__ import annotations

from staffing.gaps.computing import compute_gaps
from staffing.gaps.table import Gaps, SchoolGaps, SubjectGap

__all__ = ["Gaps", "SchoolGaps", "SubjectGap", "compute_gaps"]

"""What the policy says of each way to be placed (方式)."""

from __future__ import annotations

from dataclasses import dataclass

from models.policy import Params, param
from models.vocabulary import Relation


@dataclass(frozen=True, kw_only=True)
class ModeTerms(Params):
    """One ``[modes.<mode>]`` table; the same keys for every mode, the mode's English name as id."""

    relation: Relation = param("关系（调动/不调动）")
    counts_as_rotation: bool = param("是否计入交流人数")
    minimum_months: int = param("计入交流的最短月数", unit="月")
    returns: bool = param("期满是否返回原校")
    length_months: int = param("一次安排的月数", unit="月", positive=True)

"""What may be said openly of a verdict on the whole plan.

What a change breaks, betters or worsens is found out on the whole plan, with the moves of leaders
that nobody has decided: what is told as possible or better is so. General eyes get of it what the
listed plan (:mod:`staffing.leaders.listed`) shows just as well; that there is more, and what would
name it, is for those who decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

Said = TypeVar("Said")

UNTOLD = "与未决定的学校领导有关"
"""Stands for a verdict that is another without those leaders."""

WHY_UNTOLD = (
    "连同去留未决定的学校领导看，同只看所列安排不一样，是否可行、好坏多少，这里不能说明；"
    "有权决定的，{do}。"
)
"""Said once beside it. do: how those who decide find out."""


def openly(whole: Iterable[Said], listed: Collection[Said]) -> tuple[tuple[Said, ...], bool]:
    """Of what holds of the whole plan what the listed one shows too, and whether there is more."""
    every = tuple(whole)
    told = tuple(one for one in every if one in listed)
    return told, len(told) < len(every)

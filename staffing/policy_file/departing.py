"""What of a lower policy's value may not stand below the norm above it without a waiver: a looser
number, a table that lacks what the norm's has, another definition than the norm's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from models.parameters import Param, Stricter
from models.policy import Cited, Document, Standing
from staffing.policy_file.lines import Line
from staffing.policy_file.values import bare, show
from staffing.policy_file.waiving import FORM


class Departure(StrEnum):
    """How a value departs from the norm above it."""

    LOOSER = "宽于"
    LACKING = "缺少"
    OTHER = "不同于"


_CURE = f"确有批准的写 {FORM}"


@dataclass(frozen=True)
class Counted:
    """A parameter and what it is for; in_rule: in a rule, no fact or mode; schools: it names which
    schools are counted."""

    declared: Param
    in_rule: bool
    schools: bool


@dataclass(frozen=True)
class Judged:
    """A parameter as it is judged below one norm; settled: it may not be stated otherwise; asked
    about: it may, and the county is asked whether it means it; unread: nobody has read the norm's
    own text."""

    declared: Param
    settled: bool
    asked_about: bool
    unread: bool

    @classmethod
    def below(cls, one: Counted, upper: Cited, document: Document) -> Judged:
        """What says how a target is counted (a rule's parameter that is neither larger nor smaller)
        is as settled as the official text it was read in; of the defaults, which are the county's
        to decide, only another range of schools is asked about."""
        official = document.standing is Standing.OFFICIAL
        default = document.standing is Standing.COUNTY
        defines = one.in_rule and one.declared.stricter is None
        settled = one.declared.settled or (defines and official and not upper.unverified)
        asked_about = defines and not settled and (one.schools or not default)
        return cls(one.declared, settled, asked_about, upper.unverified and not default)

    def departure(self, line: Line, upper: Line) -> Departure | None:
        """How a lower line departs; None where it may stand. Pending never replaces a number."""
        low, high = line.cited.value, upper.cited.value
        if line.cited.pending:
            held = self.settled or self.declared.stricter is not None
            return Departure.LOOSER if held else None
        if low is None or low == high:
            return None
        whole = self.declared.whole or self.settled or self.declared.stricter is not None
        tables = isinstance(low, Mapping) and isinstance(high, Mapping)
        if whole and tables and lacking(low, high):
            return Departure.LACKING
        if self.declared.stricter and _looser(low, high, self.declared.stricter):
            return Departure.LOOSER
        return Departure.OTHER if self.settled else None

    def asks(self, line: Line, upper: Line) -> bool:
        """Whether a lower line defines otherwise what it may, and is to be asked why."""
        return self.asked_about and line.cited.value not in (None, upper.cited.value)

    def question(self, line: Line, norm: str) -> str:
        """What is asked about a definition other than that of a norm that may be departed from."""
        why = (
            "上级的口径还没有核对过原文，请核对后再定"
            if self.unread
            else "口径一变，达标与否就变，请确认本县文件就是这样定的"
        )
        value = in_unit(line.cited, self.declared)
        return f"“{self.declared.label}”{value}，不同于上级规定 {norm}；{why}"


def lacking(low: Mapping[Any, Any], high: Mapping[Any, Any]) -> tuple[Any, ...]:
    """The names in the upper table that the lower one has not; those within its tables are the
    rule's to miss."""
    return tuple(name for name in high if name not in low)


def refusal(found: Departure, declared: Param, line: Line, upper: Cited, norm: str) -> str:
    """Why a line may not stand below its norm, and what to do."""
    what = f"“{declared.label}”"
    if found is Departure.LACKING:
        names = "、".join(bare(name) for name in lacking(line.cited.value, upper.value))
        return (
            f"{what}没有写 {names}，上级规定 {norm} 里有；整张表以本县为准，没有写的不沿用上级，"
            f"就没有标准可核对了。请把各项写全，{_CURE}"
        )
    if found is Departure.LOOSER:
        return (
            f"{what}{in_unit(line.cited, declared)}，宽于上级规定 {norm}，下级不得放宽；"
            f"请改严或删去这一行，{_CURE}"
        )
    return (
        f"{what}{in_unit(line.cited, declared)}，不同于上级规定 {norm}；这是法规或指标的口径，"
        f"下级不得另定，请删去这一行，{_CURE}"
    )


def in_unit(cited: Cited, declared: Param) -> str:
    """A value with what it is counted in."""
    return "待定（pending）" if cited.pending else with_unit(show(cited.value), declared.unit)


def with_unit(text: str, unit: str) -> str:
    """``72 月``, a table with its unit in brackets."""
    if not unit:
        return text
    return f"{text}（{unit}）" if text[-1:] in "｝］" else f"{text} {unit}"


def _looser(low: Any, high: Any, stricter: Stricter) -> bool:
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        return any(_looser(low[name], high[name], stricter) for name in high if name in low)
    if isinstance(low, tuple) and isinstance(high, tuple):
        more, fewer = (low, high) if stricter == "higher" else (high, low)
        return not set(fewer) <= set(more)
    one, other = _rank(low), _rank(high)
    if one is None or other is None:
        return False
    return one < other if stricter == "higher" else one > other


def _rank(value: Any) -> int | Fraction | None:
    """Where a value stands among its like; None where there is no order."""
    if type(value) in (int, Fraction):
        return value  # type: ignore[no-any-return]
    rank = getattr(value, "rank", None)
    return rank if isinstance(rank, int) else None

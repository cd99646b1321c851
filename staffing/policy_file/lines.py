"""The dated, cited lines of one key, and which of them is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.policy import Cited
from models.problem import Problem
from staffing.policy_file.registry import nearest
from staffing.policy_file.values import Unfit, brief, coerce, not_negative
from staffing.policy_file.waiving import FORM, unfounded

LINE_KEYS = (
    "value", "from", "ends", "source", "clause", "quote", "checked",
    "unverified", "pending", "waiver", "adopted", "note",
)  # fmt: skip

UNKNOWN = "unknown"
"""``from = "unknown"``: in force, the day it began could not be found."""


@dataclass(frozen=True)
class Line:
    """One line: its citation and value, its last day (inclusive), whether the county adopts it.

    sound: nothing is wrong with how it is written; of one that is not sound the value is None where
    it could not be read, and it is only checked, never used. dated: its first day can be told.
    """

    cited: Cited
    ends: date | None = None
    adopted: bool = False
    sound: bool = True
    dated: bool = True

    @property
    def start(self) -> date:
        """First day in force; the beginning of time when unknown."""
        return self.cited.since or date.min


@dataclass(frozen=True)
class Place:
    """Where a key stands, and what its lines may cite."""

    file: str
    key: str
    documents: frozenset[str]
    problems: list[Problem]

    def refuse(self, text: str, kind: str, key: str = "") -> None:
        """Note a problem at this key (or at *key*)."""
        self.problems.append(Problem(self.file, key or self.key, text, kind))


def read_lines(raw: Any, kind: Any, place: Place) -> tuple[Line, ...]:
    """All lines of one key, oldest first; what is wrong goes to ``place.problems``, all of it: a
    slip in a line hides none of its others."""
    rows = raw if isinstance(raw, list) else [raw]
    if not rows or not all(isinstance(row, dict) for row in rows):
        place.refuse(
            f"只写了{brief(raw)}，没有出处，不能采用；"
            '请写成 { value = …, from = 日期, source = "文件", clause = "条款" }',
            "missing_citation",
        )
        return ()
    lines = [_line(row, kind, place) for row in rows]
    starts = [line.start for line in lines if line.dated]
    for start in sorted({start for start in starts if starts.count(start) > 1}):
        day = UNKNOWN if start == date.min else start.isoformat()
        place.refuse(f"有两行都从 {day} 起生效，不知以哪行为准；请删去一行或改日期", "two_lines")
    return tuple(sorted(lines, key=lambda line: line.start))


def _line(row: Mapping[str, Any], kind: Any, place: Place) -> Line:
    before = len(place.problems)
    for name in row:
        if name not in LINE_KEYS:
            text = f"行里没有“{name}”这一项{nearest(name, LINE_KEYS)}；请改正"
            place.refuse(text, "unknown_key", f"{place.key}.{name}")
    cited = read_citation(row, place)
    value = _value(row, kind, place)
    _field(row, "note", str, place)
    ends = _field(row, "ends", date, place)
    adopted = bool(_field(row, "adopted", bool, place))
    if ends is not None and cited.since is not None and ends < cited.since:
        place.refuse(f"止于 {ends}，早于起始 {cited.since}，这一行永不生效；请改日期", "bad_value")
    cited = Cited(
        **{
            **vars(cited),
            "value": value,
            "pending": bool(row.get("pending")) and "value" not in row,
        }
    )
    dated = cited.since is not None or row.get("from") == UNKNOWN
    return Line(cited, ends, adopted, len(place.problems) == before, dated)


def _value(row: Mapping[str, Any], kind: Any, place: Place) -> Any:
    if _field(row, "pending", bool, place):
        if "value" in row:
            place.refuse("既写 pending（待定）又写 value，不知是否已定；请删去一个", "bad_value")
        return None
    if "value" not in row:
        place.refuse(
            "这一行没有 value，无数可用；请补上，原文留空的写 pending = true", "missing_key"
        )
        return None
    try:
        return not_negative(coerce(row["value"], kind))
    except Unfit as error:
        place.refuse(f"{error}；请改正", "bad_value")
        return None


def read_citation(row: Mapping[str, Any], place: Place, *, dated: bool = True) -> Cited:
    """The citation of a line or of a rule row; *dated*: whether ``from`` must be there."""
    source = _field(row, "source", str, place) or ""
    clause = _field(row, "clause", str, place) or ""
    if lacking := "、".join(name for name in ("source", "clause") if row.get(name, "") == ""):
        place.refuse(f"缺 {lacking}，没有出处的数不能采用；请补上文件和条款", "missing_citation")
    if source and source not in place.documents:
        text = (
            f"出处“{source}”不在 [documents] 中{nearest(source, place.documents)}；请登记文件或改正"
        )
        place.refuse(text, "unknown_document")
    if dated and "from" not in row:
        text = f'缺 from（起始日期），不知何时生效；请补上，查不到的写 from = "{UNKNOWN}"'
        place.refuse(text, "missing_key")
    waiver = _field(row, "waiver", str, place) or ""
    if waiver and (lacking := unfounded(waiver)):
        text = f"waiver “{waiver}”{lacking}，不能作为放宽依据"
        cure = f"请写 {FORM}（没有文号的写《文件》），没有批准的删去"
        place.refuse(f"{text}；{cure}", "bad_waiver", f"{place.key}.waiver")
    known = row.get("from") != UNKNOWN
    return Cited(
        value=None,
        document=source,
        clause=clause,
        since=_field(row, "from", date, place) if known else None,
        quote=_field(row, "quote", str, place) or "",
        checked=_field(row, "checked", date, place),
        unverified=bool(_field(row, "unverified", bool, place)),
        waiver=waiver,
        where=place.file,
    )


def _field(row: Mapping[str, Any], name: str, kind: Any, place: Place) -> Any:
    if name not in row or row[name] == "":
        return None
    try:
        return coerce(row[name], kind)
    except Unfit as error:
        place.refuse(f"{error}；请改正", "bad_value", f"{place.key}.{name}")
        return None


def in_force(lines: tuple[Line, ...], day: date) -> Line | None:
    """The newest line that has begun by *day*, unless its last day has passed."""
    begun = [line for line in lines if line.start <= day]
    if not begun or (begun[-1].ends is not None and begun[-1].ends < day):
        return None
    return begun[-1]


def why_none(lines: tuple[Line, ...], day: date) -> str:
    """Sentence for a key none of whose lines is in force on *day*."""
    begun = [line for line in lines if line.start <= day]
    if begun:
        return f"口径日期 {day} 已过最后一行的止日 {begun[-1].ends}，没有可用的数；请补上新规定"
    first = min(line.start for line in lines)
    return f"口径日期 {day} 早于最早一行的起始 {first}，没有可用的数；请补上当时的规定或改口径日期"

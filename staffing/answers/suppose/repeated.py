"""Suppositions written twice: of two, nobody knows which was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from models.vocabulary import Mode

NO_VISIT = "不走教"
"""How ``--pin`` says that somebody makes no visit."""

_WHAT = {
    "exempt": "这位教师",
    "absent": "这位教师",
    "pin": "这位教师的同类去处",
    "close": "这所学校",
    "open": "这所学校",
    "recruit": "这个学科学段",
    "pupils": "这所学校",
}


def parts_of(text: str) -> list[str]:
    """The parts of ``编号:…``, however its colons are written."""
    return [part.strip() for part in text.replace("：", ":").split(":")]


def repeated(
    option: str, texts: Sequence[str], meant: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """(the later text, why it is refused) of all that speak of what an earlier one spoke of.

    meant: a name of a teacher or a school to its code; anything else to itself.
    """
    first: dict[tuple[object, ...], str] = {}
    for text in texts:
        parts = parts_of(text)
        about = _about(option, parts if option == "recruit" else list(map(meant, parts)))
        if about in first:
            yield text, f"{_WHAT[option]}前面已写过“{first[about]}”，不知以哪个为准；请只留一个"
        first.setdefault(about, text)


def _about(option: str, parts: list[str]) -> tuple[object, ...]:
    """What one is about. Visits (走教) stand beside a full-time place, each school its own."""
    if option == "recruit":
        return tuple(parts[:2])
    if option == "pin":
        visits = parts[1:2] in ([Mode.ITINERANT.value], [NO_VISIT])
        return parts[0], visits, tuple(parts[2:3]) if visits else None
    return tuple(parts[:1])

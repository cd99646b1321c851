"""About 志愿: those that cannot be meant as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.county import County
from models.problem import Problem
from models.sheets import TeacherRow, WishRow
from models.vocabulary import Mode
from staffing.data_audit.notes import note, school_words, who

_FIRST = 1
_AWAY = (Mode.ROTATION, Mode.TRANSFER, Mode.ITINERANT)
"""Ways of being placed that always lead to another school."""


def check_wishes(county: County) -> Iterator[Problem]:
    """Everything to look into about wishes, whatever their mode."""
    for wish in county.wishes:
        teacher = county.teacher.get(wish.person)
        if teacher is not None:
            yield from _own_school(county, wish, teacher)
    for person, wishes in county.wishes_of.items():
        teacher = county.teacher.get(person)
        if teacher is not None:
            yield from _order(county, wishes, teacher)
            yield from _same_place(county, wishes, teacher)


def _order(county: County, wishes: Sequence[WishRow], teacher: TeacherRow) -> Iterator[Problem]:
    """Ranks that leave one out, whether each mode is counted by itself or all together."""
    ranks = sorted({wish.rank for wish in wishes})
    missing = next((n for n in range(_FIRST, ranks[-1]) if n not in ranks), None)
    if missing is None:
        return
    first = next(wish for wish in wishes if wish.rank > missing)
    listed = "、".join(map(str, ranks))
    message = (
        f"{who(teacher)}的志愿序号是{listed}，没有第{missing}志愿：求解照所填的序号排先后，"
        f"安排到第{first.rank}志愿算差{first.rank - _FIRST}个名次；"
        "漏填的请补上，没有漏的请从1起依次改写"
    )
    yield note(county, first, "rank", "wish_rank", message)


def _same_place(
    county: County, wishes: Sequence[WishRow], teacher: TeacherRow
) -> Iterator[Problem]:
    """The same school asked for twice by one mode and subject."""
    known: dict[tuple[object, ...], WishRow] = {}
    for wish in wishes:
        earlier = known.setdefault((wish.mode, wish.school, wish.subject), wish)
        if earlier is not wish and wish.school is not None:
            message = (
                f"{who(teacher)}第{wish.rank}志愿与第{earlier.rank}志愿都是{wish.mode}到"
                f"{school_words(county, wish.school)}，只算第{earlier.rank}志愿；"
                "请改填另一所学校，或删去这一行"
            )
            yield note(county, wish, "school", "wish_repeated", message)


def _own_school(county: County, wish: WishRow, teacher: TeacherRow) -> Iterator[Problem]:
    own = teacher.duty_school == teacher.establishment_school == wish.school
    if own and wish.school is not None and wish.mode in _AWAY:
        message = (
            f"{who(teacher)}第{wish.rank}志愿{wish.mode}到本人所在的"
            f"{school_words(county, wish.school)}，不起作用；请改填另一所学校，或删去这一行"
        )
        yield note(county, wish, "school", "wish_own_school", message)

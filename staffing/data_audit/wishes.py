"""About 志愿: those that cannot be meant as they are written."""

from __future__ import annotations

from collections.abc import Iterator

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
            yield from _rank(county, wish, teacher)
            yield from _own_school(county, wish, teacher)


def _rank(county: County, wish: WishRow, teacher: TeacherRow) -> Iterator[Problem]:
    if wish.rank < _FIRST:
        message = f"{who(teacher)}志愿序号填的是{wish.rank}；第一志愿填{_FIRST}，往后依次填写"
        yield note(county, wish, "rank", "wish_rank", message)


def _own_school(county: County, wish: WishRow, teacher: TeacherRow) -> Iterator[Problem]:
    own = teacher.duty_school == teacher.establishment_school == wish.school
    if own and wish.school is not None and wish.mode in _AWAY:
        message = (
            f"{who(teacher)}第{wish.rank}志愿{wish.mode}到本人所在的"
            f"{school_words(county, wish.school)}，不起作用；请改填另一所学校，或删去这一行"
        )
        yield note(county, wish, "school", "wish_own_school", message)

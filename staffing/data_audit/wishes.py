"""About 志愿: those that cannot be meant as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.facts.seats import AWAY_MODES, Seats
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
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
            yield from _never_outside(county, wish, teacher)
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


def _never_outside(county: County, wish: WishRow, teacher: TeacherRow) -> Iterator[Problem]:
    """A wish for another county by a mode that never leads there."""
    outside = wish.school is not None and wish.school not in county.school
    if outside and wish.mode not in AWAY_MODES:
        ways = "、".join(AWAY_MODES)
        message = (
            f"{_asks(county, wish, teacher)}：{wish.mode}只在本县学校之间安排，这条志愿不起作用；"
            f"愿去外县{ways}的请改方式，否则请改填本县学校，或删去这一行"
        )
        yield note(county, wish, "school", "wish_outside", message)


def wishes_leading_nowhere(situation: Situation) -> Iterator[Problem]:
    """Wishes for another county by a mode that could lead there, but does not under the policy."""
    seats, county = Seats.of(situation), situation.county
    open_ = {
        (seats.line_of(i).mode, county.legal_school(seat.home), seat.host)
        for i, seat in enumerate(seats.all)
        if seat.home in county.school
    }
    for wish in county.wishes:
        teacher = county.teacher.get(wish.person)
        if teacher is None or wish.school in (None, *county.school) or wish.mode not in AWAY_MODES:
            continue
        stands = StandingFact.of(situation).by_person[wish.person].school
        home = None if stands is None else county.legal_school(stands)
        if (wish.mode, home, wish.school) not in open_:
            yield note(county, wish, "school", "wish_outside", _nowhere(situation, wish, teacher))


def _asks(county: County, wish: WishRow, teacher: TeacherRow) -> str:
    assert wish.school is not None
    place = school_words(county, wish.school)
    return f"{who(teacher)}第{wish.rank}志愿{wish.mode}到外县学校{place}"


def _nowhere(situation: Situation, wish: WishRow, teacher: TeacherRow) -> str:
    said = _asks(situation.county, wish, teacher)
    if wish.mode.name.lower() not in situation.policy.modes:
        return f"{said}，政策却停用了{wish.mode}，这条志愿不起作用；请启用这种方式，或改志愿"
    return (
        f"{said}：没有从本人所在学校去那里{wish.mode}的名额（“支教团”表、政策的名额都没有），"
        "这条志愿不起作用；有名额的请在“支教团”表补上，没有的请改志愿，或将学校代码留空只报名"
    )

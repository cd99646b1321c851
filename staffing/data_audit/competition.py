"""About 竞聘 wishes: those that can win nothing as they stand, without points or without a post."""

from __future__ import annotations

from collections.abc import Iterator

from models.county import County
from models.problem import Problem
from models.sheets import TeacherRow, VacancyRow, WishRow
from models.vocabulary import Mode, PointsUse
from staffing.data_audit.notes import note, school_words, who

NOT_COMPETED = ("交流", "调剂")
"""Words of 轮次 that offer a post in something else than a competition."""


def check_competition(county: County) -> Iterator[Problem]:
    """Everything to look into about 竞聘 wishes."""
    wishes = [w for w in county.wishes if w.mode is Mode.COMPETITION and w.person in county.teacher]
    for wish in wishes:
        yield from _without_post(county, wish, county.teacher[wish.person])
    scored = {row.person for row in county.points if row.use is PointsUse.COMPETITION}
    for wish in {wish.person: wish for wish in reversed(wishes)}.values():
        if wish.person not in scored:
            message = (
                f"{who(county.teacher[wish.person])}填了竞聘志愿，积分表中没有用途为“竞聘”的积分，"
                "不能参加竞聘；请补填积分"
            )
            yield note(county, wish, "person", "wish_without_points", message)


def _without_post(county: County, wish: WishRow, teacher: TeacherRow) -> Iterator[Problem]:
    said = f"{who(teacher)}第{wish.rank}志愿竞聘"
    if wish.school is None:
        message = f"{said}没有写学校，竞聘按学校的岗位进行，不会参加；请填写学校代码"
        yield note(county, wish, "school", "wish_without_post", message)
        return
    posts = [row for row in county.vacancies if row.school == wish.school and _competed(row)]
    subject = wish.subject or teacher.subject
    if not posts:
        why, field = "该校在岗位表中没有竞聘的岗位", "school"
    elif subject is not None and all(row.subject not in (None, subject) for row in posts):
        offered = "、".join(dict.fromkeys(str(row.subject) for row in posts))
        why, field = f"岗位表中该校只有{offered}的岗位，没有{subject}", "subject"
    else:
        return
    message = f"{said}{school_words(county, wish.school)}：{why}；请核对岗位表，或改志愿"
    yield note(county, wish, field, "wish_without_post", message)


def _competed(row: VacancyRow) -> bool:
    return row.round is None or not any(word in row.round for word in NOT_COMPETED)

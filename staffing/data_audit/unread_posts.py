"""岗位 and 岗位设置 rows whose words a policy does not know: no one could ever take them."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.competition import Competition
from constraints.facts.grades import Grades
from constraints.facts.surplus import Surplus
from constraints.situation import Situation
from models.problem import Problem
from models.sheets import GradePostRow, VacancyRow
from staffing.data_audit.competition import NOT_COMPETED
from staffing.data_audit.notes import note


def unread_posts(situation: Situation) -> Iterator[Problem]:
    """A finding for every 轮次 and 等级 that is none of the policy's words."""
    county = situation.county
    rounds, grades = _rounds(situation), _grades(situation)
    for post in county.vacancies:
        if post.round is not None and rounds and post.round not in rounds:
            yield _unread(situation, post, "round", f"轮次“{post.round}”", rounds)
    graded: tuple[VacancyRow | GradePostRow, ...] = (*county.vacancies, *county.grade_posts)
    for row in graded:
        if row.grade is not None and grades and row.grade not in grades:
            yield _unread(situation, row, "grade", f"等级“{row.grade}”", grades)


def _unread(
    situation: Situation,
    row: VacancyRow | GradePostRow,
    field: str,
    said: str,
    words: tuple[str, ...],
) -> Problem:
    message = f"{said}不是政策中的写法（{'、'.join(words)}），这一行不会起作用；请改成其中一个"
    return note(situation.county, row, field, "unread_word", message)


def _rounds(situation: Situation) -> tuple[str, ...]:
    """Words of 轮次, in the policy's order; empty where the policy has no competition."""
    if Competition.id not in situation.policy.facts:
        return ()
    stated = [w for words in Competition.of(situation).p.words.values() for w in words]
    if Surplus.id in situation.policy.facts:
        stated += Surplus.of(situation).p.rounds
    return tuple(dict.fromkeys((*stated, *NOT_COMPETED)))


def _grades(situation: Situation) -> tuple[str, ...]:
    """Words of 等级, in the policy's order; empty where the policy has no grades."""
    if Grades.id not in situation.policy.facts:
        return ()
    p = Grades.of(situation).p
    return tuple(dict.fromkeys((*p.levels, *p.titles.values())))

"""Rows of a plan table as placements."""

from __future__ import annotations

from collections.abc import Sequence

from models.column import Code
from models.county import County
from models.roster import Placement, Roster
from models.sheets import PlanRow, RecruitRow, TeacherRow
from models.vocabulary import Mode, OfficeReview, SchoolOpinion, Stage


def to_roster(rows: Sequence[PlanRow], county: County) -> Roster:
    """Placements of plan rows, in canonical order.

    A blank subject is the person's 主教学科. A blank stage is the person's where the host teaches
    it, else the host's only stage, else None. proposed (建议人选) is worked out from the county:
    neither applicant, nor recommended, nor locked for that mode; staying is nobody's proposal. A
    recruit comes from no school, whatever the ★ column holds for the row's sake.
    """
    return Roster.of([_placement(row, county) for row in rows])


def _placement(row: PlanRow, county: County) -> Placement:
    teacher, recruit = county.teacher.get(row.person), county.newcomers.get(row.person)
    return Placement(
        person=row.person,
        mode=row.mode,
        relation=row.relation,
        home=row.home if recruit is None else Code(""),
        host=row.host,
        start=row.start,
        end=row.end,
        subject=row.subject or (teacher.subject if teacher else None),
        stage=row.stage or _stage_at(row.host, teacher or recruit, county),
        periods=row.periods,
        post=row.post,
        team=row.team,
        counterpart=row.counterpart,
        successor=row.successor,
        return_school=row.return_school,
        proposed=_is_proposed(row, teacher, county),
        row_number=row.row_number,
    )


def _stage_at(host: Code, teacher: TeacherRow | RecruitRow | None, county: County) -> Stage | None:
    stages: tuple[Stage, ...] = county.school[host].kind.stages if host in county.school else ()
    if teacher is not None and (teacher.stage in stages or not stages):
        return teacher.stage
    return stages[0] if len(stages) == 1 else None


def _is_proposed(row: PlanRow, teacher: TeacherRow | None, county: County) -> bool:
    if teacher is None or row.mode is Mode.STAY:
        return False
    applied = any(wish.mode is row.mode for wish in county.wishes_of.get(row.person, ()))
    locks = county.locks_of.get(row.person, ())
    locked = any(lock.mode is row.mode and not lock.forbids for lock in locks)
    recommended = any(
        said.mode is row.mode
        and said.opinion is SchoolOpinion.AGREE
        and said.review is not OfficeReview.REJECTED
        for said in county.recommendations_of.get(row.person, ())
    )
    return not (applied or locked or recommended)

"""The synthetic county as a whole: concerns in the order in which they depend on each other."""

from __future__ import annotations

from models.county import County
from models.sheets import ClassRow, SchoolRow, TeacherRow, TermRow
from models.vocabulary import COMPULSORY_STAGES, Schooling, TermName
from staffing.sample import figures
from staffing.sample.calibrate import round_out, settle_education
from staffing.sample.decisions import hear_everyone
from staffing.sample.dirt import DirtyCase, plant_moves, plant_papers
from staffing.sample.drafts import Campus, Sketch
from staffing.sample.duties import assign_duties
from staffing.sample.events import list_events
from staffing.sample.history import place_in_the_past
from staffing.sample.partners import join_partners
from staffing.sample.people import hire, name_everyone
from staffing.sample.places import degrees
from staffing.sample.posts import set_posts
from staffing.sample.schools import found_schools

SMALLEST, LARGEST = 60, 45_000
"""Sizes the generator is made for, in teachers."""


def make_county(teachers: int = 5000, seed: int = 7) -> County:
    """A synthetic county of about *teachers* teachers, the same for the same two numbers.

    teachers counts 专任教师 of all stages; support staff (职员, 教辅, 工勤, 保育) come on top. The
    published counts scale with it. Nobody in it exists: see :mod:`staffing.sample.names`.
    Raises ValueError outside 60 … 45 000.
    """
    sketch, _ = draw(teachers, seed)
    people = tuple(p.row() for p in sketch.people)
    schools = tuple(_school_row(c) for c in sketch.campuses)
    classes = tuple(
        ClassRow(school=c.code, grade=grade, classes=n, pupils=pupils)
        for c in sketch.campuses
        for grade, (n, pupils) in c.grades.items()
    )
    rows = {sheet: tuple(found) for sheet, found in sketch.rows.items()}
    rows |= {SchoolRow.sheet: schools, ClassRow.sheet: classes, TeacherRow.sheet: people}
    rows[TermRow.sheet] = (_term(),)
    return County.from_rows(rows)


def planted_dirt(teachers: int = 5000, seed: int = 7) -> tuple[DirtyCase, ...]:
    """The M05 cases planted in ``make_county(teachers, seed)``, in order of planting."""
    return draw(teachers, seed)[1]


def draw(teachers: int, seed: int) -> tuple[Sketch, tuple[DirtyCase, ...]]:
    """The county while still a sketch, and the dirt planted in it."""
    if not SMALLEST <= teachers <= LARGEST:
        raise ValueError(f"样例县的教师数须在 {SMALLEST} 到 {LARGEST} 之间，给的是 {teachers}")
    sketch = Sketch(teachers, seed)
    found_schools(sketch)
    hire(sketch)
    round_out(sketch)
    place_in_the_past(sketch)
    dirt = plant_moves(sketch)
    assign_duties(sketch)
    settle_education(sketch)
    name_everyone(sketch)
    dirt += plant_papers(sketch)
    hear_everyone(sketch)
    join_partners(sketch)
    list_events(sketch)
    set_posts(sketch)
    return sketch, tuple(dirt)


def _term() -> TermRow:
    return TermRow(
        school_year=figures.SCHOOL_YEAR, name=TermName.AUTUMN, start=figures.TERM_START,
        end=figures.TERM_END, reference=figures.REFERENCE,
    )  # fmt: skip


def _school_row(campus: Campus) -> SchoolRow:
    longitude, latitude = degrees(campus.x, campus.y)
    compulsory = any(stage in COMPULSORY_STAGES for stage in campus.kind.stages)
    start, end = figures.WEAK_ROUND
    return SchoolRow(
        code=campus.code, name=campus.name, legal_code=None if campus.is_legal else campus.legal,
        holds_establishment=campus.is_legal and campus.public, sponsor=campus.sponsor,
        kind=campus.kind, schooling=Schooling.FIVE_FOUR if compulsory else None,
        locale=campus.locale, county_seat=campus.county_seat, township_seat=campus.township_seat,
        district=campus.district, central=campus.central, teaching_point=campus.point,
        group=campus.group, strong=campus.strong, weak=campus.weak,
        weak_from=start if campus.weak else None, weak_to=end if campus.weak else None,
        new=campus.new, boarding=campus.boarding, approved=campus.approved, pupils=campus.pupils,
        classes=campus.classes, longitude=longitude, latitude=latitude,
    )  # fmt: skip

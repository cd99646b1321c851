"""招聘, 实习生, 学校调整, 学科需求, 办学条件, 基期值."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from models.column import Subject
from models.sheets import (
    BaselineRow,
    DemandRow,
    FacilityRow,
    InternRow,
    RecruitRow,
    SchoolChangeRow,
)
from models.vocabulary import SchoolChange, SchoolKind, Service, Stage, Term
from staffing.sample import figures
from staffing.sample.drafts import Campus, Sketch

_RECRUITS: tuple[tuple[Stage, str, int, str, Service], ...] = (
    (Stage.PRIMARY, "音乐", 3, "公开招聘", Service.BOUND),
    (Stage.PRIMARY, "体育", 4, "公开招聘", Service.BOUND),
    (Stage.PRIMARY, "英语", 4, "公开招聘", Service.BOUND),
    (Stage.PRIMARY, "科学", 2, "公费师范生", Service.PROVINCIAL_FUNDED),
    (Stage.JUNIOR, "物理", 3, "公开招聘", Service.BOUND),
    (Stage.JUNIOR, "英语", 2, "公费师范生", Service.PROVINCIAL_FUNDED),
    (Stage.JUNIOR, "美术", 2, "公开招聘", Service.BOUND),
    (Stage.KINDERGARTEN, "保教", 8, "合同制", Service.NONE),
)
_INDICATORS: dict[Stage, tuple[float, float, float, float]] = {
    Stage.PRIMARY: (4.9, 8.2, 2350, 2.6),
    Stage.JUNIOR: (6.3, 11.0, 2900, 2.7),
}
"""Typical L4–L7 of the sample's schools."""


def list_events(sketch: Sketch) -> None:
    """Fill the six sheets."""
    rng = sketch.chance("events")
    for stage, subject, heads, source, service in _RECRUITS:
        sketch.put(
            RecruitRow(stage=stage, subject=Subject(subject), heads=sketch.count(heads, 1),
                       source=source, service=service)
        )  # fmt: skip
    _interns(sketch, rng)
    _closing(sketch)
    _opening(sketch)
    _demands(sketch, rng)
    for campus in sketch.compulsory_schools(public=False):
        _facilities(sketch, campus, rng)
    for indicator, value in figures.PUBLISHED_BASELINES:
        sketch.put(
            BaselineRow(indicator=indicator, year=figures.PUBLISHED_YEAR, value=Decimal(value))
        )
    sketch.put(BaselineRow(indicator="T14", year=2025, value=Decimal("0.30")))


def _interns(sketch: Sketch, rng: Random) -> None:
    """Pairs of interns, two for each teacher who may go to be trained."""
    schools = [c for c in sketch.compulsory_schools() if c.is_legal and c.pupils > 300]
    for campus in rng.sample(schools, min(sketch.count(5, 1), len(schools))):
        subject = Subject(rng.choice(("语文", "数学", "英语")))
        sketch.put(InternRow(school=campus.code, subject=subject, heads=2, term=Term.AUTUMN))


def _closing(sketch: Sketch) -> None:
    """The smallest teaching point closes; its central school takes it over."""
    points = [c for c in sketch.compulsory_schools() if c.point]
    if points:
        smallest = min(points, key=lambda c: (c.pupils, c.code))
        sketch.put(
            SchoolChangeRow(school=smallest.code, change=SchoolChange.CLOSE,
                            successor=smallest.legal, effective=figures.TERM_START)
        )  # fmt: skip


def _opening(sketch: Sketch) -> None:
    """The newest school takes its first pupils this term."""
    for campus in [c for c in sketch.campuses if c.new and c.public][:1]:
        sketch.put(
            SchoolChangeRow(school=campus.code, change=SchoolChange.OPEN,
                            effective=figures.TERM_START)
        )  # fmt: skip


def _demands(sketch: Sketch, rng: Random) -> None:
    """Stated periods where classes × curriculum cannot tell: 高中 by choice, 中职, 特教."""
    for campus in sketch.campuses:
        if campus.kind is SchoolKind.SENIOR:
            for subject, weekly in figures.SENIOR_PERIODS.items():
                chosen = weekly * (0.97 + 0.06 * rng.random())
                _demand(sketch, campus, Stage.SENIOR, subject, campus.classes * chosen)
        elif campus.kind is SchoolKind.VOCATIONAL:
            for subject, weekly in figures.VOCATIONAL_PERIODS.items():
                _demand(sketch, campus, Stage.VOCATIONAL, subject, campus.classes * weekly)
        elif campus.kind is SchoolKind.SPECIAL:
            load = figures.LOAD[Stage.SPECIAL]
            _demand(sketch, campus, Stage.SPECIAL, "特殊教育", load * campus.pupils / 6.5)
            _demand(sketch, campus, Stage.SPECIAL, "康复", load * 3)


def _demand(sketch: Sketch, campus: Campus, stage: Stage, subject: str, periods: float) -> None:
    row = DemandRow(
        school=campus.code, stage=stage, subject=Subject(subject), periods=Decimal(round(periods))
    )
    sketch.put(row)


def _facilities(sketch: Sketch, campus: Campus, rng: Random) -> None:
    area, sports, value, rooms = _INDICATORS[campus.kind.stages[-1]]
    # Small schools have room to spare per pupil, crowded seat schools do not.
    room = 1.25 if campus.rural else 0.92
    sketch.put(
        FacilityRow(
            school=campus.code,
            teaching_area=Decimal(f"{area * room * (0.9 + 0.2 * rng.random()):.2f}"),
            sports_area=Decimal(f"{sports * room * (0.85 + 0.3 * rng.random()):.2f}"),
            equipment_value=Decimal(round(value * (0.85 + 0.3 * rng.random()))),
            media_rooms=Decimal(f"{rooms * (0.9 + 0.2 * rng.random()):.2f}"),
        )
    )

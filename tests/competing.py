"""Counties of 县管校聘: crowded schools, few posts, applicants with points."""

from __future__ import annotations

from hypothesis import strategies as st

from constraints.situation import Situation
from models.sheets import GradePostRow, PointsRow, VacancyRow, WishRow
from tests.tiny import classes, county, school, situation, teacher

HOSTS = ("H1", "H2", "H3")


def points_of(person: str, points: int) -> PointsRow:
    """竞聘分 of a person, certified."""
    return PointsRow(person=person, use="竞聘", item="总项", points=points, certifier="局")  # type: ignore[arg-type]


def wish_of(person: str, rank: int, host: str) -> WishRow:
    """A wish for 竞聘."""
    return WishRow(person=person, rank=rank, school=host, mode="竞聘")  # type: ignore[arg-type]


@st.composite
def contests(draw: st.DrawFn) -> Situation:
    """One crowded school, three hosts with few posts, up to six applicants with few scores."""
    number = draw(st.integers(1, 6))
    people = [f"P{i}" for i in range(number)]
    hosts = [
        school(h, approved=draw(st.integers(0, 3)), district=draw(st.sampled_from(["东", "西"])))
        for h in HOSTS
    ]
    rows = [
        teacher(
            p,
            "A",
            draw(st.sampled_from(["语文", "数学"])),
            title=draw(st.sampled_from(["一级", "高级"])),
            worked_since=draw(st.sampled_from(["2005-08", "2010-08"])),
            certificate_stage=draw(st.sampled_from(["小学", "小学", "幼儿园"])),
        )
        for p in people
    ]
    vacancies = {
        (draw(st.sampled_from(HOSTS)), draw(st.sampled_from(["语文", "数学"]))): VacancyRow
        for _ in range(draw(st.integers(1, 4)))
    }
    wishes = [
        wish_of(p, rank, host)
        for p in people
        for rank, host in enumerate(draw(st.lists(st.sampled_from(HOSTS), unique=True)), start=1)
    ]
    scored = [p for p in people if draw(st.integers(0, 5))]
    posts = [
        GradePostRow(school=h, grade=g, approved=draw(st.integers(0, 2)))
        for h in HOSTS
        for g in ("高级", "中级")
    ]
    return situation(
        county(
            [school("A", approved=2, district="东"), *hosts],
            rows,
            wishes=wishes,
            points=[points_of(p, draw(st.integers(1, 3))) for p in scored],
            vacancies=[
                VacancyRow(school=h, subject=s, places=draw(st.integers(1, 2)), round="跨校")
                for h, s in vacancies
            ],
            grade_posts=posts if draw(st.booleans()) else [],
        )
    )


def managed() -> Situation:
    """A is two over in 语文 and 数学; H1 in its district and H2 outside it lack 语文."""
    people = [
        teacher("P1", "A", "语文"), teacher("P2", "A", "语文"), teacher("P3", "A", "语文"),
        teacher("P4", "A", "数学"), teacher("P5", "A", "数学"), teacher("P6", "H2", "数学"),
        teacher("P7", "H1", "数学"),
    ]  # fmt: skip
    rows = [classes(s, "一年级", n) for s, n in (("A", 2), ("H1", 2), ("H2", 2))]
    return situation(
        county(
            [school("A", approved=3, district="东"), school("H1", approved=2, district="东"),
             school("H2", approved=2, district="西")],
            people, rows,
            vacancies=[VacancyRow(school="H1", subject="语文", places=1, round="学区内"),
                       VacancyRow(school="H2", subject="语文", places=1, round="跨校")],
            wishes=[wish_of("P1", 1, "H1"), wish_of("P2", 1, "H1"), wish_of("P4", 1, "H1")],
            points=[points_of("P1", 5), points_of("P2", 7), points_of("P4", 9)],
        )
    )  # fmt: skip

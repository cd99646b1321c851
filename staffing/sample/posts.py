"""核定编制, 岗位设置, 岗位 and 周转编制 of the invented schools."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

from models.column import Subject
from models.sheets import GradePostRow, RevolvingPostRow, VacancyRow
from models.vocabulary import Locale, StaffKind, StaffStatus, Stage
from staffing.sample import figures, needs
from staffing.sample.appointment import GRADE_OF, ON_ROLL, open_competition
from staffing.sample.drafts import Campus, Person, Sketch

_POSTS_PER_HEAD: dict[Locale, tuple[float, float]] = {
    Locale.CITY: (0.94, 1.02), Locale.TOWN: (0.99, 1.06), Locale.RURAL: (1.02, 1.12),
}  # fmt: skip
"""Approved posts per person on the books: seats are over, villages under establishment."""


def set_posts(sketch: Sketch) -> None:
    """核定编制 and 岗位设置 per public legal school, vacancies where subjects are short."""
    rng = sketch.chance("posts")
    on_roll: defaultdict[str, list[Person]] = defaultdict(list)
    for person in sketch.people:
        if person.staff_kind in ON_ROLL:
            on_roll[person.establishment_school].append(person)
    for campus in sketch.campuses:
        if campus.is_legal and campus.public:
            _approve(sketch, campus, on_roll[campus.code], rng)
    shortages = _shortages(sketch)
    _vacancies(sketch, shortages, rng)
    open_competition(sketch, shortages, sketch.chance("competition"))
    _revolving(sketch, shortages, rng)


def _approve(sketch: Sketch, campus: Campus, staff: list[Person], rng: Random) -> None:
    low, high = _POSTS_PER_HEAD[campus.locale]
    campus.approved = max(1, round(len(staff) * (low + (high - low) * rng.random())))
    held = Counter(GRADE_OF[p.title] for p in staff if p.title is not None)
    for grade in ("高级", "中级", "初级"):
        if held:
            approved = max(0, held[grade] + rng.choice((-1, 0, 0, 1, 1, 2)))
            sketch.put(GradePostRow(school=campus.code, grade=grade, approved=approved))


def _shortages(sketch: Sketch) -> list[tuple[float, Campus, Stage, str]]:
    """Where heads fall furthest below need, worst first."""
    have: Counter[tuple[str, Stage | None, str | None]] = Counter(
        (p.duty_school, p.stage, p.subject)
        for p in sketch.people
        if p.teaches and p.status is StaffStatus.ON_DUTY
    )
    short = []
    for campus in sketch.compulsory_schools():
        for stage in campus.kind.stages:
            for subject, heads in needs.needed(campus, stage).items():
                missing = heads - have[campus.code, stage, subject]
                if missing >= 0.5:
                    short.append((missing, campus, stage, subject))
    return sorted(short, key=lambda s: (-s[0], s[1].code, s[2], s[3]))


def _vacancies(sketch: Sketch, short: list[tuple[float, Campus, Stage, str]], rng: Random) -> None:
    """岗位: offered for exchange and for the rounds of county-managed appointment."""
    rounds = ("交流", "交流", "跨校", "学区内", "调剂")
    seen = {
        (str(r.school), str(r.subject), str(r.round))
        for r in sketch.rows.get(VacancyRow.sheet, ())
        if isinstance(r, VacancyRow)
    }
    for missing, campus, _, subject in short[: sketch.count(90, 4)]:
        turn = rng.choice(rounds)
        if (campus.code, subject, turn) in seen:
            continue
        seen.add((campus.code, subject, turn))
        sketch.put(
            VacancyRow(
                school=campus.code, subject=Subject(subject), places=max(1, int(missing)),
                round=turn, grade=None if turn == "交流" else rng.choice((None, "中级", "初级")),
                condition="持相应学科教师资格证" if turn == "跨校" else None,
            )
        )  # fmt: skip


def _revolving(sketch: Sketch, short: list[tuple[float, Campus, Stage, str]], rng: Random) -> None:
    """周转编制: posts lent to short schools, half of them held, the rest waiting."""
    # One entry per school and subject: a nine-year school may lack it at both stages.
    first = {(s[1].code, s[3]): s for s in reversed(short) if s[1].is_legal and s[1].rural}
    places = [s for s in short if s is first.get((s[1].code, s[3]))]
    places = places[:: max(1, len(places) // sketch.count(12, 1))][: sketch.count(12, 1)]
    for number, (_, campus, stage, subject) in enumerate(places):
        holder = None
        if number % 2 == 0:
            pool = [
                p for p in sketch.people
                if p.establishment_school == campus.code and p.stage is stage and p.at_home
                and p.seniority < 6 and p.service is None
            ]  # fmt: skip
            for person in sketch.take(pool, 1, rng):
                person.staff_kind = StaffKind.REVOLVING
                holder = person
        sketch.put(
            RevolvingPostRow(
                school=campus.code, subject=(holder.subject if holder else Subject(subject)),
                places=1, start=figures.TERM_START, end=figures.TERM_END,
                document=f"样例周转批文{number + 1:02d}号", holder=holder.code if holder else None,
            )
        )  # fmt: skip

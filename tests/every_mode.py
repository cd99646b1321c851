"""Small counties drawn at random that have something of everything: every sheet, every mode."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from constraints.situation import Situation
from models.column import Row
from models.county import County
from models.policy import Policy
from models.sheets import (
    DemandRow,
    GradePostRow,
    HistoryRow,
    InternRow,
    LockRow,
    OutsidePersonRow,
    OutsideSchoolRow,
    PairingRow,
    PointsRow,
    RecommendationRow,
    RecruitRow,
    RevolvingPostRow,
    SchoolChangeRow,
    SchoolRow,
    TeacherRow,
    TeamRow,
    VacancyRow,
    WishRow,
)
from models.vocabulary import TeamRole
from staffing.policy_file import load, parse_overlay_set
from tests.rules.counties import SUBJECTS, any_county
from tests.tiny import END, POLICIES, START, classes, county, school, teacher

R = TypeVar("R", bound=Row)

POLICY = POLICIES / "every_mode" / "policy.toml"
OUTSIDE = ("W1", "W2")
DAYS = (date(2026, 9, 1), date(2026, 11, 1), date(2027, 2, 1), date(2027, 3, 1))
LAST = (date(2026, 12, 31), date(2027, 1, 31), date(2027, 7, 31), END, date(2028, 8, 31))
ROLES = tuple(role.value for role in TeamRole)


def every_mode_county(seed: int, *settings: str) -> Situation:
    """The county of a seed under the policy with everything on, and these settings."""
    drawn = _county(random.Random(seed))
    return Situation(drawn, _policy(drawn.term.reference, settings))


@cache
def _policy(reference: date, settings: tuple[str, ...]) -> Policy:
    return load(POLICY, reference, [parse_overlay_set(text) for text in settings])


def _county(dice: random.Random) -> County:
    plain = any_county(dice).county
    extra = [
        school("R1", kind="教研机构", approved=3),
        school("K1", kind="幼儿园", approved=dice.choice([None, 2]), locale=dice.choice(["乡村"])),
    ]
    schools = (*plain.schools, *extra)
    taught = [s.code for s in plain.schools]
    people = (*plain.teachers, *_people(dice, plain.schools))
    codes = [p.code for p in people if p.subject]
    found: dict[str, Any] = {
        "outside_schools": [_outside(code) for code in OUTSIDE],
        "teams": list(_teams(dice, taught)),
        "outside_people": list(_guests(dice, taught)),
        "pairings": _pairings(dice, taught),
        "interns": list(_interns(dice, taught)),
        "recruits": list(_recruits(dice)),
        "revolving_posts": list(_posts(dice, taught, codes)),
        "vacancies": list(_vacancies(dice, taught)),
        "grade_posts": list(_grades(dice, taught)),
        "school_changes": list(_changes(dice, taught)),
        "demands": list(_demands(dice, plain)),
        "wishes": [*plain.wishes, *_wishes(dice, people, taught, plain)],
        "recommendations": [*plain.recommendations, *_recommendations(dice, plain)],
        "points": [*plain.points, *_points(dice, codes)],
        "locks": list(_locks(dice, people, taught, plain)),
        "history": [*plain.history, *_history(dice, people, taught)],
    }
    kinder = classes("K1", "小班", dice.randint(1, 2), 20)
    kept = {name: getattr(plain, name) for name in ("exemptions", "distances")}
    said = {(w.person, w.mode) for w in found["wishes"]}
    more = _wishes_outside(dice, people)
    found["wishes"] += [w for w in more if (w.person, w.mode) not in said]
    return county(schools, people, (*plain.classes, kinder), **kept, **found)


def _row(kind: type[R], /, **stated: Any) -> R:
    """A row from words and days as the office writes them."""
    return kind(**stated)


def _people(dice: random.Random, schools: Sequence[SchoolRow]) -> Iterator[TeacherRow]:
    """A leader, managers, a key teacher, newcomers, researchers, carers: what teams ask for."""
    at = [s.code for s in schools]
    for n in range(dice.randint(1, 2)):
        office = dice.choice(["校长", "副职"])
        yield teacher(f"L{n}", dice.choice(at), dice.choice(SUBJECTS), leadership=office)
    for n in range(dice.randint(1, 3)):
        yield teacher(f"M{n}", dice.choice(at), dice.choice(SUBJECTS), leadership="中层")
    for n in range(dice.randint(1, 3)):
        new = {"first_appointed": "2026-08", "school_since": "2026-08", "title": "未评"}
        bound = dice.choice([{}, {"service": "捆绑聘用"}, {"service": "省属公费师范生"}])
        yield teacher(f"N{n}", dice.choice(at), dice.choice(SUBJECTS), **new, **bound)
    yield teacher("R01", "R1", dice.choice(SUBJECTS), school_since="2015-08")
    yield teacher("C01", "K1", "保教", stage="幼儿园")
    for n in range(dice.randint(0, 2)):
        status = dice.choice(["待岗", "产假", "在岗"])
        days: dict[str, Any] = {"status_to": dice.choice(LAST)} if status == "产假" else {}
        kind = dice.choice(["在编", "周转编制"])
        yield teacher(
            f"X{n}", dice.choice(at), dice.choice(SUBJECTS), status=status, staff_kind=kind, **days
        )


def _outside(code: str) -> OutsideSchoolRow:
    return OutsideSchoolRow(code=code, name=f"外县{code}校", stage="小学", county="样例外县")


def _teams(dice: random.Random, schools: Sequence[str]) -> Iterator[TeamRow]:
    for number in range(dice.randint(0, 2)):
        inbound = dice.random() < 0.6
        ours, theirs = dice.choice(schools), dice.choice(OUTSIDE)
        away = theirs if dice.random() < 0.7 else dice.choice([s for s in schools if s != ours])
        start, end = dice.choice(DAYS), dice.choice(LAST[2:])
        for role in dice.sample(ROLES, dice.randint(1, 3)):
            yield TeamRow(
                team=f"TD{number}",
                role=role,
                heads=1,
                start=start,
                end=end,
                direction="派入" if inbound else "派出",
                receiver=ours if inbound else away,
                sender=theirs if inbound else ours,
                subject=dice.choice([None, None, "语文"]),
                counterparts=dice.choice([None, None, 0, 1]),
            )


def _guests(dice: random.Random, schools: Sequence[str]) -> Iterator[OutsidePersonRow]:
    for n in range(dice.randint(0, 3)):
        yield OutsidePersonRow(
            code=f"G{n}",
            name=f"样例{n}",
            role=dice.choice(ROLES),
            sender=dice.choice(OUTSIDE),
            receiver=dice.choice(schools),
            start=dice.choice(DAYS),
            end=dice.choice(LAST),
            subject=dice.choice(["语文", "体育", None]),
            attached=dice.random() < 0.4,
        )


def _pairings(dice: random.Random, schools: Sequence[str]) -> list[Row]:
    pairs = [(dice.choice(schools), dice.choice(OUTSIDE)) for _ in range(dice.randint(0, 2))]
    return [
        _row(PairingRow, school=ours, other=theirs, kind="结对")
        for ours, theirs in dict.fromkeys(pairs)
    ]


def _interns(dice: random.Random, schools: Sequence[str]) -> Iterator[InternRow]:
    for code in schools:
        if dice.random() < 0.2:
            yield InternRow(
                school=code,
                subject=dice.choice(SUBJECTS),
                heads=dice.randint(1, 4),
                term=dice.choice(["秋季", "春季"]),
            )


def _recruits(dice: random.Random) -> Iterator[RecruitRow]:
    for subject in (*SUBJECTS, "保教"):
        if dice.random() < 0.25:
            stage = "幼儿园" if subject == "保教" else dice.choice(["小学", "初中"])
            source = dice.choice([None, "公开招聘", "合同制"])
            yield RecruitRow(stage=stage, subject=subject, heads=dice.randint(1, 2), source=source)


def _posts(
    dice: random.Random, schools: Sequence[str], people: Sequence[str]
) -> Iterator[RevolvingPostRow]:
    if dice.random() < 0.5:
        yield RevolvingPostRow(
            school=dice.choice(schools),
            subject=dice.choice([None, "语文"]),
            places=1,
            start=date(2026, 3, 1),
            end=dice.choice(LAST),
            document="样批〔2026〕1号",
            holder=dice.choice([None, dice.choice(people)]),
        )


def _vacancies(dice: random.Random, schools: Sequence[str]) -> Iterator[VacancyRow]:
    for code in schools:
        if dice.random() < 0.4:
            yield VacancyRow(
                school=code,
                subject=dice.choice([None, *SUBJECTS]),
                places=dice.randint(1, 2),
                grade=dice.choice([None, "高级"]),
                round=dice.choice([None, "学区内", "跨校", "调剂"]),
            )


def _grades(dice: random.Random, schools: Sequence[str]) -> Iterator[GradePostRow]:
    for code in schools:
        if dice.random() < 0.3:
            yield GradePostRow(
                school=code, grade=dice.choice(["高级", "中级"]), approved=dice.randint(0, 3)
            )


def _changes(dice: random.Random, schools: Sequence[str]) -> Iterator[SchoolChangeRow]:
    gone, heir, new = dice.sample(list(schools), 3)
    if dice.random() < 0.3:
        yield _row(
            SchoolChangeRow,
            school=gone,
            change=dice.choice(["撤", "并"]),
            successor=heir,
            effective=dice.choice([START, START, date(2027, 2, 1)]),
        )
    if dice.random() < 0.2:
        day = dice.choice([date(2026, 3, 1), date(2027, 2, 1), date(2027, 9, 1)])
        yield _row(SchoolChangeRow, school=new, change="建", effective=day)


def _demands(dice: random.Random, plain: County) -> Iterator[DemandRow]:
    for row in plain.schools:
        if row.kind.stages and dice.random() < 0.15:
            stage = dice.choice(row.kind.stages)
            yield DemandRow(
                school=row.code,
                stage=stage,
                subject=dice.choice(SUBJECTS),
                periods=dice.choice(["3", "7.5", "12"]),
            )


def _wishes(
    dice: random.Random, people: Sequence[TeacherRow], schools: Sequence[str], plain: County
) -> Iterator[WishRow]:
    """Wishes for other ways than rotation, of people who have none yet."""
    for person in people:
        if person.code not in plain.wishes_of and person.subject and dice.random() < 0.25:
            mode = dice.choice(["调动", "走教", "竞聘", "支教"])
            yield WishRow(person=person.code, rank=1, school=dice.choice(schools), mode=mode)


def _wishes_outside(dice: random.Random, people: Sequence[TeacherRow]) -> Iterator[WishRow]:
    """Wishes for schools of other counties, beside whatever else the same people wish for."""
    for person in people:
        mode = dice.choice(["支教", "跟岗", "跟岗", "挂职"])
        for rank, host in enumerate(dice.sample(OUTSIDE, dice.choice([0, 1, 2])), 1):
            yield _row(
                WishRow, person=person.code, rank=rank, school=host, mode=mode,
                subject=dice.choice([None, None, person.subject, "体育"]),
            )  # fmt: skip


def _recommendations(dice: random.Random, plain: County) -> Iterator[RecommendationRow]:
    for person in plain.teachers:
        if person.code in plain.recommendations_of or dice.random() < 0.8:
            continue
        going = _row(RecommendationRow, person=person.code, mode="走教", opinion="同意")
        host = dice.choice(plain.schools).code
        against = {"mode": dice.choice(["交流", "调动"]), "school": host, "opinion": "不同意"}
        yield dice.choice([going, _row(RecommendationRow, person=person.code, **against)])


def _points(dice: random.Random, people: Sequence[str]) -> Iterator[PointsRow]:
    for code in people:
        if dice.random() < 0.5:
            yield PointsRow(person=code, use="竞聘", item="教龄", points=dice.randint(1, 9))


def _locks(
    dice: random.Random, people: Sequence[TeacherRow], schools: Sequence[str], plain: County
) -> Iterator[LockRow]:
    """Seldom any: what is locked at random often breaks a law, and then there is no plan."""
    if dice.random() < 0.25:
        yield from dice.sample(plain.locks, min(1, len(plain.locks)))
    decided = dice.random() < 0.3
    for person in people:
        if decided and person.code not in plain.locks_of and dice.random() < 0.06:
            mode = dice.choice(["支教", "跟岗", "挂职", "锻炼", "走教", "竞聘"])
            host = dice.choice([*(s for s in schools if s != person.duty_school), *OUTSIDE])
            yield LockRow(
                person=person.code, mode=mode, school=host, reason="公示", decided_by="局"
            )


def _history(
    dice: random.Random, people: Sequence[TeacherRow], schools: Sequence[str]
) -> Iterator[HistoryRow]:
    """Stays elsewhere that are over, or still run for some time of the term."""
    for person in people:
        if person.establishment_school == person.duty_school and dice.random() < 0.15:
            yield HistoryRow(
                person=person.code,
                school=dice.choice([*(s for s in schools if s != person.duty_school), *OUTSIDE]),
                start=date(2024, 9, 1),
                end=dice.choice([date(2025, 8, 31), *LAST, None]),
                mode=dice.choice(["交流", "支教", "跟岗", "锻炼"]),
                relation="不调动",
            )

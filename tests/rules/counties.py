"""Small counties and rosters drawn at random, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from constraints.facts.itinerant import Itinerant
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Row
from models.roster import Placement, Roster
from models.sheets import (
    DistanceRow,
    ExemptionRow,
    HistoryRow,
    LockRow,
    PointsRow,
    RecommendationRow,
    SchoolRow,
    TeacherRow,
    WishRow,
)
from tests.tiny import classes, county, move, school, situation, teacher

SUBJECTS = ("语文", "数学", "体育")
LEVELS = ("无", "无", "县级")


def any_county(dice: random.Random) -> Situation:
    """Three to five schools, six to fourteen people, some wishes, approvals, locks and points."""
    schools = [_school(dice, f"S{i}") for i in range(dice.randint(3, 5))]
    if dice.random() < 0.3:
        schools.append(_school(dice, "S9", legal_code="S0", approved=None))
    people = [_teacher(dice, f"T{i:02}", schools) for i in range(dice.randint(6, 14))]
    grades = [g for s in schools for g in _classes(dice, s)]
    return situation(county(schools, people, grades, **_sheets(dice, schools, people)))


def any_roster(
    dice: random.Random, situation: Situation, placements: Sequence[Placement]
) -> tuple[Placement, ...]:
    """At most one placement a person: the locked ones, and some of the others at random."""
    outcome = Outcome(situation, Roster(()))
    chosen: dict[str, Placement] = {p.person: p for p in placements if outcome.is_locked(p)}
    for person in situation.people:
        options = [p for p in placements if p.person == person]
        if options and person not in chosen and dice.random() < 0.45:
            chosen[person] = dice.choice(options)
    return tuple(chosen.values())


def any_visits(
    dice: random.Random, situation: Situation, roster: Sequence[Placement]
) -> tuple[Placement, ...]:
    """走教 of some of those who stay, anywhere in the county, for one to three half-days."""
    outcome, away = Outcome(situation, Roster(())), {p.person for p in roster}
    half_day = Itinerant.of(situation).p.periods_per_half_day
    found = []
    for person in situation.people:
        standing, row = outcome.standing(person), situation.county.teacher[person]
        hosts = [s for s in situation.county.schools if s.code != standing.school]
        if person in away or not standing.in_supply or dice.random() < 0.8:
            continue
        for host in dice.sample(hosts, dice.randint(1, 2)):
            stages = host.kind.stages
            stage = row.stage if row.stage in stages else (*stages, row.stage)[0]
            periods = Decimal(int(half_day * dice.randint(1, 3)))
            home = standing.school or ""
            found.append(
                move(person, home, host.code, "走教", stage=stage, periods=periods,
                     subject=row.subject)
            )  # fmt: skip
    return tuple(found)


def _school(dice: random.Random, code: str, **fields: Any) -> SchoolRow:
    stated = {
        "locale": dice.choice(["城区", "镇区", "乡村"]),
        "kind": dice.choice(["小学", "小学", "九年一贯"]),
        "county_seat": dice.random() < 0.3,
        "township_seat": dice.random() < 0.3,
        "strong": dice.random() < 0.3,
        "weak": dice.random() < 0.3,
        "approved": dice.choice([None, 1, 2, 3, 5, 8]),
    }
    return school(code, **{**stated, **fields})


def _classes(dice: random.Random, row: SchoolRow) -> Iterator[Row]:
    yield classes(row.code, "一年级", dice.randint(1, 2), dice.randint(5, 60))
    if row.kind == "九年一贯":
        yield classes(row.code, "七年级", 1, dice.randint(5, 60))


def _teacher(dice: random.Random, code: str, schools: list[SchoolRow]) -> TeacherRow:
    at = dice.choice(schools)
    stage = dice.choice([str(s) for s in at.kind.stages])
    bound: dict[str, Any] = {}
    if dice.random() < 0.2:
        bound = {"duty_school": dice.choice([s.code for s in schools])}
    if dice.random() < 0.15:
        bound |= {"service": "特岗", "service_until": date(dice.choice([2025, 2026, 2028]), 8, 31)}
    return teacher(
        code,
        at.code,
        dice.choice(SUBJECTS),
        stage=stage,
        certificate_stage=dice.choice([stage, stage, "小学", None]),
        certificate_subject=dice.choice([*SUBJECTS, None]),
        school_since=f"20{dice.randint(10, 24)}-08",
        key_level=dice.choice(LEVELS),
        education=dice.choice(["专科", "本科"]),
        title=dice.choice(["二级", "一级", "高级"]),
        gender=dice.choice(["男", "女"]),
        leadership=dice.choice([None] * 6 + ["副职"]),
        counsellor=("否", "兼职", None, "专职")[int(code[1:]) % 4],
        staff_kind=dice.choice(["在编"] * 5 + ["合同制"]),
        status=dice.choice(["在岗"] * 6 + ["病休"]),
        **bound,
    )


def _sheets(
    dice: random.Random, schools: list[SchoolRow], people: list[TeacherRow]
) -> dict[str, list[Any]]:
    others = {p.code: [s.code for s in schools if s.code != p.duty_school] for p in people}
    return {
        "distances": list(_distances(dice, schools)),
        "wishes": [w for p in people for w in _wishes(dice, p.code, others[p.code])],
        "recommendations": [
            RecommendationRow(person=p.code, mode="交流", opinion="同意")  # type: ignore[arg-type]
            for p in people
            if dice.random() < 0.15
        ],
        "exemptions": [
            ExemptionRow(
                person=p.code,
                kind=dice.choice(["免", "缓"]),
                reason="内部",  # type: ignore[arg-type]
                approval=dice.choice(["已批准", "审批中"]),
            )  # type: ignore[arg-type]
            for p in people
            if dice.random() < 0.15
        ],
        "points": [
            PointsRow(
                person=p.code, use="交流", item=item, points=dice.randint(1, 6), certifier="局"
            )  # type: ignore[arg-type]
            for p in people
            for item in ("教龄", "考核")
            if dice.random() < 0.7
        ],
        "locks": [_lock(dice, p.code, others[p.code]) for p in people if dice.random() < 0.12],
        "history": [_history(dice, p) for p in people if p.duty_school != p.establishment_school],
    }


def _distances(dice: random.Random, schools: list[SchoolRow]) -> Iterator[DistanceRow]:
    for i, a in enumerate(schools):
        for b in schools[i + 1 :]:
            if dice.random() < 0.85:
                km = dice.choice(["0.4", "3", "7.5", "12", "20.001"])
                yield DistanceRow(school_a=a.code, school_b=b.code, km=km)  # type: ignore[arg-type]


def _wishes(dice: random.Random, person: str, others: list[str]) -> Iterator[WishRow]:
    if dice.random() < 0.5:
        hosts = dice.sample(others, dice.randint(1, min(2, len(others))))
        for rank, host in enumerate(hosts, start=1):
            yield WishRow(person=person, rank=rank, school=host, mode="交流")  # type: ignore[arg-type]


def _lock(dice: random.Random, person: str, others: list[str]) -> LockRow:
    mode = dice.choice(["留任", "交流", "调动"])
    host = None if mode == "留任" else dice.choice(others)
    return LockRow(person=person, mode=mode, school=host, reason="公示", decided_by="局务会")  # type: ignore[arg-type]


def _history(dice: random.Random, row: TeacherRow) -> HistoryRow:
    """An exchange to the school where the person is still listed, ended or not."""
    return HistoryRow(
        person=row.code,
        school=row.duty_school,
        start=date(2024, 9, 1),
        end=dice.choice([date(2026, 2, 28), date(2026, 7, 31), date(2027, 8, 31)]),
        mode="交流",  # type: ignore[arg-type]
        relation="不调动",  # type: ignore[arg-type]
    )

"""More decided, and more said, than the office would: on top of any small county."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from constraints.facts.seats import AWAY_MODES
from models.column import Code
from models.county import FIELD_OF_SHEET, County
from models.sheets import (
    HistoryRow,
    InternRow,
    LockRow,
    OutsidePersonRow,
    SchoolChangeRow,
    TeacherRow,
    TermRow,
    WishRow,
)
from models.vocabulary import Mode, TeamRole
from tests.tiny import END, START

MODES = tuple(mode.value for mode in Mode)
FULL_TIME = tuple(mode for mode in MODES if mode not in ("走教", "招聘"))
DAYS = (START, date(2026, 11, 1), date(2027, 2, 1), date(2027, 3, 1), date(2027, 9, 1))
LAST = (date(2026, 12, 31), date(2027, 1, 31), date(2027, 7, 31), END, date(2028, 8, 31))


def with_more(dice: random.Random, county: County) -> County:
    """The county with some of: locks, wishes said twice, interns, guests, closed schools, stays."""
    draws = (_locks, _wishes, _interns, _guests, _changes, _history)
    changed: dict[str, Any] = {}
    for draw in dice.sample(draws, dice.randint(1, len(draws))):
        name, rows = draw(dice, county)
        changed[name] = rows
    rows: dict[str, tuple[Any, ...]] = {TermRow.sheet: (county.term,)}
    for name, sheet in FIELD_OF_SHEET.items():
        rows[sheet.sheet] = tuple(changed.get(name, getattr(county, name)))
    return County.from_rows(rows, county.columns)


def _hosts(county: County) -> list[Code]:
    return [*(s.code for s in county.schools), *(s.code for s in county.outside_schools)]


def _locks(dice: random.Random, county: County) -> tuple[str, Sequence[LockRow]]:
    """Several decisions, often of one way or to one school."""
    hosts, found = _hosts(county), list(county.locks)
    one, way = dice.choice(hosts), dice.choice(FULL_TIME)
    taken = {row.person for row in county.locks}
    people = [p for p in county.teachers if p.code not in taken]
    for person in dice.sample(people, min(len(people), dice.choice([1, 1, 2, 4]))):
        mode = dice.choice([way, dice.choice(FULL_TIME)])
        host = dice.choice([one, one, dice.choice(hosts)])
        if mode == "培训" and dice.random() < 0.7:
            host = person.duty_school
        found.append(_lock(person, mode, None if mode == "留任" else host))
        if dice.random() < 0.15:
            found.append(_lock(person, "走教", dice.choice(hosts)))
    if dice.random() < 0.2:
        person = dice.choice(county.teachers)
        if all(x.person != person.code for x in found):
            found.append(_lock(person, "走教", dice.choice(hosts)))
    return "locks", found


def _lock(person: TeacherRow, mode: str, school: Code | None) -> LockRow:
    return LockRow(person=person.code, mode=mode, school=school, reason="公示", decided_by="局")  # type: ignore[arg-type]


def with_taught(dice: random.Random, county: County) -> County:
    """The county, some of its locks saying what is taught there."""
    rows: list[LockRow] = []
    for lock in county.locks:
        host = county.school.get(lock.school or Code(""))
        if lock.mode is not Mode.STAY and not lock.forbids and dice.random() < 0.6:
            stages = host.kind.stages if host else ()
            said: dict[str, Any] = {
                "subject": dice.choice([None, "语文", "数学"]),
                "stage": dice.choice([None, *stages]),
            }
            if lock.mode in AWAY_MODES:
                said["role"] = dice.choice([None, None, *TeamRole])
            lock = lock.model_copy(update=said)
        rows.append(lock)
    return replace(county, locks=tuple(rows))


def _wishes(dice: random.Random, county: County) -> tuple[str, Sequence[WishRow]]:
    """The same school under several ranks, one's own school, no school, several ways."""
    found: dict[tuple[Any, ...], WishRow] = {(w.person, w.rank, w.mode): w for w in county.wishes}
    for person in dice.sample(county.teachers, min(len(county.teachers), 5)):
        mode = dice.choice([m for m in MODES if m not in ("留任", "招聘")])
        school = dice.choice([*_hosts(county), None])
        for rank in dice.sample(range(1, 5), dice.randint(1, 3)):
            row = WishRow(
                person=person.code,
                rank=rank,
                mode=dice.choice([mode, mode, "交流", "调动"]),  # type: ignore[arg-type]
                school=dice.choice([school, school, dice.choice(_hosts(county))]),
                subject=dice.choice([None, None, "体育", "数学"]),  # type: ignore[arg-type]
                accepts_any=dice.choice([None, True, False]),
            )
            found.setdefault((row.person, row.rank, row.mode), row)
    return "wishes", tuple(found.values())


def _interns(dice: random.Random, county: County) -> tuple[str, Sequence[InternRow]]:
    rows = {(r.school, r.subject, r.term): r for r in county.interns}
    for _ in range(dice.randint(1, 4)):
        row = InternRow(
            school=dice.choice([s.code for s in county.schools]),
            subject=dice.choice(["语文", "数学", "体育"]),  # type: ignore[arg-type]
            heads=dice.randint(1, 5),
            term=dice.choice(["秋季", "春季"]),  # type: ignore[arg-type]
        )
        rows.setdefault((row.school, row.subject, row.term), row)
    return "interns", tuple(rows.values())


def _guests(dice: random.Random, county: County) -> tuple[str, Sequence[OutsidePersonRow]]:
    teams = [t for t in county.teams if t.direction.value == "派入"]
    found = list(county.outside_people)
    for n in range(dice.randint(1, 4)):
        team = dice.choice(teams) if teams and dice.random() < 0.6 else None
        found.append(
            OutsidePersonRow(
                code=Code(f"H{n}"),
                name=f"样例外{n}",
                role=(team.role if team else None) or dice.choice(list(TeamRole)),
                sender=team.sender if team else dice.choice(["W1", "W2"]),
                receiver=team.receiver if team else dice.choice([s.code for s in county.schools]),
                start=team.start if team and dice.random() < 0.5 else dice.choice(DAYS[:3]),
                end=dice.choice(LAST),
                subject=dice.choice(["语文", "数学", None]),
                attached=dice.choice([True, False, None]),
            )  # type: ignore[arg-type]
        )
    return "outside_people", found


def _changes(dice: random.Random, county: County) -> tuple[str, Sequence[SchoolChangeRow]]:
    schools = [s.code for s in county.schools]
    dice.shuffle(schools)
    found: list[SchoolChangeRow] = []
    for code in schools[: dice.randint(1, 3)]:
        change = dice.choice(["撤", "并", "建"])
        heir = None if change == "建" else dice.choice([s for s in schools if s != code])
        found.append(
            SchoolChangeRow(
                school=code,
                change=change,  # type: ignore[arg-type]
                successor=dice.choice([heir, heir, heir, None]),
                effective=dice.choice(DAYS),
            )
        )
    return "school_changes", found


def _history(dice: random.Random, county: County) -> tuple[str, Sequence[HistoryRow]]:
    return "history", tuple(dict.fromkeys([*county.history, *_stays(dice, county)]))


def _stays(dice: random.Random, county: County) -> Iterator[HistoryRow]:
    known = {(h.person, h.school, h.start, h.mode) for h in county.history}
    for person in dice.sample(county.teachers, min(len(county.teachers), 4)):
        start = dice.choice([date(2022, 9, 1), date(2025, 9, 1), date(2026, 3, 1)])
        row = HistoryRow(
            person=person.code,
            school=dice.choice(_hosts(county)),
            start=start,
            end=dice.choice([date(2026, 3, 31), *LAST, None]),
            mode=dice.choice([m for m in MODES if m not in ("留任", "招聘")]),  # type: ignore[arg-type]
            relation=dice.choice(["不调动", "不调动", "调动", None]),  # type: ignore[arg-type]
            rural=dice.choice([None, True, False]),
        )
        if (row.person, row.school, row.start, row.mode) not in known:
            yield row

"""Faults of the other modes: 走教, 跟岗, 支教团, 竞聘."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations

from models.column import Code
from models.sheets import SchoolRow, TeacherRow
from models.vocabulary import Direction, Leadership, Locale, Mode, Relation, TeamRole
from staffing.sample.faults.hand import Hand, PlantedFault
from staffing.sample.faults.people import Planter

_SPECIALISTS = ("音乐", "体育", "美术")


def itinerant_outside(hand: Hand) -> PlantedFault | None:
    """走教 to a school of another district."""
    for person in _specialists(hand):
        district = hand.county.school[person.duty_school].district
        others = [h for h in hand.hosts(person) if h.district != district]
        if others:
            hand.move(person, others[0].code, Mode.ITINERANT, periods=Decimal(4))
            return PlantedFault(
                "itinerant_outside", "itinerant_district", (person.code,), others[0].code,
                "走教安排到学区以外",
            )  # fmt: skip
    return None


def itinerant_overload(hand: Hand) -> PlantedFault | None:
    """走教 over every other campus of the district, with more periods than a week of lessons."""
    for person in _specialists(hand):
        home = hand.county.school[person.duty_school]
        others = _neighbours(hand, home, person)
        if len(others) >= 2:
            for host in others:
                hand.move(person, host.code, Mode.ITINERANT, periods=Decimal(12))
            return PlantedFault(
                "itinerant_overload", "itinerant_half_days", (person.code,), "",
                f"走教{len(others)}校，每校12课时，超出一人可承担的课时",
            )  # fmt: skip
    return None


def _specialists(hand: Hand) -> list[TeacherRow]:
    return [
        p for p in hand.free()
        if p.subject in _SPECIALISTS and hand.county.school[p.duty_school].locale is not Locale.CITY
    ]  # fmt: skip


def _neighbours(hand: Hand, home: SchoolRow, person: TeacherRow) -> list[SchoolRow]:
    return [
        s for s in hand.county.schools
        if s.district == home.district and s.code != home.code and person.stage in s.kind.stages
    ]  # fmt: skip


def counterpart_elsewhere(hand: Hand) -> PlantedFault | None:
    """跟岗 in another outside school than the one that sends the team."""
    teams = [
        t for t in hand.county.teams
        if t.direction is Direction.INBOUND and t.role is TeamRole.TEACHER
    ]  # fmt: skip
    if len(teams) < 2:
        return None
    team, other = teams[0], teams[1]
    for person in hand.free():
        if person.duty_school == team.receiver and person.subject == team.subject:
            row = hand.move(person, other.sender, Mode.SHADOWING, team=team.team)
            return PlantedFault(
                "counterpart_elsewhere", "counterpart_post", (person.code,), row.host,
                "跟岗学校不是该团队的派出学校",
            )  # fmt: skip
    return None


def team_incomplete(hand: Hand) -> PlantedFault | None:
    """Our own team goes without its middle manager."""
    rows = [t for t in hand.county.teams if t.direction is Direction.OUTBOUND]
    if not rows:
        return None
    sender, receiver, team = rows[0].sender, rows[0].receiver, rows[0].team
    staff = [t for t in hand.county.teachers if t.duty_school == sender and t.teaches]
    leaders = [t for t in staff if t.leadership is Leadership.DEPUTY]
    free = (t for t in staff if hand.ordinary(t) and t.code not in hand.used)
    teachers = [t for t in free if t.subject == "数学"]
    if not leaders or not teachers:
        return None
    people = (leaders[0], teachers[0])
    for person, role in zip(people, (TeamRole.LEADER, TeamRole.TEACHER), strict=True):
        hand.move(person, receiver, Mode.SECONDMENT, team=team, post=role.value)
    return PlantedFault(
        "team_incomplete", "team_whole", tuple(p.code for p in people), receiver,
        "派出支教团缺中层干部",
    )  # fmt: skip


def lower_points(hand: Hand) -> PlantedFault | None:
    """Two rivals for one post; the one with fewer 竞聘分 gets it."""
    rivals: defaultdict[tuple[Code, object, object], list[TeacherRow]] = defaultdict(list)
    for wish in hand.county.wishes:
        person = hand.county.teacher[wish.person]
        if wish.mode is Mode.COMPETITION and wish.rank == 1 and wish.school is not None:
            rivals[wish.school, person.stage, wish.subject].append(person)
    for (school, _, _), people in sorted(rivals.items(), key=lambda item: item[0][0]):
        for a, b in combinations(people, 2):
            if hand.competition_points(a.code) != hand.competition_points(b.code):
                loser = min((a, b), key=lambda p: hand.competition_points(p.code))
                winner = b if loser is a else a
                hand.move(loser, school, Mode.COMPETITION, Relation.TRANSFERRED)
                return PlantedFault(
                    "lower_points", "competition_order", (loser.code, winner.code), school,
                    "竞聘分低者占了岗位，分高者落选",
                )  # fmt: skip
    return None


PLANTERS: tuple[Planter, ...] = (
    counterpart_elsewhere, team_incomplete, lower_points, itinerant_outside, itinerant_overload
)  # fmt: skip

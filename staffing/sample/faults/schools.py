"""Faults that show at a school or in the county's sums, and the sound moves around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import cos, hypot, radians

from models.column import Code
from models.sheets import SchoolRow, TeacherRow
from models.vocabulary import KeyLevel, Locale, Mode, Relation, StaffKind, Stage
from staffing.sample.faults.hand import Hand, PlantedFault
from staffing.sample.faults.people import Planter

_ON_ROLL = (StaffKind.ESTABLISHED, StaffKind.CONTROLLED)
_PUBLISHED = {Mode.ROTATION: Relation.KEPT, Mode.TRANSFER: Relation.TRANSFERRED}
_SOUND = 40
"""Sound moves of volunteers, far fewer than any share of the eligible asks for."""


def into_full_school(hand: Hand) -> PlantedFault | None:
    """Three transfers into the school that is most over its 核定编制."""
    full = max(_legal(hand), key=lambda s: (_over(hand, s), s.code))
    people = [
        p for p in hand.free()
        if p.stage in full.kind.stages and p.establishment_school != full.code
        and hand.county.school[p.duty_school].locale is not Locale.CITY
    ][:3]  # fmt: skip
    if _over(hand, full) < 0 or len(people) < 3:
        return None
    for person in people:
        hand.move(person, full.code, Mode.TRANSFER, Relation.TRANSFERRED)
    return _fault("into_full_school", "establishment_cap", people, full.code, "调入已满编的学校")


def crowded(hand: Hand) -> PlantedFault | None:
    """As many people sent to the smallest legal school as it has teachers."""
    small = min((s for s in _legal(hand) if s.locale is not Locale.CITY),
                key=lambda s: (s.pupils, s.code))  # fmt: skip
    number = sum(n for (code, _, _), n in hand.peers.items() if code == small.code)
    people = [p for p in hand.from_seat(hand.free()) if p.stage in small.kind.stages][:number]
    if len(people) < number:
        return None
    for person in people:
        hand.move(person, small.code)
    return _fault("crowded", "duty_cap", people, small.code, "一所小学校接收人数与本校教师相当")


def drained(hand: Hand) -> PlantedFault | None:
    """Most of a seat school's eligible people sent out at once, to different schools."""
    by_school: defaultdict[Code, list[TeacherRow]] = defaultdict(list)
    for person in hand.from_seat(hand.free()):
        by_school[person.establishment_school].append(person)
    if not by_school:
        return None
    staff = Counter(t.duty_school for t in hand.county.teachers if t.teaches)
    school = max(by_school, key=lambda c: (Fraction(len(by_school[c]), staff[c] or 1), c))
    people = by_school[school][: max(2, len(by_school[school]) * 4 // 5)]
    for i, person in enumerate(people):
        hosts = hand.hosts(person)
        if hosts:
            hand.move(person, hosts[i % len(hosts)].code)
    return _fault("drained", "move_caps", people, school, "一所学校的应交流教师派出过半")


def last_of_subject(hand: Hand) -> PlantedFault | None:
    """The only teacher of a subject at a rural school leaves, nobody comes."""
    for person in hand.free():
        school = hand.county.school[person.duty_school]
        alone = hand.peers[school.code, person.stage, person.subject] == 1
        # Only subjects nobody else is listed for here, and a school that must offer them.
        helped = any(
            person.subject in other.also_subjects
            for other in hand.county.teachers
            if other.duty_school == school.code
        )
        rural = school.locale is not Locale.CITY
        if alone and not helped and rural and person.stage is Stage.JUNIOR and hand.hosts(person):
            hosts = [h for h in hand.hosts(person) if h.code != school.code]
            hand.move(person, hosts[0].code)
            return _fault(
                "last_of_subject", "subject_offered", [person], school.code,
                f"本校唯一的{person.subject}教师派出，无人接替",
            )  # fmt: skip
    return None


def too_far(hand: Hand) -> PlantedFault | None:
    """The longest way to work any free person could be given."""
    best: tuple[float, TeacherRow, Code] | None = None
    seats = {s.district: s for s in reversed(hand.county.schools) if s.central}
    for person in hand.free():
        home = hand.county.school[person.duty_school]
        for host in hand.hosts(person):
            start = seats.get(person.residence or "", home)
            far = _apart(start, host) - _apart(start, home)
            if best is None or far > best[0]:
                best = (far, person, host.code)
    if best is None:
        return None
    hand.move(best[1], best[2])
    return _fault("too_far", "commute_cap", [best[1]], best[2], "安排到县内最远的学校")


def passed_over(hand: Hand) -> PlantedFault | None:
    """Within a school and subject the shortest-serving person is designated, the longest stays."""
    groups: defaultdict[tuple[Code, object, object], list[TeacherRow]] = defaultdict(list)
    for person in hand.from_seat(hand.free()):
        groups[person.establishment_school, person.stage, person.subject].append(person)
    for group in groups.values():
        by_tenure = sorted(group, key=lambda p: (str(p.school_since), p.code))
        first, last = by_tenure[0], by_tenure[-1]
        if len(group) > 3 and first.school_since != last.school_since and hand.hosts(last):
            hand.move(last, hand.hosts(last)[0].code)
            hand.used.add(first.code)
            return _fault(
                "passed_over", "order_of_going", [first], first.duty_school,
                "同校同学科任教年限最短者被指派，最长者未动",
            )  # fmt: skip
    return None


def add_sound_moves(hand: Hand) -> None:
    """What is published, then volunteers (no key teachers) to the first school they wished for."""
    county = hand.county
    placed = {row.person for row in hand.rows}
    for lock in county.locks:
        relation, school = _PUBLISHED.get(lock.mode), lock.school
        if relation and school and school in county.school and lock.person not in placed:
            hand.move(county.teacher[lock.person], school, lock.mode, relation)
            placed.add(lock.person)
    sent: Counter[Code] = Counter()
    left = _SOUND
    for person in hand.eligible:
        wishes = [w for w in county.wishes_of.get(person.code, ()) if w.mode is Mode.ROTATION]
        agreed = any(r.opinion == "同意" for r in county.recommendations_of.get(person.code, ()))
        if not (wishes and wishes[0].school and agreed) or person.code in placed or not left:
            continue
        if person.key_level is not KeyLevel.NONE or sent[person.establishment_school] >= 3:
            continue
        hand.move(person, wishes[0].school)
        sent[person.establishment_school] += 1
        left -= 1


def county_wide(hand: Hand) -> list[PlantedFault]:
    """Too few moved, and hardly a key teacher among them."""
    return [
        PlantedFault("too_few", "rotation_share", (), "", "交流人数不足应交流对象的规定比例"),
        PlantedFault("few_key_teachers", "key_teacher_share", (), "", "交流人员中骨干教师不足"),
    ]


def _fault(kind: str, rule: str, people: list[TeacherRow], place: Code, words: str) -> PlantedFault:
    return PlantedFault(kind, rule, tuple(p.code for p in people), place, words)


def _legal(hand: Hand) -> list[SchoolRow]:
    """Public legal schools of compulsory education."""
    return [
        s for s in hand.county.schools
        if s.approved is not None
        and any(stage in (Stage.PRIMARY, Stage.JUNIOR) for stage in s.kind.stages)
    ]  # fmt: skip


def _over(hand: Hand, school: SchoolRow) -> int:
    on_roll = sum(
        t.establishment_school == school.code and t.staff_kind in _ON_ROLL
        for t in hand.county.teachers
    )
    return on_roll - (school.approved or 0)


def _apart(a: SchoolRow, b: SchoolRow) -> float:
    """How far apart two schools are, in degrees of latitude."""
    assert a.longitude is not None and a.latitude is not None
    assert b.longitude is not None and b.latitude is not None
    east = float(a.longitude - b.longitude) * cos(radians(float(a.latitude)))
    return hypot(east, float(a.latitude - b.latitude))


PLANTERS: tuple[Planter, ...] = (
    into_full_school, last_of_subject, too_far, passed_over, crowded, drained
)  # fmt: skip
"""The hungry ones last."""

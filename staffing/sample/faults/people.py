"""Faults about one person: two places, no certificate, exempt, locked, bound, back too soon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from models.column import Subject
from models.sheets import TeacherRow
from models.vocabulary import (
    Approval,
    ExemptionKind,
    Mode,
    Relation,
    SchoolKind,
    Service,
    Stage,
    Title,
)
from staffing.sample.faults.hand import Hand, PlantedFault

Planter = Callable[[Hand], PlantedFault | None]


def _first(people: Iterable[TeacherRow]) -> TeacherRow | None:
    return next(iter(people), None)


def two_places(hand: Hand) -> PlantedFault | None:
    """Two full-time hosts in the same term."""
    person = _first(p for p in hand.from_seat(hand.free()) if len(hand.hosts(p)) > 1)
    if person is None:
        return None
    for host in hand.hosts(person)[:2]:
        hand.move(person, host.code)
    return PlantedFault(
        "two_places", "one_main_place", (person.code,), "", "同一学期安排了两个全职去处"
    )


def below_stage(hand: Hand) -> PlantedFault | None:
    """A primary certificate in a junior school."""
    person = _first(
        p for p in hand.free() if p.stage is Stage.PRIMARY and p.certificate_stage is Stage.PRIMARY
    )
    juniors = [s for s in hand.county.schools if s.kind is SchoolKind.JUNIOR]
    if person is None or not juniors:
        return None
    hand.move(person, juniors[-1].code)
    return PlantedFault(
        "below_stage", "qualification", (person.code,), juniors[-1].code, "小学资格证安排到初中任教"
    )


def wrong_subject(hand: Hand) -> PlantedFault | None:
    """A PE teacher sent to teach English."""
    person = _first(p for p in hand.free() if p.subject == "体育" and "英语" not in p.also_subjects
                    and p.major == "体育教育" and hand.hosts(p))  # fmt: skip
    if person is None:
        return None
    host = hand.hosts(person)[0].code
    hand.move(person, host, subject=Subject("英语"))
    return PlantedFault(
        "wrong_subject", "qualification", (person.code,), host, "体育教师安排任教英语"
    )


def exempt_moved(hand: Hand) -> PlantedFault | None:
    """An approved exemption, and yet an exchange."""
    exempt = {
        r.person for r in hand.county.exemptions
        if r.kind is ExemptionKind.EXEMPT and r.approval is Approval.APPROVED
    }  # fmt: skip
    person = _first(p for p in hand.eligible if p.code in exempt and hand.hosts(p))
    if person is None:
        return None
    hand.move(person, hand.hosts(person)[0].code)
    return PlantedFault("exempt_moved", "exemption", (person.code,), "", "免交流已批准，仍安排交流")


def locked_moved(hand: Hand) -> PlantedFault | None:
    """Locked to stay, moved."""
    stays = {r.person for r in hand.county.locks if r.mode is Mode.STAY}
    person = _first(p for p in hand.eligible if p.code in stays and hand.hosts(p))
    if person is None:
        return None
    hand.move(person, hand.hosts(person)[0].code)
    return PlantedFault("locked_moved", "lock", (person.code,), "", "已锁定留任，仍安排交流")


def locked_elsewhere(hand: Hand) -> PlantedFault | None:
    """A published result, and another school in the plan."""
    published = {r.person: r.school for r in hand.county.locks if r.mode is Mode.ROTATION}
    for person in hand.eligible:
        others = [h for h in hand.hosts(person) if h.code != published.get(person.code)]
        if person.code in published and others:
            hand.move(person, others[0].code)
            return PlantedFault(
                "locked_elsewhere", "lock", (person.code,), others[0].code,
                "公示结果已锁定，安排到了另一所学校",
            )  # fmt: skip
    return None


def bound_moved(hand: Hand) -> PlantedFault | None:
    """特岗 still in service, transferred to the seat."""
    term = hand.county.term
    for person in hand.county.teachers:
        bound = person.service_until is not None and person.service_until > term.start
        if person.service is Service.SPECIAL_POST and bound and hand.hosts(person, seat=True):
            host = hand.hosts(person, seat=True)[0].code
            hand.move(person, host, Mode.TRANSFER, Relation.TRANSFERRED)
            return PlantedFault(
                "bound_moved", "service_period", (person.code,), host, "特岗服务期未满调出"
            )
    return None


def called_again(hand: Hand) -> PlantedFault | None:
    """Back since last summer, called again without having applied."""
    county = hand.county
    last = county.term.start - timedelta(days=300)
    first = last - timedelta(days=90)
    back = {
        r.person for r in county.history
        if r.mode is Mode.ROTATION and r.end is not None and first < r.end < last
    }  # fmt: skip
    person = _first(
        p for p in hand.eligible if p.code in back and p.code not in county.wishes_of
        and hand.hosts(p)
    )  # fmt: skip
    if person is None:
        return None
    hand.move(person, hand.hosts(person)[0].code)
    return PlantedFault(
        "called_again",
        "no_early_recall",
        (person.code,),
        "",
        "去年交流期满返回，本人未申请又被安排",
    )


def kept_at_host(hand: Hand) -> PlantedFault | None:
    """An exchange that has ended, and the person stays at the host."""
    county = hand.county
    eve = county.term.start - timedelta(days=1)
    for row in county.history:
        person = county.teacher[row.person]
        if row.end == eve and person.duty_school == row.school:
            hand.move(person, row.school, Mode.STAY, return_school=None)
            return PlantedFault(
                "kept_at_host", "one_main_place", (person.code,), row.school, "交流期满未返回原学校"
            )
    return None


def returns_elsewhere(hand: Hand) -> PlantedFault | None:
    """An exchange that keeps the relation but returns to a third school."""
    person = _first(p for p in hand.from_seat(hand.free()) if len(hand.hosts(p)) > 1)
    if person is None:
        return None
    host, third = hand.hosts(person)[-1].code, hand.hosts(person)[-2].code
    hand.move(person, host, return_school=third)
    return PlantedFault(
        "returns_elsewhere",
        "return_home",
        (person.code,),
        third,
        "不调动关系的交流，返回学校不是原学校",
    )


def not_eligible(hand: Hand) -> PlantedFault | None:
    """Someone who does not meet the conditions of exchange, listed as exchanged."""
    year = hand.county.term.reference.year
    person = _first(
        p for p in hand.county.teachers
        if p.code not in hand.used and hand.ordinary(p) and p.title is Title.SECOND
        and p.service is None and p.school_since is not None and year - p.school_since.year < 6
        and hand.hosts(p)
    )  # fmt: skip
    if person is None:
        return None
    hand.move(person, hand.hosts(person)[0].code)
    return PlantedFault(
        "not_eligible", "eligible_only", (person.code,), "", "不符合交流条件的教师列入交流"
    )


PLANTERS: tuple[Planter, ...] = (
    exempt_moved, locked_moved, locked_elsewhere, bound_moved, called_again, kept_at_host,
    two_places, below_stage, wrong_subject, returns_elsewhere, not_eligible,
)  # fmt: skip
"""People with a known story first, so that no free choice takes them."""

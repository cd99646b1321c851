"""结对, 校际距离, 支教团 and the schools and people of another county."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import combinations
from math import sqrt

from models.column import Code, Subject
from models.sheets import DistanceRow, OutsidePersonRow, OutsideSchoolRow, PairingRow, TeamRow
from models.vocabulary import Direction, Locale, PairingKind, SchoolKind, Stage, TeamRole
from staffing.sample import figures
from staffing.sample.drafts import Campus, Sketch

OUTSIDE_COUNTY = "样例外县"
_ROLES = (TeamRole.LEADER, TeamRole.MIDDLE, TeamRole.TEACHER)
_DETOUR, _KM_MINUTES, _START_MINUTES = 1.3, 1.7, 3.0
"""Roads are longer than straight lines; minutes per kilometre and to set out."""


def join_partners(sketch: Sketch) -> None:
    """Fill the five sheets."""
    _pairings(sketch)
    _distances(sketch)
    receivers = _receivers(sketch)
    _outside_schools(sketch, receivers)
    for number, receiver in enumerate(receivers, start=1):
        _inbound(sketch, receiver, number)
    _outbound(sketch)


def _pairings(sketch: Sketch) -> None:
    """Every rural legal school with a seat school of its stage, every seventh still unpaired."""
    legal = [c for c in sketch.compulsory_schools() if c.is_legal]
    rural = [c for c in legal if c.rural]
    turn: defaultdict[SchoolKind, int] = defaultdict(int)
    for index, campus in enumerate(rural):
        stage = campus.kind.stages[-1]
        partners = [c for c in legal if not c.rural and stage in c.kind.stages]
        if index % 7 == 5 or not partners:
            continue
        partner = partners[turn[campus.kind] % len(partners)]
        turn[campus.kind] += 1
        kind = PairingKind.PAIRED
        if campus.group is not None:
            kind = PairingKind.GROUP
            leader = [c for c in legal if c.group == campus.group and c.strong]
            partner = leader[0] if leader else partner
        elif index % 11 == 3:
            kind = PairingKind.ENTRUSTED
        sketch.put(
            PairingRow(school=campus.code, other=partner.code, kind=kind,
                       start=figures.TERM_START.replace(year=2024), end=figures.TERM_END)
        )  # fmt: skip


def _distances(sketch: Sketch) -> None:
    """Roads within each district, and from every school to its nearest seat school."""
    schools = sketch.compulsory_schools()
    seat = [c for c in schools if not c.rural]
    pairs: set[tuple[Code, Code]] = set()
    for a, b in combinations(schools, 2):
        if a.district == b.district:
            pairs.add((a.code, b.code))
    for campus in schools:
        if campus.rural and seat:
            nearest = min(seat, key=lambda s: (_straight(campus, s), s.code))
            pairs.add((min(campus.code, nearest.code), max(campus.code, nearest.code)))
    for first, second in sorted(pairs):
        km = _straight(sketch.campus[first], sketch.campus[second]) * _DETOUR
        sketch.put(
            DistanceRow(
                school_a=first, school_b=second, km=Decimal(f"{km:.1f}"),
                minutes=Decimal(round(_START_MINUTES + _KM_MINUTES * km)),
            )
        )  # fmt: skip


def _straight(a: Campus, b: Campus) -> float:
    return sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)


def _receivers(sketch: Sketch) -> list[Campus]:
    """Three schools the plans name: boarding, central, weak; one of each kind where possible."""
    pool = [c for c in sketch.compulsory_schools() if c.is_legal and c.rural]
    wanted = [
        [c for c in pool if c.boarding and c.kind is SchoolKind.JUNIOR],
        [c for c in pool if c.central],
        [c for c in pool if c.weak and c.locale is Locale.RURAL],
    ]
    chosen: list[Campus] = []
    for options in [*wanted, pool, pool]:
        free = [c for c in options if c not in chosen]
        if free and len(chosen) < 3:
            chosen.append(free[0])
    return chosen


def _outside_schools(sketch: Sketch, receivers: list[Campus]) -> None:
    for number, receiver in enumerate(receivers, start=1):
        sketch.put(
            OutsideSchoolRow(code=sender_of(number), name=f"样例外县对口学校{number}",
                             stage=receiver.kind.stages[-1], county=OUTSIDE_COUNTY)
        )  # fmt: skip
    sketch.put(
        OutsideSchoolRow(code=sender_of(9), name="样例外县受援小学", stage=Stage.PRIMARY,
                         county=OUTSIDE_COUNTY)
    )  # fmt: skip


def sender_of(number: int) -> Code:
    """Code of the outside school number *number*."""
    return Code(f"W{number:03d}")


def _inbound(sketch: Sketch, receiver: Campus, number: int) -> None:
    """派入: leader, middle manager, teacher. The leader is already here 挂职, so two are sent.

    Three such teams make nine people, three of them attached: six sent, six counterparts.
    """
    subjects: tuple[str, ...] = ("语文", "数学", "英语")
    for role, subject in zip(_ROLES, subjects, strict=True):
        attached = role is TeamRole.LEADER
        sketch.put(
            TeamRow(
                team=Code(f"TD{number:02d}"), direction=Direction.INBOUND, receiver=receiver.code,
                sender=sender_of(number), role=role, heads=1, subject=Subject(subject),
                start=figures.TERM_START, end=figures.TERM_END, counterparts=0 if attached else 1,
            )
        )  # fmt: skip
        sketch.put(
            OutsidePersonRow(
                code=Code(f"WR{number}{_ROLES.index(role) + 1}"),
                name=f"样例外援{number}{_ROLES.index(role) + 1}", role=role,
                subject=Subject(subject), sender=sender_of(number), receiver=receiver.code,
                start=figures.TERM_START, end=figures.TERM_END, attached=attached,
            )
        )  # fmt: skip


def _outbound(sketch: Sketch) -> None:
    """派出: one team of our own from a seat school, whole or not at all, of what it has most."""
    seat = [c for c in sketch.compulsory_schools() if not c.rural and c.kind is SchoolKind.PRIMARY]
    sender = max(seat, key=lambda c: (c.classes, c.code), default=None)
    if sender is None:
        return
    staff = Counter(p.subject for p in sketch.people if p.duty_school == sender.code and p.at_home)
    ((subject, _),) = staff.most_common(1)
    for role in _ROLES:
        sketch.put(
            TeamRow(
                team=Code("TP01"), direction=Direction.OUTBOUND, receiver=sender_of(9),
                sender=sender.code, role=role, heads=1,
                subject=subject if role is TeamRole.TEACHER else None,
                start=figures.TERM_START, end=figures.TERM_END, counterparts=0,
            )
        )  # fmt: skip

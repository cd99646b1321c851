"""志愿, 推荐, 免缓申请, 积分, 锁定: what people and the bureau have said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from models.sheets import ExemptionRow, LockRow, PointsRow, RecommendationRow, VacancyRow, WishRow
from models.vocabulary import (
    Appraisal,
    Approval,
    ExemptionKind,
    KeyLevel,
    Mode,
    OfficeReview,
    PointsUse,
    SchoolOpinion,
    StaffStatus,
    Title,
)
from staffing.sample.drafts import Campus, Person, Sketch
from staffing.sample.history import rural_hosts, seat_hosts

_REASONS: dict[ExemptionKind, tuple[str, ...]] = {
    ExemptionKind.EXEMPT: ("样例事由：孕期", "样例事由：哺乳期", "样例事由：重病治疗"),
    ExemptionKind.DEFER: ("样例事由：特色课程领衔教师", "样例事由：毕业班任课"),
    ExemptionKind.DIRECT: ("样例事由：距退休不足五年", "样例事由：援派期间"),
}
_TITLE_POINTS: dict[Title, int] = {
    Title.NONE: 2, Title.THIRD: 3, Title.SECOND: 5, Title.FIRST: 8, Title.SENIOR: 12,
    Title.FULL_SENIOR: 15,
}  # fmt: skip
_KEY_POINTS = {KeyLevel.NONE: 0, KeyLevel.SCHOOL: 2, KeyLevel.COUNTY: 5, KeyLevel.CITY: 8,
               KeyLevel.PROVINCE: 12}  # fmt: skip
_NOTICE = (date(2026, 7, 6), date(2026, 7, 10))


def hear_everyone(sketch: Sketch) -> None:
    """Fill the five sheets; each person appears in one story only."""
    rng = sketch.chance("decisions")
    eligible = [p for p in sketch.eligible() if p.at_home and p.duty_school == _home(sketch, p)]
    _locks(sketch, eligible, rng)
    _exemptions(sketch, eligible, rng)
    volunteers = sketch.take(eligible, max(2, round(0.062 * len(eligible))), rng)
    for person in volunteers:
        _wishes(sketch, person, Mode.ROTATION, rng)
    rivals = _rivals(sketch, eligible, rng)
    _recommendations(sketch, eligible, volunteers, rivals, rng)
    for person in sketch.eligible():
        _points(sketch, person, PointsUse.ROTATION)
    for person in rivals:
        _points(sketch, person, PointsUse.COMPETITION)


def _home(sketch: Sketch, person: Person) -> str:
    """Where someone at home is on duty: any campus of the legal school."""
    duty = sketch.campus[person.duty_school]
    return duty.code if duty.legal == person.establishment_school else person.establishment_school


def _hosts(sketch: Sketch, person: Person, mode: Mode) -> list[Campus]:
    """To rural schools; in the competition rural people may also try for the seat."""
    if sketch.campus[person.duty_school].rural and mode is Mode.COMPETITION:
        return seat_hosts(sketch, person) + rural_hosts(sketch, person)
    return rural_hosts(sketch, person)


def _wishes(sketch: Sketch, person: Person, mode: Mode, rng: Random) -> None:
    hosts = _hosts(sketch, person, mode)
    if (mode is Mode.ROTATION and rng.random() < 0.08) or not hosts:
        sketch.put(WishRow(person=person.code, rank=1, mode=mode, accepts_any=True))
        return
    weak_first = sorted(hosts, key=lambda c: (not c.weak, rng.random()))
    any_school = rng.random() < 0.6
    for rank, campus in enumerate(weak_first[: rng.choice((1, 2, 2, 3))], start=1):
        sketch.put(
            WishRow(
                person=person.code, rank=rank, school=campus.code, mode=mode,
                subject=person.subject if mode is Mode.COMPETITION else None,
                accepts_any=any_school,
            )
        )  # fmt: skip


def _rivals(sketch: Sketch, eligible: list[Person], rng: Random) -> list[Person]:
    """Applicants of the cross-school competition; the first two of a subject want one post."""
    rivals = sketch.take(eligible, sketch.count(24, 2), rng)
    posts: dict[tuple[object, object], list[Person]] = {}
    for person in rivals:
        posts.setdefault((person.stage, person.subject), []).append(person)
    for group in posts.values():
        contested = _contested(sketch, group[:2], rng) if len(group) > 1 else 0
        for person in group[contested:]:
            _wishes(sketch, person, Mode.COMPETITION, rng)
    return rivals


def _contested(sketch: Sketch, pair: list[Person], rng: Random) -> int:
    """One post at a school neither comes from, wished for first by both; how many it served."""
    subject = pair[0].subject
    homes = {p.establishment_school for p in pair}
    offered = {(r.school, r.subject) for r in sketch.rows.get(VacancyRow.sheet, ())
               if isinstance(r, VacancyRow)}  # fmt: skip
    hosts = [
        h for h in rural_hosts(sketch, pair[0])
        if h.is_legal and h.code not in homes and (h.code, subject) not in offered
    ]  # fmt: skip
    if not hosts or subject is None:
        return 0
    host = rng.choice(hosts)
    sketch.put(VacancyRow(school=host.code, subject=subject, places=1, round="跨校"))
    for person in pair:
        sketch.put(WishRow(person=person.code, rank=1, school=host.code, mode=Mode.COMPETITION,
                           subject=subject, accepts_any=False))  # fmt: skip
    return len(pair)


def _exemptions(sketch: Sketch, eligible: list[Person], rng: Random) -> None:
    """免, 缓, 直聘 in every state of approval, and the approved ones of people on leave."""
    kinds = (ExemptionKind.EXEMPT, ExemptionKind.DEFER, ExemptionKind.DIRECT)
    approvals = (Approval.APPROVED, Approval.REFUSED, Approval.PENDING)
    number = max(9, round(0.035 * len(eligible)))
    for i, person in enumerate(sketch.take(eligible, number, rng)):
        # The first nine show every pairing once; later ones are mostly approved.
        approval = approvals[i // 3] if i < 9 else rng.choices(approvals, weights=(80, 12, 8))[0]
        _exempt(sketch, person, kinds[i % 3], approval, rng)
    away = (StaffStatus.MATERNITY, StaffStatus.SICK)
    for person in sketch.people:
        if person.compulsory and person.status in away:
            _exempt(sketch, person, ExemptionKind.EXEMPT, Approval.APPROVED, rng)


def _exempt(
    sketch: Sketch, person: Person, kind: ExemptionKind, approval: Approval, rng: Random
) -> None:
    reached = approval is not Approval.PENDING
    sketch.put(
        ExemptionRow(
            person=person.code, kind=kind, reason=rng.choice(_REASONS[kind]), approval=approval,
            approver="样例局务会" if reached else None,
            until=date(2027, 8, 31) if approval is Approval.APPROVED else None,
        )
    )  # fmt: skip


def _recommendations(
    sketch: Sketch, eligible: list[Person], volunteers: list[Person], rivals: list[Person],
    rng: Random,
) -> None:  # fmt: skip
    """The sending school's opinion on applicants, people it names itself, and some hosts' say."""
    named = sketch.take(eligible, sketch.count(40, 2), rng)
    ranks: dict[str, int] = {}
    pairs = [(p, Mode.ROTATION) for p in volunteers + named] + [
        (p, Mode.COMPETITION) for p in rivals
    ]
    for person, mode in pairs:
        home = person.establishment_school
        refused = person in volunteers and rng.random() < 0.07
        ranks[home] = ranks.get(home, 0) + 1
        review = OfficeReview.PASSED if rng.random() < 0.9 else OfficeReview.PENDING
        sketch.put(
            RecommendationRow(
                person=person.code, mode=mode, school=sketch.campus[home].code,
                opinion=SchoolOpinion.DISAGREE if refused else SchoolOpinion.AGREE,
                rank=ranks[home], notice_from=_NOTICE[0], notice_to=_NOTICE[1],
                review=OfficeReview.REJECTED if refused else review,
            )
        )  # fmt: skip
    for person in volunteers[::9]:
        hosts = rural_hosts(sketch, person)
        if hosts:
            sketch.put(
                RecommendationRow(
                    person=person.code, mode=Mode.ROTATION, school=rng.choice(hosts).code,
                    opinion=SchoolOpinion.AGREE, rank=1, review=OfficeReview.PASSED,
                )
            )  # fmt: skip


def _points(sketch: Sketch, person: Person, use: PointsUse) -> None:
    """Four items as a county's table might have them; the sums differ enough to rank people."""
    assert person.title is not None and person.key_level is not None
    excellent = person.appraisal is Appraisal.EXCELLENT
    items = {
        "教龄": Decimal(person.seniority) / 2 if use is PointsUse.COMPETITION
        else Decimal(person.tenure),
        "职称": Decimal(_TITLE_POINTS[person.title]),
        "荣誉": Decimal(_KEY_POINTS[person.key_level]),
        "年度考核": Decimal("3") if excellent else Decimal("1.5"),
    }  # fmt: skip
    for item, points in items.items():
        sketch.put(
            PointsRow(person=person.code, use=use, item=item, points=points, certifier="样例学校")
        )


def _locks(sketch: Sketch, eligible: list[Person], rng: Random) -> None:
    """Published results, a leader's decision, and people who must stay."""
    for person in sketch.take(eligible, sketch.count(4, 1), rng):
        _lock(sketch, person, Mode.STAY, None, "样例：保留毕业班任课教师")
    for person in sketch.take(eligible, sketch.count(4, 1), rng):
        hosts = rural_hosts(sketch, person)
        if hosts:
            _lock(sketch, person, Mode.ROTATION, rng.choice(hosts), "样例：公示结果")
    leaders = [p for p in sketch.people if p.compulsory and (p.leader_term or 0) > 2]
    for person in sketch.take(leaders, sketch.count(2), rng):
        hosts = [c for c in rural_hosts(sketch, person) if c.is_legal]
        if hosts:
            _lock(sketch, person, Mode.TRANSFER, rng.choice(hosts), "样例：干部任免决定")


def _lock(sketch: Sketch, person: Person, mode: Mode, host: Campus | None, reason: str) -> None:
    school = host.code if host else None
    row = LockRow(
        person=person.code, mode=mode, school=school, reason=reason, decided_by="样例局务会"
    )  # fmt: skip
    sketch.put(row)

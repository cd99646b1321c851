"""What is decided already: the plan of the term before, carried out, and results published in
this term, locked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from constraints.decisions import PART_TIME_MODES
from constraints.facts.exemption import Exemptions
from constraints.facts.slices import last_day
from constraints.facts.standing import StandingFact
from constraints.facts.surplus import Surplus
from constraints.outcome import Outcome
from constraints.placement import exemption
from constraints.situation import Situation
from models.column import Code, Month
from models.county import County
from models.policy import Force, Policy
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.sheets import HistoryRow, LockRow, TeacherRow
from models.vocabulary import Mode, Relation, StaffStatus
from staffing.locks.arrivals import arrivals, arrived

_REASON, _DECIDED_BY = "上期方案的调动", "上期方案"
_PUBLISHED = "已公示的结果"


def keep_running(county: County, previous: Roster) -> County:
    """The county in which the plan of the term before has taken place.

    Whoever was sent away without their 编制 gets a row of 履历 unless the workbook has one: where
    they are, since when and until when, so that the new plan knows who returns on which day. Whom
    the plan transferred (调动, 竞聘) is on the books of the new school and teaches there, and stays
    (锁定留任) while the workbook does not show it yet. Recruits it placed have come (履历 too). A
    lock of the workbook's own that says again what has taken place says no more than that the
    person stays; any other goes before. 走教 is planned anew, and whoever is no longer on the 教师
    sheet is left out.
    """
    done = [
        p
        for p in previous.placements
        if p.mode not in (*PART_TIME_MODES, Mode.STAY)
        and p.person in county.teacher
        and p.start < county.term.start
    ]
    moved = {p.person: p for p in _transfers(county, done)}
    repeated = {(p.person, p.mode, p.host) for p in done if _moved(p) or p.end >= county.term.start}
    locks = [_as_done(lock) if _named(lock) in repeated else lock for lock in county.locks]
    stays = {lock.person: lock for lock in locks if lock.mode is Mode.STAY}
    stays |= {code: _stay(p) for code, p in moved.items() if code not in stays}
    rest = (lock for lock in locks if lock.mode is not Mode.STAY)
    untold = list(_untold(county, done))
    rows = [*county.history, *(_stay_of(county, p) for p in untold), *arrivals(county, previous)]
    carried = Roster.of([*county.carried, *untold, *moved.values(), *arrived(county, previous)])
    return replace(
        county,
        carried=carried.placements,
        teachers=tuple(_transferred(t, moved.get(t.code)) for t in county.teachers),
        locks=tuple(sorted((*stays.values(), *rest), key=lambda lock: (lock.person, lock.mode))),
        history=tuple(sorted(rows, key=lambda row: (row.person, row.school, row.start, row.mode))),
    )


def keep_locked(county: County, policy: Policy) -> County:
    """The county in which decisions (锁定) that begin before the term have taken place.

    As :func:`keep_running` of a plan that holds just them: who was sent away is there until 止
    (None = as long as their mode lasts), whom a decision transferred is on the books of the new
    school. A decision that is over by then is none.
    """
    begun = [(lock, _begun(county, lock, policy)) for lock in county.locks]
    over = [lock for lock, p in begun if p and p.end < county.term.start and not _moved(p)]
    rest = replace(county, locks=tuple(lock for lock in county.locks if lock not in over))
    found = keep_running(rest, Roster.of([p for _, p in begun if p is not None]))
    return replace(found, carried=county.carried)  # the workbook tells of them


def _moved(p: Placement) -> bool:
    return p.relation is Relation.TRANSFERRED


def _begun(county: County, lock: LockRow, policy: Policy) -> Placement | None:
    """The placement of a full-time decision that began before the term."""
    row, terms = county.teacher.get(lock.person), policy.modes.get(lock.mode.name.lower())
    away = lock.mode not in (*PART_TIME_MODES, Mode.STAY)
    before = lock.start is not None and lock.start < county.term.start
    if row is None or terms is None or lock.school is None or not away or not before:
        return None
    assert lock.start is not None
    return Placement(
        lock.person, lock.mode, terms.relation, row.establishment_school, lock.school, lock.start,
        lock.end or last_day(lock.start, terms.length_months), lock.subject, lock.stage,
    )  # fmt: skip


def _transfers(county: County, placements: Iterable[Placement]) -> Iterator[Placement]:
    """Transfers to schools where the workbook does not have the person yet."""
    for p in placements:
        new = county.teacher[p.person].establishment_school != p.host
        decided = any(_named(k) != (p.person, p.mode, p.host) for k in _going(county, p.person))
        if _moved(p) and new and not decided and p.host in county.school:
            yield p


def _going(county: County, person: Code) -> Iterator[LockRow]:
    """Full-time places that the workbook's own locks give somebody."""
    locks = county.locks_of.get(person, ())
    return (k for k in locks if k.mode not in (*PART_TIME_MODES, Mode.STAY))


def _named(lock: LockRow) -> tuple[Code, Mode, Code | None]:
    return lock.person, lock.mode, lock.school


def _as_done(lock: LockRow) -> LockRow:
    """What is left of a lock that has been carried out: nobody sends the person elsewhere."""
    blank = dict.fromkeys(("school", "subject", "stage", "start", "end"))
    return lock.model_copy(update={"mode": Mode.STAY, **blank})


def _stay(p: Placement) -> LockRow:
    return LockRow(person=p.person, mode=Mode.STAY, reason=_REASON, decided_by=_DECIDED_BY)


def _transferred(row: TeacherRow, p: Placement | None) -> TeacherRow:
    """Somebody on the books of the school they were transferred to; who waited for a post has
    one."""
    if p is None:
        return row
    waits = row.status is StaffStatus.WAITING
    found = {
        "establishment_school": p.host,
        "duty_school": p.host,
        "school_since": Month.of(p.start),
        "subject": p.subject or row.subject,
        "stage": p.stage or row.stage,
        "status": StaffStatus.ON_DUTY if waits else row.status,
    }
    return row.model_copy(update=found)


def _untold(county: County, placements: Iterable[Placement]) -> Iterator[Placement]:
    """Stays elsewhere that 履历 does not tell of."""
    for p in placements:
        told = any(
            (row.school, row.mode) == (p.host, p.mode)
            and row.start <= p.end
            and (row.end is None or row.end >= p.start)
            for row in county.history_of.get(p.person, ())
        )
        if p.relation is Relation.KEPT and p.host != p.home and not told:
            yield p


def _stay_of(county: County, p: Placement) -> HistoryRow:
    return HistoryRow(
        person=p.person, school=p.host, start=p.start, end=p.end, mode=p.mode,
        relation=p.relation, **_taught(county.teacher[p.person], p),
    )  # fmt: skip


def _taught(row: TeacherRow, p: Placement) -> dict[str, Any]:
    """What a placement has somebody teach, where it is not their own."""
    own = {"subject": row.subject, "stage": row.stage}
    return {name: x for name, mine in own.items() if (x := getattr(p, name)) != mine}


@dataclass(frozen=True)
class Published:
    """What a published result decides. county: with its locks; undecided: its 建议人选, of whom
    nothing is decided until somebody confirms them (锁定); exempted, absent: announced, but since
    approved not to go (免缓申请), or unable to work: what was announced of them is decided no more.
    """

    county: County
    locked: tuple[LockRow, ...]
    undecided: tuple[Placement, ...]
    exempted: tuple[Placement, ...] = ()
    absent: tuple[Placement, ...] = ()


def as_announced(county: County, people: Collection[Code]) -> County:
    """The county before any of *people* was exempted or fell out: who came forward then is no
    建议人选 because of what has been since."""
    back = {"status": StaffStatus.ON_DUTY, "status_from": None, "status_to": None}
    return replace(
        county,
        exemptions=tuple(row for row in county.exemptions if row.person not in people),
        teachers=tuple(
            t.model_copy(update=back) if t.code in people else t for t in county.teachers
        ),
    )


def lock_published(situation: Situation, published: Roster, source: str) -> Published:
    """The county with a lock for every full-time placement of a published result.

    Not for 建议人选: no public list (公示名单) has held them; who that was is asked as of the
    announcement. Nor for whom an exemption approved since, or their status, keeps at home now. A
    lock of the workbook's own that says nothing of subject or stage is made as precise as the
    result. source: name of the file, for messages. Raises InputRefused where 锁定 already says
    otherwise.
    """
    county = situation.county
    full_time = [
        p
        for p in published.placements
        if p.mode not in (*PART_TIME_MODES, Mode.STAY) and p.person in county.teacher
    ]
    people = {p.person for p in full_time}
    then = Situation(as_announced(county, people), situation.policy)
    outcome = Outcome(then, Roster(()))
    undecided = tuple(p for p in full_time if outcome.is_designated(p))
    named = [p for p in full_time if p not in undecided and not outcome.is_locked(p)]
    absent = tuple(p for p in named if _able(then, p.person) and not _able(situation, p.person))
    exempted = tuple(p for p in named if p not in absent and _exempt(situation, p))
    fresh: list[LockRow] = []
    clashes: list[Problem] = []
    for p in full_time:
        own = county.locks_of.get(p.person, ())
        if p in (*undecided, *absent, *exempted):
            continue
        if own and not any(_agrees(lock, p) for lock in own):
            clashes.append(_clash(p, source))
        fresh.append(_published(p, source, own))
    if clashes:
        raise InputRefused(clashes)
    known = {(lock.person, lock.mode, lock.school) for lock in fresh}
    kept = [k for k in county.locks if (k.person, k.mode, k.school) not in known]
    locks = sorted((*kept, *fresh), key=lambda lock: (lock.person, lock.mode))
    decided = replace(county, locks=tuple(locks))
    return Published(decided, tuple(fresh), undecided, exempted, absent)


def _able(situation: Situation, person: Code) -> bool:
    """Whether somebody works at all, be it in an office that gives no lessons, or waits for a post
    (待岗), which is no reason not to take the one announced."""
    standing = StandingFact.of(situation).by_person[person]
    waits = situation.county.teacher[person].status in Surplus.of(situation).p.waiting
    return standing.in_supply or not standing.cite or waits


def _exempt(situation: Situation, p: Placement) -> bool:
    """Whether an approved exemption bars a placement, by a rule the policy enforces."""
    rows = situation.policy.rows_of(exemption.RULE.id)
    barred = any(row.force is Force.HARD and p.mode in row.params.modes for row in rows)
    return barred and Exemptions.of(situation).binding(p.person) is not None


def _agrees(lock: LockRow, p: Placement) -> bool:
    """Whether a lock says nothing that a published placement does not."""
    same = (lock.mode, lock.school) == (p.mode, p.host)
    return same and lock.subject in (None, p.subject) and lock.stage in (None, p.stage)


def _published(p: Placement, source: str, own: Iterable[LockRow]) -> LockRow:
    """The lock of a published placement: the workbook's own where it has one, made precise."""
    for lock in own:
        if _agrees(lock, p):
            more = {"start": lock.start or p.start, "end": lock.end or p.end}
            return lock.model_copy(update={"subject": p.subject, "stage": p.stage, **more})
    return _lock_of(p, _PUBLISHED, source)


def _clash(p: Placement, source: str) -> Problem:
    message = (
        f"{p.person} 公示为{p.mode.value}到 {p.host}（{p.stage or ''}{p.subject or ''}），"
        "与“锁定”表或前面已公示的结果不一致，不知以哪个为准。请核对后改正其中一处。"
    )
    return Problem(source, "安排表", message, "published_clash")


def _lock_of(p: Placement, reason: str, decided_by: str) -> LockRow:
    return LockRow(
        person=p.person, mode=p.mode, school=p.host, subject=p.subject, stage=p.stage,
        start=p.start, end=p.end, reason=reason, decided_by=decided_by,
    )  # fmt: skip


def published_words(found: Published) -> str:
    """What of a published result was taken as decided, and what was not."""
    words = [f"已公示的 {len({lock.person for lock in found.locked})} 人照锁定办"]
    for placements, before, after in (
        (found.exempted, "公示后又批准免、缓交流的", "，公示的安排不再锁定，本次不派；{}"
         "。仍要去的，请先改“免缓申请”表的审批结果再求解"),
        (found.absent, "公示后不再在岗的", "，公示的安排不再锁定，本次不派；{}"
         "。请核对“教师”表的人员状态"),
        (found.undecided, "建议人选", "没有经过公示，没有锁定，本次仍可另排：{}"
         "。已经定下的，请填入工作簿的“锁定”表再求解"),
    ):  # fmt: skip
        people, known = dict.fromkeys(p.person for p in placements), found.county.teacher
        names = [f"{known[code].name}（{code}）" for code in people]
        if names:
            words.append(f"{before} {len(names)} 人" + after.format("、".join(names)))
    return "；".join(words)

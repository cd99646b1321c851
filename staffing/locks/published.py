"""Results published in this term, locked as they were announced."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from constraints.decisions import PART_TIME_MODES
from constraints.facts.exemption import Exemptions
from constraints.facts.seats import AWAY_MODES
from constraints.facts.standing import StandingFact
from constraints.facts.surplus import Surplus
from constraints.outcome import Outcome
from constraints.placement import exemption
from constraints.situation import Situation
from constraints.teams._sitting import stated_role
from models.column import Code
from models.county import County
from models.policy import Force
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode, StaffStatus, TeamRole

_PUBLISHED = "已公示的结果"


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
    lock of the workbook's own that says nothing of subject, stage or role is made as precise as the
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
        if own and not any(agrees(lock, p) for lock in own):
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


def agrees(lock: LockRow, p: Placement) -> bool:
    """Whether a lock says nothing that a published placement does not; of the role (岗位), which a
    row may leave out, nothing else."""
    role = role_of(p)
    same = (lock.mode, lock.school) == (p.mode, p.host)
    same = same and (role is None or lock.role in (None, role))
    return same and lock.subject in (None, p.subject) and lock.stage in (None, p.stage)


def role_of(p: Placement) -> TeamRole | None:
    """Role in a team (岗位) that a row states; None where it states none, or its way has none."""
    return stated_role(p) if p.mode in AWAY_MODES else None


def _published(p: Placement, source: str, own: Iterable[LockRow]) -> LockRow:
    """The lock of a published placement: the workbook's own where it has one, made precise."""
    for lock in own:
        if agrees(lock, p):
            taught = {"subject": p.subject, "stage": p.stage, "role": lock.role or role_of(p)}
            days = {"start": lock.start or p.start, "end": lock.end or p.end}
            return lock.model_copy(update={**taught, **days})
    return LockRow(
        person=p.person, mode=p.mode, school=p.host, subject=p.subject, stage=p.stage,
        start=p.start, end=p.end, role=role_of(p), reason=_PUBLISHED, decided_by=source,
    )  # fmt: skip


def _clash(p: Placement, source: str) -> Problem:
    message = (
        f"{p.person} 公示为{p.mode.value}到 {p.host}（{p.stage or ''}{p.subject or ''}"
        f"{role_of(p) or ''}），"
        "与“锁定”表或前面已公示的结果不一致，不知以哪个为准。请核对后改正其中一处。"
    )
    return Problem(source, "安排表", message, "published_clash")


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

"""锁定与规则相抵: which lock demands what which enforced rule forbids, and who decided it.

A lock is a decision already taken and is never dropped in silence: its placement stays among the
candidates, so that the rule it breaks shows. Here the two are named together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from constraints.board import MODES
from constraints.facts.seats import host_of
from constraints.registry import rules
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.finding import Finding
from models.policy import RuleRow
from models.problem import Problem
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.modelling.candidates import OPEN, Slate, screened
from staffing.modes import itinerant
from staffing.modes.locked import decided
from staffing.modes.locked_visits import decided_visits
from staffing.naming import CountyNames


@dataclass(frozen=True)
class Collision:
    """A lock, the policy row that forbids its placement, and the reason in the rule's words."""

    lock: LockRow
    row: RuleRow
    reason: str


def collisions(slate: Slate) -> tuple[Collision, ...]:
    """Locks whose placement an enforced single-pair rule strikes, in the order of the locks."""
    return tuple(_collisions(slate))


def struck_locks(situation: Situation) -> tuple[Collision, ...]:
    """Locks that an enforced single-pair rule strikes, full-time ones first, then of visits."""
    placed = [tuple(decided(situation))]
    if itinerant.is_on(situation):
        placed.append((decided_visits(situation),))
    slates = [screened(situation, (), fixed) for fixed in placed if fixed]
    return tuple(found for slate in slates for found in _collisions(slate))


def _collisions(slate: Slate) -> Iterator[Collision]:
    county, pairs = slate.situation.county, slate.pairs
    struck = {
        _way(slate, i): int(slate.struck[i])
        for i in range(len(pairs))
        if pairs.locked[i] and slate.struck[i] != OPEN
    }
    for lock in county.locks:
        reason = (
            None if lock.forbids else struck.get((lock.person, lock.mode, lock.school or Code("")))
        )
        if reason is not None:
            yield Collision(lock, slate.reasons[reason], slate.label(reason))


def _way(slate: Slate, i: int) -> tuple[Code, Mode, Code]:
    """Who a pair is about, and how and where they would go."""
    pairs = slate.pairs
    person, mode = slate.situation.people[pairs.person[i]], MODES[pairs.mode[i]]
    return person, mode, host_of(slate.situation, pairs, i)


def lock_problem(county: County, found: Collision) -> Problem:
    """A collision at the lock's cell, as ``check --policy`` says it."""
    rule = found.row.title or rules()[found.row.rule].name
    message = (
        f"{lock_words(county, found.lock)}，与硬性规则“{rule}”相抵（{found.reason}），求解会无解；"
        "请改锁定，或先办妥该项条件"
    )
    cell = county.cell(found.lock, "person").partition("!")[2]
    return Problem(LockRow.sheet, cell, message, "lock_breaks_rule")


def lock_words(county: County, lock: LockRow) -> str:
    """Who is locked how, by whose decision, for what reason."""
    names = CountyNames(county)
    where = "" if lock.mode is Mode.STAY else f"到{names.school(lock.school) or '另一所学校'}"
    where += f"教{lock.stage or ''}{lock.subject}" if lock.subject else ""
    if lock.forbids:
        where = f"0课时，不到{names.school(lock.school) or '任何学校'}走教"
    return f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}{where}（{_why(lock)}）"


def _why(lock: LockRow) -> str:
    """Whose decision and for what reason; what both cells say is said once."""
    if not lock.row_number and lock.decided_by == lock.reason:  # supposed, by nobody
        return lock.reason
    decided = f"{lock.decided_by.removesuffix('决定')}决定"
    return decided if lock.reason in (lock.decided_by, decided) else f"{decided}，{lock.reason}"


def naming_locks(county: County, finding: Finding) -> Finding:
    """The finding, its message followed by the locks that demand what it forbids."""
    locks = [_placed(county, lock) for lock in _behind(county, finding)]
    if not locks:
        return finding
    return replace(finding, message=f"{finding.message}这是锁定要求的：{'；'.join(locks)}。")


def _behind(county: County, finding: Finding) -> Iterator[LockRow]:
    """Locks of the finding's people that name its school, take them from there (it must keep so
    much) or, for a lock unfulfilled, have its mode."""
    parts = set(finding.key.split("/"))
    for person in finding.people:
        row = county.teacher.get(person)
        leaves = row is not None and row.duty_school in parts
        for lock in county.locks_of.get(person, ()):
            away = leaves and lock.mode is not Mode.STAY and not lock.forbids
            if lock.school in parts or str(lock.mode) in parts or away:
                yield lock


def _placed(county: County, lock: LockRow) -> str:
    """``锁定!A4 样例甲（T01）锁定交流到河东小学（局务会决定，公示）``."""
    words = lock_words(county, lock)
    return f"{county.cell(lock, 'person')} {words}" if lock.row_number else words

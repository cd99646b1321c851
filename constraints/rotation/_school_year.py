"""本学年已派出: who was sent out earlier in the same school year by what counts as exchanged.

The shares are of a school year (每学年). In its second term those sent in the first count in
numerator and denominator, still away or back by now: nobody asks for another full share.
口径: what an earlier plan carried on (以前安排) and, but for transfers, 履历. Mode, direction and
length as for the plan's own placements; whether they were due, and key teachers, is told of the day
they were sent, when they were neither exempted nor out of service. 例外: years at a school that the
workbook no longer tells, because 进入本校年月 is of the new school, are taken to have been enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from constraints.facts.direction import Direction
from constraints.facts.eligibility import Eligibility
from constraints.facts.key_teacher import KeyTeacher
from constraints.facts.semesters import Semesters
from constraints.facts.slices import whole_months
from constraints.mode import ModeTerms
from constraints.situation import Situation
from models.column import Code, Month
from models.county import County
from models.sheets import TeacherRow
from models.vocabulary import Mode, Relation, StaffStatus


@dataclass(frozen=True)
class _Stay:
    """One placement of the school year's earlier term; end None = not known; transferred: the
    person is on the books of the school they went to by now."""

    person: Code
    mode: Mode
    home: Code
    host: Code
    start: date
    end: date | None
    transferred: bool = False


class Sent(NamedTuple):
    """Somebody sent out so: from which school, and whether a key teacher then."""

    home: Code
    key: bool


def sent_before(situation: Situation) -> Mapping[Code, Sent]:
    """应交流对象 sent out so, in code order."""
    if situation not in _SENT:
        _SENT[situation] = _sent_before(situation)
    return _SENT[situation]


_SENT: WeakKeyDictionary[Situation, Mapping[Code, Sent]] = WeakKeyDictionary()
"""What no plan changes, kept as long as the county itself."""


def _sent_before(situation: Situation) -> Mapping[Code, Sent]:
    long = [stay for stay in _stays(situation) if _long_enough(situation, stay)]
    if not long:
        return {}
    then = Situation(_as_it_was(situation.county, long), situation.policy)
    due, direction = Eligibility.of(then), Direction.of(then)
    key, found = KeyTeacher.of(then), dict[Code, Sent]()
    for stay in sorted(long, key=lambda stay: (stay.person, stay.start)):
        verdict = due.verdict(stay.person)
        untold = verdict.in_scope and then.county.teacher[stay.person].school_since is None
        if direction.counts(stay.home, stay.host) and (verdict.eligible or untold):
            found.setdefault(stay.person, Sent(stay.home, key.is_key(stay.person)))
    return found


def _stays(situation: Situation) -> Iterator[_Stay]:
    """Placements of people of the county that began earlier in the school year."""
    county = situation.county
    first, today = Semesters.of(situation).year_begins, county.term.start
    known = set[tuple[Code, Mode, Code, date]]()
    for p in county.carried:
        known.add((p.person, p.mode, p.host, p.start))
        if p.person in county.teacher and first <= p.start < today:
            transferred = p.relation is Relation.TRANSFERRED
            yield _Stay(p.person, p.mode, p.home, p.host, p.start, p.end, transferred)
    for row in county.history:
        own = county.teacher.get(row.person)
        told = (row.person, row.mode, row.school, row.start) in known
        if own is None or told or row.relation is Relation.TRANSFERRED:
            continue
        if first <= row.start < today:
            home = own.establishment_school
            yield _Stay(row.person, row.mode, home, row.school, row.start, row.end)


def _long_enough(situation: Situation, stay: _Stay) -> bool:
    """Whether its mode counts and it lasts long enough for it."""
    said: ModeTerms | None = situation.policy.modes.get(stay.mode.name.lower())
    if said is None or not said.counts_as_rotation:
        return False
    return stay.end is None or whole_months(stay.start, stay.end) >= said.minimum_months


def _as_it_was(county: County, stays: list[_Stay]) -> County:
    """The county of just these people on the day the first of them was sent."""
    day, homes = min(stay.start for stay in stays), {stay.person: stay for stay in stays}
    term = {"start": day, "reference": min(day, county.term.reference)}
    return replace(
        county,
        term=county.term.model_copy(update=term),
        teachers=tuple(
            _at_home(row, homes[row.code]) for row in county.teachers if row.code in homes
        ),
        history=tuple(row for row in county.history if row.start < day),
        exemptions=(),
        recruits=(),
        locks=(),
        carried=(),
    )


def _at_home(row: TeacherRow, stay: _Stay) -> TeacherRow:
    """Somebody on duty at the school they were then sent from."""
    since = row.school_since
    known = since is not None and since < Month.of(stay.start)
    return row.model_copy(
        update={
            "establishment_school": stay.home if stay.transferred else row.establishment_school,
            "duty_school": stay.home,
            "school_since": since if known else None,
            "status": StaffStatus.ON_DUTY,
            "status_from": None,
            "status_to": None,
        }
    )

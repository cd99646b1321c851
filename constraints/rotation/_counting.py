"""Who counts as exchanged, told in plain Python for the checks; the solver's half has its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from weakref import WeakKeyDictionary

from constraints.facts.direction import Direction
from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Blank, Grouping
from constraints.facts.slices import whole_months
from constraints.facts.standing import StandingFact
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.rotation._school_year import sent_before
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement
from models.vocabulary import Mode


def months(placement: Placement) -> int:
    """Whole months from the first day to the last, both included."""
    return whole_months(placement.start, placement.end)


def terms_of(situation: Situation, mode: Mode) -> ModeTerms | None:
    """What the policy says of a mode; None when it is switched off."""
    said: ModeTerms | None = situation.policy.modes.get(mode.name.lower())
    return said


def counted(outcome: Outcome) -> tuple[Code, ...]:
    """应交流对象 exchanged in the school year: placed by a counted mode, long enough, in a counted
    direction, by the plan or earlier in the year; in code order."""
    if outcome not in _COUNTED:
        _COUNTED[outcome] = _counted(outcome)
    return _COUNTED[outcome]


_COUNTED: WeakKeyDictionary[Outcome, tuple[Code, ...]] = WeakKeyDictionary()
"""Answers of :func:`counted`, kept as long as the plan itself: every share asks the same."""


def _counted(outcome: Outcome) -> tuple[Code, ...]:
    due = frozenset(Eligibility.of(outcome.situation).eligible)
    direction = Direction.of(outcome.situation)
    people = set(sent_before(outcome.situation))
    for m in outcome.moves:
        said = terms_of(outcome.situation, m.mode)
        long_enough = said is not None and months(m) >= said.minimum_months
        if said is not None and said.counts_as_rotation and long_enough and m.person in due:
            people |= {m.person} if direction.counts(m.home, m.host) else set()
    return tuple(sorted(people))


def due_in_year(situation: Situation, *, out: bool = False) -> tuple[Code, ...]:
    """The denominator of the school year, in code order: 应交流对象 now, and those who were when
    they were sent out earlier in it. out: and those still out (:func:`still_out`)."""
    now, sent = Eligibility.of(situation).eligible, sent_before(situation)
    more = (*sent, *(still_out(situation) if out else ()))
    return tuple(sorted({*now, *more})) if more else now


def still_out(situation: Situation) -> tuple[Code, ...]:
    """Of those running whom that alone takes out of the 应交流对象; in code order."""
    fact = Eligibility.of(situation)
    return tuple(code for code in running(situation) if fact.verdict(code).away)


def running(situation: Situation) -> tuple[Code, ...]:
    """People out by a counted mode since an earlier term, still out this term; in code order."""
    start, county = situation.county.term.start, situation.county
    out = set()
    for row in county.history:
        said = terms_of(situation, row.mode)
        still = row.start < start and (row.end is None or row.end >= start)
        known = row.person in county.teacher
        if known and still and said is not None and said.counts_as_rotation:
            standing = StandingFact.of(situation).by_person[row.person]
            out |= {row.person} if standing.running else set()
    return tuple(sorted(out))


def place(situation: Situation, person: Code) -> Code | None:
    """School a person is counted at before the plan: their own, also while away on an exchange;
    of somebody sent out earlier in the school year the one they were sent from."""
    sent = sent_before(situation)
    if person in sent:
        return sent[person].home
    standing = StandingFact.of(situation).by_person[person]
    if standing.running:
        own = situation.county.teacher[person].establishment_school
        return own if own in situation.county.school else None
    return standing.school


def schools_of(situation: Situation, groups: Iterable[str]) -> frozenset[Code]:
    """Schools in any of the named groups; every school when none is named."""
    names = tuple(groups)
    if not names:
        return frozenset(row.code for row in situation.county.schools)
    fact = Grouping.of(situation)
    return frozenset(code for name in names for code in fact.members(name))


def missing(situation: Situation, groups: Iterable[str], *, out: bool = False) -> tuple[str, ...]:
    """Absent columns and blank cells on which it hangs who is counted where, or whose directions
    count, or who is due at all. out: whether those still out count."""
    found = {*open_groups(situation, tuple(groups), out=out), *Direction.of(situation).open}
    return (*Grouping.of(situation).words(found), *Eligibility.of(situation).undecided)


def open_groups(
    situation: Situation, names: Sequence[str], *, out: bool = False
) -> frozenset[Blank]:
    """Absent columns and blank cells on which it hangs who is due at the schools of these groups
    together."""
    fact = Grouping.of(situation)
    places = {place(situation, code) for code in due_in_year(situation, out=out)}
    unsure = {code for code in places if code and not any(fact.has(name, code) for name in names)}
    return fact.open(*names, among=unsure)


def percent(part: int, whole: int) -> str:
    """``12/120（10.00%）``; a dash when there is nobody to count."""
    if not whole:
        return f"{part}/{whole}（—）"
    return f"{part}/{whole}（{float(Fraction(part * 100, whole)):.2f}%）"

"""走教: specialists of a district who teach some half-days a week where nobody else can.

Proposed are people of a school that has the subject, to schools of the same circle (学区, or
campuses of one legal school) whose own people, with what sister campuses have to spare (校区统筹),
do not cover it. Per home and subject no more people stand on the list than there are schools to
visit, and than the periods there are to give, counting one newcomer: the others would only be
other names for one plan. Who asked comes first, then who is not to be moved full-time, more days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from constraints.asking import Asking
from constraints.facts.demand import Cell, Demand
from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.facts.itinerant import Itinerant
from constraints.facts.load import Load
from constraints.facts.qualification import Qualification
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal

MODE = Mode.ITINERANT


def is_on(situation: Situation) -> bool:
    """Whether the policy has 走教 at all."""
    return MODE.name.lower() in situation.policy.modes


def proposed(situation: Situation) -> Proposal:
    """Pairs worth a column."""
    pairs = _not_forbidden(situation, _pairs(situation)) if is_on(situation) else ()
    return Proposal.of(situation, MODE, pairs)


def _not_forbidden(situation: Situation, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs that no decision (锁定 of no lessons) forbids."""
    for pair in pairs:
        locks = (k for k in situation.county.locks_of.get(pair.person, ()) if k.forbids)
        if not any(k.school in (None, pair.host) and k.subject in (None, pair.subject)
                   for k in locks):  # fmt: skip
            yield pair


def _pairs(situation: Situation) -> Iterator[Pair]:
    fact, county = Itinerant.of(situation), situation.county
    short = _short_cells(situation)
    homes = set(Grouping.of(situation).members(fact.p.homes))
    for cell, people in Supply.of(situation).people.items():
        home, stage, _ = cell
        if home not in homes or stage not in fact.p.stages:
            continue
        near = fact.same_circle[county.school_index[home]]
        wanted = [
            c for c in short if c[0] != home and c[1] == stage and near[county.school_index[c[0]]]
        ]
        own = [c for c in wanted if c[2] == cell[2]]
        for person in _first(situation, cell, people, len(own)):
            yield from (Pair(person, host, stage, str(subject)) for host, _, subject in own)
        others = [c for c in wanted if c[2] != cell[2]] if fact.p.also_subjects else []
        if others and _surplus(situation, cell) >= fact.half_day:
            yield from _alongside(situation, cell, people, others)


def _alongside(
    situation: Situation, cell: Cell, people: Sequence[Code], wanted: Sequence[Cell]
) -> Iterator[Pair]:
    """People with periods to spare in their own subject, to teach another they are listed for."""
    teacher, fact = situation.county.teacher, Qualification.of(situation)
    for subject in sorted({c[2] for c in wanted}):
        hosts = [c for c in wanted if c[2] == subject]
        able = [
            code
            for code in people
            if code in teacher  # a recruit teaches what they were recruited for
            and subject in teacher[code].also_subjects
            and fact.may_teach(code, cell[1], subject)
        ]
        for person in _first(situation, cell, able, len(hosts)):
            yield from (Pair(person, host, stage, str(subject)) for host, stage, _ in hosts)


def _short_cells(situation: Situation) -> tuple[Cell, ...]:
    """Cells whose own people do not cover the need, of the schools and subjects of the policy."""
    fact, supply = Itinerant.of(situation), Supply.of(situation).least
    hosts = set(Grouping.of(situation).members(fact.p.hosts))
    return tuple(
        cell
        for cell, need in Demand.of(situation).needs.items()
        if cell[0] in hosts
        and cell[1] in fact.p.stages
        and cell[2] in fact.p.subjects
        and supply.get(cell, 0) < need
    )


def _first(
    situation: Situation, cell: Cell, people: Sequence[Code], hosts: int
) -> tuple[Code, ...]:
    """The people of a home cell who stand on the list, as many as could be of use."""
    fact = Itinerant.of(situation)
    spare = max(_surplus(situation, cell), 0) + Load.of(situation).standard(cell[1], cell[2])
    useful = min(hosts, -(-spare // fact.half_day))
    return tuple(sorted(filter(_Free(situation), people), key=_Order(situation))[:useful])


def _surplus(situation: Situation, cell: Cell) -> int:
    need = Demand.of(situation).needs.get(cell, 0)
    return Supply.of(situation).periods.get(cell, 0) - need


class _Free:
    """Whether a person may be proposed: not bound where they are, with days and lessons to give.

    Whether an exemption (免缓) keeps them from going about is the policy's rule to say.
    """

    def __init__(self, situation: Situation) -> None:
        self.standings = StandingFact.of(situation).by_person
        self.fact = Itinerant.of(situation)

    def __call__(self, code: Code) -> bool:
        standing = self.standings[code]
        moves = any(lock.mode not in (Mode.STAY, MODE) for lock in standing.locks)
        return (
            not (standing.running or moves)
            and bool(self.fact.days(code))
            and self.fact.load(code) > 0
        )


class _Order:
    """Who comes first."""

    def __init__(self, situation: Situation) -> None:
        asked = Asking(situation).forward(MODE)
        recommended = (r.person for r in situation.county.recommendations if r.mode is MODE)
        self.asked = frozenset((*asked, *recommended))
        self.movable = frozenset(Eligibility.of(situation).movable_people)
        self.fact = Itinerant.of(situation)

    def __call__(self, code: Code) -> tuple[bool, bool, int, Code]:
        return code not in self.asked, code in self.movable, -len(self.fact.days(code)), code

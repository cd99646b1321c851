"""个人说明: why a person was placed, or not, by what is published; what needs no solving.

It is meant for the person concerned: the order of going is told in numbers, no colleague is named,
and nobody's ground of exemption, one's own included, is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constraints.facts.tenure import Tenure
from constraints.outcome import Outcome
from constraints.rotation.order_of_going import RULE as ORDER
from models.column import Code
from models.policy import Force
from models.roster import Placement
from models.vocabulary import Mode
from staffing.answers.came_forward import source
from staffing.answers.explain.visiting import VisitWeek, goes_about, week_of
from staffing.answers.grounds import ground_of
from staffing.gaps import Gaps, SubjectGap
from staffing.lists.going_on import settled_words
from staffing.naming import CountyNames


@dataclass(frozen=True)
class OrderPlace:
    """A person's place among those of the same school and subject who may be designated.

    months: at this school; before, after: people of longer and of shorter tenure; gone_before,
    gone_after: how many of them the plan sends; open_before: of those before who stay, how many
    had anywhere to go. citation: of the rule.
    """

    months: int
    before: int
    gone_before: int
    open_before: int
    equal: int
    after: int
    gone_after: int
    citation: str


@dataclass(frozen=True)
class Filled:
    """What the host lacks in the subject the person brings, before and after the plan."""

    placement: Placement
    before: SubjectGap
    after: SubjectGap


@dataclass(frozen=True)
class Statement:
    """One person's case.

    sources: per placement why this person (本人志愿, 学校推荐, 建议人选, 已定 …); why: one sentence
    on whether and why they are due, or go about; citations: of the criteria met, or of what stands
    against; excluded: schools out of the question for a full-time place, reason → number; order:
    None where no order binds them; weeks: per placement a visit's week, None for any other;
    settled: of whom the plan leaves in place, what an earlier term decided, in words.
    """

    person: Code
    placements: tuple[Placement, ...]
    sources: tuple[str, ...]
    why: str
    citations: tuple[str, ...]
    filled: tuple[Filled, ...]
    excluded: tuple[tuple[str, int], ...]
    order: OrderPlace | None
    weeks: tuple[VisitWeek | None, ...] = ()
    settled: str = ""


class Statements:
    """Statements of the people of one plan.

    gaps_before, gaps_after: of the plan; excluded: person → schools struck, reason → number.
    """

    def __init__(
        self,
        outcome: Outcome,
        gaps_before: Gaps,
        gaps_after: Gaps,
        excluded: Mapping[Code, tuple[tuple[str, int], ...]],
    ) -> None:
        self._outcome, self._excluded = outcome, excluded
        self._before, self._after = gaps_before.by_cell, gaps_after.by_cell
        self._places = _order_places(outcome)

    def of(self, person: Code) -> Statement:
        """The statement of somebody on the 教师 sheet."""
        own = self._outcome.roster.by_person.get(person, ())
        placements = tuple(p for p in own if p.mode is not Mode.STAY)
        there, visits = self._outcome.situation, goes_about(placements)
        ground = ground_of(self._outcome, person, placements)
        return Statement(
            person=person,
            placements=placements,
            sources=tuple(source(self._outcome, p) for p in placements),
            why=ground.why,
            citations=ground.citations,
            filled=tuple(f for p in placements if (f := self._filled(p)) is not None),
            excluded=self._excluded.get(person, ()),
            order=None if visits else self._places.get(person),
            weeks=tuple(week_of(there, p) for p in placements),
            settled="" if placements else settled_words(there, person, CountyNames(there.county)),
        )

    def moved(self) -> tuple[Statement, ...]:
        """Of everybody the plan places somewhere, in code order; newcomers have no case."""
        teachers, by_person = self._outcome.county.teacher, self._outcome.roster.by_person
        people = (p for p in sorted(by_person) if p in teachers)
        return tuple(s for s in map(self.of, people) if s.placements)

    def _filled(self, placement: Placement) -> Filled | None:
        row = self._outcome.county.teacher[placement.person]
        subject, stage = placement.subject or row.subject, placement.stage or row.stage
        if stage is None or subject is None:
            return None
        cell = placement.host, stage, subject
        if cell not in self._before or cell not in self._after:
            return None
        return Filled(placement, self._before[cell], self._after[cell])


def _order_places(outcome: Outcome) -> dict[Code, OrderPlace]:
    """Everybody the order of going binds, by the first row of the rule that is in force."""
    policy = outcome.situation.policy
    for row in policy.rows_of(ORDER.id):
        if row.force is not Force.OFF:
            citation = policy.citation(row.basis)
            return {
                person: _place(outcome, group, person, row.params.modes, citation)
                for group in ORDER.waiting(outcome, row.params).values()
                for person in group
            }
    return {}


def _place(
    outcome: Outcome, group: dict[Code, int], person: Code, modes: Iterable[Mode], citation: str
) -> OrderPlace:
    own = group[person]
    before = [code for code, months in group.items() if months > own]
    after = [code for code, months in group.items() if months < own]
    stays = [code for code in before if outcome.move_of(code) is None]
    return OrderPlace(
        months=Tenure.of(outcome.situation).months(person) or 0,
        before=len(before),
        gone_before=len(before) - len(stays),
        open_before=sum(any(outcome.was_open(code, mode) for mode in modes) for code in stays),
        equal=len(group) - len(before) - len(after),
        after=len(after),
        gone_after=sum(outcome.move_of(code) is not None for code in after),
        citation=citation,
    )

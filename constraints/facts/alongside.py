"""兼课: what a school's own people may teach beside their main subject.

Without it every six-class village school would show false gaps.
口径: flows of tenths of a period inside one school and stage, from subject to subject, each capped
at the policy's share of the target's need. A subject may hand on what it takes in (语文 helps 历史,
whose teacher helps 地理). As much as possible is covered; among all ways of doing so the scarce
subjects of the policy are filled first, in its order, then the others by name. That fixes what
stays uncovered in every subject uniquely, whichever flows are drawn.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from constraints.facts.demand import Cell, Demand
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.vocabulary import Stage

_Edge = tuple[Subject, Subject]


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who may help whom, and which subjects are filled first."""

    shares: Mapping[Stage, Mapping[Subject, Mapping[Subject, Fraction]]] = param(
        "兼课上限：学段 → 被兼学科 → 兼课教师的主教学科 → 占该学科需求的份额"
    )
    scarce: tuple[Subject, ...] = param("紧缺学科，先补者在前")


@dataclass(frozen=True, order=True)
class Arc:
    """Teachers of ``source`` may teach up to ``share`` of their school's need of ``target``."""

    stage: Stage
    source: Subject
    target: Subject
    share: Fraction


class Alongside(Fact[P]):
    """Subjects taught alongside within a school and stage."""

    id = "alongside"
    name = "兼课"
    Params = P

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """Every permitted pair, sorted by stage, source, target; no subject helps itself."""
        return tuple(
            sorted(
                Arc(stage, source, target, share)
                for stage, targets in self.p.shares.items()
                for target, sources in targets.items()
                for source, share in sources.items()
                if source != target and share > 0
            )
        )

    def capacity(self, target: Cell, arc: Arc) -> int:
        """Tenths the arc may carry at the target's school: share of the need, rounded down."""
        return _capacity(arc, Demand.of(self.situation).needs.get(target, 0))

    def settle(
        self,
        school: Code,
        stage: Stage,
        balance: Mapping[Subject, int],
        needs: Mapping[Subject, int] | None = None,
    ) -> Mapping[Subject, int]:
        """Tenths uncovered per subject after the best 兼课 inside one school and stage.

        balance: supply minus need by subject, negative = lacking; needs: what capacities are shares
        of, by default the school's demand. Subjects fully covered are left out; sorted by subject.
        """
        lacking = {subject: -value for subject, value in balance.items() if value < 0}
        spare = {subject: value for subject, value in balance.items() if value > 0}
        if lacking and spare:
            if needs is None:
                needs = Demand.of(self.situation).of_stage(school, stage)
            room = {
                (arc.source, arc.target): limit
                for arc in self._by_stage.get(stage, ())
                if (limit := _capacity(arc, needs.get(arc.target, 0)))
            }
            _fill(sorted(lacking, key=self.precedence), lacking, spare, room)
        return {subject: lacking[subject] for subject in sorted(lacking) if lacking[subject]}

    def precedence(self, subject: Subject) -> tuple[int, str]:
        """Sort key of the order subjects are filled in: scarce ones first."""
        order = self._order
        return order.get(subject, len(order)), subject

    @cached_property
    def _order(self) -> Mapping[Subject, int]:
        return {subject: i for i, subject in enumerate(self.p.scarce)}

    @cached_property
    def _by_stage(self) -> Mapping[Stage, tuple[Arc, ...]]:
        grouped: defaultdict[Stage, list[Arc]] = defaultdict(list)
        for arc in self.arcs:
            grouped[arc.stage].append(arc)
        return {stage: tuple(arcs) for stage, arcs in grouped.items()}


def _capacity(arc: Arc, need: int) -> int:
    return need * arc.share.numerator // arc.share.denominator


def _fill(
    order: Iterable[Subject],
    lacking: dict[Subject, int],
    spare: dict[Subject, int],
    room: dict[_Edge, int],
) -> None:
    """Fill the targets one after the other by augmenting paths; all three tables are updated.

    A later path may re-route earlier flows but never takes back what a target already has. The sets
    of targets that can be filled together form a polymatroid, so filling greedily in any order
    reaches the greatest total, and the first in order get the most they can.
    """
    into: defaultdict[Subject, list[Subject]] = defaultdict(list)
    for source, target in room:
        into[target].append(source)
        into[source].append(target)
    for target in order:
        while lacking[target] and (path := _path(target, spare, room, into)):
            edges = list(zip(path[1:], path, strict=False))
            amount = min(lacking[target], spare[path[-1]], *(room[edge] for edge in edges))
            for source, end in edges:
                room[source, end] -= amount
                room[end, source] = room.get((end, source), 0) + amount
            spare[path[-1]] -= amount
            lacking[target] -= amount


def _path(
    target: Subject,
    spare: Mapping[Subject, int],
    room: Mapping[_Edge, int],
    into: Mapping[Subject, list[Subject]],
) -> list[Subject] | None:
    """Shortest chain target ← … ← a subject with periods to spare, None when there is none."""
    came: dict[Subject, Subject | None] = {target: None}
    queue = deque([target])
    while queue:
        here = queue.popleft()
        if spare.get(here, 0) > 0:
            path: list[Subject] = []
            step: Subject | None = here
            while step is not None:
                path.append(step)
                step = came[step]
            return path[::-1]
        for source in into.get(here, ()):
            if source not in came and room.get((source, here), 0) > 0:
                came[source] = here
                queue.append(source)
    return None


FACT = Alongside

"""Several questions about one program, each its tiers in another order, solved side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from constraints.board import IntArray
from staffing.answers.processes import shared, side_by_side
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import Report, TiersAnswer
from staffing.solver.tiers import solve_tiers

WORTH = 20_000
"""Columns from which a program is worth processes of their own, which take a second to begin."""


@dataclass(frozen=True)
class Question:
    """order: positions of the tasks, first things first; cap: plans must cost at most so much in
    an objective, None = any plan."""

    order: tuple[int, ...]
    cap: tuple[IntArray, int] | None = None


@dataclass(frozen=True)
class Batch:
    """What all questions share: a program, its tasks, and nodes as for ``solve_tiers``."""

    program: Program
    tasks: tuple[TierTask, ...]
    nodes: int | None = None

    def answers(
        self,
        questions: Sequence[Question],
        *,
        report: Report = lambda tier, best, bound: None,
        told: Callable[[int, int], None] = lambda done, total: None,
    ) -> list[TiersAnswer]:
        """Answers in the order of *questions*, the same however many cores there are.

        report: as for ``solve_tiers``, where they are solved one by one; told: how many are done,
        of how many, where they are solved side by side.
        """
        if len(questions) < 2 or self.program.columns < WORTH:
            return [self.answer(question, report) for question in questions]
        found = []
        with side_by_side(_answer_there, questions, self) as coming:
            for one in coming:
                found.append(one.result())
                told(len(found), len(questions))
        return found

    def answer(
        self, question: Question, report: Report = lambda tier, best, bound: None
    ) -> TiersAnswer:
        """The answer to one question."""
        program = self.program
        if question.cap is not None:
            program = program.at_most(*question.cap)
        tasks = [self.tasks[i] for i in question.order]
        return solve_tiers(program, tasks, nodes=self.nodes, report=report)


def _answer_there(question: Question) -> TiersAnswer:
    batch: Batch = shared()
    return replace(batch.answer(question), basis=None)  # a basis stays with its solver

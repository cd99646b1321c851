"""What a rule is, written twice: for the solver (``post``) and as a plain check (``measure``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np

from constraints.board import Board, BoolArray, Candidates, IntArray, terms
from constraints.facts.seats import host_of
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.situation import Situation
from constraints.total import together
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement

P = TypeVar("P", bound=Params)


class Rule(Generic[P]):
    """One rule. A file in a family folder holds one subclass and ``RULE = TheSubclass()``.

    id: the file's name; name: Chinese; unit: natural unit of a shortfall (人, 课时, 次 …);
    Params: the policy's parameters for it. ``post`` says nothing of hard, soft or weight: that is
    the policy row's business.
    """

    id: ClassVar[str]
    name: ClassVar[str]
    unit: ClassVar[str]
    Params: ClassVar[type[Params]]
    conservative: ClassVar[bool] = False
    """Whether ``post`` may overstate the shortfall (linear rows for a curved rule). Then not even
    enforced rows are closed, and only the check says whether a plan keeps the rule."""
    refutable: ClassVar[bool] = False
    """Whether such a rule also knows rows that refuse nothing its check allows."""
    steered_as: ClassVar[str] = ""
    """Of such a rule: in Chinese, how the solver counts otherwise than the checks do."""
    in_percent: ClassVar[bool] = False
    """Whether what it measures and requires are parts of a whole, shown in per cent everywhere."""

    essential: ClassVar[bool] = False
    """Whether people and periods are counted on it: a policy that names it enforces it."""

    local: ClassVar[bool] = False
    """Whether it measures school by school (:meth:`school_of`), each by its own people alone, and
    asks only of the schools an outcome asks about."""
    personal: ClassVar[bool] = False
    """Whether it measures person by person, each by their own rows alone."""

    def post(self, board: Board, p: P) -> None:
        """Write the rule's rows on the board. Rules that people cannot steer leave this out."""

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Every measured row, met or not, in a fixed order. Shares no arithmetic with ``post``."""
        raise NotImplementedError

    def explain(self, finding: Finding) -> str:
        """One Chinese sentence with measured, required and short."""
        raise NotImplementedError

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Key → shortfall nobody can avoid, by counting; keys left out have none known.

        Key "" beside others is the floor of their sum, where it is more than the sum of floors.
        """
        return {}

    def decided(self, reach: Reach, p: P) -> bool:
        """Whether of every plan that can come about the check tells how much it lacks.

        Only then does a floor above nought prove that no plan keeps the rule: where nobody is left
        to count, or blank cells decide, a plan is neither said to keep it nor to break it.
        """
        return True

    def met_at(self, outcome: Outcome, p: P) -> Fraction | None:
        """Of a conservative rule whose check an outcome meets: the share that its rows, written as
        the check counts, hold everybody to, so that they admit the outcome; None where they cannot
        be written so."""
        return None

    def total(self, measures: Sequence[Measure]) -> Measure:
        """All rows of a plan as the one row of the ledger; there is at least one."""
        return together(measures)

    def agree_by(self, key: str) -> str:
        """Level at which the two halves must agree: shortfalls are added up under this name.

        Itself, except where one optimum has many ways of being split among keys (cover).
        """
        return key

    def sees(self, placement: Placement) -> bool:
        """Whether a full-time placement, there or not, can change what it measures at all."""
        return True

    def school_of(self, key: str) -> str:
        """School a measure of a local rule is about."""
        return key.partition("/")[0]

    @property
    def steers(self) -> bool:
        """Whether placements can change the measure, i.e. the rule writes rows."""
        return type(self).post is not Rule.post or isinstance(self, PairRule)


class PairRule(Rule[P]):
    """A rule about single (person, school) pairs: it strikes candidates before any row is written.

    ``screen`` is the solver's half (vectorised over all pairs), ``measure`` the plain one.
    """

    label: ClassVar[str]
    """Reason shown and counted for a struck pair, e.g. 不符合学段."""
    visits: ClassVar[bool] = False
    """Whether the rule speaks of itinerant visits (走教) too."""

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Mask of the pairs this rule forbids."""
        raise NotImplementedError

    def post(self, board: Board, p: P) -> None:
        """A forbidden pair still on the board (re-opened for diagnosis) is a shortfall each."""
        moves, visits = board.moves, board.visits
        self._forbid(board, p, moves, np.arange(len(moves)))
        if self.visits and len(visits):
            self._forbid(board, p, visits.as_candidates(moves.subjects), visits.visit)

    def _forbid(self, board: Board, p: P, pairs: Candidates, column: IntArray) -> None:
        struck = np.flatnonzero(self.screen(board.situation, pairs, p))
        if not len(struck):
            return
        there, people = board.situation, board.situation.people
        keys = [f"{people[pairs.person[i]]}/{host_of(there, pairs, i)}" for i in struck.tolist()]
        rows = terms(np.arange(len(struck)), column[struck])
        board.at_most(keys, [rows], np.zeros(len(struck), np.int64))


AnyRule = Rule[Any]

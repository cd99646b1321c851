"""What keeps a surplus person from an open post though no rule about the pair forbids it.

Asked with the plain checks alone: the transfer is laid over the plan in place of whatever else it
has the person do. The first enforced rule that then breaks is the reason, else the first tier that
gets worse, down to the one surplus people are placed in.
"""

from __future__ import annotations

from functools import cached_property

from constraints.facts.eligibility import Eligibility
from constraints.facts.grades import Grades
from constraints.facts.key_teacher import KeyTeacher
from constraints.facts.load import Load
from constraints.facts.slices import Slices, last_day
from constraints.facts.supply import Supply
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Subject
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.audit import audit
from staffing.fairness.judging import Excuse, Judge, Swapped
from staffing.modelling.candidates import propose
from staffing.modes.proposal import Pair

NOT_ASKED = "政策没有启用“富余人员安置”，不为此调动"
FREE = "没有规则禁止，待局里研究安排"


class KeptApart:
    """Reasons within one plan, all of it: also what a round does not announce."""

    def __init__(self, situation: Situation, plan: Roster) -> None:
        self.situation, self.plan = situation, plan
        self._told: dict[tuple[object, ...], str] = {}

    def reason(self, pair: Pair) -> str:
        """The rule that keeps the pair apart, in words that name nobody."""
        if self._asked is None:
            return NOT_ASKED
        alike = self._alike(pair)
        if alike not in self._told:
            self._told[alike] = self._why(pair)
        return self._told[alike]

    # -- inside ---------------------------------------------------------------------------------

    def _alike(self, pair: Pair) -> tuple[object, ...]:
        """What decides about a transfer: colleagues alike in it are not asked about one by one."""
        if pair.person in self.plan.by_person:
            return (pair,)
        row = self.situation.county.teacher[pair.person]
        return (
            pair[1:],
            Supply.of(self.situation).cell_of(pair.person),
            Grades.of(self.situation).grade_of(pair.person),
            Load.of(self.situation).reduction(pair.person),
            Eligibility.of(self.situation).verdict(pair.person).eligible,
            KeyTeacher.of(self.situation).is_key(pair.person),
            row.education,
            row.establishment_school,
        )

    def _why(self, pair: Pair) -> str:
        excuse = self._judge.excuse(self._transferred(pair))
        if excuse is None:
            return FREE
        elsewhere = self._outcome.move_of(pair.person)
        said = f"方案另安排{elsewhere.mode}；改为调动，" if elsewhere is not None else "调动"
        return f"{said}{self._speaks(excuse)}"

    @cached_property
    def _outcome(self) -> Outcome:
        return Outcome(self.situation, self.plan, propose(self.situation).openings)

    def _speaks(self, excuse: Excuse) -> str:
        if not excuse.tier:
            return f"会违反“{excuse.name}”"
        tiers = {tier.id: tier.name for tier in self.situation.policy.tiers}
        return f"会使“{excuse.name}”更差（层级“{tiers[excuse.tier]}”）"

    @cached_property
    def _asked(self) -> RuleRow | None:
        """The row that asks for surplus people to be placed, None where nothing does."""
        rows = self.situation.policy.rows_of("surplus_placed")
        return next((r for r in rows if r.force in (Force.HARD, Force.SOFT)), None)

    @cached_property
    def _judge(self) -> Judge:
        assert self._asked is not None
        checked = audit(self.situation, self.plan, self._outcome.openings)
        return Judge(checked, self._outcome, self._asked)

    def _transferred(self, pair: Pair) -> Swapped:
        """The plan with the person transferred and nothing else of theirs."""
        terms: ModeTerms = self.situation.policy.modes[Mode.TRANSFER.name.lower()]
        start = Slices.of(self.situation).begins(pair.host)
        home = self._outcome.standing(pair.person).school
        assert home is not None
        new = Placement(
            pair.person, Mode.TRANSFER, terms.relation, home, pair.host,
            start, last_day(start, terms.length_months), Subject(pair.subject), pair.stage,
        )  # fmt: skip
        old = self.plan.by_person.get(pair.person, ())
        rest = [p for p in self.plan.placements if p.person != pair.person]
        return Swapped(Roster.of([*rest, new]), (pair.person, pair.person), (new,), old)

"""``explain``: one page about a teacher, a school, a gap or a target of a plan at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from constraints.outcome import Outcome
from models.column import Code
from models.problem import InputRefused, Problem
from models.roster import Roster
from models.vocabulary import Mode
from staffing.answers.alone import alone
from staffing.answers.asking import (
    AboutGap,
    AboutNewcomer,
    AboutPerson,
    AboutSchool,
    asked,
    refuse_confidential,
    the_school,
)
from staffing.answers.costing import cost_of
from staffing.answers.explain.alternatives import SMALL, Alternative, alternatives
from staffing.answers.explain.bounds import Bounds
from staffing.answers.explain.gap import GapPages
from staffing.answers.explain.person import Weighed, person_page, shown_first, weighed_json
from staffing.answers.explain.target import target_page
from staffing.answers.explain.unproposed import unproposed_words
from staffing.answers.loaded import LoadedPlan, surely
from staffing.answers.page import Page
from staffing.answers.statement import Statements
from staffing.answers.telling import TierWords
from staffing.gaps import Gaps, compute_gaps
from staffing.leaders.discretion import is_open, listed
from staffing.leaders.listed import listed_gaps
from staffing.lists.wish_answers import wish_answers
from staffing.naming import CountyNames
from staffing.result import WishAnswer
from staffing.solve import Progress

NEAREST = 3
"""Alternatives audited one by one for the page of a large county, and costed where ``--exact`` asks
for it."""


UNPROVEN = "本方案没有最优证明（花名册不带证明），准确代价里可能有变好的层。"
SECRET = "内部资料，不得外传：这位学校领导的去留还没有决定。"
JUDGED_WHOLE = "内部资料，不得外传：好坏和是否可行，是连同去留未决定的学校领导判断的。"


class Explainer:
    """Answers about one plan; what costs time is done once and kept."""

    def __init__(self, plan: LoadedPlan, *, with_leaders: bool = False) -> None:
        """with_leaders: who asks has the leaders' own workbook and may read their pages."""
        self.plan, self._with_leaders = plan, with_leaders
        self.names = CountyNames(plan.situation.county)
        self.words = TierWords(plan.situation.policy)
        self.bounds = Bounds(surely(plan))

    def explain(
        self,
        about: str,
        *,
        to: Sequence[str] = (),
        exact: bool = False,
        progress: Progress | None = None,
    ) -> Page:
        """The page about *about* (see :func:`staffing.answers.asking.asked`).

        to: schools to cost exactly for a teacher; exact: cost the nearest three; progress: told
        while solving. Raises InputRefused.
        """
        found = asked(self.plan, about)
        if isinstance(found, AboutPerson):
            return self._person(found.person, to, exact, progress)
        if to or exact:
            message = "--to、--exact 只用于本县教师：重新求解某一位教师改去别处的代价。"
            raise InputRefused([Problem("命令行", "", message, "not_a_person")])
        if isinstance(found, AboutGap):
            return self._pages.gap(found)
        if isinstance(found, AboutNewcomer):
            return found.newcomer.page(self.plan.roster, self.names)
        if isinstance(found, AboutSchool):
            return self._pages.school(found.school)
        return target_page(self.plan, found.target, self.names, self.words)

    def _person(
        self, person: Code, to: Sequence[str], exact: bool, progress: Progress | None
    ) -> Page:
        if not self._with_leaders:
            refuse_confidential(self.plan, person)
        every = alternatives(self.plan, self.bounds, person)
        wished = [the_school(self.plan, school) for school in to]
        self._check(person, every, wished)
        shown = shown_first(every, wished)
        priced = [a for a in shown if a.host in wished] + list(every[: NEAREST if exact else 0])
        costs = {a: cost_of(self.plan, a.choice, progress) for a in dict.fromkeys(priced)}
        looked_at = {*every[:NEAREST], *priced, *(shown if self._small else shown[:NEAREST])}
        weighed = {
            a: Weighed(
                self._sharpened(a) if a in shown else a,
                alone(self.plan, a, led=self._with_leaders) if a in looked_at else None,
                costs.get(a),
            )
            for a in every
        }
        listed = list(dict.fromkeys((*shown, *costs)))
        page = person_page(
            self._statements.of(person), [weighed[a] for a in listed],
            len(every) - len(listed), self.names, self.words, self._wishes.get(person, ()),
        )  # fmt: skip
        if is_open(self.plan.situation.county, person):
            page = replace(page, closing=f"{page.closing}{SECRET}")
        elif self._with_leaders and self.plan.listed is not self.plan.audit:
            page = replace(page, closing=f"{page.closing}{JUDGED_WHOLE}")
        if not self.plan.proven:
            page = replace(page, closing=f"{page.closing}{UNPROVEN}")
        everything = [weighed_json(w) for w in weighed.values()]
        return replace(page, data={**(page.data or {}), "alternatives": everything})

    def _sharpened(self, a: Alternative) -> Alternative:
        """The alternative with a sharper bound, where a relaxation takes next to no time."""
        if not self._small:
            return a
        return replace(a, at_least=self.bounds.sharper(a.choice))

    @property
    def _small(self) -> bool:
        return self.plan.model.program.columns <= SMALL

    def _check(self, person: Code, every: Sequence[Alternative], wished: Sequence[Code]) -> None:
        """A named school must be one the person could go to; else the rule against it is told."""
        open_to = {a.host for a in every}
        problems = [
            Problem("命令行", f"--to {school}", self._why_not(person, school), "no_candidate")
            for school in wished
            if school not in open_to
        ]
        if problems:
            raise InputRefused(problems)

    def _why_not(self, person: Code, school: Code) -> str:
        reason = self.plan.slate.reason_against(person, school)
        called = self.names.school(school)
        if not reason and any(p.host == school for p in self.plan.roster.by_person.get(person, ())):
            return f"方案已把这位教师安排到{called}，没有别的代价可算。"
        if not reason and self.plan.situation.county.locks_of.get(person):
            reason = "“锁定”表已有这位教师的决定"
        reason = reason or unproposed_words(self.plan.situation, person, Mode.ROTATION)
        return f"{called}不在可去之列：{reason}。"

    @cached_property
    def _gaps(self) -> tuple[Gaps, Gaps]:
        situation = self.plan.situation
        return compute_gaps(situation), listed_gaps(situation, self.plan.roster)

    @cached_property
    def _roster(self) -> Roster:
        """The plan as who asks may have it."""
        plan = self.plan
        return plan.roster if self._with_leaders else listed(plan.situation, plan.roster)

    @cached_property
    def _wishes(self) -> dict[Code, tuple[WishAnswer, ...]]:
        return wish_answers(self.plan.slate, self._roster, self.plan.listed)

    @cached_property
    def _outcome(self) -> Outcome:
        return Outcome(self.plan.situation, self._roster, self.plan.slate.openings)

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self._outcome, *self._gaps, self.plan.slate.counts_of)

    @cached_property
    def _pages(self) -> GapPages:
        return GapPages(self.plan, self.bounds, *self._gaps, self.names)

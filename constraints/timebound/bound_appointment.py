"""捆绑聘用：新任教师前两个聘期内，在农村学校任教合计不少于规定年限，先后不限。

口径：已任教的（履历各段合并）、本期安排或留任的、本期后到第二个聘期末还能安排的，三项之和不得少于
规定年限；一年按365天。每人一条，本期之后的日子都算还能安排。
例外：规定年限原文未列（待定）的，无法判定，一次列出；首聘年月空白的不列。已锁定的以锁定为准。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.rural_service import Debt, RuralService
from constraints.facts.slices import Slices
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: what is owed is the fact's word."""


class BoundAppointment(Rule[P]):
    """Rural years that remain possible over the first contract terms."""

    id = "bound_appointment"
    name = "新任教师捆绑聘用"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """Who must go rural now, and who must not leave, is known beforehand: a row a person."""
        situation, moves = board.situation, board.moves
        fact, spans = RuralService.of(situation), Slices.of(situation).spans
        rural = np.array([fact.rural(s.code) for s in situation.county.schools], np.bool_)
        to_rural = (moves.host >= 0) & rural[moves.host]
        days = np.array([(b - a).days + 1 for a, b in spans], np.int64)
        until = np.concatenate([[0], np.cumsum(days)])
        length = until[moves.last + 1] - until[moves.first]
        keys, needs, rows, columns = list[str](), list[int](), [], []
        for code, debt in self._owing(situation):
            own = np.flatnonzero(moves.person == situation.person_index[code])
            here = self._stays_rural(situation, code)
            gain = np.where(to_rural[own], length[own], 0) - (length[own] if here else 0)
            lack = self._lack(situation, code, debt, int(days.sum()) if here else 0)
            helps = own[gain >= lack] if lack > 0 else own[gain < lack]
            rows.append(np.full(len(helps), len(keys)))
            columns.append(helps)
            keys.append(code)
            needs.append(1 if lack > 0 else 0)
        if not keys:
            return
        need, row = np.array(needs, np.int64), np.concatenate(rows)
        column = np.concatenate(columns)
        sign = np.where(need[row] > 0, 1, -1)
        board.at_least(keys, [terms(row, column, sign)], need)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per bound person: days served, planned and still possible."""
        situation = outcome.situation
        fact = RuralService.of(situation)
        people = [c for c in fact.people if fact.bound(c) and self._present(situation, c)]
        if people and fact.p.bound_years is None:
            open_yet = (fact.unstated("bound_years"),)
            yield Measure("", len(people), None, None, people=tuple(people), missing=open_yet)
            return
        term = outcome.county.term
        for code in people:
            debt, past = fact.bound(code), fact.served(code, term.start)
            if debt is None or debt.days is None or past is None:
                yield Measure(
                    code, None, None, None, people=(code,), missing=("教师.进入本校年月",)
                )
                continue
            later = max(0, (debt.until - term.end).days)
            have = past + self._now(outcome, code) + later
            missing = max(0, debt.days - have)
            yield Measure(code, have, debt.days, 1 if missing else 0, people=(code,))

    def explain(self, finding: Finding) -> str:
        """Person and days."""
        if finding.short is None:
            return "捆绑聘用应在农村任教的年限原文未列出（待定），或任教时间不明，无法判定。"
        return (
            f"{finding.key}前几个聘期内可在农村任教的共{finding.measured}天，"
            f"应为{finding.required}天，这样的人差{finding.short}人。"
        )

    def _now(self, outcome: Outcome, code: Code) -> int:
        """Rural days of the term under a plan."""
        fact, term = RuralService.of(outcome.situation), outcome.county.term
        move = outcome.move_of(code)
        whole = (term.end - term.start).days + 1
        own = fact.rural(outcome.standing(code).school)
        if move is None:
            return whole if own else 0
        first, last = max(move.start, term.start), min(move.end, term.end)
        away = max(0, (last - first).days + 1)
        return (away if fact.rural(move.host) else 0) + (whole - away if own else 0)

    def _owing(self, situation: Situation) -> Iterator[tuple[Code, Debt]]:
        fact, start = RuralService.of(situation), situation.county.term.start
        for code in fact.people:
            debt = fact.bound(code)
            if debt is None or debt.days is None or fact.served(code, start) is None:
                continue
            if self._present(situation, code):
                yield code, debt

    def _lack(self, situation: Situation, code: Code, debt: Debt, staying: int) -> int:
        """Days missing when the person stays; zero or less when none."""
        term, fact = situation.county.term, RuralService.of(situation)
        later = max(0, debt.until.toordinal() - term.end.toordinal())
        return (debt.days or 0) - (fact.served(code, term.start) or 0) - staying - later

    def _present(self, situation: Situation, code: Code) -> bool:
        return StandingFact.of(situation).by_person[code].in_supply

    def _stays_rural(self, situation: Situation, code: Code) -> bool:
        return RuralService.of(situation).rural(StandingFact.of(situation).by_person[code].school)


RULE = BoundAppointment()

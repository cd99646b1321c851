"""A roster as columns of the program: which candidate each row of the plan table stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from constraints.board import MODES, BoolArray, IntArray
from constraints.facts.exemption import PUBLIC_REASON, Exemptions
from constraints.facts.load import TENTHS
from constraints.facts.seats import host_of
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.sheets import PlanRow
from models.vocabulary import Mode
from staffing.answers.explain.unproposed import unproposed_words
from staffing.locks.week import LIMITED_BY, most_half_days
from staffing.modelling import visiting
from staffing.modelling.candidates import OPEN, Slate, span
from staffing.modelling.extract import placement_at
from staffing.solve import Prepared

SHEET = "安排表"

_SAME = ("home", "subject", "start", "end", "relation", "team")
"""Fields in which a row and its candidate must agree."""

_HEADERS = {f.name: f.column.header for f in PlanRow.fields()}


@dataclass
class Matched:
    """What a roster says of every full-time candidate and every visit.

    taken: per candidate 0 or 1; half_days: per visit; lost: rows no column stands for, with the
    field they fail in and the reason in Chinese.
    """

    taken: IntArray
    half_days: IntArray
    lost: list[tuple[Placement, str, str]] = field(default_factory=list)


def match(prepared: Prepared, roster: Roster) -> Matched:
    """Columns of a roster; staying and people of other counties need none."""
    model, situation = prepared.model, prepared.situation
    found = Matched(np.zeros(len(model.moves), np.int64), np.zeros(len(model.visits), np.int64))
    rows = [p for p in roster.placements if p.mode is not Mode.STAY]
    outside = {row.code for row in situation.county.outside_people}
    index = _Index(prepared, [p for p in rows if p.person in situation.person_index])
    for placement in rows:
        if placement.person in situation.person_index:
            index.place(placement, found)
        elif placement.person not in outside:
            found.lost.append((placement, "person", "查无此人，无法安排"))
    return found


def columns_of(prepared: Prepared, roster: Roster) -> Matched:
    """As :func:`match`, but every row must have its column and every decision its row.

    Raises InputRefused, row by row, for a roster the candidates do not allow.
    """
    found = match(prepared, roster)
    problems = [_problem(*lost) for lost in found.lost]
    problems += _decisions_missing(prepared, found)
    if problems:
        raise InputRefused(problems)
    return found


def _problem(placement: Placement, _: str, reason: str) -> Problem:
    cell = f"第{placement.row_number}行" if placement.row_number else ""
    where = f"{placement.person}{placement.mode.value}到{placement.host}"
    return Problem(SHEET, cell, f"{where}：{reason}。", "no_candidate")


def _decisions_missing(prepared: Prepared, found: Matched) -> Iterator[Problem]:
    moves, situation = prepared.model.moves, prepared.situation
    for i in np.flatnonzero(moves.locked & (found.taken == 0)).tolist():
        person = situation.people[moves.person[i]]
        where = f"{MODES[moves.mode[i]].value}到{host_of(situation, moves, i)}"
        message = f"“锁定”表已决定{person}{where}，方案里没有这一条；请补上，或撤下这条锁定。"
        yield Problem(SHEET, "", message, "lock_missing")


class _Index:
    """Candidates and visits of the people of a roster, by person, mode and host."""

    def __init__(self, prepared: Prepared, rows: list[Placement]) -> None:
        self.prepared = prepared
        self.named = np.array(
            sorted({prepared.situation.person_index[p.person] for p in rows}), np.int64
        )
        self.mains: dict[tuple[str, Mode, str], list[int]] = defaultdict(list)
        self.visits: dict[tuple[str, str], list[int]] = defaultdict(list)
        situation, moves, visits = prepared.situation, prepared.model.moves, prepared.model.visits
        for i in np.flatnonzero(np.isin(moves.person, self.named)).tolist():
            person, mode = situation.people[moves.person[i]], MODES[moves.mode[i]]
            self.mains[person, mode, host_of(situation, moves, i)].append(i)
        for i in np.flatnonzero(np.isin(visits.person, self.named)).tolist():
            host = situation.county.schools[visits.host[i]].code
            self.visits[situation.people[visits.person[i]], host].append(i)

    def place(self, placement: Placement, found: Matched) -> None:
        """Note the column of a row, or why it has none."""
        put = self._visit if placement.mode is Mode.ITINERANT else self._main
        failure = put(placement, found)
        if failure is not None:
            found.lost.append((placement, *failure))

    def _main(self, placement: Placement, found: Matched) -> tuple[str, str] | None:
        listed = self.mains.get((placement.person, placement.mode, placement.host), [])
        if not listed:
            return "host", self._why(placement)
        apart: list[list[tuple[str, str]]] = []
        for i in listed:
            stands = placement_at(self.prepared.situation, self.prepared.model, i)
            apart.append(list(_differences(placement, stands)))
            if not apart[-1]:
                found.taken[i] = 1
                return None
        return _together(min(apart, key=len))

    def _visit(self, placement: Placement, found: Matched) -> tuple[str, str] | None:
        visits, subjects = self.prepared.model.visits, self.prepared.model.moves.subjects
        listed = self.visits.get((placement.person, placement.host), [])
        if not listed:
            return "host", self._why_no_visit(placement)
        apart = list(self._unlike(placement, listed[0]))
        own = [i for i in listed if subjects[visits.subject[i]] == placement.subject]
        if not own:
            apart.append(("subject", f"走教学科{placement.subject or '空'}不在可选之列"))
            return _together(apart)
        tenths = None if placement.periods is None else placement.periods * TENTHS
        each = int(visits.periods_per_half_day[own[0]])
        most, why = self._most(placement, own[0])
        if tenths is None or tenths % each or not 1 <= tenths // each <= most:
            words = f"走教周课时应是{each / TENTHS:g}的整倍数，至多{most * each / TENTHS:g}课时"
            apart.append(("periods", f"{words}（{why}）"))
        if apart or tenths is None:
            return _together(apart)
        found.half_days[own[0]] = int(tenths // each)
        return None

    def _most(self, placement: Placement, visit: int) -> tuple[int, str]:
        """Half-days a visit may have, and what limits them: a decision is not held to what the
        school lacks."""
        situation, column = self.prepared.situation, self.prepared.model.visits.half_days[visit]
        most, person = int(self.prepared.model.program.upper[column]), placement.person
        limit = most_half_days(situation, person)
        own = situation.county.locks_of.get(person, ())
        if any(x.mode is Mode.ITINERANT and x.periods and x.school == placement.host for x in own):
            return most if limit is None else limit, LIMITED_BY
        if limit is not None and limit < most:
            return limit, LIMITED_BY
        return most, "受该校所缺、本人课时和可走教日所限"

    def _unlike(self, placement: Placement, visit: int) -> Iterator[tuple[str, str]]:
        """(field, words) of what no visit says otherwise: where from, and on which days."""
        situation, visits = self.prepared.situation, self.prepared.model.visits
        start, end = span(situation)
        meant = {
            "home": situation.county.schools[visits.home[visit]].code,
            "start": start,
            "end": end,
            "relation": situation.policy.modes[Mode.ITINERANT.name.lower()].relation,
        }
        for name, value in meant.items():
            if getattr(placement, name) != value:
                yield name, f"走教的{_HEADERS[name]}应为{getattr(value, 'value', value)}"

    def _why_no_visit(self, placement: Placement) -> str:
        """The decision or the rule against a visit, or that nobody proposed it."""
        situation = self.prepared.situation
        locks = situation.county.locks_of.get(placement.person, ())
        if any(k.mode is not Mode.STAY and (k.forbids or k.school != placement.host)
               for k in locks):  # fmt: skip
            return "与“锁定”表的决定不同"
        slate = visiting.slate(situation)
        reason = _struck(slate, placement, situation.person_index[placement.person])
        return f"按政策排除（{reason}）" if reason else "不在可走教的学校之列"

    def _why(self, placement: Placement) -> str:
        """The rule that struck the pair, or that nobody proposed it."""
        slate, situation = self.prepared.slate, self.prepared.situation
        if any(lock.mode is not placement.mode or lock.school != placement.host
               for lock in situation.county.locks_of.get(placement.person, ())):  # fmt: skip
            return "与“锁定”表的决定不同"
        if Exemptions.of(situation).binding(placement.person) is not None:
            return f"不再成立：{PUBLIC_REASON}"
        reason = _struck(slate, placement, situation.person_index[placement.person])
        if reason:
            return f"按政策排除（{reason}）"
        return unproposed_words(situation, placement.person, placement.mode)


def _struck(slate: Slate, placement: Placement, person: int) -> str:
    """Chinese reason why a pair is out; empty when it was not proposed."""
    pairs, situation = slate.pairs, slate.situation
    mine: BoolArray = (pairs.person == person) & (pairs.mode == MODES.index(placement.mode))
    for i in np.flatnonzero(mine & (slate.struck != OPEN)).tolist():
        if host_of(situation, pairs, i) == placement.host:
            return slate.label(int(slate.struck[i]))
    return ""


def _together(apart: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """All that is wrong with one row, at the first of its fields."""
    return apart[0][0], "；".join(words for _, words in apart)


def _differences(row: Placement, stands: Placement) -> Iterator[tuple[str, str]]:
    """(field, words) of every field in which a row is not its candidate's."""
    if row.stage is not None and row.stage is not stands.stage:
        yield "host", f"任教学段应为{stands.stage.value if stands.stage else '空'}"
    if row.periods is not None:
        yield "periods", "全职安排按标准课时计，周课时应留空"
    if row.post is not None and stands.post is not None and row.post != stands.post:
        yield "post", f"岗位应为{stands.post}"
    for name in _SAME:
        said, meant = getattr(row, name), getattr(stands, name)
        if said != meant:
            yield name, f"{_HEADERS[name]}应为{getattr(meant, 'value', meant) or '空'}"

"""双向挂职、骨干跟岗的名额：按角色、方向和时长，每校或全县应有的人数。

口径：派出按本次安排中该方式、该角色、时长足够的人数计，岗位写明角色的以所写为准，支教团的跟岗另计；名额按学年：
本学年以前学期已派出、时长足够的（在外或已返回），和仍在外、本期时长足够的，都计入，不再另派。派入按外县人员表中该角色、
在期内的人数计，挂职名额只数注明挂职的，其他名额只数未注明、也不在支教团内的。时长多于本期学期数的，要派满时长，
止期在本期以后。
例外：已锁定的按本期之内的时长计。没有外县学校表的无法判定；要求结对的，只数与外县学校结对的学校。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from constraints.board import MODES, Board, terms
from constraints.facts.outside import Outside
from constraints.facts.seats import Quota, Seats, already_sent, quota_homes
from constraints.facts.semesters import Semesters, Span
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from constraints.teams._sitting import sitting, stated_role
from models.column import Code
from models.finding import Finding, Measure
from models.roster import Placement
from models.vocabulary import Direction, Mode, TeamRole

P = Quota


class AttachmentQuota(Rule[Quota]):
    """So many people of these roles, this way, for so long."""

    id = "attachment_quota"
    name = "挂职、跟岗名额"
    unit = "人"
    Params = Quota

    def post(self, board: Board, p: Quota) -> None:
        """One row per school or for the county; what comes in from outside is as it is."""
        situation = board.situation
        if not situation.county.outside_schools:
            return
        units = _units(situation, p)
        keys = [key for key, _ in units]
        if p.direction is Direction.INBOUND:
            have = [len(_arrived(situation, p, homes)) for _, homes in units]
            nobody = terms([], [])
            board.at_least(keys, [nobody], p.heads - np.array(have, np.int64))
            return
        seats, moves = Seats.of(situation), board.moves
        row_of = np.full(len(seats.all) + 1, -1, np.int64)
        for i in _serving(seats, p):
            for number, (_, homes) in enumerate(units):
                if any(seats.county.same_school(seats.all[i].home, home) for home in homes):
                    row_of[i] = number
        row = row_of[moves.team]
        there = [already_sent(situation, p, homes) for _, homes in units]
        counted = np.isin(situation.people, sorted({code for codes in there for code in codes}))
        fresh = ~counted[moves.person] & (moves.mode == MODES.index(p.mode))
        column = moves.where((row >= 0) & fresh & _long(board, p))
        need = p.heads - np.array([len(codes) for codes in there], np.int64)
        board.at_least(keys, [terms(row[column], column)], need)

    def measure(self, outcome: Outcome, p: Quota) -> Iterable[Measure]:
        """Per school with a quota of its own, or for the county."""
        situation = outcome.situation
        if not situation.county.outside_schools:
            yield Measure("", None, p.heads, None, missing=("外县学校",))
            return
        seated = {m for rows in sitting(outcome, Mode.SHADOWING).values() for m in rows}
        for key, homes in _units(situation, p):
            if p.direction is Direction.INBOUND:
                people = _arrived(situation, p, homes)
            else:
                mine = (m for m in outcome.moves if m.mode is p.mode and m not in seated)
                sent = {m.person for m in mine if self._counts(outcome, m, p, homes)}
                people = tuple(sorted({*sent, *already_sent(situation, p, homes)}))
            short = max(p.heads - len(people), 0)
            yield Measure(key, len(people), p.heads, short, people=people)

    def explain(self, finding: Finding) -> str:
        """School, or the county."""
        if finding.short is None:
            return f"{finding.name}是否落实无法判定。"
        return (
            f"{finding.key or '全县'}{finding.name}应有{finding.required}人，"
            f"实有{finding.measured}人，差{finding.short}人。"
        )

    def _counts(
        self, outcome: Outcome, placement: Placement, p: Quota, homes: tuple[Code, ...]
    ) -> bool:
        seats, role = Seats.of(outcome.situation), stated_role(placement)
        if role is not None and role not in p.roles:
            return False
        held = role is not None or any(seats.teams.holds(placement.person, r) for r in p.roles)
        first, last = _span(outcome.situation, p, decided=outcome.is_locked(placement))
        long_enough = placement.start <= first and placement.end >= last
        here = any(seats.county.same_school(placement.home, home) for home in homes)
        return held and long_enough and here and placement.host not in outcome.county.school


def _units(situation: Situation, p: Quota) -> list[tuple[str, tuple[Code, ...]]]:
    """(key, schools) of every row of the quota."""
    homes = quota_homes(situation, p)
    return [(home, (home,)) for home in homes] if p.each else [("", homes)]


def _serving(seats: Seats, p: Quota) -> Iterator[int]:
    """Seats that serve the quota: of its roles, or decided (锁定) for somebody who holds one."""
    for i, seat in enumerate(seats.all):
        line = seats.line_of(i)
        if line.row is not None or line.mode is not p.mode:
            continue
        decided = line.decided and any(seats.teams.holds(line.team, role) for role in p.roles)
        if decided or (seat.role in p.roles and not line.decided):
            yield i


def _long(board: Board, p: Quota) -> np.ndarray:
    """Candidates whose seat lasts the quota's semesters."""
    seats = Seats.of(board.situation)
    spans = [_span(board.situation, p, decided=decided) for decided in (False, True)]
    lines = [seats.line_of(i) for i in range(len(seats.all))]
    long = [x.start <= spans[x.decided][0] and x.end >= spans[x.decided][1] for x in lines]
    return np.array([*long, False], np.bool_)[board.moves.team]


def _span(situation: Situation, p: Quota, *, decided: bool) -> Span:
    """Days somebody must be away to count; of a decision (锁定) those that fall into the term."""
    semesters = Semesters.of(situation)
    return semesters.first(p.semesters) if decided else semesters.lasting(p.semesters)


def _arrived(situation: Situation, p: Quota, homes: tuple[Code, ...]) -> tuple[Code, ...]:
    return tuple(sorted(_guests(situation, p, homes)))


def _guests(situation: Situation, p: Quota, homes: tuple[Code, ...]) -> Iterator[Code]:
    seats, roles = Seats.of(situation), set[TeamRole](p.roles)
    in_team = {
        person.code
        for people in seats.teams.members.values()
        for person in people
        if not person.attached
    }
    for person in Outside.of(situation).present:
        attached = bool(person.attached) == (p.mode is Mode.ATTACHMENT)
        here = any(seats.county.same_school(person.receiver, home) for home in homes)
        if person.role in roles and attached and here and person.code not in in_team:
            yield person.code


RULE = AttachmentQuota()

"""派出支教团要么整团派出、每个角色足额，要么整团不派；缺人指明缺哪个角色。

口径：每团每个角色一行，人数以支教团表为准，扣除以前学期已在外的团员；多派少派都算差额。
例外：政策不允许“整团不派”的，未派即为缺额；已有团员在外的团视为已派。派入团的人员是资料，不在此列。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, Terms, terms
from constraints.facts.seats import AWAY_MODES, Line, Seats
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from constraints.teams._columns import columns_of
from constraints.teams._sitting import sitting
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Force, Params, param
from models.roster import Placement
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whether a team may stay at home altogether."""

    none_allowed: bool = param("是否允许整团不派")


class TeamWhole(Rule[P]):
    """Every role of a team filled, or none."""

    id = "team_whole"
    name = "支教团整团派出"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """Per role: ``people + short ≥ heads × goes``, and nobody goes unless the team does."""
        lines = _lines(board.situation)
        numbers = list(lines)
        row, column = columns_of(board, numbers)
        keys = [line.key for line in lines.values()]
        heads = np.array([line.heads for line in lines.values()], np.int64)
        free = np.array([p.none_allowed and _fresh(board.situation, x) for x in lines.values()])
        free = free.astype(np.bool_)
        people = terms(row, column)
        goes = self._goes(board, lines, people, free)
        due = terms(np.flatnonzero(free), goes[free], -heads[free])
        board.at_least(keys, [people, due], np.where(free, 0, heads))
        board.at_most(keys, [people], heads)

    def _goes(
        self, board: Board, lines: Mapping[int, Line], people: Terms, free: np.ndarray
    ) -> np.ndarray:
        """Column saying whether a line's team goes, by line; tied to everyone who might go."""
        teams = sorted({line.team for line in lines.values()})
        column = board.columns(len(teams), upper=1)
        goes = column[[teams.index(line.team) for line in lines.values()]]
        tied = np.flatnonzero(free[people.row])
        rows = np.arange(len(tied))
        board.always(
            [terms(rows, people.column[tied]), terms(rows, goes[people.row[tied]], -1)],
            None,
            np.zeros(len(tied), np.int64),
        )
        return np.asarray(goes)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per role of every outbound team."""
        seated, lines = sitting(outcome, Mode.SECONDMENT), _lines(outcome.situation)
        gone: defaultdict[str, list[Code]] = defaultdict(list)
        for line in lines.values():
            gone[line.team] += [m.person for m in seated[line.key]]
        for number, line in lines.items():
            have = tuple(m.person for m in seated[line.key])
            due = bool(gone[line.team]) or not (p.none_allowed and _fresh(outcome.situation, line))
            heads = line.heads if due else 0
            short = abs(heads - len(have))
            holders = Seats.of(outcome.situation).holders(number) if short else ()
            note = f"本校具备该角色的 {len(holders)} 人" if short else ""
            # Who lacks a colleague: those of the team who go without.
            people = tuple(gone[line.team]) if heads > len(have) else have
            yield Measure(line.key, len(have), heads, short, people=people, note=note)

    def sees(self, placement: Placement) -> bool:
        """Places of teams alone."""
        return placement.mode in AWAY_MODES

    def explain(self, finding: Finding) -> str:
        """Team and role."""
        team, _, role = finding.key.partition("/")
        short = (finding.required or 0) > (finding.measured or 0)
        return (
            f"派出支教团{team}的{role}应派{finding.required}人，实派{finding.measured}人，"
            f"{'缺' if short else '多'}{finding.short}人；支教团须整团派出或整团不派。"
        )

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Roles the sending school has too few holders for, where the team has to go.

        Nothing where others may hold a role too, as a policy or a decision (锁定) may say.
        """
        situation = reach.situation
        roles = situation.policy.rows_of("team_roles")
        enforced = any(row.force is Force.HARD for row in roles)
        if p.none_allowed or not enforced:
            return {}
        lines, seats = _lines(situation), Seats.of(situation)
        sent = sum(lock.mode is Mode.SECONDMENT for lock in situation.county.locks)
        return {x.key: max(x.heads - len(seats.holders(i)) - sent, 0) for i, x in lines.items()}

    def agree_by(self, key: str) -> str:
        """A person who holds two roles may be counted in either: the team's sum is fixed."""
        return key.partition("/")[0]


def _lines(situation: Situation) -> dict[int, Line]:
    """Lines of outbound teams by number."""
    lines = enumerate(Seats.of(situation).lines)
    return {i: x for i, x in lines if x.mode is Mode.SECONDMENT and x.row is not None}


def _fresh(situation: Situation, line: Line) -> bool:
    """Whether nobody of the line's team is away already."""
    mine = [x for x in _lines(situation).values() if x.team == line.team]
    return all(x.row is not None and x.heads == x.row.heads for x in mine)


RULE = TeamWhole()

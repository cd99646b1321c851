"""派弱留强: who was sent against who stayed, school by school, by title, key status and age.

口径: sent = full-time placements of the modes that count as rotation, by the school people leave,
stayed = people of that school who could have gone (可以交流) and did not; leaders nobody has
decided about are on neither side. With P people of whom k hold a distinction, a draw in
proportion sends at least ``floor(k * sent / P)`` and at most
``ceil(k * sent / P)`` of them: fewer leans towards keeping the strong, more towards sending them.
Age is shown and judged by nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from constraints.facts.eligibility import Eligibility
from constraints.facts.key_teacher import KeyTeacher
from constraints.outcome import Outcome
from models.column import Code, Month
from models.vocabulary import Title
from staffing.leaders.discretion import is_open, is_withheld

Lean = Literal["weak", "strong", "mixed", "even"]
"""Those sent: fewer of the distinguished than in proportion, more, some of both, neither."""


@dataclass(frozen=True)
class Side:
    """People on one side: heads, 高级及以上, 骨干, and the sum of their ages in months."""

    heads: int
    senior: int
    key: int
    months: int

    @property
    def age(self) -> Fraction | None:
        """Mean age in years, None of nobody."""
        return Fraction(self.months, 12 * self.heads) if self.heads else None


@dataclass(frozen=True)
class Sending:
    """One school's sent and stayed; school None = the whole county."""

    school: Code | None
    sent: Side
    stayed: Side

    @property
    def lean(self) -> Lean:
        """Which way the choice leans."""
        signs = {self._sign(self.sent.senior, self.stayed.senior),
                 self._sign(self.sent.key, self.stayed.key)}  # fmt: skip
        if {-1, 1} <= signs:
            return "mixed"
        return "weak" if -1 in signs else "strong" if 1 in signs else "even"

    def _sign(self, gone: int, left: int) -> int:
        share = Fraction((gone + left) * self.sent.heads, self.sent.heads + self.stayed.heads)
        if gone < share.__floor__():
            return -1
        return int(gone > share.__ceil__())


def sendings(outcome: Outcome) -> tuple[Sending, ...]:
    """The county, then every school that sent somebody, in order of code."""
    modes = outcome.situation.policy.modes
    gone = defaultdict[Code, list[Code]](list)
    for move in outcome.moves:
        counts = modes.get(move.mode.name.lower())
        known = move.person in outcome.county.teacher and not is_withheld(outcome.county, move)
        if counts and counts.counts_as_rotation and known:
            gone[move.home].append(move.person)
    stayed = defaultdict[Code, list[Code]](list)
    for person in Eligibility.of(outcome.situation).movable_people:
        school = outcome.standing(person).school
        here = school is not None and school in gone and not is_open(outcome.county, person)
        if school is not None and here and outcome.move_of(person) is None:
            stayed[school].append(person)
    if not gone:
        return ()
    lines = [Sending(s, _side(outcome, gone[s]), _side(outcome, stayed[s])) for s in sorted(gone)]
    everyone = [sum(map(list, own.values()), list[Code]()) for own in (gone, stayed)]
    return (Sending(None, *(_side(outcome, own) for own in everyone)), *lines)


def _side(outcome: Outcome, people: Iterable[Code]) -> Side:
    rows = [outcome.county.teacher[code] for code in people]
    key, now = KeyTeacher.of(outcome.situation), Month.of(outcome.county.term.reference)
    return Side(
        heads=len(rows),
        senior=sum(r.title is not None and r.title.rank >= Title.SENIOR.rank for r in rows),
        key=sum(key.is_key(r.code) for r in rows),
        months=sum(now - r.born for r in rows),
    )

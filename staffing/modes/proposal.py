"""What a mode hands over: pairs of person and place, before any rule has struck one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from constraints.board import STAGES, IntArray
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Mode, Stage


class Pair(NamedTuple):
    """One person at one school, teaching one subject at one stage, perhaps as one of a team."""

    person: Code
    host: Code
    stage: Stage
    subject: str
    team: int = -1


@dataclass(frozen=True)
class Proposal:
    """Pairs of one mode as arrays (indices as in :class:`constraints.board.Candidates`)."""

    mode: Mode
    person: IntArray
    host: IntArray
    stage: IntArray
    subject: IntArray
    team: IntArray

    def __len__(self) -> int:
        return len(self.person)

    @classmethod
    def of(cls, situation: Situation, mode: Mode, pairs: Iterable[Pair]) -> Proposal:
        """From single pairs."""
        listed = list(pairs)
        subjects = {s: i for i, s in enumerate(situation.county.subjects)}
        schools, people = situation.county.school_index, situation.person_index
        return cls(
            mode,
            _ints(people[p.person] for p in listed),
            _ints(schools.get(p.host, -1) for p in listed),
            _ints(STAGES.index(p.stage) for p in listed),
            _ints(subjects[p.subject] for p in listed),
            _ints(p.team for p in listed),
        )

    @classmethod
    def everywhere(
        cls, situation: Situation, mode: Mode, people: Sequence[Code], hosts: Sequence[Code]
    ) -> Proposal:
        """Every one of *people* at every one of *hosts*, teaching what they teach now.

        At a host that does not run the person's stage the pair stands at each stage it does run, so
        that a rule can strike it by name.
        """
        county = situation.county
        subjects = {s: i for i, s in enumerate(situation.county.subjects)}
        rows = [county.teacher[code] for code in people]
        codes = _ints(situation.person_index[code] for code in people)
        stages = _ints(STAGES.index(row.stage) if row.stage else -1 for row in rows)
        taught = _ints(subjects[str(row.subject)] for row in rows)
        parts: list[tuple[IntArray, int, IntArray]] = []
        for code in hosts:
            index, runs = county.school_index[code], county.school[code].kind.stages
            own = np.isin(stages, [STAGES.index(s) for s in runs])
            parts.append((np.flatnonzero(own), index, stages[own]))
            other = np.flatnonzero(~own)
            parts.extend((other, index, np.full(len(other), STAGES.index(s))) for s in runs)
        who = np.concatenate([p[0] for p in parts] or [_ints(())])
        host = np.concatenate([np.full(len(p[0]), p[1]) for p in parts] or [_ints(())])
        stage = np.concatenate([p[2] for p in parts] or [_ints(())])
        order = np.lexsort((stage, host, who))
        who, host, stage = who[order], host[order], stage[order]
        return cls(mode, codes[who], host, stage, taught[who], np.full(len(who), -1, np.int64))


def _ints(values: Iterable[int]) -> IntArray:
    return np.fromiter(values, dtype=np.int64)

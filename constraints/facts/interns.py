"""实习生: teachers whom interns (实习支教) release for training, by school, subject and semester.

口径: so many interns of one subject at one school release one teacher of that subject there for the
semester they stay; what is left over releases nobody. They teach the lessons of whom they release,
so that cover holds meanwhile. 例外: a semester that the term does not cover is left out; heads,
deputies and middle managers are not released so, for interns do not take over an office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from constraints.facts.semesters import Semesters
from constraints.facts.supply import Supply
from constraints.facts.teams import Teams
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.vocabulary import TeamRole, Term


class Release(NamedTuple):
    """School, subject and semester in which teachers are released."""

    school: Code
    subject: Subject
    term: Term

    @property
    def key(self) -> str:
        """``school/subject/semester``."""
        return "/".join(self)


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How many interns stand in for one teacher."""

    per_teacher: int = param("置换1名教师的实习生人数", unit="人", divides=True)


class Interns(Fact[P]):
    """Releases that interns make possible."""

    id = "interns"
    name = "实习支教置换"
    Params = P

    @cached_property
    def heads(self) -> Mapping[Release, int]:
        """Interns by school, subject and semester covered by the term, sorted."""
        total: Counter[Release] = Counter()
        for row in self.county.interns:
            if row.term in Semesters.of(self.situation).named:
                total[Release(row.school, row.subject, row.term)] += row.heads
        return dict(sorted(total.items()))

    @cached_property
    def releases(self) -> Mapping[Release, int]:
        """Teachers they release; zero where there are too few interns for one."""
        return {release: heads // self.p.per_teacher for release, heads in self.heads.items()}

    def candidates(self, release: Release) -> tuple[Code, ...]:
        """Teachers of the subject at the school who hold no office, in code order."""
        holds = Teams.of(self.situation).holds
        return tuple(
            person
            for (school, _, subject), people in Supply.of(self.situation).people.items()
            if (school, subject) == (release.school, release.subject)
            for person in people
            if holds(person, TeamRole.TEACHER)
        )

    def release_of(self, person: Code, start: date) -> Release | None:
        """The release a person's training that begins on *start* would use; None without one."""
        cell = Supply.of(self.situation).cell_of(person)
        for term, (first, last) in Semesters.of(self.situation).named.items():
            if cell is not None and first <= start <= last:
                release = Release(cell[0], cell[2], term)
                return release if release in self.heads else None
        return None


FACT = Interns

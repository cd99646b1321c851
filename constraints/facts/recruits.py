"""招聘: people still to come, whether they take a post of the establishment, where they are needed.

口径: one pseudo-person a head of 招聘, while the policy's mode is on; they stand nowhere until
placed. Whom an earlier plan placed (履历 方式“招聘”) has arrived and is no more to come. They join
the books of the school they come to, unless their 来源 is of the policy's list (合同制 …). Needed
where the stage and subject recruited for falls short before any decision; kindergartens where 保教
heads are short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from constraints.facts.demand import CARE, Demand
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.sheets import RecruitRow
from models.vocabulary import Mode, Stage

if TYPE_CHECKING:
    from constraints.facts.supply import Supply


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who comes without a post of the establishment."""

    off_books: tuple[str, ...] = param("不占编制的招聘来源")


class Recruits(Fact[P]):
    """Recruits of the term."""

    id = "recruits"
    name = "招聘补充"
    Params = P

    @cached_property
    def rows(self) -> Mapping[Code, RecruitRow]:
        """Recruit still to come → the row they come from; empty while the mode is off."""
        return {code: row for code, row in self._known.items() if code not in self.arrived}

    @cached_property
    def arrived(self) -> Mapping[Code, Code]:
        """Recruit whom an earlier plan placed → the school that is theirs on the term's first day
        (of a closed one its successor). One whose school is no more is to come again."""
        found, day = {}, self.county.term.start
        follow = StandingFact.of(self.situation).follow
        for code in self._known:
            rows = self.county.history_of.get(code, ())
            stays = [row for row in rows if row.mode is Mode.RECRUITMENT and row.start < day]
            school = follow(stays[-1].school, day) if stays else None
            if school is not None and school in self.county.school:
                found[code] = school
        return found

    @cached_property
    def _known(self) -> Mapping[Code, RecruitRow]:
        people = set(self.situation.people)
        return {code: row for code, row in self.county.newcomers.items() if code in people}

    def joins(self, code: Code) -> bool:
        """Whether the person is, or will be, on the books of the school they come to."""
        row = self._known.get(code)
        return row is not None and row.source not in self.p.off_books

    def hosts(self, stage: Stage, subject: Subject) -> tuple[Code, ...]:
        """Schools short of this stage and subject before any decision, in code order."""
        return self._short.get((stage, subject), ())

    @cached_property
    def _short(self) -> Mapping[tuple[Stage, Subject], tuple[Code, ...]]:
        from constraints.facts.supply import Supply  # supply asks the outcome, which asks us

        supply, demand = Supply.of(self.situation), Demand.of(self.situation)
        found: dict[tuple[Stage, Subject], list[Code]] = {}
        for (school, stage, subject), need in demand.needs.items():
            if need > supply.least.get((school, stage, subject), 0):
                found.setdefault((stage, subject), []).append(school)
        heads = self._carers(supply)
        care = [school for school, need in demand.heads.items() if need > heads[school]]
        found[Stage.KINDERGARTEN, CARE] = care
        return {key: tuple(sorted(schools)) for key, schools in found.items()}

    def _carers(self, supply: Supply) -> Counter[Code]:
        heads: Counter[Code] = Counter()
        for (school, stage, _), people in supply.people.items():
            if stage is Stage.KINDERGARTEN:
                heads[school] += len(people)
        return heads


FACT = Recruits

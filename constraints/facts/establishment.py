"""编制: per 编制主体 the approved posts, what the norms would give, and who is on the books.

口径: 生师比 standard = pupils ÷ pupils per post, by stage; 班师比 standard = classes × posts per
class. A nine-year school adds the exact fractions of its stages and campuses; the sum is rounded
once per 编制主体 as the policy says. 班师比 binds (the larger of the two counts) only for schools
and campuses in the policy's groups; elsewhere it stands beside. All 教职工, not teachers alone.
在编 = people the 编制主体 has on its books, with 借调/病休/产假, without contract staff (by the
policy); 在岗 = people who stand at its campuses; supply = of these, able to teach this term.
超/缺编 = 在编 − 核定编制: never against a norm. Blank 核定编制 leaves it undecided. A school closed
by the first day of the term hands its 核定编制 to its successor, like its people and classes.
例外: no norm for a stage (教研机构, stages the policy leaves out): the standard is undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

from constraints.facts.demand import Demand
from constraints.facts.grouping import Grouping
from constraints.facts.slices import Slices
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import GroupName, Params, param
from models.vocabulary import Sponsor, Stage, Word

if TYPE_CHECKING:
    from constraints.outcome import Outcome


class Rounding(Word):
    """How a fraction of a post becomes posts."""

    UP = "进一"
    NEAREST = "四舍五入"
    DOWN = "舍去"

    def round(self, exact: Fraction) -> int:
        """Whole posts."""
        if self is Rounding.UP:
            return ceil(exact)
        return floor(exact) if self is Rounding.DOWN else floor(exact + Fraction(1, 2))


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """The two norms and where the second binds."""

    pupils_per_post: Mapping[Stage, Fraction] = param(
        "生师比（每名教职工对应学生数，按学段）", unit="人", stricter="lower"
    )
    posts_per_class: Mapping[Stage, Fraction] = param(
        "班师比（每班教职工数，按学段）", unit="人", whole=True
    )
    class_ratio_groups: tuple[GroupName, ...] = param("按班师比保底的学校类别")
    rounding: Rounding = param("编制数取整")


@dataclass(frozen=True)
class Line:
    """The establishment of one 编制主体, in people.

    by_pupils, by_classes, standard: None where no norm applies or a column is missing; binding:
    生师比, 班师比 or both, empty without a standard; over_under: 在编 − 核定编制, negative = short.
    """

    school: Code
    approved: int | None
    by_pupils: int | None
    by_classes: int | None
    standard: int | None
    binding: str
    on_roll: int
    on_duty: int
    supply: int
    over_under: int | None


@dataclass(frozen=True)
class _Norm:
    """Exact posts of one campus under both norms and under the one that binds."""

    pupils: Fraction | None
    classes: Fraction | None
    by_class: bool

    @property
    def binding(self) -> Fraction | None:
        """The norm that binds; None when its figures are absent."""
        return self.classes if self.by_class else self.pupils


class Establishment(Fact[P]):
    """Approved, standard, on the books, on duty."""

    id = "establishment"
    name = "编制"
    Params = P

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One per public 编制主体, in code order, before any decision."""
        standings = StandingFact.of(self.situation).by_person
        return self._lines(
            {code: s.holder for code, s in standings.items()},
            {code: s.school for code, s in standings.items()},
            {code: s.school for code, s in standings.items() if s.in_supply},
        )

    def after(self, outcome: Outcome) -> tuple[Line, ...]:
        """The same lines under a plan; 核定编制 and standards stay."""
        people = self.situation.people
        duty = {code: outcome.duty_school(code) for code in people}
        standings = StandingFact.of(self.situation).by_person
        there = {
            code: duty[code] if s.in_supply or outcome.move_of(code) else s.school
            for code, s in standings.items()
        }
        books = {code: outcome.establishment_school(code) for code in people}
        gone = Slices.of(self.situation).gone
        able = {code: school for code, school in duty.items() if not gone(code, None)}
        return self._lines(books, there, able)

    @cached_property
    def holders(self) -> Mapping[Code, tuple[Code, ...]]:
        """Public 编制主体 → its campuses (itself among them), in code order."""
        grouped: defaultdict[Code, list[Code]] = defaultdict(list)
        for row in self.county.schools:
            if row.sponsor is Sponsor.PUBLIC:
                grouped[self.county.establishment_holder(row.code)].append(row.code)
        return {code: tuple(grouped[code]) for code in sorted(grouped)}

    def _lines(
        self,
        books: Mapping[Code, Code | None],
        there: Mapping[Code, Code | None],
        able: Mapping[Code, Code | None],
    ) -> tuple[Line, ...]:
        on_roll = _count(books.values())
        on_duty, supply = self._by_holder(there.values()), self._by_holder(able.values())
        return tuple(
            self._line(code, on_roll.get(code, 0), on_duty.get(code, 0), supply.get(code, 0))
            for code in self.holders
        )

    def _line(self, school: Code, on_roll: int, on_duty: int, supply: int) -> Line:
        # What a closed campus had is counted where its classes go.
        demand = Demand.of(self.situation)
        norms = [self._norm(c) for c in self.holders[school] if demand.host_of(c) == c]
        approved = self._approved(school)
        standard = self._whole(n.binding for n in norms)
        return Line(
            school=school,
            approved=approved,
            by_pupils=self._whole(n.pupils for n in norms),
            by_classes=self._whole(n.classes for n in norms),
            standard=standard,
            binding="" if standard is None else _binding(norms),
            on_roll=on_roll,
            on_duty=on_duty,
            supply=supply,
            over_under=None if approved is None else on_roll - approved,
        )

    def _approved(self, school: Code) -> int | None:
        """核定编制 with that of schools closed into this one; none is left at a closed school."""
        demand, schools = Demand.of(self.situation), self.county.school
        if demand.host_of(school) != school:
            return 0
        closed = [c for c in self.holders if c != school and demand.host_of(c) != c]
        merged = [
            schools[c].approved
            for c in closed
            if self.county.establishment_holder(demand.host_of(c)) == school
        ]
        posts = [schools[school].approved, *merged]
        known = [n for n in posts if n is not None]
        return sum(known) if len(known) == len(posts) else None

    def _norm(self, campus: Code) -> _Norm:
        sizes = self._sizes(campus)
        pupils = _total(
            Fraction(heads) / ratio if (ratio := self.p.pupils_per_post.get(stage)) else None
            for stage, (heads, _) in sizes.items()
        )
        classes = _total(
            None if (each := self.p.posts_per_class.get(stage)) is None else each * count
            for stage, (_, count) in sizes.items()
        )
        named = any(
            Grouping.of(self.situation).has(group, campus) for group in self.p.class_ratio_groups
        )
        larger = classes is not None and (pupils is None or classes > pupils)
        return _Norm(pupils, classes, by_class=named and larger)

    def _sizes(self, campus: Code) -> Mapping[Stage, tuple[int, int]]:
        """Stage → pupils and classes: from 班级, else the 学校 row of a school of one stage."""
        demand = Demand.of(self.situation)
        return {} if campus in demand.untold else self._stages_of.get(campus, {})

    @cached_property
    def _stages_of(self) -> Mapping[Code, dict[Stage, tuple[int, int]]]:
        found: defaultdict[Code, dict[Stage, tuple[int, int]]] = defaultdict(dict)
        for (school, stage), size in Demand.of(self.situation).sizes.items():
            found[school][stage] = size
        return found

    def _whole(self, parts: Iterable[Fraction | None]) -> int | None:
        exact = _total(parts)
        return None if exact is None else self.p.rounding.round(exact)

    def _by_holder(self, schools: Iterable[Code | None]) -> Mapping[Code, int]:
        return _count(
            self.county.establishment_holder(code) if code is not None else None for code in schools
        )


def _binding(norms: list[_Norm]) -> str:
    names = {norm.by_class: "班师比" if norm.by_class else "生师比" for norm in norms}
    return "与".join(names[key] for key in sorted(names))


def _count(schools: Iterable[Code | None]) -> Mapping[Code, int]:
    counts: defaultdict[Code, int] = defaultdict(int)
    for code in schools:
        if code is not None:
            counts[code] += 1
    return counts


def _total(parts: Iterable[Fraction | None]) -> Fraction | None:
    """Sum, or None when there is no part or one of them is unknown."""
    stated = list(parts)
    if not stated or None in stated:
        return None
    return sum((part for part in stated if part is not None), Fraction(0))


FACT = Establishment

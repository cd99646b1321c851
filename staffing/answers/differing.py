"""Two plans person by person: who changes and in what, counted and told the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.leaders.discretion import not_counted_words, withheld
from staffing.naming import CountyNames
from staffing.wording import plain_number

STAYS, UNPLACED = "在原校不动", "未安排去处"
"""What is said of somebody without a placement; of a recruit."""


class Naming(Protocol):
    """Names of people and schools."""

    def school(self, code: Code | None) -> str:
        """A school's name; the code itself when it is not known."""

    def person(self, code: Code | None) -> str:
        """A person's name; the code itself when it is not known."""


@dataclass(frozen=True)
class Difference:
    """Who changes from one plan to another, leaders whose moves nobody has decided among them.

    hidden: those leaders, who are named in their own workbook and counted nowhere; closing: that
    they are not, said whether there are any or not.
    """

    before: Roster
    after: Roster
    hidden: frozenset[Code] = frozenset()
    closing: str = ""

    @classmethod
    def of(cls, names: CountyNames, before: Roster, after: Roster) -> Difference:
        """The same, with the county's leaders hidden."""
        rows = withheld(names.county, (*before.placements, *after.placements))
        closing = not_counted_words(names.county)
        return cls(before, after, frozenset(p.person for p in rows), closing)

    @cached_property
    def people(self) -> tuple[Code, ...]:
        """Everyone who changes, leaders too, in code order; to be told as :attr:`shown`."""
        return changed_people(self.before, self.after)

    @property
    def shown(self) -> tuple[Code, ...]:
        """Those of them that general eyes may see."""
        return tuple(person for person in self.people if person not in self.hidden)

    def rows(self, names: Naming) -> list[tuple[str, str, str]]:
        """(name and code, before, after) of those shown."""
        return [
            change_row(p, self.before.by_person.get(p, ()), self.after.by_person.get(p, ()), names)
            for p in self.shown
        ]


def changed_people(base: Roster, now: Roster) -> tuple[Code, ...]:
    """People any of whose rows differ, in code order."""
    everyone = base.by_person.keys() | now.by_person.keys()
    return tuple(
        person
        for person in sorted(everyone)
        if _facts(base.by_person.get(person, ())) != _facts(now.by_person.get(person, ()))
    )


def _facts(placements: Sequence[Placement]) -> list[tuple[str, ...]]:
    """What makes a placement another one: who counterparts and successors are is another's row."""
    return sorted(
        tuple(
            str(value)
            for value in (p.mode, p.home, p.host, p.stage, p.subject, p.team, p.post, p.start,
                          p.end, p.periods, p.relation)
        )
        for p in placements
    )  # fmt: skip


def change_row(
    person: Code, before: Sequence[Placement], after: Sequence[Placement], names: Naming
) -> tuple[str, str, str]:
    """(name and code, before, after) of someone who changes."""
    named = names.person(person)
    was, now = both_words(before, after, names.school)
    return (person if named == person else f"{named}（{person}）"), was, now


def present_words(plan: Roster, person: Code, names: Naming) -> str:
    """What a plan has for a person, in a few words."""
    return _words(plan.by_person.get(person, ()), names.school, (), STAYS)


def both_words(
    before: Sequence[Placement], after: Sequence[Placement], school: Callable[[Code], str]
) -> tuple[str, str]:
    """What a person does in two plans in a few words: mode, school and subject; where these are the
    same, what else differs too."""
    recruit = any(p.mode is Mode.RECRUITMENT for p in (*before, *after))
    idle = UNPLACED if recruit else STAYS
    was, now = (_words(rows, school, (), idle) for rows in (before, after))
    if was != now:
        return was, now
    details = [name for name, value in _DETAILS.items()
               if sorted(value(p, school) for p in before)
               != sorted(value(p, school) for p in after)]  # fmt: skip
    return _words(before, school, details, idle), _words(after, school, details, idle)


def _words(
    placements: Sequence[Placement],
    school: Callable[[Code], str],
    details: Collection[str],
    idle: str,
) -> str:
    if not placements:
        return idle
    return "；".join(
        f"{p.mode.value}到{school(p.host)}" + (f"（{p.subject}）" if p.subject else "")
        + "".join(f"，{_DETAILS[name](p, school)}" for name in details)
        for p in placements
    )  # fmt: skip


def _periods(placement: Placement) -> str:
    if placement.periods is None:
        return "周课时未写"
    return f"每周 {plain_number(Fraction(placement.periods))} 课时"


_DETAILS: dict[str, Callable[[Placement, Callable[[Code], str]], str]] = {
    "home": lambda p, school: f"派出学校{school(p.home)}",
    "stage": lambda p, _: p.stage.value if p.stage else "学段未写",
    "relation": lambda p, _: p.relation.value,
    "team": lambda p, _: f"支教团{p.team}" if p.team else "不随团",
    "post": lambda p, _: f"岗位{p.post}" if p.post else "岗位未写",
    "days": lambda p, _: f"{p.start}至{p.end}",
    "periods": lambda p, _: _periods(p),
}
"""What two placements of the same mode, school and subject can differ in, in words."""

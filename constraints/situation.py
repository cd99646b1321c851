"""One county under one policy: what every fact, rule and mode is asked about."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

from models.column import Code
from models.county import County
from models.finding import UNSTATED
from models.policy import Params, Policy

P = TypeVar("P", bound=Params)
F = TypeVar("F", bound="Fact[Any]")


class Situation:
    """A county and the policy in force on its reference date; facts are derived once, on demand."""

    def __init__(self, county: County, policy: Policy) -> None:
        self.county = county
        self.policy = policy
        self._facts: dict[type[Any], Any] = {}

    def fact(self, kind: type[F]) -> F:
        """The one instance of a fact for this situation.

        Raises KeyError naming the fact when the policy has no table for it; the policy loader
        refuses such policies, so a user never sees it.
        """
        if kind not in self._facts:
            self._facts[kind] = kind(self, self.policy.facts[kind.id])
        return cast(F, self._facts[kind])

    @cached_property
    def people(self) -> tuple[Code, ...]:
        """Everyone a candidate placement can name: teachers, in code order, then recruits.

        Recruits (``county.newcomers``) are among them while the policy's mode 招聘 is on.
        """
        teachers = tuple(row.code for row in self.county.teachers)
        return teachers + tuple(self.county.newcomers if "recruitment" in self.policy.modes else ())

    @cached_property
    def person_index(self) -> dict[Code, int]:
        """Position in :attr:`people`."""
        return {code: i for i, code in enumerate(self.people)}


class Fact(Generic[P]):
    """Shared knowledge that depends on policy: demand, load, tenure, eligibility, grouping …

    A fact file ``constraints/facts/<id>.py`` holds a ``Params`` class and one subclass of this;
    other code asks ``TheFact.of(situation)``.
    """

    id: ClassVar[str]
    name: ClassVar[str]
    Params: ClassVar[type[Params]]

    def __init__(self, situation: Situation, p: P) -> None:
        self.situation = situation
        self.county = situation.county
        self.p = p

    @classmethod
    def of(cls, situation: Situation) -> Self:
        """This fact for a situation, derived at first use."""
        return situation.fact(cls)

    @classmethod
    def unstated(cls, name: str) -> str:
        """A value of its own that the policy leaves open, as what is missing is named."""
        return f"{UNSTATED}{cls.Params.declared()[name].label}（facts.{cls.id}.{name}）"

"""Who came forward to be placed otherwise, and for which schools: 志愿 and 推荐, in plain Python.

No plan changes that. The list of candidates asks the same before any rule has struck one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from constraints.facts.eligibility import Eligibility
from constraints.situation import Situation
from models.column import Code
from models.sheets import WishRow
from models.vocabulary import Mode


class Asking:
    """Applicants and recommended people of a county."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.county = situation, situation.county

    def asked_for(self, person: Code, mode: Mode, host: Code) -> bool:
        """Whether the person came forward for that school.

        They named it, named none, said they would go anywhere (服从调剂), or were recommended and
        have no wishes. Who named others and did not say so (blank is no consent) is sent elsewhere
        only as 建议人选, though the school agreed (推荐) to their going.
        """
        schools = self._asked(mode).get(person, frozenset())
        return schools is None or host in schools

    def named(self, person: Code, mode: Mode, host: Code) -> bool:
        """Whether the person's own wish names that very school; a recommendation without wishes
        speaks for any. 服从调剂 and a bare application (只报名) name none."""
        wishes = self._wishes(person, self._alike(mode))
        if not wishes:
            return person in self.forward(mode)
        return person in self.forward(mode) and any(w.school == host for w in wishes)

    def _alike(self, mode: Mode) -> Collection[Mode]:
        """Modes whose wishes speak for a mode."""
        fact = Eligibility.of(self.situation)
        return fact.p.modes if mode in fact.p.modes else (mode,)

    def _wishes(self, person: Code, modes: Collection[Mode]) -> list[WishRow]:
        return [w for w in self.county.wishes_of.get(person, ()) if w.mode in modes]

    def _asked(self, mode: Mode) -> Mapping[Code, frozenset[Code] | None]:
        """People who came forward for a mode → the schools they came forward for, None = any."""
        if mode not in self._asked_by:
            alike = self._alike(mode)
            self._asked_by[mode] = {
                person: self._schools(person, alike) for person in sorted(self.forward(mode))
            }
        return self._asked_by[mode]

    @cached_property
    def _asked_by(self) -> dict[Mode, Mapping[Code, frozenset[Code] | None]]:
        """Worked out once a mode."""
        return {}

    def _schools(self, person: Code, modes: Collection[Mode]) -> frozenset[Code] | None:
        wishes = self._wishes(person, modes)
        named = frozenset(w.school for w in wishes if w.school is not None)
        anywhere = not wishes or any(w.school is None or w.accepts_any for w in wishes)
        return None if anywhere else named

    def forward(self, mode: Mode) -> frozenset[Code]:
        """People who applied or were recommended for a mode, and are able to go."""
        fact = Eligibility.of(self.situation)
        if mode in fact.p.modes:
            return self._volunteers
        return frozenset(wish.person for wish in self.county.wishes if wish.mode is mode)

    @cached_property
    def _volunteers(self) -> frozenset[Code]:
        fact = Eligibility.of(self.situation)
        return frozenset((*fact.volunteers, *fact.recommended))

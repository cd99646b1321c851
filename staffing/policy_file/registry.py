"""What a policy may speak of: the facts, modes and rules that exist in code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from constraints import registry as discovered
from constraints.mode import ModeTerms
from constraints.rule import AnyRule
from constraints.situation import Fact
from models.policy import Params
from models.vocabulary import Mode

CITATION_KEYS = ("source", "clause", "quote", "from", "checked", "unverified", "waiver", "adopted")
"""Keys of a citation on a rule row; they come and go together."""

SETTING_KEYS = ("force", "tier", "weight", "concede", "target", "title", "due", "reason")
"""Keys of a rule row that say what the policy makes of the rule."""

ROW_KEYS = SETTING_KEYS + CITATION_KEYS

_LISTED = 20
"""Words that are listed when none of them is alike; of more, nobody would read the list."""

_ALIKE = 0.5
"""Likeness at which a word is offered as the one meant; Chinese words of two signs share one."""

SWITCH = "on"
"""Key that switches a mode on or off."""


@dataclass(frozen=True)
class Registry:
    """Facts, modes and rules by id; tests hand in their own."""

    facts: Mapping[str, type[Fact[Any]]]
    modes: Mapping[str, type[Params]]
    rules: Mapping[str, AnyRule]

    def __post_init__(self) -> None:
        for name, rule in self.rules.items():
            if clash := set(rule.Params.declared()) & set(ROW_KEYS):
                raise TypeError(f"rule {name}: parameters {sorted(clash)} are names of row keys")

    @classmethod
    def of_code(cls) -> Registry:
        """Everything discovered in ``constraints``; modes are all ways of moving."""
        modes = {mode.name.lower(): ModeTerms for mode in Mode if mode is not Mode.STAY}
        return cls(discovered.facts(), modes, discovered.rules())

    def params(self, section: str, name: str) -> type[Params]:
        """Parameter class of one fact, mode or rule."""
        if section == "facts":
            return self.facts[name].Params
        return self.modes[name] if section == "modes" else self.rules[name].Params

    def called(self, section: str) -> Mapping[str, str]:
        """Chinese name → id in a section."""
        if section == "modes":
            return {
                mode.value: mode.name.lower() for mode in Mode if mode.name.lower() in self.modes
            }
        known: Mapping[str, Any] = getattr(self, section)
        return {one.name: name for name, one in known.items()}

    def names(self, section: str) -> tuple[str, ...]:
        """Ids known in a section."""
        known: Mapping[str, Any] = getattr(self, section)
        return tuple(known)


def nearest(word: str, known: Iterable[str]) -> str:
    """``，最接近“x”`` for the nearest known word, else the words there are if they are few."""
    words = sorted(known)
    for written in (word, word.lower()):
        if close := difflib.get_close_matches(written, words, n=1, cutoff=_ALIKE):
            return f"，最接近“{close[0]}”"
    return f"；可用的有：{'、'.join(words)}" if 0 < len(words) <= _LISTED else ""

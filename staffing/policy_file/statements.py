"""What every policy of a chain states, key by key, checked against the declarations in code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.policy import Cited, Document, Standing, Tier
from models.problem import Problem
from staffing.policy_file.heads import order_tiers
from staffing.policy_file.lines import Line, Place, in_force, read_citation, read_lines
from staffing.policy_file.reading import Chain, Entry, Key, Layer, dotted
from staffing.policy_file.registry import CITATION_KEYS, ROW_KEYS, SWITCH, Registry
from staffing.policy_file.waiving import draft_behind

BINDING = (Standing.OFFICIAL, Standing.COUNTY)
"""Standings of documents that may make a rule hard."""


@dataclass(frozen=True)
class Stated:
    """One key as one layer states it: dated lines, or the bare entry of a setting.

    lines: those that are soundly written; read: all of them, for checking what else is wrong.
    """

    layer: Layer
    entry: Entry
    place: Place
    read: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that can be used, oldest first."""
        return tuple(line for line in self.read if line.sound)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with how any of its lines is written."""
        return all(line.sound for line in self.read)

    def at(self, day: date) -> Line | None:
        """The line in force on *day*."""
        return in_force(self.lines, day)


@dataclass
class Statements:
    """All statements of a chain: per key, from the topmost norm down to the last overlay."""

    chain: Chain
    documents: dict[str, Document] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()
    lines: defaultdict[Key, list[Stated]] = field(default_factory=lambda: defaultdict(list))
    settings: defaultdict[Key, list[Stated]] = field(default_factory=lambda: defaultdict(list))
    instances: tuple[Key, ...] = ()
    """``("rules", rule, instance)`` in policy order: upper policies first, then as written."""

    @property
    def problems(self) -> list[Problem]:
        """Everything found wrong so far."""
        return self.chain.problems

    def setting(self, key: Key) -> Stated | None:
        """A setting as the lowest layer that gives it says."""
        found = self.settings.get(key)
        return found[-1] if found else None

    def layer_raw(self, key: Key, layer: Layer) -> Any:
        """What one layer says of a setting; None when it says nothing."""
        entry = layer.entries.get(key)
        return None if entry is None else entry.raw

    def citation(self, row: Key) -> tuple[Cited, Stated, bool] | None:
        """The citation a rule row states itself: it, who states it, whether the county adopts it.

        Citation keys count together: those of the lowest layer that gives any.
        """
        stated = {n: s for n in CITATION_KEYS if (s := self.setting((*row, n)))}
        if not stated:
            return None
        layers = self.chain.layers
        last = max(stated.values(), key=lambda s: layers.index(s.layer))
        mine = {name: s.entry.raw for name, s in stated.items() if s.layer is last.layer}
        place = replace(last.place, key=dotted(row))
        cited = read_citation(mine, place, dated=False)
        if cited.document not in place.documents:
            return None
        return cited, last, mine.get("adopted") is True

    def binding(self, document: str, layer: Layer, adopted: bool) -> bool:
        """Whether a line may make a rule hard: its document binds, or the county adopted it.

        An overlay is an assumption: it may suppose anything.
        """
        return self._decided(layer, adopted) or self.documents[document].standing in BINDING

    def draft_behind(self, cited: Cited, layer: Layer, adopted: bool) -> str:
        """The draft that a waiver, or what it lets stand, rests on, with its standing; "" where
        there is none or the county adopted it."""
        if self._decided(layer, adopted):
            return ""
        return draft_behind(cited.waiver, cited.document, self.documents)

    def _decided(self, layer: Layer, adopted: bool) -> bool:
        return layer.overlay or (adopted and layer.head.standing is Standing.COUNTY)


def read_statements(chain: Chain, registry: Registry) -> Statements:
    """Check every line of every layer, in force or not: next year's mistake shows today."""
    found = Statements(chain, instances=_instances(chain))
    for layer in chain.layers:
        found.documents.update(layer.documents)
        found.tiers = order_tiers(
            found.tiers, layer.tiers, layer.tiers_file or layer.file, chain.problems
        )
        citable = frozenset(found.documents)
        for key, entry in layer.entries.items():
            place = Place(entry.file, dotted(key), citable, chain.problems)
            if key[-1] in (ROW_KEYS if key[0] == "rules" else (SWITCH,)):
                found.settings[key].append(Stated(layer, entry, place))
                continue
            params = registry.params(key[0], key[1])
            lines = read_lines(entry.raw, params.annotated()[key[-1]], place)
            if params.declared()[key[-1]].adds and found.lines[key]:
                lines = tuple(_added(line, found.lines[key][-1]) for line in lines)
            found.lines[key].append(Stated(layer, entry, place, lines))
    return found


def _added(line: Line, upper: Stated) -> Line:
    """A line whose names are added to those in force above it; of one name the lower one counts."""
    above = upper.at(line.start) or next(reversed(upper.lines), None)
    if above is None or not above.cited.value or line.cited.value is None:
        return line
    value = {**above.cited.value, **line.cited.value}
    return replace(line, cited=replace(line.cited, value=value))


def _instances(chain: Chain) -> tuple[Key, ...]:
    found = {key[:3]: None for layer in chain.layers for key in layer.entries if key[0] == "rules"}
    return tuple(found)

"""Names of a county's schools and people, wherever people read: screen, sheet or sentence."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from constraints.facts.seats import quota_words
from models.column import Code
from models.county import County
from models.finding import Finding
from models.policy import Policy

_MANY = 2_000
"""Longest list of people put into one cell, in characters."""


class CountyNames:
    """Names in place of codes."""

    def __init__(self, county: County, policy: Policy | None = None) -> None:
        """policy: whose quotas (挂职、跟岗名额) are called by their titles, None = nobody's."""
        self.county = county
        self._quotas = {} if policy is None else quota_words(policy)

    @cached_property
    def _schools(self) -> dict[Code, str]:
        outside = {row.code: f"{row.name}（{row.county}）" for row in self.county.outside_schools}
        return outside | {row.code: row.name for row in self.county.schools}

    @cached_property
    def _people(self) -> dict[Code, str]:
        outside = {row.code: row.name for row in self.county.outside_people}
        return outside | {row.code: row.name for row in self.county.teachers}

    def school(self, code: Code | None) -> str:
        """A school's name; the code itself when it is not known."""
        return "" if code is None else self._schools.get(code, code)

    def person(self, code: Code | None) -> str:
        """A person's name; the code itself when it is not known (a recruit's place)."""
        return "" if code is None else self._people.get(code, code)

    def team(self, code: Code | None) -> str | None:
        """A team as 支教团 has it, or the title of a quota; None for neither."""
        return None if code is None else self._quotas.get(code, code)

    def people(self, codes: tuple[Code, ...]) -> str:
        """``样例甲（T01）、样例乙（T02）``; a long list is cut and says how many there are."""
        shown = ""
        for code in codes:
            shown += f"{'、' if shown else ''}{self.person(code)}（{code}）"
            if len(shown) > _MANY:
                return f"{shown}等{len(codes)}人"
        return shown

    def spoken(self, finding: Finding) -> Finding:
        """The finding with names in place of codes in its key and people, to be put into words."""
        key = "/".join(self._mention(Code(part)) for part in finding.key.split("/"))
        people = tuple(Code(self._mention(code)) for code in finding.people)
        return replace(finding, key=key, people=people)

    def _mention(self, part: Code) -> str:
        """``河东小学``, ``样例甲（T01）``; what is no code stays as it is."""
        name = self._schools.get(part)
        if name is None and part in self._people:
            name = f"{self._people[part]}（{part}）"
        return part if name is None else name.replace("/", "／")

    def key(self, key: str) -> str:
        """A measure's key with names in place of codes; the county as a whole when it is empty."""
        if not key:
            return "全县"
        return " ".join(self._named(Code(part)) for part in key.split("/"))

    def reason(self, text: str) -> str:
        """A reason that begins with a school's code (``A：…``), with its name instead."""
        code, colon, rest = text.partition("：")
        known = self._schools.get(Code(code)) if colon else None
        return text if known is None else f"{known}：{rest}"

    def _named(self, part: Code) -> str:
        return self._schools.get(part) or self._people.get(part) or part

"""学区: its schools, and the people proposed for district head and teaching guides.

口径: districts with a school of the policy's group; 学区主任 is the head of the junior school at
the township seat, else of the central primary school (兼任; the larger first); 教育指导员 come
from 名师 and key teachers on duty in the district who lead no school: 名师 first, then level,
title, code. 例外: where nobody fits, the reason stands in ``notes``. Both are proposals for the
bureau, never placements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from constraints.facts.grouping import Grouping
from constraints.facts.key_teacher import KeyTeacher
from constraints.facts.leaders import Leaders
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import GroupName, Params, param
from models.sheets import SchoolRow, TeacherRow
from models.vocabulary import Sponsor, Stage

NO_SEAT = "学区内没有镇驻地初中或中心小学"
NO_HEAD = "该校没有登记校长"
NO_GUIDE = "学区内没有名师或骨干教师"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which districts, which schools lead them, how many guides."""

    group: GroupName = param("设学区主任和教育指导员的学区（含有此分组的学校）")
    seat: GroupName = param("学区主任所在学校分组")
    guides: int = param("每个学区的教育指导员人数", unit="人")


@dataclass(frozen=True)
class DistrictPosts:
    """A district's proposal; None where nobody can be named, and why in ``notes``."""

    district: str
    schools: tuple[Code, ...]
    seat: Code | None
    head: Code | None
    guides: tuple[Code, ...]
    notes: tuple[str, ...] = ()


class Districts(Fact[P]):
    """Districts and proposals for their posts."""

    id = "districts"
    name = "学区岗位"
    Params = P

    @cached_property
    def schools(self) -> Mapping[str, tuple[SchoolRow, ...]]:
        """Public teaching schools by district, both in order of code."""
        grouped: defaultdict[str, list[SchoolRow]] = defaultdict(list)
        for row in self.county.schools:
            if row.sponsor is Sponsor.PUBLIC and row.kind.stages:
                grouped[row.district].append(row)
        return {name: tuple(grouped[name]) for name in sorted(grouped)}

    @cached_property
    def posts(self) -> tuple[DistrictPosts, ...]:
        """One proposal per district the policy speaks of, by name."""
        groups = Grouping.of(self.situation)
        return tuple(
            self._posts(name, schools)
            for name, schools in self.schools.items()
            if any(groups.has(self.p.group, row.code) for row in schools)
        )

    def _posts(self, name: str, schools: tuple[SchoolRow, ...]) -> DistrictPosts:
        codes = tuple(row.code for row in schools)
        seat = self._seat(schools)
        head = self._head(seat) if seat else None
        guides = self._guides(codes)[: self.p.guides]
        notes = [NO_SEAT] if seat is None else [] if head else [NO_HEAD]
        if not guides:
            notes.append(NO_GUIDE)
        return DistrictPosts(name, codes, seat, head, guides, tuple(notes))

    def _seat(self, schools: tuple[SchoolRow, ...]) -> Code | None:
        groups = Grouping.of(self.situation)
        junior = [
            row
            for row in schools
            if groups.has(self.p.seat, row.code) and Stage.JUNIOR in row.kind.stages
        ]
        central = [row for row in schools if row.central and Stage.PRIMARY in row.kind.stages]
        for found in (junior, central):
            if found:
                return min(found, key=lambda row: (-row.pupils, row.code)).code
        return None

    def _head(self, school: Code) -> Code | None:
        fact = Leaders.of(self.situation)
        leaders = fact.by_school.get(self.county.legal_school(school), ())
        return next((x.person for x in leaders if x.office in fact.p.heads), None)

    def _guides(self, schools: tuple[Code, ...]) -> tuple[Code, ...]:
        leading = Leaders.of(self.situation).p.offices
        key, standings = KeyTeacher.of(self.situation), StandingFact.of(self.situation).by_person
        found = [
            row
            for row in self.county.teachers
            if standings[row.code].in_supply
            and standings[row.code].school in schools
            and (key.is_key(row.code) or row.master_title)
            and row.leadership not in leading
        ]
        return tuple(row.code for row in sorted(found, key=_distinction))


def _distinction(row: TeacherRow) -> tuple[int, int, int, str]:
    level = row.key_level.rank if row.key_level else 0
    title = row.title.rank if row.title else 0
    return (int(row.master_title is None), -level, -title, row.code)


FACT = Districts

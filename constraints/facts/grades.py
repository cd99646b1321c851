"""岗位等级: 高级/中级/初级 posts of each school (岗位设置), who holds them, what is free.

口径: a person's grade is that of 聘任岗位等级 when stated, else of 职称, by the policy's tables.
Posts held = people on the books of the 编制主体, by grade; campuses' 岗位设置 rows add up at it.
例外: where the policy says so, titles granted for rural use (定向评价职称) are listed apart and
not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import GradePostRow, TeacherRow
from models.vocabulary import Title

Place = tuple[Code, str]
"""编制主体 and grade."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which titles and levels make which grade."""

    titles: Mapping[Title, str] = param("职称 → 岗位等级（高级/中级/初级）")
    levels: Mapping[str, tuple[int, ...]] = param("岗位等级 → 聘任岗位等级（级）")
    rural_apart: bool = param("定向评价职称是否单列、不占本校结构")


class Grades(Fact[P]):
    """Posts by grade: approved, held, free."""

    id = "grades"
    name = "岗位等级"
    Params = P

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The sheet nobody filled in, when there is no row of it at all."""
        return () if self.county.grade_posts else (f"{GradePostRow.sheet}.核定数",)

    def grade_of(self, code: Code) -> str | None:
        """Grade of a person; None when neither level nor title tells."""
        row = self.county.teacher.get(code)
        return None if row is None else self._grade(row)

    def counted(self, code: Code) -> bool:
        """Whether the person takes one of a school's posts by grade."""
        row = self.county.teacher.get(code)
        if row is None or StandingFact.of(self.situation).by_person[code].holder is None:
            return False
        return not (self.p.rural_apart and row.rural_title)

    @cached_property
    def approved(self) -> Mapping[Place, int]:
        """Approved posts by 编制主体 and grade, sorted."""
        found: Counter[Place] = Counter()
        for row in self.county.grade_posts:
            found[self.county.establishment_holder(row.school), row.grade] += row.approved
        return dict(sorted(found.items()))

    @cached_property
    def held(self) -> Mapping[Place, int]:
        """Posts taken before any decision, by 编制主体 and grade."""
        found: Counter[Place] = Counter()
        for code, standing in StandingFact.of(self.situation).by_person.items():
            grade = self.grade_of(code)
            if standing.holder is not None and grade is not None and self.counted(code):
                found[standing.holder, grade] += 1
        return found

    def free(self, holder: Code, grade: str) -> int | None:
        """Posts free before any decision, never below zero; None when nothing is approved."""
        approved = self.approved.get((holder, grade))
        return None if approved is None else max(0, approved - self.held.get((holder, grade), 0))

    def _grade(self, row: TeacherRow) -> str | None:
        if row.post_grade is not None:
            return self._of_level.get(row.post_grade)
        return None if row.title is None else self.p.titles.get(row.title)

    @cached_property
    def _of_level(self) -> Mapping[int, str]:
        return {level: grade for grade, levels in self.p.levels.items() for level in levels}


FACT = Grades

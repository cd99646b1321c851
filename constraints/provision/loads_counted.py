"""班主任、少先队辅导员的工作量应按规定折算，计入教师工作量。

口径: 单位 人。班主任 (少先队辅导员) 中，折算课时不少于本人标准课时规定份额的为已计入。
例外: 幼儿园等没有标准课时的学段不计；没有人担任的一项不列；没有相应列、整列空白的无
法判定。只核对，不参与求解。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from constraints.facts.load import Load
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import TeacherRow

_DUTIES: tuple[tuple[str, str, Callable[[TeacherRow], bool | None]], ...] = (
    ("班主任", "homeroom", lambda row: row.homeroom),
    ("少先队辅导员", "young_pioneers", lambda row: row.young_pioneers),
)


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Least share of a standard load each duty must count."""

    homeroom: Fraction = param("班主任折算占标准课时的份额", stricter="higher")
    young_pioneers: Fraction | None = param(
        "少先队辅导员折算占标准课时的份额，不写只要求有折算", stricter="higher", optional=True
    )


class LoadsCounted(Rule[P]):
    """People whose duty counts less than it must, by duty."""

    id, name, unit = "loads_counted", "班主任和辅导员工作量折算", "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per duty."""
        situation = outcome.situation
        load = Load.of(situation)
        for label, column, has in _DUTIES:
            if not situation.county.has_column(TeacherRow.sheet, column):
                yield Measure(label, None, None, None, missing=(f"教师.{label}",))
                continue
            if all(getattr(row, column) is None for row in situation.county.teachers):
                yield Measure(label, None, None, None, missing=(f"教师.{label}（全部空白）",))
                continue
            share: Fraction | None = getattr(p, column)
            people = [
                row
                for row in situation.county.teachers
                if has(row) and row.stage and row.subject and load.standard(row.stage, row.subject)
            ]
            if not people:
                continue
            short = [row.code for row in people if not _counts(load, row, share)]
            done = len(people) - len(short)
            yield Measure(label, done, len(people), len(short), people=tuple(short))

    def explain(self, finding: Finding) -> str:
        """Duty and people."""
        if finding.short is None:
            return f"没有{finding.key}列，工作量折算无法判定。"
        return (
            f"{finding.key}应折算工作量{finding.required}人，已折算{finding.measured}人，"
            f"差{finding.short}人。"
        )


def _counts(load: Load, row: TeacherRow, share: Fraction | None) -> bool:
    """Whether the duty takes at least its share off the load (rounded to a tenth of a period)."""
    if row.stage is None or row.subject is None:
        return True
    reduced, full = load.reduction(row.code), load.standard(row.stage, row.subject)
    return reduced > 0 if share is None else reduced >= int(share * full)


RULE = LoadsCounted()

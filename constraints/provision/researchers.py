"""县级教研机构应配齐各学科教研员。

口径: 单位 人，按学科计。实有 = 现任教学校为教研机构、人员状态可任教的该学科人员；应有
= 政策按学科规定的人数。
例外: 没有教研机构的县、教研机构人员没有填学科的，无法判定。只核对，不参与求解。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import SchoolKind, StaffStatus


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Researchers by subject."""

    heads: Mapping[str, int] = param("各学科教研员人数", unit="人", stricter="higher")
    able: tuple[StaffStatus, ...] = param("计入的人员状态")


class Researchers(Rule[P]):
    """Researchers lacking, by subject."""

    id, name, unit = "researchers", "教研员配备", "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per subject the policy names, in its order."""
        offices = {s.code for s in outcome.county.schools if s.kind is SchoolKind.RESEARCH}
        everyone = outcome.county.teachers
        staff = [row for row in everyone if row.duty_school in offices and row.status in p.able]
        if not offices or any(row.subject is None for row in staff if row.teaches):
            missing = ("教师.主教学科（教研机构）",) if offices else ("学校.学段（教研机构）",)
            yield Measure("", None, None, None, missing=missing)
            return
        have = Counter(row.subject for row in staff if row.subject is not None)
        for subject, heads in p.heads.items():
            found = sum(n for name, n in have.items() if name == subject)
            yield Measure(subject, found, heads, max(heads - found, 0))

    def explain(self, finding: Finding) -> str:
        """Subject, heads."""
        if finding.short is None:
            return f"{finding.name}没有教研机构或其人员没有填学科，无法判定。"
        return (
            f"{finding.key}教研员应有{finding.required}人，实有{finding.measured}人，"
            f"差{finding.short}人。"
        )


RULE = Researchers()

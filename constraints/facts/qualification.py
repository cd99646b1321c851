"""任教资格: which stages and subjects a person may be newly placed in.

口径: the certificate's stage must reach the stage taught, by the policy's table. For the subject
the policy lists per stage which evidence it accepts (资格证学科, 所学专业, 兼教学科, 现任学科); one
that names the subject, or a subject the policy's table takes it for, is enough. A stage without
accepted evidence does not look at the subject. This speaks of new places: staying is never
forbidden. 例外: a blank 资格证学段 is unknown; the policy says whether that forbids a new place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.sheets import TeacherRow
from models.vocabulary import Stage, Word


class Evidence(Word):
    """What shows that a person can teach a subject."""

    CERTIFICATE = "资格证学科"
    MAJOR = "所学专业"
    ALSO = "兼教学科"
    CURRENT = "现任学科"


class Unknown(Word):
    """What a blank certificate means for a new place."""

    FORBID_NEW = "不得新安排"
    ALLOW = "按现任教学段认定"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Tables of stages and subjects."""

    stages: Mapping[Stage, tuple[Stage, ...]] = param("资格证学段 → 可任教学段")
    evidence: Mapping[Stage, tuple[Evidence, ...]] = param("任教学段 → 认可的学科依据")
    subjects: Mapping[Subject, tuple[Subject, ...]] = param("学科 → 视同可任教的学科")
    majors: Mapping[str, tuple[Subject, ...]] = param("所学专业中的关键词 → 可任教的学科")
    unknown: Unknown = param("资格证学段空白时")


class Qualification(Fact[P]):
    """Stage by certificate, subject by the policy's tables."""

    id = "qualification"
    name = "任教资格"
    Params = P

    def may_teach(self, code: Code, stage: Stage, subject: str) -> bool:
        """Whether the person may be newly placed to teach this."""
        return not self.why_not(code, stage, subject)

    def why_not(self, code: Code, stage: Stage, subject: str) -> str:
        """Why not, one Chinese phrase fit for everyone's eyes; empty when they may."""
        wanted = self.county.newcomers.get(code)
        if wanted is not None:
            fits = (stage, subject) == (wanted.stage, wanted.subject)
            return "" if fits else f"招聘的是{wanted.stage}{wanted.subject}"
        if stage not in self.stages(code):
            held = self.county.teacher[code].certificate_stage
            if held is None:
                return "资格证学段空白，无法认定"
            return f"{held}教师资格不能任教{stage}"
        if not self.p.evidence.get(stage) or subject in self.subjects(code, stage):
            return ""
        accepted = "、".join(self.p.evidence[stage])
        return f"{accepted}均不支持任教{subject}"

    def stages(self, code: Code) -> tuple[Stage, ...]:
        """Stages the certificate reaches, in the policy's order; blank by the policy's word."""
        row = self.county.teacher[code]
        held = row.certificate_stage
        if held is None and self.p.unknown is Unknown.ALLOW:
            return () if row.stage is None else (row.stage,)
        return () if held is None else self.p.stages.get(held, ())

    def subjects(self, code: Code, stage: Stage) -> frozenset[Subject]:
        """Subjects the evidence accepted at that stage supports; its stage is not looked at."""
        row = self.county.teacher[code]
        return frozenset(
            subject for kind in self.p.evidence.get(stage, ()) for subject in self._shown(row, kind)
        )

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Columns of 教师 the workbook lacks and this needs."""
        return tuple(
            column.column.header
            for column in TeacherRow.fields()
            if column.name in ("certificate_stage", "certificate_subject")
            and not self.county.has_column(TeacherRow.sheet, column.name)
        )

    def _shown(self, row: TeacherRow, kind: Evidence) -> Iterator[Subject]:
        if kind is Evidence.MAJOR:
            for word, subjects in self.p.majors.items():
                if word in (row.major or ""):
                    yield from subjects
            return
        named = {
            Evidence.CERTIFICATE: (row.certificate_subject,),
            Evidence.ALSO: row.also_subjects,
            Evidence.CURRENT: (row.subject,),
        }[kind]
        for subject in named:
            if subject is not None:
                yield subject
                yield from self.p.subjects.get(subject, ())


FACT = Qualification

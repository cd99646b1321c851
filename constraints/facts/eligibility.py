"""应交流对象: who is due for rotation (交流轮岗), who may be moved, and why not, person by person.

口径: 公办义务教育在编在岗专任教师 (``schools``, ``kinds``, ``stages``, in supply) who meet the
policy's years at one school, title and age on the reference date (口径日期). What else leaves the
denominator (approved 免/缓, service period, a running or lately ended exchange) is the policy's
word (``leaves``). 例外: leaders are handled apart where the policy says so; volunteers and
recommended people outside the denominator may move but are not counted in it.

Reasons are complete, in a fixed order and fit for anyone to read, except those marked internal. A
missing column is a third answer: one reason naming it, never a silent pass.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import NamedTuple

from constraints.facts._verdict import Leaves, P, Reason, Verdict
from constraints.facts.exemption import PUBLIC_REASON, Exemptions
from constraints.facts.grouping import Grouping
from constraints.facts.recall import Recall
from constraints.facts.retirement import Retirement
from constraints.facts.service import ServicePeriod
from constraints.facts.standing import NO_TEACHER, Standing, StandingFact
from constraints.facts.tenure import Tenure
from constraints.situation import Fact
from models.column import Code, Month
from models.sheets import RecommendationRow, TeacherRow
from models.vocabulary import Gender, OfficeReview, SchoolOpinion

__all__ = ["FACT", "Eligibility", "Leaves", "P", "Reason", "Verdict"]


_NOBODY = Verdict(False, False, False, (Reason("person", "不在教师表中"),))
_HARD_SCOPE = ("staff_kind", "absent", "detail", "leader")
"""Reasons outside the scope that no application can overcome."""


class _Hold(NamedTuple):
    """What keeps somebody in place: bars a move, leaves the denominator, yields to a wish."""

    reason: Reason
    bars: bool = True
    leaves: bool = False
    yields: bool = False


class Eligibility(Fact[P]):
    """Who is due, who may move."""

    id = "eligibility"
    name = "应交流对象"
    Params = P

    def verdict(self, code: Code) -> Verdict:
        """The verdict on one person."""
        return self._verdicts.get(code, _NOBODY)

    @cached_property
    def eligible(self) -> tuple[Code, ...]:
        """应交流对象, the denominator, in code order."""
        return tuple(code for code, v in self._verdicts.items() if v.eligible)

    @cached_property
    def movable_people(self) -> tuple[Code, ...]:
        """Everyone who may be a candidate in rotation, in code order."""
        return tuple(code for code, v in self._verdicts.items() if v.movable)

    @cached_property
    def volunteers(self) -> tuple[Code, ...]:
        """Movable people who applied themselves (志愿), in code order."""
        return tuple(code for code in self.movable_people if code in self._applied)

    @cached_property
    def recommended(self) -> tuple[Code, ...]:
        """Movable people recommended by a school (推荐), in code order."""
        return tuple(code for code in self.movable_people if code in self._recommended)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Columns whose absence leaves somebody's verdict open, or an obligation unknown."""
        return tuple(sorted({*self.undecided, *ServicePeriod.of(self.situation).missing}))

    @cached_property
    def undecided(self) -> tuple[str, ...]:
        """Columns whose absence leaves open whether somebody is due: the denominator of shares."""
        return tuple(sorted({name for v in self._verdicts.values() for name in v.missing}))

    def why(self, code: Code) -> str:
        """One Chinese sentence, fit for anyone: why due, or why not."""
        verdict = self.verdict(code)
        said = [r.text for r in verdict.reasons if not r.internal]
        if verdict.eligible:
            months = Tenure.of(self.situation).months(code)
            served = "" if months is None else f"同校连续任教{_years(months)}，"
            said.insert(0, f"{served}列入应交流对象")
        return "；".join(said)

    # -- the verdict ----------------------------------------------------------------------------

    @cached_property
    def _verdicts(self) -> dict[Code, Verdict]:
        standings = StandingFact.of(self.situation).by_person
        return {row.code: self._judge(row, standings[row.code]) for row in self.county.teachers}

    def _judge(self, row: TeacherRow, standing: Standing) -> Verdict:
        scope = self._scope(row, standing)
        unknown = () if scope else self._scope_unknown(standing)
        if unknown:
            return Verdict(False, False, False, (_unknown(unknown),), unknown)
        unmet = [] if scope else self._unmet(row)
        unknown = () if scope or unmet else self._unmet_unknown(row)
        holds = self._holds(row.code, standing)
        due = not (scope or unmet or unknown)
        leaving = [h.reason.key for h in holds if h.leaves]
        eligible = due and not leaving
        asked = self._asked(row.code, eligible)
        kept = [h for h in holds if not (asked and h.yields)]
        movable = self._open(scope, standing) and (asked or eligible)
        return Verdict(
            in_scope=not scope,
            eligible=eligible,
            movable=movable and not any(h.bars for h in kept),
            reasons=(
                *scope,
                *unmet,
                *([_unknown(unknown)] if unknown else []),
                *(h.reason for h in kept if h.bars or h.leaves),
            ),
            missing=unknown,
            away=due and leaving == ["fixed"],
        )

    def _open(self, scope: list[Reason], standing: Standing) -> bool:
        """Whether somebody out of scope may still apply; people in scope always may."""
        if not scope:
            return True
        if standing.school is None or any(r.key in _HARD_SCOPE for r in scope):
            return False
        return Grouping.of(self.situation).has(self.p.open_schools, standing.school)

    def _asked(self, code: Code, eligible: bool) -> bool:
        """Whether an application or recommendation lets the person be a candidate."""
        if eligible or not self.p.outside_needs_consent:
            applied = code in self._applied and (eligible or self.p.volunteers_outside)
            return applied or code in self._recommended
        return code in self._recommended

    # -- scope ----------------------------------------------------------------------------------

    def _scope(self, row: TeacherRow, standing: Standing) -> list[Reason]:
        p, groups, found = self.p, Grouping.of(self.situation), list[Reason]()
        school = standing.school
        if school is not None and not (
            groups.has(p.schools, school) or groups.undecided(p.schools, school)
        ):
            text = f"所在学校不属于{groups.label(p.schools)}"
            found.append(Reason("school", text, "facts.eligibility.schools"))
        if row.staff_kind not in p.kinds:
            text = f"编制类型为{row.staff_kind.value}，不属于应交流范围"
            found.append(Reason("staff_kind", text, "facts.eligibility.kinds"))
        if not standing.in_supply or not row.teaches:
            found.append(Reason("absent", standing.why or NO_TEACHER, standing.cite))
            if standing.detail:
                found.append(Reason("detail", standing.detail, standing.cite, internal=True))
        elif row.stage not in p.stages:
            text = f"任教学段为{row.stage}，不属于应交流范围"
            found.append(Reason("stage", text, "facts.eligibility.stages"))
        if row.leadership in p.leaders:
            text = "学校领导交流另行安排，不列入教师交流"
            found.append(Reason("leader", text, "facts.eligibility.leaders"))
        return found

    def _scope_unknown(self, standing: Standing) -> tuple[str, ...]:
        groups, found = Grouping.of(self.situation), list[str]()
        if standing.school is not None and groups.undecided(self.p.schools, standing.school):
            found.extend(groups.missing(self.p.schools, among=(standing.school,)))
        if self.p.leaders and not self.county.has_column(TeacherRow.sheet, "leadership"):
            found.append("教师.行政职务")
        return tuple(found)

    # -- conditions -----------------------------------------------------------------------------

    def _unmet(self, row: TeacherRow) -> list[Reason]:
        """Conditions surely not met: years at the school, title, age, years to retirement."""
        found = [self._too_short(row), self._too_junior(row), self._too_old(row)]
        found.append(self._retiring(row))
        return [reason for reason in found if reason]

    def _unmet_unknown(self, row: TeacherRow) -> tuple[str, ...]:
        found = []
        if self._needed(row) is not None and Tenure.of(self.situation).months(row.code) is None:
            found.append("教师.进入本校年月")
        if self.p.minimum_title is not None and row.title is None:
            found.append("教师.职称")
        return tuple(found)

    def _needed(self, row: TeacherRow) -> int | None:
        """Months at one school that make a person due; None = the policy asks for none."""
        p = self.p
        if p.terms is not None and p.term_months is not None:
            return p.terms * p.term_months
        return (p.stage_months or {}).get(str(row.stage), p.months)

    def _too_short(self, row: TeacherRow) -> Reason | None:
        p, needed = self.p, self._needed(row)
        months = Tenure.of(self.situation).months(row.code)
        if needed is None or months is None:
            return None
        if months > needed or (months == needed and not p.exceed):
            return None
        wanted = f"{p.terms}个聘期（{_years(needed)}）" if p.terms else _years(needed)
        text = f"同校连续任教{_years(months)}，未{'超过' if p.exceed else '满'}{wanted}"
        return Reason("tenure", text, f"facts.eligibility.{'terms' if p.terms else 'months'}")

    def _too_junior(self, row: TeacherRow) -> Reason | None:
        wanted = self.p.minimum_title
        if wanted is None or row.title is None or row.title.rank >= wanted.rank:
            return None
        text = f"职称为{row.title.value}，未达{wanted.value}"
        return Reason("title", text, "facts.eligibility.minimum_title")

    def _too_old(self, row: TeacherRow) -> Reason | None:
        man = row.gender is Gender.MALE
        line = self.p.age_men if man else self.p.age_women
        if line is None or (Month.of(self.county.term.reference) - row.born) // 12 < line:
            return None
        key = f"facts.eligibility.{'age_men' if man else 'age_women'}"
        return Reason("age", f"已满{line}周岁，不列入应交流对象", key)

    def _retiring(self, row: TeacherRow) -> Reason | None:
        years = self.p.years_to_retire
        left = Retirement.of(self.situation).months_left(row.code)
        # Birth months, not days: the month exactly N years before retirement already counts.
        if years is None or left is None or left > 12 * years:
            return None
        text = f"距法定退休不足{years}年"
        return Reason("retirement", text, "facts.eligibility.years_to_retire")

    # -- what keeps people where they are -------------------------------------------------------

    def _holds(self, code: Code, standing: Standing) -> list[_Hold]:
        """Everything that keeps the person in place, in the order it is told."""
        found, leaves = list[_Hold](), self.p.leaves
        if standing.fixed:
            left = standing.running and Leaves.RUNNING in leaves
            found.append(_Hold(Reason("fixed", standing.fixed), leaves=left))
        exemption = Exemptions.of(self.situation).binding(code)
        if exemption is not None:
            reason = Reason("exempt", PUBLIC_REASON, "facts.exemption.kinds")
            found.append(_Hold(reason, leaves=Leaves(exemption.kind.value) in leaves))
        until = ServicePeriod.of(self.situation).bound_until(code)
        if until is not None:
            end = "" if until == date.max else f"（至{until.isoformat()}）"
            reason = Reason("service", f"服务期未满{end}，不调出", "facts.service.binding")
            left = Leaves.SERVICE in leaves
            found.append(_Hold(reason, bars=self.p.service_stays, leaves=left))
        free = Recall.of(self.situation).free_from(code)
        if free is not None:
            text = f"交流期满返回，{free.isoformat()}前不再安排"
            reason = Reason("recall", text, "facts.recall.years")
            found.append(_Hold(reason, leaves=Leaves.RECALL in leaves, yields=True))
        return found

    # -- applications ---------------------------------------------------------------------------

    @cached_property
    def _applied(self) -> frozenset[Code]:
        return frozenset(w.person for w in self.county.wishes if w.mode in self.p.modes)

    @cached_property
    def _recommended(self) -> frozenset[Code]:
        """People a school recommends, unless the sending school objects or the bureau refuses."""
        rows = [r for r in self.county.recommendations if r.mode in self.p.modes]
        refused = frozenset(r.person for r in rows if self._refuses(r))
        return frozenset(r.person for r in rows if self._supports(r)) - refused

    def _supports(self, row: RecommendationRow) -> bool:
        reviewed = row.review is OfficeReview.PASSED or not self.p.review_required
        return row.opinion is SchoolOpinion.AGREE and reviewed

    def _refuses(self, row: RecommendationRow) -> bool:
        if row.review is OfficeReview.REJECTED:
            return True
        standing = StandingFact.of(self.situation).by_person.get(row.person)
        sending = row.school is None or (standing is not None and row.school == standing.school)
        return sending and row.opinion is SchoolOpinion.DISAGREE


def _unknown(missing: tuple[str, ...]) -> Reason:
    names = "、".join(f"“{name}”" for name in missing)
    return Reason("unknown", f"缺少{names}，无法判定是否应交流")


def _years(months: int) -> str:
    """``6年``, ``5年11个月``, ``8个月``."""
    years, rest = divmod(months, 12)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest or not years else "")


FACT = Eligibility

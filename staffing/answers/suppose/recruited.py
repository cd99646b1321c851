"""Where recruits a question supposes (``whatif --recruit``) went, and why the rest went nowhere.

Asked of the finished run with the plain checks alone: one recruit more is laid over the plan at
each of the schools still short, and the first enforced rule that breaks, or else the first tier
that gets worse, is the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from constraints.facts.recruits import Recruits
from constraints.facts.slices import Slices, last_day
from constraints.mode import ModeTerms
from constraints.situation import Situation
from models.column import Code
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import RecruitRow
from models.vocabulary import Mode
from staffing.answers.breach import breach_words
from staffing.answers.suppose.supposed import SUPPOSED, Change
from staffing.audit import Audit, audit
from staffing.modelling.candidates import propose
from staffing.naming import CountyNames
from staffing.result import Run

_ASKED = 3
"""Schools still short that are tried, those that lack most first."""

OFF = "本政策没有启用“招聘”，招来的人一个也不安排"
NOT_SHORT = "安排以前全县就没有学校缺这个学科，用不上"
COVERED = "安排后各校这个学科都不缺了，再多也用不上"
_NO_GAIN = "再安排一人，各层都不会更好"


@dataclass(frozen=True)
class Recruited:
    """What became of one supposition. heads: with those of the 招聘 sheet of the same stage and
    subject, who cannot be told from them: sheet of these; placed: (school, heads), code order; why:
    some went nowhere, empty when none did."""

    row: RecruitRow
    heads: int
    sheet: int
    placed: tuple[tuple[Code, int], ...]
    why: str = ""

    @property
    def left(self) -> int:
        """How many went nowhere."""
        return self.heads - sum(heads for _, heads in self.placed)

    def words(self, names: CountyNames) -> str:
        """One sentence: where how many went, and why the others did not."""
        beside = f"（连同“招聘”表原有的 {self.sheet} 人）" if self.sheet else ""
        said = f"招聘的{self.row.stage.value}{self.row.subject} {self.heads} 人{beside}："
        went = "、".join(f"{names.school(school)} {heads} 人" for school, heads in self.placed)
        parts = [f"到{went}"] if went else []
        if self.left:
            whole = "都" if not went else f"另 {self.left} 人"
            parts.append(f"{whole}没有安排：{self.why}")
        return f"{said}{'；'.join(parts)}。"


def recruited(run: Run, changes: Sequence[Change]) -> tuple[Recruited, ...]:
    """In the order supposed; empty without a plan."""
    roster = None if run.result.roster is None else Roster.of(run.shown)
    rows = [row for c in changes for row in c.rows if isinstance(row, RecruitRow)]
    if roster is None or not rows:
        return ()
    asking = _Asking(run, roster)
    return tuple(asking.about(row) for row in rows)


def recruited_json(found: Recruited, names: CountyNames) -> dict[str, object]:
    """The same for programs."""
    return {
        "stage": found.row.stage.value,
        "subject": found.row.subject,
        "heads": found.heads,
        "of_sheet": found.sheet,
        "placed": [{"school": school, "heads": heads} for school, heads in found.placed],
        "unplaced": found.left,
        "message": found.words(names),
    }


class _Asking:
    def __init__(self, run: Run, roster: Roster) -> None:
        self._run, self._roster = run, roster

    @property
    def _situation(self) -> Situation:
        return self._run.situation

    def about(self, row: RecruitRow) -> Recruited:
        """Where the recruits of a stage and subject went."""
        cell = row.stage, row.subject
        alike = {code: x for code, x in self._run.county.newcomers.items()
                 if (x.stage, x.subject) == cell}  # fmt: skip
        went = Counter(p.host for p in self._roster.placements if p.person in alike)
        sheet = sum(x.source != SUPPOSED for x in alike.values())
        placed = tuple(sorted(went.items()))
        idle = [code for code in alike if not self._roster.by_person.get(code)]
        why = self._why(row, idle[0]) if idle else ""
        return Recruited(row, len(alike), sheet, placed, why)

    def _why(self, row: RecruitRow, person: Code) -> str:
        """Why one more went nowhere."""
        if Mode.RECRUITMENT.name.lower() not in self._situation.policy.modes:
            return OFF
        short = Recruits.of(self._situation).hosts(row.stage, row.subject)
        if not short:
            return NOT_SHORT
        after = self._run.gaps_after.by_cell
        lines = {school: after.get((school, row.stage, row.subject)) for school in short}
        lacking = {school: line.posts for school, line in lines.items() if line and line.gap}
        if not lacking:
            return COVERED
        worst = sorted(lacking, key=lambda school: (-lacking[school], school))
        said: dict[str, list[str]] = {}
        for school in worst[:_ASKED]:
            name = CountyNames(self._run.county).school(school)
            said.setdefault(self._against(row, person, school), []).append(name)
        told = "；".join(f"{'、'.join(schools)}还缺，但{why}" for why, schools in said.items())
        many = len(lacking) > _ASKED
        return f"{told}（还缺的有 {len(lacking)} 所，只试了缺得最多的）" if many else told

    def _against(self, row: RecruitRow, person: Code, school: Code) -> str:
        """What speaks against one recruit more at a school."""
        struck = propose(self._situation).reason_against(person, school)
        if struck:
            return f"来不了：{struck}"
        more = Roster.of([*self._roster.placements, self._placed(row, person, school)])
        return next(self._worse(audit(self._situation, more)), _NO_GAIN)

    def _worse(self, other: Audit) -> Iterator[str]:
        """The first enforced rule that breaks, else the first tier that changes for the worse."""
        policy = self._situation.policy
        for rule in policy.rules:
            if rule.force is Force.HARD and _short(other, rule.id) > _short(self._audit, rule.id):
                both = self._audit.measures[rule.id], other.measures[rule.id]
                yield f"再来一人会违反{breach_words(rule, *both, CountyNames(self._run.county))}"
        for tier in policy.tiers:
            change = other.tier_value(tier.id) - self._audit.tier_value(tier.id)
            if change > 0:
                yield f"再来一人会使“{tier.name}”更差"
            elif change < 0:
                return

    @cached_property
    def _audit(self) -> Audit:
        return audit(self._situation, self._roster)

    def _placed(self, row: RecruitRow, person: Code, school: Code) -> Placement:
        terms: ModeTerms = self._situation.policy.modes[Mode.RECRUITMENT.name.lower()]
        start = Slices.of(self._situation).begins(school)
        return Placement(
            person, Mode.RECRUITMENT, terms.relation, Code(""), school,
            start, last_day(start, terms.length_months), row.subject, row.stage,
        )  # fmt: skip


def _short(checked: Audit, row: str) -> int:
    return sum(m.short or 0 for m in checked.measures[row])

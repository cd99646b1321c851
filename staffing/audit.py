"""The audit: every rule of the policy measured on a finished plan, whoever made it.

Knows nothing of any solver; runs with none installed. What people are shown comes from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from constraints.outcome import Opening, Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.finding import Finding, Measure, State, TargetLine
from models.policy import Cited, Force, RuleRow
from models.roster import Roster
from staffing.candidates import propose
from staffing.naming import CountyNames
from staffing.policy_file.values import show as show_value


@dataclass(frozen=True)
class Audit:
    """Every measure by policy row id, in policy order, and what follows from them."""

    situation: Situation
    measures: Mapping[str, tuple[Measure, ...]]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Measures that are not met or cannot be decided."""
        names = CountyNames(self.situation.county)
        return tuple(
            _finding(self.situation, row, measure, names)
            for row in self.situation.policy.rules
            for measure in self.measures.get(row.id, ())
            if measure.state is not State.MET
        )

    @cached_property
    def targets(self) -> tuple[TargetLine, ...]:
        """The ledger: every measure of every row that is a target, in policy order."""
        return tuple(
            line
            for row in self.situation.policy.rules
            if row.target
            for line in _target_lines(self.situation, row, self.measures.get(row.id))
        )

    def tier_value(self, tier: str) -> int:
        """Weighted shortfall of a tier, as the checks count it."""
        return sum(
            row.weight * sum(m.short or 0 for m in self.measures.get(row.id, ()))
            for row in self.situation.policy.rules
            if row.tier == tier and row.force is Force.SOFT
        )


def audit(
    situation: Situation, roster: Roster, openings: Collection[Opening] | None = None
) -> Audit:
    """Measure every rule that is not switched off.

    openings: the placements that were open, where they are at hand; else they are proposed anew
    (nobody is called passed over who could go nowhere).
    """
    known = propose(situation).openings if openings is None else openings
    outcome = Outcome(situation, roster, known)
    return Audit(
        situation,
        {
            row.id: tuple(rules()[row.rule].measure(outcome, row.params))
            for row in situation.policy.rules
            if row.force is not Force.OFF
        },
    )


def _finding(situation: Situation, row: RuleRow, measure: Measure, names: CountyNames) -> Finding:
    rule = rules()[row.rule]
    document, clause, standing = _cited(situation, row.basis)
    finding = Finding(
        rule=row.rule,
        instance=row.instance,
        name=row.title or rule.name,
        key=measure.key,
        measured=measure.measured,
        required=measure.required,
        short=measure.short,
        unit=rule.unit,
        state=measure.state,
        people=measure.people,
        message="",
        document=document,
        clause=clause,
        standing=standing,
        enforced=row.force is Force.HARD or (row.force is Force.SOFT and bool(row.target)),
        mode=row.force.value,
    )
    return replace(finding, message=_message(row, finding, measure, names))


def _message(row: RuleRow, finding: Finding, measure: Measure, names: CountyNames) -> str:
    """One sentence for people: names in place of codes."""
    if finding.state is State.UNDECIDABLE:
        cause = (
            f"缺少{'、'.join(measure.missing)}" if measure.missing else measure.note or "资料不全"
        )
        return f"{finding.name}（{names.key(finding.key)}）无法判定：{cause}，补齐后重新核查。"
    return rules()[row.rule].explain(names.spoken(finding))


def _target_lines(
    situation: Situation, row: RuleRow, measures: tuple[Measure, ...] | None
) -> Iterator[TargetLine]:
    """One line per measure; a target that is switched off or pending has one line saying so."""
    off = Measure(
        key="", measured=None, required=None, short=None, note=row.reason or "本政策未启用"
    )
    nothing = Measure(
        key="", measured=None, required=None, short=None, note="本县没有适用的学校或人员"
    )
    rule = rules()[row.rule]
    document, clause, standing = _cited(situation, row.basis)
    for measure in (off,) if measures is None else measures or (nothing,):
        yield TargetLine(
            id=row.target,
            rule=row.id,
            name=row.title or rule.name,
            key=measure.key,
            numerator=measure.numerator,
            denominator=measure.denominator,
            measured=measure.measured,
            required=measure.required,
            short=measure.short,
            unit=rule.unit,
            state=measure.state,
            document=document,
            clause=clause,
            quote=row.basis.quote,
            standing=standing,
            mode=row.force.value,
            steerable=rule.steers and row.force in (Force.HARD, Force.SOFT),
            missing=measure.missing,
            readings=(*measure.readings, *_promise(row)),
            note=measure.note,
        )


def _promise(row: RuleRow) -> Iterator[tuple[str, str]]:
    """The target year, and the path of values that leads to it."""
    if row.due is not None:
        yield "目标年份", f"{row.due}年"
    if row.path:
        steps = (f"{_value(line)}（{line.since or '起始不详'}起）" for line in row.path)
        yield "目标路径", " → ".join(steps)


def _value(line: Cited) -> str:
    return "待定" if line.pending else show_value(line.value)


def _cited(situation: Situation, line: Cited) -> tuple[str, str, str]:
    """(title and number, clause, standing with 待核实 where it applies)."""
    document = situation.policy.documents[line.document]
    title = f"《{document.title}》{document.number}"
    standing = document.standing.value
    if line.unverified and "待核实" not in standing:
        standing = f"{standing}，待核实"
    return title, line.clause, standing

"""The audit: every rule of the policy measured on a finished plan, whoever made it.

Knows nothing of any solver; runs with none installed. What people are shown comes from here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from constraints.outcome import Opening, Openings, Outcome
from constraints.reach import Reach
from constraints.registry import family_of, rules
from constraints.situation import Situation
from constraints.teams.programme_cost import RULE as COST
from models.finding import UNSTATED, Finding, Measure, State, TargetLine
from models.policy import Force, RuleRow
from models.roster import Roster
from staffing.leaders.discretion import listed
from staffing.ledger.computing import cited, ledger, ledger_parts
from staffing.locks.excess import Excess, excesses
from staffing.locks.share import Limit, Limits
from staffing.modelling.candidates import propose
from staffing.naming import CountyNames
from staffing.teams.as_written import Slip, slips
from staffing.teams.reasons import TeamReasons

_BINDING = frozenset({Force.HARD, Force.SOFT})
_MEASURED = frozenset(Force) - {Force.OFF}

_TEAMS = "teams"
"""Family of the rules about teams, told of the whole plan but for their cost."""


@dataclass(frozen=True)
class Audit:
    """Every measure by policy row id, in policy order, and what follows from them.

    openings: the placements that were open; floors are counted from them. roster: the plan itself;
    with_leaders: it has the leaders' own rows, which no roster workbook shows. proven: policy row
    id → what a solve has proven that nobody can avoid of it. binding: only rules that are enforced
    or steer were measured.
    """

    situation: Situation
    measures: Mapping[str, tuple[Measure, ...]]
    openings: Openings | None = None
    roster: Roster | None = None
    with_leaders: bool = True
    proven: Mapping[str, int] = field(default_factory=dict)
    binding: bool = False

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Measures that are not met or cannot be decided."""
        names = CountyNames(self.situation.county)
        roster = self.roster or Roster(())
        reasons = TeamReasons(self.situation, roster, self.measures, self.with_leaders)
        limits = Limits(self.situation, roster)
        return tuple(
            _with_limit(
                _with_reason(_finding(self.situation, row, measure, names), reasons),
                limits.raised(row, measure),
            )
            for row in self.situation.policy.rules
            for measure in self.measures.get(row.id, ())
            if measure.state is not State.MET
        )

    @cached_property
    def targets(self) -> tuple[TargetLine, ...]:
        """The ledger: one line per target, in policy order."""
        return ledger(Reach(self.situation, self.openings), self.measures, self.proven)

    @cached_property
    def target_parts(self) -> tuple[TargetLine, ...]:
        """What the lines of the ledger are summed from, where they are."""
        return ledger_parts(self.situation, self.measures)

    @cached_property
    def over_limits(self) -> tuple[Excess, ...]:
        """Limits the locks alone exceed (锁定超限), as far as the plan leaves them so."""
        return excesses(self.situation, self.roster)

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """What single cells of the plan say and cannot be, whatever the policy asks for."""
        return slips(self.situation, self.roster or Roster(()))

    @cached_property
    def of_listed(self) -> Audit:
        """The audit of the listed plan as if it were all there is; itself where it is.

        For what holds one plan against another: the rules of teams too are measured on what is
        listed (:mod:`staffing.leaders.listed`).
        """
        plan = self.roster or Roster(())
        public = listed(self.situation, plan)
        if public is plan:
            return self
        told = audit(self.situation, public, self.openings, binding=self.binding)
        return replace(told, proven=self.proven)

    @cached_property
    def as_listed(self) -> Audit:
        """The audit of a plan as general eyes may have it; itself where that is no other."""
        told = self.of_listed
        if told is self:
            return self
        rows = (row for row in self.situation.policy.rules if row.id in self.measures)
        measures = {r.id: (self if _told_whole(r) else told).measures[r.id] for r in rows}
        return replace(self, measures=measures)

    def tier_value(self, tier: str) -> int:
        """Weighted shortfall of a tier, as the checks count it."""
        return sum(
            row.weight * sum(m.short or 0 for m in self.measures.get(row.id, ()))
            for row in self.situation.policy.rules
            if row.tier == tier and row.force is Force.SOFT
        )


def _told_whole(row: RuleRow) -> bool:
    return family_of(row.rule) == _TEAMS and row.rule != COST.id


def audit(
    situation: Situation,
    roster: Roster,
    openings: Collection[Opening] | None = None,
    *,
    binding: bool = False,
) -> Audit:
    """Measure every rule that is not switched off; binding: that is enforced or steers.

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
            if row.force in (_BINDING if binding else _MEASURED)
        },
        outcome.openings,
        roster,
        binding=binding,
    )


def _finding(situation: Situation, row: RuleRow, measure: Measure, names: CountyNames) -> Finding:
    rule = rules()[row.rule]
    document, clause, standing = cited(situation, row.basis)
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
        note=measure.note,
    )
    return replace(finding, message=_message(row, finding, measure, names))


def _with_reason(finding: Finding, reasons: TeamReasons) -> Finding:
    """A place of a team that is not filled says what kept it empty."""
    why = reasons.told(finding)
    said = finding.message.replace(f"（{finding.note}）", "")  # told again, and more of it
    return replace(finding, message=f"{said}原因：{why}。") if why else finding


def _with_limit(finding: Finding, limit: Limit | None) -> Finding:
    """A limit that stands back for the locks is told as it stands, too."""
    if limit is None:
        return finding
    said = finding.message.removesuffix("。")
    words = f"{limit.words(finding.unit)}，锁定的先行落实，超出的由此算起"
    return replace(finding, message=f"{said}（{words}）。")


def _message(row: RuleRow, finding: Finding, measure: Measure, names: CountyNames) -> str:
    """One sentence for people: names in place of codes."""
    if finding.state is State.UNDECIDABLE:
        whose = f"{finding.name}（{names.key(finding.key)}）无法判定"
        if measure.missing:
            return f"{whose}：{_lacking(measure.missing)}。"
        return f"{whose}：{measure.note or '资料不全'}。"
    said = rules()[row.rule].explain(names.spoken(finding))
    return f"{said.removesuffix('。')}（{measure.note}）。" if measure.note not in said else said


def _lacking(missing: Sequence[str]) -> str:
    """What is not known, and where it is to be stated: in the workbook, or in the policy."""
    unstated = [name.removeprefix(UNSTATED) for name in missing if name.startswith(UNSTATED)]
    absent = [name for name in missing if not name.startswith(UNSTATED)]
    data = f"缺少{'、'.join(absent)}，补齐后重新核查" if absent else ""
    policy = f"缺{UNSTATED}{'、'.join(unstated)}，在本县政策中写明后重新核查" if unstated else ""
    return "；".join(filter(None, (data, policy)))

"""The tiers of a plan as they are told: the checker's value, the solver's bound, what proves it."""

from __future__ import annotations

from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, RuleRow, Tier
from models.result import TierResult, TierStatus
from staffing.audit import Audit
from staffing.modelling.model import Model
from staffing.solver.proof import TierProof
from staffing.wording import CURVED, amount_words


def tier_results(
    model: Model, situation: Situation, proofs: tuple[TierProof, ...], checked: Audit
) -> tuple[TierResult, ...]:
    """Every tier of the policy that weighs anything; the value shown is the audit's."""
    proven = {proof.id: proof for proof in proofs}
    bent = {x.row.tier for x in model.shorts if x.row.force is Force.SOFT and bends(x.row)}
    held = any(x.row.force is Force.HARD and bends(x.row) for x in model.shorts)
    found = []
    for tier in situation.policy.tiers:
        value, proof = checked.tier_value(tier.id), proven.get(tier.id)
        if proof is not None:
            curved = tier.id in bent or (held and value > 0)
            made = _of_lines(tier, proof, checked) if curved else _of_checks(tier, proof, value)
            found.append(made)
        elif any(row.tier == tier.id and row.force is Force.SOFT for row in situation.policy.rules):
            note = "人员安排不影响此项"
            found.append(TierResult(tier.id, tier.name, tier.unit, value, value, "optimal", note))
    return tuple(found)


def _of_checks(tier: Tier, proof: TierProof, value: int) -> TierResult:
    """A tier whose rows count as its checks do."""
    status: TierStatus = "optimal" if proof.optimal else "feasible"
    bound = min(proof.bound, value)
    return TierResult(tier.id, tier.name, tier.unit, value, bound, status, _note(proof))


def _of_lines(tier: Tier, proof: TierProof, checked: Audit) -> TierResult:
    """A tier that straight rows stand for, or that they keep plans from: the proof is theirs. Of
    the checks' value no more is proven than what nobody can avoid."""
    value = checked.tier_value(tier.id)
    bound = min(_unavoidable(tier, checked), value) if value else 0
    status: TierStatus = "optimal" if proof.optimal or bound == value else "feasible"
    note = f"{_note(proof)}；{_curved(tier, proof, value, bound)}"
    return TierResult(tier.id, tier.name, tier.unit, value, bound, status, note, curved=True)


def _unavoidable(tier: Tier, checked: Audit) -> int:
    """What of a tier's targets nobody can avoid, as far as counting tells."""
    rows = {row.id: row for row in checked.situation.policy.rules if row.tier == tier.id}
    steered = (t for t in checked.targets if t.rule in rows and t.mode == Force.SOFT.value)
    return sum(rows[t.rule].weight * (t.floor or 0) for t in steered)


def _note(proof: TierProof) -> str:
    if proof.relaxation is None:
        return "已达理论下限"
    if proof.certified:
        return "下界经整数证书核验"
    if not proof.optimal:
        return "未证明最优，界限是现有的最好下界"
    return "下界由整数规划证明"


def _curved(tier: Tier, proof: TierProof, value: int, bound: int) -> str:
    """What a proof is worth where the solver's rows ask for more than a curved measure does."""
    said, found = amount_words(proof.value, tier.unit), amount_words(value, tier.unit)
    both = f"求解计 {said}，核查为 {found}" if proof.value != value else f"求解与核查都为 {found}"
    best = amount_words(proof.value - proof.bound, tier.unit)
    left = "" if proof.optimal else f"，按折线最多还能好 {best}"
    rest = "" if value == bound else "，按核查的口径或许还能更少，界限是谁也避免不了的"
    return f"{CURVED}，证明是对折线说的：{both}{left}{rest}"


def bends(row: RuleRow) -> bool:
    """Whether a policy row's rule writes rows that ask for more than its check does."""
    return rules()[row.rule].conservative and rules()[row.rule].steers

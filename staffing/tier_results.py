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
        value = checked.tier_value(tier.id)
        proof = proven.get(tier.id)
        if proof is not None:
            status: TierStatus = "optimal" if proof.optimal else "feasible"
            bound, note = min(proof.bound, value), _note(proof)
            curved = tier.id in bent
            if curved and proof.optimal:
                note = f"{note}；{_curved(tier, proof.value, value)}"
            elif held and proof.optimal and value:
                curved, note = True, f"{note}；硬性规则中{CURVED}，证明是对折线说的"
            found.append(
                TierResult(tier.id, tier.name, tier.unit, value, bound, status, note, curved)
            )
        elif any(row.tier == tier.id and row.force is Force.SOFT for row in situation.policy.rules):
            found.append(
                TierResult(
                    tier.id, tier.name, tier.unit, value, value, "optimal", "人员安排不影响此项"
                )
            )
    return tuple(found)


def _note(proof: TierProof) -> str:
    if proof.relaxation is None:
        return "已达理论下限"
    if proof.certified:
        return "下界经整数证书核验"
    if not proof.optimal:
        return "未证明最优，界限是现有的最好下界"
    return "下界由整数规划证明"


def _curved(tier: Tier, said: int, found: int) -> str:
    """What a proof is worth where the solver's rows ask for more than a curved measure does."""
    here, there = amount_words(said, tier.unit), amount_words(found, tier.unit)
    both = f"求解计 {here}，核查为 {there}" if said != found else f"求解与核查都为 {there}"
    rest = "" if not found else "，按曲线或许还能更少"
    return f"{CURVED}，证明是对折线说的：{both}{rest}"


def bends(row: RuleRow) -> bool:
    """Whether a policy row's rule writes rows that ask for more than its check does."""
    return rules()[row.rule].conservative and rules()[row.rule].steers

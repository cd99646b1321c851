"""What of a plan's numbers general eyes may have: those of the plan as it is listed.

A leader's move that nobody has decided stands on no list; a number that counts it would tell it
by subtraction. So whatever is told, on sheets, on the screen, in JSON and in answers, is measured
on the listed plan, in which such a leader stays. Two exceptions: the rules of teams (支教团, 跟岗)
say how many of each office go and never who, and are told of the whole plan, so that a team does
not seem to lack the leader it has (their cost is of the listed plan: a sum of people and days tells
who is in it); the proof of a tier is that of the whole plan, beside the listed value, and so is
what a re-solve proves (bounds, exact costs, prices). The numbers of the whole plan stand in the
leaders' own workbook.
"""

from __future__ import annotations

from dataclasses import replace

from constraints.facts.seats import Seats
from constraints.outcome import Outcome
from constraints.registry import family_of
from constraints.situation import Situation
from constraints.teams.programme_cost import RULE as COST
from models.policy import RuleRow
from models.result import TierResult
from models.roster import Roster
from staffing.audit import Audit, audit
from staffing.gaps import Gaps, compute_gaps
from staffing.leaders.discretion import not_counted_words, shown, withheld
from staffing.wording import CURVED

_TEAMS = "teams"
"""Family of the rules about teams, told of the whole plan but for their cost."""

FIGURES = (
    "各项数字按所列安排计：去留未决定的学校领导，不论方案动不动，都按留在原校计；"
    "连同他们的数字只写在领导人员内部文件中。"
)
"""Said beside numbers wherever such a leader could be moved."""


def figures_words(situation: Situation) -> str:
    """:data:`FIGURES` where a plan could move such a leader; the same whether it does or not."""
    return FIGURES if not_counted_words(situation.county) and Seats.of(situation).lines else ""


def listed(situation: Situation, plan: Roster) -> Roster:
    """The plan as it is listed; *plan* itself where nothing of it is withheld."""
    county = situation.county
    return Roster.of(shown(county, plan.placements)) if withheld(county, plan.placements) else plan


def listed_gaps(situation: Situation, plan: Roster) -> Gaps:
    """Establishment and gaps under the listed plan."""
    return compute_gaps(situation, Outcome(situation, listed(situation, plan)))


def as_listed(whole: Audit) -> Audit:
    """The audit of a plan as general eyes may have it; *whole* itself where that is no other."""
    situation, plan = whole.situation, whole.roster or Roster(())
    public = listed(situation, plan)
    if public is plan:
        return whole
    told = audit(situation, public, whole.openings)
    rows = {row.id: row for row in situation.policy.rules}
    return replace(
        whole,
        measures={
            row: (whole if _told_whole(rows[row]) else told).measures[row] for row in whole.measures
        },
    )


def listed_audit(whole: Audit) -> Audit:
    """The audit of the listed plan as if it were all there is; *whole* itself where it is.

    For what holds one plan against another: the rules of teams too are measured on what is listed.
    """
    public = listed(whole.situation, whole.roster or Roster(()))
    if public is whole.roster:
        return whole
    return audit(whole.situation, public, whole.openings)


def _told_whole(row: RuleRow) -> bool:
    return family_of(row.rule) == _TEAMS and row.rule != COST.id


def listed_tiers(tiers: tuple[TierResult, ...], whole: Audit) -> tuple[TierResult, ...]:
    """Tiers with the value of the listed plan, as far from it as ever the proven bound."""
    public = as_listed(whole)
    if public is whole:
        return tiers
    return tuple(_moved(tier, public.tier_value(tier.id)) for tier in tiers)


def _moved(tier: TierResult, value: int) -> TierResult:
    if tier.value is None or value == tier.value:
        return tier
    bound = None if tier.bound is None else max(value - (tier.value - tier.bound), 0)
    note, curved, _ = tier.note.partition(f"；{CURVED}")  # what follows tells both numbers
    return replace(tier, value=value, bound=bound, note=f"{note}{curved}")

"""What of a plan's numbers general eyes may have: those of the plan as it is listed.

A leader's move that nobody has decided stands on no list; a number that counts it would tell it
by subtraction. So whatever is told, on sheets, on the screen, in JSON and in answers, is measured
on the listed plan, in which such a leader stays. Exceptions: the rules of teams (支教团, 跟岗)
say how many of each office go and never who, and are told of the whole plan, so that a team does
not seem to lack the leader it has (their cost is of the listed plan: a sum of people and days tells
who is in it); the proof of a tier is that of the whole plan, beside the listed value, and so is
what a re-solve proves (bounds, exact costs, prices), what a change breaks or betters
(:mod:`staffing.leaders.openly`) and how far plans side by side are apart
(:func:`staffing.answers.figures.on_one_basis`). The numbers of the whole plan stand in the leaders'
own workbook.
"""

from __future__ import annotations

from dataclasses import replace

from constraints.facts.seats import Seats
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.result import TierResult
from models.roster import Roster
from staffing.audit import Audit
from staffing.gaps import Gaps, compute_gaps
from staffing.leaders.discretion import listed, not_counted_words
from staffing.wording import CURVED

FIGURES = (
    "各项数字按所列安排计：去留未决定的学校领导，不论方案动不动，都按留在原校计；"
    "连同他们的数字只写在领导人员内部文件中。"
)
"""Said beside numbers wherever such a leader could be moved."""


WITHOUT_THEM = (
    "花名册没有去留未决定的学校领导的安排，这里都按他们留在原校判断；连同他们，可行的可能不可行，好的可能"
    "不好：请以运行记录为准再问（--run），有权决定的加 --leaders 领导.xlsx。"
)
"""Said where the plan is known without their moves."""


BESIDE = (
    "比较口径：层级和缺口，第一份方案按所列安排计，别的方案与它的差连同去留未决定的学校领导计，"
    "所以可能与各自花名册上的数不同；人数、指标、路程按各自所列安排计。"
)
"""Said below plans side by side."""

RECORDED_BESIDE = (
    "比较口径：两次都按各自所列安排计，去留未决定的学校领导都按留在原校计；两次动到的这些领导不同时，"
    "证明更优的一次也可能显得差，优劣以各自的证明为准。"
)
"""Said below two recorded runs side by side, of which nothing else is known."""


def figures_words(situation: Situation) -> str:
    """:data:`FIGURES` where a plan could move such a leader; the same whether it does or not."""
    return FIGURES if not_counted_words(situation.county) and Seats.of(situation).lines else ""


def beside_words(situation: Situation) -> str:
    """:data:`BESIDE` likewise."""
    return BESIDE if figures_words(situation) else ""


def listed_gaps(situation: Situation, plan: Roster) -> Gaps:
    """Establishment and gaps under the listed plan."""
    return compute_gaps(situation, Outcome(situation, listed(situation, plan)))


def listed_tiers(tiers: tuple[TierResult, ...], whole: Audit) -> tuple[TierResult, ...]:
    """Tiers with the value of the listed plan, as far from it as ever the proven bound."""
    return tiers if whole.as_listed is whole else counted_tiers(tiers, whole.as_listed)


def counted_tiers(tiers: tuple[TierResult, ...], checked: Audit) -> tuple[TierResult, ...]:
    """Tiers with the value that an audit counts."""
    return tuple(_moved(tier, checked.tier_value(tier.id)) for tier in tiers)


def _moved(tier: TierResult, value: int) -> TierResult:
    if tier.value is None or value == tier.value:
        return tier
    bound = None if tier.bound is None else max(value - (tier.value - tier.bound), 0)
    note, curved, _ = tier.note.partition(f"；{CURVED}")  # what follows tells both numbers
    return replace(tier, value=value, bound=bound, note=f"{note}{curved}")

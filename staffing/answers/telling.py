"""Statements and costs in words, the same on screen, on a sheet and in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from constraints.facts.load import TENTHS
from models.policy import Policy, Tier
from models.vocabulary import Mode
from staffing.answers.explain.visiting import goes_about, stays_words, week_words
from staffing.answers.statement import Filled, Statement
from staffing.naming import CountyNames
from staffing.wording import amount_words, period_words, plain_number, rounded

if TYPE_CHECKING:  # at run time they would bring the solver in
    from staffing.answers.costing import Cost
    from staffing.answers.explain.bounds import AtLeast

NOTHING_PROVEN = "未证明有代价"
IMPOSSIBLE = "不可行：与必须满足的规则冲突"
UNCHANGED = "各层都不变"
_METRES = 1000


class TierWords:
    """Amounts of a policy's tiers as people read them."""

    def __init__(self, policy: Policy) -> None:
        self._tiers: Mapping[str, Tier] = {tier.id: tier for tier in policy.tiers}

    def until(self, tier: str) -> str:
        """Tiers down to this one; all of them where the policy has none of that id."""
        return f"到“{self.name(tier)}”为止各层" if tier in self._tiers else "各层"

    def name(self, tier: str) -> str:
        """A tier's name."""
        return self._tiers[tier].name

    def amount(self, tier: str, value: int) -> str:
        """``4 课时``."""
        return amount_words(value, self._tiers[tier].unit) or ""

    def at_least(self, cost: AtLeast) -> str:
        """``“全部学科缺口”至少多 4 课时``."""
        if not cost.possible:
            return IMPOSSIBLE
        if cost.tier is None:
            return NOTHING_PROVEN
        return f"“{self.name(cost.tier)}”至少多 {self.amount(cost.tier, cost.amount)}"

    def cost(self, found: Cost) -> str:
        """All tiers that change, in order of precedence."""
        if not found.possible:
            return IMPOSSIBLE if found.proven else "未求得方案，也未证明不可行"
        words = self.changes(found.changes)
        return words if found.proven else f"{words}（所得方案，未证明最小）"

    def brief(self, changes: Sequence[tuple[str, int]]) -> str:
        """The first tier that changes, and how many do."""
        more = f"，共 {len(changes)} 层有变" if len(changes) > 1 else ""
        return f"{self.changes(changes[:1])}{more}"

    def changes(self, changes: Iterable[tuple[str, int]]) -> str:
        """``“志愿”多 1 名次；“通勤”少 3 公里``."""
        said = [
            f"“{self.name(tier)}”{'多' if change > 0 else '少'} {self.amount(tier, abs(change))}"
            for tier, change in changes
        ]
        return "；".join(said) or UNCHANGED


def by_document(citations: Iterable[str]) -> list[str]:
    """Citations with the title of a document said once and its clauses after it."""
    found: dict[str, list[str]] = {}
    for citation in citations:
        title, mark, rest = citation.partition("》")
        number, space, clause = rest.strip().partition(" ")
        if not mark or not space:
            number, clause = "", rest.strip()
        found.setdefault(f"{title}{mark} {number}".strip(), []).append(clause)
    return [f"{head} {'、'.join(dict.fromkeys(filter(None, said)))}".strip()
            for head, said in found.items()]  # fmt: skip


def placed_words(statement: Statement, names: CountyNames) -> str:
    """Where the person goes, by what mode, until when; or that they stay."""
    parts = []
    told = zip(statement.placements, statement.sources, statement.weeks, strict=True)
    for p, asked, week in told:
        periods = (
            f"，每周 {plain_number(Fraction(p.periods))} 课时" if p.periods is not None else ""
        )
        days = period_words(p.start, p.end)
        taught = f"教{p.subject}" if week and p.subject else ""
        periods += f"、{week_words(week)}" if week else ""
        parts.append(f"{p.mode.value}到{names.school(p.host)}{taught}"
                     f"（{p.relation.value}，{days}{periods}）；{asked}")  # fmt: skip
    return "。".join(parts) or statement.settled or "留在原校，本方案未安排外出"


def establishment_words(statement: Statement, names: CountyNames) -> str:
    """Where somebody who goes about belongs; empty for everybody else."""
    visits = goes_about(statement.placements)
    return stays_words(statement.placements, names) if visits else ""


def order_words(statement: Statement) -> str:
    """The place in the published order, in numbers only."""
    order = statement.order
    modes = tuple(dict.fromkeys(p.mode for p in statement.placements))
    if goes_about(statement.placements) or (order is None and modes and Mode.ROTATION not in modes):
        return f"{'、'.join(modes)}不按任教年限排先后"
    if order is None:
        return "不在按任教年限指派之列（本人申请、学校推荐、已定的，或未列入的）"
    years, rest = divmod(order.months, 12)
    tenure = f"{years}年{rest}个月" if rest else f"{years}年"
    size = order.before + order.equal + order.after
    said = (
        f"本校本学科可指派 {size} 人，同校年限长的在先；本人{tenure}，在前 {order.before} 人"
        f"（已安排 {order.gone_before} 人），在后 {order.after} 人（已安排 {order.gone_after} 人）"
    )
    stays = order.before - order.gone_before
    if stays:
        said += f"；在前未安排的 {stays} 人中，{stays - order.open_before} 人没有符合规则的去处"
    return said


def filled_words(filled: Filled, names: CountyNames) -> str:
    """``河东小学 小学语文：安排前每周缺 10 课时，安排后缺 0 课时``."""
    before, after = filled.before, filled.after
    unit = "人" if before.in_heads else "课时"
    place = f"{names.school(filled.placement.host)} {before.stage.value}{before.subject}"
    if before.gap is None or after.gap is None:
        return f"{place}：缺口无法判定"
    if not before.gap and not after.gap:
        return f"{place}：安排前后都不缺{unit}"
    return f"{place}：安排前每周缺 {tenths(before.gap)} {unit}，安排后缺 {tenths(after.gap)} {unit}"


def excluded_words(statement: Statement) -> str:
    """``不符合学段 12 所、超出通勤上限 3 所``; of who goes about, for full-time places."""
    if goes_about(statement.placements) and statement.excluded:
        found = "、".join(f"{reason} {count} 所" for reason, count in statement.excluded)
        return f"改为全职外出：{found}"
    return "、".join(f"{reason} {count} 所" for reason, count in statement.excluded)


def tenths(value: int) -> int | Decimal | None:
    """Tenths as whole or decimal units."""
    return plain_number(Fraction(value, TENTHS), 1)


ROAD = "加路公里"
"""Header of the column of added road."""

ADDED_ROAD = (
    f"{ROAD}：全职去处写上班单程比现在多走的路，不比现在远的为 0.0；走教写本校到该校的单程。"
)
"""What the column of added road says, under every table that has it."""


def road_words(metres: int | None) -> str:
    """Kilometres to one place; a word when unknown."""
    return "不详" if metres is None else f"{rounded(metres, 1) / _METRES:.1f}"

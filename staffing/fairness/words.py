"""How fairness is said, the same on screen and in the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from constraints.facts.exemption import PUBLIC_REASON
from staffing.fairness import Envied
from staffing.fairness.envy import Envy
from staffing.fairness.road import Group
from staffing.fairness.sent import Lean
from staffing.wording import amount, amount_words, rounded

EXCUSED, FLAGGED = "有规则依据", "未见规则依据，须说明"
LEAN_WORDS: Mapping[Lean, str] = {
    "weak": "偏弱：派出的高级、骨干少于比例",
    "strong": "偏强：派出的高级、骨干多于比例",
    "mixed": "一多一少",
    "even": "与比例相当",
}
GROUP_WORDS: Mapping[Group, str] = {
    "all": "全部外出人员",
    "asked": "本人申请、学校推荐或已定",
    "designated": "建议人选",
}
_METRES = 1000


def verdict_words(pair: Envy) -> str:
    """Whether a rule excuses the pair."""
    return FLAGGED if pair.flagged else EXCUSED


def excuse_words(pair: Envy) -> str:
    """What the swap would break, never the ground of an exemption; empty when nothing."""
    if pair.excuse is None:
        return ""
    if pair.excuse.rule == "exemption":
        return PUBLIC_REASON
    short = amount_words(pair.excuse.amount, pair.excuse.unit)
    worse = "多差" if pair.excuse.tier else "不符"
    return f"若互换，“{pair.excuse.name}”{worse} {short}"


def envy_words(envy: Envied) -> str:
    """The whole in one sentence."""
    if envy == Envied():
        return "没有积分低者占用积分高者志愿的情形。"
    flagged = len(envy.flagged)
    said = (
        f"积分低者在积分高者所报之处：{len(envy.pairs)} 对，"
        f"其中有规则依据 {len(envy.pairs) - flagged} 对，须说明 {flagged} 对"
    )
    unknown = f"；另有 {len(envy.undecided)} 对缺积分，无法判定" if envy.undecided else ""
    return f"{said}{unknown}。"


def points(value: Fraction) -> int | Decimal | None:
    """Points as they were given, without trailing zeros."""
    return amount(value, "分")


def kilometres(metres: int | Fraction | None) -> Decimal | None:
    """Metres as kilometres to one place."""
    return None if metres is None else rounded(Fraction(metres) / _METRES, 1)


def years(value: Fraction | None) -> Decimal | None:
    """Years to one place."""
    return None if value is None else rounded(value, 1)

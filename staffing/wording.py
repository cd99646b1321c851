"""Words and figures shown to people, the same on screen, in the workbook and in messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from constraints.facts.load import TENTHS
from constraints.registry import rules
from models.finding import Finding, Number, State, TargetLine
from models.policy import Policy
from models.result import RunStatus, TierResult

STATE_WORDS: Mapping[State, str] = {
    State.MET: "达标",
    State.SHORT: "未达标",
    State.UNDECIDABLE: "无法判定",
}
FORCE_WORDS: Mapping[str, str] = {
    "hard": "硬性",
    "soft": "指标",
    "watch": "观察",
    "off": "停用",
}
"""What a target's mode means: never broken, striven for, only watched."""

STRIVEN_FOR = "力争"
"""A soft rule that is no target: striven for, and nobody's failure when it stays short."""
OVER_LIMIT = "锁定超限"
"""A limit that the locks alone exceed."""
STATUS_WORDS: Mapping[RunStatus, str] = {
    "optimal": "已求得方案，各层均已证明最优",
    "feasible": "已求得方案，部分层级未证明最优",
    "infeasible": "已证明无解",
    "unknown": "未求得方案",
}

CURVED = "比例、差异系数按偏严的折线计"
"""What a proof of optimality leaves open where straight rows stand for a curve."""

STRICTER_ROWS = (
    "这是已找到的最好方案按核查口径所差；求解对这条规则用偏严的折线，未证明排不出，"
    "可放宽此项或改为力争再求解。"
)
"""Of an enforced rule that the best plan found does not keep; straight rows prove nothing."""

PROPOSED_WORDS = "建议人选"

THREE_NUMBERS = (
    "核定编制、在编、在岗是三个不同的数：在编按编制学校计；在岗按现任教学校计，病休、产假、待岗等"
    "暂不上课的也在内，其中能上课的另列为能任教。"
)

STANDARD_BLANKS = (
    "各数单位为人。按生师比、按班师比、标准数空白的，是没有班级和学生数（如教研机构），"
    "或政策没有给出该学段的标准。"
)

_LEAST_PLACES, _MOST_PLACES = 4, 12
_SHOWN_UNITS: Mapping[str, tuple[str, int]] = {"0.1课时": ("课时", TENTHS)}
"""Units the rules count in that people do not: what they read, and how many make one of it."""


@dataclass(frozen=True)
class Share:
    """A share shown in per cent; ``value`` is the plain number (0.1053 = 10.53 %)."""

    value: Decimal

    def __str__(self) -> str:
        places = max(-int(self.value.as_tuple().exponent) - 2, 0)
        return f"{self.value * 100:.{places}f}%"


Figure = int | Decimal | Share | None


def rounded(value: Number, places: int) -> Decimal:
    """Round half up to *places* decimals."""
    exact = Fraction(value)
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def full_loads(posts: Number | None) -> Decimal | None:
    """折合人数 as people read it, on screen and in the workbook alike: full loads, one decimal."""
    return None if posts is None else rounded(posts, 1)


def gap_unit(in_heads: bool) -> str:
    """What a subject's gap is counted in; kindergartens count heads."""
    return "人" if in_heads else "课时/周"


def unit_words(unit: str) -> str:
    """The unit people read: 课时 for tenths of one, any other as it is."""
    return _SHOWN_UNITS.get(unit, (unit, 1))[0]


def one_of(unit: str) -> int:
    """How many of what a rule counts make one of the unit people read: ten tenths a 课时."""
    return _SHOWN_UNITS.get(unit, (unit, 1))[1]


def amount(value: Number | None, unit: str) -> int | Decimal | None:
    """A value counted in *unit*, in the unit people read: 540 of 0.1课时 → 54; None stays None."""
    shown = in_shown_unit(value, unit)
    if shown is None or Fraction(shown).denominator == 1:
        return None if shown is None else int(shown)
    return rounded(shown, _LEAST_PLACES).normalize()


def amount_words(value: Number | None, unit: str) -> str | None:
    """Value and unit as people read them: ``54 课时``; None stays None."""
    return None if value is None else f"{amount(value, unit)} {unit_words(unit)}"


def in_shown_unit(value: Number | None, unit: str) -> Number | None:
    """A value counted in *unit*, exactly, in the unit of :func:`unit_words`."""
    size = one_of(unit)
    return value if value is None or size == 1 else Fraction(value) / size


def measured_and_required(line: TargetLine | Finding) -> tuple[Figure, Figure]:
    """Both figures of a target or finding, with as many places as it takes to tell them apart.

    Whole figures are shown whole, in the unit of :func:`unit_words`; parts of a whole
    (:attr:`Rule.in_percent`) in per cent, decided or not; other quotients as numbers.
    """
    measured = in_shown_unit(line.measured, line.unit)
    required = in_shown_unit(line.required, line.unit)
    whole = all(Fraction(v or 0).denominator == 1 for v in (measured, required))
    if whole and not _is_share(line):
        return _whole(measured), _whole(required)
    if line.unit in _SHOWN_UNITS:
        return amount(line.measured, line.unit), amount(line.required, line.unit)
    places = _places(measured, required)
    as_share = _is_share(line)
    return _figure(measured, places, as_share), _figure(required, places, as_share)


def _is_share(line: TargetLine | Finding) -> bool:
    """Whether the rule compares parts of a whole; a row's id begins with its rule's."""
    rule = rules().get(line.rule.partition(".")[0])
    return rule is not None and rule.in_percent


def _places(measured: Number | None, required: Number | None) -> int:
    least = _places_of(required)
    if measured is None or required is None or measured == required:
        return least
    for places in range(least, _MOST_PLACES):
        if rounded(measured, places) != rounded(required, places):
            return places
    return _MOST_PLACES


def _places_of(required: Number | None) -> int:
    """Places that show a requirement as the policy writes it; the least where it never ends."""
    if required is None:
        return _LEAST_PLACES
    span = range(_LEAST_PLACES, _MOST_PLACES)
    exact = (n for n in span if Fraction(rounded(required, n)) == Fraction(required))
    return next(exact, _LEAST_PLACES)


def _figure(value: Number | None, places: int, as_share: bool) -> Figure:
    if value is None:
        return None
    number = rounded(value, places)
    return Share(number) if as_share else number


def _whole(value: Number | None) -> Figure:
    return None if value is None else int(value)


def plain_number(value: Number | None, places: int = _LEAST_PLACES) -> int | Decimal | None:
    """An int when it is whole, else rounded, without trailing noughts; None stays None."""
    if value is None:
        return None
    exact = Fraction(value)
    if exact.denominator == 1:
        return exact.numerator
    return rounded(exact, min(places, _digits(rounded(exact, places))))


def _digits(number: Decimal) -> int:
    """Decimals of a number without trailing noughts."""
    return max(-int(number.normalize().as_tuple().exponent), 0)


def force_words(finding: Finding) -> str:
    """硬性, 指标, 力争 or 观察."""
    if finding.mode == "soft" and not finding.enforced:
        return STRIVEN_FOR
    return FORCE_WORDS[finding.mode]


def finding_counts(found: Sequence[Finding], over: int = 0) -> str:
    """``锁定超限 1 处；未满足：硬性 1 项，指标 2 项；无法判定 3 项``, or that nothing was found.

    over: limits the locks alone exceed.
    """
    if not found and not over:
        return "未发现问题"
    kinds = (*FORCE_WORDS.values(), STRIVEN_FOR)
    short = [force_words(f) for f in found if f.state is State.SHORT]
    counts = [f"{kind} {short.count(kind)} 项" for kind in kinds if kind in short]
    undecidable = len(found) - len(short)
    parts = [f"{OVER_LIMIT} {over} 处"] if over else []
    parts += ["未满足：" + "，".join(counts)] if counts else []
    return "；".join([*parts, *([f"无法判定 {undecidable} 项"] if undecidable else [])])


def findings_first(found: Iterable[Finding]) -> list[Finding]:
    """The gravest first: hard, targets, the others; what is undecidable last."""
    kinds = [FORCE_WORDS["hard"], FORCE_WORDS["soft"], STRIVEN_FOR, FORCE_WORDS["watch"]]
    return sorted(found, key=lambda f: (f.state is State.UNDECIDABLE, kinds.index(force_words(f))))


def stands(line: TargetLine) -> str:
    """达标, 未达标, 无法判定 or 停用."""
    return FORCE_WORDS["off"] if line.off else STATE_WORDS[line.state]


def count_words(lines: Sequence[TargetLine]) -> str:
    """``达标 3 项，未达标 1 项，无法判定 0 项，停用 2 项``; 停用 only where something is."""
    found = [stands(line) for line in lines]
    words = [*STATE_WORDS.values(), *(w for w in (FORCE_WORDS["off"],) if w in found)]
    return "，".join(f"{word} {found.count(word)} 项" for word in words)


def state_words(line: TargetLine) -> str:
    """达标, 未达标, or 无法判定 with what is missing, else with why; 停用 with why."""
    words = stands(line)
    if line.state is not State.UNDECIDABLE:
        return words
    if line.missing:
        return f"{words}（缺{'、'.join(line.missing)}）"
    return f"{words}（{line.note}）" if line.note else words


def floor_words(line: TargetLine) -> str | None:
    """What of a shortfall nobody can avoid, with its unit; None where it is not known."""
    return amount_words(line.floor, line.unit)


def traded_words(line: TargetLine) -> str | None:
    """What of a shortfall was given up for others; a target that was not steered says so."""
    if line.floor is None or line.steerable:
        return amount_words(line.traded, line.unit)
    return "未参与求解"


def story_words(line: TargetLine) -> str:
    """Other readings, target year and path, and the note, in one line."""
    told = [f"{name}：{text}" for name, text in line.readings]
    return "；".join([*told, *([line.note] if line.note else [])])


def proof_words(tier: TierResult) -> str:
    """What is known about how good a tier is, in words."""
    if tier.status == "optimal":
        return "已证明最优" if tier.bound == tier.value else "按折线已证明最优"
    if tier.value is None:
        return "未求出"
    slack = tier.slack
    if slack is None:
        return "未得到界限，不知还能好多少"
    if not slack:  # the bound is of straight rows that ask for more than the check counts
        return "按折线已到界限，未证完"
    return f"最多还能好 {amount_words(slack, tier.unit)}"


def headline(status: RunStatus, *, curved: bool) -> str:
    """What came of a run. curved: some proof is of straight rows that stand for a curve."""
    words = STATUS_WORDS[status]
    return f"{words}，其中{CURVED}" if curved and status == "optimal" else words


def policy_words(policy: Policy) -> str:
    """A policy's name and standing, once where the name ends with it: ``…“十四五”（草案）``."""
    standing = f"（{policy.standing.value}）"
    return f"{policy.name.removesuffix(standing)}{standing}"


def period_words(start: date, end: date) -> str:
    """期限 of a placement: ``2026年9月至2027年8月``."""
    return f"{start.year}年{start.month}月至{end.year}年{end.month}月"

"""结对全覆盖：政策规定范围内的学校都与其他学校结对（含集团、托管）。

口径：按法人学校计，结对以口径日期有效的为准；政策规定对方范围的，对方须属其一：外县学校不在本县学
校表，属不属其一无从认定，不算，另行说明。没有规定范围的，与外县学校结对也算。
例外：没有结对表、或学校表缺少认定范围所需的列的，无法判定；本期起已撤并、尚未开办的学校不计。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from constraints.facts.grouping import Grouping
from constraints.facts.pairing import Pairing
from constraints.outcome import Outcome
from constraints.ratios._words import percents
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whose coverage, by whom, and how much of it."""

    group: GroupName = param("应结对学校（分组名）")
    partners: tuple[GroupName, ...] = param("对方学校的范围（学校分组，属其一即可；空=不限）")
    share: Fraction = param("结对覆盖比例", stricter="higher", portion=True)


class PairingCoverage(Rule[P]):
    """Every school of the group is in a pair."""

    id = "pairing_coverage"
    name = "结对覆盖"
    unit = "所"
    Params = P
    in_percent = True

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """The county: legal schools in a pair, of all that should be."""
        grouping = Grouping.of(outcome.situation)
        names = (p.group, *p.partners)
        known = Pairing.of(outcome.situation).known
        missing = (*grouping.missing(*names), *(() if known else ("结对",)))
        due = due_schools(outcome.situation, p)
        if missing or not due:
            if missing:
                yield Measure("", None, p.share, None, missing=missing)
            return
        alone = unpaired(outcome.situation, p)
        have = len(due) - len(alone)
        short = max(ceil(p.share * len(due)) - have, 0)
        share = Fraction(have, len(due))
        yield Measure("", share, p.share, short, have, len(due), note=_note(outcome, alone))

    def explain(self, finding: Finding) -> str:
        """The county's share."""
        if finding.short is None:
            return "结对覆盖无法判定。"
        measured, required = percents(finding.measured, finding.required)
        return f"结对覆盖应达{required}，实为{measured}，还差{finding.short}所。"


def due_schools(situation: Situation, p: P) -> tuple[Code, ...]:
    """Legal schools of the group, in code order."""
    county = situation.county
    return tuple(
        code
        for code in Grouping.of(situation).working(p.group)
        if county.legal_school(code) == code
    )


def unpaired(situation: Situation, p: P) -> tuple[Code, ...]:
    """Those without a partner of the range, in code order."""
    return tuple(code for code in due_schools(situation, p) if not _bound(situation, code, p))


def _bound(situation: Situation, code: Code, p: P) -> bool:
    grouping, known = Grouping.of(situation), situation.county.school
    partners = Pairing.of(situation).partners_of(code)
    if not p.partners:
        return bool(partners)
    return any(c in known and any(grouping.has(n, c) for n in p.partners) for c in partners)


def _note(outcome: Outcome, alone: tuple[Code, ...]) -> str:
    """Who is not paired, and which of them are with others than the policy asks for."""
    pairing, county = Pairing.of(outcome.situation), outcome.county
    otherwise = tuple(code for code in alone if pairing.partners_of(code))
    groups = (("未结对", [code for code in alone if code not in otherwise]),
              ("已结对、对方不属政策规定的范围（外县学校无从认定）", otherwise))  # fmt: skip
    told = ((words, [county.school[code].name for code in codes]) for words, codes in groups)
    return "；".join(f"{words}：{'、'.join(names)}" for words, names in told if names)


RULE = PairingCoverage()

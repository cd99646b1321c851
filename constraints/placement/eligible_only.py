"""只安排可以交流的人员交流；期内在外、锁定留任等不能移动的人和领导人员不列入。

口径：能否移动以“应交流对象”口径逐人判定；不符合交流条件而本人申请的可以到
所申请的学校交流（服从调剂或不限学校的，到哪所都可以），但不计入交流比例。
例外：经锁定（领导决定、已公示结果）的，按锁定办理。领导人员的交流依干部管理权限另行决定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.eligibility import Eligibility, Verdict
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, undecided, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Leadership, Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which modes this governs and which offices are decided elsewhere."""

    modes: tuple[Mode, ...] = param("适用的方式")
    leaders: tuple[Leadership, ...] = param("不列入的行政职务")


class EligibleOnly(PairRule[P]):
    """Only movable people who hold no office rotate, unless a lock says so."""

    id = "eligible_only"
    name = "交流人员资格"
    label = "不能交流（期内在外、留任或领导人员等）"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Pairs of people who may not move, unless locked."""
        barred = np.array(
            [not self._free(situation, code, p) for code in situation.people], np.bool_
        )
        eligible = set(Eligibility.of(situation).eligible)
        only = np.array([code not in eligible for code in situation.people], np.bool_)
        inside = pairs.of_modes(p.modes)
        elsewhere = only[pairs.person] & pairs.designated
        return np.asarray((barred[pairs.person] | elsewhere) & inside & ~pairs.locked)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement in the modes named that no lock has decided."""
        for placement in outcome.moves:
            if placement.mode not in p.modes or outcome.is_locked(placement):
                continue
            verdict = Eligibility.of(outcome.situation).verdict(placement.person)
            row = outcome.county.teacher.get(placement.person)
            office = None if row is None else row.leadership
            elsewhere = not verdict.eligible and outcome.is_designated(placement)
            breach = int(not verdict.movable or elsewhere or office in p.leaders)
            if verdict.missing and office not in p.leaders:
                yield undecided(placement, *verdict.missing)
            else:
                why = self._why(verdict, office, p) if breach else ""
                if breach and elsewhere and verdict.movable:
                    why = "；".join([*([why] if why else []), "本人没有申请到该校"])
                yield judged(placement, breach, why)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"{person}能否列入交流无法判定。"
        why = f"（{finding.note}）" if finding.note else ""
        return f"{person}不能列入交流{why}，却安排到{host}：{too_many(finding)}"

    def _why(self, verdict: Verdict, office: Leadership | None, p: P) -> str:
        """Reasons fit for anyone; what the bureau alone may read stays out."""
        said = [reason.text for reason in verdict.reasons if not reason.internal]
        if office in p.leaders:
            said.append(f"任{office}，交流另行决定")
        return "；".join(said)

    def _free(self, situation: Situation, code: Code, p: P) -> bool:
        row = situation.county.teacher.get(code)
        if row is None or row.leadership in p.leaders:
            return False
        return Eligibility.of(situation).verdict(code).movable


RULE = EligibleOnly()

"""教师只能到与其资格证学段、任教学科相符的岗位任教。

口径：按接收学校的学段、学科判定，证书不低于该学段；学科凭资格证、所学专业或可兼学科，宽严由政策的资格表定。
例外：资格证空白的可留在原校，不作新的安排（由政策的资格表定）。教研机构不开课，到那里工作的不论。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import STAGES, BoolArray, Candidates
from constraints.facts.qualification import Qualification
from constraints.outcome import Outcome
from constraints.pair import judged, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Subject
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the tables of stages and subjects are the fact's."""


class QualificationRule(PairRule[P]):
    """No placement at a stage or in a subject the person may not teach."""

    id = "qualification"
    name = "任教资格与岗位相符"
    label = "不符合学段、学科资格"
    unit = "人"
    Params = P
    visits = True

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Asked once per person, stage and subject; then spread over the pairs."""
        fact = Qualification.of(situation)
        size = len(STAGES) * max(len(pairs.subjects), 1)
        number = pairs.person * size + pairs.stage * (size // len(STAGES)) + pairs.subject
        _, first, back = np.unique(number, return_index=True, return_inverse=True)
        refused = np.array([not self._may(fact, pairs, i) for i in first.tolist()], np.bool_)
        kinds = [row.kind.stages for row in situation.county.schools]
        taught = np.array([[stage in stages for stage in STAGES] for stages in kinds])
        taught = taught.reshape(-1, len(STAGES))
        known = pairs.host >= 0  # what is taught outside the county is not ours to judge
        office = np.array([not stages for stages in kinds], np.bool_)[pairs.host]
        known &= ~office | pairs.of_mode(Mode.ITINERANT)
        return np.asarray(known & (refused[back] | ~taught[pairs.host, pairs.stage]))

    def _may(self, fact: Qualification, pairs: Candidates, i: int) -> bool:
        person = fact.situation.people[int(pairs.person[i])]
        subject = Subject(pairs.subjects[int(pairs.subject[i])])
        return fact.may_teach(person, STAGES[int(pairs.stage[i])], subject)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement and visit in the county: is there a reason against it?"""
        fact, county = Qualification.of(outcome.situation), outcome.county
        for placement in (*outcome.moves, *outcome.visits):
            person, host = placement.person, county.school.get(placement.host)
            row = county.teacher.get(person) or county.newcomers[person]
            stage, subject = placement.stage or row.stage, placement.subject or row.subject
            if host is None or stage is None or subject is None:
                continue
            if not host.kind.stages and placement not in outcome.visits:
                continue
            why = fact.why_not(placement.person, stage, subject)
            if stage not in host.kind.stages:
                why = why or f"{host.name}没有{stage}学段"
            yield judged(placement, bool(why), why)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return (
            f"{person}不具备到{host}任教所需的学段、学科资格：不符合资格的安排应为{finding.required}人，"
            f"实为{finding.measured}人，超{finding.short}人。"
        )


RULE = QualificationRule()

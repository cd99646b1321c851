"""异地交流的人员，编制关系留在本县；有起止，不占接收方编制，不计入交流比例（政策另有规定的除外）。

口径：看派往外县学校的每处安排：关系须为不调动，须有期满之日且不早于起始之日，所用方式不计入交流人
数。来本县的外县人员是数据，只算可用教师，不在教师表中，不占编制，也不在应交流对象之内。
例外：政策允许计入交流人数的，不再核对这一项。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from constraints.facts.eligibility import Eligibility
from constraints.outcome import Outcome
from constraints.pair import judged, who_and_where
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param
from models.roster import Placement
from models.vocabulary import Mode, Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whether people sent outside may count as exchanged."""

    may_count: bool = param("派往外县的是否可计入交流人数")


class OutsideEnd(Rule[P]):
    """People sent to other counties keep their establishment here. Audit only."""

    id = "outside_end"
    name = "异地交流"
    unit = "处"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement at a school outside the county."""
        for placement in outcome.moves:
            if placement.host not in outcome.county.school:
                faults = sum(self._faults(outcome, placement, p))
                yield judged(placement, faults)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return (
            f"{person}派往外县{host}：调动了关系、期限有误或计入了交流比例的，应为{finding.required}处，"
            f"实为{finding.measured}处，超{finding.short}处。"
        )

    def _faults(self, outcome: Outcome, placement: Placement, p: P) -> Iterator[bool]:
        yield placement.relation is Relation.TRANSFERRED
        yield placement.end < placement.start
        due = placement.person in Eligibility.of(outcome.situation).eligible
        terms = outcome.situation.policy.modes.get(placement.mode.name.lower())
        counted = due and terms is not None and terms.counts_as_rotation
        yield counted and placement.mode is Mode.ROTATION and not p.may_count


RULE = OutsideEnd()

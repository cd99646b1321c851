"""实习支教置换：实习生按政策的比例置换本校本学科教师脱产培训一个学期，不多也不少。

口径：按学校、学科、学期计，应置换人数 = 实习生人数 ÷ 比例，向下取整；以本次安排中方式为培训、起始
日在该学期内的本校本学科教师计，担任学校领导、中层干部的不在可置换之列，不计。置换期间其课时由实习生承担，学科缺口不变；
置换培训的人仍在本校，计入各项比例指标（人员状态填脱产培训的不计入）。
例外：没有实习生的学科安排的培训不在此列；实习生不足一名教师的比例的，不置换。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.interns import Interns, Release
from constraints.facts.seats import Seats
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.teams._columns import columns_of
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the ratio is the fact's."""


class InternsRelease(Rule[P]):
    """As many teachers released as the interns stand in for."""

    id = "interns_release"
    name = "实习支教置换培训"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """A row and its mirror per school, subject and semester."""
        lines = Seats.of(board.situation).lines
        found = {x.key: i for i, x in enumerate(lines) if x.mode is Mode.TRAINING}
        releases = Interns.of(board.situation).releases
        keys = [release.key for release in releases]
        row, column = columns_of(board, [found[key] for key in keys])
        heads = np.array(list(releases.values()), np.int64)
        board.at_least(keys, [terms(row, column)], heads)
        board.at_most(keys, [terms(row, column)], heads)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per school, subject and semester with interns."""
        interns = Interns.of(outcome.situation)
        released: defaultdict[Release, list[Code]] = defaultdict(list)
        for placement in outcome.moves:
            if placement.mode is Mode.TRAINING:
                release = interns.release_of(placement.person, placement.start)
                if release is not None:
                    released[release].append(placement.person)
        for release, heads in interns.releases.items():
            able = interns.candidates(release)
            people = tuple(code for code in released[release] if code in able)
            short, office = abs(heads - len(people)), len(released[release]) - len(people)
            note = f"实习生{interns.heads[release]}人"
            note += f"，{office}人有行政职务，不能由实习生置换" if office else ""
            yield Measure(release.key, len(people), heads, short, people=people, note=note)

    def explain(self, finding: Finding) -> str:
        """School, subject and semester."""
        school, subject, term = finding.key.split("/")
        short = (finding.required or 0) > (finding.measured or 0)
        return (
            f"{school}{subject}{term}学期实习生应置换教师{finding.required}人，"
            f"安排{finding.measured}人，{'少' if short else '多'}{finding.short}人。"
        )


RULE = InternsRelease()

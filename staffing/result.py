"""Everything known about a finished run, before any of it is shown, written or stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.finding import TargetLine
from models.policy import Policy
from models.result import Result
from models.roster import Placement, Roster
from models.vocabulary import Mode, Round
from staffing.answers.statement import Statement
from staffing.competition.round_result import RoundResult
from staffing.fairness import Fairness
from staffing.gaps import Gaps
from staffing.leaders.discretion import shown, withheld
from staffing.locks.excess import Excess, excesses
from staffing.naming import CountyNames
from staffing.wording import headline

if TYPE_CHECKING:
    from staffing.itinerant.jointness import Together
    from staffing.solver.remembered import Remembered


@dataclass(frozen=True)
class WishAnswer:
    """What can be established about a wish that was not granted: rank, school, mode, Chinese."""

    rank: int
    school: Code | None
    mode: Mode
    reason: str

    def words(self, names: CountyNames) -> str:
        """``第1志愿河东小学（交流）：接收已满（…）``."""
        return f"第{self.rank}志愿{names.school(self.school)}（{self.mode.value}）：{self.reason}"


@dataclass(frozen=True)
class NotMoved:
    """A person within the scope of rotation, or an applicant, who stays, and why.

    reasons: Chinese, in the order they were found; never the reason of an exemption. citations:
    document and clause of each, where there is one. pairs: other schools excluded, reason → number.
    wishes: an answer to each wish, the first wish first; none beside an exemption.
    """

    person: Code
    eligible: bool
    reasons: tuple[str, ...]
    citations: tuple[str, ...] = ()
    pairs: tuple[tuple[str, int], ...] = ()
    wishes: tuple[WishAnswer, ...] = ()


@dataclass(frozen=True)
class RunInfo:
    """Where a run came from. roster_sha256: of the plan as it is listed, as everybody is told it;
    seconds, by tier, is for JSON alone: no workbook ever holds it."""

    input_sha256: str
    policy_sha256: str
    roster_sha256: str
    versions: Mapping[str, str]
    seed: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class LastTerm:
    """The ledger of the term before, from the record: which term and run it was.

    policy: the name of the policy it was made under; chosen: why this run, in words.
    """

    name: str
    run_id: str
    targets: tuple[TargetLine, ...]
    policy: str = ""
    chosen: str = ""

    @property
    def words(self) -> str:
        """Which run it is and why, for below the table."""
        under = f"，政策“{self.policy}”" if self.policy else ""
        why = f"；{self.chosen}" if self.chosen else ""
        return f"{self.name}（运行 {self.run_id}{under}{why}）"

    def line(self, rule: str) -> TargetLine | None:
        """The line of the same rule row, None when it was no target then."""
        return next((line for line in self.targets if line.rule == rule), None)


RunKind = Literal["solve", "replan", "option", "round"]
"""求解 (of a meeting's plans the policy's own too), 重排, another 上会方案, 轮次."""


@dataclass(frozen=True)
class Whole:
    """The same of the whole plan, moves of leaders that nobody has decided counted."""

    result: Result
    gaps_after: Gaps


@dataclass(frozen=True)
class Run:
    """A finished run: county and policy, the result, gaps before and after, and its provenance.

    result, gaps_after: the plan, and the numbers of it as it is listed (see
    :mod:`staffing.leaders.listed`); whole: the numbers of all of it, None where they are the same.
    over_whole: of one round that the whole plan was solved for, what the locks exceed in that plan
    or in what the round publishes of it.
    made_by: the command, as far as no round of 县管校聘 is asked for.
    county_name: what the office calls the county; runs of one county are found by it. stage: which
    round of 县管校聘 it is (or the forecast of all), None = the plan as a whole; rounds: what the
    rounds decided. fairness: None when there is no plan to judge, or of one round alone;
    statements: 个人说明 of every teacher the plan places somewhere.
    jointness: what deciding 走教 together with the rest gained, where it is on; not_compared: why
    nothing is known of it, in words.
    last_term: the ledger of the term before, None when the record has none. objections: of a plan
    made again, what was objected on the command line, in words. remembered: what the solve leaves
    for questions about the plan, None where nothing of it is kept.
    """

    county_name: str
    situation: Situation
    result: Result
    gaps_before: Gaps
    gaps_after: Gaps
    info: RunInfo
    not_moved: tuple[NotMoved, ...] = ()
    stage: Round | None = None
    rounds: tuple[RoundResult, ...] = ()
    fairness: Fairness | None = None
    statements: tuple[Statement, ...] = ()
    jointness: tuple[Together, ...] = ()
    not_compared: str = ""
    last_term: LastTerm | None = None
    objections: tuple[str, ...] = ()
    remembered: Remembered | None = field(default=None, compare=False, repr=False)
    whole: Whole | None = None
    over_whole: tuple[Excess, ...] | None = None
    made_by: RunKind = "solve"

    @property
    def kind(self) -> RunKind:
        """Where it comes from."""
        return "round" if self.stage is not None else self.made_by

    @property
    def decided_by(self) -> Result:
        """The result that says whether the plan keeps the rules: that of all of it."""
        return self.result if self.whole is None else self.whole.result

    @property
    def partial(self) -> bool:
        """Whether it announces one round alone, not the whole plan."""
        return self.stage not in (None, Round.FORECAST)

    @property
    def later_least(self) -> Mapping[tuple[str, str], int | None]:
        """What later decisions leave of what floors lack once this round is decided."""
        return self.rounds[0].least if self.partial and self.rounds else {}

    @property
    def conclusion(self) -> str:
        """What came of it, in words."""
        if self.partial and not self.result.tiers and self.result.roster is not None:
            return "本轮已按公布的办法办完"
        return headline(self.result.status, curved=self.result.curved)

    @property
    def subject(self) -> str:
        """What the plan is called on its sheets."""
        if self.stage is None:
            return "教师交流轮岗方案"
        if self.stage is Round.FORECAST:
            return "教师交流轮岗方案（县管校聘各轮预测，未公布）"
        return f"县管校聘{self.stage.value}结果"

    @property
    def county(self) -> County:
        """The county of the run."""
        return self.situation.county

    @property
    def policy(self) -> Policy:
        """The policy of the run."""
        return self.situation.policy

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Placements in canonical order, none when there is no plan."""
        return self.result.roster.placements if self.result.roster else ()

    @cached_property
    def over_limits(self) -> tuple[Excess, ...]:
        """Limits the locks alone exceed (锁定超限), as far as the plan leaves them so."""
        if self.over_whole is not None:
            return self.over_whole
        plan = self.result.roster
        return excesses(self.situation, None if plan is None else Roster.of(self.shown))

    @property
    def shown(self) -> tuple[Placement, ...]:
        """The same for general eyes: without leaders' moves that nobody has decided."""
        return shown(self.county, self.placements)

    @property
    def withheld(self) -> tuple[Placement, ...]:
        """Those moves, for the leaders' own workbook."""
        return withheld(self.county, self.placements)


def placement_row(placement: Placement) -> dict[str, str | bool | None]:
    """A placement as text, every field but the row it was read from; the base of hash and JSON."""
    return {
        "person": placement.person,
        "mode": placement.mode.value,
        "relation": placement.relation.value,
        "home": placement.home,
        "host": placement.host,
        "start": placement.start.isoformat(),
        "end": placement.end.isoformat(),
        "subject": placement.subject,
        "stage": placement.stage.value if placement.stage else None,
        "periods": None if placement.periods is None else f"{placement.periods.normalize():f}",
        "post": placement.post,
        "team": placement.team,
        "counterpart": placement.counterpart,
        "successor": placement.successor,
        "return_school": placement.return_school,
        "proposed": placement.proposed,
    }


def roster_sha256(roster: Roster | None) -> str:
    """Hash of a plan's content in canonical order; of nothing when there is no plan."""
    digest = hashlib.sha256()
    for placement in roster.placements if roster else ():
        line = json.dumps(placement_row(placement), ensure_ascii=False, sort_keys=True)
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()

"""县管校聘 round by round as finished runs, and the forecast of all rounds before the first.

A competition round is a procedure, held at once. 组织调剂 is decided in the county model together
with everything else, and its transfers alone are published: what the rest of that plan makes up for
is told. The forecast holds both competitions,
takes their results as decided and solves the county on top of them. What an earlier round published
comes in as locks; findings of a single round are those of the rules such a round can break, and of
a competition what else is enforced and left for later decisions to see to, with whether they can.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from constraints.outcome import Outcome
from constraints.placement.lock import RULE as LOCK
from constraints.registry import family_of
from constraints.situation import Situation
from models.finding import Finding
from models.problem import InputRefused, Problem
from models.result import Result
from models.roster import Roster
from models.vocabulary import Mode, Round
from staffing.audit import audit
from staffing.competition.left_open import with_left_open
from staffing.competition.procedure import locked_with, run_round
from staffing.competition.round_result import FAMILIES, RoundResult
from staffing.competition.surplus_list import waiting
from staffing.gaps import compute_gaps
from staffing.leaders.discretion import listed, shown
from staffing.leaders.listed import listed_gaps
from staffing.locks.excess import Excess, excesses
from staffing.result import Run, RunInfo, roster_sha256
from staffing.run import run_county
from staffing.solve import Progress
from staffing.versions import versions

COMPETITIONS = (Round.DISTRICT, Round.CROSS)
_MODE_OF = {
    Round.DISTRICT: Mode.COMPETITION,
    Round.CROSS: Mode.COMPETITION,
    Round.ADJUSTMENT: Mode.TRANSFER,
    Round.WAITING: Mode.TRANSFER,
}
"""The mode a round places people by; without it the round is not held."""


@dataclass(frozen=True)
class Staged:
    """What is asked for: which stage, of which county. input_sha256: as for ``run_county``."""

    stage: Round
    county_name: str
    input_sha256: str

    def run(self, situation: Situation, progress: Progress | None = None) -> Run:
        """The finished run.

        Raises InputRefused when the policy has switched off what the round places people by,
        Disagreement when solver and audit differ.
        """
        if self.stage is Round.FORECAST:
            return self._forecast(situation, progress)
        if not _is_on(situation, self.stage):
            mode = _MODE_OF[self.stage].value
            words = f"政策没有启用“{mode}”，不能办{self.stage.value}这一轮；请在政策中启用。"
            raise InputRefused([Problem(situation.policy.id, "modes", words, "mode_off")])
        if self.stage is Round.ADJUSTMENT:
            return self._adjusted(situation, progress)
        return self._held(situation)

    def _held(self, situation: Situation) -> Run:
        """A competition, or who waits for a post after all rounds: nothing is solved."""
        held = run_round(situation, self.stage)
        decided = Outcome(situation, Roster(())).decided
        roster = Roster.of([*decided, *held.placements])
        before = compute_gaps(situation)
        found = audit(situation, roster).as_listed.findings
        held = with_left_open(situation, held, found)
        left = (x.told(situation, held) for x in held.left_open)
        return self._of_round(
            Run(
                county_name=self.county_name,
                situation=situation,
                result=Result("optimal", (), roster),
                gaps_before=before,
                gaps_after=before,
                info=RunInfo(self.input_sha256, situation.policy.sha256, "", versions()),
            ),
            roster,
            held,
            (*_of_rounds(found), *left),
        )

    def _adjusted(self, situation: Situation, progress: Progress | None) -> Run:
        """The transfers of the county's plan, and who is left without a post by it."""
        run = self._solved(situation, progress)
        if run.result.roster is None:
            return replace(run, stage=self.stage)
        decided = Outcome(situation, run.result.roster).is_locked
        moved = [p for p in run.placements if p.mode is Mode.TRANSFER and not decided(p)]
        roster = Roster.of([*moved, *(p for p in run.placements if decided(p))])
        left = waiting(situation, roster, run.result.roster)
        held = replace(left, round=self.stage, placements=Roster.of(moved).placements)
        public = audit(situation, roster).as_listed.findings
        over = _over_of(run, roster)
        kept = _made_up(public, over, run)
        held = with_left_open(situation, held, public, kept)
        found = (*_of_rounds(public), *(x.told(situation, held) for x in held.left_open))
        return replace(self._of_round(run, roster, held, found), over_whole=over)

    def _forecast(self, situation: Situation, progress: Progress | None) -> Run:
        rounds: list[RoundResult] = []
        for stage in (s for s in COMPETITIONS if _is_on(situation, s)):
            rounds.append(run_round(situation, stage))
            situation = locked_with(situation, rounds[-1].locks(self.stage.value))
        run = self._solved(situation, progress)
        if run.result.roster is not None and _is_on(situation, Round.WAITING):
            rounds.append(waiting(situation, run.result.roster))
        return replace(run, stage=self.stage, rounds=tuple(rounds))

    def _solved(self, situation: Situation, progress: Progress | None) -> Run:
        return run_county(
            situation,
            county_name=self.county_name,
            input_sha256=self.input_sha256,
            progress=progress,
        )

    def _of_round(
        self, run: Run, roster: Roster, held: RoundResult, found: tuple[Finding, ...]
    ) -> Run:
        """The run with what this round published alone, and what was found of it."""
        situation = run.situation
        return replace(
            run,
            result=replace(
                run.result,
                roster=roster,
                findings=found,
                targets=(),
                target_parts=(),
            ),
            gaps_after=listed_gaps(situation, roster),
            whole=None,
            info=replace(run.info, roster_sha256=roster_sha256(listed(situation, roster))),
            not_moved=(),
            stage=self.stage,
            rounds=(held,),
        )


def _is_on(situation: Situation, stage: Round) -> bool:
    return _MODE_OF[stage].name.lower() in situation.policy.modes


def _over_of(run: Run, roster: Roster) -> tuple[Excess, ...]:
    """Limits the locks exceed in what a round publishes of a plan; as the plan says it where it
    exceeds them too."""
    alone = excesses(run.situation, Roster.of(shown(run.county, roster.placements)))
    known = {(x.row.id, x.key) for x in run.over_limits}
    return (*run.over_limits, *(x for x in alone if (x.row.id, x.key) not in known))


def _made_up(
    public: Iterable[Finding], over: Iterable[Excess], run: Run
) -> Mapping[tuple[str, str], int | None]:
    """What lacks in what a round publishes and not in the plan it is of: the rest makes up for it.

    public, over: of what is published; what the plan itself does not keep for certain is left out.
    """
    lacking = {(f.row, f.key) for f in run.decided_by.findings}
    lacking |= {(x.row.id, x.key) for x in run.over_limits}
    here = {(f.row, f.key) for f in public} | {(x.row.id, x.key) for x in over}
    return dict.fromkeys(sorted(here - lacking), 0)


def _of_rounds(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of the rules that the moves of one round can break."""
    return tuple(f for f in found if family_of(f.rule) in FAMILIES and not _of_visit(f))


def _of_visit(finding: Finding) -> bool:
    """Whether it is about a lock of 走教, which no round announces: the whole plan sees to it."""
    return finding.rule == LOCK.id and str(Mode.ITINERANT) in finding.key.split("/")

"""One county under one policy, from situation to finished run. Nothing is read or written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter

from constraints.outcome import Outcome
from constraints.situation import Situation
from models.result import Result, TierResult
from models.roster import Roster
from staffing.answers.statement import Statements
from staffing.audit import Audit
from staffing.fairness import Fairness, fairness
from staffing.gaps import compute_gaps
from staffing.leaders.discretion import listed
from staffing.leaders.listed import counted_tiers, listed_gaps, listed_tiers
from staffing.lists.stayed import not_moved
from staffing.lists.wish_answers import wish_answers
from staffing.result import NotMoved, Run, RunInfo, Whole, roster_sha256
from staffing.solve import Progress, Solved, solve
from staffing.versions import versions

Solver = Callable[[Situation, Progress], Solved]
"""How a run is solved: county and policy, whom to tell, to outcome."""


def run_county(
    situation: Situation,
    *,
    county_name: str,
    input_sha256: str,
    progress: Progress | None = None,
    solver: Solver | None = None,
    telling: bool = True,
) -> Run:
    """Solve, audit and measure one county.

    county_name: runs of one county are found by it; input_sha256: hash of the workbook the
    situation was read from; solver: another way than :func:`staffing.solve.solve`, such as near a
    plan already made; telling: whether people are told of as well (statements, who stays and why,
    fairness), which a run that is only compared needs not. Raises Disagreement when solver and
    audit differ.
    """
    watch = _Stopwatch(situation, progress)
    before = compute_gaps(situation)
    solved = (solver or _afresh)(situation, watch.report)
    watch.stop()
    roster = solved.roster
    public = None if roster is None else listed(situation, roster)
    result = _result(solved)
    run = Run(
        county_name=county_name,
        situation=situation,
        result=result,
        gaps_before=before,
        gaps_after=before if roster is None else listed_gaps(situation, roster),
        info=_info(situation, input_sha256, public, watch.seconds),
        remembered=solved.remembered,
        whole=None if solved.audit is None else whole_of(result, solved.tiers, solved.audit),
    )
    return _told(run, solved, public or Roster(())) if telling else run


def _told(run: Run, solved: Solved, public: Roster) -> Run:
    """The run with what people are told of it. public: the plan as it is listed."""
    outcome = Outcome(run.situation, public, solved.slate.openings)
    return replace(
        run,
        not_moved=_stayed(solved),
        fairness=_fairness(solved),
        statements=Statements(
            outcome, run.gaps_before, run.gaps_after, solved.slate.counts_of
        ).moved(),
    )


def _info(
    situation: Situation, input_sha256: str, public: Roster | None, seconds: Mapping[str, float]
) -> RunInfo:
    return RunInfo(
        input_sha256=input_sha256,
        policy_sha256=situation.policy.sha256,
        roster_sha256=roster_sha256(public),
        versions=versions(),
        seconds=seconds,
    )


def _afresh(situation: Situation, progress: Progress) -> Solved:
    return solve(situation, progress=progress)


def _stayed(solved: Solved) -> tuple[NotMoved, ...]:
    """Who stays and why; without a plan nothing can be said of wishes."""
    slate = solved.slate
    roster = listed(slate.situation, solved.roster or Roster(()))
    wishes = None if solved.audit is None else wish_answers(slate, roster, solved.audit.as_listed)
    return not_moved(slate.situation, roster, slate.counts_of, wishes)


def _fairness(solved: Solved) -> Fairness | None:
    if solved.roster is None or solved.audit is None:
        return None
    public = listed(solved.slate.situation, solved.roster)
    return fairness(solved.audit.of_listed, public, solved.slate.openings)


def _result(solved: Solved) -> Result:
    """What was decided, with the checker's numbers; of an impossible county, what must give."""
    whole = solved.audit
    told = None if whole is None else whole.as_listed
    return Result(
        status=solved.status,
        tiers=solved.tiers if whole is None else listed_tiers(solved.tiers, whole),
        roster=solved.roster,
        findings=told.findings if told else solved.conflicts,
        targets=told.targets if told else (),
        target_parts=told.target_parts if told else (),
        exclusions=solved.slate.counts,
    )


def whole_of(result: Result, tiers: tuple[TierResult, ...], whole: Audit) -> Whole | None:
    """What counts moves of leaders nobody has decided; None where the plan has none.

    result: as it is told; tiers: as they were proven.
    """
    if whole.as_listed is whole:
        return None
    counted = replace(
        result,
        tiers=counted_tiers(tiers, whole),
        findings=whole.findings,
        targets=whole.targets,
        target_parts=whole.target_parts,
    )
    outcome = Outcome(whole.situation, whole.roster or Roster(()), whole.openings)
    return Whole(counted, compute_gaps(whole.situation, outcome))


class _Stopwatch:
    """Seconds spent between reports, by the tier they were about; for JSON alone."""

    def __init__(self, situation: Situation, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._ids = {tier.name: tier.id for tier in situation.policy.tiers}
        self._progress = progress
        self._tier, self._since = "candidates", perf_counter()

    def report(self, name: str, best: int | None, bound: int | None, unit: str) -> None:
        """Note the time, then tell the one who asked."""
        self._note(self._ids.get(name, name))
        if self._progress is not None:
            self._progress(name, best, bound, unit)

    def stop(self) -> None:
        """The last tier is done."""
        self._note(self._tier)

    def _note(self, tier: str) -> None:
        now = perf_counter()
        spent = self.seconds.get(self._tier, 0.0) + now - self._since
        self.seconds[self._tier] = round(spent, 3)
        self._tier, self._since = tier, now

"""上会: the plans to choose from, each recorded as a run that can be exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from constraints.situation import Situation
from models.finding import TargetLine
from models.policy import Tier
from staffing.answers.meeting.trading import Option, Options, Trading
from staffing.gaps import Gaps
from staffing.intake import Intake
from staffing.job import Job
from staffing.result import Run
from staffing.run import run_county
from staffing.solve import Prepared, Progress, Solved, kept_anew, prepare, values_of
from staffing.store import Store
from staffing.store.last_term import last_term


@dataclass(frozen=True)
class Tabled:
    """One plan on the table: the option, its run and the id it is recorded under."""

    option: Option
    run: Run
    run_id: str

    @property
    def moves(self) -> int:
        """People who go anywhere, without leaders whose moves nobody has decided."""
        return len({placement.person for placement in self.run.shown})

    @property
    def gaps(self) -> Gaps:
        """What the county lacks under this plan."""
        return self.run.gaps_after


@dataclass(frozen=True)
class Meeting:
    """Plans that trade the lower tiers, and plans with other people; none when there is no plan.

    traded: tiers in which the plans differ, in policy order; kept: tiers that are the same in all.
    """

    intake: Intake
    traded: tuple[Tier, ...]
    kept: tuple[Tier, ...]
    plans: tuple[Tabled, ...]
    others: tuple[Tabled, ...]
    refused: Solved | None = None

    @property
    def all(self) -> tuple[Tabled, ...]:
        """Every plan in the order shown."""
        return (*self.plans, *self.others)

    @property
    def differing(self) -> tuple[tuple[TargetLine, ...], ...]:
        """Lines of the ledger that the plans do not meet alike, each as every plan has it.

        What steers is as good in all by its tier, though one place may give for another; what is
        only watched may differ however good the tiers are.
        """
        ledgers = [{(t.rule, t.key): t for t in one.run.result.targets} for one in self.all]
        lines = (tuple(own[key] for own in ledgers) for key in (ledgers[0] if ledgers else ()))
        return tuple(line for line in lines if len({(t.short, t.state) for t in line}) > 1)


def hold(
    job: Job, start: str | None, step: Callable[[str], None], progress: Progress | None = None
) -> Meeting:
    """Solve for the plans of a job's county and record each.

    start: the first tier that may be traded (id or name), None = those below cover and targets.
    Plans but the first are recorded under the county's name with their own beside it, and before
    the first, so that the county's latest run stays the policy's. Raises InputRefused,
    StoreUnavailable, Disagreement.
    """
    intake = job.take_in(step)
    step("列出可能的安排")
    prepared = prepare(intake.situation)

    def told(done: int, total: int) -> None:
        step(f"求解各有取舍的方案：已完成 {done} 份，共 {total} 份")

    def traded(ready: Prepared) -> Options | Solved:
        return Trading(ready, start=start, progress=progress, told=told).options()

    found = _kept(traded, prepared)
    if isinstance(found, Solved):
        return Meeting(intake, (), (), (), (), found)
    step("记录各方案")
    with Store(job.database) as store:
        tabled = [_recorded(store, job, intake, option) for option in reversed(found.all)]
    tabled.reverse()
    count = len(found.options)
    return Meeting(
        intake,
        *_tiers(intake.situation, found),
        tuple(tabled[:count]),
        tuple(tabled[count:]),
    )


def _kept(traded: Callable[[Prepared], Options | Solved], prepared: Prepared) -> Options | Solved:
    """The plans; as of a solve once more where the first meets ratios that its rows count short."""
    found = traded(prepared)
    if isinstance(found, Solved):
        return found
    first = found.options[0].solved
    kept = kept_anew(first)
    again = traded(prepare(prepared.situation, None, kept, slate=prepared.slate)) if kept else found
    if isinstance(again, Solved):
        return found
    return again if values_of(again.options[0].solved) < values_of(first) else found


def _recorded(store: Store, job: Job, intake: Intake, option: Option) -> Tabled:
    first = option.name == "甲"
    run = run_county(
        intake.situation,
        county_name=job.county_name if first else f"{job.county_name}（方案{option.name}）",
        input_sha256=intake.input_sha256,
        solver=lambda situation, progress: option.solved,
    )
    before = last_term(store, replace(run, county_name=job.county_name), job.previous)
    run = replace(run, made_by="solve" if first else "option", last_term=before)
    return Tabled(option, run, store.save(run, earlier=intake.earlier))


def _tiers(situation: Situation, found: Options) -> tuple[tuple[Tier, ...], tuple[Tier, ...]]:
    """Traded and kept tiers that weigh anything."""
    known, tiers = found.options[0].values, situation.policy.tiers
    weighed = [tier for tier in tiers if tier.id in known]
    traded = tuple(tier for tier in weighed if tier.id in found.traded)
    return traded, tuple(tier for tier in weighed if tier.id not in found.traded)

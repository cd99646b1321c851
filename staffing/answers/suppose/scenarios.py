"""Scenarios: the county or the policy otherwise, solved near the plan at hand, several at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from constraints.situation import Situation
from models.county import County
from models.policy import Force, Policy
from models.problem import InputRefused, Problem
from models.roster import Roster
from staffing.answers.anchor import restated
from staffing.answers.processes import shared, side_by_side
from staffing.answers.resolving import Afresh, Near
from staffing.answers.source import BasePlan
from staffing.answers.suppose.overlaid import refuse_empty
from staffing.answers.suppose.policy_words import different
from staffing.answers.suppose.supposed import Change, changed
from staffing.intake import Intake
from staffing.policy_file import load, parse_overlay_set
from staffing.result import Run
from staffing.run import run_county
from staffing.solve import Progress
from staffing.solver.remembered import Remembered

MOST = 50
"""Scenarios asked for at once; more is a slip in the step of a grid."""

ALONE = "假设"
"""Heading of the only scenario."""

_WHERE = "命令行"
_GRID = re.compile(r"([^=]+)=(\d+(?:\.\d+)?)(%?)\.\.(\d+(?:\.\d+)?)(%?)/(\d+(?:\.\d+)?)(%?)")
_LONGEST = 80


@dataclass(frozen=True)
class Scenario:
    """One supposition. name: what its row is headed; changes: of the county; policy: with its
    overlays bound; words: everything supposed, in Chinese; settings: those bound, as written."""

    name: str
    changes: tuple[Change, ...]
    policy: Policy
    words: tuple[str, ...]
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A county to be solved: near *base*, or afresh when there is none.

    telling: whether people are told of what comes of it, as of a run that is recorded.
    """

    changes: tuple[Change, ...]
    policy: Policy
    base: Roster | None
    telling: bool = False


@dataclass(frozen=True)
class Replied:
    """A job done. base: the plan at hand as far as the job's county and policy can still say it,
    which is what people who change are counted against."""

    run: Run
    base: Roster


def scenarios(
    intake: Intake,
    policy: str | Path,
    *,
    changes: Sequence[Change] = (),
    settings: Sequence[str] = (),
    overlays: Sequence[Path] = (),
    grids: Sequence[str] = (),
) -> tuple[Scenario, ...]:
    """Scenarios in the order asked for: one, or one for every value of a grid.

    settings: ``key=value`` as for ``parse_overlay_set``; grids: ``key=from..to/step``; changes,
    settings and overlays hold in every scenario. Raises InputRefused with everything wrong.
    """
    refuse_empty(overlays)
    if len(grids) > 1:
        raise _refused("--grid", "一次只能列一个参数的多个取值；其余假设用 --set")
    keyed = {f"rules.{row.id}.{key}": row.force for row in intake.policy.rules
             for key in row.values}  # fmt: skip
    plain = [_full_key(text, keyed) for text in settings]
    grid = [_full_key(text, keyed) for text in _values(grids[0])] if grids else [""]
    _refuse_repeated([*plain, *grid[:1]])
    stated = (*(c.words for c in changes if c.words), *(f"按{p.name}" for p in overlays))
    found = []
    for value in grid:
        sets = [*plain, value] if value else plain
        bound = _bound(intake, policy, overlays, sets)
        words = (*stated, *different(intake.policy, bound, sets))
        name = _short(value) if value else ALONE
        found.append(Scenario(name, tuple(changes), bound, words, tuple(sets)))
    if not found[0].words and not grids:
        raise _refused("whatif", "没有写任何假设；例如 --set rules.rotation_share.share=0.15")
    return tuple(found)


def _refuse_repeated(settings: Sequence[str]) -> None:
    """One value a key: of two, nobody knows which was meant."""
    keys = [text.partition("=")[0].strip() for text in settings if text]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            raise _refused(key, "写了不止一个取值，不知以哪个为准；请只留一个，或用 --grid 列出")


def _short(value: str) -> str:
    """``rules.rotation_share.share=0.15`` → ``share=0.15``."""
    key, _, number = value.partition("=")
    return f"{key.rpartition('.')[2]}={number}"


def _bound(
    intake: Intake, policy: str | Path, overlays: Sequence[Path], sets: Sequence[str]
) -> Policy:
    if not overlays and not sets:
        return intake.policy
    tables: list[Path | Mapping[str, Any]] = [*overlays, *map(parse_overlay_set, sets)]
    return load(policy, intake.county.term.reference, tables)


def _full_key(text: str, keyed: Mapping[str, Force]) -> str:
    """``share=0.15`` as ``rules.rotation_share.share=0.15``.

    A short key means the value of that name the solver strives for, the first in the policy's
    order; else the only one that ends so.
    """
    key, equals, value = text.partition("=")
    short = key.strip()
    if short.count(".") > 1 or not equals or not short:
        return text
    ending = [full for full in keyed if full.endswith(f".{short}")]
    steered = [full for full in ending if keyed[full] is Force.SOFT]
    if not ending:
        ends = dict.fromkeys(full.rpartition(".")[2] for full in keyed)
        close = difflib.get_close_matches(short.rpartition(".")[2], [*ends], n=1)
        near = f"，最接近“{close[0]}”" if close else ""
        raise _refused(
            f"{short}={value}"[:_LONGEST],
            f"政策的规则中没有以此结尾的项{near}；请改写，或写全，如 rules.rotation_share.share",
        )
    if not steered and len(ending) > 1:
        raise _refused(text[:_LONGEST], f"有多项以此结尾（{'、'.join(ending[:3])} 等）；请写全")
    return f"{(steered or ending)[0]}={value}"


def _values(text: str) -> list[str]:
    """``share=0.10..0.20/0.01`` → ``share=0.10``, ``share=0.11``, …; both ends included."""
    matched = _GRID.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if matched is None:
        form = "写法应为“项=起..止/步长”，如 share=0.10..0.20/0.01"
        raise _refused(f"--grid {text[:_LONGEST]}", form)
    key, *rest = matched.groups()
    numbers, percents = [Decimal(n) for n in rest[::2]], set(rest[1::2])
    first, last, step = numbers
    if len(percents) > 1:
        raise _refused(f"--grid {text}", "起、止、步长要么都带%，要么都不带")
    if step <= 0 or first > last:
        raise _refused(f"--grid {text}", "步长须大于0，起不得大于止")
    count = int((last - first) / step) + 1
    if count > MOST:
        raise _refused(f"--grid {text}", f"共{count}个取值，一次最多{MOST}个；请放大步长")
    (percent,) = percents
    places = -min(0, *(int(n.as_tuple().exponent) for n in numbers))
    return [f"{key.strip()}={first + i * step:.{places}f}{percent}" for i in range(count)]


def _refused(where: str, message: str) -> InputRefused:
    return InputRefused([Problem(_WHERE, where, message, "bad_assumption")])


# -- solving --------------------------------------------------------------------------------------


def solve_all(
    base: BasePlan,
    jobs: Sequence[Job],
    *,
    told: Callable[[int], None] = lambda done: None,
    progress: Progress | None = None,
) -> tuple[Replied, ...]:
    """What came of *jobs* on the base's county, in their order, whichever is done first.

    Several are solved by processes side by side, as many as there are cores. told: how many are
    done; progress: as for ``solve``, when there is one job only.
    """
    task = _Task.of(base)
    if len(jobs) == 1:
        return (_solved(task, jobs[0], progress),)
    done: list[Replied] = []
    with side_by_side(_solve_there, jobs, task) as coming:
        for job, found in zip(jobs, coming, strict=True):
            done.append(_joined(task, job, found.result()))
            told(len(done))
    return tuple(done)


@contextmanager
def beside(base: BasePlan, job: Job | None) -> Iterator[Callable[[], Run | None]]:
    """Solve a job in a process of its own meanwhile; what is yielded waits for it."""
    if job is None:
        yield lambda: None
        return
    task = _Task.of(base)
    with side_by_side(_solve_there, [job], task) as (coming,):
        yield lambda: _joined(task, job, coming.result()).run


def situation_of(base: BasePlan, job: Job) -> Situation:
    """County and policy of a job on the base's county."""
    return _situation(base.intake.county, job)


@dataclass(frozen=True)
class _Task:
    """What all jobs share."""

    county: County
    digest: str
    name: str
    roster: Roster
    remembered: Remembered | None

    @classmethod
    def of(cls, base: BasePlan) -> _Task:
        intake = base.intake
        return cls(
            intake.county, intake.input_sha256, base.county_name, base.roster, base.remembered
        )


_Parts = tuple[dict[str, Any], Roster]
"""Everything of a run but county and policy, which the asker has; and the plan it is held to."""


def _solve_there(job: Job) -> _Parts:
    done = _solved(shared(), job, None)
    parts = {f.name: getattr(done.run, f.name) for f in fields(Run) if f.name != "situation"}
    return parts, done.base


def _joined(task: _Task, job: Job, parts: _Parts) -> Replied:
    return Replied(Run(situation=_situation(task.county, job), **parts[0]), parts[1])


def _solved(task: _Task, job: Job, progress: Progress | None) -> Replied:
    situation = _situation(task.county, job)
    afresh = job.base is None
    solver = Afresh(task.remembered) if afresh else Near(task.roster, task.remembered)
    run = run_county(
        situation,
        county_name=task.name,
        input_sha256=task.digest,
        progress=progress,
        solver=solver,
        telling=job.telling,
    )
    assert solver.prepared is not None
    anchor = solver.anchor if isinstance(solver, Near) else None
    return Replied(run, anchor.base if anchor else restated(solver.prepared, task.roster))


def _situation(county: County, job: Job) -> Situation:
    return Situation(changed(county, job.changes), job.policy)


def jobs_of(
    asked: Iterable[Scenario], base: BasePlan, *, afresh: bool = False, telling: bool = False
) -> Iterator[Job]:
    """A job for every scenario; afresh: without regard to who changes."""
    for one in asked:
        yield Job(one.changes, one.policy, None if afresh else base.roster, telling)

"""What if: a question about suppositions, and its answer beside the plan at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from constraints.situation import Situation
from staffing.answers.at_hand import measured_beside
from staffing.answers.differing import Difference
from staffing.answers.figures import Figures, on_one_basis, run_figures
from staffing.answers.source import BasePlan, PlanSource
from staffing.answers.suppose.beyond_exemption import beyond_exemption
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.pointing import diagnose_command
from staffing.answers.suppose.recruited import Recruited, recruited, recruited_json
from staffing.answers.suppose.saved_names import refuse_names
from staffing.answers.suppose.scenarios import Replied, Scenario, jobs_of, scenarios, solve_all
from staffing.answers.suppose.waived import DECISIONS, waived
from staffing.leaders.discretion import words_for_all
from staffing.locks.excess import Excess, over_limits_json
from staffing.loosened import loosened_json
from staffing.naming import CountyNames
from staffing.result import Run
from staffing.solve import Progress
from staffing.store import Store, Supposed


@dataclass(frozen=True)
class Outcome:
    """One scenario solved. difference: who changes, None without a plan; waived: enforced rules its
    supposed decisions set aside, in sentences; beyond: who is still placed though exempted, in
    sentences; recruits: what became of those supposed; saved_as, run_id: where it was recorded,
    None when it was not; diagnose: the command that tells why there is no plan, empty with one."""

    scenario: Scenario
    run: Run
    figures: Figures
    difference: Difference | None
    waived: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    recruits: tuple[Recruited, ...] = ()
    saved_as: str | None = None
    run_id: str | None = None
    diagnose: str = ""

    @property
    def has_plan(self) -> bool:
        """Whether there is anything to compare."""
        return self.run.result.roster is not None

    @property
    def names(self) -> CountyNames:
        """Names of the county supposed."""
        return CountyNames(self.run.county)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Of an impossible scenario, what would have to give."""
        if self.has_plan:
            return ()
        return tuple(f.message for f in self.run.result.findings) or ("未求得方案",)


@dataclass(frozen=True)
class Answer:
    """Scenarios in the order asked for, beside the plan at hand.

    over: limits that locks exceed (锁定超限) in the plan at hand; afresh: planned without regard to
    who changes.
    """

    plan: BasePlan
    base: Figures
    outcomes: tuple[Outcome, ...]
    over: tuple[Excess, ...] = ()
    afresh: bool = False

    @property
    def pinned(self) -> bool:
        """Whether somebody's place was supposed to be decided."""
        return any(c.table == DECISIONS for one in self.outcomes for c in one.scenario.changes)

    @property
    def over_limits(self) -> list[tuple[str, Situation, tuple[Excess, ...]]]:
        """The same of the plan at hand and of every scenario, each with its name and county."""
        runs = [(one.scenario.name, one.run) for one in self.outcomes]
        return [
            (self.base.name, self.plan.intake.situation, self.over),
            *((name, run.situation, run.over_limits) for name, run in runs),
        ]

    def to_json(self) -> dict[str, Any]:
        """The base and every scenario as ``solve --json`` prints a run, with who changes."""
        over, *each = (over_limits_json(there, x) for _, there, x in self.over_limits)
        return {
            "base": {
                "name": self.plan.name,
                "run": self.plan.run_id,
                **figures_json(self.base),
                "over_limits": over,
            },
            "scenarios": [
                {
                    "name": one.scenario.name,
                    "supposed": list(one.scenario.words),
                    "looser_than_norm": [loosened_json(x) for x in one.scenario.policy.loosened],
                    **figures_json(one.figures),
                    "changed_people": list(one.difference.shown if one.difference else ()),
                    "changed": one.figures.changed,
                    "conflicts": list(one.conflicts),
                    "diagnose": one.diagnose or None,
                    "over_limits": exceeded,
                    "waived": list(one.waived),
                    "beyond_exemption": list(one.beyond),
                    "recruits": [recruited_json(r, one.names) for r in one.recruits],
                    "run": one.run_id,
                    "saved_as": one.saved_as,
                }
                for one, exceeded in zip(self.outcomes, each, strict=True)
            ],
        }


@dataclass(frozen=True)
class Question:
    """What is asked.

    source: the plan it is held against; wanted, settings, overlays, grids: what is supposed (see
    :func:`staffing.answers.suppose.scenarios.scenarios`); afresh: without regard to who changes;
    save: name under which the scenarios are recorded, None = not at all.
    """

    source: PlanSource
    wanted: Wanted
    settings: tuple[str, ...] = ()
    overlays: tuple[Path, ...] = ()
    grids: tuple[str, ...] = ()
    afresh: bool = False
    save: str | None = None

    def answered(
        self, step: Callable[[str], None] = lambda text: None, progress: Progress | None = None
    ) -> Answer:
        """Solve every scenario. step: told in Chinese what is being done."""
        base = self.source.fetch(step)
        changes = read_changes(self.wanted, base.intake.county, base.intake.policy)
        asked = scenarios(
            base.intake, self.source.policy, changes=changes, settings=self.settings,
            overlays=self.overlays, grids=self.grids,
        )  # fmt: skip
        if self.save is not None:
            refuse_names(self._names(asked), self.source.database)
        count, saving = len(asked), self.save is not None
        step(f"求解 {count} 个假设")
        with measured_beside(base) as measured:
            replies = solve_all(
                base,
                list(jobs_of(asked, base, afresh=self.afresh, telling=saving)),
                told=lambda done: step(f"求解 {count} 个假设：已完成 {done} 个"),
                progress=progress,
            )
            step("对照原方案")
            at_hand = measured()
        outcomes = [self._outcome(base, *pair) for pair in zip(asked, replies, strict=True)]
        if self.save is not None:
            outcomes = self._saved(base, outcomes)
        plans = [at_hand.figures, *(one.figures for one in outcomes)]
        figures, *others = on_one_basis(base, plans)
        beside = (replace(o, figures=f) for o, f in zip(outcomes, others, strict=True))
        return Answer(base, figures, tuple(beside), at_hand.over, self.afresh)

    def _outcome(self, base: BasePlan, scenario: Scenario, reply: Replied) -> Outcome:
        run, roster = reply.run, reply.run.result.roster
        names = CountyNames(run.county)
        different = None if roster is None else Difference.of(names, reply.base, roster)
        figures = run_figures(scenario.name, run, different)
        set_aside = waived(base.intake.county, scenario.changes, scenario.policy, roster)
        beyond = beyond_exemption(names, scenario.changes, scenario.policy, roster)
        recruits = recruited(run, scenario.changes)
        asked = self.source, self.wanted, scenario.settings, self.overlays
        why = "" if roster is not None else diagnose_command(*asked)
        return Outcome(scenario, run, figures, different, set_aside, beyond, recruits, diagnose=why)

    def _names(self, asked: Sequence[Scenario]) -> list[str]:
        """Under which each scenario is kept."""
        if len(asked) == 1 or not str(self.save).strip():
            return [str(self.save)]
        return [f"{self.save}（{one.name}）" for one in asked]

    def _saved(self, base: BasePlan, outcomes: Sequence[Outcome]) -> list[Outcome]:
        found = []
        names = self._names([one.scenario for one in outcomes])
        with Store(self.source.database) as store:
            for one, name in zip(outcomes, names, strict=True):
                words = _for_all(base, one.scenario)
                run_id = store.save(
                    one.run, Supposed(name, base.run_id, words), earlier=base.intake.earlier
                )
                found.append(replace(one, saved_as=name, run_id=run_id))
        return found


def _for_all(base: BasePlan, scenario: Scenario) -> tuple[str, ...]:
    """What is supposed as the list of runs may tell it."""
    county = base.intake.county
    secret = {c.words: words_for_all(county, c.words, c.people) for c in scenario.changes}
    return tuple(secret.get(words, words) for words in scenario.words)


def figures_json(figures: Figures) -> dict[str, Any]:
    """Figures as JSON."""
    lacks = figures.uncovered
    return {
        "status": figures.status,
        "tiers": list(figures.tiers.values()),
        "tier_rules": {
            tier: {row: part.short for row, part in sorted(rows.items()) if part.short}
            for tier, rows in sorted(figures.parts.items())
        },
        "targets": list(figures.targets.values()),
        "targets_short": figures.short,
        "gaps": None
        if figures.gaps is None
        else [
            {"subject": s, "periods": float(g[0]), "people": float(g[1])}
            for s, g in sorted(figures.gaps.items())
        ],
        "uncovered_periods": None if lacks is None else float(lacks[0]),
        "modes": dict(sorted(figures.modes.items())),
        "moved_people": figures.moved,
        "added_km": None if figures.added_km is None else float(figures.added_km),
    }

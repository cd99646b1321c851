"""The work of ``replan``: plan and objections in; a recorded run and a roster workbook out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from models.problem import InputRefused, Problem
from staffing.answers.at_hand import measured_beside
from staffing.answers.differing import change_row
from staffing.answers.figures import Figures, on_one_basis, run_figures
from staffing.answers.source import BasePlan, PlanSource
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.edits import read_edits
from staffing.answers.suppose.pointing import diagnose_command
from staffing.answers.suppose.replanning import PersonChange, Replanned, replan
from staffing.answers.suppose.supposed import Change
from staffing.answers.suppose.whatif import figures_json
from staffing.intake import noted_in
from staffing.json_contract import solve_json
from staffing.naming import CountyNames
from staffing.result import placement_row
from staffing.roster_book import check_targets, write_roster
from staffing.roster_book.confidential import write_leaders
from staffing.solve import Progress
from staffing.store import Store
from staffing.store.last_term import last_term, of_base

NEW, AFRESH = "重排后", "全部重排"


@dataclass(frozen=True)
class Renewed:
    """What came of it. at_hand: figures of the base, as they are listed; output, leaders: the new
    workbooks, None when none was written; diagnose: the command that tells why there is no plan,
    empty with one."""

    replanned: Replanned
    at_hand: Figures
    run_id: str
    output: Path | None
    leaders: Path | None = None
    diagnose: str = ""

    @cached_property
    def plans(self) -> list[Figures]:
        """The base, the new plan, and the one without regard to who changes where it was asked for,
        on one basis."""
        found = self.replanned
        figures = [self.at_hand, run_figures(NEW, found.run, found.difference(found.run))]
        if found.afresh is not None:
            afresh = found.afresh
            figures.append(run_figures(AFRESH, afresh, found.difference(afresh)))
        return on_one_basis(found.base, figures)

    def rows(self) -> list[tuple[str, str, str, str]]:
        """(person, before, after, because) of everyone who changes."""
        found = self.replanned
        names = CountyNames(found.run.county)
        return [
            (*change_row(line.person, line.before, line.after, names),
             self._because(line))
            for line in found.shown
        ]  # fmt: skip

    def _because(self, line: PersonChange) -> str:
        if line.own:
            return f"本人：异议{line.because[0] + 1}"
        if not line.because:
            several = len(self.replanned.objections) > 0
            return "连带：各项异议合起来影响比例或名额" if several else "工作簿与原方案不同"
        return "连带：异议" + "、".join(str(i + 1) for i in line.because)

    def to_json(self) -> dict[str, Any]:
        """The new run as ``solve --json`` prints it, with objections and who changes."""
        found = self.replanned
        base, new, *afresh = self.plans
        return {
            **solve_json(found.run, self.run_id),
            "base": {"name": found.base.name, "run": found.base.run_id, **figures_json(base)},
            "beside_base": figures_json(new),
            "diagnose": self.diagnose or None,
            "objections": [o.words for o in found.objections],
            "waived": list(found.waived),
            "beyond_exemption": list(found.beyond),
            "changed": [
                {
                    "person": line.person,
                    "before": [placement_row(p) for p in line.before],
                    "after": [placement_row(p) for p in line.after],
                    "own": line.own,
                    "because": list(line.because),
                }
                for line in found.shown
            ],
            "afresh": {**figures_json(afresh[0]), "changed_people": found.moved_afresh}
            if afresh
            else None,
            "written": None if self.output is None else str(self.output),
        }


@dataclass(frozen=True)
class Renewal:
    """What is asked for.

    source: the plan to start from; wanted: objections on the command line; pins: a roster workbook
    edited by hand, whose edits are decisions; output: roster workbook to write; afresh: also plan
    without regard to who changes, for comparison; leaders: confidential workbook to write;
    overwrite: files of other making may be written over.
    """

    source: PlanSource
    wanted: Wanted
    pins: Path | None = None
    output: Path | None = None
    afresh: bool = True
    leaders: Path | None = None
    overwrite: bool = False

    def carry_out(
        self, step: Callable[[str], None] = lambda text: None, progress: Progress | None = None
    ) -> Renewed:
        """Do it; the run is recorded. Raises InputRefused, StoreUnavailable, Disagreement."""
        check_targets([self.output, self.leaders], self._inputs(), overwrite=self.overwrite)
        base = self.source.fetch(step, changed=True, edited=self.pins)
        base, changes = self._changes(base, step)
        step("重排")
        with measured_beside(base) as measured:
            found = replan(base, changes, afresh=self.afresh, progress=progress)
            figures = measured().figures
        step("记录并写出花名册")
        with Store(self.source.database) as store:
            asked = None if self.source.previous else of_base(store, base.run_id)
            before = asked or last_term(store, found.run, self.source.previous)
            found = replace(found, run=replace(found.run, last_term=before))
            run_id = store.save(found.run, earlier=base.intake.earlier)
        planned = found.run.result.roster is not None
        written, leaders = (x if planned else None for x in (self.output, self.leaders))
        if written is not None:
            write_roster(found.run, written)
        if leaders is not None:
            write_leaders(found.run.situation, leaders, found.run.withheld, found.run)
        # Hand edits are in no workbook that diagnose reads.
        told = planned or self.pins is not None
        why = "" if told else diagnose_command(self.source, self.wanted)
        return Renewed(found, figures, run_id, written, leaders, why)

    def _changes(
        self, base: BasePlan, step: Callable[[str], None]
    ) -> tuple[BasePlan, Sequence[Change]]:
        """Objections and hand edits, and the plan with what is to be noted of them. Raises
        InputRefused with what is wrong with either."""
        edited, problems = tuple[Change, ...](), list[Problem]()
        county, policy = base.intake.county, base.intake.policy
        if self.pins is not None:
            step("核对手改的花名册")
            try:
                edits = read_edits(base, self.pins)
                edited = edits.decisions
                base = replace(base, notes=(*base.notes, *noted_in(self.pins, edits.warnings)))
            except InputRefused as refused:
                problems += refused.problems
        try:
            changes = (*read_changes(self.wanted, county, policy, edited), *edited)
        except InputRefused as refused:
            problems = [*refused.problems, *problems]
        if problems:
            raise InputRefused(problems)
        return base, changes

    def _inputs(self) -> Sequence[Path]:
        source = self.source
        named = (source.book, source.roster, source.leaders, source.previous, self.pins,
                 Path(source.policy), *source.published)  # fmt: skip
        return [path for path in named if path is not None and path.exists()]

"""A job: workbook and policy in; a recorded run and a roster workbook out, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from models.problem import InputRefused, Problem
from models.vocabulary import Round
from staffing.competition.rounds import Staged
from staffing.intake import Intake, take_in_decided
from staffing.itinerant.jointness import compared
from staffing.locks.earlier import held_in
from staffing.result import Run
from staffing.roster_book import check_targets, write_roster
from staffing.roster_book.confidential import write_leaders
from staffing.run import run_county
from staffing.solve import Progress
from staffing.store import Store
from staffing.store.last_term import UNTRACED, last_term


@dataclass(frozen=True)
class Done:
    """What came of a job. output, leaders: the workbooks, None when none was written."""

    run: Run
    run_id: str
    intake: Intake
    output: Path | None
    leaders: Path | None = None


@dataclass(frozen=True)
class Job:
    """What is asked for.

    policy: file, folder or shipped name; output: roster workbook to write, None = record only;
    previous: roster workbook of the term before, what still runs of it is locked; published:
    workbooks of results announced in this term, all of them locked; stage: a round of 县管校聘,
    None = the plan as a whole; leaders: confidential workbook about leaders to write; database: as
    for :class:`staffing.store.Store`; overwrite: files of other making may be written over.
    """

    book: Path
    policy: str | Path
    output: Path | None = None
    previous: Path | None = None
    county_name: str = "本县"
    database: str | None = None
    published: tuple[Path, ...] = ()
    stage: Round | None = None
    leaders: Path | None = None
    overwrite: bool = False

    def carry_out(self, step: Callable[[str], None], progress: Progress | None = None) -> Done:
        """Do it. step: told in Chinese what is being done now; progress: as for ``solve``.

        Targets are tried before the long work starts. A run whose workbook cannot be written
        afterwards stays recorded. Raises InputRefused, StoreUnavailable, Disagreement.
        """
        check_targets([self.output, self.leaders], self._inputs(), overwrite=self.overwrite)
        intake = self.take_in(step)
        with Store(self.database) as store:
            step("列出可能的安排")
            run = self._solve(intake, progress)
            if not run.partial:
                run = compared(run, step=step)
            run = replace(run, last_term=last_term(store, run, self.previous))
            step("记录并写出花名册")
            run_id = store.save(run, earlier=(*intake.earlier, *held_in(run.rounds)))
        leaders = self.leaders if run.result.roster is not None else None
        if leaders is not None:
            write_leaders(intake.situation, leaders, run.withheld, run)
        told = replace(intake, notes=(*intake.notes, *self._untraced(run)))
        return Done(run, run_id, told, self._write(run, run_id), leaders)

    def _untraced(self, run: Run) -> tuple[Problem, ...]:
        """Says that the record does not know the roster of the term before."""
        if self.previous is None or run.last_term is not None:
            return ()
        words = UNTRACED.format(name=self.previous.name)
        return (Problem(f"《{self.previous.name}》总览", "", words, "untraced"),)

    def take_in(self, step: Callable[[str], None]) -> Intake:
        """The county and policy, earlier decisions locked."""
        step("读取工作簿和政策")
        return take_in_decided(self.book, self.policy, self.previous, self.published)

    def _solve(self, intake: Intake, progress: Progress | None) -> Run:
        name, digest = self.county_name, intake.input_sha256
        if self.stage is not None:
            return Staged(self.stage, name, digest).run(intake.situation, progress)
        return run_county(
            intake.situation, county_name=name, input_sha256=digest, progress=progress
        )

    def _inputs(self) -> list[Path]:
        """Files the job reads."""
        named = (self.book, self.previous, Path(self.policy), *self.published)
        return [path for path in named if path is not None and path.exists()]

    def _write(self, run: Run, run_id: str) -> Path | None:
        if self.output is None or run.result.roster is None:
            return None
        try:
            write_roster(run, self.output)
        except InputRefused as refused:
            raise _still_recorded(refused, run_id) from refused
        return self.output


def _still_recorded(refused: InputRefused, run_id: str) -> InputRefused:
    """The same problem, and how to get the workbook without solving again."""
    hint = f"方案已记录，解决后用 staffing runs export {run_id} -o 写出，不必重算。"
    return InputRefused(
        [type(p)(p.sheet, p.cell, f"{p.message}{hint}", p.kind) for p in refused.problems]
    )

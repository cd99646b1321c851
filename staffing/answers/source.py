"""Which plan a question is about: a recorded run, or a roster workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.problem import InputRefused, Problem
from models.result import RunStatus, TierResult
from models.roster import Roster
from staffing.answers.loaded import LoadedPlan, load_plan
from staffing.answers.unpublished import refuse_unpublished
from staffing.answers.written_by import on_purpose_words, refuse_other_plan, written_from
from staffing.earlier_terms import carried_by
from staffing.intake import Intake, noted_in, read_roster_noted, take_in, with_decided
from staffing.leaders.listed import WITHOUT_THEM, figures_words
from staffing.solver.remembered import Remembered
from staffing.store import Store, StoredRun, StoreUnavailable
from staffing.workbook.other_kind import refuse_leaders_book

if TYPE_CHECKING:
    from models.record import RunRecord

_WHERE, _NOT_COUNTED = "运行记录", "还没有写进工作簿的，这里不计"
_WRITE_FIRST = "请先把这些异议写进工作簿再问，或用 --run 指定按工作簿现状求得的一次运行。"
_LACKING = Problem("安排表", "", WITHOUT_THEM, "no_leaders")


@dataclass(frozen=True)
class BasePlan:
    """The plan a question starts from, and the county it was made for.

    name: ``第 1a2b3c4d-1 次运行``, or the roster's file name; run_id: None for a roster workbook;
    status, tiers: as recorded; a workbook's plan is ``feasible`` with nothing proven. objections:
    what the plan was made again for, which the workbook may not know. notes: what of the files was
    read otherwise than written, or not at all. chosen: how it came to be this one, in words, where
    nobody named it. remembered: what its solve left for questions, None where none was recorded.
    with_leaders: the leaders' own workbook was given, so who asks is one of those who decide.
    carried: names of the earlier plans that the record says it was solved with, no file given.
    """

    intake: Intake
    roster: Roster
    name: str
    run_id: str | None = None
    status: RunStatus = "feasible"
    tiers: tuple[TierResult, ...] = ()
    county_name: str = ""
    objections: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    chosen: str = ""
    remembered: Remembered | None = None
    with_leaders: bool = False
    carried: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Which plan it is, and what it rests on besides the workbook."""
        said = f"以{self.name}的方案为准" + (f"（{self.chosen}）" if self.chosen else "")
        if self.carried:
            said += f"，求解时带的{'、'.join(self.carried)}照旧算数（没有另给文件，取自运行记录）"
        if self.objections:
            said += f"，它是按下列异议重排的：{'；'.join(self.objections)}。{_NOT_COUNTED}"
        return f"{said}。" + ("" if self.whole else WITHOUT_THEM)

    @property
    def whole(self) -> bool:
        """Whether moves of leaders nobody has decided are known with the rest, if any may be."""
        return bool(self.run_id) or self.with_leaders or not figures_words(self.intake.situation)

    def load(self) -> LoadedPlan:
        """The plan at hand for questions; of one that is refused, what it may owe that to."""
        there = self.intake.situation
        try:
            return load_plan(there, self.roster, self.tiers, remembered=self.remembered)
        except InputRefused as refused:
            words = f"{self.words}{_WRITE_FIRST}"
            unwritten = Problem(_WHERE, "", words, "unwritten_objections")
            more = [unwritten] if self.objections else [] if self.whole else [_LACKING]
            raise InputRefused([*refused.problems, *more]) from None


@dataclass(frozen=True)
class PlanSource:
    """Where the plan is found.

    run: a recorded run's id or its beginning; roster: a roster workbook, which stands for the run
    it was written from where the record has it and nobody changed its rows; neither: the latest
    base run (see :func:`_latest`) of this very workbook under this very policy. leaders: the
    leaders' own workbook that belongs to the roster. previous, published: as for
    :class:`staffing.job.Job`, empty = those the run was solved with; database: as for
    :class:`staffing.store.Store`.
    """

    book: Path
    policy: str | Path
    run: str | None = None
    roster: Path | None = None
    previous: Path | None = None
    published: tuple[Path, ...] = ()
    database: str | None = None
    leaders: Path | None = None

    def fetch(
        self,
        step: Callable[[str], None] = lambda text: None,
        *,
        changed: bool = False,
        edited: Path | None = None,
    ) -> BasePlan:
        """Read county, policy and plan. step: told in Chinese what is being done.

        changed: the workbook or policy may have changed since the plan was made (for planning
        again); else a plan of another workbook or policy is refused. edited: a roster workbook
        somebody changed by hand; where nobody names the plan it is that of the run it was written
        from. Raises InputRefused, StoreUnavailable.
        """
        if self.run is not None and self.roster is not None:
            raise _refused("--run 和 --roster 只能选一个：一次只能以一份方案为准。", "two_plans")
        if self.leaders is not None and self.roster is None:
            raise _refused("--leaders 要同 --roster 一起用：运行记录里已有整个方案。", "no_roster")
        step("读取工作簿和政策")
        intake = take_in(self.book, self.policy)
        for roster in filter(None, (self.roster, edited)):
            refuse_leaders_book(roster)
        step("取出已有方案")
        if self.roster is not None:
            return self._read(self.roster, intake)
        with Store(self.database, existing=True) as store:
            if self.run is not None:
                base = self._recorded(store, intake, self.run, changed)
                if edited is None:
                    return base
                return replace(base, chosen=on_purpose_words(store, store.load(self.run), edited))
            run_id, why = _edited(store, intake, edited) or _latest(store, intake)
            return replace(self._recorded(store, intake, run_id, True), chosen=why)

    def _recorded(self, store: Store, intake: Intake, run_id: str, any_input: bool) -> BasePlan:
        """A recorded plan, and the county with what it was solved with; intake: as the workbook
        has it."""
        stored = store.load(run_id)
        base, kept = _of_record(stored, intake, any_input), stored.earlier
        decided = with_decided(intake, self.previous, self.published, kept or ())
        given = {*filter(None, [self.previous]), *self.published}
        names = {path.name for path in given}
        carried = tuple(f"《{x.name}》" for x in decided.earlier if x.name not in names)
        if kept is None or self.published:
            refuse_unpublished(decided.county, base.roster, base.name)
        return replace(base, intake=decided, notes=decided.notes, carried=carried)

    def _read(self, path: Path, intake: Intake) -> BasePlan:
        """The plan of the roster workbook and of the leaders' that belongs to it; the run it was
        written from, where it is one."""
        read = read_roster_noted(path, intake.county, self.leaders, intake.policy)
        plan, said = read.plan, read.warnings
        with_leaders = self.leaders is not None
        own = self._run_of(path, plan, intake)
        if own is not None:
            told = (*own.notes, *noted_in(path, said))
            chosen = f"{path.name}就是这次运行写出的，数据指纹相同"
            return replace(own, notes=told, chosen=chosen, with_leaders=with_leaders)
        carried = carried_by(path, intake.county)
        intake = with_decided(intake, self.previous, self.published, carried)
        notes = (*intake.notes, *noted_in(path, said))
        read.refuse_slips(intake.situation)
        refuse_unpublished(intake.county, plan, path.name)
        return BasePlan(intake, plan, path.name, notes=notes, with_leaders=with_leaders)

    def _run_of(self, path: Path, plan: Roster, intake: Intake) -> BasePlan | None:
        """The recorded run of the workbook and policy whose plan is listed there, row by row; with
        the leaders' own workbook the whole of it."""
        try:
            with Store(self.database, existing=True) as store:
                stored = written_from(store, _fitting(store, intake), path)
                if stored is None:
                    return None
                listed = stored.roster if self.leaders else Roster.of(stored.shown)
                if _same(listed, plan):
                    return self._recorded(store, intake, stored.record.id, True)
        except StoreUnavailable:  # the workbook alone will do
            return None
        return None


def _edited(store: Store, intake: Intake, path: Path | None) -> tuple[str, str] | None:
    """The run a workbook edited by hand was written from, and in words how it was found."""
    if path is None:
        return None
    stored = written_from(store, _fitting(store, intake), path)
    if stored is None:
        refuse_other_plan(store, intake.policy.sha256, path)
        return None
    return stored.record.id, f"{path.name}是由这次运行写出的那一份改的，数据指纹相同"


def _same(one: Roster, other: Roster) -> bool:
    """Whether two plans have the same rows; whether a row was asked for is worked out anew."""
    plain = (
        [replace(p, row_number=0, proposed=False) for p in plan.placements] for plan in (one, other)
    )
    return next(plain) == next(plain)


def _of_record(stored: StoredRun, intake: Intake, any_input: bool) -> BasePlan:
    record = stored.record
    name = f"第 {record.id} 次运行"
    if record.status not in ("optimal", "feasible"):
        raise _refused(f"{name}没有求得方案，无从追问；请换一次运行。", "no_plan")
    if not any_input:
        if not _is_read(record, stored.content_sha256, intake):
            raise _refused(
                f"{name}用的是另一份工作簿（或求解后工作簿已改动），答案会张冠李戴；"
                "请指定当时的工作簿。工作簿改动后重排，请用 staffing replan。",
                "other_workbook",
            )
        if record.policy_sha256 != intake.policy.sha256:
            raise _refused(
                f"{name}用的政策是“{record.policy_name}”，与现在指定的不同（或已改动）；"
                "请用 --policy 指定当时的政策。",
                "other_policy",
            )
    status: RunStatus = "optimal" if record.status == "optimal" else "feasible"
    objections = tuple(stored.result.get("objections", ()))  # older records have none
    return BasePlan(
        intake, stored.roster, name, record.id, status, stored.tiers, record.county, objections,
        remembered=stored.remembered,
    )  # fmt: skip


def _latest(store: Store, intake: Intake) -> tuple[str, str]:
    """The base run with a plan of this workbook and policy, and in words how it was chosen.

    A base run is one of ``solve`` (of ``plans`` the policy's own), or made again for a workbook
    that says everything it rests on. Where there is none: the latest that was made again, then the
    latest of all. What-ifs are never taken.
    """
    fitting, origins = _fitting(store, intake), store.origins()
    counties = {record.county for record in fitting}

    def rank(record: RunRecord) -> int:
        origin = origins.get(record.id)
        if origin is None:  # an older record: other plans stand under the county's name and theirs
            return 2 * any(record.county.startswith(f"{name}（") for name in counties)
        if origin.kind == "replan":
            return int(origin.objections > 0)
        return 0 if origin.kind == "solve" else 2

    if fitting:
        best = min(fitting, key=rank)  # of equals the latest, which comes first
        others = len(fitting) - 1
        made = origins.get(best.id)
        whole = made is not None and made.kind == "replan" and not made.objections
        asked = "按现状重排的" if whole else ("求解的", "按异议重排的", "")[rank(best)]
        more = f"；另有 {others} 次，要以别的为准用 --run 指定" if others else ""
        return best.id, f"本工作簿按本政策最近一次{asked}方案{more}"
    planned = _planned(store, intake)
    if planned:
        names = "、".join(dict.fromkeys(f"“{r.policy_name}”" for r in planned))
        raise _refused(
            f"本工作簿只有按其他政策（{names}，或同名但内容已改）求得的方案；"
            "请用 --policy 指定当时的政策，或先按这份政策求解（staffing solve）。",
            "other_policy",
        )
    raise _refused(
        "运行记录库中没有本工作簿的方案。请先求解（staffing solve），"
        "或用 --run 指定一次运行、用 --roster 指定花名册。",
        "no_run",
    )


def _planned(store: Store, intake: Intake) -> list[RunRecord]:
    """Runs of the workbook that have a plan, the latest first."""
    contents = store.contents()
    records = (r for r in store.list() if _is_read(r, contents.get(r.id), intake))
    return [r for r in records if r.status in ("optimal", "feasible")]


def _is_read(record: RunRecord, content: str | None, intake: Intake) -> bool:
    """Whether a run is of this workbook: it says the same (a program that opens and saves it makes
    other bytes), or is the same file (content: None in older records)."""
    return intake.county.read_sha256 == content or record.input_sha256 == intake.input_sha256


def _fitting(store: Store, intake: Intake) -> list[RunRecord]:
    """Those of them made under the policy."""
    return [r for r in _planned(store, intake) if r.policy_sha256 == intake.policy.sha256]


def _refused(message: str, kind: str) -> InputRefused:
    return InputRefused([Problem(_WHERE, "", message, kind)])

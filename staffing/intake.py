"""From files to a situation: what most commands begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from constraints.facts.seats import quota_names
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.policy import Policy
from models.problem import InputRefused, Problem
from models.roster import Roster
from models.sheets import PlanRow
from staffing.data_audit import audit_data
from staffing.data_audit.in_part import audit_in_part
from staffing.data_audit.under_policy import under_policy
from staffing.earlier_terms import read_previous
from staffing.leaders.discretion import made_whole
from staffing.leaders.in_files import read_published
from staffing.locks.abroad import led_abroad
from staffing.locks.arrivals import arrivals_told
from staffing.locks.earlier import Earlier, EarlierKind
from staffing.locks.impossible import refuse_impossible
from staffing.locks.previous import keep_locked, keep_running
from staffing.locks.published import lock_published, published_words
from staffing.naming import CountyNames
from staffing.policy_file import check as check_policy
from staffing.policy_file import load
from staffing.teams.as_written import Slip, slips
from staffing.workbook import Reading, read_plan, read_workbook, to_roster
from staffing.workbook.plan import PlanReading


@dataclass(frozen=True)
class Checked:
    """What ``check`` says of a workbook: errors forbid its use, warnings are to be decided."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Intake:
    """A workbook under a policy, and the hash of the workbook's bytes.

    What it says is known by ``county.read_sha256``, in whatever bytes it was saved.
    notes: what the policy's own notices say, and what of earlier plans given with it was read
    otherwise than written, or not at all;
    earlier: those plans, the term before first.
    """

    situation: Situation
    input_sha256: str
    notes: tuple[Problem, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def county(self) -> County:
        """The workbook's county."""
        return self.situation.county

    @property
    def policy(self) -> Policy:
        """The policy in force on the workbook's reference date."""
        return self.situation.policy

    @property
    def names(self) -> CountyNames:
        """Names in place of codes."""
        return CountyNames(self.county)


def check_book(book: Path, policy: str | Path | None = None) -> Checked:
    """Errors of a workbook, and the data audit's findings among the warnings; while there are
    errors only those that stand whatever becomes of them.

    policy: the locks are held against its rules too; its own problems are errors.
    """
    reading = read_workbook(book)
    if reading.county is None:
        more = () if policy is None else _policy_problems(policy)
        part = reading.sound
        seen = () if part is None else audit_in_part(part, reading.errors, reading.short)
        return Checked((*reading.errors, *more), (*reading.warnings, *seen))
    audited = audit_data(reading.county)
    astray = tuple(problem for _, problem in led_abroad(reading.county)) if policy is None else ()
    try:
        told = () if policy is None else _under(bind(reading, policy), audited)
    except InputRefused as refused:
        return Checked(refused.problems, (*reading.warnings, *audited))
    return Checked(astray, (*reading.warnings, *audited, *told))


def _under(taken: Intake, audited: Sequence[Problem]) -> tuple[Problem, ...]:
    """What the policy has to say of itself, and of the county."""
    return (*taken.notes, *under_policy(taken.situation, audited))


def past_age(taken: Intake) -> tuple[Code, ...]:
    """People listed as able to teach whom the policy's retirement age alone takes out."""
    return StandingFact.of(taken.situation).past_age


def take_in(book: Path, policy: str | Path) -> Intake:
    """Read a workbook and bind the policy for its 口径日期. Raises InputRefused with the problems
    of both at once."""
    reading = read_workbook(book)
    if reading.county is None:
        raise InputRefused((*reading.errors, *_policy_problems(policy)))
    return bind(reading, policy)


def take_in_decided(
    book: Path,
    policy: str | Path,
    previous: Path | None = None,
    published: Sequence[Path] = (),
) -> Intake:
    """As :func:`take_in`, with what earlier plans decided locked.

    previous: roster workbook of the term before, what still runs of it is locked; published:
    workbooks of results announced in this term, locked but for 建议人选, whom no list announced.
    """
    return with_decided(take_in(book, policy), previous, published)


def with_decided(
    intake: Intake,
    previous: Path | None = None,
    published: Sequence[Path] = (),
    remembered: Sequence[Earlier] = (),
) -> Intake:
    """A workbook's own intake with what earlier plans decided locked.

    As for :func:`take_in_decided`; remembered: plans for those kinds of which no file is given.
    """
    kinds = {"previous"} if previous is not None else set()
    kinds |= {"published"} if published else set()
    notes = [*intake.notes, *_read_twice(published)]
    plans = [x for x in remembered if x.kind not in kinds]
    paths: list[tuple[EarlierKind, Path]] = [("published", path) for path in published]
    if previous is not None:
        paths.insert(0, ("previous", previous))
    for kind, path in paths:
        if kind == "previous":
            roster, said = read_previous(path, intake.county)
        else:
            roster, said = read_published(path, intake.county, intake.policy)
        plans.append(Earlier(kind, path.name, roster))
        notes += noted_in(path, said)
    plans.sort(key=lambda x: x.kind != "previous")
    return _locked(replace(intake, earlier=tuple(plans), notes=tuple(notes)))


def _locked(intake: Intake) -> Intake:
    """The intake with the decisions of its earlier plans, and notes of what they are."""
    county, notes = intake.county, list(intake.notes)
    for plan in intake.earlier:
        if plan.kind == "previous":
            running = Situation(keep_running(county, plan.roster), intake.policy)
            notes += arrivals_told(county, running, plan.roster, plan.name)
            county = running.county
            continue
        found = lock_published(Situation(county, intake.policy), plan.roster, plan.name)
        county = found.county
        notes.append(Problem(f"《{plan.name}》安排表", "", published_words(found), "published"))
    taken = replace(intake, notes=tuple(notes))
    if county is intake.county:
        return taken
    situation = Situation(county, intake.policy)
    refuse_impossible(situation)
    return replace(taken, situation=situation)


def _read_twice(paths: Sequence[Path]) -> Iterator[Problem]:
    """Files given more than once."""
    known: set[Path] = set()
    for path in paths:
        if path.resolve() in known:
            yield Problem(f"《{path.name}》", "", "写了不止一次，只按一份计", "read_twice")
        known.add(path.resolve())


def noted_in(path: Path, notes: Sequence[Problem]) -> tuple[Problem, ...]:
    """Notes about a file's sheets with the file's name before them."""
    return tuple(replace(note, sheet=f"《{path.name}》{note.sheet}") for note in notes)


def bind(reading: Reading, policy: str | Path) -> Intake:
    """A reading without errors under a policy. Raises InputRefused, with locks by cell that nobody
    can carry out."""
    assert reading.county is not None
    bound = load(policy, reading.county.term.reference)
    county = replace(keep_locked(reading.county, bound), as_read=reading.county.content_sha256)
    situation = Situation(county, bound)
    refuse_impossible(situation)
    return Intake(situation, reading.sha256, notes=bound.notices)


def _policy_problems(policy: str | Path) -> tuple[Problem, ...]:
    """What can be said of a policy while its reference date is unknown."""
    try:
        check_policy(policy)
    except InputRefused as refused:
        return refused.problems
    return ()


@dataclass(frozen=True)
class RosterRead:
    """The plan of a roster workbook, and of the leaders' own that belongs to it.

    warnings: what was read otherwise than written, or not at all; tables: the plan tables read,
    each with the name of its file, empty for the roster itself.
    """

    plan: Roster
    warnings: tuple[Problem, ...]
    tables: tuple[tuple[str, PlanReading], ...]

    def refuse_slips(self, situation: Situation) -> None:
        """Raise InputRefused for a plan to go on from of which cells cannot be as they are."""
        if wrong := self.problems(situation, slips(situation, self.plan)):
            raise InputRefused(wrong)

    def problems(self, situation: Situation, found: Sequence[Slip]) -> tuple[Problem, ...]:
        """What is written and cannot be, each at its cell."""
        names = CountyNames(situation.county, situation.policy)
        return tuple(
            replace(slip_problem(slip, read.letters, names), sheet=f"{file}{PlanRow.sheet}")
            for slip in found
            for file, read in self.tables
            if any((row.person, row.row_number) == slip.row for row in read.rows)
        )


def slip_problem(
    slip: Slip, letters: Mapping[str, str], names: CountyNames, verb: str = ""
) -> Problem:
    """What cannot be, at its cell; at the person's where the table has no such column."""
    cell = f"{letters.get(slip.field, letters['person'])}{slip.placement.row_number}"
    return Problem(PlanRow.sheet, cell, f"{slip.words(names, verb)}；{slip.do}", "bad_row")


def read_roster(
    path: Path, county: County, leaders: Path | None = None, policy: Policy | None = None
) -> Roster:
    """The plan in a roster workbook, ours or made by hand. Raises InputRefused.

    leaders: the leaders' own workbook of the same plan, whose rows belong to it; policy: whose
    quotas may stand where a team would, None = nobody's.
    """
    return read_roster_noted(path, county, leaders, policy).plan


def read_roster_noted(
    path: Path, county: County, leaders: Path | None = None, policy: Policy | None = None
) -> RosterRead:
    """As :func:`read_roster`, with what else is to be said of the files."""
    quotas = {} if policy is None else quota_names(policy)
    read = read_plan(path, county, quotas)
    plan = to_roster(read.rows, county)
    if leaders is None:
        return RosterRead(plan, read.warnings, (("", read),))
    more = read_plan(leaders, county, quotas)
    whole = made_whole(plan, to_roster(more.rows, county))
    tables = (("", read), (f"《{leaders.name}》", more))
    return RosterRead(whole, (*read.warnings, *more.warnings), tables)

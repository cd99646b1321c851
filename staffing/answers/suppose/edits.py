"""Edits made by hand in a roster workbook, read back as decisions and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from constraints.facts.seats import quota_names
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.answers.matching import SHEET, match
from staffing.answers.source import BasePlan
from staffing.answers.suppose.following import cleared, not_by_hand, restored, slips_by_hand
from staffing.answers.suppose.row_decisions import as_decisions, said
from staffing.answers.suppose.supposed import Change, changed
from staffing.audit import Audit, audit
from staffing.leaders.by_hand import is_secret, secret_rows
from staffing.leaders.discretion import made_whole, veiled, withheld
from staffing.leaders.openly import openly
from staffing.locks.excess import Excess
from staffing.locks.week import unfit
from staffing.solve import Prepared, prepare
from staffing.workbook import to_roster
from staffing.workbook.plan import read_plan_in_part


@dataclass(frozen=True)
class Edit:
    """One person's rows before and after; decisions: what the edit comes to."""

    person: Code
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    decisions: tuple[Change, ...]


@dataclass(frozen=True)
class Edits:
    """Every edit in code order, and both whole plans measured by the audit as they stand.

    decided: the edited plan with the edits decided, as ``replan --pins`` takes them; warnings: what
    of the edited workbook was read otherwise than written, or not at all.
    """

    edits: tuple[Edit, ...]
    before: Audit
    after: Audit
    decided: Audit
    warnings: tuple[Problem, ...] = ()

    @property
    def decisions(self) -> tuple[Change, ...]:
        """All decisions, for planning again."""
        return tuple(change for edit in self.edits for change in edit.decisions)

    @property
    def changes(self) -> tuple[tuple[str, int], ...]:
        """(tier id, how much worse; negative = better) with the edits made and nothing else; none
        where that is :attr:`untold`."""
        return () if self.untold else _changes(self.before, self.after)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Enforced rules and targets that are short only, or shorter, because of the edits, even
        with all of them decided; without those that are :attr:`untold`."""
        plan = self.decided.roster or Roster(())
        return veiled(self._worse[0], self.decided.situation.county, plan.placements)

    @property
    def untold(self) -> bool:
        """Whether general eyes may not know all of what breaks and changes."""
        whole = _changes(self.before, self.after)
        return self._worse[1] or whole != _changes(self.before.as_listed, self.after.as_listed)

    @property
    def unfit(self) -> bool:
        """Whether anything breaks, told or untold."""
        return bool(self._worse[0]) or self._worse[1]

    @cached_property
    def _worse(self) -> tuple[tuple[Finding, ...], bool]:
        """What gets worse, as far as it may be told; whether there is more."""
        whole = _worse(self.before, self.decided)
        return openly(whole, _worse(self.before.as_listed, self.decided.as_listed))

    @property
    def over(self) -> tuple[Excess, ...]:
        """Limits that the edits, decided, exceed or exceed by more (锁定超限)."""
        were = {(x.row.id, x.key): x.by for x in self.before.over_limits}
        return tuple(x for x in self.decided.over_limits if x.by > were.get((x.row.id, x.key), 0))


def _changes(before: Audit, after: Audit) -> tuple[tuple[str, int], ...]:
    tiers = before.situation.policy.tiers
    steps = ((t.id, after.tier_value(t.id) - before.tier_value(t.id)) for t in tiers)
    return tuple((tier, by) for tier, by in steps if by)


def _worse(before: Audit, after: Audit) -> list[Finding]:
    were = {(f.rule, f.instance, f.key): f.short or 0 for f in before.findings}
    return [
        f
        for f in after.findings
        if f.enforced and (f.short or 0) > were.get((f.rule, f.instance, f.key), 0)
    ]


def read_edits(base: BasePlan, path: Path) -> Edits:
    """What the workbook *path* says otherwise than the base plan.

    Leaders' moves that nobody has decided stand in no roster workbook and stay as they were.
    Raises InputRefused with every cell that is wrong: as for any plan table, for rows about such
    leaders, and for rows no candidate stands for, with the rule that excludes them.
    """
    situation = base.intake.situation
    read = read_plan_in_part(path, situation.county, quota_names(situation.policy))
    kept = Roster(withheld(situation.county, base.roster.placements))
    sound = [row for row in read.rows if row.person not in read.spoiled]
    rows = [row for row in sound if not is_secret(situation.county, row)]
    edited = made_whole(to_roster(rows, situation.county), kept)
    edited = _with_stages(_unspoiled(edited, base.roster, read.spoiled), base.roster)
    emptied = cleared(edited, base.roster, read.letters)
    edited = restored(edited, base.roster)
    people = _edited(base.roster, edited)
    if read.nameless:  # whoever is missing may be in a row whose code is
        people = tuple(person for person in people if person in edited.by_person)
    prepared = prepare(situation)
    problems = [*read.errors, *_recruits(base, people, edited, read.letters)]
    known = [person for person in people if person in situation.county.teacher]
    edits = tuple(_edit(base, edited, person) for person in known)
    decisions = [change for edit in edits for change in edit.decisions]
    decided = Situation(changed(situation.county, decisions), situation.policy)
    for found in (
        slips_by_hand(situation, decided, edited, base.roster, read.letters),
        not_by_hand(situation, edited, base.roster, read.letters),
        _wrong(prepared, edited, people, read.letters, decided),
    ):
        told = {problem.cell for problem in problems}
        problems += [problem for problem in found if problem.cell not in told]
    problems += secret_rows(situation.county, sound, read.letters)
    if problems:
        raise InputRefused(sorted(problems, key=_row_number))
    openings = prepared.slate.openings
    return Edits(
        edits,
        audit(situation, base.roster, openings),
        audit(situation, edited, openings),
        audit(decided, edited, openings),
        (*read.warnings, *emptied),
    )


def _unspoiled(edited: Roster, base: Roster, people: Collection[Code]) -> Roster:
    """The plan with what was before of people whose rows cannot be read: nobody is blamed for
    what those leave out."""
    before = [p for p in base.placements if p.person in people]
    return Roster.of([*(p for p in edited.placements if p.person not in people), *before])


def _row_number(problem: Problem) -> int:
    return int("".join(filter(str.isdigit, problem.cell)) or 0)


def _with_stages(edited: Roster, base: Roster) -> Roster:
    """A row that says nothing of the stage has that of the base plan's row there."""
    were = {(p.person, p.mode, p.host): p.stage for p in base.placements}
    return Roster.of(
        [
            p if p.stage else replace(p, stage=were.get((p.person, p.mode, p.host)))
            for p in edited.placements
        ]
    )


def _edited(base: Roster, edited: Roster) -> tuple[Code, ...]:
    """People whose rows differ in what a hand can write."""
    everyone = sorted(base.by_person.keys() | edited.by_person.keys())
    return tuple(
        p for p in everyone
        if said(base.by_person.get(p, ())) != said(edited.by_person.get(p, ()))
    )  # fmt: skip


def _wrong(
    prepared: Prepared,
    edited: Roster,
    people: Sequence[Code],
    letters: Mapping[str, str],
    supposed: Situation,
) -> list[Problem]:
    """Rows no candidate stands for. A visit nobody proposed, and a place for other days, stand
    where a decision may make them. supposed: with the edits decided."""
    lost = match(prepared, edited).lost
    if any(_decidable(one) and one[0].person in people for one in lost):
        decided = match(prepare(supposed), edited).lost
        open_to_it = {one[0] for one in lost if _decidable(one)}
        lost = [one for one in lost if not _decidable(one)]
        lost += [one for one in decided if one[0] in open_to_it or _is_visit(one)]
    told = {(p.person, p.host) for p, _, _ in lost}
    lost += [x for x in _unfit(supposed, edited) if (x[0].person, x[0].host) not in told]
    return [
        _problem(placement, field, reason, letters)
        for placement, field, reason in sorted(lost, key=lambda one: one[0].row_number)
        if placement.person in people
    ]


_Lost = tuple[Placement, str, str]


def _is_visit(lost: _Lost) -> bool:
    return lost[0].mode is Mode.ITINERANT


def _decidable(lost: _Lost) -> bool:
    """Whether a decision can make what no candidate stands for: a visit, other days, another
    role."""
    return _is_visit(lost) or lost[1] in ("start", "end", "post")


def _unfit(supposed: Situation, edited: Roster) -> Iterator[tuple[Placement, str, str]]:
    """Visits that the person's week has no room for."""
    for lock, field, words in unfit(supposed):
        for p in edited.by_person.get(lock.person, ()):
            if p.mode is Mode.ITINERANT and p.host == lock.school:
                yield p, field, words


def _problem(placement: Placement, field: str, reason: str, letters: Mapping[str, str]) -> Problem:
    cell = f"{letters.get(field, letters['person'])}{placement.row_number}"
    where = f"{placement.person}{placement.mode.value}到{placement.host}"
    return Problem(SHEET, cell, f"{where}：{reason}；请改正，或恢复原来的一行", "bad_edit")


def _recruits(
    base: BasePlan, people: Sequence[Code], edited: Roster, letters: Mapping[str, str]
) -> list[Problem]:
    """Recruits have no name to decide about yet."""
    county = base.intake.county
    message = "招聘人选还没有姓名，去处不能手改锁定；请改“招聘”表，或恢复原来的一行"
    found = []
    for person in people:
        if person not in county.teacher:
            rows = edited.by_person.get(person, ())
            cell = f"{letters['person']}{rows[0].row_number}" if rows else ""
            found.append(Problem(SHEET, cell, f"{person}：{message}", "bad_edit"))
    return found


def _edit(base: BasePlan, edited: Roster, person: Code) -> Edit:
    before, after = (r.by_person.get(person, ()) for r in (base.roster, edited))
    return Edit(person, before, after, as_decisions(base.intake.situation, person, before, after))

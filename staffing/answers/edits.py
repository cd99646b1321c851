"""Edits made by hand in a roster workbook, read back as decisions and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from constraints.teams.attachment_quota import quota_names
from models.column import Code
from models.finding import Finding
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.answers.changes import Change, pinned
from staffing.answers.matching import SHEET, match
from staffing.answers.source import BasePlan
from staffing.audit import Audit, audit
from staffing.discretion import made_whole, withheld
from staffing.solve import Prepared, prepare
from staffing.workbook import to_roster
from staffing.workbook.plan import read_plan


@dataclass(frozen=True)
class Edit:
    """One person's rows before and after; decisions: what the edit comes to."""

    person: Code
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    decisions: tuple[Change, ...]


@dataclass(frozen=True)
class Edits:
    """Every edit in code order, and both plans measured by the audit as they stand.

    warnings: what of the edited workbook was read otherwise than written, or not at all.
    """

    edits: tuple[Edit, ...]
    before: Audit
    after: Audit
    warnings: tuple[Problem, ...] = ()

    @property
    def decisions(self) -> tuple[Change, ...]:
        """All decisions, for planning again."""
        return tuple(change for edit in self.edits for change in edit.decisions)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Enforced rules and targets that are short only, or shorter, because of the edits."""
        were = {(f.rule, f.instance, f.key): f.short or 0 for f in self.before.findings}
        return tuple(
            f
            for f in self.after.findings
            if f.enforced and (f.short or 0) > were.get((f.rule, f.instance, f.key), 0)
        )


def read_edits(base: BasePlan, path: Path) -> Edits:
    """What the workbook *path* says otherwise than the base plan.

    Leaders' moves that nobody has decided stand in no roster workbook and stay as they were.
    Raises InputRefused with every cell that is wrong: as for any plan table, and for rows no
    candidate stands for, with the rule that excludes them.
    """
    situation = base.intake.situation
    read = read_plan(path, situation.county, quota_names(situation.policy))
    kept = Roster(withheld(situation.county, base.roster.placements))
    edited = made_whole(to_roster(read.rows, situation.county), kept)
    people = _edited(base.roster, edited)
    prepared = prepare(situation)
    problems = _wrong(prepared, edited, people, read.letters)
    problems += _recruits(base, people, edited, read.letters)
    if problems:
        raise InputRefused(problems)
    return Edits(
        tuple(_edit(base, edited, person) for person in people),
        audit(situation, base.roster, prepared.slate.openings),
        audit(situation, edited, prepared.slate.openings),
        read.warnings,
    )


def _edited(base: Roster, edited: Roster) -> tuple[Code, ...]:
    """People whose rows differ in what a hand can write."""
    everyone = sorted(base.by_person.keys() | edited.by_person.keys())
    return tuple(
        p for p in everyone
        if _said(base.by_person.get(p, ())) != _said(edited.by_person.get(p, ()))
    )  # fmt: skip


def _said(placements: Sequence[Placement]) -> list[tuple[str, ...]]:
    return sorted(
        tuple(str(v) for v in (p.mode, p.host, p.subject, p.start, p.end, p.periods, p.team))
        for p in placements
        if p.mode is not Mode.STAY
    )


def _wrong(
    prepared: Prepared, edited: Roster, people: Sequence[Code], letters: Mapping[str, str]
) -> list[Problem]:
    lost = match(prepared, edited).lost
    return [
        _problem(placement, field, reason, letters)
        for placement, field, reason in sorted(lost, key=lambda one: one[0].row_number)
        if placement.person in people
    ]


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
    county = base.intake.county
    before, after = (r.by_person.get(person, ()) for r in (base.roster, edited))
    kept = set(_said(before))
    moves = [p for p in after if p.mode is not Mode.STAY and _said([p])[0] not in kept]
    goes = any(p.mode not in (Mode.STAY, Mode.ITINERANT) for p in after)
    decisions = [pinned(county, person, p.mode, p.host) for p in moves]
    if not goes and not moves:
        decisions.append(pinned(county, person, Mode.STAY, None))
    return Edit(person, before, after, tuple(decisions))

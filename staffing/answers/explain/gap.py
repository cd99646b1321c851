"""``explain`` of a gap or a school: what nobody can avoid, and what was traded for what.

These pages may be handed to the head of the school: nobody is named on them, and leaders whose
moves nobody has decided are not counted either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from constraints.board import MODES
from constraints.facts.establishment import Line
from constraints.registry import rules
from models.column import Code
from models.policy import Force, RuleRow
from models.vocabulary import Stage
from staffing.answers.alone import alone_at
from staffing.answers.asking import AboutGap, refused
from staffing.answers.explain.alternatives import SMALL, rivals
from staffing.answers.explain.bounds import AtLeast, Bounds
from staffing.answers.explain.choice import Choice
from staffing.answers.explain.comers import Comers, comers_json, comers_tables, no_help_words
from staffing.answers.explain.trade_table import trade_json, trade_table
from staffing.answers.explain.unavoidable import Trade, shortfall_columns, trade
from staffing.answers.loaded import LoadedPlan
from staffing.answers.page import Page, PageTable
from staffing.answers.telling import TierWords, tenths
from staffing.gaps import Gaps, SubjectGap
from staffing.leaders.discretion import not_counted_words, shown, would_be_withheld
from staffing.leaders.openly import UNTOLD
from staffing.naming import CountyNames
from staffing.wording import full_loads

COVER = ("subject_cover", "kindergarten_cover")
"""Rules whose shortfalls are a gap, the last row of the policy that speaks of a cell counting."""

_MOST_LINES = 12

_TOGETHER = "各项硬性规则合起来"


class _Line(NamedTuple):
    facts: list[tuple[str, str]]
    tables: list[PageTable]
    trades: list[dict[str, Any]]
    data: dict[str, Any]


class GapPages:
    """Pages about schools of one plan."""

    def __init__(
        self, plan: LoadedPlan, bounds: Bounds, before: Gaps, after: Gaps, names: CountyNames
    ) -> None:
        self._plan, self._bounds, self._names = plan, bounds, names
        self._before, self._after = before, after
        self._words = TierWords(plan.situation.policy)
        self._placements = shown(plan.situation.county, plan.roster.placements)

    # -- one subject at one school -----------------------------------------------------------------

    def gap(self, about: AboutGap) -> Page:
        """Why a school lacks a subject, or does not."""
        lines = [(b, a) for b, a in self._lines(about.school)
                 if b.subject == about.subject and about.stage in (None, b.stage)]  # fmt: skip
        if not lines:
            taught = [f"{b.stage.value}{b.subject}" for b, _ in self._lines(about.school)]
            raise refused(f"{about.school}/{about.subject}", taught)
        facts, tables = list[tuple[str, str]](), list[PageTable]()
        trades, subjects = list[dict[str, Any]](), list[dict[str, Any]]()
        for before, after in lines:
            told = self._line(about.school, before, after)
            facts += told.facts
            tables += told.tables
            trades += told.trades
            subjects.append(told.data)
        title = f"{self._names.school(about.school)} {about.subject}缺口说明"
        data = {"school": about.school, "subject": about.subject, "trades": trades}
        return Page(title, tuple(facts), tuple(tables), "", {**data, "subjects": subjects})

    def _line(self, school: Code, before: SubjectGap, after: SubjectGap) -> _Line:
        """One stage of the subject."""
        stage, subject = before.stage, str(before.subject)
        place, tiers = f"{stage.value}{subject}", [task.id for task in self._plan.tasks]
        found = self._traded(f"{school}/{stage.value}/{subject}")
        row, parts = found or (None, None)
        comers = self._comers(school, stage, subject, parts)
        note = "" if row is None else no_help_words(comers, parts, rules()[row.rule].unit)
        came, struck = self._came(school, stage, subject), self._struck(school, stage, subject)
        said = (
            (place, _gap_words(before, after)),
            (f"{place}来人", _counts(came)),
            (f"{place}不能来的", "、".join(f"{reason} {count} 人次" for reason, count in struck)),
        )
        tables = comers_tables(place, comers, tiers, self._words, note)
        if found is not None and found[1].short:
            tables.insert(0, trade_table(f"{place}缺口由来", *found, self._words))
        data = {
            **gap_json(before, after),
            "came": dict(sorted(came.items())),
            "cannot_come": dict(struck),
            **comers_json(comers, tiers, note),
        }
        trades = [] if found is None else [trade_json(*found)]
        return _Line([fact for fact in said if fact[1]], tables, trades, data)

    def school(self, code: Code) -> Page:
        """What a school lacks after the plan, and where the worst of it comes from."""
        lines = [(b, a) for b, a in self._lines(code) if b.gap or a.gap]
        lines.sort(key=lambda pair: (-pair[1].posts, -pair[0].posts))
        rows = tuple(
            (f"{b.stage.value}{b.subject}", tenths(b.needed), tenths(b.gap or 0),
             tenths(a.gap or 0), full_loads(a.posts))
            for b, a in lines[:_MOST_LINES]
        )  # fmt: skip
        rest = (
            f"共 {len(lines)} 科，以上为前 {_MOST_LINES} 科。" if len(lines) > _MOST_LINES else ""
        )
        tables = [PageTable("各学科缺口（课时/周）", ("学科", ">应有", ">安排前缺", ">安排后缺",
                            ">折合缺人"), rows, rest)] if rows else []  # fmt: skip
        data: dict[str, Any] = {"school": code, "trades": [], **self._school_json(code, lines)}
        found = self._traded(code) if any(after.gap for _, after in lines) else None
        if found is not None:
            tables.append(trade_table("全校缺口由来", *found, self._words))
            data["trades"].append(trade_json(*found))
        flows = f"{self._flows(code)}{not_counted_words(self._plan.situation.county)}"
        facts = (("编制", self._posts(code)), ("进出", flows))
        here = code in self._plan.situation.county.school
        lacking = (
            "各学科安排前后都不缺。" if here else "外县学校：本县只管去的人，不计它的编制和缺口。"
        )
        closing = "" if rows else lacking
        name = self._names.school(code)
        return Page(f"{name}（{code}）安排说明", tuple(f for f in facts if f[1]), tuple(tables),
                    closing, data)  # fmt: skip

    def _lines(self, school: Code) -> list[tuple[SubjectGap, SubjectGap]]:
        """Subjects of a school before and after."""
        now = self._after.by_cell
        return [
            (then, now[cell])
            for cell, then in self._before.by_cell.items()
            if cell[0] == school and cell in now
        ]

    def _school_json(
        self, code: Code, lines: Sequence[tuple[SubjectGap, SubjectGap]]
    ) -> dict[str, Any]:
        """What the page says of the school itself, and every subject that lacks anybody."""
        line = self._posts_line(code)
        told = ("approved", "on_roll", "on_duty", "supply")
        come, gone = self._come_and_gone(code)
        return {
            "establishment": None if line is None else {name: getattr(line, name) for name in told},
            "came": dict(sorted(come.items())),
            "gone": dict(sorted(gone.items())),
            "subjects": [gap_json(before, after) for before, after in lines],
        }

    def _posts_line(self, code: Code) -> Line | None:
        return next((s.establishment for s in self._before.schools if s.code == code), None)

    def _posts(self, code: Code) -> str:
        line = self._posts_line(code)
        if line is None:
            return ""
        approved = "未填" if line.approved is None else f"{line.approved}"
        return f"核定 {approved}，在编 {line.on_roll}，在岗 {line.on_duty}，能任教 {line.supply}"

    def _come_and_gone(self, code: Code) -> tuple[Counter[str], Counter[str]]:
        """People who come and who go, each way once."""
        come = {(p.mode.value, p.person) for p in self._placements if p.host == code}
        gone = {(p.mode.value, p.person) for p in self._placements if p.home == code}
        return Counter(m for m, _ in come), Counter(m for m, _ in gone)

    def _flows(self, code: Code) -> str:
        said = [
            f"{what} {_counts(counts)}"
            for what, counts in zip(("来", "去"), self._come_and_gone(code), strict=True)
            if counts
        ]
        return "；".join(said) or "无"

    # -- where a shortfall comes from --------------------------------------------------------------

    def _traded(self, place: str) -> tuple[RuleRow, Trade] | None:
        """Of all shortfalls whose key begins with *place*, by the last row that has any."""
        for row in reversed(self._plan.situation.policy.rules):
            if row.rule not in COVER or row.force not in (Force.HARD, Force.SOFT):
                continue
            own = {m.key: m.short or 0 for m in self._plan.listed.measures[row.id]
                   if m.key == place or m.key.startswith(f"{place}/")}  # fmt: skip
            if own:
                columns = shortfall_columns(self._plan, row.id, own)
                return row, trade(self._plan, columns, sum(own.values()), row.tier)
        return None

    # -- who came, who could have, who cannot ------------------------------------------------------

    def _came(self, school: Code, stage: Stage, subject: str) -> Counter[str]:
        own = [p for p in self._placements if p.host == school
               and (p.stage, p.subject) == (stage, subject)]  # fmt: skip
        return Counter(p.mode.value for p in own)

    def _struck(self, school: Code, stage: Stage, subject: str) -> tuple[tuple[str, int], ...]:
        """Pairs out of the question, by reason."""
        slate = self._plan.slate
        return tuple(slate.counts_at(slate.pairs.at(self._index(school), stage, subject)))

    def _comers(self, school: Code, stage: Stage, subject: str, parts: Trade | None) -> Comers:
        """People who could have come, by what that costs, and those no plan has room for."""
        moves, index = self._plan.model.moves, self._index(school)
        here = moves.at(index, stage, subject) & (moves.home != index)  # 培训 brings nobody
        free = np.flatnonzero(here & (self._plan.values[: len(moves)] == 0))
        costs = {i: self._at_least(i) for i in free.tolist() if self._may_be_told(i)}
        stopped = Counter(self._stopped_by(i) for i, c in costs.items() if not c.possible)
        could = {i: c for i, c in costs.items() if c.possible}
        helpless = parts is not None and parts.proven and 0 < parts.floor == parts.short
        asked = could if helpless and self._small else ()
        alone = Counter(filter(None, (self._broken_alone(i) for i in asked)))
        return Comers(tuple(could.values()), stopped, alone)

    def _at_least(self, column: int) -> AtLeast:
        """What taking a candidate must cost, as the person's own page says it."""
        moves = self._plan.model.moves
        own = np.flatnonzero(moves.person == moves.person[column])
        choice = Choice((column,), tuple(rivals(self._plan, column, own)))
        found = self._bounds.at_least(choice)
        return self._bounds.sharper(choice) if found.possible and self._small else found

    def _stopped_by(self, column: int) -> str:
        """Enforced rules a candidate no plan has room for breaks where nobody else moves."""
        if not self._small:
            return _TOGETHER
        return self._broken_alone(column) or _TOGETHER

    def _broken_alone(self, column: int) -> str:
        """The same; "" where none is broken."""
        person = self._plan.situation.people[self._plan.model.moves.person[column]]
        found = alone_at(self._plan, person, (column,))
        return "、".join(found.broken) or (UNTOLD if found.untold else "")

    @property
    def _small(self) -> bool:
        return self._plan.model.program.columns <= SMALL

    def _may_be_told(self, column: int) -> bool:
        """Whether a candidate is no leader of a school whose moves nobody has decided."""
        there, moves = self._plan.situation, self._plan.model.moves
        person, mode = there.people[moves.person[column]], MODES[moves.mode[column]]
        return not would_be_withheld(there.county, person, mode)

    def _index(self, school: Code) -> int:
        return self._plan.situation.county.school_index[school]


def _gap_words(before: SubjectGap, after: SubjectGap) -> str:
    unit = "人" if before.in_heads else "课时"
    if before.gap is None or after.gap is None:
        return "无法判定"
    return (
        f"每周应有 {tenths(before.needed)} {unit}；安排前缺 {tenths(before.gap)}，"
        f"安排后缺 {tenths(after.gap)} {unit}（折合 {full_loads(after.posts)} 人）"
    )


def gap_json(before: SubjectGap, after: SubjectGap) -> dict[str, Any]:
    """A subject before and after, in people or in periods a week; None = unknown."""
    gaps = (None if x.gap is None else float(tenths(x.gap) or 0) for x in (before, after))
    short_before, short_after = gaps
    return {
        "stage": before.stage.value,
        "subject": before.subject,
        "unit": "人" if before.in_heads else "课时",
        "needed": float(tenths(before.needed) or 0),
        "short_before": short_before,
        "short_after": short_after,
        "people_short_after": None if short_after is None else float(full_loads(after.posts) or 0),
    }


def _counts(counts: Counter[str]) -> str:
    return "、".join(f"{mode} {n} 人" for mode, n in sorted(counts.items()))

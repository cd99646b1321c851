"""``explain`` of a gap or a school: what nobody can avoid, and what was traded for what.

These pages may be handed to the head of the school: nobody is named on them, and leaders whose
moves nobody has decided are not counted either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from constraints.board import MODES
from models.column import Code
from models.policy import Force, RuleRow
from models.vocabulary import Stage
from staffing.answers.alone import alone_at
from staffing.answers.asking import AboutGap, refused
from staffing.answers.explain.alternatives import SMALL, rivals
from staffing.answers.explain.bounds import AtLeast, Bounds
from staffing.answers.explain.choice import Choice
from staffing.answers.explain.trade_table import trade_json, trade_table
from staffing.answers.explain.unavoidable import Trade, shortfall_columns, trade
from staffing.answers.loaded import LoadedPlan
from staffing.answers.page import Page, PageTable
from staffing.answers.telling import NOTHING_PROVEN, TierWords, tenths
from staffing.gaps import Gaps, SubjectGap
from staffing.leaders.discretion import not_counted_words, shown, would_be_withheld
from staffing.leaders.openly import UNTOLD
from staffing.naming import CountyNames
from staffing.wording import full_loads

COVER = ("subject_cover", "kindergarten_cover")
"""Rules whose shortfalls are a gap, the last row of the policy that speaks of a cell counting."""

_MOST_LINES = 12

_BARRED = ("别人不动时不符", ">人次")
_TOGETHER = "各项硬性规则合起来"
_NO_PLAN = "定下其中任何一人，别人怎么动都没有满足硬性规则的方案。"


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
        facts, tables, data = [], [], []
        for before, after in lines:
            place = f"{before.stage.value}{before.subject}"
            facts.append((place, _gap_words(before, after)))
            found = self._traded(f"{about.school}/{before.stage.value}/{before.subject}")
            came = self._came(about.school, before.stage, str(before.subject))
            if came:
                facts.append((f"{place}来人", came))
            struck = self._struck(about.school, before.stage, str(before.subject))
            if struck:
                facts.append((f"{place}不能来的", struck))
            if found is not None:
                row, parts = found
                if parts.short:
                    tables.append(trade_table(f"{place}缺口由来", row, parts, self._words))
                data.append(trade_json(row, parts))
            tables += self._could_come(about.school, before.stage, str(before.subject))
        title = f"{self._names.school(about.school)} {about.subject}缺口说明"
        return Page(title, tuple(facts), tuple(tables), "", {"school": about.school,
                    "subject": about.subject, "trades": data})  # fmt: skip

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
        data: dict[str, Any] = {"school": code, "trades": []}
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

    def _posts(self, code: Code) -> str:
        line = next((s.establishment for s in self._before.schools if s.code == code), None)
        if line is None:
            return ""
        approved = "未填" if line.approved is None else f"{line.approved}"
        return f"核定 {approved}，在编 {line.on_roll}，在岗 {line.on_duty}，能任教 {line.supply}"

    def _flows(self, code: Code) -> str:
        come = Counter(m for m, _ in {(p.mode.value, p.person) for p in self._placements
                                      if p.host == code})  # fmt: skip
        gone = Counter(m for m, _ in {(p.mode.value, p.person) for p in self._placements
                                      if p.home == code})  # fmt: skip
        said = [
            f"{what} {_counts(counts)}" for what, counts in (("来", come), ("去", gone)) if counts
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

    def _came(self, school: Code, stage: Stage, subject: str) -> str:
        own = [p for p in self._placements if p.host == school
               and (p.stage, p.subject) == (stage, subject)]  # fmt: skip
        return _counts(Counter(p.mode.value for p in own))

    def _struck(self, school: Code, stage: Stage, subject: str) -> str:
        """Pairs out of the question, by reason."""
        slate = self._plan.slate
        found = slate.counts_at(slate.pairs.at(self._index(school), stage, subject))
        return "、".join(f"{reason} {count} 人次" for reason, count in found)

    def _could_come(self, school: Code, stage: Stage, subject: str) -> list[PageTable]:
        """People who could have come, by the tier that would have to give, and those no plan has
        room for, by what stops them; nobody named."""
        moves, place = self._plan.model.moves, f"{stage.value}{subject}"
        index = self._index(school)
        here = moves.at(index, stage, subject) & (moves.home != index)  # 培训 brings nobody
        free = np.flatnonzero(here & (self._plan.values[: len(moves)] == 0))
        columns = list(filter(self._may_be_told, free.tolist()))
        costs = [self._at_least(column) for column in columns]
        stopped = [i for i, c in zip(columns, costs, strict=True) if not c.possible]
        barred = Counter(self._stopped_by(column) for column in stopped)
        rows = self._tier_rows([c for c in costs if c.possible])
        found = []
        if rows:
            could = f"{place}：可来而未安排的 {len(columns) - len(stopped)} 人次"
            found.append(PageTable(could, ("再调一人来，必使", ">人次", ">最少多"), tuple(rows)))
        if stopped:
            cannot = f"{place}：符合条件而排不进来的 {len(stopped)} 人次"
            found.append(PageTable(cannot, _BARRED, tuple(sorted(barred.items())), _NO_PLAN))
        return found

    def _tier_rows(self, costs: Sequence[AtLeast]) -> list[tuple[object, ...]]:
        """How many make which tier worse, and the least by which any of them does."""
        rows: list[tuple[object, ...]] = []
        for tier in (task.id for task in self._plan.tasks):
            amounts = [c.amount for c in costs if c.tier == tier]
            if amounts:
                least = self._words.amount(tier, min(amounts))
                rows.append((f"“{self._words.name(tier)}”变差", len(amounts), least))
        unproven = sum(c.tier is None for c in costs)
        return [*rows, *([(NOTHING_PROVEN, unproven, "")] if unproven else [])]

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
        person = self._plan.situation.people[self._plan.model.moves.person[column]]
        found = alone_at(self._plan, person, (column,))
        return "、".join(found.broken) or (UNTOLD if found.untold else _TOGETHER)

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


def _counts(counts: Counter[str]) -> str:
    return "、".join(f"{mode} {n} 人" for mode, n in sorted(counts.items()))

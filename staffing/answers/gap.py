"""``explain`` of a gap, a school or a target: what nobody can avoid, and what was traded for what.

These pages may be handed to the head of the school: nobody is named on them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from constraints.board import IntArray
from constraints.registry import rules
from models.column import Code
from models.finding import State, TargetLine
from models.policy import Force, RuleRow
from models.vocabulary import Stage
from staffing.answers.alternatives import rivals
from staffing.answers.asking import AboutGap, refused
from staffing.answers.bounds import AtLeast, Bounds, Choice
from staffing.answers.loaded import LoadedPlan
from staffing.answers.page import Page, PageTable
from staffing.answers.shifting import short_columns
from staffing.answers.telling import NOTHING_PROVEN, TierWords, tenths
from staffing.answers.unavoidable import Trade, shortfall_columns, trade
from staffing.gaps import Gaps, SubjectGap
from staffing.naming import CountyNames
from staffing.wording import (
    amount_words,
    floor_words,
    full_loads,
    measured_and_required,
    state_words,
)

COVER = ("subject_cover", "kindergarten_cover")
"""Rules whose shortfalls are a gap, the last row of the policy that speaks of a cell counting."""

_MOST_LINES, _MOST_TRADES = 12, 4


class GapPages:
    """Pages about schools and targets of one plan."""

    def __init__(
        self, plan: LoadedPlan, bounds: Bounds, before: Gaps, after: Gaps, names: CountyNames
    ) -> None:
        self._plan, self._bounds, self._names = plan, bounds, names
        self._before, self._after = before, after
        self._words = TierWords(plan.situation.policy)

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
                tables.append(self._trade_table(f"{place}缺口由来", row, parts))
                data.append(_trade_json(row, parts))
            tables += self._could_come(about.school, before.stage, str(before.subject))
        title = f"{self._names.school(about.school)}{about.subject}缺口说明"
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
            tables.append(self._trade_table("全校缺口由来", *found))
            data["trades"].append(_trade_json(*found))
        facts = (("编制", self._posts(code)), ("进出", self._flows(code)))
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
        come = Counter(p.mode.value for p in self._plan.roster.placements if p.host == code)
        gone = Counter(p.mode.value for p in self._plan.roster.placements if p.home == code)
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
            own = {m.key: m.short or 0 for m in self._plan.audit.measures[row.id]
                   if m.key == place or m.key.startswith(f"{place}/")}  # fmt: skip
            if own:
                columns = shortfall_columns(self._plan, row.id, own)
                return row, trade(self._plan, columns, sum(own.values()))
        return None

    def _trade_table(
        self, title: str, row: RuleRow, found: Trade, target_short: int | None = None
    ) -> PageTable:
        """target_short: what the audit makes of it, where the solver may count more strictly."""
        rule = rules()[row.rule]
        unit, stricter = rule.unit, rule.conservative and target_short is not None
        least = "没有人能避免（按求解口径）" if stricter else "没有人能避免"
        rows: list[tuple[object, ...]] = [(least, amount_words(found.floor, unit))]
        for tier, more in found.steps:
            rows.append((f"为保住“{self._words.name(tier)}”让出", amount_words(more, unit)))
        if found.spare:
            rows.append(("各层不变也可少缺，但改由别处缺", amount_words(found.spare, unit)))
        rows.append(("方案合计", amount_words(found.short, unit)))
        rest = "" if found.proven else "到达步数上限：各数为已知最好，未全部证明。"
        if stricter:
            rest += (
                f"求解用偏严的折线代替曲线，计为 {amount_words(found.short, unit)}，"
                f"核查为 {amount_words(target_short, unit)}；以上按求解口径。"
            )
        return PageTable(title, ("由来", ">数量"), tuple(rows), rest)

    # -- who came, who could have, who cannot ------------------------------------------------------

    def _came(self, school: Code, stage: Stage, subject: str) -> str:
        own = [p for p in self._plan.roster.placements if p.host == school
               and (p.stage, p.subject) == (stage, subject)]  # fmt: skip
        return _counts(Counter(p.mode.value for p in own))

    def _struck(self, school: Code, stage: Stage, subject: str) -> str:
        """Pairs out of the question, by reason."""
        slate = self._plan.slate
        found = slate.counts_at(slate.pairs.at(self._index(school), stage, subject))
        return "、".join(f"{reason} {count} 人次" for reason, count in found)

    def _could_come(self, school: Code, stage: Stage, subject: str) -> list[PageTable]:
        """People who could have come, by the tier that would have to give, nobody named."""
        moves, tiers = self._plan.model.moves, [task.id for task in self._plan.tasks]
        index = self._index(school)
        here = moves.at(index, stage, subject) & (moves.home != index)  # 培训 brings nobody
        open_to = np.flatnonzero(here & (self._plan.values[: len(moves)] == 0))
        costs: list[AtLeast] = []
        for column in open_to.tolist():
            own = np.flatnonzero(moves.person == moves.person[column])
            choice = Choice((column,), tuple(rivals(self._plan, column, own)))
            costs.append(self._bounds.at_least(choice))
        rows: list[tuple[object, ...]] = []
        for tier in tiers:
            amounts = [c.amount for c in costs if c.tier == tier]
            if amounts:
                least = self._words.amount(tier, min(amounts))
                rows.append((f"“{self._words.name(tier)}”变差", len(amounts), least))
        free = sum(c.tier is None for c in costs)
        if free:
            rows.append((NOTHING_PROVEN, free, ""))
        headers = ("再调一人来，必使", ">人次", ">最少多")
        title = f"{stage.value}{subject}：可来而未安排的 {len(costs)} 人次"
        return [PageTable(title, headers, tuple(rows))] if rows else []

    def _index(self, school: Code) -> int:
        return self._plan.situation.county.school_index[school]

    # -- targets -----------------------------------------------------------------------------------

    def target(self, name: str) -> Page:
        """A target's ledger line, its floor, and what it was traded against."""
        lines = [t for t in self._plan.audit.targets if name in (t.id, t.rule)]
        first, short = lines[0], [t for t in lines if t.state is State.SHORT]
        facts = [
            ("依据", "；".join(dict.fromkeys(_source(t) for t in lines))),
            ("原文", "；".join(dict.fromkeys(t.quote for t in lines if t.quote))),
            ("能否靠安排改变", "；".join(dict.fromkeys(map(_changeable, lines)))),
        ]
        shown = short[:_MOST_TRADES] or lines[:_MOST_TRADES]
        several = len({t.name for t in lines}) > 1
        facts += [(self._names.key(t.key), _ledger_words(t, several)) for t in shown]
        rows = {row.id: row for row in self._plan.situation.policy.rules}
        found = [(t, rows[t.rule], self._taken_apart(t)) for t in shown if t.steerable and t.short]
        tables = [
            self._trade_table(f"{self._headed(t, several)}还差的由来", row, parts, t.short)
            for t, row, parts in found
        ]
        closing = f"共 {len(lines)} 项，未达标 {len(short)} 项。" if len(lines) > 1 else ""
        trades = [{"key": t.key, "target_short": t.short, **_trade_json(row, parts)}
                  for t, row, parts in found]  # fmt: skip
        data = {"target": first.id, "rule": first.rule, "trades": trades}
        facts = [f for f in facts if f[1]]
        titles = tuple(dict.fromkeys(t.name for t in lines))
        title = f"{first.id} {titles[0]}" + (f"等 {len(titles)} 项" if len(titles) > 1 else "")
        return Page(title, tuple(facts), tuple(tables), closing, data)

    def _headed(self, line: TargetLine, several: bool) -> str:
        """What a line is about, with its name where the page has several targets."""
        place = self._names.key(line.key)
        return f"{place}{line.name}" if several else place

    def _columns(self, line: TargetLine) -> IntArray:
        """A line for the whole county sums its places up where the rule counts place by place."""
        own = shortfall_columns(self._plan, line.rule, {line.key})
        if len(own) or line.key:
            return own
        every = {key for row, key in short_columns(self._plan.model) if row == line.rule}
        return shortfall_columns(self._plan, line.rule, every)

    def _taken_apart(self, line: TargetLine) -> Trade:
        """As the solver counts it, which for a curved target is a little stricter."""
        columns = self._columns(line)
        counted = int(self._plan.values[columns].sum())
        return trade(self._plan, columns, counted)


def _gap_words(before: SubjectGap, after: SubjectGap) -> str:
    unit = "人" if before.in_heads else "课时"
    if before.gap is None or after.gap is None:
        return "无法判定"
    return (
        f"每周应有 {tenths(before.needed)} {unit}；安排前缺 {tenths(before.gap)}，"
        f"安排后缺 {tenths(after.gap)} {unit}（折合 {full_loads(after.posts)} 人）"
    )


def _changeable(line: TargetLine) -> str:
    """Whether moving people changes a target at all, and whether the policy has it strive for."""
    if line.steerable:
        return "能，求解时已为它安排"
    if rules()[line.rule.partition(".")[0]].steers:
        return "能，但本政策只核对这一项，求解没有为它安排"
    return "不能，与人员安排无关，只核对"


def _source(line: TargetLine) -> str:
    return f"{line.document} {line.clause}（{line.standing}）"


def _ledger_words(line: TargetLine, named: bool) -> str:
    """Measured, required, short; named: with the target's name in front."""
    measured, required = measured_and_required(line)
    short = amount_words(line.short, line.unit)
    left = f"，还差 {short}" if line.short else ""
    if line.short and line.floor is not None:
        left += f"（其中无法避免 {floor_words(line)}）"
    name = f"{line.name}：" if named else ""
    return f"{name}实测 {measured}，要求 {required}，{state_words(line)}{left}"


def _counts(counts: Counter[str]) -> str:
    return "、".join(f"{mode} {n} 人" for mode, n in sorted(counts.items()))


def _trade_json(row: RuleRow, found: Trade) -> dict[str, Any]:
    return {
        "rule": row.id,
        "unit": rules()[row.rule].unit,
        "short": found.short,
        "floor": found.floor,
        "traded": dict(found.steps),
        "spare": found.spare,
        "proven": found.proven,
    }

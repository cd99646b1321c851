"""The ledger of targets (指标台账): one line answers for a target, its rows stand apart.

What is short is told apart into what nobody can avoid and what was given up for other targets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.registry import rules
from constraints.rule import AnyRule
from constraints.situation import Situation
from models.finding import UNSTATED, Measure, State, TargetLine
from models.policy import Cited, Force, RuleRow, waiver_words
from models.roster import Roster
from staffing.modelling.candidates import propose
from staffing.policy_file.values import show as show_value
from staffing.wording import amount_words

Measures = Mapping[str, tuple[Measure, ...]]


def ledger_rules(situation: Situation) -> Iterator[RuleRow]:
    """The policy's rows that are targets, in policy order."""
    return (row for row in situation.policy.rules if row.target)


@dataclass(frozen=True)
class Ledger:
    """One line per target, and the rows of those that are summed from several."""

    lines: tuple[TargetLine, ...]
    parts: tuple[TargetLine, ...]


def measure_targets(outcome: Outcome) -> Measures:
    """Measures of every target that is not switched off, by policy row."""
    return {
        row.id: tuple(rules()[row.rule].measure(outcome, row.params))
        for row in ledger_rules(outcome.situation)
        if row.force is not Force.OFF
    }


def before_any_move(situation: Situation) -> Ledger:
    """The ledger of the county as it stands, nothing but the targets being measured."""
    openings = propose(situation).openings
    measures = measure_targets(Outcome(situation, Roster(()), openings))
    reach = Reach(situation, openings)
    return Ledger(ledger(reach, measures), ledger_parts(situation, measures))


def ledger(
    reach: Reach, measures: Measures, proven: Mapping[str, int] = MappingProxyType({})
) -> tuple[TargetLine, ...]:
    """One line per target, in policy order; one that is off or pending says so.

    proven: policy row id → what a solve has proven that nobody can avoid, beyond what counting can.
    """
    lines = (_line_of(reach, row, measures.get(row.id)) for row in ledger_rules(reach.situation))
    return tuple(_at_least(line, proven.get(line.rule, 0)) for line in lines)


def _at_least(line: TargetLine, proven: int) -> TargetLine:
    """A line of whose shortfall so much is proven to be unavoidable."""
    if not (proven and line.short):
        return line
    return replace(line, floor=min(max(line.floor or 0, proven), line.short))


def ledger_parts(situation: Situation, measures: Measures) -> tuple[TargetLine, ...]:
    """Rows of the targets that are measured school by school (subject by subject), and what the
    others say of each school."""
    return tuple(
        _line(situation, row, part)
        for row in ledger_rules(situation)
        for measure in measures.get(row.id, ())
        for part in (*((measure,) if _in_parts(measures[row.id]) else ()), *measure.parts)
    )


def _in_parts(measures: Sequence[Measure]) -> bool:
    return any(measure.key for measure in measures)


def _line_of(reach: Reach, row: RuleRow, measures: tuple[Measure, ...] | None) -> TargetLine:
    situation, rule = reach.situation, rules()[row.rule]
    if measures is None:
        told = replace(_unknown(row.reason or "本政策未启用"), missing=_unstated(row))
        return _line(situation, row, told)
    if not measures:
        return _line(situation, row, _unknown("本县没有适用的学校或人员"))
    if not _in_parts(measures):
        line = _line(situation, row, measures[0])
    else:
        total = rule.total(measures)
        notes = (_tally(situation, measures), _surplus(total, measures, rule.unit), total.note)
        line = _line(situation, row, replace(total, note="；".join(filter(None, notes))))
    promised = replace(line, readings=(*line.readings, *_promise(row), *_steering(line, rule)))
    return replace(promised, floor=_floor(reach, row, line)) if line.short else promised


def _unstated(row: RuleRow) -> tuple[str, ...]:
    """Values the policy would have to state before the row can be measured."""
    declared = rules()[row.rule].Params.declared()
    known = {name for name, line in row.values.items() if not line.pending}
    return tuple(f"{UNSTATED}{field.label}" for name, field in declared.items()
                 if not field.optional and name not in known)  # fmt: skip


def _unknown(note: str) -> Measure:
    return Measure(key="", measured=None, required=None, short=None, note=note)


def _floor(reach: Reach, row: RuleRow, line: TargetLine) -> int | None:
    """What nobody can avoid of the line's shortfall; None where nothing is known of it."""
    floors = rules()[row.rule].floor(reach, row.params)
    if not floors or line.short is None:
        return None
    parts = sum(least for key, least in floors.items() if key)
    return min(max(parts, floors.get("", 0)), line.short)


def _tally(situation: Situation, measures: Sequence[Measure]) -> str:
    """``共66所，不足8所，无法判定2所``: schools where keys begin with one, else rows."""
    schools = situation.county.school
    named = {m.key: m.key.split("/")[0] for m in measures}
    by_school = all(place in schools for place in named.values())
    noun = "所学校" if by_school else "项"
    states = {state: {named[m.key] if by_school else m.key for m in measures if m.state is state}
              for state in State}  # fmt: skip
    count = len(set(named.values())) if by_school else len(named)
    words = [f"共{count}{noun}", f"不足{len(states[State.SHORT])}{noun}"]
    if unknown := states[State.UNDECIDABLE]:
        words.append(f"无法判定{len(unknown)}{noun}")
    return "，".join(words)


def _surplus(total: Measure, measures: Sequence[Measure], unit: str) -> str:
    """Says that surplus in one place was not counted against the lack in another."""
    known = [m.measured for m in measures if m.short is not None and m.measured is not None]
    over = sum(known) - (total.measured or 0)
    more = amount_words(over, unit) if over > 0 else None
    return f"超出所需的{more}不抵别处的不足" if more else ""


def _line(situation: Situation, row: RuleRow, measure: Measure) -> TargetLine:
    rule = rules()[row.rule]
    document, clause, standing = cited(situation, row.basis)
    return TargetLine(
        id=row.target,
        rule=row.id,
        name=row.title or rule.name,
        key=measure.key,
        numerator=measure.numerator,
        denominator=measure.denominator,
        measured=measure.measured,
        required=measure.required,
        short=measure.short,
        unit=rule.unit,
        state=measure.state,
        document=document,
        clause=clause,
        quote=row.basis.quote,
        standing=standing,
        mode=row.force.value,
        steerable=rule.steers and row.force in (Force.HARD, Force.SOFT),
        missing=measure.missing,
        readings=measure.readings,
        note=measure.note,
    )


def _steering(line: TargetLine, rule: AnyRule) -> Iterator[tuple[str, str]]:
    """How the solver counted what it strove for, where the checks count otherwise."""
    if line.steerable and rule.steered_as:
        yield "求解口径", rule.steered_as


def _promise(row: RuleRow) -> Iterator[tuple[str, str]]:
    """The target year, and the path of values that leads to it."""
    if row.due is not None:
        yield "目标年份", f"{row.due}年"
    if row.path:
        steps = (f"{_value(line)}（{line.since or '起始不详'}起）" for line in row.path)
        yield "目标路径", " → ".join(steps)


def _value(line: Cited) -> str:
    return "待定" if line.pending else show_value(line.value)


def cited(situation: Situation, line: Cited) -> tuple[str, str, str]:
    """(title and number, clause, standing with 待核实 and the waiver where they apply)."""
    document = situation.policy.documents[line.document]
    title = f"《{document.title}》{document.number}"
    standing = document.standing.value
    if line.unverified and "待核实" not in standing:
        standing = f"{standing}，待核实"
    if line.waiver:
        standing = f"{standing}，{waiver_words(line.waiver)}"
    return title, line.clause, standing

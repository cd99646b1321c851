"""A finished run at a glance: how it stands, what is short, what to do next, where the rest is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from rich.cells import cell_len

from constraints.decisions import PART_TIME_MODES
from constraints.situation import Situation
from models.finding import Finding, State, TargetLine
from staffing.answers.diagnose.remedy import remedy_words
from staffing.audit import Audit
from staffing.competition.left_open import verdict
from staffing.console.fairness import envy_style
from staffing.console.grid import BAD, GOOD, UNSURE
from staffing.console.rounds import told_before_publishing
from staffing.data_audit.switched_off import switched_off
from staffing.fairness import Fairness
from staffing.fairness.words import envy_words
from staffing.leaders.discretion import discreet, veiled
from staffing.leaders.listed import figures_words
from staffing.lists.going_on import held_words
from staffing.lists.returns import returns_words
from staffing.locks.excess import Excess, excess_words
from staffing.result import Run
from staffing.roster_book.campuses import campus_words
from staffing.roster_book.returns import found_returns
from staffing.tables import flows, gap_lines, people_words, proposed_words, subject_totals
from staffing.wording import (
    FORCE_WORDS,
    OVER_LIMIT,
    STRIVEN_FOR,
    amount_words,
    finding_counts,
    force_words,
    full_loads,
    proof_words,
    rounded,
    state_words,
)

PART_OF_PLAN = "；这份方案只是一轮结果的，最后求解的其他安排（交流等）能补上的不用改"
"""What an audit cannot know: whether the plan it is given is all there will be."""

Fact = tuple[str, str, str]
"""What it is about, what is said of it, in which style."""

_FEW = 5
"""Subjects, targets or rules named in one line before the rest is counted."""

_SHORT = 20
"""Widest words, in cells, that a 、 still sets apart."""


def digest(run: Run, kept: str) -> list[Fact]:
    """The lines of a run in the order in which a clerk asks. kept: the roster workbook's name, or
    how to get one."""
    facts: list[Fact] = []
    if run.result.roster is not None and not run.partial:
        facts += [*_plan(run), *_gaps(run), *target_facts(run.result.targets)]
    if run.result.roster is not None:
        told = veiled(run.result.findings, run.county, run.placements)
        facts += finding_facts(told, len(run.over_limits))
    facts += _unproven(run)
    if run.result.roster is None:
        facts += _over_alone(run.situation, run.over_limits)
    else:
        alone = run.partial and run.over_whole is None  # nobody else is planned yet
        facts += over_limit_facts(
            run.situation, run.over_limits, solved=not alone, later=run.later_least
        )
        facts += told_before_publishing(run)
    if run.result.roster is not None and not run.partial:
        if words := figures_words(run.situation):
            facts.append(("数字口径", words.removesuffix("。"), ""))
        facts += _besides(run)
        facts.append(("下一步", "；".join(_next(run)), ""))
        facts.append(("细表", f"见 {kept}（{_SHEETS}）；全部列在屏幕上加 --all", ""))
    return facts


_SHEETS = "交流名单、指标核对、核查结果、学科缺口、总览"


def _plan(run: Run) -> Iterator[Fact]:
    """Who goes, by mode; how many of them nobody asked for."""
    ways = flows(run)
    parts = [mode.value for mode in PART_TIME_MODES]  # one person may have several
    modes = "，".join(
        f"{mode} {sum(counts)}{' 处' if mode in parts else ''}" for mode, counts in ways.rows
    )
    people = people_words(run).removeprefix("有安排 ")
    yield "安排", people + (f"：{modes}" if modes else ""), ""
    if held := held_words(run.situation):
        yield "延续", held.removesuffix("。"), ""
    proposed = proposed_words(run.shown)
    if proposed:
        yield "建议人选", f"{proposed}，未经申请或推荐，确认前不公示", UNSURE


def _gaps(run: Run) -> Iterator[Fact]:
    """What the county lacks before and after, and where most."""
    totals = subject_totals(gap_lines(run.gaps_before, run.gaps_after))
    was, now = (
        rounded(sum((getattr(t, side) for t in totals), Fraction(0)), 1)
        for side in ("posts_before", "posts_after")
    )
    step = "仍为" if was == now else "减为" if now < was else "增为"
    left = sorted((t for t in totals if t.posts_after), key=lambda t: -t.posts_after)
    most = few([f"{t.subject} {full_loads(t.posts_after)} 人" for t in left], "科")
    rest = f"；最缺：{most}" if left else ""
    style = GOOD if now < was else BAD if now > was else ""
    yield "学科缺口", f"折合由 {was} 人{step} {now} 人{rest}", style
    more = [str(t.subject) for t in totals if t.posts_after > t.posts_before]
    if more:
        yield "缺口增加", few(more, "科"), BAD


def audit_verdict(found: Audit) -> tuple[str, str]:
    """The conclusion on a roster somebody made, and its style."""
    wrong = [f for f in discreet(found.findings) if f.enforced and f.state is State.SHORT]
    over, slips = len(found.over_limits), len(found.slips)
    first = f"花名册有 {slips} 处写得不成立，须改正；" if slips else ""
    if not wrong:
        style = BAD if over or slips else GOOD
        return f"结论：{first}{_but_for(over)}硬性规则和力争的指标都满足。", style
    more = f"；{OVER_LIMIT} {over} 处" if over else ""
    return f"结论：{first}硬性规则或指标有 {len(wrong)} 处未满足{more}。", BAD


def _but_for(over: int) -> str:
    """``除锁定超限 1 处外，``; empty where the locks keep every limit."""
    return f"除{OVER_LIMIT} {over} 处外，" if over else ""


def audit_digest(found: Audit, fair: Fairness) -> Iterator[Fact]:
    """The same lines of a roster somebody made."""
    yield from target_facts(found.targets)
    yield from finding_facts(found.findings, len(found.over_limits))
    yield from over_limit_facts(found.situation, found.over_limits, solved=False)
    for force in (FORCE_WORDS["soft"], STRIVEN_FOR, FORCE_WORDS["watch"]):
        rules = _by_rule(f for f in discreet(found.findings) if force_words(f) == force)
        if rules:
            yield (
                f"{force}未满足",
                few(rules, "条规则"),
                BAD if force == FORCE_WORDS["soft"] else UNSURE,
            )
    yield _fairness(fair)
    yield from _campuses(found.situation)


def _by_rule(findings: Iterable[Finding]) -> list[str]:
    """``全部学科缺口 256.6 课时（21 处）`` for every rule that is short, in the order found."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        if f.state is State.SHORT:
            found.setdefault((f.rule, f.instance), []).append(f)
    return [
        f"{one[0].name} {amount_words(sum(f.short or 0 for f in one), one[0].unit)}"
        + (f"（{len(one)} 处）" if len(one) > 1 else "")
        for one in found.values()
    ]


def target_facts(targets: Sequence[TargetLine]) -> Iterator[Fact]:
    """How many targets are met, and which are not."""
    if not targets:
        return
    by = {state: [t for t in targets if t.state is state] for state in State}
    off = sum(t.off for t in targets)
    counts = f"{len(targets)} 项，达标 {len(by[State.MET])} 项{f'，停用 {off} 项' if off else ''}"
    yield "指标", counts, GOOD if len(by[State.MET]) == len(targets) - off else ""
    short = [f"{_called(t)} 差 {amount_words(t.short, t.unit)}" for t in by[State.SHORT]]
    if short:
        yield "未达标", few(short, "项"), BAD
    unknown = [f"{_called(t)}{_cause(t)}" for t in by[State.UNDECIDABLE] if not t.off]
    if unknown:
        yield "无法判定", few(unknown, "项"), UNSURE


def _called(line: TargetLine) -> str:
    return f"{line.id} {line.name}".lstrip()


def _cause(line: TargetLine) -> str:
    """The part of the state's words that says what is missing."""
    return state_words(line)[len("无法判定") :]


def finding_facts(findings: Iterable[Finding], over: int = 0) -> Iterator[Fact]:
    """Rules that must hold, or count as targets, and do not; the others are counted.

    over: limits the locks alone exceed; each has its own line.
    """
    found = discreet(findings)
    hard = [f for f in found if f.mode == "hard"]
    broken = [f.message.rstrip("。") for f in hard if f.state is State.SHORT]
    if broken:
        yield "硬性规则", few(broken, "处"), BAD
    elif hard:
        names = dict.fromkeys(f.name for f in hard)
        said = f"{_but_for(over)}没有不满足的；无法判定：{few([*names], '条')}"
        yield "硬性规则", said, BAD if over else UNSURE
    elif found or over:
        yield "硬性规则", f"{_but_for(over)}都满足", BAD if over else GOOD
    yield "核查", finding_counts(found, over), GOOD if not found and not over else ""


def _unproven(run: Run) -> Iterator[Fact]:
    """Tiers that could still be better."""
    left = [t for t in run.result.tiers if t.status != "optimal"]
    if left:
        yield "未证完的", few([f"{t.name}{proof_words(t)}" for t in left], "层"), UNSURE


def _over_alone(situation: Situation, found: Sequence[Excess]) -> Iterator[Fact]:
    """The same where there is no plan in which others could make up for anything."""
    for over in found:
        words = f"只按锁定的安排，{excess_words(situation, over)}"
        yield OVER_LIMIT, f"{words}，别人能否抵补见 staffing diagnose", UNSURE


def over_limit_facts(
    situation: Situation,
    found: Sequence[Excess],
    *,
    solved: bool,
    later: Mapping[tuple[str, str], int | None] = MappingProxyType({}),
) -> Iterator[Fact]:
    """Limits the locks alone exceed, as far as the plan leaves them so, and what to do.

    solved: by the engine, which adds nobody there; whoever a hand-made plan adds is not met. later:
    of one round, what is proven that later decisions leave of them, by policy row id and key.
    """
    for over in found:
        at = over.row.id, over.key
        rest = "其余的人没有再加重，" if solved and later.get(at) != 0 else ""
        said = f"{excess_words(situation, over)}，{rest}"
        said += f"{verdict(later[at], over.unit)}" if at in later else ""
        if later.get(at) != 0:
            said += f"{'；' if at in later else ''}{remedy_words(situation, over)}"
        if over.is_floor and not solved and at not in later:
            said += PART_OF_PLAN
        yield OVER_LIMIT, said, BAD


def over_limits_of(plans: Iterable[tuple[str, Situation, Sequence[Excess]]]) -> Iterator[Fact]:
    """Limits that locks exceed (锁定超限), each once with the plans (name, county, what of it is
    left) it is exceeded in."""
    found: dict[Fact, list[str]] = {}
    for name, there, over in plans:
        for fact in over_limit_facts(there, over, solved=True):
            found.setdefault(fact, []).append(name)
    for (what, text, style), names in found.items():
        yield what, f"{'、'.join(names)}：{text}", style


def _besides(run: Run) -> Iterator[Fact]:
    if run.fairness is not None:
        yield _fairness(run.fairness)
    if words := returns_words(found_returns(run), run.county.term.end):
        yield "到期返回", words.removeprefix("到期返回：").removesuffix("。"), ""
    yield from _campuses(run.situation)
    for left_out in switched_off(run.situation):
        yield "未计入", left_out, UNSURE


def _campuses(situation: Situation) -> Iterator[Fact]:
    if words := campus_words(situation):
        yield "校区统筹", words.removesuffix("。"), ""


def _fairness(found: Fairness) -> Fact:
    return "公平性", envy_words(found.envy).removesuffix("。"), envy_style(found.envy)


def _next(run: Run) -> Iterator[str]:
    """What a clerk does with the plan, in order."""
    if any(t.state is State.UNDECIDABLE and not t.off for t in run.result.targets):
        yield "补齐无法判定所缺的"
    if any(p.proposed for p in run.shown):
        yield "逐人确认建议人选，填入“锁定”表"
    if run.withheld:
        yield "未决定的领导人员另报（--leaders-output）"
    yield "为何差、为何是他：staffing explain"
    yield "有异议：staffing replan"


def few(words: Sequence[str], unit: str) -> str:
    """The first few, and how many there are: ``数学 2、语文 1 等 9 科``."""
    mark = "；" if any(cell_len(word) > _SHORT for word in words) else "、"
    shown = mark.join(words[:_FEW])
    return shown if len(words) <= _FEW else f"{shown}等 {len(words)} {unit}"

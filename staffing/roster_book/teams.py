"""支教跟岗名单, 结对, 经费: sheets about teams; none of them without anything to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from constraints.facts.commute import Commute
from constraints.facts.grouping import Grouping
from constraints.facts.outside import Outside
from constraints.facts.pairing import Pairing
from constraints.facts.seats import AWAY_MODES
from constraints.outcome import Outcome
from constraints.registry import rules
from models.finding import Measure
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation
from staffing.leaders.listed import figures_words
from staffing.lists.going_on import GoingOn, going_on
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names, leaders_words
from staffing.teams.fill import inbound
from staffing.teams.pairing import ProposedLink, ProposedPair, propose_links, propose_pairs
from staffing.teams.sole_leaders import sole_leaders

_TEAM_MODES = (*AWAY_MODES, Mode.TRAINING)

_LIST_COLUMNS = (
    Column("序号", 5),
    Column("团队编号", 14, wrap=True),
    Column("方向", 7),
    Column("方式", 7),
    Column("角色", 12),
    Column("编号", 12),
    Column("姓名", 16, wrap=True),
    Column("学科", 10),
    Column("派出学校", 24, wrap=True),
    Column("接收学校", 24, wrap=True),
    Column("起", 11),
    Column("止", 11),
    Column("对应人员", 14, wrap=True),
    Column("接替人员", 14, wrap=True),
    Column("返回学校", 24, wrap=True),
)


def team_sheets(run: Run, names: Names) -> tuple[Sheet, ...]:
    """The three sheets, those that have rows."""
    made = (list_sheet(run, names), pairing_sheet(run, names), cost_sheet(run))
    return tuple(sheet for sheet in made if sheet is not None)


def list_sheet(run: Run, names: Names) -> Sheet | None:
    """支教跟岗名单: both directions, team by team, one complete fact a row."""
    own = [p for p in run.shown if p.mode in _TEAM_MODES]
    still = [_still(one) for one in going_on(run.situation) if one.mode in _TEAM_MODES]
    theirs = inbound(run.situation, Roster.of((*run.shown, *still)))
    found = sorted(
        (*own, *still, *theirs), key=lambda p: (p.team or "", p.mode, p.post or "", p.order)
    )
    if not found:
        return None
    rows = tuple((n, *_list_row(run, names, p)) for n, p in enumerate(found, 1))
    new = [p for p in theirs if p.start >= run.county.term.start]
    stay, attached = len(theirs) - len(new), sum(1 for p in new if p.mode is Mode.ATTACHMENT)
    notes = (
        f"派入 {len(new)} 人，其中已在我县挂职、不再重复派出 {attached} 人，"
        f"实际派入 {len(new) - attached} 人"
        + (f"，以前学期派入、本期照旧 {stay} 人" if stay else "")
        + f"；我县派出支教、跟岗、挂职、培训 {len(own)} 人"
        + (f"，以前学期派出、本期照旧 {len(still)} 人。" if still else "。"),
        "派出、跟岗人员由双方共同管理，以接收地为主。",
        *filter(None, [leaders_words(run), _untold(run)]),
    )
    return Sheet(
        "支教跟岗名单", f"{run.county_name}支教跟岗名单", (Block(_LIST_COLUMNS, rows),), notes
    )


def _untold(run: Run) -> str:
    """Teams that must not be published before their leader is decided; whatever the plan says."""
    teams = "、".join(dict.fromkeys(role.team for role, _ in sole_leaders(run.situation)))
    if not teams:
        return ""
    return f"{teams}有的角色只有未定去留的学校领导能担任：任免决定以前，名单和人数都不发布。"


def _still(one: GoingOn) -> Placement:
    """The row of somebody who is away since an earlier term, as far as it is known."""
    if one.plan is not None:
        return one.plan
    return Placement(
        one.person, one.mode, Relation.KEPT, one.home, one.host, one.start, one.end or date.max,
        one.subject, return_school=one.home,
    )  # fmt: skip


def _list_row(run: Run, names: Names, p: Placement) -> tuple[Value, ...]:
    guest = p.person in Outside.of(run.situation).person
    return (
        names.team(p.team),
        "派入" if guest else "派出",
        p.mode.value,
        p.post,
        p.person,
        names.person(p.person),
        p.subject,
        names.school(p.home),
        names.school(p.host),
        p.start,
        None if p.end == date.max else p.end,
        names.person(p.counterpart),
        names.person(p.successor),
        names.school(p.return_school),
    )


_PAIR_COLUMNS = (
    Column("序号", 6),
    Column("学校", 26, wrap=True),
    Column("对方学校", 26, wrap=True),
    Column("方式", 10),
    Column("起", 11),
    Column("止", 11),
    Column("公里", 9),
    Column("说明", 40, wrap=True, judges=True),
)


def pairing_sheet(run: Run, names: Names) -> Sheet | None:
    """结对: pairs in force, then proposals for schools without one; schools for researchers."""
    facts = Pairing.of(run.situation)
    known = tuple(
        (
            names.school(r.school),
            names.school(r.other),
            r.kind.value,
            r.start,
            r.end,
            _km(Commute.of(run.situation).metres(r.school, r.other)),
            "",
        )
        for r in facts.rows
    )
    made = tuple(_proposal(names, pair) for pair in _proposed(run))
    blocks, notes = list[Block](), list[str]()
    if known or made:
        rows = tuple((n, *row) for n, row in enumerate((*known, *made), 1))
        blocks.append(Block(_PAIR_COLUMNS, rows))
        notes.append(f"现有结对 {len(known)} 对，建议 {len(made)} 对"
                     "（建议须双方学校和局里确定后填入“结对”表）。")  # fmt: skip
    if links := _link_rows(run, names):
        blocks.append(Block(_LINK_COLUMNS, links, "教研员包扶建议"))
        notes.append(f"建议教研员包扶 {len(links)} 处，局里确定后把联系的学校填入“履历”表。")
    if not blocks:
        return None
    return Sheet("结对", f"{run.county_name}学校结对", tuple(blocks), tuple(notes))


_LINK_COLUMNS = (
    Column("序号", 6),
    Column("教研员编号", 14),
    Column("教研员", 16, wrap=True),
    Column("建议联系学校", 26, wrap=True),
)


def _link_rows(run: Run, names: Names) -> tuple[tuple[Value, ...], ...]:
    """Schools for researchers under the first rule in force, beyond those they look after."""
    outcome, found = Outcome(run.situation, Roster.of(run.shown)), tuple[ProposedLink, ...]()
    for row in _in_force(run, "researcher_schools"):
        if not Grouping.of(run.situation).missing(row.params.group):
            found = propose_links(outcome, row.params)
            break
    return tuple(
        (n, link.researcher, names.person(link.researcher), names.school(link.school))
        for n, link in enumerate(found, 1)
    )


def _proposed(run: Run) -> tuple[ProposedPair, ...]:
    """Proposals under the first coverage rule in force; none without the sheet or its columns."""
    known = Pairing.of(run.situation).known
    for row in _in_force(run, "pairing_coverage") if known else ():
        names = (row.params.group, *row.params.partners)
        if not Grouping.of(run.situation).missing(*names):
            return propose_pairs(run.situation, row.params)
    return ()


def _proposal(names: Names, pair: ProposedPair) -> tuple[Value, ...]:
    if pair.partner is None:
        return names.school(pair.school), "", "建议", None, None, None, "没有同学段的可选学校"
    words = f"建议；对方结对后共带 {pair.load} 所"
    partner = names.school(pair.partner)
    return names.school(pair.school), partner, "建议", None, None, _km(pair.metres), words


def _km(metres: int | None) -> str | None:
    return None if metres is None else f"{metres / 1000:.1f}"


_COST_COLUMNS = (
    Column("序号", 6),
    Column("项目", 24),
    Column("人数", 9),
    Column("人年", 10),
    Column("经费（元）", 16),
    Column("依据", 50, wrap=True),
)


def cost_sheet(run: Run) -> Sheet | None:
    """经费: what the programmes of the plan as it is listed cost at the least."""
    rows: list[tuple[Value, ...]] = []
    for policy_row in _in_force(run, "programme_cost"):
        outcome = Outcome(run.situation, Roster.of(run.shown))
        cite = run.policy.citation(policy_row.basis)
        for measure in rules()["programme_cost"].measure(outcome, policy_row.params):
            rows.extend((len(rows) + n, *row) for n, row in enumerate(_cost(measure, cite), 1))
    if not rows:
        return None
    told = figures_words(run.situation)
    notes = (told,) if told else ()
    title = f"{run.county_name}支教跟岗经费测算"
    return Sheet("经费", title, (Block(_COST_COLUMNS, tuple(rows)),), notes)


def _cost(measure: Measure, cite: str) -> Iterator[tuple[Value, ...]]:
    readings = dict(measure.readings)
    amount = None if measure.measured is None else int(measure.measured)
    heads, years = readings.pop("人数", None), readings.pop("人年", None)
    yield measure.key or "合计", heads, years, amount, cite
    for name, text in readings.items():
        yield name, None, None, text, ""


def _in_force(run: Run, rule: str) -> list[RuleRow]:
    return [row for row in run.policy.rows_of(rule) if row.force is not Force.OFF]

"""编制调整建议, 周转编制, 学区: sheets about posts; proposals for those who decide about them."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.districts import DistrictPosts, Districts
from constraints.facts.revolving import Entry, Revolving
from models.column import Code
from models.sheets import TermRow
from models.vocabulary import Mode
from staffing.lists.reallocation import UNKNOWN, Shift, reallocation
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.names import Names

_SHIFT_COLUMNS = (
    Column("序号", 6),
    Column("学校代码", 13),
    Column("编制主体", 26, wrap=True),
    Column("现核定编制", 11),
    Column("标准数", 9),
    Column("在编", 8),
    Column("建议核定编制", 12),
    Column("增（+）减（-）", 10),
    Column("调整后超（+）缺（-）编", 12),
    Column("说明", 34, wrap=True),
)
_LEDGER_COLUMNS = (
    Column("序号", 6),
    Column("学校代码", 13),
    Column("学校", 24, wrap=True),
    Column("学科", 10),
    Column("名额", 7),
    Column("起", 11),
    Column("止", 11),
    Column("批文", 24, wrap=True),
    Column("占用人", 24, wrap=True),
    Column("空余", 7),
    Column("本期", 12, judges=True),
    Column("缘由", 36, wrap=True),
)
_DISTRICT_COLUMNS = (
    Column("学区", 14),
    Column("公办学校", 9),
    Column("龙头学校", 24, wrap=True),
    Column("学区主任（建议）", 22, wrap=True),
    Column("教育指导员（建议）", 28, wrap=True),
    Column("学区内调配", 11),
    Column("调出学区", 10),
    Column("调入学区", 10),
    Column("说明", 30, wrap=True),
)


def post_sheets(run: Run, names: Names) -> tuple[Sheet, ...]:
    """The three sheets, those that have rows."""
    made = (shift_sheet(run, names), ledger_sheet(run, names), district_sheet(run, names))
    return tuple(sheet for sheet in made if sheet is not None)


def shift_sheet(run: Run, names: Names) -> Sheet | None:
    """编制调整建议: re-allocation of 核定编制 within the county total, for 编办 to decide."""
    shifts = reallocation(run.situation)
    if all(shift.reason == UNKNOWN for shift in shifts):
        return None
    rows = tuple((n, *_shift_row(names, shift)) for n, shift in enumerate(shifts, 1))
    total = sum(shift.approved or 0 for shift in shifts)
    moved = sum(max(shift.change, 0) for shift in shifts)
    notes = (
        f"建议，由编制部门决定，决定以前不作为安排的依据。全县核定编制 {total} 名不变，"
        f"其中 {moved} 名在学校之间调整。",
        "按配备标准（生师比，政策所列学校另按班师比保底）：高于标准最多的调出，低于标准最多的调入，"
        "调出后不低于标准，调入后不高于标准。采用的，改“学校”表的核定编制后再求解。",
    )
    return Sheet(
        "编制调整建议", f"{run.county_name}核定编制调整建议", (Block(_SHIFT_COLUMNS, rows),), notes
    )


def _shift_row(names: Names, shift: Shift) -> tuple[Value, ...]:
    return (
        shift.school,
        names.school(shift.school),
        shift.approved,
        shift.standard,
        shift.on_roll,
        shift.proposed,
        f"{shift.change:+d}" if shift.change else None,
        shift.over_under,
        shift.reason,
    )


def ledger_sheet(run: Run, names: Names) -> Sheet | None:
    """周转编制: who holds which post of the pool, why, until when, and what goes back."""
    fact = Revolving.of(run.situation)
    if not fact.entries:
        return None
    rows = tuple((n, *_entry_row(run, names, entry)) for n, entry in enumerate(fact.entries, 1))
    lent, back = sum(fact.lent.values()), sum(entry.places for entry in fact.ending)
    pool = "总数待定" if fact.p.pool is None else f"总数 {fact.p.pool} 个"
    notes = (
        f"周转编制专户{pool}，本期起借出 {lent} 个，本期内到期收回 {back} 个。"
        "到期即收回，续借须重新批准并填入“周转编制”表。",
    )
    title = f"{run.county_name}周转编制台账"
    return Sheet("周转编制台账", title, (Block(_LEDGER_COLUMNS, rows),), notes)


def _entry_row(run: Run, names: Names, entry: Entry) -> tuple[Value, ...]:
    return (
        entry.school,
        names.school(entry.school),
        entry.subject,
        entry.places,
        entry.start,
        entry.end,
        entry.document or None,
        names.people(entry.holders) or None,
        entry.free,
        _state(run.county.term, entry),
        "；".join(_causes(run, entry)),
    )


def _state(term: TermRow, entry: Entry) -> str:
    """Where a post stands in this term."""
    if entry.start > term.start:
        return "尚未开始"
    if not entry.in_force(term.start):
        return "已到期"
    return "本期收回" if entry.end <= term.end else "在用"


def _causes(run: Run, entry: Entry) -> Iterator[str]:
    """Why the school needs it: what its subject lacks before the plan."""
    school = next((s for s in run.gaps_before.schools if s.code == entry.school), None)
    for gap in school.subjects if school else ():
        if gap.subject == entry.subject and gap.gap_people:
            yield f"{gap.stage.value}{gap.subject}缺 {gap.gap_people} 人"
    line = school.establishment if school else None
    if line is not None and line.over_under is not None and line.over_under >= 0:
        yield "核定编制已满"


def district_sheet(run: Run, names: Names) -> Sheet | None:
    """学区: seat school, proposed head and guides, and what the plan moves within and across."""
    posts = Districts.of(run.situation).posts
    if not posts:
        return None
    rows = tuple(_district_row(run, names, post) for post in posts)
    notes = (
        "学区主任由镇驻地初中或中心小学校长兼任，教育指导员由学区内名师、骨干教师兼任；都是建议，"
        "由局里任命，不是人员安排。学区主任人选只写在领导人员内部文件中。",
        "调配各列按本方案的全职安排计，不含走教。",
    )
    return Sheet("学区", f"{run.county_name}学区", (Block(_DISTRICT_COLUMNS, rows),), notes)


def _district_row(run: Run, names: Names, post: DistrictPosts) -> tuple[Value, ...]:
    inside, gone, come = _flows(run, set(post.schools))
    return (
        post.district,
        len(post.schools),
        names.school(post.seat) or None,
        None if post.head is None else "由龙头学校校长兼任",
        names.people(post.guides) or None,
        inside,
        gone,
        come,
        "；".join(post.notes) or None,
    )


def _flows(run: Run, schools: set[Code]) -> tuple[int, int, int]:
    """Full-time placements within a district, out of it and into it."""
    full = [p for p in run.shown if p.mode not in (Mode.ITINERANT, Mode.STAY)]
    pairs = [(p.home in schools, p.host in schools) for p in full]
    return pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True))

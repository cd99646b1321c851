"""Before-and-after tables of a run, pivoted with pandas. The only importer of pandas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from constraints.facts.load import TENTHS
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.vocabulary import Mode, Stage
from staffing.gaps import Gaps, SubjectGap
from staffing.result import Run
from staffing.wording import full_loads


@dataclass(frozen=True)
class GapLine:
    """One school, stage and subject before and after a plan.

    needed, available and gap are weekly periods, or people where ``in_heads`` (kindergartens); gap
    is never negative, None when the workbook cannot tell; posts: the gap in full loads, exact, 0
    when unknown.
    """

    school: Code
    name: str
    stage: Stage
    subject: Subject
    in_heads: bool
    needed: Decimal
    available_before: Decimal | None
    available_after: Decimal | None
    gap_before: Decimal | None
    gap_after: Decimal | None
    posts_before: Fraction
    posts_after: Fraction

    @property
    def loads(self) -> tuple[Decimal | None, Decimal | None]:
        """Before and after, as people read it; None when unknown."""
        return (
            None if self.gap_before is None else full_loads(self.posts_before),
            None if self.gap_after is None else full_loads(self.posts_after),
        )


@dataclass(frozen=True)
class SubjectTotal:
    """What one subject lacks over the county, in weekly periods and in full loads (exact).

    Surpluses elsewhere do not offset a lack. periods: 0 for a subject counted in heads.
    """

    subject: Subject
    periods_before: Decimal
    periods_after: Decimal
    posts_before: Fraction
    posts_after: Fraction


@dataclass(frozen=True)
class FlowTable:
    """Placements counted by mode (rows, in the vocabulary's order) and direction (columns).

    The direction most taken comes first.
    """

    directions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """Count by direction over all modes."""
        return tuple(sum(counts[i] for _, counts in self.rows) for i in range(len(self.directions)))


def gap_lines(before: Gaps, after: Gaps) -> tuple[GapLine, ...]:
    """Every school, stage and subject of either table, the worst lack before the plan first."""
    then, now = before.by_cell, after.by_cell
    names = {school.code: school.name for gaps in (before, after) for school in gaps.schools}
    lines = [
        _line(cell, names[cell[0]], then.get(cell), now.get(cell))
        for cell in dict.fromkeys([*then, *now])
    ]
    stages = list(Stage)
    return tuple(
        sorted(
            lines,
            key=lambda g: (
                -g.posts_before,
                -g.posts_after,
                g.school,
                stages.index(g.stage),
                g.subject,
            ),
        )
    )


_CellKey = tuple[Code, Stage, Subject]


def _line(cell: _CellKey, name: str, then: SubjectGap | None, now: SubjectGap | None) -> GapLine:
    """A cell absent from one side has nothing there: neither need nor people."""
    either = now or then
    assert either is not None
    empty = replace(either, available=0, alongside=0, gap=0, gap_people=0)
    then, now = then or empty, now or empty
    school, stage, subject = cell
    return GapLine(
        school=school,
        name=name,
        stage=stage,
        subject=subject,
        in_heads=either.in_heads,
        needed=Decimal(either.needed) / TENTHS,
        available_before=_units(then.available),
        available_after=_units(now.available),
        gap_before=_units(then.gap),
        gap_after=_units(now.gap),
        posts_before=then.posts,
        posts_after=now.posts,
    )


def _units(tenths: int | None) -> Decimal | None:
    return None if tenths is None else Decimal(tenths) / TENTHS


def subject_totals(lines: Sequence[GapLine]) -> tuple[SubjectTotal, ...]:
    """What the county lacks by subject, the largest lack first; subjects never short left out."""
    import pandas as pd

    nothing = Decimal(0)
    frame = pd.DataFrame(
        [
            (
                g.subject,
                nothing if g.in_heads else g.gap_before or nothing,
                nothing if g.in_heads else g.gap_after or nothing,
                g.posts_before,
                g.posts_after,
            )
            for g in lines
            if g.posts_before or g.posts_after
        ],
        columns=["subject", "then", "now", "posts_then", "posts_now"],
    )
    sums = (
        frame.groupby("subject", sort=True)
        .agg(sum)
        .sort_values(["posts_then", "posts_now"], ascending=False, kind="stable")
    )
    return tuple(
        SubjectTotal(Subject(str(subject)), then, now, Fraction(was), Fraction(left))
        for subject, then, now, was, left in sums.itertuples(name=None)
    )


def flow_table(placements: Iterable[Placement], directions: Iterable[str]) -> FlowTable:
    """Placements by mode and direction; *directions* names that of each placement."""
    import pandas as pd

    pairs = [(p.mode.value, d) for p, d in zip(placements, directions, strict=True)]
    if not pairs:
        return FlowTable((), ())
    counts = pd.Series(1, index=pd.MultiIndex.from_tuples(pairs)).groupby(level=[0, 1]).sum()
    pivot = counts.unstack(fill_value=0)
    pivot = pivot[pivot.sum().sort_values(ascending=False, kind="stable").index]
    pivot = pivot.reindex([mode.value for mode in Mode if mode.value in pivot.index])
    rows = ((str(row[0]), tuple(int(n) for n in row[1:])) for row in pivot.itertuples(name=None))
    return FlowTable(tuple(str(way) for way in pivot.columns), tuple(rows))


def flows(run: Run) -> FlowTable:
    """Everybody the plan moves, by mode and urban/rural direction, people other counties send too;
    leaders' moves that nobody has decided left out.

    A round of 县管校聘 counts its own moves alone.
    """
    from staffing.roster_book.names import Names, moving

    placements, names = (*moving(run), *received(run)), Names(run)
    return flow_table(placements, [names.direction(p) for p in placements])


def received(run: Run) -> tuple[Placement, ...]:
    """People other counties send this term, who are in no plan of ours; none in a round of
    县管校聘. Who came in an earlier one goes on (延续)."""
    from staffing.teams.fill import inbound

    found = () if run.partial else inbound(run.situation, Roster.of(run.shown))
    return tuple(p for p in found if p.start >= run.county.term.start)


def people_words(run: Run) -> str:
    """``有安排 27 人（28 条），另有外县派来 6 人``: everybody the placements' table counts."""
    from staffing.roster_book.names import moving

    rows, guests = moving(run), len({p.person for p in received(run)})
    words = f"有安排 {counted(rows)}"
    return f"{words}，另有外县派来 {guests} 人" if guests else words


PROPOSED_MEANS = "未经本人申请或学校推荐，须在“锁定”表确认后方可公示"
"""What 建议人选 are, under every list they stand on."""


def proposed_words(placements: Iterable[Placement]) -> str:
    """``3 人（5 条）``: those nobody asked for (建议人选), one count everywhere; empty: none."""
    rows = [p for p in placements if p.proposed]
    return counted(rows) if rows else ""


def counted(placements: Sequence[Placement]) -> str:
    """``3 人（5 条）``: people, and rows where one of them has several."""
    people, rows = len({p.person for p in placements}), len(placements)
    return f"{people} 人" + (f"（{rows} 条）" if rows > people else "")

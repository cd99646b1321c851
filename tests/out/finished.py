"""A finished run of the tiny county, made by hand, with people who have awkward names."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from constraints.outcome import Outcome
from models.finding import Finding, State, TargetLine
from models.result import Result, TierResult
from models.roster import Roster
from models.sheets import ExemptionRow, WishRow
from staffing.gaps import compute_gaps
from staffing.lists.stayed import not_moved
from staffing.result import Run, RunInfo, roster_sha256
from tests.tiny import move, situation, tiny

ID_NUMBER = "370321198503070021"
SECRET = "怀孕八个月"
CHANGES: Mapping[str, Mapping[str, Any]] = {
    "T1": {"name": "=1+1", "id_number": ID_NUMBER},
    "T2": {"name": "[red]"},
    "T4": {"name": "-x"},
    "B": {"name": "=河东小学"},
}
WISHES = (WishRow(person="T1", rank=1, school="B", mode="交流"),)
EXEMPTIONS = (ExemptionRow(person="T2", kind="免", reason=SECRET, approval="已批准"),)
TIERS = (
    TierResult("mandates", "支教、跟岗人数与交流比例", "人", 1, 1, "optimal"),
    TierResult("cover", "全部缺口", "课时", 42, 39, "feasible", "到达步数上限"),
)
TARGET = TargetLine(
    id="T09",
    rule="share_at_least",
    name="交流占应交流人数",
    key="",
    numerator=2,
    denominator=21,
    measured=Fraction(2, 21),
    required=Fraction(1, 10),
    short=1,
    unit="人",
    state=State.SHORT,
    document="《测试办法》",
    clause="第三条",
    quote="不低于10%",
    standing="正式",
    mode="soft",
    steerable=True,
    readings=(("含校长", "3/22"),),
    floor=0,
)
PART = TargetLine(
    id="T18",
    rule="pupils_per_post",
    name="教职工配备",
    key="B",
    numerator=None,
    denominator=None,
    measured=2,
    required=3,
    short=1,
    unit="人",
    state=State.SHORT,
    document="《测试办法》",
    clause="第五条",
    quote="",
    standing="正式",
    mode="watch",
    steerable=False,
    readings=(("按生师比", "3"),),
)
UNDECIDABLE = TargetLine(
    id="T10",
    rule="spread",
    name="骨干差异系数",
    key="",
    numerator=None,
    denominator=None,
    measured=None,
    required=Fraction(1, 2),
    short=None,
    unit="人",
    state=State.UNDECIDABLE,
    document="《测试办法》",
    clause="第四条",
    quote="不高于0.5",
    standing="草案",
    mode="watch",
    steerable=False,
    missing=("骨干级别",),
)
FINDING = Finding(
    rule="rotation_share",
    instance="rotation_share",
    name="交流占应交流人数",
    key="A",
    measured=Fraction(2, 21),
    required=Fraction(1, 10),
    short=1,
    unit="人",
    state=State.SHORT,
    people=("T1",),  # type: ignore[arg-type]
    message="应交流21人，实际2人，还差1人。",
    document="《测试办法》",
    clause="第三条",
    standing="正式",
    enforced=False,
)


def finished_run(*, name: str = "样例县", year: str = "", plan: bool = True, **kw: Any) -> Run:
    """T1 goes from A to B on her own wish, T4 likewise as 建议人选; T2 is exempt."""
    county = tiny(CHANGES, wishes=WISHES, exemptions=EXEMPTIONS)
    if year:
        start = county.term.start.replace(year=int(year))
        term = county.term.model_copy(update={"school_year": year, "start": start})
        county = type(county)(**{**vars(county), "term": term})
    here = situation(county)
    roster = Roster.of(
        [
            move("T1", "A", "B", subject="语文", stage="小学", return_school="A"),
            move("T4", "A", "B", subject="体育", stage="小学", proposed=True),
        ]
    )
    result = Result(
        status="feasible" if plan else "infeasible",
        tiers=TIERS,
        roster=roster if plan else None,
        findings=(FINDING,),
        targets=(TARGET, UNDECIDABLE),
        target_parts=(PART,),
        exclusions=(("不符合学段", 12), ("超出通勤上限", 3)),
    )
    info = RunInfo(
        "a" * 64, "b" * 64, roster_sha256(roster), {"ortools": "9.15"}, 7, {"cover": 1.5}
    )
    after = compute_gaps(here, Outcome(here, roster))
    stayed = not_moved(here, roster)
    return Run(name, here, result, compute_gaps(here), after, info, stayed, **kw)

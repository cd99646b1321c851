"""Counties in which enforced rules contradict one another, each in one way put there on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from constraints.situation import Situation
from models.sheets import ExemptionRow, LockRow
from tests.every_roster import under
from tests.rules.teams import OUTSIDE, out
from tests.tiny import teacher, tiny

COVERED = (
    "rules.subject_offered.compulsory.force=hard",
    'rules.subject_offered.compulsory.stages=["小学"]',
    "rules.sending_floor.force=off",
)
"""Every primary school must have somebody for a subject; who sends people is not asked."""
CHINESE = (*COVERED, 'rules.subject_offered.compulsory.subjects=["语文"]')
SPORT = (*COVERED, 'rules.subject_offered.compulsory.subjects=["体育"]')


def cap(instance: str, scope: str, heads: int) -> tuple[str, ...]:
    """Settings of an enforced cap on rotation, given up before anything else."""
    row = f"rules.move_caps.{instance}"
    return (
        f"{row}.force=hard", f"{row}.tier=law", f"{row}.concede=60", f"{row}.scope={scope}",
        f'{row}.modes=["交流"]', f"{row}.groups=[]", f"{row}.heads={heads}", f"{row}.least=0",
    )  # fmt: skip


def share(text: str) -> tuple[str, ...]:
    """Settings of an enforced rotation share."""
    return f"rules.rotation_share.share={text}", "rules.rotation_share.force=hard"


def lock(person: str, school: str | None, mode: str = "交流") -> LockRow:
    """A placement that is decided."""
    return LockRow(person=person, mode=mode, school=school, reason="公示", decided_by="局务会")  # type: ignore[arg-type]


def exempt(person: str) -> ExemptionRow:
    """An exemption that is approved."""
    return ExemptionRow(person=person, kind="免", reason="内部", approval="已批准")  # type: ignore[arg-type]


@dataclass(frozen=True)
class Planted:
    """A contradiction: the county, the demands that make it up, and how each is granted.

    gives: (row, key, amount) of the smallest concession. granted: the county once it is granted;
    one_less: once it is granted but for one unit.
    """

    county: Callable[[], Situation]
    conflict: frozenset[tuple[str, str]]
    gives: tuple[tuple[str, str, int], ...]
    granted: Callable[[], Situation]
    one_less: Callable[[], Situation]


OFFERED = "subject_offered.compulsory"
THIRD = teacher("T9", "C", "体育")
SENT = ("rules.team_whole.sent.force=hard", "rules.team_whole.sent.concede=40",
        "rules.team_whole.sent.none_allowed=false")  # fmt: skip


def _team(heads: int) -> Situation:
    """A team of so many key teachers has to go from A, which has one."""
    return under(tiny(outside_schools=OUTSIDE, teams=[out("骨干教师", heads)]), *SENT)


TWO_KEPT = [exempt("T1"), exempt("T2")]
TWO_STAY = [lock("T1", None, "留任"), lock("T2", None, "留任")]

PLANTED: Mapping[str, Planted] = {
    "quota": Planted(
        lambda: under(tiny(), *CHINESE, *cap("school_in", "每校接收", 0)),
        frozenset({(OFFERED, "B/小学/语文"), ("move_caps.school_in", "B")}),
        (("move_caps.school_in", "B", 1),),
        lambda: under(tiny(), *CHINESE, *cap("school_in", "每校接收", 1)),
        lambda: under(tiny(), *CHINESE, *cap("school_in", "每校接收", 0)),
    ),
    "subject": Planted(
        lambda: under(tiny(more=[teacher("T8", "C", "体育")]), *SPORT),
        frozenset((OFFERED, f"{school}/小学/体育") for school in "ABC"),
        ((OFFERED, "A/小学/体育", 1),),
        lambda: under(tiny(more=[teacher("T8", "C", "体育"), THIRD]), *SPORT),
        lambda: under(tiny(more=[teacher("T8", "C", "体育")]), *SPORT),
    ),
    "team role": Planted(
        lambda: _team(2),
        frozenset({("team_whole.sent", "TP01"), *(("team_roles", f"T{i}") for i in (2, 3, 4))}),
        (("team_whole.sent", "TP01", 2),),
        lambda: _team(1),
        lambda: _team(2),
    ),
    "share": Planted(
        lambda: under(tiny(), *share("50%"), *cap("county", "全县", 0)),
        frozenset({("rotation_share", ""), ("move_caps.county", "")}),
        (("move_caps.county", "", 3),),
        lambda: under(tiny(), *share("50%"), *cap("county", "全县", 3)),
        lambda: under(tiny(), *share("50%"), *cap("county", "全县", 2)),
    ),
    "exemption chain": Planted(
        lambda: under(tiny(exemptions=TWO_KEPT), *CHINESE),
        frozenset({(OFFERED, "B/小学/语文"), (OFFERED, "C/小学/语文"), ("exemption", "T1"),
                   ("exemption", "T2")}),
        ((OFFERED, "B/小学/语文", 1),),
        lambda: under(tiny(exemptions=[exempt("T1")]), *CHINESE),
        lambda: under(tiny(exemptions=TWO_KEPT), *CHINESE),
    ),
    "pins": Planted(
        lambda: under(tiny(locks=TWO_STAY), *CHINESE),
        frozenset({(OFFERED, "B/小学/语文"), (OFFERED, "C/小学/语文"), ("lock", "T1/留任"),
                   ("lock", "T2/留任")}),
        ((OFFERED, "B/小学/语文", 1),),
        lambda: under(tiny(locks=[lock("T1", None, "留任")]), *CHINESE),
        lambda: under(tiny(locks=TWO_STAY), *CHINESE),
    ),
}  # fmt: skip

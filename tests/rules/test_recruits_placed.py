"""Cases of recruits_placed: two recruits for 语文; B lacks a teacher of it, C half of one."""

from constraints.recruits.recruits_placed import RULE, P
from models.roster import Placement
from models.sheets import RecruitRow
from models.vocabulary import Mode, Relation, Stage
from tests.rules.case import Case
from tests.tiny import END, START, situation, tiny

__all__ = ["CASES", "RULE", "come", "county"]


def county(heads=2, source="公开招聘", subject="语文", **changes):
    row = RecruitRow(stage="小学", subject=subject, heads=heads, source=source)
    return lambda: situation(tiny(changes, recruits=[row]))


def come(number, host="B", subject="语文"):
    return Placement(
        f"招聘01-{number:03d}", Mode.RECRUITMENT, Relation.TRANSFERRED, "", host, START, END,
        subject, Stage.PRIMARY,
    )  # fmt: skip


CASES = (
    Case("nobody is recruited", lambda: situation(tiny()), P()),
    Case("all of them have a school", county(), P(), roster=(come(1), come(2)), posted=False),
    Case("one is left", county(), P(), roster=(come(1),), expected={"小学/语文/公开招聘": 1},
         posted=False, kind="edge"),
    Case("nobody is placed", county(), P(), expected={"小学/语文/公开招聘": 2}),
)  # fmt: skip

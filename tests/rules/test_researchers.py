"""Cases of researchers: so many per subject at the research office."""

from __future__ import annotations

from constraints.provision.researchers import RULE, P
from constraints.situation import Situation
from models.vocabulary import StaffStatus
from tests.rules.case import Case
from tests.tiny import county, school, situation, teacher

ON_DUTY = P(heads={"语文": 2, "心理健康": 1}, able=(StaffStatus.ON_DUTY,))


def office(*subjects: str | None) -> Situation:
    """A research office with researchers of these subjects (“病:语文” = on sick leave)."""
    people = [
        teacher(f"J{i}", "JY", (text or "").split(":")[-1] or None, post_kind="教师",
                status="病休" if (text or "").startswith("病") else "在岗")
        for i, text in enumerate(subjects)
    ]  # fmt: skip
    return situation(county([school("JY", kind="教研机构"), school("A")], people))


CASES = (
    Case("Exactly two and one", office("语文", "语文", "心理健康"), ON_DUTY, kind="edge"),
    Case("One of two, nobody for the other", office("语文"), ON_DUTY, {"语文": 1, "心理健康": 1}),
    Case("Sick leave does not count", office("语文", "病:语文", "心理健康"), ON_DUTY, {"语文": 1}),
    Case("No subject stated", office("语文", None), ON_DUTY, undecidable=("",)),
    Case("No research office", situation(county([school("A")])), ON_DUTY, undecidable=("",)),
)


def test_nothing_to_steer() -> None:
    """Researchers are appointed, not rotated."""
    assert not RULE.steers

"""Cases of subject_offered in the tiny county.

Main teachers: A 语文 数学 体育; B 数学; C primary 语文, junior 数学. Every class needs all three.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from constraints.cover.subject_offered import RULE, P
from constraints.facts.alongside import P as AlongsideParams
from models.sheets import TeacherRow
from models.vocabulary import Stage
from tests.rules.case import Case
from tests.rules.teams import OUTSIDE, guest
from tests.tiny import move, situation, tiny, without


def params(group: str = "compulsory", **kw: Any) -> P:
    """Only main teachers and visits count unless stated."""
    stated: dict[str, Any] = {"stages": None, "subjects": None, "also_subjects": False}
    return P(group=group, **{**stated, "alongside": False, "itinerant": True, **kw})


PLAIN = situation(tiny())
ALSO = situation(tiny({"T5": {"also_subjects": ("语文",)}}))
HELPED = situation(
    tiny(),
    alongside=AlongsideParams(shares={"小学": {"体育": {"数学": Fraction(1, 2)}}}, scarce=()),
)
NOBODY = {"B/小学/语文": 1, "B/小学/体育": 1}
VISIT = move("T4", "A", "B", mode="走教", periods=Decimal(2), subject="体育", stage="小学")

GUEST = situation(
    tiny(outside_schools=OUTSIDE, outside_people=[guest("G1", "教师", subject="语文")])
)

CASES = (
    Case("Somebody from another county", GUEST, params("weak"), {"B/小学/体育": 1}),
    Case("Everything is taught at A", PLAIN, params("urban")),
    Case(
        "Nobody for two subjects at B", PLAIN, params("weak"), {"B/小学/语文": 1, "B/小学/体育": 1}
    ),
    # The one who comes is one, which is what is asked.
    Case(
        "One who comes is enough",
        PLAIN,
        params("weak"),
        {"B/小学/体育": 1},
        (move("T2", "A", "B"),),
        kind="edge",
    ),
    Case(
        "The last one who leaves takes the subject along",
        PLAIN,
        params("urban"),
        {"A/小学/体育": 1},
        (move("T4", "A", "B"),),
        kind="edge",
    ),
    Case(
        "One of two may leave",
        PLAIN,
        params("urban"),
        roster=(move("T1", "A", "B"),),
        kind="edge",
    ),
    # T5 teaches 数学 and is listed for 语文.
    Case(
        "Who is listed for a subject beside the main one counts where the policy says so",
        ALSO,
        params("weak", also_subjects=True),
        {"B/小学/体育": 1},
    ),
    Case("… and not where it does not", ALSO, params("weak"), NOBODY),
    # 数学 teachers may teach 体育 at primary schools: B has one, C's primary part has none.
    Case(
        "Who may teach it alongside counts where the policy says so",
        HELPED,
        params("rural", alongside=True, stages=(Stage.PRIMARY,)),
        {"B/小学/语文": 1, "C/小学/数学": 1, "C/小学/体育": 1},
    ),
    Case(
        "An itinerant teacher counts",
        PLAIN,
        params("weak"),
        {"B/小学/语文": 1},
        (VISIT,),
        posted=False,
        kind="edge",
    ),
    Case(
        "An itinerant teacher does not count where the policy says so",
        PLAIN,
        params("weak", itinerant=False),
        NOBODY,
        (VISIT,),
        posted=False,
    ),
    Case(
        "Only the subjects asked for",
        PLAIN,
        params("township_seat", subjects=("语文",)),
        {"C/初中/语文": 1},
    ),
)


def test_every_subject_of_every_stage_has_a_row() -> None:
    """Three subjects at A, at B, and in both stages of C."""
    assert len(CASES[0].measures(RULE)) == 3
    assert len(Case("all", PLAIN, params()).measures(RULE)) == 12


def test_without_the_column_it_is_said_that_second_subjects_do_not_count() -> None:
    there = situation(replace(tiny(), columns=without(TeacherRow, "also_subjects")))
    for also, said in ((True, "没有兼教学科列"), (False, "")):
        measures = Case("no column", there, params(also_subjects=also)).measures(RULE)
        assert all(said in m.note and bool(m.note) == also for m in measures)

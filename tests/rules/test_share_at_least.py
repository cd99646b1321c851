"""Cases of share_at_least: teachers with a degree, and the blanks that may decide."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.ratios._holding import Property
from constraints.ratios._population import CountedAt
from constraints.ratios.share_at_least import RULE, P
from constraints.situation import Situation
from models.sheets import TeacherRow
from models.vocabulary import Education, StaffKind, Stage
from tests.rules.case import Case
from tests.tiny import county, move, school, situation, teacher, without


def params(share: str, **kw: Any) -> P:
    """Teachers with 本科 among primary teachers of the village."""
    unset = ("subjects", "staff_kinds", "degree_counts", "vocational_only")
    stated: dict[str, Any] = dict.fromkeys(unset)
    stated |= {"property": Property.EDUCATION, "education": Education.BACHELOR, "group": "rural"}
    stated |= {"stages": (Stage.PRIMARY,), "counted_at": CountedAt.HOST}
    return P(**{**stated, "share": Fraction(share), **kw})


def town(*educations: str | None, **kw: Any) -> Situation:
    """A village school R with these people, and a city school U with two 本科."""
    people = [teacher(f"R{i}", "R", education=word) for i, word in enumerate(educations)]
    people += [teacher("U0", "U"), teacher("U1", "U", education="专科")]
    schools = [school("R"), school("U", locale="城区")]
    return situation(county(schools, people, **kw))


THREE_OF_FOUR = town("本科", "本科", "硕士研究生", "专科")


def majors(*ticks: bool | None) -> Situation:
    """Kindergarten teachers who have (or have not, or do not say) a preschool major."""
    people = [
        teacher(f"K{i}", "K", "保教", stage="幼儿园", preschool_major=tick)
        for i, tick in enumerate(ticks)
    ]
    return situation(county([school("K", kind="幼儿园")], people))


PRESCHOOL = params(
    "1/2", property=Property.PRESCHOOL, group="kindergarten", stages=(Stage.KINDERGARTEN,)
)

CASES = (
    Case("Three of four, three quarters asked", THREE_OF_FOUR, params("3/4"), kind="edge"),
    # 0.76 × 4 = 3.04, so four are needed.
    Case("A hair more asks for one more head", THREE_OF_FOUR, params("0.76"), {"": 1}),
    # Somebody with a degree comes: 4 of 5 = 0.8.
    Case(
        "Who comes with a degree raises the share",
        THREE_OF_FOUR,
        params("4/5"),
        roster=(move("U0", "U", "R"),),
        kind="edge",
    ),
    # Somebody without comes: 3 of 5; 0.75 × 5 = 3.75, four needed.
    Case(
        "Who comes without lowers it",
        THREE_OF_FOUR,
        params("3/4"),
        {"": 1},
        (move("U1", "U", "R"),),
    ),
    Case(
        "A degree counts like the education where the policy says so",
        situation(
            county(
                [school("R")],
                [teacher("R0", degree="硕士", school="R"), teacher("R1", school="R")],
            )
        ),
        params("1/2", education=Education.MASTER, degree_counts=True),
        kind="edge",
    ),
    Case("One of two has the major", majors(True, False), PRESCHOOL, kind="edge"),
    Case("One of three", majors(True, False, False), PRESCHOOL, {"": 1}),
    # One yes, one no, one blank: two of three are needed, the blank one decides.
    Case("A blank cell decides, so nobody can tell", majors(True, False, None), PRESCHOOL,
         undecidable=("",)),
    # None of two; even with the blank one it is one of three: two needed, two short.
    Case("A blank cell cannot save it", majors(False, False, None), PRESCHOOL, {"": 2}),
    Case(
        "Public-school teachers by kind of employment",
        town("本科", "本科"),
        params("1", property=Property.STAFF_KIND, staff_kinds=(StaffKind.ESTABLISHED,)),
        kind="edge",
    ),
    Case(
        "Only teachers of vocational subjects stand in the denominator",
        situation(
            county(
                [school("V", kind="中职")],
                [
                    teacher("V0", "V", "专业课", stage="中职", vocational_subject=True,
                            double_qualified=True),
                    teacher("V1", "V", "语文", stage="中职", vocational_subject=False),
                ],
            )
        ),
        params(
            "1", property=Property.DOUBLE, group="public", stages=(Stage.VOCATIONAL,),
            vocational_only=True,
        ),
        kind="edge",
    ),
    Case("No such column", town("本科", columns=without(TeacherRow, "education")), params("1"),
         undecidable=("",)),
    Case("Nobody there", town(), params("1"), undecidable=("",)),
)  # fmt: skip


def test_both_ways_of_counting_are_shown() -> None:
    """An exchange leaves 编制 at home: 3 of 4 there, 4 of 5 where they teach."""
    (measure,) = CASES[2].measures(RULE)
    assert (measure.numerator, measure.denominator) == (4, 5)
    assert dict(measure.readings)["按编制学校"].startswith("3/4")


def test_the_blank_column_is_named() -> None:
    """Of two one may decide; and nobody is known to teach a trade where nobody says."""
    (measure,) = Case("blank", majors(True, False, None), params(
        "2/3", property=Property.PRESCHOOL, group="kindergarten", stages=(Stage.KINDERGARTEN,),
    )).measures(RULE)  # fmt: skip
    assert (measure.short, measure.missing) == (None, ("教师.学前专业（1人空白）",))
    trades = situation(county([school("V", kind="中职")], [teacher("V0", "V", stage="中职")]))
    (measure,) = Case("trades", trades, params(
        "1", property=Property.DOUBLE, group="public", stages=(Stage.VOCATIONAL,),
        vocational_only=True,
    )).measures(RULE)  # fmt: skip
    assert (measure.short, measure.missing) == (None, ("教师.专业课教师（1人空白）",))

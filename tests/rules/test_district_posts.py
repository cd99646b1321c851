"""Cases of district_posts: 东学区 has the village school B, 西学区 the township school C."""

from constraints.districts.district_posts import RULE, P
from models.sheets import TeacherRow
from tests.rules.case import Case
from tests.tiny import situation, teacher, tiny, without

__all__ = ["CASES", "RULE"]
HEAD = teacher("H1", "C", "语文", stage="初中", leadership="校长")
TOWN = {"B": {"district": "西学区"}}


def _town(changes=(), more=(HEAD,), **kw):
    return lambda: situation(tiny({**TOWN, **dict(changes)}, more=more, **kw))


CASES = (
    Case(
        "the head of the township junior school, and a key teacher",
        _town({"T7": {"key_level": "县级"}}),
        P(),
    ),
    Case(
        "a master without a level is enough",
        _town({"T7": {"master_title": "特级教师"}}),
        P(),
        kind="edge",
    ),
    Case("nobody of distinction", _town(), P(), expected={"西学区": 1}),
    Case("neither head nor key teacher", _town(more=()), P(), expected={"西学区": 2}),
    Case(
        "a village alone has its key teacher as guide and no seat",
        lambda: situation(tiny()),
        P(),
        expected={"东学区": 1, "西学区": 2},
    ),
    Case(
        "no column of offices",
        _town(columns=without(TeacherRow, "leadership")),
        P(),
        undecidable=("",),
    ),
)

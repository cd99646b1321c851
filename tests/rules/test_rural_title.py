"""Cases of rural_title: B is rural, A in town, C a township seat (rural side by the baseline)."""

from constraints.appointment.rural_title import RULE, P
from models.sheets import LockRow, TeacherRow
from tests.rules.case import Case
from tests.tiny import county, move, situation, tiny, without

PARAMS = P(group="rural")
__all__ = ["CASES", "RULE"]


def _holder(title=True, **sheets):
    return lambda: situation(tiny({"T5": {"rural_title": title}}, **sheets))


def _no_column():
    full = tiny()
    columns = without(TeacherRow, "rural_title")
    return situation(county(full.schools, full.teachers, full.classes, columns=columns))


def _transfer(person="T5", home="B", host="A"):
    return move(person, home, host, "调动", relation="调动", subject="数学", stage="小学")


LOCKED = [LockRow(person="T5", mode="调动", school="A", reason="任免", decided_by="局务会")]
CASES = (
    Case("the holder stays", _holder(), PARAMS),
    Case("carried to town", _holder(), PARAMS, roster=(_transfer(),), expected={"T5/A": 1}),
    Case(
        "an exchange leaves it at home",
        _holder(),
        PARAMS,
        roster=(move("T5", "B", "A"),),
        kind="edge",
    ),
    Case("an ordinary title may go", _holder(False), PARAMS, roster=(_transfer(),), kind="edge"),
    Case("a blank is no rural title", _holder(None), PARAMS, roster=(_transfer(),), kind="edge"),
    Case(
        "decided by the bureau", _holder(locks=LOCKED), PARAMS, roster=(_transfer(),), kind="edge"
    ),
    Case(
        "no such column",
        _no_column,
        PARAMS,
        roster=(_transfer(),),
        undecidable=("T5/A",),
        kind="edge",
    ),
)

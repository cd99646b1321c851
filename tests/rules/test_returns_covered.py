"""Cases of returns_covered: B has no 语文 of its own; A has T1 and T2."""

from datetime import date

from constraints.timebound.returns_covered import RULE, P
from models.sheets import HistoryRow
from tests.rules.case import Case
from tests.tiny import END, move, situation, teacher, tiny

__all__ = ["CASES", "RULE"]
MID = date(2027, 1, 31)
OWN = teacher("T8", "B", "语文")
ALSO = teacher("T8", "B", "体育", also_subjects=("语文",))
CLERK = teacher("T8", "B", "语文", full_time_teacher=False)
OLD = teacher("T8", "B", "语文", born="1966-06", gender="男")


def _with(*more, **sheets):
    return lambda: situation(tiny(more=more, **sheets))


def _runs(end):
    return [HistoryRow(person="T1", school="B", start=date(2025, 9, 1), end=end, mode="交流")]


def _away(end):
    """T8 of B at A, or where no lessons are taken over."""
    return move("T8", "B", "A", end=end, return_school="B")


def _abroad(person, end):
    stay = HistoryRow(person="T8", school="W1", start=date(2025, 9, 1), end=end, mode="支教")
    return _with(person, history=[stay])


def _go(person="T1", end=END, **kw):
    return move(person, "A", "B", end=end, return_school="A", **kw)


CASES = (
    Case("nobody is away", _with(), P()),
    Case("somebody of the school's own is left", _with(OWN), P(), roster=(_go(),)),
    Case("somebody who also teaches it is left", _with(ALSO), P(), roster=(_go(),), kind="edge"),
    Case("nobody is left", _with(), P(), roster=(_go(),), expected={f"B/小学/语文/{END}": 1}),
    Case("whoever is left has retired by then", _with(OLD), P(), roster=(_go(),),
         expected={f"B/小学/语文/{END}": 1}),
    Case("one stays a year longer", _with(), P(), kind="edge",
         roster=(_go(end=MID), _go("T2", relation="调动", mode="调动"))),
    Case("both return, one after the other", _with(), P(),
         roster=(_go(end=MID), _go("T2")), expected={f"B/小学/语文/{END}": 1}),
    Case("a stay of earlier terms ends", _with(history=_runs(MID)), P(),
         expected={f"B/小学/语文/{MID}": 1}),
    Case("a stay without a known end", _with(history=_runs(None)), P(), kind="edge"),
    Case("somebody takes over", _with(history=_runs(MID)), P(),
         roster=(_go("T2"),), expected={f"B/小学/语文/{END}": 1}),
    Case("one of the school's own is back before", _with(OWN), P(), roster=(_go(), _away(MID))),
    Case("one of its own is back the same day", _with(OWN), P(), kind="edge",
         roster=(_go(), _away(END))),
    Case("one of its own is back only later", _with(OWN), P(),
         roster=(_go(), _away(date(2028, 8, 31))), expected={f"B/小学/语文/{END}": 1}),
    Case("who also teaches it is back", _with(ALSO), P(), roster=(_go(), _away(MID))),
    Case("who is back has retired by then", _with(OLD), P(), roster=(_go(), _away(MID)),
         expected={f"B/小学/语文/{END}": 1}),
    Case("who is back from another county teaches it", _abroad(OWN, MID), P(), roster=(_go(),)),
    Case("who is back does not teach", _abroad(CLERK, MID), P(), roster=(_go(),),
         expected={f"B/小学/语文/{END}": 1}),
    Case("nobody needs what they teach", _with(teacher("T9", "A", "美术")), P(),
         roster=(_go("T9"),), kind="edge"),
)  # fmt: skip

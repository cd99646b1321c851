"""Cases of revolving_pool: T5 of B may sit on a post of a pool of two."""

from constraints.establishment.revolving_pool import RULE, P
from constraints.facts.revolving import P as Ledger
from models.vocabulary import StaffKind
from tests.facts.test_revolving import post
from tests.rules.case import Case
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]


def _pool(rows, size=2, changes=None):
    ledger = Ledger(kinds=(StaffKind.REVOLVING,), pool=size)
    found = changes or {"T5": {"staff_kind": "周转编制"}}
    return lambda: situation(tiny(found, revolving_posts=rows), revolving=ledger)


CASES = (
    Case("a person on a lent post", _pool([post()]), P()),
    Case("no post is lent", _pool([]), P(), expected={"B": 1}),
    Case(
        "the post ended the day before",
        _pool([post(end="2026-08-31")]),
        P(),
        expected={"B": 1},
        kind="edge",
    ),
    Case("the post ends on the first day", _pool([post(end="2026-09-01")]), P(), kind="edge"),
    Case("the pool to its last post", _pool([post(), post("A")]), P(), kind="edge"),
    Case("more lent than there are", _pool([post(), post("A", 2)]), P(), expected={"": 1}),
    Case("size of the pool not decided", _pool([post()], None), P(), undecidable=("",)),
)

"""Cases of bound_appointment: first appointed in September 2022, two terms end in August 2028."""

from constraints.facts.rural_service import P as Service
from constraints.timebound.bound_appointment import RULE, P
from models.vocabulary import Service as Kind
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]
BOUND = {"service": "捆绑聘用", "first_appointed": "2022-09"}


def _bound(years, who="T3", since="2022-09", **more):
    params = Service(
        group="rural",
        segmented=(),
        years={},
        bound=(Kind.BOUND,),
        bound_terms=2,
        term_months=36,
        bound_years=years,
    )
    fields = {**BOUND, "school_since": since, **more}
    return lambda: situation(tiny({who: fields}), rural_service=params)


# T3 has been in town since 2022; after this school year 366 days are left (2027-09 to 2028-08).
CASES = (
    Case("one year can wait", _bound(1), P()),
    Case("two years cannot", _bound(2), P(), expected={"T3": 1}),
    Case(
        "so this year is spent in the country",
        _bound(2),
        P(),
        roster=(move("T3", "A", "B"),),
        kind="edge",
    ),
    Case(
        "another town school does not help",
        _bound(3),
        P(),
        roster=(move("T3", "A", "B"),),
        expected={"T3": 1},
    ),
    Case("already served four years", _bound(6, "T5"), P(), kind="edge"),
    Case(
        "leaving for town breaks it",
        _bound(6, "T5"),
        P(),
        roster=(move("T5", "B", "A"),),
        expected={"T5": 1},
    ),
    Case("the source leaves the years blank", _bound(None), P(), undecidable=("",)),
    Case("the terms are over", _bound(6, first_appointed="2020-09"), P(), kind="edge"),
)

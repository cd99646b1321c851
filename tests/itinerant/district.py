"""A district of four schools and three specialists, its one best plan worked out by hand.

A week's load is 10 periods, a half-day elsewhere 3, so nobody gives more than three half-days; at
most two schools a person. Nobody may leave a school short that was not (留足需要), so nobody can
move full-time: each of the three is needed at home.

========  ==============  =====  =====  =================================================
who       home            needs  spare  what the district lacks of the subject
========  ==============  =====  =====  =================================================
M 音乐    A                   1      9  B 6, C 3
P 体育    A                   4      6  D 6
R 美术    B                   1      9  A 3, C 3, D 3
========  ==============  =====  =====  =================================================

M has three half-days and B and C lack exactly three: two at B, one at C, and music is covered.
P has two half-days, D lacks two: physical education is covered. R could fill three half-days, but
they lie at three schools and two is the most; one school stays without art, 3 periods short
whichever it is, and without anybody to teach it. Roads decide: from B it is 5 km to A, 2 km to C,
9 km to D, there and back once each; A and C cost 14 km, A and D 28, C and D 22. So R goes to A
and C, and D keeps a gap of 3 periods. Every other plan is worse in a tier above or, with the same
cover, in roads.
"""

from __future__ import annotations

from decimal import Decimal

from constraints.situation import Situation
from models.sheets import DemandRow, DistanceRow
from tests.tiny import county, school, situation, teacher

NEEDS = {
    "A": {"音乐": 1, "体育": 4, "美术": 3},
    "B": {"音乐": 6, "美术": 1},
    "C": {"音乐": 3, "美术": 3},
    "D": {"体育": 6, "美术": 3},
}
ROADS = {"AB": 5, "AC": 6, "AD": 4, "BC": 2, "BD": 9, "CD": 8}


def district(**changes: object) -> Situation:
    """The four schools and three specialists; changes: fields of M."""
    demands = [
        DemandRow(school=code, stage="小学", subject=subject, periods=Decimal(periods))
        for code, needs in NEEDS.items()
        for subject, periods in needs.items()
    ]
    roads = [DistanceRow(school_a=p[0], school_b=p[1], km=km) for p, km in ROADS.items()]
    people = [
        teacher("M", "A", "音乐", **changes),
        teacher("P", "A", "体育"),
        teacher("R", "B", "美术"),
    ]
    schools = [school(code) for code in NEEDS]
    return situation(county(schools, people, demands=demands, distances=roads))

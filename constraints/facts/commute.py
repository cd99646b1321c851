"""通勤: road between schools, and the road a move adds for the person who moves.

口径: metres. 校际距离 first (either direction; the row written in the asked direction wins), else
the great circle between 经度/纬度 times the policy's detour factor, rounded to whole metres;
unknown when neither is there. The road to work starts at the central school (中心校) of the
person's 居住镇街, or, when that is blank or no such place, at the school where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from constraints.board import IntArray
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param

UNKNOWN = -1
METRES_PER_KM = 1000
UNKNOWN_ROAD = "距离未知"
"""What is said of a road nobody knows the length of."""
EARTH_RADIUS_METRES = 6_371_008.8
"""Mean radius of the Earth (IUGG R1): geodesy, not policy."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How a straight line becomes a road."""

    detour: Fraction = param("直线距离折算道路里程的系数", unit="倍")


class Commute(Fact[P]):
    """Roads between schools."""

    id = "commute"
    name = "通勤距离"
    Params = P

    def metres(self, a: Code, b: Code) -> int | None:
        """Road from *a* to *b* in metres; None when unknown or outside the county."""
        index = self.county.school_index
        if a not in index or b not in index:
            return None
        found = int(self.matrix[index[a], index[b]])
        return None if found == UNKNOWN else found

    def added(self, person: Code, host: Code) -> int | None:
        """Metres a move to *host* adds to the way to work (never below 0), None = unknown."""
        known = self.situation.person_index.get(person)
        school = self.county.school_index.get(host)
        if known is None or school is None:
            return None
        found = int(self.added_many(np.array([known]), np.array([school]))[0])
        return None if found == UNKNOWN else found

    def added_many(self, person: IntArray, host: IntArray) -> IntArray:
        """:meth:`added` for arrays of indices of people and schools; −1 = unknown."""
        home, start = self._home[person], self._residence[person]
        before, after = self.matrix[start, home], self.matrix[start, host]
        unknown = (home < 0) | (host < 0) | (before < 0) | (after < 0)
        return np.where(unknown, UNKNOWN, np.maximum(0, after - before)).astype(np.int64)

    @cached_property
    def matrix(self) -> IntArray:
        """Schools × schools in the order of ``county.schools``; −1 unknown, 0 on the diagonal."""
        found = self._great_circle()
        index = self.county.school_index
        rows = [
            (index[r.school_a], index[r.school_b], _metres(r.km))
            for r in self.county.distances
            if r.km is not None and r.school_a in index and r.school_b in index
        ]
        for a, b, metres in rows:
            found[b, a] = metres
        for a, b, metres in rows:
            found[a, b] = metres
        np.fill_diagonal(found, 0)
        return found

    def _great_circle(self) -> IntArray:
        place = self._coordinates()
        latitude, longitude = place[:, 0], place[:, 1]
        half = (
            np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
            + np.cos(latitude)[:, None]
            * np.cos(latitude)[None, :]
            * np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
        )
        arc = 2 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
        road = np.rint(arc * float(self.p.detour))
        return np.where(np.isnan(road), UNKNOWN, np.nan_to_num(road)).astype(np.int64)

    def _coordinates(self) -> npt.NDArray[np.float64]:
        """Latitude and longitude in radians, NaN where either is blank."""
        blank = (float("nan"), float("nan"))
        rows = [
            blank if s.latitude is None or s.longitude is None else (s.latitude, s.longitude)
            for s in self.county.schools
        ]
        return np.radians(np.array(rows, dtype=np.float64).reshape(-1, 2))

    @cached_property
    def _home(self) -> IntArray:
        """School each person stands at, −1 = none."""
        standings = StandingFact.of(self.situation).by_person
        index = self.county.school_index
        places = [standings[code].school for code in self.situation.people]
        return np.array([UNKNOWN if p is None else index[p] for p in places], dtype=np.int64)

    @cached_property
    def _residence(self) -> IntArray:
        """School whose place stands for the person's dwelling; their own when unknown."""
        seats: dict[str, int] = {}
        for i, school in enumerate(self.county.schools):
            if school.central:
                seats.setdefault(school.district, i)
        rows = [self.county.teacher.get(code) for code in self.situation.people]
        return np.array(
            [
                seats.get((r.residence if r else None) or "", h)
                for r, h in zip(rows, self._home, strict=True)
            ],
            dtype=np.int64,
        )


def road_words(metres: int | None, most_km: Fraction) -> str:
    """A road beyond a limit: how long, what is allowed, how much more it is."""
    if metres is None:
        return UNKNOWN_ROAD
    long = Fraction(metres, METRES_PER_KM)
    return f"{_km(long)}，上限 {_km(most_km)}，超 {_km(long - most_km)}"


def _km(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal('0.001')).normalize():f} 公里"


def _metres(km: Decimal) -> int:
    return int((km * METRES_PER_KM).to_integral_value(rounding=ROUND_HALF_UP))


FACT = Commute

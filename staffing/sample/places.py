"""Invented townships, districts and where things lie (kilometres on a plane)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

TOWNS_PER_SEAT = 9
SEAT_DISTRICTS = 2
BLOCK_KM = 60.0
"""Sizes beyond one county are laid out block by block, one seat and nine townships each."""

_FIRST = "青柳石云枫松荷梨杏"
_SECOND = "禾溪桥岭湾泉陂塘渡"
_RING = (
    (10.0, 1.0), (8.0, 8.5), (1.0, 12.0), (-8.0, 8.0), (-13.0, 1.5),
    (-9.0, -9.0), (0.5, -11.0), (9.5, -9.5), (15.0, -3.0),
)  # fmt: skip
_ORIGIN = (100.0, 40.0)
_KM_PER_DEGREE = (85.0, 111.0)


@dataclass(frozen=True)
class Zone:
    """A 学区: a part of the seat or a township. number is unique, x and y its centre."""

    number: int
    name: str
    place: str
    seat: bool
    x: float
    y: float


def seat_zones(count: int) -> list[Zone]:
    """The seat's districts, two to a block."""
    numerals = "一二三四五六七八九"
    zones = []
    for i in range(count):
        x, y = _block(i // SEAT_DISTRICTS)
        block = f"{numerals[(i // SEAT_DISTRICTS) % 9]}区" if count > SEAT_DISTRICTS else ""
        side = "城东" if i % SEAT_DISTRICTS == 0 else "城西"
        shift = 1.2 if i % SEAT_DISTRICTS == 0 else -1.2
        zones.append(Zone(i, f"{block}{side}学区", f"{block}{side}", True, x + shift, y))
    return zones


def town_zones(count: int, first_number: int) -> list[Zone]:
    """The townships, nine to a block."""
    zones = []
    for i in range(count):
        x, y = _block(i // TOWNS_PER_SEAT)
        dx, dy = _RING[i % TOWNS_PER_SEAT]
        name = _FIRST[i % 9] + _SECOND[(i + i // 9) % 9]
        zones.append(Zone(first_number + i, f"{name}学区", f"{name}镇", False, x + dx, y + dy))
    return zones


def near(zone: Zone, reach: float, rng: Random) -> tuple[float, float]:
    """A spot within *reach* kilometres east-west and north-south of the zone's centre."""
    return zone.x + (2 * rng.random() - 1) * reach, zone.y + (2 * rng.random() - 1) * reach


def degrees(x: float, y: float) -> tuple[Decimal, Decimal]:
    """Longitude and latitude of a spot, to five places; the origin is arbitrary."""
    longitude = _ORIGIN[0] + x / _KM_PER_DEGREE[0]
    latitude = _ORIGIN[1] + y / _KM_PER_DEGREE[1]
    return Decimal(f"{longitude:.5f}"), Decimal(f"{latitude:.5f}")


def _block(index: int) -> tuple[float, float]:
    return BLOCK_KM * (index % 3), BLOCK_KM * (index // 3)

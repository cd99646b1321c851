"""经度 and 纬度: inside the country, not the one in place of the other, both or neither."""

from __future__ import annotations

from decimal import Decimal

from models.sheets import SchoolRow
from staffing.workbook.ledger import Ledger
from staffing.workbook.table import Draft, Table

# Geography, not policy: China from end to end, rounded outwards to whole degrees.
LONGITUDES, LATITUDES = (73, 136), (3, 54)


def check_places(table: Table, ledger: Ledger) -> None:
    """Complain of coordinates that no school in China can have."""
    if not {"longitude", "latitude"} & table.columns.keys():
        return
    for draft in table.drafts:
        longitude, latitude = draft.get("longitude"), draft.get("latitude")
        if isinstance(longitude, Decimal) and isinstance(latitude, Decimal):
            _check_pair(table, draft, (longitude, latitude), ledger)
        elif (longitude is None) != (latitude is None) and not draft.refused & _BOTH:
            lacks = "latitude" if latitude is None else "longitude"
            message = f"经度、纬度只填了一个，缺{_NAMES[lacks]}，通勤距离算不出；请补上，或都留空"
            ledger.warn(SchoolRow.sheet, table.place(draft, lacks), "half_place", message)


_NAMES = {"longitude": "经度", "latitude": "纬度"}
_BOTH = frozenset(_NAMES)


def _check_pair(table: Table, draft: Draft, pair: tuple[Decimal, Decimal], ledger: Ledger) -> None:
    longitude, latitude = pair
    if _within(latitude, LONGITUDES) and _within(longitude, LATITUDES):
        message = (
            f"经度“{longitude}”、纬度“{latitude}”填反了：我国经度在{_span(LONGITUDES)}度、"
            f"纬度在{_span(LATITUDES)}度之间，对调后才在国内；请对调"
        )
        place = table.place(draft, "longitude")
        ledger.error(SchoolRow.sheet, place, "swapped_place", message)
        return
    for name, value, limits in (
        ("longitude", longitude, LONGITUDES),
        ("latitude", latitude, LATITUDES),
    ):
        if not _within(value, limits):
            message = f"{_NAMES[name]}“{value}”不在我国（{_span(limits)}度）；请核对，不知道就留空"
            ledger.error(SchoolRow.sheet, table.place(draft, name), "place_range", message)


def _within(value: Decimal, limits: tuple[int, int]) -> bool:
    return limits[0] <= value <= limits[1]


def _span(limits: tuple[int, int]) -> str:
    return f"{limits[0]}至{limits[1]}"

"""Exact figures as words, for explanations."""

from __future__ import annotations

from fractions import Fraction

from models.finding import Number

_PLACES = 4
_MOST = 12


def figures(measured: Number | None, required: Number | None) -> tuple[str, str]:
    """Measured with four decimals, more when it takes more to tell it from required; required
    as the policy writes it.
    """
    if measured is None or required is None:
        return _decimal(measured, _PLACES), _decimal(required, _MOST)
    for places in range(_PLACES, _MOST):
        shown = _decimal(measured, places)
        if measured == required or shown != _decimal(required, _MOST):
            return shown, _decimal(required, _MOST)
    return _decimal(measured, _MOST), _decimal(required, _MOST)


def percent(share: Number | None, places: int = 2) -> str:
    """A share in per cent, half up."""
    return "无" if share is None else f"{_decimal(share * 100, places)}%"


def percents(measured: Number | None, required: Number | None) -> tuple[str, str]:
    """Two shares in per cent, with as many decimals as it takes to tell them apart."""
    for places in range(2, _MOST):
        shown = percent(measured, places), percent(required, places)
        if measured == required or shown[0] != shown[1]:
            return shown
    return percent(measured, _MOST), percent(required, _MOST)


def _decimal(value: Number | None, places: int) -> str:
    """Half up, trailing zeros dropped."""
    if value is None:
        return "无"
    scale = 10**places
    scaled = int((abs(Fraction(value)) * scale * 2 + 1) // 2)
    whole, rest = divmod(scaled, scale)
    sign = "-" if value < 0 and scaled else ""
    tail = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole}" + (f".{tail}" if tail else "")

"""Versions of what a result depends on."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

from staffing import __version__

_LIBRARIES = ("ortools", "numpy")
"""Libraries whose version can change a plan."""


def versions() -> Mapping[str, str]:
    """Name → version of the program, the libraries that decide a plan, and Python."""
    found = {name: version(name) for name in _LIBRARIES}
    return {"staffing": __version__, **found, "python": platform.python_version()}

"""Ways of being placed. A mode proposes columns; rules strike and weigh them.

One file per mode with ``MODE`` and ``propose(situation) -> Proposal``; discovered, never listed.
走教 adds to the main place instead of taking its place: its visits are columns of their own
(:mod:`staffing.modelling.visiting`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from constraints.situation import Situation
from staffing.modes.proposal import Proposal


def proposals(situation: Situation) -> Iterator[Proposal]:
    """What every mode that the policy has switched on proposes, in the order of file names."""
    for module in _modules():
        if module.MODE.name.lower() in situation.policy.modes:
            yield module.propose(situation)


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "propose"):
            yield module

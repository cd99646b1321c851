"""Policy files: read, refuse or bind, list, compare."""

from staffing.policy_file.assembly import load
from staffing.policy_file.assumption import parse_overlay_set
from staffing.policy_file.departing import with_unit
from staffing.policy_file.differing import Change, diff, noted, resourced
from staffing.policy_file.items import Item, items
from staffing.policy_file.listing import PolicyLine, Shipped, Usable, available, check, show
from staffing.policy_file.paths import paths
from staffing.policy_file.registry import Registry

__all__ = [
    "Change",
    "Item",
    "PolicyLine",
    "Registry",
    "Shipped",
    "Usable",
    "available",
    "check",
    "diff",
    "items",
    "load",
    "noted",
    "parse_overlay_set",
    "paths",
    "resourced",
    "show",
    "with_unit",
]

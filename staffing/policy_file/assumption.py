"""What-if from the command line: ``--set rules.rotation_share.share=0.15``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from models.policy import Force, Standing
from models.problem import InputRefused, Problem
from staffing.policy_file.lines import UNKNOWN
from staffing.policy_file.registry import SETTING_KEYS, SWITCH

SOURCE = "命令行假设"
"""Document that values given on the command line are cited as."""

_PLACE = "命令行"


def parse_overlay_set(text: str) -> Mapping[str, Any]:
    """``key=value`` → an overlay for ``load``.

    The key is as ``policy show`` prints it; the value is TOML, or plain text for a word (不调动),
    or ``15%``. Raises InputRefused when there is no key or no value.
    """
    key, equals, value = text.partition("=")
    parts = [part.strip() for part in key.split(".")]
    if not equals or not value.strip() or len(parts) < 3 or not all(parts):
        wrong = "写法应为“表.名称.项=值”，如 rules.rotation_share.share=0.15；请改写"
        raise InputRefused([Problem(_PLACE, text, wrong, "bad_assumption")])
    entry = _entry(parts, _value(value.strip()), text)
    table: dict[str, Any] = {parts[-1]: entry}
    if parts[0] == "rules" and parts[-1] == "force" and entry == Force.OFF.value:
        table["reason"] = f"{SOURCE}：{text}"
    for part in reversed(parts[:-1]):
        table = {part: table}
    document = {"title": SOURCE, "standing": Standing.UNVERIFIED.value}
    return {**table, "documents": {SOURCE: document}}


def _entry(parts: list[str], value: Any, text: str) -> Any:
    """A bare setting, or a line that has always been in force."""
    if parts[-1] in (SETTING_KEYS if parts[0] == "rules" else (SWITCH,)):
        return value
    return {"value": value, "from": UNKNOWN, "source": SOURCE, "clause": text}


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except (ValueError, ArithmeticError, RecursionError):
        return text

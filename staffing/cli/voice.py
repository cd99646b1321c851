"""How a command answers: tables for people or one JSON document for machines."""

from __future__ import annotations

import json
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from staffing.console import Screen


class Voice:
    """Answers of one command.

    as_json: results go to stdout as one JSON document and tables are left out; talk and progress
    stay on stderr either way.
    """

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    @cached_property
    def screen(self) -> Screen:
        """The screen, made at first use: ``--help`` never needs one."""
        from staffing.console import Screen

        return Screen()

    def data(self, document: dict[str, Any]) -> None:
        """Print the JSON document, in ASCII where stdout is not UTF-8."""
        encoding = (sys.stdout.encoding or "").lower().replace("-", "")
        text = json.dumps(document, ensure_ascii=encoding != "utf8", allow_nan=False)
        print(text)

    def written(self, what: str, path: object, **more: Any) -> None:
        """Say that a file was written; more: further keys of the JSON document."""
        if self.as_json:
            self.data({"written": str(path), **more})
        else:
            self.screen.say(f"已写出{what}：{path}")

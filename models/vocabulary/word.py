"""What a closed vocabulary is."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A closed vocabulary of the workbook; the member's value is the word the office writes."""

"""Spellings of the 学科表, and the subject most like a word that is none."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from models.plain import compact
from models.spellings import SUBJECT_ALIASES
from models.vocabulary import SUBJECTS


def known_subjects(added: Mapping[str, str] | None = None) -> dict[str, str]:
    """Spelling → subject: the 学科表, its aliases, and subjects this workbook adds."""
    table = {name: name for name in SUBJECTS} | SUBJECT_ALIASES | dict(added or {})
    return {compact(spelling): name for spelling, name in table.items()}


def nearest_subject(text: str, subjects: Mapping[str, str]) -> str | None:
    """The known subject most like *text*, when it is very like one."""
    near = get_close_matches(compact(text), subjects, n=1, cutoff=0.75)
    return subjects[near[0]] if near else None

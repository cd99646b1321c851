"""Quoted words of the shipped policies stand, word for word, in the texts they are quoted from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from staffing.policy_file import available, load, show

DAY = date(2026, 9, 1)
NAMES = [shipped.name for shipped in available()]
SHARED = Path(__file__).resolve().parents[3] / "shared"
FACTS = "reference/policy-facts.md"

TEXT_OF = {
    "zhangdian-draft": "000",
    "huantai-2022": "001",
    "gaoxin-2023": "002",
    "itinerant-gaoxin-2023": "002",
    "zibo-township-2021": "004",
    "plan-003-2": "003",
    "plan-003-4": "003",
    "plan-003-8": "003",
    "plan-003-10": "003",
}
"""Documents whose text is at hand, by the first number of its file; others are in policy-facts."""

needs_texts = pytest.mark.skipif(
    not (SHARED / "sources").is_dir(),
    reason="the source texts (../shared/sources) are not here: quoted words cannot be checked",
)


def plain(text: str) -> str:
    """Without white space, emphasis and the width of punctuation."""
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", text))


@cache
def text_of(document: str) -> str:
    """Plain text of a document, or of policy-facts."""
    number = TEXT_OF.get(document)
    if number is None:
        return plain((SHARED / FACTS).read_text(encoding="utf-8"))
    (path,) = (SHARED / "sources").glob(f"{number}_*.txt")
    return plain(path.read_text(encoding="utf-8"))


def quotes(name: str) -> Iterator[tuple[str, str, str]]:
    """(key, document, quoted words) of every line of every date, and of the rows themselves."""
    for line in show(name):
        if line.quote:
            yield line.key, line.document, line.quote
    for row in load(name, DAY).rules:
        if row.basis.quote:
            yield f"rules.{row.id}", row.basis.document, row.basis.quote


@needs_texts
@pytest.mark.parametrize("name", NAMES)
def test_quoted_words_stand_in_their_text(name: str) -> None:
    lacking = [found for found in quotes(name) if plain(found[2]) not in text_of(found[1])]
    assert not lacking


def test_width_and_white_space_do_not_matter_but_words_do() -> None:
    text = plain("各中小学至少配备1名 专兼职\n心理健康教育教师，超过**1000人**规模")
    assert plain("心理健康教育教师,超过1000人") in text
    assert plain("至少配备2名") not in text


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"national"}))
def test_a_number_of_a_lower_policy_is_quoted_and_checked_or_marked(name: str) -> None:
    own = [line for line in show(name) if line.policy == name and line.document]
    for line in own:
        marked = line.unverified or line.document == "default-settings"
        assert marked or (line.quote and line.checked), line.key

"""No phrase runs into itself: 全县全县, 中心小学小学语文 are read twice and trusted less."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from models.column import Code
from staffing.answers.explain.explaining import Explainer
from staffing.answers.loaded import load_plan
from staffing.naming import CountyNames
from staffing.policy_file import load
from staffing.roster_book import compose
from staffing.roster_book.confidential import leaders_book
from staffing.run import run_county
from staffing.wording import policy_words
from tests.every_mode import every_mode_county

_TWICE = re.compile(r"([\u4e00-\u9fff]{2,12})\1")


@pytest.mark.parametrize("seed", [2, 11])
def test_no_page_or_sheet_says_a_word_twice_on_end(seed: int) -> None:
    run = run_county(every_mode_county(seed), county_name="样例县", input_sha256="0" * 64)
    assert run.result.roster is not None
    pages = Explainer(load_plan(run.situation, run.result.roster))
    names, shown = CountyNames(run.county), [p.person for p in run.shown]
    people = [p for p in shown if p in run.county.teacher][:5]
    targets = [line.id for line in run.result.targets if line.id][:6]
    about: list[Code | str] = [*[*run.county.school][:6], *targets, *people]
    books = (compose(run), leaders_book(run.situation, run.withheld, run))
    said = [str(sheet) for book in books for sheet in book.sheets]
    for asked in about:
        page = pages.explain(asked)
        said.append(str((page.title, page.facts, page.tables, page.closing)))
    own = {names.school(code) for code in run.county.school}
    twice = {m[0] for text in said for m in _TWICE.finditer(text)}
    assert not {word for word in twice if not any(word in name for name in own)}


def test_a_policy_called_a_draft_is_not_called_one_twice() -> None:
    draft = load("zhangdian", date(2026, 9, 1))
    assert policy_words(draft) == draft.name and draft.name.endswith("（草案）")
    assert policy_words(replace(draft, name="样例县政策")) == "样例县政策（草案）"

"""Days and years that are well written and can hardly be meant: slips that nothing else shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from models.policy import RuleRow
from models.problem import Problem
from staffing.policy_file.binding import Binding, since_words
from staffing.policy_file.lines import Line
from staffing.policy_file.statements import Stated

_BEFORE_ISSUE = 1
"""Years before its document's issue from which on a line is asked about: some reach back a bit."""

_AHEAD = 5
"""Years past the reference date from which on a day of checking is asked about: old terms are
planned under texts read since."""

_FIRST = 1949
"""Year before which nothing in force began."""


def tell_odd_days(binding: Binding, rules: Sequence[RuleRow]) -> None:
    """Note them where they are written."""
    for stated in binding.statements.lines.values():
        last = stated[-1]
        if not last.layer.overlay:
            for line in last.read:
                for text in _odd(binding, line):
                    _tell(binding, last, f"{since_words(line, last)}{text}")
    for row in rules:
        due = binding.statements.setting(("rules", row.rule, row.instance, "due"))
        begun = [cited.since for cited in row.values.values() if cited.since]
        if due and row.due is not None and begun and row.due < min(begun).year:
            text = (
                f"目标年份 {row.due} 早于这一段的数起始的 {min(begun)}，不像是要达到的年份；请核对"
            )
            _tell(binding, due, text)


def _odd(binding: Binding, line: Line) -> Iterator[str]:
    since, checked = line.cited.since, line.cited.checked
    document = binding.statements.documents.get(line.cited.document)
    issued = document.issued if document else None
    if since and issued and since.year < issued.year - _BEFORE_ISSUE:
        yield f"起始 {since} 早于文件印发的 {issued} 一年以上；请核对"
    elif since and since < date(_FIRST, 10, 1):
        yield f"起始 {since} 太早，不像是现行规定；请核对"
    if checked and checked.year > binding.day.year + _AHEAD:
        yield f"核对日期（checked）{checked} 在口径日期 {binding.day} 的五年以后，还没有到；请核对"


def _tell(binding: Binding, stated: Stated, text: str) -> None:
    place = stated.place
    binding.notices.append(Problem(place.file, place.key, text, "odd_day"))

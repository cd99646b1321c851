"""怎么办: what the office can do about a limit that locks exceed, and in which cell."""

from __future__ import annotations

from constraints.registry import rules
from constraints.situation import Situation
from staffing.answers.diagnose.conceding import Concession
from staffing.answers.diagnose.giving import Item
from staffing.answers.diagnose.giving_words import concession_text
from staffing.answers.diagnose.where import how, where
from staffing.locks.excess import Excess


def remedy_words(situation: Situation, found: Excess) -> str:
    """``请先办妥“河东小学编制 +2”（学校!V4），或改上列锁定，改后再求解``."""
    row, rule = found.row, rules()[found.row.rule]
    item = Item(row.id, row.rule, row.concede, rule.agree_by(found.key))
    needed = concession_text(situation, Concession(item, found.by))
    written = any(lock.row_number for lock in found.locks)
    decided = "上列锁定" if written else "上列人员的决定"
    place = "：".join(filter(None, (how(row), where(situation, row, found.key))))
    return f"请先办妥“{needed}”（{place}），或改{decided}，改后再求解"

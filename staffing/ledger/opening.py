"""What the ledger before any move already counts: all that happens by itself on the first day."""

from __future__ import annotations

from constraints.facts.standing import StandingFact
from constraints.situation import Situation


def opening_words(situation: Situation) -> str:
    """As of when, and who is counted elsewhere than the sheet of teachers says, and why."""
    county = situation.county
    standings = StandingFact.of(situation).by_person
    back = sum(found.returned for found in standings.values())
    closed = StandingFact.of(situation).successor
    there = [row.code for row in county.teachers if row.duty_school in closed]
    taken = sum(standings[code].school not in closed for code in there)
    parts = [f"以本期第一天（{county.term.start}）计，本期的安排一项也没有做"]
    if back:
        parts.append(
            f"上期期满的 {back} 人已算回编制学校（“现任教学校”还填着外校的，check 报“到期未返”）"
        )
    if taken:
        parts.append(f"当天已撤并的学校的 {taken} 人已算到承接学校")
    if left := len(there) - taken:
        parts.append(f"已撤并而承接学校待定的 {left} 人仍算在原校")
    return "；".join(parts) + "。"

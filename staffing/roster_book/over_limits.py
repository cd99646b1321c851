"""锁定超限 on the sheets: limits the locks alone exceed, beside what the audit found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constraints.situation import Situation
from staffing.answers.diagnose.remedy import remedy_words
from staffing.competition.left_open import MADE_UP
from staffing.ledger.computing import cited
from staffing.locks.excess import Excess, excess_words
from staffing.naming import CountyNames
from staffing.roster_book.book import Value
from staffing.wording import FORCE_WORDS, OVER_LIMIT, amount, unit_words

_STANDS = "锁定不能越过法规，"


def over_limit_rows(
    situation: Situation, found: Sequence[Excess], later: Mapping[tuple[str, str], int | None]
) -> tuple[tuple[Value, ...], ...]:
    """Rows in the columns of 核查结果, all but the running number.

    later: of one round, what is proven that later decisions leave of them, by row id and key.
    """
    return tuple(_row(situation, x, later.get((x.row.id, x.key))) for x in found)


def over_limits_in_short(situation: Situation, found: Sequence[Excess]) -> str:
    """All of them in one cell."""
    return "；".join(excess_words(situation, x) for x in found)


def _row(situation: Situation, x: Excess, least: int | None) -> tuple[Value, ...]:
    names = CountyNames(situation.county)
    document, clause, standing = cited(situation, x.row.basis)
    do = MADE_UP if least == 0 else f"{_STANDS}{remedy_words(situation, x)}"
    people = tuple(dict.fromkeys(lock.person for lock in x.locks))
    return (
        OVER_LIMIT,
        x.name,
        names.key(x.key),
        amount(x.counted, x.unit),
        amount(x.limit, x.unit),
        amount(x.by, x.unit),
        unit_words(x.unit),
        FORCE_WORDS[x.row.force.value],
        f"{excess_words(situation, x)}。{do}。",
        names.people(people),
        document,
        clause,
        standing,
        x.row.id,
    )

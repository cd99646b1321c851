"""未交流: everyone within the scope of rotation, and every applicant, who stays under a plan."""

from __future__ import annotations

from collections.abc import Mapping

from constraints.facts.eligibility import Eligibility
from constraints.facts.exemption import PUBLIC_REASON, Exemptions
from constraints.situation import Situation
from models.column import Code
from models.roster import Roster
from models.vocabulary import Mode
from staffing.leaders.discretion import is_open
from staffing.result import NotMoved, WishAnswer

_NOT_NEEDED = "属应交流对象，本方案未安排（见总览各层级与指标）"
_NOT_CHOSEN = "可以交流，本方案未安排（见总览各层级与指标）"


def not_moved(
    situation: Situation,
    roster: Roster,
    pairs: Mapping[Code, tuple[tuple[str, int], ...]] | None = None,
    wishes: Mapping[Code, tuple[WishAnswer, ...]] | None = None,
) -> tuple[NotMoved, ...]:
    """One entry per person in scope or applicant without a placement elsewhere, in code order;
    leaders nobody has decided about left out: the one missing would be the one moved.

    pairs: schools excluded for a person, reason → number, where the caller counted them; wishes:
    answers to wishes, where the caller has them.
    """
    gone = {p.person for p in roster.placements if p.mode is not Mode.STAY}
    eligibility, applicants = Eligibility.of(situation), situation.county.wishes_of
    return tuple(
        _entry(situation, code, (pairs or {}).get(code, ()), (wishes or {}).get(code, ()))
        for code in situation.people
        if code not in gone
        and not is_open(situation.county, code)
        and (eligibility.verdict(code).in_scope or code in applicants)
    )


def _entry(
    situation: Situation,
    code: Code,
    pairs: tuple[tuple[str, int], ...],
    wishes: tuple[WishAnswer, ...],
) -> NotMoved:
    verdict = Eligibility.of(situation).verdict(code)
    if Exemptions.of(situation).binding(code) is not None:
        return NotMoved(code, verdict.eligible, (PUBLIC_REASON,))
    reasons = [reason for reason in verdict.reasons if not reason.internal]
    texts = [reason.text for reason in reasons]
    if verdict.movable:
        texts.append(_NOT_NEEDED if verdict.eligible else _NOT_CHOSEN)
    cited = dict.fromkeys(situation.policy.cite(r.cite) for r in reasons if r.cite)
    citations = tuple(c for c in cited if c)
    return NotMoved(code, verdict.eligible, tuple(texts), citations, pairs, wishes)

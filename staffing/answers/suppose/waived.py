"""What a decision sets aside: enforced rules its placements would break were they not decided.

What is decided (锁定) stays decided, and several rules ask nothing of it. A question that
supposes a decision must say so, or its plan looks better than the rules allow.
"""

from __future__ import annotations

from collections.abc import Sequence

from constraints.placement import lock
from constraints.situation import Situation
from models.county import County
from models.finding import Finding, State
from models.policy import Force, Policy
from models.roster import Roster
from staffing.answers.suppose.supposed import Change, changed
from staffing.audit import Audit, audit
from staffing.leaders.discretion import veiled
from staffing.leaders.openly import UNTOLD, openly

DECISIONS = "locks"
"""Table of the county a decision stands in."""


def waived(
    county: County, changes: Sequence[Change], policy: Policy, roster: Roster | None
) -> tuple[str, ...]:
    """Sentences, in policy order, of enforced rules the plan breaks but for its supposed decisions.

    county: before *changes*; roster: planned with them. Empty without a decision among them.
    """
    others = [change for change in changes if change.table != DECISIONS]
    if roster is None or len(others) == len(changes):
        return ()
    undecided = Situation(changed(county, others), policy)
    checked = audit(undecided, roster)
    told, more = openly(_broken(checked), _broken(checked.as_listed))
    said = tuple(f.message for f in veiled(told, undecided.county, roster.placements))
    return (*said, f"另有不符，{UNTOLD}") if more else said


def _broken(checked: Audit) -> list[Finding]:
    hard = (f for f in checked.findings if f.mode == Force.HARD.value)
    return [f for f in hard if f.state is State.SHORT and f.rule != lock.RULE.id]


def waived_words(sentences: Sequence[str]) -> str:
    """All of it on one line, empty when nothing is set aside."""
    if not sentences:
        return ""
    said = "；".join(sentence.rstrip("。") for sentence in sentences)
    return f"请注意：所定的安排不合下列必须满足的规则，因已定下才照办：{said}。"

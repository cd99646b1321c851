"""Why this person (来源): decided, or who asked for it."""

from __future__ import annotations

from constraints.outcome import Outcome
from models.roster import Placement

DECIDED = "已定（锁定）"


def source(outcome: Outcome, placement: Placement) -> str:
    """Why this person: decided, else as :func:`asked`."""
    return DECIDED if outcome.is_locked(placement) else asked(outcome, placement)


def asked(outcome: Outcome, placement: Placement) -> str:
    """Who asked for it: own wish by rank, own application, the school, nobody (建议人选)."""
    rank = outcome.wish_rank(placement)
    if rank is not None:
        return f"本人志愿（第{rank}志愿）"
    county = outcome.county
    wishes = [w for w in county.wishes_of.get(placement.person, ()) if w.mode is placement.mode]
    if any(w.school is None for w in wishes):
        return "本人报名"
    if any(w.accepts_any for w in wishes):
        return "本人报名，服从调剂"
    if not wishes and any(
        r.mode is placement.mode for r in county.recommendations_of.get(placement.person, ())
    ):
        return "学校推荐"
    return "建议人选（待确认）" if placement.proposed else "按政策安排"

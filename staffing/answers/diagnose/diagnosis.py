"""排不出: why the enforced rules cannot all hold, in three steps.

What counting alone shows; the smallest concessions in the policy's order; and behind each of them
the named set of demands that contradict one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from staffing.answers.as_checked import asks_more
from staffing.answers.diagnose.conceding import Asked, Conceded, Concession, concede
from staffing.answers.diagnose.conflict import Conflict, conflicts
from staffing.answers.diagnose.counting import Shortage, shortages
from staffing.answers.diagnose.giving import Item, open_model
from staffing.answers.diagnose.giving_words import (
    asked_of,
    concession_text,
    name_of,
    place_of,
    row_of,
)
from staffing.answers.diagnose.stricter import (
    by_check,
    rests_on_stricter,
    surely_impossible,
)
from staffing.answers.diagnose.where import already_sent, how, where
from staffing.leaders.discretion import veiled_key
from staffing.locks.excess import Excess, exceeded_words, excesses
from staffing.wording import amount, amount_words, unit_words

TASKS = ("team_whole", "counterpart_quota")
"""Rules about people a team has to send: orders from above, which a plan may leave unmet."""


@dataclass(frozen=True)
class Told:
    """A demand as people read it: rule, place or person, where it stands, what it rests on, and
    what to do there where that does not go without saying."""

    item: Item
    name: str
    place: str
    where: str
    basis: str
    how: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """The three steps. ``possible``: a plan exists that keeps every enforced rule.

    proven: no smaller concessions exist; impossible: that something has to give is proven, although
    some rows are stricter than their rule (of no use where nothing has to); decided: what the locks
    and the teams' tasks ask of the rules beyond that, as though no limit stood back for a lock and
    every task had to be met, None = nothing. made_up: limits the locks alone exceed and others, who
    leave or come, make up for; over: those that concessions are about, which may be less where
    others make up for some.
    A county is solved all the same: limits stand back for what is locked, and a team stays at home.
    """

    situation: Situation
    shortages: tuple[Shortage, ...]
    concessions: tuple[Concession, ...]
    conflicts: tuple[Conflict, ...]
    proven: bool
    impossible: bool = True
    decided: Diagnosis | None = None
    made_up: tuple[Excess, ...] = ()
    over: tuple[Excess, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether nothing has to give for a plan to exist."""
        return not self.concessions

    @property
    def stricter(self) -> bool:
        """Whether rows stricter than their rule may have asked for what has to give."""
        return bool(self.concessions) and asks_more(self.situation)

    def told(self, item: Item) -> Told:
        """A demand in words."""
        there, row = self.situation, row_of(self.situation, item)
        return Told(
            item=item,
            name=name_of(row),
            place=place_of(there, item),
            where=where(there, row, veiled_key(there.county, item.key)),
            basis=there.policy.citation(row.basis),
            how=how(row),
        )

    def shortage_text(self, shortage: Shortage) -> str:
        """What counting says, in one sentence."""
        told = [self.told(item) for item in shortage.items]
        unit = rules()[shortage.items[0].rule].unit
        places = "、".join(t.place for t in told)
        missing = amount_words(shortage.short, unit)
        if shortage.cap is not None:
            cap, way = self.told(shortage.cap), asked_of(self.situation, shortage.cap)
            return (
                f"{asked_words(told, shortage.heads)}共需{way} {shortage.needed} 人，"
                f"而{cap.place}“{cap.name}”只容 {shortage.possible} 人，差 {shortage.short} 人。"
            )
        if len(told) > 1:
            return f"{places}的“{told[0].name}”合在一起，人选全部算上仍差 {missing}。"
        possible, needed = (
            amount(value, unit) for value in (max(shortage.possible, 0), shortage.needed)
        )
        shown = unit_words(unit)
        return (
            f"{places}的“{told[0].name}”需要 {needed} {shown}，可用人选 {shortage.people} 人"
            f"全部算上也只有 {possible} {shown}，差 {missing}。"
        )

    def concession_text(self, concession: Concession) -> str:
        """What has to give, as an office would note it: ``第二小学编制 +4``."""
        text, amount = concession_text(self.situation, concession), concession.amount
        row = row_of(self.situation, concession.item)
        whole, gone = already_sent(self.situation, row, concession.item.key)
        if gone:
            text += f"（共应派 {whole} 人，以前学期派出、仍在期内的 {gone} 人已计入）"
        about = concession.item.row, concession.item.key
        for found in self.over:
            if (found.row.id, found.key) == about and amount < found.alone:
                return f"{text}（{exceeded_words(found, amount, '别人可抵补')}）"
        return text


def asked_words(told: Sequence[Told], heads: Sequence[int]) -> str:
    """Who asks for people under a cap; of several rules each with its own number."""
    by_rule: dict[str, list[int]] = {}
    for i, one in enumerate(told):
        by_rule.setdefault(one.name, []).append(i)
    said = {name: f"{'、'.join(told[i].place for i in own)}的“{name}”"
            for name, own in by_rule.items()}  # fmt: skip
    if len(said) == 1:
        return next(iter(said.values()))
    parts = (f"{words}要 {sum(heads[i] for i in by_rule[name])} 人" for name, words in said.items())
    return f"{'，'.join(parts)}，"


def diagnose(situation: Situation) -> Diagnosis | None:
    """All three steps; None when the engine gave no answer."""
    ordered, over = _tasks_enforced(situation), excesses(situation)
    conceded = concede(situation)
    if conceded is None:
        return None
    impossible = surely_impossible(situation, conceded)
    unsure = bool(conceded.concessions) and not impossible
    status = by_check(situation) if unsure else "infeasible"
    impossible |= status == "infeasible"
    if status in ("optimal", "feasible"):
        conceded = replace(conceded, concessions=())
    strictly = conceded
    if over or ordered is not situation:
        found_strictly = _strictly(ordered, conceded, over)
        if found_strictly is None:
            return None
        strictly = found_strictly
    made_up = _made_up(over, strictly)
    if not strictly.concessions:
        return Diagnosis(situation, (), (), (), strictly.proven, made_up=made_up)
    told = {c.item for c in conceded.concessions}
    new = (c for c in strictly.concessions if c.item not in told)
    kept = not conceded.concessions
    further = tuple(c for c in new if not (kept and rests_on_stricter([c.item])))
    found = replace(_in_full(situation, conceded), impossible=impossible, made_up=made_up)
    if not further:
        return found
    decided = _in_full(ordered, replace(strictly, concessions=further), told)
    known = {frozenset(conflict.items) for conflict in found.conflicts}
    fresh = tuple(c for c in decided.conflicts if frozenset(c.items) not in known)
    decided = replace(decided, conflicts=fresh, over=over)
    return replace(found, decided=decided)


def _in_full(situation: Situation, conceded: Conceded, granted: Iterable[Item] = ()) -> Diagnosis:
    if not conceded.concessions:
        return Diagnosis(situation, (), (), (), conceded.proven)
    return Diagnosis(
        situation,
        _counted(conceded),
        conceded.concessions,
        conflicts(situation, conceded, granted),
        _proven(situation, conceded),
    )


def _proven(situation: Situation, conceded: Conceded) -> bool:
    """Of amounts that stricter rows may have asked for nothing is."""
    return conceded.proven and not asks_more(situation)


def _asked_by_decisions(over: Sequence[Excess]) -> Asked:
    """Demands that a plan of the county leaves unmet: limits the locks exceed, and teams' tasks.

    So that the amounts are those of a plan, and no other rule is asked to give in their place.
    """
    exceeded = {(x.row.id, rules()[x.row.rule].agree_by(x.key)) for x in over}
    return lambda item: item.rule in TASKS or (item.row, item.key) in exceeded


def _strictly(ordered: Situation, conceded: Conceded, over: Sequence[Excess]) -> Conceded | None:
    """What has to give as though no limit stood back for a lock and every task had to be met.

    Where that asks a rule to give that a plan of the county keeps, its rows are stricter than it.
    """
    if conceded.concessions:
        return concede(ordered, lifted=False)
    asked = _asked_by_decisions(over)
    found = concede(ordered, lifted=False, among=asked)
    if found is not None:
        return found
    return concede(
        ordered, lifted=False, among=lambda item: asked(item) or rests_on_stricter([item])
    )


def _made_up(over: Sequence[Excess], strictly: Conceded) -> tuple[Excess, ...]:
    """Limits the locks alone exceed that hold in a plan for which nothing else need give."""
    given = {(c.item.row, c.item.key) for c in strictly.concessions}

    def holds(found: Excess) -> bool:
        about = rules()[found.row.rule].agree_by(found.key)
        withdrawn = (("lock", f"{row.person}/{row.mode}") for row in found.locks)
        return given.isdisjoint({(found.row.id, about), *withdrawn})

    return tuple(found for found in over if holds(found))


def _tasks_enforced(situation: Situation) -> Situation:
    """The county under the same policy, every task of a team a must."""
    rows = tuple(
        replace(row, force=Force.HARD) if row.rule in TASKS and row.force is Force.SOFT else row
        for row in situation.policy.rules
    )
    if rows == situation.policy.rules or not situation.county.teams:
        return situation
    return Situation(situation.county, replace(situation.policy, rules=rows))


def in_short(situation: Situation) -> Diagnosis | None:
    """The smallest concessions alone."""
    conceded = concede(situation)
    if conceded is None:
        return None
    return Diagnosis(situation, (), conceded.concessions, (), _proven(situation, conceded))


def _counted(conceded: Conceded) -> tuple[Shortage, ...]:
    moves = conceded.slate.moves
    if len(moves) == len(conceded.model.model.moves):  # nobody was thought of beside the candidates
        return shortages(conceded.bare)
    return shortages(open_model(conceded.slate.situation, moves, lifted=conceded.lifted))

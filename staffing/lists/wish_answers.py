"""志愿未获安排的原因: for every wish of a person who stays, what can be established about it.

In this order: the pair was struck by a rule; the plan has filled a cap the wish falls under; the
seat went to applicants with more points. Nothing else is claimed: where none of these is so, the
answer names the command that tries the wish out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from constraints.board import MODES
from constraints.facts.competition import Competition
from constraints.facts.eligibility import Eligibility
from constraints.facts.points import Points
from constraints.facts.seats import host_codes, where_to
from constraints.facts.standing import StandingFact
from constraints.registry import rules
from constraints.rotation.move_caps import CapScope
from constraints.situation import Situation
from models.column import Code
from models.finding import Measure
from models.policy import Force, RuleRow
from models.roster import Roster
from models.sheets import LockRow, WishRow
from models.vocabulary import Mode, Relation
from staffing.answers.explain.unproposed import unproposed_words
from staffing.audit import Audit
from staffing.competition.procedure import below_words
from staffing.locks.share import Limits
from staffing.modelling.candidates import OPEN, Slate
from staffing.result import WishAnswer
from staffing.wording import amount_words

_MODE_OFF = "本县政策未启用这种方式"
_NOT_OFFERED = "该校不在这种方式的接收范围"
_NOWHERE = "未指定学校，而各校都不能去，不能去的原因另列"
_UNPLACED = "原因见当轮结果的“未上岗人员”"
_BY_ROUNDS = "竞聘按轮次另行办理（staffing solve --round），不在交流方案之内"


def wish_answers(slate: Slate, roster: Roster, found: Audit) -> dict[Code, tuple[WishAnswer, ...]]:
    """By person who stays under the plan: an answer to each wish, the first wish first."""
    answers = _Answers(slate, roster, found)
    moved = {p.person for p in roster.placements if p.mode is not Mode.STAY}
    return {
        person: tuple(answers.of(wish) for wish in wishes)
        for person, wishes in slate.situation.county.wishes_of.items()
        if person not in moved
    }


class _Answers:
    def __init__(self, slate: Slate, roster: Roster, found: Audit) -> None:
        self.slate, self.roster, self.found = slate, roster, found
        self.situation: Situation = slate.situation
        self._limits = Limits(slate.situation, roster)

    def of(self, wish: WishRow) -> WishAnswer:
        """The first thing that can be established about a wish."""
        return WishAnswer(wish.rank, wish.school, wish.mode, next(self._reasons(wish)))

    def _reasons(self, wish: WishRow) -> Iterator[str]:
        if wish.mode.name.lower() not in self.situation.policy.modes:
            yield _MODE_OFF
        standing = StandingFact.of(self.situation).by_person[wish.person]
        if standing.running and standing.school == wish.school:
            yield "以前学期已安排到这所学校，期内照旧"
        if wish.mode is Mode.COMPETITION:
            yield self._competed(wish)
        if wish.school is None:
            yield from self._anywhere(wish)
        struck = self._struck.get((wish.person, wish.mode, wish.school))
        if struck is None:
            yield self._not_offered(wish)
        elif OPEN not in struck:
            yield self.slate.label(min(struck))
        yield from self._full(wish)
        yield from self._outscored(wish)
        yield f"可以安排而未获安排，{_asked(wish)}"

    def _anywhere(self, wish: WishRow) -> Iterator[str]:
        """A wish that leaves the school open."""
        if (wish.person, wish.mode) in self._mobile:
            yield f"未指定学校，有学校可去而未获安排，{_asked(wish)}"
        weighed = (wish.person, wish.mode) in self._weighed
        yield _NOWHERE if weighed else f"未指定学校；{self._not_offered(wish)}"

    def _not_offered(self, wish: WishRow) -> str:
        """Why nobody weighed the wish at all."""
        movable = Eligibility.of(self.situation).verdict(wish.person).movable
        if wish.mode is Mode.ROTATION and movable:
            return _NOT_OFFERED
        return unproposed_words(self.situation, wish.person, wish.mode)

    def _competed(self, wish: WishRow) -> str:
        """Of a wish for a post of 竞聘: how it ended, as far as results are decided (锁定)."""
        fact, decided = Competition.of(self.situation), self._admitted
        if not decided:
            return _BY_ROUNDS
        subject = fact.subject(wish)
        there = [
            lock.person for lock in decided
            if lock.school == wish.school and lock.subject in (None, subject)
        ]  # fmt: skip
        if not there:
            return (
                f"已公示的竞聘结果里，该校没有录取教这门学科的人；{_UNPLACED}，尚未办的轮次另行办理"
            )
        last = max(there, key=fact.rank)
        if fact.rank(wish.person) < fact.rank(last):
            return f"该校该学科的竞聘结果已公示，没有录取本人；{_UNPLACED}"
        return f"该校该学科的竞聘结果已公示：{below_words(fact, wish.person, last)}"

    @cached_property
    def _admitted(self) -> tuple[LockRow, ...]:
        locks = self.situation.county.locks
        return tuple(x for x in locks if x.mode is Mode.COMPETITION and not x.forbids)

    @cached_property
    def _mobile(self) -> frozenset[tuple[Code, Mode]]:
        return frozenset((o.person, o.mode) for o in self.slate.openings)

    @cached_property
    def _weighed(self) -> frozenset[tuple[Code, Mode]]:
        """Who was weighed for a mode at all, wherever to, and struck or not."""
        pairs, people = self.slate.pairs, self.situation.people
        found = zip(pairs.person.tolist(), pairs.mode.tolist(), strict=True)
        return frozenset((people[person], MODES[mode]) for person, mode in set(found))

    @cached_property
    def _struck(self) -> Mapping[tuple[Code, Mode, Code | None], set[int]]:
        """Reasons of all pairs of (person, mode, host) that anybody who stays wished for."""
        county, pairs = self.situation.county, self.slate.pairs
        wished = {(w.person, w.mode, w.school) for own in county.wishes_of.values() for w in own}
        people, codes = self.situation.people, host_codes(self.situation)
        led = where_to(self.situation, pairs.host, pairs.team)
        found: defaultdict[tuple[Code, Mode, Code | None], set[int]] = defaultdict(set)
        rows = zip(
            pairs.person.tolist(), pairs.mode.tolist(), led.tolist(),
            self.slate.struck.tolist(), strict=True,
        )  # fmt: skip
        for person, mode, host, reason in rows:
            cell = people[person], MODES[mode], codes[host]
            if cell in wished:
                found[cell].add(reason)
        return found

    # -- caps the plan has filled ---------------------------------------------------------------

    def _full(self, wish: WishRow) -> Iterator[str]:
        for row in self.situation.policy.rules:
            if row.force is Force.HARD and row.rule in _FILLED_AT:
                for key, words in _FILLED_AT[row.rule](self, row, wish):
                    measure = self._measures(row).get(key)
                    if measure is not None and _is_full(measure):
                        yield f"{words}（{self._held(row, measure)}）"

    def _held(self, row: RuleRow, measure: Measure) -> str:
        """``每校接收上限：本方案已 14 人，上限 12 人，其中锁定占用 14 人``."""
        name, unit = row.title or rules()[row.rule].name, rules()[row.rule].unit
        limit = self._limits.of(row, measure)
        held = f"{name}：本方案已 {amount_words(measure.measured, unit)}"
        told = held if limit is None else f"{held}，{limit.words(unit)}"
        return f"{told}；{measure.note}" if measure.note else told

    def _measures(self, row: RuleRow) -> dict[str, Measure]:
        return {m.key.partition("/")[0]: m for m in self.found.measures.get(row.id, ())}

    def _moves_at(self, row: RuleRow, wish: WishRow) -> Iterator[tuple[str, str]]:
        if wish.mode not in row.params.modes:
            return
        home = self.situation.county.teacher[wish.person].duty_school
        yield {
            CapScope.COUNTY: ("", "全县名额已满"),
            CapScope.OUT: (home, "本校派出已满"),
            CapScope.IN: (wish.school or "", "接收已满"),
        }[row.params.scope]

    def _duty_at(self, row: RuleRow, wish: WishRow) -> Iterator[tuple[str, str]]:
        yield self._holder(wish), "接收已满"

    def _establishment_at(self, row: RuleRow, wish: WishRow) -> Iterator[tuple[str, str]]:
        terms = self.situation.policy.modes[wish.mode.name.lower()]
        if terms.relation is Relation.TRANSFERRED:
            yield self._holder(wish), "编制已满"

    def _holder(self, wish: WishRow) -> str:
        county = self.situation.county
        inside = wish.school is not None and wish.school in county.school
        return county.establishment_holder(wish.school) if inside and wish.school else ""

    # -- points -----------------------------------------------------------------------------------

    def _outscored(self, wish: WishRow) -> Iterator[str]:
        """Whether applicants with more points have the seat (mode, school, subject)."""
        for row in self.situation.policy.rows_of("points_order"):
            if row.force is Force.OFF or wish.mode not in row.params.modes:
                continue
            points, use = Points.of(self.situation), row.params.use
            own = points.total(wish.person, use)
            totals = [points.total(person, use) for person in self._seated(wish)]
            more = sum(own is not None and t is not None and t > own for t in totals)
            if more:
                yield f"该校该学科已安排积分更高的申请人 {more} 名"

    def _seated(self, wish: WishRow) -> Iterator[Code]:
        """Applicants whom the plan gives the same seat."""
        county = self.situation.county
        subject = wish.subject or county.teacher[wish.person].subject
        for p in self.roster.placements:
            if (p.mode, p.host, p.subject) == (wish.mode, wish.school, subject):
                own = county.wishes_of.get(p.person, ())
                if any((w.mode, w.school) == (wish.mode, wish.school) for w in own):
                    yield p.person


def _asked(wish: WishRow) -> str:
    """The command that solves the wish out; its other arguments are the run's own."""
    target = f" --to {wish.school}" if wish.school else ""
    return f"代价用 staffing explain 工作簿 {wish.person}{target} 查看"


def _is_full(measure: Measure) -> bool:
    known = measure.measured is not None and measure.required is not None
    return known and measure.measured >= measure.required  # type: ignore[operator]


_FILLED_AT = {
    "move_caps": _Answers._moves_at,
    "duty_cap": _Answers._duty_at,
    "establishment_cap": _Answers._establishment_at,
}
"""Cap → where a wish falls under it (key of its measure) and what to say of it when it is full."""

"""竞聘分高者先选：合格的申报者，不得因分数低于自己的人而失去岗位。

口径：逐个岗位（学校、学科）看本轮竞聘结果；申报过该岗位、顺位高于录取者（竞聘分高，同分按公布的办
法），而没有得到该志愿或更靠前志愿的，记一人。已公布的结果和本次结果同等看待。
例外：不得竞聘的、前一轮已上岗的、其他规则（资格、服务期、定向评价职称等）不许其到该校的、与录取者
岗位等级不同而该校该等级无空岗的，不算。没有竞聘分的，无法参加，另行告知。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from constraints.facts.competition import Competition
from constraints.facts.grades import Grades
from constraints.outcome import Outcome
from constraints.pair import key_of, who_and_where
from constraints.rule import PairRule, Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Force, Params
from models.roster import Placement, Roster
from models.sheets import WishRow
from models.vocabulary import Mode, Round

ROUNDS = (Round.DISTRICT, Round.CROSS)


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the order of choosing is the competition's."""


class CompetitionOrder(Rule[P]):
    """No qualified applicant loses a post to somebody behind them. Audit of the rounds only."""

    id = "competition_order"
    name = "竞聘按分数先后"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement of 竞聘: applicants before its holder who were passed over for it."""
        for placement in outcome.moves:
            if placement.mode is Mode.COMPETITION:
                passed = tuple(self._passed(outcome, placement))
                key = key_of(placement)
                yield Measure(key, len(passed), 0, len(passed), people=passed)

    def explain(self, finding: Finding) -> str:
        """Holder and school, never another person's score."""
        person, host = who_and_where(finding)
        return (
            f"{host}由{person}竞聘上岗，顺位在前、合格而落选的申报者应为{finding.required}人，"
            f"实为{finding.measured}人，超{finding.short}人。"
        )

    def _passed(self, outcome: Outcome, held: Placement) -> Iterator[Code]:
        fact = Competition.of(outcome.situation)
        stage = self._round(outcome, held)
        last = fact.rank(held.person)
        for person, wishes in fact.wishes(stage).items():
            if person == held.person or fact.rank(person) >= last:
                continue
            wants = self._wants(outcome, held, person, wishes)
            if wants and self._could(outcome, held, person):
                yield person

    def _wants(
        self, outcome: Outcome, held: Placement, person: Code, wishes: tuple[WishRow, ...]
    ) -> bool:
        """Whether the person asked for the held post and got nothing they asked for before it."""
        fact, got = Competition.of(outcome.situation), outcome.move_of(person)
        if got is not None and got.mode is not Mode.COMPETITION:
            return False
        if got is not None and self._order(outcome, got) < self._order(outcome, held):
            return False
        for wish in wishes:
            if got is not None and wish.school == got.host and fact.subject(wish) == got.subject:
                return False
            if wish.school == held.host and fact.subject(wish) == held.subject:
                return self._same_post(outcome, held, wish)
        return False

    def _same_post(self, outcome: Outcome, held: Placement, wish: WishRow) -> bool:
        """Whether the wish fits every post the holder may be sitting on."""
        fact, stage = Competition.of(outcome.situation), self._round(outcome, held)
        grade = Grades.of(outcome.situation).grade_of(held.person)
        sat = [
            post
            for post in fact.posts(stage)
            if post.school == held.host
            and post.subject in ("", held.subject)
            and post.grade in ("", grade)
        ]
        return bool(sat) and all(fact.fits(wish, post) for post in sat)

    def _could(self, outcome: Outcome, held: Placement, person: Code) -> bool:
        """Whether no rule in force would have kept the person from the post."""
        situation, county = outcome.situation, outcome.county
        locks = county.locks_of.get(person, ())
        published = any(lock.mode is Mode.COMPETITION for lock in locks)
        if Competition.of(situation).bar(person) and not published:
            return False
        home = outcome.standing(person).school
        if home in (None, held.host) or not self._grade_open(outcome, held, person):
            return False
        return not _forbidden(outcome, replace(held, person=person, home=home))

    def _grade_open(self, outcome: Outcome, held: Placement, person: Code) -> bool:
        """Whether a post of the person's grade was free when their turn came."""
        fact, order = Grades.of(outcome.situation), Competition.of(outcome.situation)
        own = fact.grade_of(person)
        if not outcome.situation.policy.rows_of("grade_structure") or not fact.counted(person):
            return True
        if own == fact.grade_of(held.person):
            return True
        holder, now = outcome.county.establishment_holder(held.host), self._order(outcome, held)
        taken, earlier = Counter[Code](), Counter[Code]()
        for move in outcome.moves:
            if move.mode is Mode.COMPETITION and fact.grade_of(move.person) == own:
                before = self._order(outcome, move) < now
                if before or order.rank(move.person) < order.rank(person):
                    taken[outcome.county.establishment_holder(move.host)] += 1
                if before and move.home in outcome.county.school:
                    earlier[outcome.county.establishment_holder(move.home)] += 1
        free = None if own is None else fact.free(holder, own)
        return free is None or free + earlier[holder] > taken[holder]

    def _round(self, outcome: Outcome, held: Placement) -> Round:
        """学区内 when the host lies in the person's own district and offered posts there."""
        school, fact = outcome.county.school, Competition.of(outcome.situation)
        here = held.home in school and held.host in school
        same = here and school[held.home].district == school[held.host].district
        offered = any(post.school == held.host for post in fact.posts(Round.DISTRICT))
        return Round.DISTRICT if same and offered else Round.CROSS

    def _order(self, outcome: Outcome, held: Placement) -> int:
        return ROUNDS.index(self._round(outcome, held))


def _forbidden(outcome: Outcome, placement: Placement) -> bool:
    """Whether a single-pair rule that the policy enforces speaks against a placement."""
    from constraints.registry import rules  # the registry imports this file

    alone = Outcome(outcome.situation, Roster((placement,)))
    for row in outcome.situation.policy.rules:
        rule = rules()[row.rule]
        speaks = row.force is Force.HARD and isinstance(rule, PairRule)
        if speaks and any(measure.short != 0 for measure in rule.measure(alone, row.params)):
            return True
    return False


RULE = CompetitionOrder()

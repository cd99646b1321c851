"""县管校聘 as the procedure it is: rounds fixed one after another, each result locked for the next.

Rounds 学区内 and 跨校竞聘 give every post to the applicants with the highest 竞聘分. All posts rank
applicants alike, by one score and one published list for ties, so deferred acceptance comes down
to asking people in that order for their best wish still open; the result is the only one without
a qualified applicant who loses a post to somebody behind them. Posts are those of 岗位 for the
round, inside the host's vacancies under 核定编制 and 岗位设置 when the round begins; what a winner
leaves behind is open in the next round, not in this one.

组织调剂 is decided in the county model (mode 调动); here it lists who it is about. 待岗转岗 lists
who is still without a post, and the rule that kept each from those still open.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from constraints.facts.competition import Competition, Post
from constraints.facts.establishment import Establishment
from constraints.facts.grades import Grades
from constraints.facts.grouping import Grouping
from constraints.facts.slices import Slices, last_day
from constraints.facts.standing import StandingFact
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code, Subject
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import LockRow, WishRow
from models.vocabulary import Mode, Round, Stage
from staffing.competition.round_result import Cutoff, RoundResult, Unplaced, points_words
from staffing.modelling.candidates import OPEN, Slate, screened
from staffing.modes.proposal import Pair, Proposal

NO_POST = "本轮没有与申报相符的岗位"
NO_ROOM = "接收学校核定编制已无空额"
NO_GRADE = "接收学校该等级岗位已无空额"
UNKNOWN_ROOM = "接收学校未填核定编制，无法判定有无空编"
SAME_HOUSE = "申报的是本校"


def locked_with(situation: Situation, locks: Iterable[LockRow]) -> Situation:
    """The situation after earlier rounds: their results added to 锁定."""
    county = situation.county
    known = {(lock.person, lock.mode) for lock in county.locks}
    fresh = [lock for lock in locks if (lock.person, lock.mode) not in known]
    if not fresh:
        return situation
    rows = sorted((*county.locks, *fresh), key=lambda k: (k.person, k.mode))
    return Situation(dataclasses.replace(county, locks=tuple(rows)), situation.policy)


def run_round(situation: Situation, stage: Round, locked: Sequence[LockRow] = ()) -> RoundResult:
    """One round on top of what is locked; pure, the same input gives the same result."""
    situation = locked_with(situation, locked)
    if stage in (Round.DISTRICT, Round.CROSS):
        return _Sitting(situation, stage).result()
    from staffing.competition.surplus_list import adjustment, waiting

    return adjustment(situation) if stage is Round.ADJUSTMENT else waiting(situation)


@dataclass(frozen=True)
class _Seat:
    """A wish matched with a post it fits."""

    wish: WishRow
    post: Post
    stage: Stage
    subject: Subject


class _Sitting:
    """One round of competition while it is being held."""

    def __init__(self, situation: Situation, stage: Round) -> None:
        self.situation, self.stage = situation, stage
        self.fact, self.county = Competition.of(situation), situation.county
        self.posts = self.fact.posts(stage)
        self.left = {post.key: post.places for post in self.posts}
        self.admitted: defaultdict[tuple[Code, str, str], list[Code]] = defaultdict(list)
        self.applied: defaultdict[tuple[Code, str, str], set[Code]] = defaultdict(set)
        self.weighed: defaultdict[tuple[Code, str, str], set[Code]] = defaultdict(set)
        self.room, self.grades = _rooms(situation)
        self.placements: list[Placement] = []

    def result(self) -> RoundResult:
        """Ask everyone in order; the rest follows."""
        wishes = self.fact.wishes(self.stage)
        bars = {code: self.fact.bar(code) for code in wishes}
        seats = {code: self._seats(rows) for code, rows in wishes.items() if not bars[code]}
        struck = self._struck(seats)
        for seat in (seat for own in seats.values() for seat in own):
            if (seat.wish.person, seat.post.school) not in struck:
                self.applied[seat.post.key].add(seat.wish.person)
        refused: dict[Code, tuple[str, ...]] = {
            code: (bar,)
            for code, bar in bars.items()
            if bar and not self.county.locks_of.get(code)  # these have their decision
        }
        for code in sorted(seats, key=self.fact.rank):
            reasons = self._serve(wishes[code], seats[code], struck)
            if reasons:
                refused[code] = reasons
        return RoundResult(
            self.stage,
            Roster.of(self.placements).placements,
            tuple(self._cutoff(post) for post in self.posts),
            tuple(Unplaced(code, refused[code]) for code in sorted(refused)),
        )

    def _seats(self, wishes: tuple[WishRow, ...]) -> tuple[_Seat, ...]:
        """Posts a person asks for, best wish first; of one school the narrower post first."""
        found: list[_Seat] = []
        for wish in wishes:
            subject = self.fact.subject(wish)
            fitting = [post for post in self.posts if self.fact.fits(wish, post)]
            narrow = sorted(fitting, key=lambda p: (not p.grade, not p.subject, p.key))
            if subject is not None:
                stage = self._stage(wish)
                found.extend(_Seat(wish, post, stage, subject) for post in narrow)
        return tuple(found)

    def _stage(self, wish: WishRow) -> Stage:
        """The person's own stage where the school runs it, else its first."""
        runs = self.county.school[wish.school or Code("")].kind.stages
        own = self.county.teacher[wish.person].stage
        return own if own in runs else runs[0]

    def _struck(self, seats: Mapping[Code, tuple[_Seat, ...]]) -> Mapping[tuple[Code, Code], str]:
        """(person, school) → the single-pair rule that forbids it, in words."""
        pairs = {
            Pair(code, seat.post.school, seat.stage, str(seat.subject))
            for code, found in seats.items()
            for seat in found
            if self.county.school[seat.post.school].kind.stages
        }
        if not pairs:
            return {}
        slate = screened(
            self.situation, [Proposal.of(self.situation, Mode.COMPETITION, sorted(pairs))]
        )
        return _reasons(slate)

    def _serve(
        self,
        wishes: tuple[WishRow, ...],
        seats: tuple[_Seat, ...],
        struck: Mapping[tuple[Code, Code], str],
    ) -> tuple[str, ...]:
        """Give a person their best open post; else why each wish failed."""
        reasons: dict[str, None] = {}
        person = wishes[0].person
        for seat in seats:
            ruled = struck.get((person, seat.post.school), "")
            if not ruled:
                self.weighed[seat.post.key].add(person)
            reason = ruled or self._full(person, seat.post)
            if not reason:
                self._admit(person, seat)
                return ()
            reasons[f"{seat.post.school}：{reason}"] = None
        served = {seat.wish.school for seat in seats}
        for wish in wishes:
            if wish.school not in served:
                reasons[f"{wish.school}：{NO_POST}"] = None
        return tuple(reasons)

    def _full(self, person: Code, post: Post) -> str:
        """Why the post cannot take the person, empty when it can."""
        holder = self.county.establishment_holder(post.school)
        if holder == self._holder(person):
            return SAME_HOUSE
        if self.left[post.key] <= 0:
            return self._below(person, post)
        room = self.room.get(holder)
        if room is None:
            return UNKNOWN_ROOM
        if room <= 0:
            return NO_ROOM
        free = self._grade_room(person, holder)
        return NO_GRADE if free is not None and free <= 0 else ""

    def _below(self, person: Code, post: Post) -> str:
        """Own score against the cut-off, and what decided a tie."""
        return below_words(self.fact, person, self.admitted[post.key][-1])

    def _grade_room(self, person: Code, holder: Code) -> int | None:
        fact = Grades.of(self.situation)
        grade = fact.grade_of(person)
        if self.grades is None or grade is None or not fact.counted(person):
            return None
        return self.grades.get((holder, grade))

    def _admit(self, person: Code, seat: _Seat) -> None:
        holder, fact = self.county.establishment_holder(seat.post.school), Grades.of(self.situation)
        self.left[seat.post.key] -= 1
        self.room[holder] = (self.room[holder] or 0) - 1
        if self._grade_room(person, holder) is not None:
            assert self.grades is not None
            self.grades[holder, fact.grade_of(person) or ""] -= 1
        self.admitted[seat.post.key].append(person)
        home = StandingFact.of(self.situation).by_person[person].school
        assert home is not None
        terms: ModeTerms = self.situation.policy.modes["competition"]
        start = Slices.of(self.situation).begins(seat.post.school)
        self.placements.append(
            Placement(
                person, Mode.COMPETITION, terms.relation, home, seat.post.school,
                start, last_day(start, terms.length_months), seat.subject, seat.stage,
                post=" ".join(x for x in (seat.post.subject, seat.post.grade) if x) or None,
            )
        )  # fmt: skip

    def _holder(self, person: Code) -> Code | None:
        return StandingFact.of(self.situation).by_person[person].holder

    def _cutoff(self, post: Post) -> Cutoff:
        admitted = self.admitted[post.key]
        behind = sorted(self.weighed[post.key] - set(admitted), key=self.fact.rank)
        last = admitted[-1] if admitted else None
        tie = ""
        rivals = [c for c in behind if last and self.fact.score(c) == self.fact.score(last)]
        if last is not None and rivals and not self.left[post.key]:
            tie = self.fact.decided_by(last, rivals[0])
        return Cutoff(
            post.school, post.subject, post.grade, post.places, len(self.applied[post.key]),
            tuple(admitted),
            self.fact.score(last) if last is not None else None, tie,
        )  # fmt: skip


def below_words(fact: Competition, person: Code, last: Code) -> str:
    """A person's own score against the last admitted's, which is published, and what decided a tie;
    nobody else is named."""
    own, line = fact.score(person), fact.score(last)
    if own == line:
        return f"竞聘分{points_words(own)}与录取线相同，按{fact.decided_by(last, person)}排后"
    return f"竞聘分{points_words(own)}，低于录取线{points_words(line)}"


def _rooms(situation: Situation) -> tuple[dict[Code, int | None], Counter[tuple[Code, str]] | None]:
    """Vacancies by 编制主体, and by grade where the policy enforces 岗位结构, locks applied."""
    before = Outcome(situation, Roster(()))
    after = Outcome(situation, Roster(before.decided))
    lines = Establishment.of(situation).after(after)
    room = {x.school: None if x.over_under is None else max(0, -x.over_under) for x in lines}
    rows = [r for r in situation.policy.rows_of("grade_structure") if r.force is Force.HARD]
    if not rows:
        return room, None
    fact, groups = Grades.of(situation), Grouping.of(situation)
    held = Counter(fact.held)
    for person in situation.people:
        left, entered = before.standing(person).holder, after.establishment_school(person)
        grade = fact.grade_of(person)
        if left != entered and grade is not None and fact.counted(person):
            held.subtract({(left, grade): 1} if left else {})
            held.update({(entered, grade): 1} if entered else {})
    free = Counter({place: max(0, n - held[place]) for place, n in fact.approved.items()})
    for place in [p for p in free if any(groups.has(g, p[0]) for g in rows[0].params.free_groups)]:
        del free[place]
    return room, free


def _reasons(slate: Slate) -> dict[tuple[Code, Code], str]:
    people, schools = slate.situation.people, slate.situation.county.schools
    pairs = slate.pairs
    return {
        (people[pairs.person[i]], schools[pairs.host[i]].code): slate.label(int(slate.struck[i]))
        for i in range(len(pairs))
        if slate.struck[i] != OPEN
    }

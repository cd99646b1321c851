"""Candidate placements: what the modes propose, less what single-pair rules strike.

Every struck pair keeps the rule that struck it, so that each exclusion has a countable reason and
diagnosis can re-open it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

import numpy as np

from constraints.asking import Asking
from constraints.board import MODES, BoolArray, Candidates, IntArray
from constraints.facts.commute import Commute
from constraints.facts.direction import Direction
from constraints.facts.eligibility import Eligibility
from constraints.facts.seats import Seats, host_codes, where_to
from constraints.facts.slices import Slices, last_day
from constraints.facts.standing import StandingFact
from constraints.mode import ModeTerms
from constraints.outcome import Opening, Openings
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code, Subject
from models.policy import Force, RuleRow
from models.sheets import WishRow
from models.vocabulary import Relation
from staffing.modelling.decided_days import decided_days, long_enough
from staffing.modes import proposals
from staffing.modes.locked import decided
from staffing.modes.proposal import Proposal

OPEN = -1
"""Reason of a pair nothing struck."""


@dataclass(frozen=True)
class Slate:
    """All pairs proposed and why some are out.

    pairs: everything proposed; struck: per pair the position in ``reasons`` of the first rule that
    struck it, OPEN if none; reasons: policy rows of the single-pair rules, in policy order.
    """

    situation: Situation
    pairs: Candidates
    struck: IntArray
    reasons: tuple[RuleRow, ...]

    @cached_property
    def moves(self) -> Candidates:
        """The candidates: pairs nothing struck, and decisions already locked."""
        return self.pairs.take(np.asarray((self.struck == OPEN) | self.pairs.locked))

    @cached_property
    def openings(self) -> Openings:
        """Every candidate, also to a school of another county: excuses people who could go nowhere.

        There they teach what they teach now.
        """
        people, teachers = self.situation.people, self.situation.county.teachers
        moves, subjects = self.moves, [Subject(name) for name in self.moves.subjects]
        led, codes = where_to(self.situation, moves.host, moves.team), host_codes(self.situation)
        keys = (moves.person, moves.mode, led, moves.subject, (moves.host < 0))
        return Openings(
            Opening(people[i], MODES[m], codes[h], teachers[i].subject if away else subjects[s])
            for i, m, h, s, away in zip(*(key.tolist() for key in keys), strict=True)
        )

    def label(self, reason: int) -> str:
        """Chinese words of a reason."""
        rule = rules()[self.reasons[reason].rule]
        assert isinstance(rule, PairRule)
        return rule.label

    def reason_against(self, person: Code, school: Code) -> str:
        """Chinese words of what struck a person's pairs with a school, empty for none proposed."""
        there = np.array([code == school for code in host_codes(self.situation)], np.bool_)
        own = (self.pairs.person == self.situation.person_index[person]) & (self.struck != OPEN)
        led = where_to(self.situation, self.pairs.host, self.pairs.team)
        found = self.struck[own & there[led]]
        return "、".join(self.label(reason) for reason in np.unique(found).tolist())

    def counts_at(self, here: BoolArray) -> tuple[tuple[str, int], ...]:
        """Reason → number of struck pairs among those in *here*, in policy order."""
        reasons, amounts = np.unique(self.struck[here & (self.struck != OPEN)], return_counts=True)
        listed = zip(reasons.tolist(), amounts.tolist(), strict=True)
        return tuple((self.label(reason), amount) for reason, amount in listed)

    @cached_property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Reason → number of pairs struck by it, in policy order; none left out."""
        tally = np.bincount(self.struck[self.struck != OPEN], minlength=len(self.reasons))
        return tuple((self.label(i), int(n)) for i, n in enumerate(tally.tolist()) if n)

    @cached_property
    def counts_of(self) -> dict[Code, tuple[tuple[str, int], ...]]:
        """Per person: reason → number of schools struck by it, the own legal school left out."""
        out = (self.struck != OPEN) & ~self._at_home
        cells, amounts = np.unique(
            self.pairs.person[out] * len(self.reasons) + self.struck[out], return_counts=True
        )
        found: dict[Code, list[tuple[str, int]]] = {}
        for cell, amount in zip(cells.tolist(), amounts.tolist(), strict=True):
            person, reason = divmod(cell, len(self.reasons))
            own = found.setdefault(self.situation.people[person], [])
            own.append((self.label(reason), amount))
        return {code: tuple(own) for code, own in found.items()}

    @cached_property
    def _at_home(self) -> BoolArray:
        """Pairs that would not leave the legal school."""
        county, pairs = self.situation.county, self.pairs
        legal = np.array([county.school_index[county.legal_school(s.code)] for s in county.schools])
        known = (pairs.home >= 0) & (pairs.host >= 0)
        return np.asarray(known & (legal[pairs.home] == legal[pairs.host]))


def propose(situation: Situation) -> Slate:
    """Ask every mode, add what is locked, let the single-pair rules strike."""
    return screened(situation, proposals(situation), decided(situation))


def screened(
    situation: Situation, proposed: Iterable[Proposal], fixed: Iterable[Proposal] = ()
) -> Slate:
    """These proposals and decisions as pairs, struck by the single-pair rules of the policy."""
    subjects = situation.county.subjects
    parts = [_pairs(situation, p, locked=False) for p in proposed]
    parts += [_pairs(situation, p, locked=True) for p in fixed]
    pairs = _distinct(_without_rivals(_stacked(parts, subjects)))
    screens = tuple(
        row
        for row in situation.policy.rules
        if row.force is Force.HARD and isinstance(rules()[row.rule], PairRule)
    )
    struck = np.full(len(pairs), OPEN, np.int64)
    for position, row in enumerate(screens):
        rule = rules()[row.rule]
        assert isinstance(rule, PairRule)
        struck[rule.screen(situation, pairs, row.params) & (struck == OPEN)] = position
    return Slate(situation, pairs, struck, screens)


def _pairs(situation: Situation, proposal: Proposal, *, locked: bool) -> Candidates:
    """A proposal with everything a candidate carries besides person and place."""
    base = _bases(situation)
    home = base[proposal.person]
    terms: ModeTerms = situation.policy.modes[proposal.mode.name.lower()]
    count = len(proposal)
    first, last = _slices(situation, proposal)
    return Candidates(
        subjects=situation.county.subjects,
        person=proposal.person,
        mode=np.full(count, MODES.index(proposal.mode), np.int64),
        transfers=np.full(count, terms.relation is Relation.TRANSFERRED),
        home=home,
        host=proposal.host,
        stage=proposal.stage,
        subject=proposal.subject,
        first=first,
        last=last,
        designated=_designated(situation, proposal) & (not locked),
        wish=_wish_ranks(situation, proposal),
        metres=Commute.of(situation).added_many(proposal.person, proposal.host),
        counts=_counts(situation, proposal, home, terms),
        team=proposal.team,
        locked=np.full(count, locked),
    )


def span(situation: Situation) -> tuple[date, date]:
    """First and last day a new placement covers within this plan: the whole of it."""
    term = situation.county.term
    return term.start, term.end


def _slices(situation: Situation, proposal: Proposal) -> tuple[IntArray, IntArray]:
    """First and last time slice of each pair: of its seat's or decision's days, or its mode's."""
    slices, seats = Slices.of(situation), Seats.of(situation)
    terms: ModeTerms = situation.policy.modes[proposal.mode.name.lower()]
    months = terms.length_months
    first_days = [slices.begins(row.code) for row in situation.county.schools]
    lasting = {day: slices.covered(day, last_day(day, months)) for day in set(first_days)}
    at_host = np.array([lasting[day] for day in first_days], np.int64).reshape(-1, 2)
    lines = [seats.line_of(number) for number in range(len(seats.all))]
    seated = np.array([slices.covered(x.start, x.end) for x in lines], np.int64).reshape(-1, 2)
    found = at_host[proposal.host]
    for i, stated in decided_days(situation, proposal):
        found[i] = slices.covered(*stated)
    found[proposal.team >= 0] = seated[proposal.team[proposal.team >= 0]]
    return found[:, 0], found[:, 1]


def _bases(situation: Situation) -> IntArray:
    """Person → index of the school they stand at before any decision, −1 = none."""
    standings = StandingFact.of(situation).by_person
    index = situation.county.school_index
    return np.array(
        [
            index.get(school, -1) if (school := standings[code].school) is not None else -1
            for code in situation.people
        ],
        dtype=np.int64,
    )


def _designated(situation: Situation, proposal: Proposal) -> BoolArray:
    """Neither applicant nor recommended for the mode and the school (建议人选)."""
    asking, newcomers = Asking(situation), situation.county.newcomers
    forward = asking.forward(proposal.mode)
    mask = np.array(
        [code not in forward and code not in newcomers for code in situation.people], np.bool_
    )
    found = mask[proposal.person]
    asked = np.array([code in forward for code in situation.people], np.bool_)
    codes = host_codes(situation)
    host = where_to(situation, proposal.host, proposal.team)
    for i in np.flatnonzero(asked[proposal.person]).tolist():
        person = situation.people[proposal.person[i]]
        found[i] = not asking.asked_for(person, proposal.mode, codes[host[i]])
    return found


def _wish_ranks(situation: Situation, proposal: Proposal) -> IntArray:
    """Rank of the wish a pair grants, 0 = none."""
    county = situation.county
    codes, subjects = host_codes(situation), situation.county.subjects
    position = {code: i for i, code in enumerate(codes)}
    wanted: dict[int, list[WishRow]] = {}
    for code, wishes in county.wishes_of.items():
        for wish in wishes:
            there = position.get(wish.school) if wish.school else None
            if wish.mode is proposal.mode and there is not None:
                key = situation.person_index[code] * len(codes) + there
                wanted.setdefault(key, []).append(wish)
    found = np.zeros(len(proposal), np.int64)
    host = where_to(situation, proposal.host, proposal.team)
    keys = proposal.person * len(codes) + host
    for i in np.flatnonzero(np.isin(keys, list(wanted))).tolist():
        # In another county one teaches one's own subject, which nobody may have stated.
        own = county.teachers[proposal.person[i]].subject
        taught = own if proposal.host[i] < 0 else subjects[proposal.subject[i]]
        named = wanted[int(keys[i])]
        ranks = [w.rank for w in named if taught is None or w.subject in (None, taught)]
        found[i] = min(ranks, default=0)
    return found


def _counts(
    situation: Situation, proposal: Proposal, home: IntArray, terms: ModeTerms
) -> BoolArray:
    """Whether the pair counts towards the rotation share: person, mode and direction."""
    if not terms.counts_as_rotation:
        return np.zeros(len(proposal), np.bool_)
    eligible = set(Eligibility.of(situation).eligible)
    person = np.array([code in eligible for code in situation.people], dtype=np.bool_)
    known, lasting = (home >= 0) & (proposal.host >= 0), long_enough(situation, proposal, terms)
    direction = Direction.of(situation).matrix[home, proposal.host]
    return np.asarray(person[proposal.person] & known & direction & lasting)


def _without_rivals(pairs: Candidates) -> Candidates:
    """People with a locked placement have no other candidate."""
    decided = np.unique(pairs.person[pairs.locked])
    return pairs.take(np.asarray(pairs.locked | ~np.isin(pairs.person, decided)))


def _distinct(pairs: Candidates) -> Candidates:
    """In canonical order (person, mode, host, stage, subject, team), doubles dropped."""
    keys = (pairs.team, pairs.subject, pairs.stage, pairs.host, pairs.mode, pairs.person)
    order = np.lexsort(keys)
    table = np.column_stack([key[order] for key in keys])
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (table[1:] != table[:-1]).any(axis=1)
    return pairs.take(order[fresh])


def _stacked(parts: Iterable[Candidates], subjects: tuple[str, ...]) -> Candidates:
    listed = list(parts)
    names = [f.name for f in fields(Candidates) if f.name != "subjects"]
    columns = {name: np.concatenate([getattr(p, name) for p in listed]) for name in names}
    return Candidates(subjects=subjects, **columns)

"""The county after a plan: where everyone is, told in plain Python. What every check reads.

Nothing here is shared with the solver's side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from constraints.asking import Asking
from constraints.decisions import (
    PART_TIME_MODES,
    part_of_visit,
    placements_of_locks,
    visits_of_locks,
)
from constraints.facts.recruits import Recruits
from constraints.facts.standing import Standing, StandingFact
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.sheets import WishRow
from models.vocabulary import Mode, Relation


class Opening(NamedTuple):
    """A placement that was open to the planners; subject: taught there, None = not at hand."""

    person: Code
    mode: Mode
    host: Code
    subject: Subject | None = None


class Openings(frozenset[Opening]):
    """All placements that were open."""

    @cached_property
    def schools(self) -> Mapping[tuple[Code, Mode], Mapping[Code, frozenset[Subject | None]]]:
        """Schools open to a person by a mode, each with what they would teach there."""
        found: dict[tuple[Code, Mode], dict[Code, frozenset[Subject | None]]] = {}
        for person, mode, host, subject in self:
            own = found.setdefault((person, mode), {})
            own[host] = own.get(host, frozenset()) | {subject}
        return found


class Outcome:
    """A roster laid over a situation.

    openings: the placements that were open, where the list of candidates is at hand; it excuses
    people who could go nowhere. None = not at hand, the published criteria alone decide. late: the
    time slice it tells of, None = the whole term. lifted: whether limits stand back for what is
    locked. schools: those asked about, None = all; a check may leave out what it measures of
    others.
    """

    def __init__(
        self,
        situation: Situation,
        roster: Roster,
        openings: Collection[Opening] | None = None,
        late: int | None = None,
        *,
        lifted: bool = True,
        schools: frozenset[Code] | None = None,
    ) -> None:
        self.situation = situation
        self.county = situation.county
        self.roster = roster
        self.late = late
        self.schools = schools
        self._lifted = lifted
        if openings is not None and not isinstance(openings, Openings):
            openings = Openings(openings)
        self.openings = openings

    def like(
        self,
        roster: Roster,
        *,
        late: int | None = None,
        schools: frozenset[Code] | None = None,
    ) -> Outcome:
        """Another roster of the same county; what no roster changes is not worked out again."""
        other = Outcome(
            self.situation, roster, self.openings, late, lifted=self._lifted, schools=schools
        )
        for name in ("decided", "decided_visits", "_made", "_people", "asking"):
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def mains(self) -> dict[Code, tuple[Placement, ...]]:
        """Full-time placements by person, 留任 left out, in canonical order."""
        grouped: defaultdict[Code, list[Placement]] = defaultdict(list)
        for placement in self.moves:
            grouped[placement.person].append(placement)
        return {person: tuple(placements) for person, placements in grouped.items()}

    @cached_property
    def moves(self) -> tuple[Placement, ...]:
        """All full-time placements of people of the county, in canonical order, 留任 left out."""
        return tuple(p for p in self._known if p.mode not in (*PART_TIME_MODES, Mode.STAY))

    @cached_property
    def visits(self) -> tuple[Placement, ...]:
        """All itinerant placements of people of the county, in canonical order."""
        return tuple(p for p in self._known if p.mode in PART_TIME_MODES)

    @cached_property
    def _known(self) -> tuple[Placement, ...]:
        # A code that is not on the 教师 sheet is one_main_place's finding, nobody else's.
        return tuple(p for p in self.roster.placements if p.person in self._people)

    @cached_property
    def _people(self) -> frozenset[Code]:
        return frozenset(self.situation.people)

    def standing(self, person: Code) -> Standing:
        """Where the person stands before any decision of this plan (forced events applied)."""
        return StandingFact.of(self.situation).by_person[person]

    def move_of(self, person: Code) -> Placement | None:
        """The person's (first) full-time placement, None when they stay."""
        found = self.mains.get(person)
        return found[0] if found else None

    def duty_school(self, person: Code) -> Code | None:
        """Where the person works under the plan; None when not in supply anywhere in the county."""
        move = self.move_of(person)
        if move is not None:
            return move.host if move.host in self.county.school else None
        standing = self.standing(person)
        return standing.school if standing.in_supply else None

    def establishment_school(self, person: Code) -> Code | None:
        """编制主体 whose books the person is on under the plan; None = on nobody's."""
        standing = self.standing(person)
        recruit = person in self.county.newcomers
        joins = recruit and Recruits.of(self.situation).joins(person)
        if standing.holder is None and not joins:
            return None
        move = self.move_of(person)
        if move is not None and move.relation is Relation.TRANSFERRED:
            inside = move.host in self.county.school
            return self.county.establishment_holder(move.host) if inside else None
        return standing.holder

    # -- decided before the plan ----------------------------------------------------------------

    @cached_property
    def decided(self) -> tuple[Placement, ...]:
        """The full-time placements that the locks (锁定) alone would make, in canonical order.

        What limits stand back for; nothing where they are asked to stand.
        """
        return placements_of_locks(self.situation) if self._lifted else ()

    @cached_property
    def decided_visits(self) -> tuple[Placement, ...]:
        """The visits (走教) that the locks alone would make, with no more lessons than they decide,
        in canonical order; nothing where limits are asked to stand."""
        return visits_of_locks(self.situation) if self._lifted else ()

    def as_decided(self, placement: Placement) -> Placement | None:
        """A placement as far as the locks alone would make it: a visit with no more lessons than
        they decide; None where no lock makes it."""
        if placement.mode not in PART_TIME_MODES:
            return placement if self.is_decided(placement) else None
        parts = (part_of_visit(visit, placement) for visit in self.decided_visits)
        return next((part for part in parts if part is not None), None)

    @cached_property
    def chosen(self) -> tuple[Placement, ...]:
        """The full-time placements of the plan that no decision makes, in canonical order."""
        return tuple(m for m in self.moves if not self.is_decided(m))

    def is_decided(self, placement: Placement) -> bool:
        """Whether the locks alone would make the placement, be it for other days."""
        return (placement.person, placement.mode, placement.host) in self._made

    @cached_property
    def _made(self) -> frozenset[tuple[Code, Mode, Code]]:
        return frozenset((m.person, m.mode, m.host) for m in self.decided)

    def is_locked(self, placement: Placement) -> bool:
        """Whether a lock row says just this."""
        locks = (k for k in self.county.locks_of.get(placement.person, ()) if not k.forbids)
        return any(k.mode is placement.mode and k.school == placement.host for k in locks)

    # -- who asked for it -----------------------------------------------------------------------

    @cached_property
    def asking(self) -> Asking:
        """Who came forward, and for which schools."""
        return Asking(self.situation)

    def wish_rank(self, placement: Placement) -> int | None:
        """Rank of the best wish (志愿) the placement grants; None when it grants none.

        A wish that names no school (只报名) has nothing to grant.
        """
        for wish in self.county.wishes_of.get(placement.person, ()):
            fits = wish.subject is None or placement.subject in (None, wish.subject)
            if wish.mode is placement.mode and wish.school == placement.host and fits:
                return wish.rank
        return None

    def is_designated(self, placement: Placement) -> bool:
        """Whether it is 建议人选: neither applicant, recommended nor locked for this mode there."""
        asked = self.asking.asked_for(placement.person, placement.mode, placement.host)
        asked = asked or placement.person in self.county.newcomers
        return not asked and not self.is_locked(placement)

    # -- what was open --------------------------------------------------------------------------

    def was_open(self, person: Code, mode: Mode, host: Code | None = None) -> bool:
        """Whether the person could have gone there (host None = anywhere) by that mode."""
        if self.openings is None:
            return True
        schools = self._taught(person, mode)
        return host in schools if host is not None else bool(schools)

    def could_grant(self, wish: WishRow) -> bool:
        """Whether the person could have had what a wish names: the way, the school, the subject."""
        if self.openings is None or wish.school is None:
            return True
        taught = self._taught(wish.person, wish.mode).get(wish.school)
        if taught is None:
            return False
        return wish.subject is None or None in taught or wish.subject in taught

    def _taught(self, person: Code, mode: Mode) -> Mapping[Code, frozenset[Subject | None]]:
        """Schools open to the person by that mode, each with what they would teach there."""
        return {} if self.openings is None else self.openings.schools.get((person, mode), {})

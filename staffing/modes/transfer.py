"""调动: surplus people to open posts (组织调剂), and applicants to the schools they name.

An open post is a stage and subject short of people, or offered for this round, at a school below
its 核定编制; a person is proposed for the subject they teach, also teach, or are certified for.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.standing import StandingFact
from constraints.facts.surplus import Surplus
from constraints.situation import Situation
from models.column import Code, Subject
from models.sheets import TeacherRow
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal

MODE = Mode.TRANSFER


def propose(situation: Situation) -> Proposal:
    """Every surplus person at every open post of a subject of theirs, and every wish."""
    pairs = {*_surplus(situation), *_applicants(situation)}
    return Proposal.of(situation, MODE, sorted(pairs))


def _surplus(situation: Situation) -> Iterator[Pair]:
    fact, standings = Surplus.of(situation), StandingFact.of(situation).by_person
    for code in fact.people:
        home = standings[code].school
        for subject in subjects_of(situation.county.teacher[code]):
            for school, stage, _ in fact.open_by_subject.get(subject, ()):
                if home is not None and not _same(situation, home, school):
                    yield Pair(code, school, stage, str(subject))


def _applicants(situation: Situation) -> Iterator[Pair]:
    county, standings = situation.county, StandingFact.of(situation).by_person
    for wish in county.wishes:
        row = county.teacher.get(wish.person)
        if wish.mode is not MODE or wish.school is None or row is None:
            continue
        home, subject = standings[wish.person].school, wish.subject or row.subject
        if (
            wish.school not in county.school
            or home is None
            or subject is None
            or _same(situation, home, wish.school)
        ):
            continue
        for stage in county.school[wish.school].kind.stages:
            yield Pair(wish.person, wish.school, stage, str(subject))


def subjects_of(row: TeacherRow) -> tuple[Subject, ...]:
    """主教学科, 兼教学科 and 资格证学科, each once."""
    named = (row.subject, *row.also_subjects, row.certificate_subject)
    return tuple(dict.fromkeys(subject for subject in named if subject))


def _same(situation: Situation, one: Code, other: Code) -> bool:
    """Whether two schools share one establishment: then nobody is transferred between them."""
    county = situation.county
    return county.establishment_holder(one) == county.establishment_holder(other)

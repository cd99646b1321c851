"""What a question is about: a teacher, a school, a gap (学校/学科) or a target."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.column import Code
from models.problem import InputRefused, Problem
from models.vocabulary import Stage
from staffing.answers.called import (
    ambiguous_words,
    codes_called,
    school_names,
    teacher_names,
)
from staffing.answers.loaded import LoadedPlan
from staffing.answers.newcomer import Newcomer, newcomer
from staffing.leaders.discretion import UNDECIDED, is_open, withheld

_WHERE = "命令行"
_SEPARATORS = re.compile(r"[/／:：\s]+")


@dataclass(frozen=True)
class AboutPerson:
    """A teacher."""

    person: Code


@dataclass(frozen=True)
class AboutSchool:
    """A school as a whole."""

    school: Code


@dataclass(frozen=True)
class AboutGap:
    """A subject at a school. stage: None = every stage the school teaches it at."""

    school: Code
    subject: str
    stage: Stage | None = None


@dataclass(frozen=True)
class AboutTarget:
    """A target of the ledger, by its id or its rule's."""

    target: str


@dataclass(frozen=True)
class AboutNewcomer:
    """Whom 安排表 holds though they are no teacher of the county."""

    newcomer: Newcomer


Asked = AboutPerson | AboutSchool | AboutGap | AboutTarget | AboutNewcomer


def asked(plan: LoadedPlan, text: str) -> Asked:
    """Understand *text*; InputRefused with the nearest known word when it fits nothing."""
    county, text = plan.situation.county, text.strip()
    person, school = _person(plan, text), find_school(plan, text)
    if person is not None:
        return AboutPerson(person)
    if school is not None:
        return AboutSchool(school)
    targets = {line.id.upper(): line.id for line in plan.audit.targets if line.id}
    rows = {line.rule: line.rule for line in plan.audit.targets}
    if text.upper() in targets or text in rows:
        return AboutTarget(targets.get(text.upper(), text))
    gap = _gap(plan, text)
    if gap is not None:
        return gap
    other = newcomer(county, text)
    if other is not None:
        return AboutNewcomer(other)
    known = [*county.teacher, *county.school, *(row.name for row in county.schools), *targets]
    raise refused(text, known)


def the_person(plan: LoadedPlan, text: str) -> Code:
    """A teacher by code or name; InputRefused otherwise."""
    found = _person(plan, text.strip())
    if found is not None:
        return found
    other = newcomer(plan.situation.county, text.strip())
    if other is None:
        raise refused(text, plan.situation.county.teacher)
    message = f"{other.words}，不是本县教师，没有人可以替换或另排；说明见 staffing explain。"
    raise InputRefused([Problem(_WHERE, "", message, "not_a_teacher")])


def refuse_confidential(plan: LoadedPlan, person: Code) -> None:
    """A page may be handed to anybody; an undecided leader's move may not. Raises InputRefused.

    Leaders the plan moves and leaders it does not are refused alike: a page tells them apart.
    """
    county = plan.situation.county
    own = plan.roster.by_person.get(person, ())
    if is_open(county, person) or withheld(county, own):
        raise InputRefused([Problem(_WHERE, str(person), UNDECIDED, "confidential")])


def the_school(plan: LoadedPlan, text: str) -> Code:
    """A school of the county or outside it, by code or name; InputRefused otherwise."""
    found = find_school(plan, text.strip())
    if found is None:
        county = plan.situation.county
        raise refused(text, [*county.school, *(row.name for row in county.schools)])
    return found


def find_school(plan: LoadedPlan, text: str) -> Code | None:
    """A school by its code or its whole name; None when there is none."""
    return _only(text, codes_called(text, school_names(plan.situation.county)))


def _person(plan: LoadedPlan, text: str) -> Code | None:
    return _only(text, codes_called(text, teacher_names(plan.situation.county)))


def _gap(plan: LoadedPlan, text: str) -> AboutGap | None:
    """``学校/学科`` or ``学校/学段/学科``."""
    first, *rest = _SEPARATORS.split(text)
    school = find_school(plan, first)
    if school is None or school not in plan.situation.county.school or len(rest) not in (1, 2):
        return None
    stage = next((s for s in Stage if s.value == rest[0]), None) if len(rest) == 2 else None
    if len(rest) == 2 and stage is None:
        raise refused(rest[0], [s.value for s in Stage])
    subjects = plan.model.moves.subjects
    if rest[-1] not in subjects:
        raise refused(rest[-1], subjects)
    return AboutGap(school, rest[-1], stage)


def _only(name: str, codes: list[Code]) -> Code | None:
    if len(codes) > 1:
        raise InputRefused([Problem(_WHERE, "", ambiguous_words(name, codes), "ambiguous")])
    return codes[0] if codes else None


def refused(text: str, known: Iterable[str]) -> InputRefused:
    """Nothing of that name; the nearest known one is told."""
    near = difflib.get_close_matches(text, list(known), n=1)
    hint = f"，最接近“{near[0]}”" if near else ""
    message = (
        f"不知道“{text}”指什么{hint}。可写教师编号或姓名、学校代码或名称、"
        "学校/学科（如 河东小学/数学）、指标编号（如 T09）。"
    )
    return InputRefused([Problem(_WHERE, "", message, "unknown_subject")])

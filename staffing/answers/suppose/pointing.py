"""排不出的假设: the county supposed, for diagnosis, and the command that diagnoses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from constraints.situation import Situation
from models.policy import Policy
from staffing.answers.source import PlanSource
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.scenarios import scenarios
from staffing.answers.suppose.supposed import changed
from staffing.intake import Intake

OPTIONS = ("exempt", "absent", "pin", "close", "open", "recruit", "pupils")
"""Fields of Wanted and options of the command line, in their order."""


@dataclass(frozen=True)
class Supposed:
    """A county as supposed. words: what is supposed, in Chinese."""

    situation: Situation
    policy: Policy
    words: tuple[str, ...] = ()


def suppose(
    intake: Intake,
    policy: str | Path,
    wanted: Wanted,
    settings: Sequence[str] = (),
    overlays: Sequence[Path] = (),
) -> Supposed:
    """The county and the policy as ``whatif`` would have them with the same options; as they are
    where nothing is supposed. Raises InputRefused."""
    if not (settings or overlays or any(getattr(wanted, option) for option in OPTIONS)):
        return Supposed(intake.situation, intake.policy)
    changes = read_changes(wanted, intake.county, intake.policy)
    (one,) = scenarios(
        intake, policy, changes=changes, settings=settings, overlays=overlays
    )  # fmt: skip
    there = Situation(changed(intake.county, one.changes), one.policy)
    return Supposed(there, one.policy, one.words)


def diagnose_command(
    source: PlanSource,
    wanted: Wanted,
    settings: Sequence[str] = (),
    overlays: Sequence[Path] = (),
) -> str:
    """``staffing diagnose …`` with the same suppositions; empty where they are for those who decide
    about leaders, whom it does not answer."""
    if wanted.with_leaders:
        return ""
    parts = ["staffing", "diagnose", str(source.book), "--policy", str(source.policy)]
    given = [("overlay", path) for path in overlays] + [("set", text) for text in settings]
    given += [(option, text) for option in OPTIONS for text in getattr(wanted, option)]
    given += [("previous", path) for path in (source.previous,) if path is not None]
    given += [("published", path) for path in source.published]
    for option, value in given:
        parts += [f"--{option}", str(value)]
    return " ".join(f'"{part}"' if " " in part else part for part in parts)


def pointing_words(command: str, *, carried: bool = False) -> str:
    """What to run to learn why there is no plan. carried: earlier plans came with the record."""
    more = "（另用 --previous、--published 带上求解时带的文件）" if carried else ""
    return f"为何排不出、最少要让多少：{command}{more}"

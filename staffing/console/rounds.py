"""Rounds of 县管校聘 on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from staffing.competition.left_open import before_publishing
from staffing.competition.round_result import RoundResult, points_words
from staffing.console.grid import BAD, QUIET, Grid
from staffing.console.screen import Screen
from staffing.result import Run

_MOST = 30


def round_words(held: RoundResult) -> str:
    """How many won a post and how many did not; of surplus subjects, how many heads are due."""
    won = f"上岗 {len(held.placements)} 人，"
    if held.due is None:
        return f"{won}未上岗 {len(held.unplaced)} 人"
    return f"{won}还应调出 {held.due} 人，富余学科和待岗的 {len(held.unplaced)} 人仍在原校"


def show_rounds(screen: Screen, run: Run, naming: Callable[[str], str]) -> None:
    """Cut-offs of posts somebody wanted, then how many of each round have no post."""
    grid = Grid(
        "竞聘录取线（有人报名的岗位）",
        "轮次", "学校", "学科", "~等级", ">名额", ">报名", ">录取", ">录取线",
    )  # fmt: skip
    cuts = [(held, cut) for held in run.rounds for cut in held.cutoffs if cut.applied]
    for held, cut in cuts[:_MOST]:
        line = None if cut.lowest is None else points_words(cut.lowest)
        grid.row(
            held.round.value, naming(cut.school), cut.subject or "不限", cut.grade or "不限",
            cut.places, cut.applied, len(cut.admitted), line,
        )  # fmt: skip
    if cuts:
        grid.show(screen.out)
    if len(cuts) > _MOST:
        screen.line(f"共 {len(cuts)} 个岗位，以上为前 {_MOST} 个，全部见“竞聘录取线”。", QUIET)
    for held in run.rounds:
        screen.line(f"{held.round.value}：{round_words(held)}（原因见“未上岗人员”）。")


def told_before_publishing(run: Run) -> Iterator[tuple[str, str, str]]:
    """Whom the office has to decide about before it publishes a competition's outcome."""
    if run.partial and run.rounds:
        said = before_publishing(run.situation, run.rounds[0])
        if said:
            do = "公示前请先补能教的人，或由局里按竞聘办法定这些人能否离岗"
            yield "公示前", f"{'；'.join(said)}；{do}", BAD

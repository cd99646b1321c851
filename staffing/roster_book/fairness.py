"""公平性: envy by points, who was sent against who stayed, spread of the added road."""

from __future__ import annotations

from staffing.fairness import Envy, Fairness, Sending, Side, Spread
from staffing.fairness.words import (
    GROUP_WORDS,
    LEAN_WORDS,
    envy_words,
    excuse_words,
    kilometres,
    points,
    verdict_words,
    years,
)
from staffing.naming import CountyNames
from staffing.roster_book.book import Block, Column, Sheet, Value

_WIDTHS = (20, 11, 11, 8, 8, 22, 9, 11, 11, 8, 34, 40)
_ENVY = (
    "结论", "申请人编号", "申请人", "积分", "第几志愿", "学校", "学科", "在此教师编号", "在此教师",
    "积分", "理由", "依据",
)  # fmt: skip
_SENT = (
    "学校", "派出人数", "其中高级", "其中骨干", "平均年龄", "倾向", "留任人数", "其中高级",
    "其中骨干", "平均年龄",
)  # fmt: skip
_ROAD = (
    "人员", "人数", "路程不详", "最短", "四分之一", "中位", "四分之三", "最长", "平均", "合计",
)  # fmt: skip


def fairness_sheets(found: Fairness | None, names: CountyNames) -> tuple[Sheet, ...]:
    """公平性 (internal): it names people and their points. Nothing looked at, no sheet."""
    if found is None:
        return ()
    blocks = (
        _block("积分与志愿", _ENVY, [_envy_row(names, pair) for pair in found.envy.pairs]),
        _block("派出与留任（可交流而未派出的）", _SENT, [_sent(names, s) for s in found.sendings]),
        _block("外出人员新增路程（公里）", _ROAD, [_road_row(line) for line in found.roads]),
    )
    notes = (
        "仅供局内使用，不得外传。",
        envy_words(found.envy) + "逐对把两人互换后重新核查全部规则，不成立的规则即为依据。",
        "倾向：派出的高级（含正高级）、骨干人数与按人数比例应有的相比，相差满一人才计；年龄只列示。",
    )
    return (Sheet("公平性", "公平性核查（内部）", blocks, notes, widths=_WIDTHS),)


def _block(heading: str, headers: tuple[str, ...], rows: list[tuple[Value, ...]]) -> Block:
    wide = 20
    columns = tuple(
        Column(header, width, wrap=width >= wide, judges=header == "结论")
        for header, width in zip(headers, _WIDTHS, strict=False)
    )
    return Block(columns, tuple(rows), heading=heading)


def _envy_row(names: CountyNames, pair: Envy) -> tuple[Value, ...]:
    return (
        verdict_words(pair),
        pair.person,
        names.person(pair.person),
        points(pair.points),
        pair.rank,
        names.school(pair.host),
        pair.subject,
        pair.holder,
        names.person(pair.holder),
        points(pair.holder_points),
        excuse_words(pair),
        pair.excuse.citation if pair.excuse else "",
    )


def _sent(names: CountyNames, line: Sending) -> tuple[Value, ...]:
    school = "全县" if line.school is None else names.school(line.school)
    return (school, *_side(line.sent), LEAN_WORDS[line.lean], *_side(line.stayed))


def _side(side: Side) -> tuple[Value, ...]:
    return side.heads, side.senior, side.key, years(side.age)


def _road_row(line: Spread) -> tuple[Value, ...]:
    lengths = (line.least, line.quarter, line.half, line.three_quarters, line.most, line.mean)
    figures = (kilometres(metres) for metres in (*lengths, line.total))
    return (GROUP_WORDS[line.group], line.heads, line.unknown, *figures)

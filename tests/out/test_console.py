"""What is shown on a screen, in a pipe, and where characters are lacking."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from models.finding import State
from models.problem import Problem
from staffing.answers.figures import Figures, figures_of
from staffing.answers.page import Page, PageTable
from staffing.answers.telling import ADDED_ROAD, ROAD
from staffing.console import (
    Screen,
    show_findings,
    show_gaps,
    show_jointness,
    show_placements,
    show_problems,
    show_target_parts,
    show_targets,
    show_tiers,
)
from staffing.console.comparison import (
    _beside,
    _verdict,
    _verdict_style,
    show_difference,
)
from staffing.console.explained import show_page
from staffing.console.grid import BAD, GOOD, UNSURE
from staffing.itinerant.jointness import Together
from staffing.result import LastTerm
from staffing.roster_book import schools
from staffing.tables import FlowTable, flows, gap_lines, subject_totals
from tests.out.finished import FINDING, PART, TARGET, UNDECIDABLE, finished_run


def screen() -> tuple[Screen, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return Screen(out, err), out, err


def test_everything_shows_in_a_pipe_uncut_uncoloured_and_without_markup() -> None:
    shown, out, err = screen()
    run = finished_run()
    show_gaps(shown, run.gaps_before)
    show_tiers(shown, run.result.tiers)
    show_targets(shown, run.result.targets)
    show_placements(shown, flows(run), proposed="1 人")
    show_findings(shown, run.result.findings)
    text = out.getvalue()
    for words in ("=河东小学", "最多还能好 3 课时", "未达标", "无法判定（缺骨干级别）", "9.52%",
                  "城区到乡村", "建议人选 1 人", "应交流21人，实际2人，还差1人。"):  # fmt: skip
        assert words in text, words
    assert "\x1b[" not in text and "…" not in text and err.getvalue() == ""


def test_visits_are_counted_in_places_not_in_people() -> None:
    """Somebody who goes about is one person at two schools."""
    shown, out, _ = screen()
    show_placements(shown, FlowTable(("乡村到乡村",), (("交流", (3,)), ("走教", (2,)))), "1 人")
    text = out.getvalue()
    for words in ("乡村到乡村 3 人", "乡村到乡村 2 处", "乡村到乡村 5 条", "建议人选 1 人"):
        assert words in text, words


def test_the_ledger_tells_what_nobody_can_avoid_from_what_was_traded() -> None:
    line = replace(TARGET, short=3, floor=2)
    shown, out, _ = screen()
    show_targets(shown, [line, replace(line, steerable=False)])
    header, steered, watched = _rows(out.getvalue())
    column = {name: i for i, name in enumerate(header)}
    assert [steered[column[n]] for n in ("还差", "至少无法避免", "至多取舍")] == [
        "3 人",
        "2 人",
        "1 人",
    ]
    assert watched[column["至多取舍"]] == "未参与求解"
    shown, out, _ = screen()
    show_targets(shown, [line], planned=False)
    assert "至多取舍" not in out.getvalue() and "至少无法避免" in out.getvalue()


def test_the_term_before_stands_beside_this_one() -> None:
    shown, out, _ = screen()
    before = replace(TARGET, measured=Fraction(1, 20))
    show_targets(shown, [TARGET, UNDECIDABLE], last=LastTerm("2025学年春", "abc-1", (before,)))
    header, share, spread = _rows(out.getvalue())
    assert share[header.index("上期")] == "5.00%" and spread[header.index("上期")] == "无"
    assert "“上期”为2025学年春（运行 abc-1）。" in out.getvalue()


def test_detail_lists_schools_that_fall_short_and_counts_the_rest() -> None:
    shown, out, _ = screen()
    show_target_parts(shown, [PART, replace(PART, key="A", short=0, state=State.MET)])
    assert "│ B" in out.getvalue() and "│ A" not in out.getvalue()
    assert "共 2 行，另有达标 1 行未列出。" in out.getvalue()


def _rows(text: str) -> list[list[str]]:
    """Cells of a table's header and rows."""
    lines = [line for line in text.splitlines() if line.startswith(("┃", "│"))]
    return [[cell.strip() for cell in re.split("[┃│]", line)[1:-1]] for line in lines]


def test_worst_school_first_and_the_rest_counted() -> None:
    shown, out, _ = screen()
    show_gaps(shown, finished_run().gaps_before, most=1)
    assert "│ B" in out.getvalue() and "│ A" not in out.getvalue()
    assert "共 3 所学校" in out.getvalue()


def test_a_narrow_screen_leaves_out_columns_aloud_and_never_cuts_a_number() -> None:
    shown, out, _ = screen()
    shown.out.width = 80
    show_gaps(shown, finished_run().gaps_before)
    row = next(line for line in out.getvalue().splitlines() if "=河东小学" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "=河东小学", "缺2", "12", "1.2", "小学语文 1.0人、小学体育 0.2人",
    ]  # fmt: skip
    assert "未显示：核定编制、在编、在岗、能任教、学校代码" in out.getvalue()
    assert all(cell_len(line) <= 80 for line in out.getvalue().splitlines())


def test_problems_are_capped_on_stderr_and_never_markup() -> None:
    shown, out, err = screen()
    problems = [Problem("教师", f"B{n}", f"姓名“[/red]{n}”有误", str(n)) for n in range(2, 82)]
    show_problems(shown, problems, "工作簿有误")
    assert out.getvalue() == ""
    assert "共 80 处" in err.getvalue() and "教师!B2 姓名“[/red]2”有误" in err.getvalue()
    assert "教师!B51" in err.getvalue() and "教师!B52" not in err.getvalue()
    assert "另有 30 处未列出（教师 30 处）" in err.getvalue()


def test_one_fault_in_many_cells_hides_no_other() -> None:
    """The same words make one line with all cells; of one kind a few are told, then the cells."""
    shown, _, err = screen()
    names = [Problem("教师", f"B{n}", "姓名是空白", "blank") for n in (2, 3, 4, 7, 9)]
    codes = [Problem("教师", f"F{n}", f"“{n}”存成了数字", "number") for n in range(2, 90)]
    last = [Problem("志愿", f"{n}行", "没有学校", "far") for n in (5, 6)]
    show_problems(shown, [*names, *codes, *last], "工作簿有误")
    assert err.getvalue().splitlines() == [
        "工作簿有误：共 95 处",
        "  教师!B2:B4、B7、B9 （5 格）姓名是空白",
        *(f"  教师!F{n} “{n}”存成了数字" for n in range(2, 7)),
        "  教师!F7:F89 （83 处）同上一类问题；逐处列出加 --json",
        *(f"  志愿!{n}行 没有学校" for n in (5, 6)),
    ]


def test_keys_of_a_policy_are_named_not_counted_as_rows() -> None:
    shown, _, err = screen()
    words = ("men_months", "men_step", "men_most", "women_months")
    late = [
        Problem("国家.toml", f"facts.retirement.{word}", "没有可用的数", "day") for word in words
    ]
    names = [Problem("国家.toml", f"rules.x{n}", f"没有“x{n}”", "rule") for n in range(1, 101)]
    show_problems(shown, [*late, *names], "政策有误")
    assert err.getvalue().splitlines()[1] == (
        "  国家.toml!facts.retirement.men_months、men_step、men_most 等 4 处 （4 处）没有可用的数"
    )
    assert err.getvalue().splitlines()[-1] == (
        "  国家.toml!rules.x6、x7、x8 等 95 处 （95 处）同上一类问题；逐处列出加 --json"
    )
    show_problems(shown, late[:3], "政策有误")
    assert "facts.retirement.men_months、men_step、men_most （3 处）" in err.getvalue()


def test_progress_off_a_terminal_is_what_each_tier_reached() -> None:
    shown, out, err = screen()
    with shown.progress() as live:
        live.step("读工作簿")
        live.tier("全部缺口", None, 0, "课时")
        assert err.getvalue().splitlines() == ["读工作簿"]
        live.tier("全部缺口", 9, 3, "课时")
        live.tier("志愿", 5, 0, "名次")
        live.tier("志愿", 4, 4, "名次")
        live.step("写出花名册")
    assert err.getvalue().splitlines() == [
        "读工作簿",
        "全部缺口：最好 9 课时，界限 3 课时，还差 6 课时",
        "志愿：最好 4 名次，界限 4 名次，还差 0 名次",
        "写出花名册",
    ]
    assert out.getvalue() == ""


def test_progress_that_breaks_off_says_how_far_it_came() -> None:
    shown, _, err = screen()
    with pytest.raises(KeyboardInterrupt), shown.progress() as live:
        live.tier("全部缺口", 9, 3, "课时")
        raise KeyboardInterrupt
    assert err.getvalue().splitlines() == ["全部缺口：最好 9 课时，界限 3 课时，还差 6 课时"]


def test_hard_target_and_watched_are_told_apart_the_gravest_first() -> None:
    kinds = (("watch", False), ("soft", False), ("soft", True), ("hard", True))
    found = [replace(FINDING, mode=mode, enforced=enforced) for mode, enforced in kinds]
    shown, out, _ = screen()
    show_findings(shown, found)
    words = re.findall(r"未满足（(..)）", out.getvalue())
    assert words == ["硬性", "指标", "力争", "观察"]
    assert "未满足：硬性 1 项，指标 1 项，观察 1 项，力争 1 项。" in out.getvalue()
    assert "强制" not in out.getvalue()


def test_findings_are_told_rule_by_rule_with_the_worst_place() -> None:
    worse = replace(FINDING, key="B", short=7, message="最差的一处")
    shown, out, _ = screen()
    show_findings(shown, [FINDING, worse, FINDING], "全部见 核查.xlsx；")
    (row,) = (line for line in out.getvalue().splitlines() if FINDING.name in line)
    assert "最差的一处" in row and "│    3 │" in row
    assert f"{2 * (FINDING.short or 0) + 7} 人" in row
    assert "共 3 处，每条只列一处；全部见 核查.xlsx；逐处列出加 --all。" in out.getvalue()


def test_every_finding_by_itself_where_that_is_asked() -> None:
    shown, out, _ = screen()
    show_findings(shown, [FINDING] * 20, every=True)
    assert out.getvalue().count(FINDING.message) == 20 and "未列出" not in out.getvalue()


def test_rules_beyond_the_page_are_counted() -> None:
    shown, out, _ = screen()
    show_findings(shown, [replace(FINDING, instance=str(i)) for i in range(18)])
    assert "另有 3 条规则未列出" in out.getvalue()


def test_jointness_that_gains_nothing_is_one_line() -> None:
    same = Together("a", "志愿", "名次", 3, 3)
    shown, out, _ = screen()
    show_jointness(shown, [same])
    assert out.getvalue().count("\n") == 1 and "相同" in out.getvalue()
    show_jointness(shown, [same, Together("b", "缺口", "人", 3, 5)])
    assert "先交流后走教" in out.getvalue() and "志愿" not in out.getvalue()


def test_gaps_on_screen_are_the_workbooks() -> None:
    """One figure of 折合缺人 for school, subject and county, wherever it is read."""
    run = finished_run()
    shown, out, _ = screen()
    show_gaps(shown, run.gaps_before)
    row = next(line for line in out.getvalue().splitlines() if "=河东小学" in line)
    lines = gap_lines(run.gaps_before, run.gaps_after)
    sheet = schools.gaps_sheet(lines).blocks[0]
    column = [c.header for c in sheet.columns].index("折合缺人（前）")
    at_b = {r[4]: r[column] for r in sheet.rows if r[1] == "B"}
    assert f"小学语文 {at_b['语文']}人" in row and f"小学体育 {at_b['体育']}人" in row
    assert str(at_b["体育"]) == "0.2" and re.search(r"│ +1\.2 │", row)


def test_characters_the_pipe_lacks_do_not_crash() -> None:
    raw = io.BytesIO()
    narrow = io.TextIOWrapper(raw, encoding="gbk")
    Screen(narrow, narrow).line("𬱖䶮 张三")
    narrow.flush()
    assert "张三" in raw.getvalue().decode("gbk")


@pytest.mark.parametrize(("variable", "coloured"), [("NO_COLOR", False), ("FORCE_COLOR", True)])
def test_colour_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(variable, "1")
    shown, out, _ = screen()
    show_findings(shown, ())
    assert ("\x1b[" in out.getvalue()) is coloured


def test_totals_by_subject_count_lacks_only() -> None:
    run = finished_run()
    totals = {t.subject: t for t in subject_totals(gap_lines(run.gaps_before, run.gaps_after))}
    assert totals["语文"].periods_before == 15 and totals["语文"].periods_after == 5  # type: ignore[index]
    # T4's two periods go with him: what B gains in 体育, A now lacks.
    assert totals["体育"].periods_before == totals["体育"].periods_after == 4  # type: ignore[index]


def test_tiers_that_do_not_differ_are_counted_not_listed() -> None:
    def plan(name: str, wishes: int) -> Figures:
        tiers = [{"id": "a", "name": "通勤", "unit": "人", "value": 3},
                 {"id": "b", "name": "志愿", "unit": "名次", "value": wishes}]  # fmt: skip
        told = {"status": "optimal", "tiers": tiers, "targets": [], "placements": []}
        return figures_of(name, told)

    shown, out, _ = screen()
    show_difference(shown, plan("甲", 1), plan("乙", 5))
    assert "差，多4" in out.getvalue() and "其余 1 层数值不变。" in out.getvalue()
    assert "通勤" not in out.getvalue()


def test_problems_stand_below_one_another_on_a_terminal() -> None:
    err = io.StringIO()
    shown = Screen(io.StringIO(), err)
    shown.err._force_terminal, shown.err.width = True, 30
    shown.listed([("教师!B2", "编制学校与现任教学校不一致，请核对履历")])
    lines = re.sub(r"\x1b\[[0-9;]*m", "", err.getvalue()).splitlines()
    assert lines[0].startswith("教师!B2  编制") and lines[1].startswith(" " * 9)


def test_a_fault_in_many_cells_leaves_room_for_the_text_of_all() -> None:
    err = io.StringIO()
    shown = Screen(io.StringIO(), err)
    shown.err._force_terminal, shown.err.width = True, 80
    many = [Problem("教师", f"G{n}", "到期未返；请核查", "due") for n in range(101, 130, 2)]
    show_problems(shown, [*many, Problem("教师", "B2", "姓名是空白；" * 6, "blank")], "提醒")
    lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", err.getvalue()).splitlines()]
    assert lines[1].startswith("教师!G101、G103、") and lines[1].endswith(
        "（15 格）到期未返；请核查"
    )
    blank = next(line for line in lines if line.startswith("教师!B2"))
    assert cell_len(blank) > 60 and all(cell_len(line) <= 80 for line in lines)


def test_a_difference_is_that_of_the_figures_shown() -> None:
    """28.25 rounds up to 28.3 as everywhere, and 28.7 is 0.4 more than that."""
    told = _beside(Fraction(2874, 100), Fraction(2825, 100), places=1)
    assert told is not None and told.plain == "28.7 多0.4"
    same = _beside(Fraction(2826, 100), Fraction(2834, 100), places=1)
    assert same is not None and same.plain == "28.3"


@pytest.mark.parametrize(("width", "explained"), [(50, False), (200, True)])
def test_a_column_left_out_is_not_explained(width: int, explained: bool) -> None:
    long = "很长的一段话，把窄屏幕占满" * 2
    table = PageTable("表", ("去处", "变化", f"~>{ROAD}"), ((long, long, "1.0"),), ADDED_ROAD)
    shown, out, _ = screen()
    shown.out.width = width
    show_page(shown, Page("页", (), (table,), "", {}))
    assert (f"{ROAD}：" in out.getvalue().replace("未显示：", "")) is explained


def test_errors_are_red_what_is_to_be_checked_is_not_and_the_advice_stands_out() -> None:
    err = io.StringIO()
    shown = Screen(io.StringIO(), err)
    shown.err._force_terminal, shown.err.width = True, 60
    shown.err._color_system = ColorSystem.EIGHT_BIT
    wrong = [Problem("班级", "D4", "学生数“四十”不是数；请只填数字", "number")]
    show_problems(shown, wrong, "错误")
    show_problems(shown, wrong, "提醒", grave=False)
    error, told, hint, _ = err.getvalue().splitlines()
    assert Style.parse(BAD).render("错误：共 1 处") == error
    assert Style.parse(UNSURE).render("提醒：共 1 处") == hint
    assert "\x1b[1m请只填数字\x1b[0m" in told


@pytest.mark.parametrize(
    ("was", "now", "words", "style"),
    [(5, 3, "未达标，少差 2 人", UNSURE), (3, 5, "未达标，多差 2 人", BAD), (3, 3, "未达标", BAD)],
)
def test_what_is_still_short_is_never_good(was: int, now: int, words: str, style: str) -> None:
    old, line = replace(TARGET, short=was), replace(TARGET, short=now)
    assert (_verdict(old, line), _verdict_style(old, line)) == (words, style)
    met = replace(TARGET, short=0, state=State.MET)
    assert (_verdict(old, met), _verdict_style(old, met)) == ("未达标变为达标", GOOD)


def test_a_value_of_a_policy_stands_above_its_basis_on_a_terminal_and_beside_it_in_a_pipe() -> None:
    key, basis = "rules.rotation_share.share", "《意见》第五条（正式）"
    shown, out, _ = screen()
    shown.entry(key, "10%（2014-08-13 起）", basis)
    assert out.getvalue() == f"{key}  10%（2014-08-13 起）  {basis}\n"
    shown, out, _ = screen()
    shown.out._force_terminal, shown.out.width = True, 60
    shown.entry(key, "10%（2014-08-13 起）", basis)
    shown.entry("rules.rotation_share.tier", "law", "")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
    assert [line.rstrip() for line in lines] == [
        f"{key}  10%（2014-08-13 起）",
        f"    {basis}",
        "rules.rotation_share.tier  law",
    ]

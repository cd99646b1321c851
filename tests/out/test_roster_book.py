"""The roster workbook read back cell by cell."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest

from models.problem import InputRefused
from models.roster import Roster
from models.sheets.plan import PlanRow
from models.vocabulary import Leadership
from staffing.result import LastTerm, placement_row, roster_sha256
from staffing.roster_book import compose, write_book, write_roster
from staffing.roster_book.book import Block, Book, Column, Sheet, from_plain, names_in, to_plain
from staffing.roster_book.render import text_width
from staffing.run import run_county
from staffing.workbook.plan import read_plan
from staffing.workbook.planned import to_roster
from tests.out.finished import ID_NUMBER, SECRET, TARGET, finished_run
from tests.rules.teams import guest, team, with_teams
from tests.tiny import END, START, move

SHEETS = (
    "总览", "交流名单", "安排表", "到期返回", "分校名单", "学科缺口", "指标核对", "指标明细",
    "核查结果", "编制", "编制调整建议", "学区", "未交流原因", "公示名单", "图表",
)  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "花名册.xlsx"
    write_roster(finished_run(), path)
    return path


@pytest.fixture(scope="module")
def pages(written: Path) -> Iterator[Any]:
    book = openpyxl.load_workbook(written)
    yield book
    book.close()


def table(page: Any, first: str) -> list[dict[str, Any]]:
    """Rows under the header row that begins with *first*, down to the first empty row."""
    rows = list(page.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(rows) if row[0] == first)
    found = []
    for row in rows[top + 1 :]:
        if row[0] is None or len([c for c in row if c is not None]) < 2:
            break
        found.append(dict(zip(rows[top], row, strict=True)))
    return found


def texts(page: Any) -> list[str]:
    return [str(c) for row in page.iter_rows(values_only=True) for c in row if c is not None]


def test_has_every_sheet_in_order(pages: Any) -> None:
    assert tuple(pages.sheetnames) == SHEETS


def test_plan_table_has_exactly_the_contracts_headers(pages: Any) -> None:
    page = pages["安排表"]
    headers = tuple(c.value for c in page[1])
    assert headers == tuple(f.column.header for f in PlanRow.fields())
    assert [c.value for c in page[2]] == [
        "T1", "=1+1", "交流", "不调动", "A", "B", None, "语文",
        datetime(START.year, START.month, START.day), datetime(END.year, END.month, END.day),
        None, None, None, None, "A", "小学",
    ]  # fmt: skip


def test_plan_table_is_read_back_as_the_same_plan(written: Path) -> None:
    run = finished_run()
    again = to_roster(read_plan(written, run.county).rows, run.county)
    assert [placement_row(p) for p in again.placements] == [
        placement_row(p) for p in run.placements
    ]
    assert roster_sha256(again) == run.info.roster_sha256 != roster_sha256(None)


def test_list_tells_one_complete_fact_a_row(pages: Any) -> None:
    first, second = table(pages["交流名单"], "序号")
    assert first["姓名"] == "=1+1" and first["派出学校"] == "城关小学"
    assert first["接收学校"] == "=河东小学" and first["接收地"] == "乡村"
    assert first["来源"] == "本人志愿（第1志愿）" and first["编制"] == "留在原校"
    assert second["来源"] == "建议人选（待确认）"


def test_hostile_names_stay_text_and_no_cell_is_a_formula(pages: Any, written: Path) -> None:
    names = [row["姓名"] for row in table(pages["交流名单"], "序号")]
    assert names == ["=1+1", "-x"]
    assert "[red]" in texts(pages["未交流原因"])
    with zipfile.ZipFile(written) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in parts.read(name), name


def test_no_identity_number_birth_date_or_ground_of_exemption_anywhere(written: Path) -> None:
    with zipfile.ZipFile(written) as parts:
        whole = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    for secret in (ID_NUMBER, SECRET, "1980-05", "1984-01"):
        assert secret not in whole


def test_public_list_holds_back_proposed_people_and_says_how_many(pages: Any) -> None:
    page = pages["公示名单"]
    rows = table(page, "序号")
    assert list(rows[0]) == [
        "序号", "姓名", "性别", "学科", "职称", "原学校", "交流学校", "方式", "期限",
    ]  # fmt: skip
    assert [row["姓名"] for row in rows] == ["=1+1"]
    assert rows[0]["期限"] == "2026年9月至2027年8月"
    assert "-x" not in texts(page)
    assert any("建议人选 1 人待确认，未列入" in text for text in texts(page))
    assert any("公示起止" in text and "受理电话" in text for text in texts(page))


def test_leaders_stay_off_public_and_school_lists_until_decided() -> None:
    run = finished_run()
    person = run.county.teacher["T1"].model_copy(  # type: ignore[index]
        update={"leadership": Leadership.PRINCIPAL}
    )
    others = tuple(t for t in run.county.teachers if t.code != "T1")
    county = replace(run.county, teachers=(person, *others))
    run.situation.county = county
    book = compose(run)
    notice = book.sheet("公示名单").blocks[0]
    assert notice.rows == () and "领导干部 1 人" in notice.lines_after[1]
    people = [row[1] for block in book.sheet("分校名单").blocks for row in block.rows]
    assert "-x" in people and "=1+1" not in people


def test_reasons_for_staying_never_name_the_ground(pages: Any) -> None:
    rows = {row["教师编号"]: row for row in table(pages["未交流原因"], "序号")}
    assert rows["T2"]["未交流原因"] == "符合免(缓)条件，已审批"
    assert "T1" not in rows and "T4" not in rows
    assert all(row["未交流原因"] for row in rows.values())
    assert any("不符合学段 12 对；超出通勤上限 3 对" in text for text in texts(pages["未交流原因"]))


def test_targets_show_figures_state_and_basis(pages: Any) -> None:
    share, spread = table(pages["指标核对"], "编号")
    assert (share["分子"], share["分母"], share["还差"]) == (2, 21, 1)
    assert share["实测"] == pytest.approx(0.0952) and share["结论"] == "未达标"
    assert (share["文件"], share["条款"], share["原文"]) == ("《测试办法》", "第三条", "不低于10%")
    assert share["其他口径"] == "含校长：3/22"
    assert (share["至少无法避免"], share["至多取舍"], share["参与求解"]) == (0, 1, "是")
    assert (share["上期实测"], share["上期还差"]) == (None, None)
    assert spread["结论"] == "无法判定（缺骨干级别）" and spread["至少无法避免"] is None
    assert spread["实测"] is None and spread["性质"] == "观察"


def test_schools_of_a_target_stand_on_a_sheet_of_their_own(pages: Any) -> None:
    (row,) = table(pages["指标明细"], "编号")
    assert (row["对象"], row["实测"], row["要求"], row["还差"]) == ("=河东小学", 2, 3, 1)
    assert (row["结论"], row["说明"]) == ("未达标", "按生师比：3")


def test_the_term_before_stands_beside_this_one(tmp_path: Path) -> None:
    before = replace(TARGET, measured=Fraction(1, 20), short=2)
    last = LastTerm("2025-2026学年全学年", "abc-1", (before,))
    write_roster(finished_run(last_term=last), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    share, spread = table(book["指标核对"], "编号")
    assert share["上期实测"] == pytest.approx(0.05) and share["上期还差"] == 2
    assert spread["上期实测"] is None
    assert "上期：2025-2026学年全学年（运行 abc-1）。" in texts(book["指标核对"])
    book.close()


def test_overview_tells_proof_in_words_and_leaves_room_to_sign(pages: Any) -> None:
    said = texts(pages["总览"])
    assert "已证明最优" in said
    assert any(text.startswith("最多还能好 3 课时") for text in said)
    assert any("分管领导" in text for text in said)
    assert "指标：达标 0 项，未达标 1 项，无法判定 1 项" in said


def test_gaps_before_and_after_worst_first(pages: Any) -> None:
    rows = table(pages["学科缺口"], "序号")
    assert (rows[0]["学校代码"], rows[0]["学科"]) == ("B", "语文")
    assert (rows[0]["缺（前）"], rows[0]["缺（后）"], rows[0]["变化"]) == (10, 0, "补齐")
    unchanged = next(
        r for r in rows if (r["学校代码"], r["学科"], r["学段"]) == ("C", "语文", "初中")
    )
    assert unchanged["变化"] == "不变"


def test_each_school_has_a_printed_section_of_its_own(pages: Any) -> None:
    page = pages["分校名单"]
    said = texts(page)
    assert "城关小学（A）　派出 2 人，接收 0 人" in said
    assert "=河东小学（B）　派出 0 人，接收 2 人" in said
    assert sum("学校负责人签收" in text for text in said) == 3
    starts = [page.cell(b.id + 1, 1).value for b in page.row_breaks.brk]
    assert starts == ["=河东小学（B）　派出 0 人，接收 2 人", "镇中学校（C）　派出 0 人，接收 0 人"]
    assert not page.sheet_properties.pageSetUpPr.fitToPage  # it would switch the breaks off


def test_establishment_is_untouched_by_rotation(pages: Any) -> None:
    rows = {row["学校代码"]: row for row in table(pages["编制"], "序号")}
    assert (rows["A"]["在编（前）"], rows["A"]["在编（后）"]) == (4, 4)
    assert (rows["A"]["在岗（前）"], rows["A"]["在岗（后）"]) == (4, 2)


def test_every_sheet_is_ready_to_print(pages: Any) -> None:
    for page in pages:
        assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9, page
        assert page.freeze_panes and page.print_title_rows and "&P" in page.oddFooter.center.text


def test_charts_are_there(written: Path) -> None:
    with zipfile.ZipFile(written) as parts:
        charts = [n for n in parts.namelist() if n.startswith("xl/charts/chart")]
        assert len(charts) == 2
        assert "语文" in parts.read(charts[0]).decode()


def test_same_run_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_roster(finished_run(), again)
    digests = {hashlib.sha256(p.read_bytes()).hexdigest() for p in (written, again)}
    assert len(digests) == 1


def test_a_book_survives_being_stored(written: Path, tmp_path: Path) -> None:
    book = compose(finished_run())
    assert from_plain(to_plain(book)) == book
    again = tmp_path / "again.xlsx"
    write_book(from_plain(to_plain(book)), again)
    assert again.read_bytes() == written.read_bytes()


def test_no_plan_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without a plan"):
        write_roster(finished_run(plan=False), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("owner", ["~$x.xlsx", ".~x.xlsx", ".~lock.x.xlsx#"])
def test_an_open_target_is_refused_and_kept(tmp_path: Path, owner: str) -> None:
    target = tmp_path / "x.xlsx"
    target.write_text("old")
    (tmp_path / owner).touch()
    with pytest.raises(InputRefused, match="正被表格软件打开"):
        write_roster(finished_run(), target)
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    ("name", "words"),
    [("x.xls", "应以 .xlsx 结尾"), ("absent/x.xlsx", "不存在"), ("folder.xlsx", "文件夹")],
)
def test_a_target_that_cannot_be_is_refused(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(InputRefused, match=words):
        write_roster(finished_run(), tmp_path / name)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "no"), OSError(28, "full"), KeyboardInterrupt]
)
def test_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Any
) -> None:
    target = tmp_path / "x.xlsx"
    target.write_text("old")

    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((InputRefused, KeyboardInterrupt)):
        write_roster(finished_run(), target)
    assert [p.name for p in tmp_path.iterdir()] == ["x.xlsx"] and target.read_text() == "old"


def test_text_too_long_for_a_cell_is_cut_aloud(tmp_path: Path) -> None:
    block = Block((Column("甲"),), (("长" * 40_000,), ("",), (None,)))
    book = Book("书", START, (Sheet("页", "页", (block,)),))
    write_book(book, tmp_path / "x.xlsx")
    page = openpyxl.load_workbook(tmp_path / "x.xlsx")["页"]
    assert str(page["A3"].value).endswith("（余略）") and page["A4"].value is None


def test_chinese_characters_take_two_columns() -> None:
    assert text_width("学科ab") == 6


def test_a_recruit_comes_from_nowhere_and_training_leads_nowhere() -> None:
    """The lists say so in words, and no school is taken to be called by them."""
    run = finished_run()
    plan = run.result.roster
    assert plan is not None
    more = [
        move("T2", "A", "A", "培训", subject="语文", stage="小学"),
        move("招聘01-001", "", "B", "招聘", subject="语文", stage="小学"),
    ]
    roster = Roster.of([*(p for p in plan.placements if p.person != "T2"), *more])
    book = compose(replace(run, result=replace(run.result, roster=roster)))
    block = book.sheet("交流名单").blocks[0]
    at = {column.header: i for i, column in enumerate(block.columns)}
    ends = {row[at["教师编号"]]: (row[at["派出学校"]], row[at["接收学校"]]) for row in block.rows}
    assert ends["T2"] == ("城关小学", "脱产，不到其他学校")
    assert ends["招聘01-001"] == ("新招聘", "=河东小学")
    called = names_in(book)
    assert (called["A"], called["B"]) == ("城关小学", "=河东小学")


def test_a_table_without_rows_says_that_there_is_nothing(tmp_path: Path) -> None:
    columns = (Column("甲"), Column("乙"))
    sheets = (
        Sheet("空", "空表", (Block(columns, ()),)),
        Sheet("行", "有行", (Block(columns, (("一", "二"),)),)),
        Sheet("话", "有话", (Block(columns, (), lines_after=("本次无人。",)),)),
        Sheet("读", "给程序读的", (Block(columns, ()),), bare=True),
    )
    path = tmp_path / "a.xlsx"
    write_book(Book("书", START, sheets), path)
    book = openpyxl.load_workbook(path)
    said = {page.title: "（没有）" in texts(page) for page in book}
    book.close()
    assert said == {"空": True, "行": False, "话": False, "读": False}


def test_a_school_s_list_has_whom_other_counties_send() -> None:
    """编制 counts them at the school, so its head finds them on the page."""
    here = with_teams(team("教师"), outside_people=[guest("G1", "教师")])()
    book = compose(run_county(here, county_name="样例县", input_sha256="0" * 64))
    page = book.sheet("分校名单").blocks
    rows = [row for block in page for row in block.rows if "样例G1" in row]
    (row,) = [row for row in rows if row[0] == "接收"]
    assert "河东小学" in row and "支教" in row
    (heading,) = [b.heading for b in page if any(x is row for x in b.rows)]
    assert "接收 0 人" not in str(heading)

"""The command line as a caller meets it: streams, exit codes, files left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest
from rich.cells import cell_len

from models.column import Month
from models.sheets import BaselineRow, LockRow, OutsideSchoolRow, PlanRow, VacancyRow
from staffing.cli.app import COMMANDS, EXAMPLE, run
from staffing.cli.exits import Exit
from staffing.cli.spec import Family, Spec
from staffing.workbook.template import write_county
from tests.tiny import POLICIES, tiny

PLAIN = str(POLICIES / "plain" / "policy.toml")
HEAVY = ("ortools", "pandas", "numpy", "openpyxl", "xlsxwriter", "sqlmodel", "pydantic", "rich")


def every_command() -> Iterator[tuple[tuple[str, ...], Spec]]:
    for entry in COMMANDS:
        if isinstance(entry, Spec):
            yield (entry.name,), entry
        else:
            yield from (((entry.name, spec.name), spec) for spec in entry.commands)


@pytest.fixture
def broken(folder: Path) -> Path:
    """A workbook with an error in two sheets."""
    county = tiny({"A": {"district": "东"}, "T1": {"duty_school": "ZZ"}, "T2": {"born": "2020-01"}})
    write_county(county, folder / "broken.xlsx")
    return folder


def left_behind(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")} - {"book.xlsx", "broken.xlsx"}


# -- help and usage -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [(), *({w[:1] for w, _ in every_command()}), *(w for w, _ in every_command())]
)
def test_help_is_chinese_and_has_an_example(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--help"]) == Exit.DONE
    page = capsys.readouterr().out
    assert page.startswith("用法：staffing" + "".join(f" {w}" for w in words))
    shown = page.partition("\n示例\n")[2].split("\n")
    assert shown[0].strip().startswith(" ".join(["staffing", *words[:1]]))
    assert "--help" in page and "Usage" not in page and "Options" not in page


def test_help_on_a_terminal_fits_it_and_says_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only examples, which are to be copied, are left to the terminal to break."""
    for words, _ in every_command():
        assert run([*words, "--help"]) == Exit.DONE
        whole = capsys.readouterr().out
        with monkeypatch.context() as terminal:
            terminal.setenv("COLUMNS", "72")
            terminal.setattr(sys.stdout, "isatty", lambda: True)
            assert run([*words, "--help"]) == Exit.DONE
        page = capsys.readouterr().out
        assert all(cell_len(line) <= 72 for line in page.partition("\n示例\n")[0].splitlines())
        assert "".join(page.split()) == "".join(whole.split())


def test_every_option_is_explained() -> None:
    from typer.main import get_command

    from staffing.cli.app import make_app

    def walk(command: Any) -> Iterator[Any]:
        yield from command.params
        for sub in getattr(command, "commands", {}).values():
            yield from walk(sub)

    assert [p.name for p in walk(get_command(make_app())) if not p.help] == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from staffing.cli.app import run; run(['--help'])\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "最接近的是 check"),
        (["check"], "缺少参数“工作簿.xlsx”"),
        (["check", "a.xlsx", "b"], "多出的参数“b”"),
        (["check", "a.xlsx", "--jso"], "没有选项“--jso”，最接近的是 --json"),
        (["solve", "a.xlsx"], "缺少选项 --policy"),
        (["solve", "a.xlsx", "--policy"], "选项“--policy”后面缺少值"),
        (["check", "a.xlsx", "--json=1"], "选项“--json”后面不跟值"),
        (["sample", "a.xlsx", "--seed", "七"], "选项 --seed（随机种子，默认 7）的值不合要求"),
        (["policy", "lst"], "没有命令“lst”，最接近的是 list"),
        (["policy", "show", "national", "--at", "去年"], "“去年”不是日期"),
        (["price", "a.xlsx", "--most", "0"], "应为不小于 1 的整数"),
        (["policy", "show", "nationl"], "最接近“national”"),
        (["sample", "a.xlsx", "--teachers", "3"], "样例县的教师数须在"),
        (["template", "a.docx"], "输出文件名应以 .xlsx 结尾"),
        (["runs", "show", "zz"], "找不到运行记录库“staffing.db”"),
        (["runs", "--db", "staffng.db"], "找不到运行记录库“staffng.db”，没有新建"),
        (["runs", "--db", "nothing://x"], "数据库地址不能识别"),
        (["gaps", "nowhere.xlsx"], "nowhere.xlsx"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    words: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == Exit.REFUSED
    heard = capsys.readouterr()
    assert said in heard.err and heard.out == ""
    assert "Traceback" not in heard.err and "Error" not in heard.err
    assert left_behind(folder) == set()


@pytest.mark.parametrize("words", [["check"], ["runs", "--db", "staffng.db"], ["runs", "show"]])
def test_wrong_usage_is_json_too(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--json"]) == Exit.REFUSED
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["message"]


def test_nothing_asked_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == Exit.REFUSED
    assert "用法：staffing" in capsys.readouterr().err


# -- input ----------------------------------------------------------------------------------------


def test_check_lists_every_error_by_cell(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "broken.xlsx", "--json"]) == Exit.REFUSED
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert run(["check", "broken.xlsx"]) == Exit.REFUSED
    said = capsys.readouterr().out
    assert errors
    for error in errors:
        assert error["sheet"] and error["message"]
        assert error["message"] in said


def test_check_tells_warnings_from_a_clean_workbook(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(tiny({"A": {"approved": 1}}), folder / "over.xlsx")
    assert run(["check", "over.xlsx", "--json"]) == Exit.SHORT
    found = json.loads(capsys.readouterr().out)
    assert found["errors"] == []
    assert "over_establishment" in {warning["kind"] for warning in found["warnings"]}


def test_what_check_finds_is_its_result_and_talk_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check > 清单.txt`` keeps every finding; what refuses another command stays talk."""
    write_county(tiny({"A": {"approved": 1}}), folder / "over.xlsx")
    run(["check", "over.xlsx", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert run(["check", "over.xlsx"]) == Exit.SHORT
    told = capsys.readouterr()
    assert "提醒（请核查）：共" in told.out and warnings
    for warning in warnings:
        assert warning["message"] in told.out and warning["message"] not in told.err
    assert "没有写 --policy" in told.err and "没有写 --policy" not in told.out


def test_what_refuses_is_said_on_stderr(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "broken.xlsx"]) == Exit.REFUSED
    told = capsys.readouterr()
    assert told.out == "" and "输入有误，什么都没有写出" in told.err


def test_check_holds_locks_against_a_policy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bound = {"service": "特岗", "service_until": date(2028, 1, 1)}
    lock = LockRow(person="T2", mode="交流", school="B", reason="公示", decided_by="局务会")  # type: ignore[arg-type]
    write_county(tiny({"T2": bound}, locks=[lock]), folder / "locked.xlsx")
    run(["check", "locked.xlsx", "--json"])
    without = json.loads(capsys.readouterr().out)["warnings"]
    assert "lock_breaks_rule" not in {w["kind"] for w in without}
    assert run(["check", "locked.xlsx", "--policy", PLAIN, "--json"]) == Exit.SHORT
    found = json.loads(capsys.readouterr().out)
    (warning,) = (w for w in found["warnings"] if w["kind"] == "lock_breaks_rule")
    assert (warning["sheet"], warning["cell"]) == ("锁定", "A3")
    assert "服务期未满" in warning["message"] and "局务会决定" in warning["message"]
    assert run(["check", "locked.xlsx", "--policy", "nowhere", "--json"]) == Exit.REFUSED


def test_people_past_retirement_are_not_left_out_in_silence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(tiny({"T2": {"born": Month(1960, 1)}}), folder / "old.xlsx")
    assert run(["check", "old.xlsx", "--policy", "national", "--json"]) == Exit.SHORT
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    (warning,) = (w for w in warnings if w["kind"] == "past_retirement")
    assert warning["sheet"] == "教师" and "（T2）" in warning["message"]
    assert run(["gaps", "old.xlsx"]) == Exit.DONE
    assert "有1人按这份政策已过法定退休年月" in capsys.readouterr().out
    assert run(["gaps", "old.xlsx", "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["past_retirement"] == ["T2"]


@pytest.mark.parametrize(
    ("born", "end", "said"),
    [
        (Month(1955, 1), None, "在本期以前：锁定照办，但派出前后都不计入能任教的人"),
        (Month(1971, 9), None, "早于这项安排的止期2028-08-31：本政策不按退休划分时间段"),
        (Month(1971, 9), date(2026, 12, 31), ""),
        (Month(1985, 3), None, ""),
    ],
)
def test_a_lock_of_somebody_who_retires_is_told_at_its_cell(
    born: Month, end: date | None, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = LockRow(
        person="T1", mode="交流", school="B", reason="公示", decided_by="局务会", end=end
    )  # type: ignore[call-arg]
    write_county(tiny({"T1": {"born": born}}, locks=[lock]), folder / "old.xlsx")
    run(["check", "old.xlsx", "--policy", "national", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    found = [w for w in warnings if w["kind"] == "retired_lock"]
    assert [(w["sheet"], w["cell"]) for w in found] == [("锁定", "A3")] * bool(said)
    assert all(said in w["message"] and "局务会决定" in w["message"] for w in found)


@pytest.mark.parametrize("end", [None, date(2028, 8, 31)])
def test_a_lock_out_of_the_county_without_an_end_says_what_was_taken(
    end: date | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = LockRow(
        person="T1", mode="支教", school="W", reason="公示", decided_by="局务会", end=end
    )  # type: ignore[call-arg]
    away = OutsideSchoolRow(code="W", name="外县校", stage="小学", county="样例外县")  # type: ignore[arg-type]
    write_county(tiny(locks=[lock], outside_schools=[away]), folder / "away.xlsx")
    run(["check", "away.xlsx", "--policy", PLAIN, "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    found = [w for w in warnings if w["kind"] == "endless_lock"]
    assert len(found) == (end is None)
    assert all(
        "按本期末（2027-08-31）" in w["message"] and "外县校（W）" in w["message"] for w in found
    )
    assert all((w["sheet"], w["cell"]) == ("锁定", "A3") for w in found)


def test_posts_in_words_the_policy_does_not_know(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = [("高级", "学区内"), ("特级", "跨校"), (None, "第九轮"), (None, "交流"), (None, None)]
    posts = [VacancyRow(school="B", grade=g, places=1, round=r) for g, r in said]  # type: ignore[arg-type]
    write_county(tiny(vacancies=posts), folder / "posts.xlsx")
    run(["check", "posts.xlsx", "--policy", "national", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    unread = [w["message"] for w in warnings if w["kind"] == "unread_word"]
    assert [text[:9] for text in unread] == ["轮次“第九轮”不是", "等级“特级”不是政"]


def test_baselines_of_an_indicator_the_policy_does_not_know(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """T14 is read by a rule, T03 is a target of the policy, 责督人数 is neither."""
    stated = [BaselineRow(indicator=name, year=2020, value=Decimal("0.5"))
              for name in ("T14", "T03", "责督人数")]  # fmt: skip
    write_county(tiny(baselines=stated), folder / "base.xlsx")
    run(["check", "base.xlsx", "--policy", "gaoxin-2023", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    (unread,) = (w for w in warnings if w["kind"] == "unread_indicator")
    assert unread["sheet"] == "基期值" and unread["cell"].startswith("A")
    assert unread["message"].startswith("指标“责督人数”在本政策里没有；可用的有：")
    assert "T14" in unread["message"] and "请改正指标名" in unread["message"]


def test_baselines_that_are_no_share_or_of_a_year_to_come(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """35 for 35%, and a value of 2030, each told at its cell; nothing is measured by 35."""
    stated = [BaselineRow(indicator="T14", year=year, value=Decimal(value))
              for year, value in ((2023, "35"), (2030, "0.4"))]  # fmt: skip
    write_county(tiny(baselines=stated), folder / "base.xlsx")
    run(["check", "base.xlsx", "--policy", "gaoxin-2023", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    told = {w["kind"]: w for w in warnings if w["sheet"] == "基期值"}
    assert (
        told["no_share"]["cell"].startswith("C") and "35%请写成0.35" in told["no_share"]["message"]
    )
    assert told["future_baseline"]["cell"].startswith("B")
    run(["targets", "base.xlsx", "--policy", "gaoxin-2023", "--json"])
    lines = json.loads(capsys.readouterr().out)["targets"]
    (line,) = (x for x in lines if x["id"] == "T14")
    assert line["state"] == "undecidable" and "不是占比" in line["missing"][0]


def test_check_names_the_blank_cells_that_leave_a_group_open(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """镇驻地 of C alone is blank: told once, at that cell, where a policy asks for the group."""
    write_county(tiny({"C": {"township_seat": None}}), folder / "blank.xlsx")
    run(["check", "blank.xlsx", "--policy", "national", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    (told,) = (w for w in warnings if w["kind"] == "blank_group_cell")
    assert told["sheet"] == "学校" and told["cell"].startswith("J")
    assert told["message"].startswith(f"学校.镇驻地（{told['cell']}空白），1所学校")
    run(["check", "tiny.xlsx", "--policy", "national", "--json"])
    assert "blank_group_cell" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["gaps", "targets", "solve", "audit"])
def test_refused_input_names_everything_and_writes_nothing(
    command: str, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {"solve": ["-o", "r.xlsx"], "audit": ["--roster", "book.xlsx"]}.get(command, [])
    assert run([command, "broken.xlsx", "--policy", "nowhere", "--json", *more]) == Exit.REFUSED
    heard = capsys.readouterr()
    errors = json.loads(heard.out)["errors"]
    assert "nowhere" in {e["sheet"] for e in errors} and len(errors) > 1
    assert all(e["message"] in heard.err for e in errors)
    assert left_behind(broken) == set()


def test_gaps_speak_both_ways(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "book.xlsx", "--policy", PLAIN]) == Exit.DONE
    assert "河东小学" in capsys.readouterr().out
    assert run(["gaps", "book.xlsx", "--policy", PLAIN, "--json"]) == Exit.DONE
    heard = capsys.readouterr()
    assert [s["code"] for s in json.loads(heard.out)["schools"]] == ["A", "B", "C"]


@pytest.mark.parametrize("command", [["targets"], ["audit", "--roster", "plan.xlsx"]])
def test_measuring_needs_no_solver(
    command: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from staffing.sample.files import write_plan

    write_plan([], folder / "plan.xlsx")
    monkeypatch.setitem(sys.modules, "ortools", None)
    code = run([command[0], "book.xlsx", "--policy", PLAIN, "--json", *command[1:]])
    assert code in (Exit.DONE, Exit.SHORT)
    assert "targets" in json.loads(capsys.readouterr().out)


def test_an_audit_writes_its_whole_result_and_speaks_of_people_by_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from staffing.sample.files import write_plan

    term = tiny().term
    going = PlanRow(
        person="T3", mode="交流", relation="不调动", home="A", host="B",
        start=term.start, end=term.end,
    )  # type: ignore[arg-type]  # fmt: skip
    write_plan([going], folder / "plan.xlsx")
    words = ["audit", "book.xlsx", "--roster", "plan.xlsx", "--policy", PLAIN]
    assert run([*words, "-o", "found.xlsx"]) == Exit.SHORT
    heard = capsys.readouterr()
    assert "样例T3（T3）" in heard.out and "已写出核查结果：found.xlsx" in heard.err
    book = openpyxl.load_workbook(folder / "found.xlsx")
    assert book.sheetnames == ["核查结果", "指标核对", "指标明细", "公平性"]
    said = {str(cell) for row in book["核查结果"].iter_rows(values_only=True) for cell in row}
    assert any("样例T3（T3）" in text and "河东小学" in text for text in said)
    assert {"硬性", "指标"} <= said
    assert run([*words, "-o", "book.xlsx"]) == Exit.REFUSED
    assert "输出文件就是输入的文件" in capsys.readouterr().err


# -- terminals and pipes --------------------------------------------------------------------------


def staffing(*words: str, **settings: Any) -> subprocess.Popen[bytes]:
    env = {**os.environ, **settings.pop("env", {})}
    return subprocess.Popen([sys.executable, "-m", "staffing", *words], env=env, **settings)


def test_another_encoding_never_crashes() -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = staffing("policy", "list", env=env, stdout=-1, stderr=-1)
    out, err = process.communicate()
    assert process.returncode == 0 and b"national" in out and b"?" in out and err == b""
    process = staffing("policy", "list", "--json", env=env, stdout=-1, stderr=-1)
    out, _ = process.communicate()
    assert json.loads(out)["policies"][0]["title"]


@pytest.mark.parametrize("words", [["policy", "show", "national"], ["--help"]])
def test_a_closed_pipe_is_quiet(words: list[str]) -> None:
    read, write = os.pipe()
    process = staffing(*words, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    os.close(read)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


def test_the_examples_of_the_front_page_are_commands() -> None:
    names = {entry.name for entry in COMMANDS}
    for line in [EXAMPLE, *(e.example for e in COMMANDS)]:
        for one in line.splitlines():
            assert one.split()[0] == "staffing" and one.split()[1] in names
    assert all(f.default in {c.name for c in f.commands} for f in COMMANDS
               if isinstance(f, Family) and f.default)  # fmt: skip


def test_a_basis_says_once_that_it_is_unverified(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "show", "national"]) == Exit.DONE
    said = "".join(capsys.readouterr().out.replace("│", "").split())
    assert "（待核实）" in said and "待核实，待核实" not in said


def test_a_check_without_a_policy_says_what_it_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "book.xlsx"]) in (Exit.DONE, Exit.SHORT)
    assert "没有写 --policy，以下没有核对" in capsys.readouterr().err
    assert run(["check", "book.xlsx", "--policy", PLAIN]) in (Exit.DONE, Exit.SHORT)
    assert "没有核对" not in capsys.readouterr().err

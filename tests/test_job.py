"""The main job from the command line: what is shown, recorded, written, or not written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest
import typer

from models.problem import Disagreement
from models.result import RunStatus, TierResult, TierStatus
from models.roster import Roster
from staffing.cli.app import make_app, run
from staffing.cli.exits import Exit
from tests.tiny import POLICIES, move

PLAIN = str(POLICIES / "plain" / "policy.toml")


def fake_solve(
    monkeypatch: pytest.MonkeyPatch,
    status: RunStatus = "optimal",
    tier: TierStatus = "optimal",
    error: BaseException | None = None,
) -> None:
    """Replace the solver by one that sends T1 to B, or fails."""
    from staffing.audit import audit
    from staffing.modelling.candidates import propose
    from staffing.solve import Solved

    def solve(situation: Any, *, progress: Callable[..., None] | None = None, **_: Any) -> Solved:
        if progress:
            progress("全部学科缺口", 42, None, "课时")
        if error is not None:
            raise error
        plan = Roster.of([move("T1", "A", "B", subject="语文", stage="小学", return_school="A")])
        has_plan = status in ("optimal", "feasible")
        tiers = (TierResult("cover", "全部学科缺口", "课时", 42, 42, tier),)
        found = audit(situation, plan) if has_plan else None
        return Solved(status, tiers, plan if has_plan else None, found, propose(situation))

    monkeypatch.setattr("staffing.run.solve", solve)


WRITING = ("demo", "template", "sample", "gaps", "solve", "audit", "replan", "runs export")
SOLVE = ("solve", "book.xlsx", "--policy", PLAIN, "-o", "r.xlsx")


def test_a_job_is_shown_recorded_and_written_again_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_solve(monkeypatch)
    code = run([*SOLVE, "--county", "测试县"])
    heard = capsys.readouterr()
    assert code in (Exit.DONE, Exit.SHORT)
    assert "各层级" in heard.out and "已证明最优" in heard.out and "交流" in heard.out
    assert "已写出花名册：r.xlsx" in heard.err
    assert run(["runs", "--json"]) == Exit.DONE
    (record,) = json.loads(capsys.readouterr().out)["runs"]
    assert record["county"] == "测试县" and record["placements"] == 1
    assert run(["runs", "export", record["id"][:4], "-o", "again.xlsx"]) == Exit.DONE
    assert (folder / "again.xlsx").read_bytes() == (folder / "r.xlsx").read_bytes()
    assert run(["runs", "show", record["id"]]) == Exit.DONE
    shown = capsys.readouterr().out
    assert "T1" in shown and "河东小学" in shown


def test_solve_prints_the_contract_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_solve(monkeypatch)
    run([*SOLVE, "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert {"status", "tiers", "placements", "findings", "targets", "run"} <= printed.keys()
    assert printed["run"]["id"] and len(printed["run"]["input_sha256"]) == 64
    run(["runs", "show", printed["run"]["id"], "--json"])
    again = json.loads(capsys.readouterr().out)
    assert again["placements"] == printed["placements"] and again["run"]["id"]


@pytest.mark.parametrize(
    ("status", "tier", "code", "writes"),
    [
        ("feasible", "feasible", Exit.UNPROVEN, True),
        ("infeasible", "unknown", Exit.IMPOSSIBLE, False),
        ("unknown", "unknown", Exit.UNPROVEN, False),
    ],
)
def test_what_was_not_proven_shows_in_the_exit_code(
    status: RunStatus,
    tier: TierStatus,
    code: Exit,
    writes: bool,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake_solve(monkeypatch, status, tier)
    assert run(SOLVE) == code
    assert (folder / "r.xlsx").exists() is writes


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Disagreement("规则甲", "3", "4"), Exit.INTERNAL, "规则甲求解为3，核查为4"),
        (RuntimeError("怀孕"), Exit.INTERNAL, "程序内部出错，什么都没有写出"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "已中断"),
    ],
)
def test_failures_write_no_roster_and_show_no_trace(
    error: BaseException,
    code: Exit,
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    fake_solve(monkeypatch, error=error)
    assert run(SOLVE) == code
    heard = capsys.readouterr().err
    assert said in heard and "Traceback" not in heard and "怀孕" not in heard
    assert not (folder / "r.xlsx").exists() and not (folder / "staffing.db").exists()
    logs = list(folder.glob("staffing-*.log"))
    assert len(logs) == isinstance(error, RuntimeError)
    for log in logs:
        assert str(log) in heard and "RuntimeError" in log.read_text("utf-8")


def test_a_target_that_cannot_be_written_is_refused_before_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_solve(monkeypatch, error=AssertionError("must not be reached"))
    (folder / "~$r.xlsx").touch()
    assert run(SOLVE) == Exit.REFUSED
    assert "正被表格软件打开" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("solve", "book.xlsx", "--policy", "national", "-o", "book.xlsx"),
        ("template", "book.xlsx"),
        ("sample", "book.xlsx", "--teachers", "100"),
        ("sample", "new.xlsx", "--teachers", "100", "--roster", "book.xlsx"),
    ],
)
def test_a_filled_workbook_is_never_written_over(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "book.xlsx").read_bytes()
    assert run(list(words)) == 2
    assert "请换一个文件名" in capsys.readouterr().err
    assert (folder / "book.xlsx").read_bytes() == before
    assert not (folder / "new.xlsx").exists()


def _command(name: str) -> Any:
    """A command by its words."""
    found: Any = typer.main.get_command(make_app())
    for word in name.split():
        found = found.commands[word]
    return found


def _copied(folder: Path) -> None:
    """A copy of the workbook the office filled in."""
    (folder / "r.xlsx").write_bytes((folder / "book.xlsx").read_bytes())


def _edited(folder: Path) -> None:
    """The roster of an earlier run, saved again by a spreadsheet program with one cell changed."""
    run(SOLVE)
    book = openpyxl.load_workbook(folder / "r.xlsx")
    book["安排表"]["A2"].value = "T2"
    book.save(folder / "r.xlsx")


def _other(folder: Path) -> None:
    (folder / "r.xlsx").write_text("not a workbook")


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (_copied, "不是本程序写出的结果"),
        (_edited, "写出以后改过"),
        (_other, "不是本程序写出的结果"),
    ],
)
def test_what_stands_at_the_target_is_written_over_only_when_asked(
    there: Callable[[Path], None],
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake_solve(monkeypatch)
    there(folder)
    before = (folder / "r.xlsx").read_bytes()
    capsys.readouterr()
    for words in (SOLVE, (*SOLVE[:-1], "new.xlsx", "--leaders-output", "r.xlsx"),
                  ("gaps", "book.xlsx", "-o", "r.xlsx")):  # fmt: skip
        assert run(words) == Exit.REFUSED
        heard = capsys.readouterr().err
        assert said in heard and "r.xlsx" in heard and "--overwrite" in heard
        assert (folder / "r.xlsx").read_bytes() == before and not (folder / "new.xlsx").exists()
    assert run([*SOLVE, "--overwrite"]) in (Exit.DONE, Exit.SHORT)
    assert (folder / "r.xlsx").read_bytes() != before


def test_a_roster_as_it_was_written_is_written_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_solve(monkeypatch)
    assert run(SOLVE) == run([*SOLVE, "--county", "另县"])


def test_every_command_that_writes_a_workbook_can_be_told_to_overwrite(folder: Path) -> None:
    (folder / "t.xlsx").write_text("old")
    assert run(["template", "t.xlsx", "--overwrite"]) == Exit.DONE
    assert run(["sample", "t.xlsx", "--teachers", "100", "--overwrite"]) == Exit.DONE
    options = [{p.name for p in _command(name).params} for name in WRITING]
    assert all("overwrite" in listed for listed in options)


def test_demo_runs_the_county_beside_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_solve(monkeypatch)
    (folder / "input.xlsx").write_bytes((folder / "book.xlsx").read_bytes())
    (folder / "policy.toml").write_bytes(Path(PLAIN).read_bytes())
    monkeypatch.setattr("staffing.embedded.SAMPLE_COUNTY", folder)
    assert run(["demo"]) in (Exit.DONE, Exit.SHORT)
    assert (folder / "out" / "样例县花名册.xlsx").exists()
    assert "全部学科缺口" in capsys.readouterr().out

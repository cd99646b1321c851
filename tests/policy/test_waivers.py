"""What a waiver (放宽依据) must name, and that a draft sets no official norm aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.problem import InputRefused, Problem
from staffing.policy_file import load
from staffing.policy_file.waiving import unfounded
from tests.policy.test_waiting_and_waived import HEAD
from tests.tiny import START

CITED = '{{{{ value = 1, from = 2026-01-01, source = "{}", clause = "{}" }}}}'
LIMIT = (
    'limit = {{ value = 1.05, from = 2026-01-01, source = "{}", clause = "三", waiver = "{}"{} }}'
)
OFF = 'force = "off"\nreason = "不办"\nsource = "{}"\nclause = "三"\nwaiver = "{}"\n{}'
GOOD = "样政字〔2026〕1号 第二条"
DRAFT = "《样例县规划》 第二条"


def problems(folder: Path, body: str) -> list[Problem]:
    path = folder / "own.toml"
    path.write_text(f"{HEAD}[rules.degree_ratio]\n{body}", encoding="utf-8")
    try:
        load(path, START)
    except InputRefused as refused:
        return refused.problems
    return []


@pytest.mark.parametrize(
    "waiver",
    [
        GOOD,
        "鲁字1号 一",
        "桓政发〔2022〕6号第三条（二）",
        "样政字〔2026〕1号 附件2号",
        "样例县令第五号 全文",
        "《关于同意的批复》 全文",
        "《关于同意的批复》（样政字〔2026〕1号） 第三条",
        "《关于印发《办法》的通知》 二",
        "鲁教人发（2020）3号、样政字〔2026〕1号 第二条",
    ],
)
def test_a_document_and_a_clause_are_a_waiver(waiver: str, tmp_path: Path) -> None:
    assert unfounded(waiver) == ""
    assert problems(tmp_path, LIMIT.format("own", waiver, "")) == []
    assert problems(tmp_path, OFF.format("own", waiver, "")) == []


@pytest.mark.parametrize(
    ("waiver", "words"),
    [
        ("同意", "没有写明是哪份文件"),
        ("x", "没有写明是哪份文件"),
        ("第三条", "没有写明是哪份文件"),
        ("6号 三", "没有写明是哪份文件"),
        ("《 》 三", "没有写明是哪份文件"),
        ("样政字〔2026〕1号", "没有写明条款"),
        ("样政字〔2026〕1号，", "没有写明条款"),
        ("《关于同意的批复》（样政字〔2026〕1号）", "没有写明条款"),
        ("  ", "只有空格"),
        ("　", "只有空格"),
        ("\\u200b", "只有空格"),
    ],
)
def test_what_names_no_document_and_clause_is_none(waiver: str, words: str, tmp_path: Path) -> None:
    found = problems(tmp_path, LIMIT.format("own", waiver, ""))
    place = "own.toml!rules.degree_ratio.limit.waiver"
    assert words in {problem.place: problem.message for problem in found}[place]
    assert any("停用" in problem.message for problem in problems(
        tmp_path, OFF.format("own", waiver, "")))  # fmt: skip


@pytest.mark.parametrize(
    ("source", "waiver"), [("draft", GOOD), ("own", DRAFT), ("own", "《新规划（草案）》 三")]
)
def test_a_draft_sets_no_official_norm_aside_unless_adopted(
    source: str, waiver: str, tmp_path: Path
) -> None:
    (limit,) = problems(tmp_path, LIMIT.format(source, waiver, ""))
    assert (limit.place, limit.kind) == ("own.toml!rules.degree_ratio.limit", "looser")
    (off,) = problems(tmp_path, OFF.format(source, waiver, ""))
    assert off.place == "own.toml!rules.degree_ratio.force"
    for told in (limit, off):
        assert "是草案，不能放宽正式文件的规定" in told.message and "adopted = true" in told.message
    assert problems(tmp_path, LIMIT.format(source, waiver, ", adopted = true")) == []
    assert problems(tmp_path, OFF.format(source, waiver, "adopted = true\n")) == []


@pytest.mark.parametrize("blank", [" ", "\t", "　", "\\u00a0", "\\u200b\\ufeff"])
@pytest.mark.parametrize(
    ("body", "key"),
    [
        (f"limit = {CITED.format('own', '{}')}", "limit.clause"),
        (f"limit = {CITED.format('{}', '三')}", "limit.source"),
        ('title = "{}"', "title"),
        ('target = "{}"', "target"),
        ('source = "own"\nclause = "三"\nquote = "{}"', "quote"),
        ('counted_at = {{ value = "现任教学校", from = 2026-01-01, source = "own", clause = "三", '
         'note = "{}" }}', "counted_at.note"),
    ],
)  # fmt: skip
def test_text_of_spaces_alone_is_refused_where_it_is_written(
    body: str, key: str, blank: str, tmp_path: Path
) -> None:
    (problem,) = problems(tmp_path, body.format(blank))
    assert problem.place == f"own.toml!rules.degree_ratio.{key}"
    assert problem.message.startswith("应为文字，现在只有空格；请改正")


@pytest.mark.parametrize("head", ['name = "样例县"', 'title = "样例县方案"'])
def test_so_are_names_and_titles_of_spaces(head: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(HEAD.replace(head, f'{head.split()[0]} = "　 "'), encoding="utf-8")
    with pytest.raises(InputRefused, match="应为文字，现在只有空格"):
        load(path, START)

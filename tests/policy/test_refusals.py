"""Every error the loader can give: one small bad policy each, and the words it must be told in."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.problem import InputRefused
from staffing.policy_file import check, load
from tests.policy.invented import DAY, HERE, REGISTRY, WHOLE, bind, county, refused

BAD = HERE / "bad"

SHARE, LOAD = "rules.rotation_share", "facts.load"

EXPECTED: dict[str, tuple[str, str, str]] = {
    # file: key, kind, words of the message
    "unknown_table": ("rule", "unknown_table", "最接近“rules”"),
    "unknown_fact": ("facts.laod", "unknown_fact", "事实，最接近“load”"),
    "unknown_mode": ("modes.rotatoin", "unknown_mode", "方式，最接近“rotation”"),
    "unknown_rule": ("rules.rotation_shar", "unknown_rule", "规则，最接近“rotation_share”"),
    "unknown_fact_key": (f"{LOAD}.peroids", "unknown_key", "最接近“periods”"),
    "unknown_rule_key": (f"{SHARE}.shere", "unknown_key", "最接近“share”"),
    "unknown_instance_key": (f"{SHARE}.T09.wieght", "unknown_key", "最接近“weight”"),
    "unknown_line_key": (f"{LOAD}.periods.form", "unknown_key", "最接近“from”"),
    "not_a_table": (LOAD, "not_table", "应是一个表"),
    "bare_number": (f"{LOAD}.periods", "missing_citation", "没有出处，不能采用；请写成"),
    "no_clause": (f"{LOAD}.periods", "missing_citation", "缺 clause"),
    "empty_clause": (f"{LOAD}.periods", "missing_citation", "缺 clause"),
    "unknown_document": (f"{LOAD}.periods", "unknown_document", "“paln”不在 [documents] 中，最"),
    "no_from": (f"{LOAD}.periods", "missing_key", "缺 from"),
    "two_lines": (f"{LOAD}.periods", "two_lines", "都从 2021-01-01 起"),
    "not_yet": (f"{LOAD}.periods", "not_in_force", "2026-09-01 早于最早一行的起始 2026-09-02"),
    "ended": (f"{LOAD}.periods", "not_in_force", "已过最后一行的止日 2026-08-31"),
    "ends_before_it_begins": (f"{LOAD}.periods", "bad_value", "永不生效"),
    "no_value": (f"{LOAD}.periods", "missing_key", "没有 value"),
    "pending_with_value": (f"{LOAD}.periods", "bad_value", "pending（待定）又写 value"),
    "pending_fact": (f"{LOAD}.periods", "pending", "“周课时标准”待定（《样例方案》第五条留空）"),
    "int_with_point": (f"{LOAD}.periods", "bad_value", "应为整数，现为1.5"),
    "below_nought": (f"{LOAD}.periods", "bad_value", "不能小于 0，现为-1"),
    "share_below_nought_and_later": (f"{SHARE}.share", "bad_value", "不能小于 0，现为-0.1"),
    "share_in_words": (f"{LOAD}.share", "bad_value", "应为数"),
    "share_not_a_number": (f"{LOAD}.share", "bad_value", "不是可用的数"),
    "share_endless": (f"{LOAD}.share", "bad_value", "不是可用的数"),
    "unknown_word": (f"{LOAD}.stages", "bad_value", "第2项“初种”不是可用的词，最接近“初中”"),
    "unknown_subject": (f"{LOAD}.table", "bad_value", "“数学学”不在学科表中，最接近“数学”"),
    "int_for_bool": (f"{LOAD}.counted", "bad_value", "应为true 或 false"),
    "moment_for_day": (f"{LOAD}.opened", "bad_value", "应为日期"),
    "unknown_force": (f"{SHARE}.force", "bad_value", "“strict”不是可用的词"),
    "no_force": (f"{SHARE}.T09.force", "missing_key", "缺 force"),
    "off_without_reason": (f"{SHARE}.own.reason", "missing_key", "须写 reason"),
    "soft_without_tier": (f"{SHARE}.T09.tier", "missing_key", "须写 tier"),
    "unknown_tier": (f"{SHARE}.tier", "unknown_tier", "最接近“mandates”"),
    "weight_of_nothing": (f"{SHARE}.weight", "bad_value", "不能小于 1"),
    "rule_key_missing": (f"{SHARE}.T09.share", "missing_key", "缺“share”（交流比例）"),
    "rule_without_basis": ("rules.one_place", "missing_citation", "没有出处"),
    "draft_made_hard": (f"{SHARE}.T09.share", "not_binding", "《样例方案（草稿）》是草案"),
    "draft_basis_made_hard": ("rules.one_place.source", "not_binding", "adopted = true"),
    "looser_share": (f"{SHARE}.share", "looser", "“交流比例”0.09，宽于上级规定 0.1"),
    "looser_ceiling": (f"{SHARE}.ceiling", "looser", "“上限”31 人，宽于上级规定 30 人"),
    "pending_above_a_norm": (f"{SHARE}.share", "looser", "待定（pending），宽于上级规定 0.1"),
    "mode_without_switch": ("modes.rotation.on", "missing_key", "须写 on"),
    "mode_key_missing": ("modes.rotation.length_months", "missing_key", "一次安排的月数"),
    "document_without_title": ("documents.more.title", "missing_key", "缺“title”"),
    "document_standing": ("documents.more.standing", "bad_value", "最接近“正式”"),
    "tier_twice": ("tiers[2].id", "twice", "写了两次"),
    "tiers_partial": ("tiers", "tiers_partial", "缺上级的 law（法规）：顺序就是先后"),
    "tiers_as_table": ("tiers", "not_table", "[[tiers]]"),
    "name_twice": (f"{LOAD}.periods", "twice", "写了两次（第8行和第9行），不知以哪个为准"),
    "not_toml": (LOAD, "syntax", "第7行末尾少了 ]"),
    "no_head": ("policy", "missing_key", "缺 [policy] 表"),
    "head_without_standing": ("policy.standing", "missing_key", "缺“standing”"),
    "head_key_unknown": ("policy.extend", "unknown_key", "最接近“extends”"),
    "extends_nothing": ("policy.extends", "no_policy", "找不到政策“natoinal”"),
    "cycle": ("policy.extends", "cycle", "cycle.toml → cycle_back.toml → cycle.toml"),
    "cycle_back": ("policy.extends", "cycle", "首尾相接"),
    "fact_absent": (LOAD, "missing_fact", "没有这个表（课时标准），计算要用；请补上 periods"),
}  # fmt: skip


def test_every_bad_policy_is_in_the_table() -> None:
    assert sorted(path.stem for path in BAD.glob("*.toml")) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_policy_is_refused_in_words(name: str) -> None:
    key, kind, words = EXPECTED[name]
    problems = refused(BAD / f"{name}.toml")
    first = problems[0]
    assert (first.cell, first.kind) == (key, kind), problems
    assert words in first.message
    assert first.sheet == f"{name}.toml"
    assert len(problems) == 1, problems


def test_all_problems_are_told_at_once_and_once(tmp_path: Path) -> None:
    body = '[facts.load]\nperiods = 1\nshare = 2\n[rules.nothing]\nforce = "off"\n'
    assert [p.cell for p in refused(county(tmp_path, body))] == [
        "rules.nothing", "facts.load.periods", "facts.load.share",
    ]  # fmt: skip


def test_a_partial_list_of_tiers_is_told_with_the_whole_one_to_copy(tmp_path: Path) -> None:
    whole = refused(BAD / "tiers_partial.toml")[0].message.rpartition("：")[2]
    head = (BAD / "tiers_partial.toml").read_text(encoding="utf-8").partition("[[tiers]]")[0]
    mended = tmp_path / "mended.toml"
    mended.write_text(f"{whole}\n{head.replace('../whole.toml', str(WHOLE))}", encoding="utf-8")
    assert [tier.id for tier in bind(mended).tiers] == ["law", "mandates", "mine"]


def test_an_unknown_key_is_told_what_may_be_written(tmp_path: Path) -> None:
    (problem,) = refused(county(tmp_path, "[rules.rotation_share]\nmost = 3\n"))
    assert problem.message.endswith("这里可写：share（交流比例）、ceiling（上限）")


def test_one_key_in_two_files_of_a_folder_is_refused(tmp_path: Path) -> None:
    text = WHOLE.read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    again = text[text.index("[facts.load]") : text.index("share = {")]
    (tmp_path / "b.toml").write_text(again, encoding="utf-8")
    (problem,) = refused(tmp_path)
    assert (problem.cell, problem.kind) == ("facts.load.periods", "twice")
    assert problem.sheet.endswith("/b.toml") and "/a.toml" in problem.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[policy]\nname = \"样例\"\n".encode("gbk"), "UTF-8"),
        (b"a = " + b"[" * 20000, "请检查"),
        (b"a = " + b"9" * 5000, "请检查"),
        (b"\x00\x01", "TOML"),
        (b"", "缺 [policy] 表"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_policy_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(InputRefused, match=r"odd\.toml") as told:
        bind(path)
    assert words in str(told.value)


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"没有 \.toml 文件"):
        bind(tmp_path)
    with pytest.raises(InputRefused, match="找不到政策"):
        bind(tmp_path / "none.toml")
    with pytest.raises(InputRefused, match="没有写政策的名称或路径"):
        load("", DAY)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_show_and_diff_refuse_what_no_day_could_mend(name: str) -> None:
    """Asked of no day in particular; only that nothing is in force on some day is forgiven."""
    path, kind = BAD / f"{name}.toml", EXPECTED[name][1]
    if kind == "not_in_force":
        check(path, registry=REGISTRY)
        return
    with pytest.raises(InputRefused) as told:
        check(path, registry=REGISTRY)
    assert kind in {problem.kind for problem in told.value.problems}


TORN = """\
[facts.load]
periods = { value = 140, from = 2026-9-1, source = "plan", clause = "一" }
share = { value = 15%, from = 2026-01-01， source = "plan", clause = "二" }
stages = ["小学", "初种"
table = {value={小学={"数学学"=[4],"语文文"=[5]}}, from="unknown", source="plan", clause="一"}
counted = { value = True, from = 2026-01-01, source = "plan" clause = "三" }
opened = { value = 2026-02-30, from = 2026-01-01, source = "plan", clause = "四" }
这里是说明

[rules.rotation_share]
force = hard
ceiling = { value = 31, from = 2026-01-01, source = "paln", clause = "五" }
force = "soft"

[rules.rotation_shar
weight = 2

[facts.load]
periods = { value = 150, from = 2026-01-01, source = "plan", clause = "六" }
[rules.rotation_share.own]
force = "soft"
tier = "mandate"
share = { value = 1.5, from = 2026-01-01, source = "plan", clause = "七" }
"""
"""Lines 6 and on of a policy with slips of every kind."""

TOLD = {
    ("facts.load.periods", "日期写法不合；请写成 2026-09-01 这样"),
    ("facts.load.share", "第8行用了中文标点"),
    ("facts.load.share", "百分数没有加引号"),
    ("facts.load.stages", "第9行末尾少了 ]"),
    ("facts.load.stages", "没有出处"),
    ("facts.load.table", '中文名称没有加引号；请写成 "小学" = '),
    ("facts.load.table", "“数学学”不在学科表中，最接近“数学”"),
    ("facts.load.table", "“语文文”不在学科表中，最接近“语文”"),
    ("facts.load.counted", "请写 true 或 false"),
    ("facts.load.counted", "各项之间少了逗号"),
    ("facts.load.opened", "第12行第20列不合 TOML 写法，这一项没有读入"),
    ("facts.load.opened", "没有这一天"),
    ("facts.load", "“这里是说明”）；既不是“名称 = 值”，也不是表头"),
    ("rules.rotation_share.force", "第16行的文字没有加引号"),
    ("rules.rotation_share.ceiling", "出处“paln”不在 [documents] 中，最接近“plan”"),
    ("rules.rotation_share.force", "写了两次（第16行和第18行）"),
    ("rules.rotation_shar", "第20行末尾少了 ]"),
    ("rules.rotation_shar", "最接近“rotation_share”"),
    ("facts.load", "表 [facts.load] 写了两次（第6行和第23行）"),
    ("facts.load.periods", "写了两次（第7行和第24行）"),
    ("rules.rotation_share.own.tier", "最接近“mandates”"),
    ("rules.rotation_share.own.share", "不能大于 1（100%）"),
}


def test_a_file_full_of_slips_is_told_in_one_go(tmp_path: Path) -> None:
    """Slips of TOML, doubled keys, unknown words and values without sense: none hides another."""
    problems = refused(county(tmp_path, TORN))
    said = [(p.cell, p.message) for p in problems]
    for key, words in TOLD:
        assert any(cell == key and words in message for cell, message in said), (key, words, said)
    assert not [p for p in problems if p.kind in ("missing_key", "missing_fact")]


def test_a_torn_value_is_not_missed_as_well(tmp_path: Path) -> None:
    text = WHOLE.read_text(encoding="utf-8").replace("value = 140", "value = = 140")
    path = tmp_path / "torn.toml"
    path.write_text(text, encoding="utf-8")
    (problem,) = refused(path)
    assert (problem.cell, problem.kind) == ("facts.load.periods", "syntax")
    assert "第28行第21列" in problem.message


def test_a_parent_that_is_not_there_hides_nothing(tmp_path: Path) -> None:
    path = county(tmp_path, "[facts.load]\nperiods = 1\nshere = 2\n")
    (tmp_path / "whole.toml").unlink()
    assert [p.kind for p in refused(path)] == [
        "unknown_key", "no_policy", "missing_citation",
    ]  # fmt: skip


def test_an_old_encoding_hides_nothing(tmp_path: Path) -> None:
    path = county(tmp_path, "[facts.load]\nperiods = 1\n")
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    problems = refused(path)
    assert [p.kind for p in problems] == ["syntax", "missing_citation"]
    assert "另存为" in problems[0].message


def test_every_misfit_within_a_value_is_told_at_once(tmp_path: Path) -> None:
    line = 'from = 2026-01-01, source = "plan", clause = "一" }'
    body = '[facts.load]\nstages = { value = ["小雪", "初种", "高中"], ' + line
    (problem,) = refused(county(tmp_path, body))
    assert "第1项“小雪”" in problem.message and "第2项“初种”" in problem.message


def test_a_policy_that_extends_nothing_is_told_so_once(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(
        '[policy]\nid = "c"\nname = "样例县"\nstanding = "本县决定"\n', encoding="utf-8"
    )
    (problem,) = refused(path, None)
    assert (problem.cell, problem.kind) == ("policy.extends", "missing_fact")
    assert 'extends = "national"' in problem.message and "load" in problem.message


@pytest.mark.parametrize(
    ("table", "meant"),
    [
        ('rules."交流比例"', "代号“rotation_share”"),
        ('facts."课时标准"', "代号“load”"),
        ('modes."交流"', "代号“rotation”"),
        ("rules.ONE_PLACE", "最接近“one_place”"),
    ],
)
def test_a_chinese_name_in_a_head_is_told_its_id(table: str, meant: str, tmp_path: Path) -> None:
    (problem,) = refused(county(tmp_path, f'[{table}]\nforce = "off"\n'))
    assert meant in problem.message


def test_slips_over_several_lines_are_mended_one_by_one(tmp_path: Path) -> None:
    body = """[rules.rotation_share]
share = [
  { value = 0.2, from = 2026-01-01, source = "plan", clause = "一" },
  { value = 15%, from = 2027-1-1, source = “plan”, clause = "二" }
  { value = 3, from = 2025-01-01, source = "paln", clause = "三" },
]
"""
    slips, unknown, too_much = (p.message for p in refused(county(tmp_path, body)))
    for words in ("中文标点", "百分数", "日期写法", "两行之间少了逗号"):
        assert words in slips
    assert "“paln”" in unknown and "不能大于 1" in too_much

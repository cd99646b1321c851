"""What a good policy becomes: exact values, the line in force, merged chains, overlays."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from models.policy import Force, Standing
from models.vocabulary import Relation, Stage
from staffing.policy_file import parse_overlay_set
from tests.policy.invented import DAY, WHOLE, bind, county, refused

CITED = 'from = 2021-01-01, source = "plan", clause = "第五条"'

DATED = """
[facts.load]
periods = [
  { value = 1, from = 2020-01-01, source = "plan", clause = "一" },
  { value = 3, from = 2022-09-01, ends = 2023-08-31, source = "plan", clause = "三" },
  { value = 2, from = 2021-09-01, source = "plan", clause = "二" },
  { value = 4, from = 2023-09-01, source = "plan", clause = "四" },
]
"""

ROTATION = f"""
[modes.rotation]
on = true
relation = {{ value = "不调动", {CITED} }}
counts_as_rotation = {{ value = true, {CITED} }}
minimum_months = {{ value = 10, {CITED} }}
returns = {{ value = true, {CITED} }}
length_months = {{ value = 12, {CITED} }}
"""


def test_numbers_are_exact_fractions() -> None:
    policy = bind(WHOLE)
    load, (row,) = policy.facts["load"], policy.rows_of("rotation_share")
    assert type(load.share) is Fraction and load.share == Fraction(1, 10)
    assert type(row.params.share) is Fraction and type(row.params.ceiling) is int


@pytest.mark.parametrize(
    ("written", "exact"),
    [("0.10", Fraction(1, 10)), ("3", Fraction(3)), ('"1/3"', Fraction(1, 3)),
     ('"15%"', Fraction(3, 20)), ("1.05", Fraction(21, 20))],
)  # fmt: skip
def test_every_way_of_writing_a_share(tmp_path: Path, written: str, exact: Fraction) -> None:
    policy = bind(county(tmp_path, f"[facts.load]\nshare = {{ value = {written}, {CITED} }}\n"))
    assert policy.facts["load"].share == exact


def test_every_shape_of_value(tmp_path: Path) -> None:
    body = f"""
[facts.load]
stages = {{ value = ["小学", "初中"], {CITED} }}
counted = {{ value = false, {CITED} }}
opened = {{ value = 2024-02-29, {CITED} }}
mixed = {{ value = 0.5, {CITED} }}
[[facts.load.table]]
from = 2021-01-01
source = "plan"
clause = "附表"
[facts.load.table.value."小学"]
"语文" = [8, 8]
"""
    load = bind(county(tmp_path, body)).facts["load"]
    assert load.stages == (Stage.PRIMARY, Stage.JUNIOR)
    assert load.counted is False and load.opened == date(2024, 2, 29)
    assert load.mixed == Fraction(1, 2)
    assert load.table == {Stage.PRIMARY: {"语文": (8, 8)}}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2021, 8, 31), 1),  # the day before a new line
        (date(2021, 9, 1), 2),  # the day of it
        (date(2021, 9, 2), 2),  # the day after
        (date(2022, 8, 31), 2),
        (date(2023, 8, 31), 3),  # the last day of a line that ends
        (date(2023, 9, 1), 4),
    ],
)
def test_the_line_in_force_on_the_reference_date(tmp_path: Path, day: date, value: int) -> None:
    policy = bind(county(tmp_path, DATED), day)
    assert policy.facts["load"].periods == value
    assert policy.lines["facts.load.periods"].clause == "一二三四"[value - 1]


def test_a_line_that_ended_leaves_no_older_one_in_force(tmp_path: Path) -> None:
    body = DATED.replace(
        '  { value = 4, from = 2023-09-01, source = "plan", clause = "四" },\n', ""
    )
    path = county(tmp_path, body)
    last = date(2023, 8, 31)
    assert bind(path, last).facts["load"].periods == 3
    with pytest.raises(Exception, match="止日 2023-08-31"):
        bind(path, last + timedelta(days=1))


def test_a_start_that_nobody_knows_is_always_in_force(tmp_path: Path) -> None:
    cited = 'from = "unknown", source = "plan", clause = "一"'
    policy = bind(county(tmp_path, f"[facts.load]\nperiods = {{ value = 9, {cited} }}\n"))
    assert policy.facts["load"].periods == 9
    assert policy.lines["facts.load.periods"].since is None


def test_a_child_replaces_key_by_key(tmp_path: Path) -> None:
    body = f'[rules.rotation_share]\nforce = "hard"\nshare = {{ value = 0.15, {CITED} }}\n'
    policy = bind(county(tmp_path, body))
    (row,) = policy.rules
    assert (row.force, row.tier) == (Force.HARD, "mandates")
    assert row.params.share == Fraction(3, 20) and row.params.ceiling == 30
    assert (row.basis.clause, row.basis.where) == ("第五条", "county.toml")
    assert policy.chain == ("whole", "county") and policy.id == "county"
    assert (
        policy.cite("rules.rotation_share.share") == "《样例方案》 样教发〔2020〕1号 第五条（正式）"
    )


def test_instances_of_one_rule(tmp_path: Path) -> None:
    body = f"""
[rules.rotation_share.T09]
force = "watch"
target = "T09"
title = "区内"
due = 2025
share = {{ value = 0.01, {CITED} }}
"""
    policy = bind(county(tmp_path, body))
    assert [row.id for row in policy.rules] == ["rotation_share", "rotation_share.T09"]
    assert policy.rules[1].target == "T09" and policy.rules[1].params.ceiling is None
    assert (policy.rules[0].due, policy.rules[1].due) == (None, 2025)
    assert policy.lines["rules.rotation_share.T09.share"].value == Fraction(1, 100)


def test_a_waiver_allows_a_looser_value(tmp_path: Path) -> None:
    cited = f'{CITED}, waiver = "样政字〔2021〕2号 第一条"'
    body = f"[rules.rotation_share]\nshare = {{ value = 0.05, {cited} }}\n"
    assert bind(county(tmp_path, body)).rules[0].params.share == Fraction(1, 20)


@pytest.mark.parametrize("value", ["0.10", "0.11"])
def test_equal_or_stricter_needs_no_waiver(tmp_path: Path, value: str) -> None:
    bind(county(tmp_path, f"[rules.rotation_share]\nshare = {{ value = {value}, {CITED} }}\n"))


def test_a_pending_rule_is_off_and_says_what_is_pending(tmp_path: Path) -> None:
    body = f'[rules.rotation_share.T09]\nforce = "watch"\nshare = {{ pending = true, {CITED} }}\n'
    row = bind(county(tmp_path, body)).rules[1]
    assert row.force is Force.OFF and row.params is None
    assert row.reason == "待定：“交流比例”（《样例方案》第五条留空）；补上数值后启用"
    assert row.values["share"].pending and row.basis.clause == "第五条"


def test_a_pending_optional_value_is_blank(tmp_path: Path) -> None:
    body = f"""
[rules.rotation_share.T09]
force = "watch"
share = {{ value = 0.2, {CITED} }}
ceiling = {{ pending = true, {CITED} }}
"""
    row = bind(county(tmp_path, body)).rules[1]
    assert row.force is Force.WATCH and row.params.ceiling is None


def test_a_draft_is_hard_only_when_the_county_adopts_it(tmp_path: Path) -> None:
    line = 'value = 0.2, from = 2021-01-01, source = "draft", clause = "一", adopted = true'
    body = f'[rules.rotation_share.T09]\nforce = "hard"\nshare = {{ {line} }}\n'
    row = bind(county(tmp_path, body)).rules[1]
    assert row.force is Force.HARD and row.tier == "law"
    with pytest.raises(Exception, match="草案"):
        bind(county(tmp_path, body, standing="征求意见稿"))


def test_a_rule_without_parameters_cites_its_row(tmp_path: Path) -> None:
    body = (
        '[rules.one_place]\nforce = "hard"\nsource = "plan"\nclause = "第九条"\nunverified = true\n'
    )
    policy = bind(county(tmp_path, body))
    row = policy.rows_of("one_place")[0]
    assert (row.basis.clause, row.basis.unverified) == ("第九条", True)
    assert policy.cite("rules.one_place").endswith("第九条（正式，待核实）")


def test_rules_nobody_speaks_of_are_told() -> None:
    assert bind(WHOLE).warnings == (
        "规则“一人一岗”（one_place）未启用：政策中没有 [rules.one_place]",
    )


def test_modes_are_bound_when_on_and_absent_otherwise(tmp_path: Path) -> None:
    policy = bind(county(tmp_path, ROTATION))
    assert list(policy.modes) == ["rotation"]
    assert policy.modes["rotation"].relation is Relation.KEPT
    assert policy.lines["modes.rotation.relation"].value is Relation.KEPT
    assert bind(county(tmp_path, ROTATION.replace("true", "false", 1))).modes == {}


@pytest.mark.parametrize(("day", "old"), [(date(2025, 9, 1), False), (date(2025, 9, 2), True)])
def test_an_old_check_is_a_warning(tmp_path: Path, day: date, old: bool) -> None:
    text = WHOLE.read_text(encoding="utf-8").replace("clause", "checked = 2024-09-01, clause")
    head = 'standing = "正式"\nrecheck_months = 12'
    path = tmp_path / "dated.toml"
    path.write_text(text.replace('standing = "正式"', head, 1), encoding="utf-8")
    assert any("超过 12 个月未核对" in text for text in bind(path, day).warnings) is old


def test_a_policy_survives_pickling() -> None:
    policy = bind(WHOLE)
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    first = bind(county(tmp_path, ROTATION))
    assert first.sha256 == bind(county(tmp_path, "# a note\n" + ROTATION)).sha256
    assert first.sha256 != bind(county(tmp_path, ROTATION.replace("12", "24"))).sha256
    assert first.sha256 != bind(county(tmp_path, ROTATION), DAY + timedelta(days=1)).sha256


def test_an_assumption_from_the_command_line() -> None:
    policy = bind(WHOLE, DAY, [parse_overlay_set("rules.rotation_share.share=0.15")])
    assert policy.rules[0].params.share == Fraction(3, 20)
    cited = policy.cite("rules.rotation_share.share")
    assert cited == "《命令行假设》 rules.rotation_share.share=0.15（待核实）"
    assert (policy.id, policy.standing) == ("whole", Standing.OFFICIAL)
    assert policy.sha256 != bind(WHOLE).sha256


def test_a_looser_assumption_is_allowed_and_told() -> None:
    sets = ["rules.rotation_share.share = 5%", "rules.rotation_share.force=hard"]
    policy = bind(WHOLE, DAY, [parse_overlay_set(text) for text in sets])
    assert policy.rules[0].params.share == Fraction(1, 20)
    assert policy.rules[0].force is Force.HARD
    (found,) = policy.loosened
    assert (found.key, found.value) == ("rules.rotation_share.share", "0.05")
    assert found.norm == "0.1（《样例方案》第三条）"
    stricter = bind(WHOLE, DAY, [parse_overlay_set("rules.rotation_share.share=0.1")])
    assert stricter.loosened == ()


@pytest.mark.parametrize(
    ("own", "supposed", "told"),
    [
        ("0.2", "0.15", False),  # the county's own value, which it may change
        ("0.2", "0.09", True),
        ("0.08, waiver = '样批1号 一'", "0.09", False),  # within what the waiver allows
        ("0.08, waiver = '样批1号 一'", "0.07", True),
    ],
)
def test_an_assumption_is_held_against_the_norms_above_the_countys_own(
    own: str, supposed: str, told: bool, tmp_path: Path
) -> None:
    path = county(tmp_path, f"[rules.rotation_share]\nshare = {{ value = {own}, {CITED} }}\n")
    overlays = [parse_overlay_set(f"rules.rotation_share.share={x}") for x in ("0.01", supposed)]
    found = bind(path, DAY, overlays).loosened
    assert [one.norm.startswith("0.1（") for one in found] == [True] * told


def test_an_assumption_switches_a_rule_off_with_a_reason() -> None:
    policy = bind(WHOLE, DAY, [parse_overlay_set("rules.rotation_share.force=off")])
    assert policy.rules[0].force is Force.OFF
    assert policy.rules[0].reason == "命令行假设：rules.rotation_share.force=off"


@pytest.mark.parametrize("text", ["", "share", "share=1", "rules..share=1", "rules.x.share="])
def test_an_assumption_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(Exception, match=r"表\.名称\.项=值"):
        parse_overlay_set(text)


def test_an_overlay_file_has_the_form_of_a_policy(tmp_path: Path) -> None:
    path = tmp_path / "whatif.toml"
    path.write_text(
        '[documents.idea]\ntitle = "设想"\nstanding = "待核实"\n[facts.load]\n'
        'periods = { value = 120, from = 2026-01-01, source = "idea", clause = "一" }\n',
        encoding="utf-8",
    )
    assert bind(WHOLE, DAY, [path]).facts["load"].periods == 120


def test_a_folder_is_one_policy_and_a_bom_is_no_matter(tmp_path: Path) -> None:
    text = WHOLE.read_text(encoding="utf-8")
    cut = text.index("[facts.load]")
    (tmp_path / "policy.toml").write_text(text[:cut], encoding="utf-8-sig")
    (tmp_path / "rules.toml").write_bytes(text[cut:].replace("\n", "\r\n").encode())
    assert bind(tmp_path).sha256 == bind(WHOLE).sha256


def test_enforcing_less_than_the_norm_above_is_told(tmp_path: Path) -> None:
    body = '[rules.rotation_share]\nforce = "watch"\n'
    policy = bind(county(tmp_path, body))
    (told,) = policy.notices
    assert told.place == "county.toml!rules.rotation_share.force"
    assert told.message == "“交流比例”上级规定为 soft（《样例方案》第三条），本政策放宽为 watch"
    (relaxed,) = policy.relaxed
    assert (relaxed.value, relaxed.needs_waiver) == ("watch", False)


@pytest.mark.parametrize("standing", ["正式", "草案"])
def test_leaving_out_an_official_norm_takes_a_waiver(tmp_path: Path, standing: str) -> None:
    off = '[rules.rotation_share]\nforce = "off"\nreason = "不办"\n'
    path = county(tmp_path, off)
    upper = path.parent / "whole.toml"
    text = upper.read_text(encoding="utf-8")
    assert 'standing = "正式"' in text
    upper.write_text(
        text.replace('standing = "正式"', f'standing = "{standing}"'), encoding="utf-8"
    )
    if standing == "草案":
        assert [told.kind for told in bind(path).notices] == ["relaxed"]
        return
    (problem,) = refused(path)
    assert problem.kind == "looser" and "下级不得停用" in problem.message
    waived = f'{off}source = "plan"\nclause = "批复"\nwaiver = "政发1号 一"\n'
    policy = bind(county(tmp_path, waived))
    assert "放宽依据：政发1号 一" in policy.notices[0].message
    assert policy.rules[0].basis.waiver == "政发1号 一"


def test_a_supposed_force_no_policy_could_state_is_told() -> None:
    off = parse_overlay_set("rules.rotation_share.force=off")
    (found,) = bind(WHOLE, DAY, [off]).loosened
    assert (found.value, found.needs_waiver) == ("off", True) and "样例方案" in found.norm
    assert not bind(WHOLE, DAY, [parse_overlay_set("rules.rotation_share.force=watch")]).loosened


def test_an_overlay_for_another_policy_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "whatif.toml"
    head = '[policy]\nid = "w"\nname = "设想"\nstanding = "待核实"\nextends = '
    path.write_text(f'{head}"other"\n', encoding="utf-8")
    with pytest.raises(Exception, match="现用于“whole”"):
        bind(WHOLE, DAY, [path])
    path.write_text(f'{head}"whole"\n', encoding="utf-8")
    assert bind(WHOLE, DAY, [path]).chain == ("whole", "w")


def test_a_countys_own_row_is_given_up_with_the_rule_it_belongs_to(tmp_path: Path) -> None:
    """A row that says nothing of its order would outlast what cannot be helped."""
    own = f'force = "watch"\nshare = {{ value = 0.2, {CITED} }}\n'
    body = f"[rules.rotation_share]\nconcede = 7\n[rules.rotation_share.own]\n{own}"
    for more, order in (("", 7), ("concede = 3\n", 3)):
        rows = {row.id: row.concede for row in bind(county(tmp_path, body + more)).rules}
        assert rows["rotation_share.own"] == order

"""Every ratio target has its home in a shipped policy, with the number its document gives."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.county import County
from models.finding import State
from models.policy import Force, Policy, RuleRow, Standing
from models.roster import Roster
from staffing.audit import audit
from staffing.policy_file import available, diff, load, paths
from staffing.sample import make_county
from tests.policy.invented import DAY, refused

NAMES = [shipped.name for shipped in available()]

HOMES: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {
    # target, policy: the document of the row, parameters as the document gives them
    ("T01", "gaoxin-2023"): ("gaoxin-2023", {"limit": Fraction(105, 100)}),
    ("T02", "huantai-2022"): ("huantai-2022", {"limit": Fraction(101, 100)}),
    ("T03", "huantai-2022"): ("huantai-2022", {"share": Fraction(97, 100)}),
    ("T03", "gaoxin-2023"): ("gaoxin-2023", {"share": None, "group": "rural"}),
    ("T04", "huantai-2022"): ("huantai-2022", {"share": Fraction(80, 100)}),
    ("T04", "zhangdian"): ("zhangdian-draft", {"share": None}),
    ("T05", "huantai-2022"): ("huantai-2022", {"share": Fraction(21, 100)}),
    ("T06", "huantai-2022"): ("huantai-2022", {"share": Fraction(85, 100)}),
    ("T07", "zibo-2021-qiangzhen"): ("zibo-township-2021", {"disadvantaged": "township_seat"}),
    ("T08", "zibo-2021-qiangzhen"): ("zibo-township-2021", {"share": Fraction(1, 2)}),
    ("T09", "licheng-2022"): ("plan-003-8", {"share": Fraction(1, 10), "groups": ()}),
    ("T10", "junior-high-2022"): ("plan-003-2", {"limit": Fraction(3, 10)}),
    ("T11", "junior-high-2022"): ("plan-003-2", {"per_hundred": Fraction(1)}),
    ("T12", "junior-high-2022"): ("plan-003-2", {"share": Fraction(1, 10)}),
    ("T13", "gaoxin-2023"): ("gaoxin-2023", {"share": Fraction(80, 100), "group": "rural"}),
    ("T14", "gaoxin-2023"): ("gaoxin-2023", {"oldest": 45, "group": "rural"}),
    ("T15", "zibo-2021-qiangzhen"): ("zibo-township-2021", {"months": 12}),
    ("T16", "huantai-2022"): ("huantai-2022", {"per_inspector": 5}),
    ("T16", "zhangdian"): ("zhangdian-draft", {"per_inspector": None}),
    ("T17", "licheng-2022"): ("plan-003-8", {"studios": 25, "leaders": 1, "least_members": 6}),
    ("T17", "junior-high-2022"): ("plan-003-2", {"studios": 50, "group": "rural"}),
    ("T18", "national"): ("establishment-2014", {"group": "public"}),
    ("M34", "gaoxin-2023"): ("gaoxin-2023", {"share": Fraction(1)}),
    ("M35", "zibo-2021-qiangzhen"): ("zibo-township-2021", {"least": 1}),
    ("M40", "zibo-2021-qiangzhen"): ("zibo-township-2021", {"group": "township_seat"}),
    ("M41", "licheng-2022"): ("plan-003-8", {"group": "public"}),
    ("M42", "huantai-2022"): ("huantai-2022", {"least": 1, "full_time_above": 1000}),
    ("M42", "dazhou"): ("plan-003-10", {"least": 1}),
    ("M43", "dazhou"): ("plan-003-10", {"homeroom": Fraction(1, 2)}),
    ("M44", "huantai-2022"): ("huantai-2022", {"heads": {"心理健康": 1}}),
    ("M46", "huantai-2022"): ("huantai-2022", {"also_subjects": False}),
}


@cache
def bound(name: str) -> Policy:
    """A shipped policy on the reference date, read once."""
    return load(name, DAY)


def test_every_target_has_a_home() -> None:
    wanted = {f"T{number:02}" for number in range(1, 19)} | {"M40", "M41", "M42", "M43", "M44"}
    assert wanted <= {target for target, _ in HOMES}


def rows_of(policy: Policy, target: str) -> list[RuleRow]:
    """The policy's rows for a target."""
    return [row for row in policy.rules if row.target == target]


@pytest.mark.parametrize(("target", "name"), sorted(HOMES))
def test_a_target_stands_where_its_document_puts_it(target: str, name: str) -> None:
    document, params = HOMES[target, name]
    rows = [row for row in rows_of(bound(name), target) if row.basis.document == document]
    assert any(_has(row, params) for row in rows), rows


def _has(row: RuleRow, params: dict[str, Any]) -> bool:
    values = {key: line.value for key, line in row.values.items()}
    return all(key in values and values[key] == value for key, value in params.items())


@pytest.mark.parametrize("name", NAMES)
def test_a_target_of_a_county_is_named_cited_and_quoted(name: str) -> None:
    policy = bound(name)
    for row in policy.rules:
        own = row.basis.document not in bound("national").documents
        if row.target and own and row.force is not Force.OFF:
            assert row.title and row.basis.quote and row.basis.clause, row.id
            assert row.force is not Force.SOFT or row.tier, row.id


@pytest.mark.parametrize("name", NAMES)
def test_only_documents_in_force_are_enforced(name: str) -> None:
    policy = bound(name)
    for row in policy.rules:
        if row.force is Force.HARD:
            standing = policy.documents[row.basis.document].standing
            assert standing in (Standing.OFFICIAL, Standing.COUNTY), row.id


def test_one_switch_of_policy_turns_105_into_101() -> None:
    changes = {change.key: change for change in diff("gaoxin-2023", "huantai-2022", DAY)}
    change = changes["rules.degree_ratio.limit"]
    assert change.left is not None and change.right is not None
    assert (change.left.text, change.right.text) == ("1.05", "1.01")


def test_the_path_to_the_target_year_is_in_the_policy() -> None:
    path = paths("huantai-2022")["degree_ratio"]
    assert [(line.text, line.since) for line in path] == [
        ("1.03", date(2022, 10, 10)),
        ("1.01", date(2025, 1, 1)),
    ]
    (row,) = bound("huantai-2022").rows_of("degree_ratio")
    assert row.due == 2025
    assert _limit(date(2025, 1, 1)) == Fraction(101, 100)


def _limit(day: date) -> Any:
    (row,) = load("huantai-2022", day).rows_of("degree_ratio")
    return row.params.limit


def county(folder: Path, rule: str, line: str) -> Path:
    """A county's own policy below 桓台 with one line of one rule."""
    path = folder / "county.toml"
    path.write_text(
        '[policy]\nid = "county"\nname = "样例县"\nextends = "huantai-2022"\n'
        'standing = "本县决定"\n[documents.own]\ntitle = "样例县实施方案"\nstanding = "本县决定"\n'
        f'[rules.{rule}]\n{line}, from = 2026-01-01, source = "own", clause = "第一条" }}\n',
        encoding="utf-8",
    )
    return path


LOOSER = [
    ("degree_ratio", "limit = { value = 1.02", "比例之比的上限"),
    ("rotation_share", "share = { value = 0.09", "交流人数占应交流对象的最低比例"),
    ("key_teacher_share", 'share = { value = "19%"', "骨干教师交流最低比例"),
    ("variation.junior_key", "limit = { value = 0.46", "差异系数上限"),
]


@pytest.mark.parametrize(("rule", "line", "words"), LOOSER)
def test_a_county_may_not_ask_for_less_without_a_waiver(
    tmp_path: Path, rule: str, line: str, words: str
) -> None:
    (problem,) = refused(county(tmp_path, rule, line), None)
    assert problem.kind == "looser" and words in problem.message
    load(county(tmp_path, rule, f'{line}, waiver = "样政字〔2026〕1号 第二条"'), DAY)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_source_leaves_blank_is_named(name: str) -> None:
    policy = bound(name)
    for key, line in policy.lines.items():
        if line.pending and key.startswith("rules."):
            row = next(row for row in policy.rules if key.startswith(f"rules.{row.id}."))
            assert row.force is Force.OFF and line.clause in row.reason, key
            assert policy.documents[line.document].title in row.reason


@pytest.fixture(scope="module")
def sample() -> County:
    """A sample county in which every stage and every group of schools is there."""
    return make_county(400)


@pytest.mark.parametrize("name", NAMES)
def test_every_target_is_measured_in_the_sample_county(name: str, sample: County) -> None:
    there = Situation(sample, bound(name))
    nobody_moves = Outcome(there, Roster.of(()))
    for row in bound(name).rules:
        if row.target and row.force is not Force.OFF:
            measures = list(rules()[row.rule].measure(nobody_moves, row.params))
            assert measures, row.id
            for measure in measures:
                told = measure.missing or measure.note
                assert measure.state is not State.UNDECIDABLE or told, row.id


def test_the_ledger_tells_the_target_year_and_the_path_to_it(sample: County) -> None:
    found = audit(Situation(sample, bound("huantai-2022")), Roster.of(()))
    (line,) = [line for line in found.targets if line.id == "T02"]
    told = dict(line.readings)
    assert told["目标年份"] == "2025年"
    assert told["目标路径"] == "1.03（2022-10-10起） → 1.01（2025-01-01起）"


@pytest.mark.parametrize("name", NAMES)
def test_a_target_cites_the_document_of_its_numbers_not_a_default(name: str) -> None:
    """The range of schools may be a default where the numbers were read in a text."""
    defaults = {"default-settings", "editable-template"}
    for row in load(name, DAY).rules:
        texts = {cited.document for cited in row.values.values()} - defaults
        if row.target and row.force is not Force.OFF and texts:
            assert row.basis.document not in defaults, row.id


def test_teachers_of_politics_are_asked_of_the_schools_the_clause_names() -> None:
    """各中小学: a vocational school is none of them."""
    policy = load("huantai-2022", DAY)
    rows = {row.id: row for row in policy.rules}
    politics, minds = rows["subject_offered.M46"].params, rows["counsellors"].params
    assert politics.group == minds.group == "中小学"
    (schools,) = policy.facts["grouping"].extra["中小学"]
    assert "高中" in schools["学段"] and "中职" not in schools["学段"]

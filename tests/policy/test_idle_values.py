"""A value that another takes the place of is told to whoever states it, and where it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.policy import Policy
from staffing.cli.app import run
from staffing.policy_file import load
from tests.policy.test_waiting_and_waived import HEAD
from tests.tiny import START

CITED = 'from = 2026-01-01, source = "own", clause = "第三条"'
MONTHS = f"months = {{ value = 60, {CITED} }}\n"


def own(folder: Path, body: str) -> Path:
    path = folder / "own.toml"
    path.write_text(f"{HEAD}{body}", encoding="utf-8")
    return path


def idle(policy: Policy) -> dict[str, str]:
    """Key → what is told of it."""
    return {told.cell: told.message for told in policy.notices if told.kind == "replaced"}


def test_months_say_nothing_where_terms_count(tmp_path: Path) -> None:
    policy = load(own(tmp_path, f"[facts.eligibility]\n{MONTHS}"), START)
    told = idle(policy)
    assert list(told) == ["facts.eligibility.months"]
    assert "60 月 不起作用：按 terms、term_months 计" in told["facts.eligibility.months"]
    assert "请改 terms、term_months" in told["facts.eligibility.months"]


def test_the_cure_it_names_makes_them_count(tmp_path: Path) -> None:
    blank = f"terms = {{ pending = true, {CITED} }}\n"
    policy = load(own(tmp_path, f"[facts.eligibility]\n{MONTHS}{blank}"), START)
    params = policy.facts["eligibility"]
    assert (params.months, params.terms) == (60, None)
    assert "facts.eligibility.months" not in policy.idle


def test_what_is_inherited_is_only_shown_as_idle() -> None:
    for name in ("huantai-2022", "national"):
        policy = load(name, START)
        assert idle(policy) == {}
        assert ("facts.eligibility.months" in policy.idle) is (name == "huantai-2022")


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (f'[facts.tenure]\naway_months = {{ pending = true, {CITED} }}\n'
         f'away_modes = {{ value = ["交流"], {CITED} }}', "facts.tenure.away_modes"),
        (f"[facts.retirement]\nwomen_senior_as_men = {{ value = false, {CITED} }}\n"
         f"women_senior_grade = {{ value = 6, {CITED} }}", "facts.retirement.women_senior_grade"),
    ],
)  # fmt: skip
def test_a_value_without_what_it_needs_is_told(body: str, key: str, tmp_path: Path) -> None:
    (told,) = idle(load(own(tmp_path, body), START)).items()
    assert told[0] == key and "不起作用：没有启用" in told[1]


def test_what_a_row_of_ones_own_must_state_is_not_asked_about(tmp_path: Path) -> None:
    body = "[rules.move_caps.own]\nforce = \"watch\"\n" + "".join(
        f"{name} = {{ value = {value}, {CITED} }}\n"
        for name, value in {"scope": '"全县"', "modes": '["交流"]', "groups": "[]", "heads": "3",
                            "least": "1"}.items()
    )  # fmt: skip
    policy = load(own(tmp_path, body), START)
    assert idle(policy) == {} and "rules.move_caps.own.least" in policy.idle


def test_show_and_diff_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = own(tmp_path, f"[facts.eligibility]\n{MONTHS}")
    for command in (["show", str(path)], ["diff", "huantai-2022", str(path)]):
        run(["policy", *command])
        shown = "".join(capsys.readouterr().out.split())
        assert "不起作用：按terms" in shown.replace("│", "")

"""Whatever stands in a policy file, the loader binds it or refuses it in words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from models.problem import InputRefused
from staffing.policy_file import load, show
from tests.policy.invented import DAY, REGISTRY, WHOLE

LINES = WHOLE.read_text(encoding="utf-8").splitlines()

VALUES = (
    "true", "0", "-1", "1e400", "inf", "nan", '""', '"x"', "[]", "{}", "[[]]", "[1, 2]",
    "{ value = 1 }", "{ value = {} }", "[{}]", "2020-01-01", "12:00:00", "2020-01-01T00:00:00",
    '{ value = 0.1, from = "unknown", source = "plan", clause = "一" }', "{ pending = true }",
    '{ a.b.c.d = 1 }', "9" * 4000, "0x10", '"' + "长" * 5000 + '"',
)  # fmt: skip

WORDS = (
    "value", "force", "tier", "share", "policy", "facts", "load", "rules", "modes", "rotation",
    "on", "source", "documents", "plan", "tiers", "extends", "standing", '""', '"a b"',
)  # fmt: skip


@st.composite
def policies(draw: st.DrawFn) -> str:
    """``whole.toml`` with some lines dropped, doubled, given odd values or odd keys."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key = lines[at].split("=")[0].strip("[] ") or draw(st.sampled_from(WORDS))
        path = ".".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)))
        value = draw(st.sampled_from(VALUES))
        lines[at] = draw(
            st.sampled_from(
                ["", f"{lines[at]}\n{lines[at]}", f"{key} = {value}", f"{path} = {value}",
                 f"[{path}]", f"[[{path}]]"]
            )
        )  # fmt: skip
    return "\n".join(lines)


def outcome(path: Path) -> str:
    """``bound`` or ``refused``; anything else is the bug looked for."""
    try:
        load(path, DAY, registry=REGISTRY)
        show(path, registry=REGISTRY)
    except InputRefused as refused:
        assert all(problem.message and problem.sheet for problem in refused.problems)
        return "refused"
    return "bound"


@settings(derandomize=True, max_examples=250, deadline=None, database=None)
@given(text=policies())
def test_no_policy_text_ends_in_a_traceback(tmp_path_factory: object, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.toml"  # type: ignore[attr-defined]
    path.write_text(text, encoding="utf-8")
    assert outcome(path) in ("bound", "refused")


def test_a_key_as_deep_as_the_sea_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    deep = "a." * 3000 + "a"
    for at in ("facts.load.periods", "rules.rotation_share", "policy", "documents", "modes"):
        text = WHOLE.read_text(encoding="utf-8")
        path.write_text(f"{at}.value.{deep} = 1\n{text}", encoding="utf-8")
        assert outcome(path) == "refused"

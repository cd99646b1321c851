"""What a question holds fixed, in words: two questions about one place agree as far as they say."""

from __future__ import annotations

from staffing.answers.anchor import AFTER
from staffing.answers.telling import TierWords


def held_by_explain(words: TierWords) -> str:
    """What an exact cost holds fixed, and how far ``whatif --pin`` says the same."""
    return (
        "“准确代价”：定下这一处，其余的人都可重排，上限照旧，各层重新求到最好。"
        f"whatif --pin {words.until(AFTER)}与此相同，{_RAISED}；其下各层先尽量少动人，"
        "定下的人也不算建议人选，可能不同。"
    )


def held_by_pins(words: TierWords, *, waiving: bool = False, afresh: bool = False) -> str:
    """What ``whatif --pin`` holds fixed, and how far ``explain --to`` says the same.

    waiving: enforced rules are set aside for the decisions, which ``explain --to`` never does;
    afresh: without regard to who changes.
    """
    same = (
        "锁定的可以超过上限，其余的人不得再加重；explain --to 上限照旧，准确代价可能不同"
        if waiving
        else f"与 explain --to 的准确代价相同，{_RAISED}"
    )
    return (
        "定下的去处按锁定办（不合硬性规则的另有说明），其余的人都可重排："
        f"{words.until(AFTER)}重新求到最好，{same}；"
        f"{'其下各层也重新求到最好' if afresh else _FEW_CHANGE}，可能不同。"
        f"{_UNCOUNTED}"
    )


_FEW_CHANGE = "其下各层先尽量少动人（加 --fresh 则不顾）"
_RAISED = (
    "但有两种情形例外：定下的人算已在所到学校，按执行已定安排后计的底线（如派出学校学科底线）随之提高，"
    "那里的人更不能动；定下的可以超过上限"
)
_UNCOUNTED = (
    "定下的人志愿和路程不再计入各层：志愿、通勤的数小了，可能只是少算了他们，不是真的变好；"
    "真实代价看 explain --to。"
)

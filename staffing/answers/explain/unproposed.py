"""Why nobody proposed a person for a mode, where no rule struck the pair: fit for anyone."""

from __future__ import annotations

from collections.abc import Mapping

from constraints.facts.eligibility import Eligibility
from constraints.facts.surplus import Surplus
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Mode

_WHAT_IT_TAKES: Mapping[Mode, str] = {
    Mode.COMPETITION: "竞聘须本人报名（“志愿”表），所报学校有这一轮的岗位（“岗位”表）",
    Mode.SECONDMENT: "支教只补“支教团”表所列的名额",
    Mode.SHADOWING: "跟岗只补“支教团”表所列的名额",
    Mode.ATTACHMENT: "挂职只到政策和“结对”表所列的学校",
    Mode.TRAINING: "培训只安排有实习生顶岗的教师（“实习生”表）",
    Mode.TEMPERING: "锻炼只安排政策所列的人员到所列的学校",
}


def unproposed_words(situation: Situation, person: Code, mode: Mode) -> str:
    """One clause without a full stop; says what the mode takes when the person is not to blame."""
    if mode is not Mode.STAY and mode.name.lower() not in situation.policy.modes:
        return f"本政策没有启用“{mode.value}”"
    if person in situation.county.teacher:
        if mode is Mode.ROTATION:
            return _rotation(situation, person)
        if mode is Mode.TRANSFER and person not in Surplus.of(situation).people:
            return "本人不在富余人员之列，也没有申请调动到这所学校"
    return _WHAT_IT_TAKES.get(mode, "不在本政策可安排的人员和学校之列")


def _rotation(situation: Situation, person: Code) -> str:
    fact = Eligibility.of(situation)
    if not fact.verdict(person).movable:
        return f"本人不在可安排交流之列（{fact.why(person) or '未列入应交流对象'}）"
    return "这所学校没有本人任教学段、学科的岗位，或不在交流的学校范围"

"""Majors, certificates and second subjects of invented teachers."""

from __future__ import annotations

from random import Random

from models.column import Subject
from models.vocabulary import Locale, Stage
from staffing.sample.drafts import Campus

_MAJORS: dict[str, str] = {
    "语文": "汉语言文学", "数学": "数学与应用数学", "英语": "英语", "道德与法治": "思想政治教育",
    "思想政治": "思想政治教育", "科学": "科学教育", "历史": "历史学", "地理": "地理科学",
    "生物": "生物科学", "物理": "物理学", "化学": "化学", "体育": "体育教育", "音乐": "音乐学",
    "美术": "美术学", "艺术": "艺术教育", "信息科技": "计算机科学与技术", "通用技术": "机械工程",
    "劳动": "教育技术学", "综合实践": "小学教育", "心理健康": "应用心理学", "保教": "学前教育",
    "特殊教育": "特殊教育", "康复": "康复治疗学", "专业课": "机电一体化",
}  # fmt: skip
_ALSO: dict[str, tuple[str, ...]] = {
    "语文": ("道德与法治", "地方课程"),
    "数学": ("科学", "综合实践"),
    "英语": ("综合实践",),
    "道德与法治": ("地方课程", "历史"),
    "科学": ("综合实践", "劳动"),
    "历史": ("道德与法治", "地理"),
    "地理": ("历史", "地方课程"),
    "生物": ("科学", "劳动"),
    "物理": ("科学", "信息科技"),
    "化学": ("科学", "生物"),
    "体育": ("地方课程",),
    "音乐": ("美术",),
    "美术": ("音乐", "书法"),
    "信息科技": ("综合实践", "劳动"),
    "劳动": ("综合实践", "地方课程"),
    "综合实践": ("劳动", "地方课程"),
    "心理健康": ("道德与法治",),
}
_JUNIOR_ONLY = ("历史", "地理", "生物", "物理", "化学")
_HIGHER: dict[Stage, tuple[Stage, ...]] = {
    Stage.KINDERGARTEN: (Stage.KINDERGARTEN,),
    Stage.PRIMARY: (Stage.PRIMARY, Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
    Stage.JUNIOR: (Stage.JUNIOR, Stage.JUNIOR, Stage.SENIOR, Stage.SENIOR),
    Stage.SENIOR: (Stage.SENIOR,),
    Stage.VOCATIONAL: (Stage.VOCATIONAL, Stage.SENIOR),
    Stage.SPECIAL: (Stage.SPECIAL,),
}


def major_of(subject: str) -> str:
    """The major (所学专业) that goes with a subject."""
    return _MAJORS[subject]


def certificate_stage(stage: Stage, rng: Random) -> Stage:
    """A certificate good for the stage: of the stage itself or a higher one."""
    return rng.choice(_HIGHER[stage])


def also_taught(subject: str, stage: Stage, campus: Campus, rng: Random) -> tuple[Subject, ...]:
    """兼教学科: nearly everyone in a village, few in the seat; only subjects of the stage."""
    if not campus.compulsory:
        return ()
    likely = {Locale.CITY: 0.35, Locale.TOWN: 0.6, Locale.RURAL: 0.9}[campus.locale]
    if rng.random() >= likely:
        return ()
    unfit = _JUNIOR_ONLY if stage is Stage.PRIMARY else ("科学",)
    return tuple(Subject(s) for s in _ALSO.get(subject, ()) if s not in unfit)

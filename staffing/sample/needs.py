"""How many teachers of which subject a school has: near need in sum, skewed by place."""

from __future__ import annotations

from random import Random

from models.vocabulary import Grade, Locale, SchoolKind, Stage
from staffing.sample import figures
from staffing.sample.drafts import Campus, Sketch

Post = tuple[Stage, str]
"""A stage and a subject."""

_COMPULSORY_GRADES = tuple(Grade)[list(Grade).index(Grade.G1) : list(Grade).index(Grade.G9) + 1]
HOMEROOM: dict[Stage, dict[str, float]] = {
    Stage.PRIMARY: {"语文": 0.58, "数学": 0.34, "英语": 0.08},
    Stage.JUNIOR: {"语文": 0.30, "数学": 0.28, "英语": 0.20, "道德与法治": 0.08, "历史": 0.05,
                   "地理": 0.04, "物理": 0.05},
}  # fmt: skip
"""Who is homeroom teacher, by subject: their lessons are halved, so more of them are needed."""
_SHARED_LESSONS: dict[str, float] = {
    "语文": 0.14, "数学": 0.10, "道德与法治": 0.16, "信息科技": 0.15, "劳动": 0.06,
    "综合实践": 0.07,
}  # fmt: skip
"""Who is kept for the lessons of 综合实践 and 地方课程; the rest is 兼课 of everyone."""
_TAUGHT_ALONGSIDE = ("综合实践", "地方课程")
_CENTRAL_SHARE = 0.85
"""Part of a township's specialists for small campuses that sits at the central school."""


def periods(campus: Campus, stage: Stage) -> dict[str, float]:
    """Weekly lessons by subject of a campus's classes of one compulsory stage."""
    lessons: dict[str, float] = {}
    for grade, (classes, _) in campus.grades.items():
        if stage_of(grade) is not stage:
            continue
        for subject, by_grade in figures.CURRICULUM.items():
            weekly = by_grade[_COMPULSORY_GRADES.index(grade)]
            lessons[subject] = lessons.get(subject, 0.0) + classes * weekly
    return {subject: n for subject, n in lessons.items() if n}


def stage_of(grade: Grade) -> Stage | None:
    """Stage of a compulsory grade under 五四学制; None for the other grades."""
    if grade not in _COMPULSORY_GRADES:
        return None
    return Stage.PRIMARY if _COMPULSORY_GRADES.index(grade) < 5 else Stage.JUNIOR


def classes_of(campus: Campus, stage: Stage) -> int:
    """Classes of one compulsory stage."""
    return sum(n for grade, (n, _) in campus.grades.items() if stage_of(grade) is stage)


def needed(campus: Campus, stage: Stage) -> dict[str, float]:
    """Teachers by subject that lessons, homerooms and taught-alongside lessons ask for."""
    lessons = periods(campus, stage)
    alongside = sum(lessons.pop(s, 0.0) for s in _TAUGHT_ALONGSIDE)
    load = figures.LOAD[stage]
    for subject, share in _SHARED_LESSONS.items():
        lessons[subject] = lessons.get(subject, 0.0) + share * alongside
    heads = {subject: n / load for subject, n in lessons.items()}
    for subject, share in HOMEROOM[stage].items():
        if subject in heads:
            heads[subject] += 0.5 * share * classes_of(campus, stage)
    return heads


def posts(sketch: Sketch) -> dict[str, dict[Post, int]]:
    """Teachers by campus, stage and subject. Campuses of a legal school are rounded together."""
    rng = sketch.chance("needs")
    result: dict[str, dict[Post, int]] = {}
    central: dict[tuple[str, Post], float] = {}
    for campus in sketch.campuses:
        wanted = _wanted(campus)
        result[campus.code] = {}
        for post, heads in wanted.items():
            whole = _settle(campus, post, heads, rng)
            result[campus.code][post] = whole
            if not campus.is_legal:
                left = max(0.0, heads - whole) * _CENTRAL_SHARE
                key = (campus.legal, post)
                central[key] = central.get(key, 0.0) + left
    for (legal, post), left in central.items():
        extra = int(left) + (rng.random() < left - int(left))
        result[legal][post] = result[legal].get(post, 0) + extra
    return {code: {p: n for p, n in by_post.items() if n} for code, by_post in result.items()}


def _wanted(campus: Campus) -> dict[Post, float]:
    if campus.kind is SchoolKind.KINDERGARTEN:
        spare = 1.0 if campus.is_legal else 0.0
        return {(Stage.KINDERGARTEN, "保教"): 1.97 * campus.classes + spare}
    if campus.kind is SchoolKind.SENIOR:
        return _upper(campus, Stage.SENIOR, figures.SENIOR_PERIODS)
    if campus.kind is SchoolKind.VOCATIONAL:
        return _upper(campus, Stage.VOCATIONAL, figures.VOCATIONAL_PERIODS)
    if campus.kind is SchoolKind.SPECIAL:
        return {(Stage.SPECIAL, "特殊教育"): campus.pupils / 4.8, (Stage.SPECIAL, "康复"): 3.5}
    wanted: dict[Post, float] = {}
    for stage in campus.kind.stages:
        for subject, heads in needed(campus, stage).items():
            wanted[stage, subject] = heads * _comfort(campus, subject) * figures.OVERHEAD
    if campus.pupils > 900 and campus.compulsory:
        wanted[campus.kind.stages[0], "心理健康"] = 1.0
    return wanted


def _upper(campus: Campus, stage: Stage, weekly: dict[str, float]) -> dict[Post, float]:
    load = figures.LOAD[stage]
    per_class = sum(weekly.values())
    return {
        (stage, subject): campus.classes * (n / load + 0.5 * n / per_class) * figures.OVERHEAD
        for subject, n in weekly.items()
    }


def _comfort(campus: Campus, subject: str) -> float:
    if not campus.public:
        return 1.0
    if subject in figures.SHORTAGE_SUBJECTS:
        return figures.STAFFING_OF_SHORT[campus.locale]
    return figures.STAFFING_OF_MAIN[campus.locale]


def _settle(campus: Campus, post: Post, heads: float, rng: Random) -> int:
    """Round by chance; a small campus gets no one for a fraction of a specialist."""
    whole = int(heads)
    small = campus.locale is Locale.RURAL and (not campus.is_legal or heads < 0.6)
    if small and campus.compulsory and post[1] not in ("语文", "数学"):
        return whole
    return whole + (rng.random() < heads - whole)

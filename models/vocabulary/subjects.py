"""学科表: the subjects, each in its main spelling."""

from __future__ import annotations

SUBJECTS: tuple[str, ...] = (
    "语文",
    "数学",
    "英语",
    "道德与法治",
    "思想政治",
    "科学",
    "历史",
    "地理",
    "生物",
    "物理",
    "化学",
    "体育",
    "音乐",
    "美术",
    "艺术",
    "信息科技",
    "通用技术",
    "劳动",
    "综合实践",
    "地方课程",
    "心理健康",
    "书法",
    "俄语",
    "日语",
    "保教",
    "保育",
    "特殊教育",
    "康复",
    "专业课",
)
"""学科表: subjects known without further ado. 学科需求 may add subjects for 中职 and 特教."""

"""Words about placements: when, in which way and round, in which team people are placed."""

from __future__ import annotations

from models.vocabulary.word import Word


class TermName(Word):
    """学期: which part of the school year a plan covers."""

    AUTUMN = "秋季"
    SPRING = "春季"
    YEAR = "全学年"


class Term(Word):
    """学期 named in 实习生."""

    AUTUMN = "秋季"
    SPRING = "春季"


class Mode(Word):
    """方式: the ways a person can be placed."""

    STAY = "留任"
    ROTATION = "交流"
    TRANSFER = "调动"
    COMPETITION = "竞聘"
    ITINERANT = "走教"
    SECONDMENT = "支教"
    SHADOWING = "跟岗"
    ATTACHMENT = "挂职"
    TRAINING = "培训"
    TEMPERING = "锻炼"
    RECRUITMENT = "招聘"


class Round(Word):
    """轮次: stages of 县管校聘 after 直聘 and 校内竞聘; 预测 plays all of them before the first."""

    FORECAST = "预测"
    DISTRICT = "学区内"
    CROSS = "跨校竞聘"
    ADJUSTMENT = "组织调剂"
    WAITING = "待岗转岗"


class Relation(Word):
    """关系: whether the 编制 relation moves with the person."""

    TRANSFERRED = "调动"
    KEPT = "不调动"


class Direction(Word):
    """方向 of the 支教团 sheet."""

    INBOUND = "派入"
    OUTBOUND = "派出"


class TeamRole(Word):
    """角色 in a team."""

    LEADER = "学校领导"
    MIDDLE = "中层干部"
    TEACHER = "教师"
    KEY_TEACHER = "骨干教师"
    RESEARCHER = "教研员"

"""Words of what is asked for, reviewed and decided before a plan is made."""

from __future__ import annotations

from models.vocabulary.word import Word


class SchoolOpinion(Word):
    """学校意见 of the 推荐 sheet."""

    AGREE = "同意"
    DISAGREE = "不同意"


class OfficeReview(Word):
    """局审核 of the 推荐 sheet."""

    PASSED = "通过"
    REJECTED = "不通过"
    PENDING = "待审"


class ExemptionKind(Word):
    """类别 of the 免缓申请 sheet."""

    EXEMPT = "免"
    DEFER = "缓"
    DIRECT = "直聘"


class Approval(Word):
    """审批结果: only 已批准 binds."""

    APPROVED = "已批准"
    REFUSED = "未批准"
    PENDING = "审批中"


class PointsUse(Word):
    """用途 of the 积分 sheet."""

    COMPETITION = "竞聘"
    ROTATION = "交流"

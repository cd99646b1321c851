"""Closed vocabularies: the Chinese words the office writes, one English name per notion.

Every member's *value* is the word of the sheets. ``spellings`` lists the other spellings that are
read as the same word; anything else is refused with the nearest known word.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A closed vocabulary of the workbook; the member's value is the word the office writes."""


class TermName(Word):
    """学期: which part of the school year a plan covers."""

    AUTUMN = "秋季"
    SPRING = "春季"
    YEAR = "全学年"


class Sponsor(Word):
    """举办性质."""

    PUBLIC = "公办"
    PRIVATE = "民办"


class Stage(Word):
    """任教学段: the stage a teacher teaches or a class belongs to."""

    KINDERGARTEN = "幼儿园"
    PRIMARY = "小学"
    JUNIOR = "初中"
    SENIOR = "高中"
    VOCATIONAL = "中职"
    SPECIAL = "特教"


class SchoolKind(Word):
    """学段 column of 学校: which stages a school runs."""

    KINDERGARTEN = "幼儿园"
    PRIMARY = "小学"
    JUNIOR = "初中"
    NINE_YEAR = "九年一贯"
    TWELVE_YEAR = "十二年一贯"
    COMPLETE_SECONDARY = "完全中学"
    SENIOR = "高中"
    VOCATIONAL = "中职"
    SPECIAL = "特教"
    RESEARCH = "教研机构"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Stages taught here; empty for a research office (教研机构)."""
        return _STAGES[self]


_STAGES: dict[SchoolKind, tuple[Stage, ...]] = {
    SchoolKind.KINDERGARTEN: (Stage.KINDERGARTEN,),
    SchoolKind.PRIMARY: (Stage.PRIMARY,),
    SchoolKind.JUNIOR: (Stage.JUNIOR,),
    SchoolKind.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolKind.TWELVE_YEAR: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
    SchoolKind.COMPLETE_SECONDARY: (Stage.JUNIOR, Stage.SENIOR),
    SchoolKind.SENIOR: (Stage.SENIOR,),
    SchoolKind.VOCATIONAL: (Stage.VOCATIONAL,),
    SchoolKind.SPECIAL: (Stage.SPECIAL,),
    SchoolKind.RESEARCH: (),
}

COMPULSORY_STAGES = (Stage.PRIMARY, Stage.JUNIOR)
"""义务教育: the stages of compulsory education."""


class Schooling(Word):
    """学制: 六三 (six primary years) or 五四 (five; then grade six is a junior grade)."""

    SIX_THREE = "六三"
    FIVE_FOUR = "五四"


class Locale(Word):
    """城乡 of a school: 城区, 镇区, 乡村 (statistics codes 111…220 are read as aliases)."""

    CITY = "城区"
    TOWN = "镇区"
    RURAL = "乡村"


class Grade(Word):
    """年级 of the 班级 sheet. Kindergarten groups, nine compulsory grades, upper grades."""

    NURSERY = "托班"
    K1 = "小班"
    K2 = "中班"
    K3 = "大班"
    KMIX = "混龄班"
    G1 = "一年级"
    G2 = "二年级"
    G3 = "三年级"
    G4 = "四年级"
    G5 = "五年级"
    G6 = "六年级"
    G7 = "七年级"
    G8 = "八年级"
    G9 = "九年级"
    S1 = "高一"
    S2 = "高二"
    S3 = "高三"
    V1 = "中职一年级"
    V2 = "中职二年级"
    V3 = "中职三年级"
    SPECIAL = "特教班"


class Gender(Word):
    """性别."""

    MALE = "男"
    FEMALE = "女"


class StaffKind(Word):
    """编制类型: on what footing a person is employed."""

    ESTABLISHED = "在编"
    CONTROLLED = "人员控制总量"
    REVOLVING = "周转编制"
    SPECIAL_POST = "特岗"
    CONTRACT = "合同制"
    AGENCY = "劳务派遣"
    RETIRED_RETURN = "银龄"


class StaffStatus(Word):
    """人员状态 on the reference date."""

    ON_DUTY = "在岗"
    SECONDED_OUT = "借调"
    SICK = "病休"
    MATERNITY = "产假"
    UNPAID = "停薪留职"
    TRAINING = "脱产培训"
    AID = "援派"
    WAITING = "待岗"
    OFF_POST = "在编不在岗"
    RETIRED = "退休"


class PostKind(Word):
    """岗位类别."""

    TEACHER = "教师"
    CLERK = "职员"
    ASSISTANT = "教辅"
    WORKER = "工勤"


class Leadership(Word):
    """行政职务."""

    SECRETARY = "书记"
    PRINCIPAL = "校长"
    HEAD = "园长"
    DEPUTY = "副职"
    MIDDLE = "中层"
    NONE = "无"


class Education(Word):
    """学历, ordered from lowest to highest by :attr:`rank`."""

    SECONDARY = "高中及以下"
    NORMAL = "中师"
    COLLEGE = "专科"
    BACHELOR = "本科"
    MASTER = "硕士研究生"
    DOCTOR = "博士研究生"

    @property
    def rank(self) -> int:
        """Position in the order of education, 0 = lowest."""
        return list(Education).index(self)


class Degree(Word):
    """学位."""

    NONE = "无"
    BACHELOR = "学士"
    MASTER = "硕士"
    DOCTOR = "博士"


class Title(Word):
    """职称, ordered from lowest to highest by :attr:`rank`."""

    NONE = "未评"
    THIRD = "三级"
    SECOND = "二级"
    FIRST = "一级"
    SENIOR = "高级"
    FULL_SENIOR = "正高级"

    @property
    def rank(self) -> int:
        """Position in the order of titles, 0 = none."""
        return list(Title).index(self)


class KeyLevel(Word):
    """骨干级别, ordered from lowest to highest by :attr:`rank`."""

    NONE = "无"
    SCHOOL = "校级"
    COUNTY = "县级"
    CITY = "市级"
    PROVINCE = "省级"

    @property
    def rank(self) -> int:
        """Position in the order of key-teacher levels, 0 = none."""
        return list(KeyLevel).index(self)


class Counsellor(Word):
    """心理教师 column."""

    FULL_TIME = "专职"
    PART_TIME = "兼职"
    NO = "否"


class Service(Word):
    """服务期类型: what kind of obligation binds a person to rural service."""

    SPECIAL_POST = "特岗"
    NATIONAL_FUNDED = "国家公费师范生"
    PROVINCIAL_FUNDED = "省属公费师范生"
    CITY_FUNDED = "市县公费师范生"
    GENERAL_TEACHER = "全科教师"
    BOUND = "捆绑聘用"
    TALENT = "人才引进"
    OTHER = "其他"
    NONE = "无"


class Appraisal(Word):
    """年度考核."""

    EXCELLENT = "优秀"
    COMPETENT = "合格"
    BASIC = "基本合格"
    FAILED = "不合格"
    NOT_RATED = "未定等次"


class Ethics(Word):
    """师德 (考核结果)."""

    EXCELLENT = "优秀"
    COMPETENT = "合格"
    FAILED = "不合格"


class RetirementChoice(Word):
    """退休选择: a person's own choice about the retirement age, where the law leaves one."""

    STATUTORY = "法定"
    EARLY = "弹性提前"
    LATE = "弹性延迟"
    WOMAN_CADRE_EARLY = "女干部选择提前"


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


class PairingKind(Word):
    """方式 of the 结对 sheet."""

    PAIRED = "结对"
    GROUP = "集团"
    ENTRUSTED = "托管"
    SEED = "种子学校"


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


class SchoolChange(Word):
    """撤/并/建 of the 学校调整 sheet."""

    CLOSE = "撤"
    MERGE = "并"
    OPEN = "建"


class Term(Word):
    """学期 named in 实习生."""

    AUTUMN = "秋季"
    SPRING = "春季"


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

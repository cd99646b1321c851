"""Closed vocabularies: the Chinese words the office writes, one English name per notion.

Every member's *value* is the word of the sheets. ``ALIASES`` lists the other spellings that are
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

SUBJECT_ALIASES: dict[str, str] = {
    "外语": "英语",
    "英文": "英语",
    "思品": "道德与法治",
    "品德": "道德与法治",
    "品德与社会": "道德与法治",
    "品德与生活": "道德与法治",
    "思想品德": "道德与法治",
    "道法": "道德与法治",
    "政治": "思想政治",
    "思政": "思想政治",
    "体育与健康": "体育",
    "信息技术": "信息科技",
    "信息": "信息科技",
    "综合实践活动": "综合实践",
    "劳动技术": "劳动",
    "劳动教育": "劳动",
    "地方与学校课程": "地方课程",
    "地方与学校": "地方课程",
    "校本课程": "地方课程",
    "心理": "心理健康",
    "心理健康教育": "心理健康",
    "学前教育": "保教",
    "幼教": "保教",
    "生物学": "生物",
    "专业": "专业课",
}

ALIASES: dict[type[Word], dict[str, str]] = {
    TermName: {"秋": "秋季", "春": "春季", "第一学期": "秋季", "第二学期": "春季", "学年": "全学年",
               "上学期": "秋季", "下学期": "春季"},
    Sponsor: {"公立": "公办", "民立": "民办", "私立": "民办", "民办普惠": "民办"},
    Stage: {"幼儿": "幼儿园", "学前": "幼儿园", "普通高中": "高中", "普高": "高中", "职高": "中职",
            "中等职业": "中职", "特殊教育": "特教"},
    SchoolKind: {"普通高中": "高中", "职业高中": "中职", "中等职业学校": "中职", "特殊教育": "特教",
                 "特殊教育学校": "特教", "九年一贯制": "九年一贯", "九年一贯制学校": "九年一贯",
                 "十二年一贯制": "十二年一贯", "完中": "完全中学", "教研室": "教研机构",
                 "完全小学": "小学", "教学点": "小学", "初级中学": "初中"},
    Schooling: {"六三制": "六三", "五四制": "五四", "63": "六三", "54": "五四"},
    Locale: {"111": "城区", "112": "城区", "121": "镇区", "122": "镇区", "123": "镇区",
             "210": "乡村", "220": "乡村"},  # 农村 may mean 镇区 as well: never guessed
    Grade: {"1": "一年级", "2": "二年级", "3": "三年级", "4": "四年级", "5": "五年级",
            "6": "六年级", "7": "七年级", "8": "八年级", "9": "九年级", "初一": "七年级",
            "初二": "八年级", "初三": "九年级", "10": "高一", "11": "高二", "12": "高三",
            "高一年级": "高一", "高二年级": "高二", "高三年级": "高三", "混龄": "混龄班",
            "1年级": "一年级", "2年级": "二年级", "3年级": "三年级", "4年级": "四年级",
            "5年级": "五年级", "6年级": "六年级", "7年级": "七年级", "8年级": "八年级",
            "9年级": "九年级", "职一": "中职一年级", "职二": "中职二年级", "职三": "中职三年级"},
    Gender: {"男性": "男", "女性": "女"},
    StaffKind: {"事业编": "在编", "事业编制": "在编", "编制内": "在编", "控制总量": "人员控制总量",
                "备案制": "人员控制总量", "临聘": "合同制", "聘用制": "合同制", "派遣": "劳务派遣",
                "特岗教师": "特岗", "银龄讲学": "银龄", "周转": "周转编制"},
    StaffStatus: {"在职": "在岗", "病假": "病休", "长期病假": "病休", "生育假": "产假",
                  "借出": "借调", "外借": "借调", "培训": "脱产培训", "支援": "援派",
                  "援疆": "援派", "援藏": "援派", "已退休": "退休", "离岗": "在编不在岗"},
    PostKind: {"教师岗": "教师", "专技": "教师", "专业技术": "教师", "管理": "职员",
               "管理岗": "职员", "教辅岗": "教辅", "工人": "工勤", "工勤岗": "工勤"},
    Leadership: {"党支部书记": "书记", "党总支书记": "书记", "书记校长": "校长",
                 "书记、校长": "校长", "副校长": "副职", "副书记": "副职", "副园长": "副职",
                 "主任": "中层", "副主任": "中层", "中层干部": "中层"},
    Education: {"研究生": "硕士研究生", "硕士": "硕士研究生", "博士": "博士研究生",
                "大学本科": "本科", "大学": "本科", "大专": "专科", "大学专科": "专科",
                "中专": "中师", "中等师范": "中师", "高中": "高中及以下", "初中": "高中及以下"},
    Degree: {"学士学位": "学士", "硕士学位": "硕士", "博士学位": "博士"},
    Title: {"无": "未评", "未定级": "未评", "员级": "三级", "三级教师": "三级", "二级教师": "二级",
            "一级教师": "一级", "高级教师": "高级", "正高": "正高级", "正高级教师": "正高级",
            "副高": "高级", "副高级": "高级", "中级": "一级", "初级": "二级",
            "助理级": "二级"},
    KeyLevel: {"否": "无", "区级": "县级", "区县级": "县级", "校": "校级", "县": "县级",
               "市": "市级", "省": "省级"},
    Counsellor: {"无": "否", "是": "兼职"},
    Service: {"公费师范生": "省属公费师范生", "部属公费师范生": "国家公费师范生",
              "免费师范生": "国家公费师范生", "特岗教师": "特岗", "全科": "全科教师"},
    Appraisal: {"称职": "合格", "不定等次": "未定等次", "基本称职": "基本合格", "不称职": "不合格"},
    Ethics: {"良好": "合格"},
    Mode: {"留": "留任", "交流轮岗": "交流", "轮岗": "交流", "调": "调动", "跨校竞聘": "竞聘",
           "支教团": "支教", "组团支教": "支教", "学习锻炼": "锻炼"},
    Relation: {"是": "调动", "否": "不调动"},
    ExemptionKind: {"免交流": "免", "缓交流": "缓", "免予交流": "免", "暂缓": "缓"},
    Approval: {"批准": "已批准", "同意": "已批准", "通过": "已批准", "不批准": "未批准",
               "不同意": "未批准", "待审批": "审批中"},
    SchoolOpinion: {"推荐": "同意", "不推荐": "不同意"},
    OfficeReview: {"同意": "通过", "不同意": "不通过", "待定": "待审"},
    SchoolChange: {"撤销": "撤", "合并": "并", "并入": "并", "新建": "建"},
    TeamRole: {"领导": "学校领导", "校领导": "学校领导", "中层": "中层干部", "骨干": "骨干教师"},
}  # fmt: skip
"""Other spellings read as a member's own word, per vocabulary."""

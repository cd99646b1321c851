"""Words about people: employment, office, learning, standing, obligations."""

from __future__ import annotations

from models.vocabulary.word import Word


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

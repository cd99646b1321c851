"""Words about schools: what they are and teach, how they are bound to one another."""

from __future__ import annotations

from models.vocabulary.word import Word


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


class PairingKind(Word):
    """方式 of the 结对 sheet."""

    PAIRED = "结对"
    GROUP = "集团"
    ENTRUSTED = "托管"
    SEED = "种子学校"


class SchoolChange(Word):
    """撤/并/建 of the 学校调整 sheet."""

    CLOSE = "撤"
    MERGE = "并"
    OPEN = "建"

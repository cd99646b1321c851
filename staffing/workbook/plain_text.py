"""Cell texts as compared and kept: full-width forms made plain, stray and invisible blanks gone."""

from __future__ import annotations

from models.plain import INVISIBLE

EXACT_DIGITS = 15  # a spreadsheet number holds no more significant digits

_WIDE = (
    INVISIBLE
    | {0x3000: " ", 0xA0: " "}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF10, 0xFF1A)}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF21, 0xFF3B)}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF41, 0xFF5B)}
)

_TRADITIONAL = (
    "師編號學歷職稱齡縣區鎮鄉體類態狀別級務屆現專業課時間資證崗導輔員隊參進數語藝術樂"
    "勞動習畫備單對結協調離際團願積項優質辦條鎖決審報薦緩請開關係組織養兒園貫長書記產"
    "雙擇經緯農設規劃統籌實驗醫護銀約總佔點帶託檢標額輪並併連確圖補與無國東衛電機訊營"
    "識紀歲滿續鍛煉鍊掛"
)
_SIMPLIFIED = (
    "师编号学历职称龄县区镇乡体类态状别级务届现专业课时间资证岗导辅员队参进数语艺术乐"
    "劳动习画备单对结协调离际团愿积项优质办条锁决审报荐缓请开关系组织养儿园贯长书记产"
    "双择经纬农设规划统筹实验医护银约总占点带托检标额轮并并连确图补与无国东卫电机讯营"
    "识纪岁满续锻炼炼挂"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """Headers, names of sheets and words of lists in traditional characters, as the contract writes
    them; only the characters that occur there. Names of people and schools are left alone."""
    return text.translate(_SIMPLER)


def tidy(text: str) -> str:
    """Free text: full-width digits, letters and blanks made plain, runs of blanks made one."""
    return " ".join(text.translate(_WIDE).split())


def is_blank(value: object) -> bool:
    """Whether a cell is empty or holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.translate(INVISIBLE).strip())


def number_text(value: int | float) -> str:
    """A numeric cell as a spreadsheet shows it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value) if isinstance(value, int) else format(value, f".{EXACT_DIGITS}g")

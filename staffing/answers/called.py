"""What people are called by on a command line: a code, or a whole name that nobody else has."""

from __future__ import annotations

from collections.abc import Mapping

from models.column import Code
from models.county import County
from models.sheets import SchoolRow, TeacherRow
from staffing.answers.newcomer import newcomer
from staffing.answers.suppose.pupils import NotUnderstood
from staffing.workbook.references import Codes

_NAMED = 5
"""Codes named when a name fits several."""


def codes_called(text: str, names: Mapping[Code, str]) -> list[Code]:
    """The code itself, or all of that name. names: code → name."""
    if text in names:
        return [Code(text)]
    return [code for code, name in names.items() if name == text]


def ambiguous_words(text: str, codes: list[Code]) -> str:
    """That a name fits several."""
    return f"名为“{text}”的不止一个（{'、'.join(codes[:_NAMED])}），请改用编号。"


def teacher_names(county: County) -> dict[Code, str]:
    """Code → name of every teacher."""
    return {row.code: row.name for row in county.teachers}


def school_names(county: County, *, outside: bool = True) -> dict[Code, str]:
    """Code → name of every school. outside: those of other counties too."""
    abroad = county.outside_schools if outside else ()
    return {row.code: row.name for row in county.schools} | {x.code: x.name for x in abroad}


class Called:
    """Teachers and schools of a county; what names none, or several, raises NotUnderstood."""

    def __init__(self, county: County) -> None:
        self._county = county
        self._teachers = teacher_names(county)

    def meant(self, text: str) -> str:
        """The code of a teacher or a school by its name; what is neither stays as it is."""
        codes = codes_called(text, self._teachers | school_names(self._county))
        return codes[0] if len(codes) == 1 else text

    def teacher(self, text: str) -> TeacherRow:
        """A teacher of the county."""
        code = _only(text, self._teachers)
        if code is not None:
            return self._county.teacher[code]
        other = newcomer(self._county, text)
        if other is not None:
            raise NotUnderstood(f"{other.words}，不是本县教师，这里不能写")
        raise NotUnderstood(f"教师表中没有编号或姓名“{text}”{_hint(text, self._teachers)}")

    def school(self, text: str) -> SchoolRow:
        """A school of the county."""
        return self._county.school[self.place(text, outside=False)]

    def place(self, text: str, *, outside: bool = True) -> Code:
        """A school, of other counties too where *outside* says so."""
        names = school_names(self._county, outside=outside)
        code = _only(text, names)
        if code is None:
            raise NotUnderstood(f"学校表中没有代码或名称“{text}”{_hint(text, names)}")
        return code


def _only(text: str, names: Mapping[Code, str]) -> Code | None:
    codes = codes_called(text, names)
    if len(codes) > 1:
        raise NotUnderstood(ambiguous_words(text, codes).rstrip("。"))
    return codes[0] if codes else None


def _hint(text: str, names: Mapping[Code, str]) -> str:
    return Codes({str(code): name for code, name in names.items()}).hint(text)

"""The one place that opens a workbook: openpyxl, read-only, values only, with caps.

Hidden rows, hidden sheets and any formatting are read like everything else. Failures of the
library on files that other programs wrote badly end as one Chinese sentence.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from models.column import Row
from models.problem import InputRefused
from staffing.workbook.ledger import Ledger
from staffing.workbook.plain_text import simplified
from staffing.workbook.preflight import Inspected, SheetFacts, refusal
from staffing.workbook.table import MAX_COLUMNS, MAX_ROWS, NumberedRow, RawSheet

_COPY = re.compile(
    r"[（(]\d+[）)]|[-_]?(副本|备份|旧|新|原|copy|old)\d*|^(副本|备份|旧|新|原)[-_]?|\d+$"
)
"""What marks a copy of a sheet in its name."""


class OpenWorkbook:
    """A preflighted workbook, open for reading; a context manager.

    Raises :class:`InputRefused` from any method when the library cannot make sense of the file.
    """

    def __init__(self, path: Path, inspected: Inspected) -> None:
        self.path, self.inspected = path, inspected
        self.values: Any = None
        self._with_formulas: Any = None
        self._quiet = warnings.catch_warnings()

    def __enter__(self) -> OpenWorkbook:
        self._quiet.__enter__()
        warnings.simplefilter("ignore")  # the library's remarks on styles and extensions
        try:
            self.values = self._load(data_only=True)
        except InputRefused:
            self._quiet.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for book in (self.values, self._with_formulas):
            if book is not None:
                book.close()
        self._quiet.__exit__(kind, error, trace)

    @property
    def epoch(self) -> datetime:
        """Day zero of the workbook's serial dates (1900 or 1904 system)."""
        epoch: datetime = self.values.epoch
        return epoch

    @property
    def titles(self) -> tuple[str, ...]:
        """Names of the worksheets, as written."""
        return tuple(sheet.title for sheet in self.values.worksheets)

    @property
    def hidden(self) -> frozenset[str]:
        """Names of the worksheets that do not show."""
        sheets = self.values.worksheets
        return frozenset(sheet.title for sheet in sheets if sheet.sheet_state != "visible")

    def raw_sheet(self, title: str) -> RawSheet:
        """Cells and formula positions of the worksheet called *title*."""
        sheet = self.values[title]
        # The part's name inside the archive; openpyxl keeps it in a private attribute only.
        facts = self.inspected.sheets.get(sheet._worksheet_path, SheetFacts(True, None))
        formulas = self._formulas(title, facts) if facts.formulas else frozenset()
        rows = partial(self._rows, sheet, facts)
        return RawSheet(rows, formulas, facts.last_row, facts.merged, facts.hidden, facts.unseen)

    def _load(self, data_only: bool) -> Any:
        import openpyxl

        try:
            return openpyxl.load_workbook(
                io.BytesIO(self.inspected.data),
                read_only=True,
                data_only=data_only,
                keep_links=False,
            )
        except Exception:  # whatever a badly written file makes the library raise
            raise self._broken() from None

    def _broken(self) -> InputRefused:
        return refusal(
            self.path,
            "structure",
            "内部结构不规范（多为其他系统导出），读不了",
            "请用 Excel 或 WPS 打开后另存一次再试",
        )

    def _rows(self, sheet: Any, facts: SheetFacts, width: int) -> Iterator[NumberedRow]:
        last = MAX_ROWS + 1 if facts.last_row is None else facts.last_row
        if last:
            area = {"max_row": last, "max_col": width, "values_only": True}
            yield from enumerate(self._guarded(sheet, area), start=1)

    def _guarded(self, sheet: Any, area: dict[str, int]) -> Iterator[Any]:
        """Rows of an area; a false dimension stated in the file is not believed."""
        sheet.reset_dimensions()
        rows = sheet.iter_rows(**area)
        while True:
            try:
                row = next(rows, None)
            except Exception:  # as in _load
                raise self._broken() from None
            if row is None:
                return
            yield row

    def _formulas(self, title: str, facts: SheetFacts) -> frozenset[tuple[int, int]]:
        if self._with_formulas is None:
            self._with_formulas = self._load(data_only=False)
        last = MAX_ROWS + 1 if facts.last_row is None else min(facts.last_row, MAX_ROWS + 1)
        area = {"max_row": last, "max_col": MAX_COLUMNS}
        rows = self._guarded(self._with_formulas[title], area) if last else ()
        return frozenset(
            (number, index)
            for number, row in enumerate(rows, start=1)
            for index, cell in enumerate(row)
            if cell.data_type == "f"
        )


def match_sheets(
    titles: Sequence[str], sheets: Sequence[type[Row]], ledger: Ledger
) -> dict[type[Row], str]:
    """Contract sheet → worksheet title; complains of missing, doubled and misspelt sheets."""
    by_name: dict[str, list[str]] = {}
    for title in titles:
        by_name.setdefault(_normal_title(title), []).append(title)
    contract = {_normal_title(sheet.sheet) for sheet in sheets}
    strangers = {name: found[0] for name, found in by_name.items() if name not in contract}
    matched: dict[type[Row], str] = {}
    for sheet in sheets:
        found = by_name.get(_normal_title(sheet.sheet), [])
        if len(found) > 1:
            message = f"有{len(found)}张表都叫这个名字（{'、'.join(found)}）；请只留一张"
            ledger.error(sheet.sheet, (0, None), "duplicate_sheet", message)
        elif found:
            matched[sheet] = found[0]
            _note_copies(sheet, [t for n, t in strangers.items() if _is_copy(n, sheet)], ledger)
        else:
            _complain_missing(sheet, strangers, ledger)
    return matched


def _is_copy(name: str, sheet: type[Row]) -> bool:
    """Whether a worksheet's name is the sheet's with what marks a copy or an older one."""
    return _COPY.sub("", name) == _normal_title(sheet.sheet)


def _note_copies(sheet: type[Row], copies: Sequence[str], ledger: Ledger) -> None:
    if copies:
        named = "、".join(f"“{title}”" for title in copies)
        message = f"工作表{named}像是它的副本，没有读入；要用的数据请并到“{sheet.sheet}”表"
        ledger.warn(sheet.sheet, (0, None), "sheet_copy", message)


def _complain_missing(sheet: type[Row], strangers: dict[str, str], ledger: Ledger) -> None:
    near = get_close_matches(_normal_title(sheet.sheet), strangers, n=1, cutoff=0.6)
    if sheet.required_sheet:
        hint = f"（“{strangers[near[0]]}”是否就是它？请改名）" if near else ""
        message = f"缺少必须有的工作表“{sheet.sheet}”{hint}；请按模板补上"
        ledger.error(sheet.sheet, (0, None), "missing_sheet", message)
    elif near:
        message = (
            f"工作表“{strangers[near[0]]}”不认识，没有读入；如果是“{sheet.sheet}”，请改成这个名字"
        )
        ledger.warn(sheet.sheet, (0, None), "near_sheet", message)


def _normal_title(title: str) -> str:
    bare = simplified("".join(unicodedata.normalize("NFKC", title).split()))
    return bare.removesuffix("表") if len(bare) > 1 else bare

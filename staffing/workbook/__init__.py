"""The workbook in: what the office hands over becomes a validated county, or a list of faults."""

from __future__ import annotations

from staffing.workbook.plan import read_plan
from staffing.workbook.planned import to_roster
from staffing.workbook.reader import Reading, load_county, read_workbook

__all__ = ["Reading", "load_county", "read_plan", "read_workbook", "to_roster"]

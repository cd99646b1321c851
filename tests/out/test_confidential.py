"""领导人员交流: lists and a scenario in a file of their own, the same bytes every time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from constraints.situation import Situation
from models.sheets import BaselineRow
from staffing.leaders import leaders_report
from staffing.roster_book.confidential import SECRET, leaders_book, write_leaders
from tests.tiny import situation, tiny


def _led() -> Situation:
    """T5 (47) has led B for two terms; T1 (26) is deputy in town."""
    return situation(
        tiny(
            {
                "T5": {"leadership": "校长", "leader_since": "2019-09", "born": "1979-01"},
                "T1": {"leadership": "副职", "leader_since": "2025-09", "born": "2000-05"},
                "T6": {"leadership": "校长"},
            },
            baselines=[BaselineRow(indicator="T14", year=2025, value="0.30")],  # type: ignore[arg-type]
        )
    )


def test_terms_shares_and_the_scenario() -> None:
    report = leaders_report(_led())
    assert [x.person for x in report.over] == ["T5"]
    assert [x.person for x in report.unknown] == ["T6"]
    assert report.share == Fraction(1, 2) and report.share_after == 1
    assert report.base == Fraction(3, 10)
    (step,) = report.suggestions
    assert (step.reserve.person, step.school, step.metres) == ("T1", "B", 10_000)
    assert dict(report.ages) == {"26—30岁": 1, "41—45岁": 1, "46—50岁": 1}


def test_every_sheet_says_that_it_is_secret() -> None:
    book = leaders_book(_led())
    assert [s.name for s in book.sheets] == ["任满名单", "设想方案", "结构", "任期不明"]
    assert all(SECRET in sheet.notes for sheet in book.sheets)


def test_the_same_county_gives_the_same_file(tmp_path: Path) -> None:
    write_leaders(_led(), tmp_path / "a.xlsx")
    write_leaders(_led(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

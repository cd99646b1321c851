"""Checks within 支教团: a team left to the policy is stated by its schools and time alone."""

from __future__ import annotations

from models.sheets import TeamRow
from staffing.workbook.ledger import Ledger
from staffing.workbook.references import Tables

_BY_ROLE = ("heads", "subject", "counterparts")
"""Fields that speak of one role."""


def check_teams(tables: Tables, ledger: Ledger) -> None:
    """A row without a role says nothing that belongs to one, and stands for its team alone."""
    table = tables[TeamRow]
    headers = {field.name: field.column.header for field in TeamRow.fields()}
    whole = [d for d in table.drafts if d.get("role") is None and "role" not in d.refused]
    counts: dict[object, int] = {}
    for draft in table.drafts:
        counts[draft.get("team")] = counts.get(draft.get("team"), 0) + 1
    for draft in whole:
        for name in _BY_ROLE:
            if draft.get(name) is not None:
                message = (
                    f"“角色”空着表示整团按政策写明的各角色人数，“{headers[name]}”就不知是哪个角色的；"
                    "请写明角色，或清空这一格"
                )
                place = table.place(draft, name)
                ledger.error(TeamRow.sheet, place, "team_without_role", message)
        if counts[draft.get("team")] > 1:
            message = (
                f"团队“{draft.get('team')}”有一行空着角色（整团按政策），又有别的行，人数会算重；"
                "请只留这一行，或各行都写明角色"
            )
            place = table.place(draft, "role")
            ledger.error(TeamRow.sheet, place, "team_twice", message)

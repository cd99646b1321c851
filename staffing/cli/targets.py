"""``staffing targets``: the ledger of ratio targets before any move."""

from __future__ import annotations

from staffing.cli.exits import Exit, of_findings
from staffing.cli.options import Book, Json, PolicyName
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice


def run(book: Book, policy: PolicyName, as_json: Json = False) -> Exit:
    """Measure every target of the policy on the county as it stands."""
    from models.roster import Roster
    from staffing.audit import audit
    from staffing.intake import take_in

    voice = Voice(as_json)
    taken = take_in(book, policy)
    found = audit(taken.situation, Roster(()))
    if as_json:
        from staffing.json_contract import target_json

        voice.data({"targets": [target_json(line) for line in found.targets]})
    else:
        from staffing.console import show_targets

        show_targets(voice.screen, found.targets, taken.place_name)
    targets = {(line.rule, line.key) for line in found.targets}
    return of_findings(f for f in found.findings if (f.rule, f.key) in targets)


COMMAND = Spec(
    "targets",
    """指标台账：任何变动之前，各项比例指标的分子、分母、还差几人

每行注明文件和条款；缺少数据的指标答“无法判定”，并写明缺哪一列。""",
    "staffing targets 2026秋.xlsx --policy 本县政策.toml",
    run,
)

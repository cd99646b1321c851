"""``staffing targets``: the ledger of ratio targets before any move."""

from __future__ import annotations

from staffing.cli.about_plan import say_notes, tell_noted
from staffing.cli.exits import Exit, of_targets
from staffing.cli.options import Book, Detail, Json, PolicyName
from staffing.cli.solve import Previous
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice


def run(
    book: Book,
    policy: PolicyName,
    previous: Previous = None,
    detail: Detail = False,
    as_json: Json = False,
) -> Exit:
    """Measure every target of the policy on the county as it stands."""
    from staffing.intake import take_in_decided
    from staffing.ledger.computing import before_any_move
    from staffing.ledger.opening import opening_words
    from staffing.ledger.waiting import waiting_json
    from staffing.loosened import relaxed_json

    voice = Voice(as_json)
    taken = take_in_decided(book, policy, previous)
    found = before_any_move(taken.situation)
    if as_json:
        from staffing.ledger.as_json import ledger_json

        told = {
            "as_of": opening_words(taken.situation),
            "waiting": waiting_json(taken.policy),
            "looser_than_norm": relaxed_json(taken.policy),
        }
        tell_noted(voice, {**ledger_json(found.lines, found.parts), **told}, taken.notes)
    else:
        from staffing.console import show_target_parts, show_targets, show_waiting

        say_notes(voice, taken.notes)
        voice.screen.line(opening_words(taken.situation))
        show_targets(voice.screen, found.lines, planned=False)
        show_waiting(voice.screen, taken.policy)
        if detail:
            show_target_parts(voice.screen, found.parts, taken.names.key)
    return of_targets(found.lines)


COMMAND = Spec(
    "targets",
    """指标台账：本期任何安排之前，各项比例指标的分子、分母、还差几人

以本期第一天计：期满的已算回编制学校，当天已撤并的已算到承接学校，页首写明各有几人。
一项指标一行，注明文件和条款；“至少无法避免”是怎么安排都补不上的。逐校核对的指标用 --detail
看是哪些学校。缺少数据的指标答“无法判定”，并写明缺哪一列。""",
    """staffing targets 2026秋.xlsx --policy 本县政策.toml
staffing targets 2027春.xlsx --policy 本县政策.toml --previous 花名册.xlsx""",
    run,
)

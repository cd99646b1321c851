"""A value of one's own that would be printed under the document above, which says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from models.policy import Cited
from models.problem import Problem
from staffing.policy_file.binding import Binding
from staffing.policy_file.departing import in_unit
from staffing.policy_file.reading import Key, dotted
from staffing.policy_file.statements import Stated


def tell_borrowed(binding: Binding, row: Key, basis: Cited, whose: Stated) -> None:
    """Note every value of a row that replaces one of the document the row goes on citing. basis:
    what the row cites; whose: the statement it comes from."""
    number = binding.statements.documents[basis.document].number
    document = f"《{binding.statements.documents[basis.document].title}》{number} {basis.clause}"
    quote = f"，原文“{basis.quote}”" if basis.quote else ""
    for one, what in (*_values(binding, row, basis, whose), *_due(binding, row, whose)):
        text = (
            f"{what}，这一段的依据却仍是上级的{document}{quote}：指标核对表和核查结果里会印在它名下；"
            f"请在 [{dotted(row)}] 里写明本县的 source、clause、quote 和 from"
        )
        binding.notices.append(Problem(one.place.file, one.place.key, text, "borrowed"))


def _values(
    binding: Binding, row: Key, basis: Cited, whose: Stated
) -> Iterator[tuple[Stated, str]]:
    declared = binding.registry.rules[row[1]].Params.declared()
    for name, param in declared.items():
        stated = binding.statements.lines.get((*row, name), [])
        own, upper = _below(binding, stated, whose)
        line, above = own and own.at(binding.day), upper and upper.at(binding.day)
        if not (own and line and above and above.cited.document == basis.document):
            continue
        if line.cited.value != above.cited.value:
            yield own, f"“{param.label}”本政策定为 {in_unit(line.cited, param)}"


def _due(binding: Binding, row: Key, whose: Stated) -> Iterator[tuple[Stated, str]]:
    stated = binding.statements.settings.get((*row, "due"), [])
    own, upper = _below(binding, stated, whose)
    if own and upper and own.entry.raw != upper.entry.raw:
        yield own, f"目标年份本政策定为 {own.entry.raw}"


def _below(
    binding: Binding, stated: list[Stated], whose: Stated
) -> tuple[Stated | None, Stated | None]:
    """The last statement of a policy below the one whose document is cited, and the last of that
    one or above; an overlay only supposes."""
    layers = binding.statements.chain.layers
    real = [one for one in stated if not one.layer.overlay]
    at = layers.index(whose.layer)
    lower = [one for one in real if layers.index(one.layer) > at]
    upper = [one for one in real if layers.index(one.layer) <= at]
    return (lower[-1] if lower else None), (upper[-1] if upper else None)

"""A lower policy that enforces less than the norm above it: it may steer or only watch what the
norm enforces, never in silence; to leave a norm of an official document out it needs a waiver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from models.policy import Cited, Force, Loosened, Standing, waiver_words
from models.problem import Problem
from staffing.policy_file.binding import Binding
from staffing.policy_file.reading import Key
from staffing.policy_file.statements import Stated, Statements
from staffing.policy_file.waiving import FORM, unfounded, why_no_waiver

_ORDER = [force.value for force in Force]


@dataclass(frozen=True)
class Relaxed:
    """One statement of force below the one above it. cited: what the norm's row rests on."""

    row: Key
    stated: Stated
    upper: Stated
    cited: Cited | None
    title: str
    standing: Standing | None
    waiver: str
    draft: str = ""

    @property
    def norm(self) -> str:
        """``hard（《title》clause）``."""
        basis = f"（《{self.title}》{self.cited.clause}）" if self.cited else ""
        return f"{self.upper.entry.raw}{basis}"

    @property
    def refused(self) -> bool:
        """Whether it needs a waiver and has none but a draft's: nothing of an official norm would
        be left."""
        off = self.stated.entry.raw == Force.OFF.value
        required = self.upper.entry.raw in (Force.HARD.value, Force.SOFT.value)
        unwaived = bool(self.draft) or not self.waiver
        return off and required and self.standing is Standing.OFFICIAL and unwaived


def relaxed(statements: Statements, row: Key) -> Iterator[Relaxed]:
    """Every statement of a row's force that enforces less than the nearest one above it."""
    forces = [x for x in statements.settings.get((*row, "force"), ()) if x.entry.raw in _ORDER]
    for upper, stated in pairwise(forces):
        if _ORDER.index(stated.entry.raw) > _ORDER.index(upper.entry.raw):
            cited = _basis_above(statements, row, stated)
            document = statements.documents[cited.document] if cited else None
            waiver = _waiver(statements, row, stated)
            yield Relaxed(
                row=row,
                stated=stated,
                upper=upper,
                cited=cited,
                title=document.title if document else "",
                standing=document.standing if document else None,
                waiver=waiver.waiver,
                draft=_draft(statements, row, stated, waiver),
            )


def judge(binding: Binding, row: Key) -> None:
    """Note where a row enforces less than the norm above it, or refuse it; of a supposed force only
    that no policy could state it."""
    name = binding.registry.rules[row[1]].name
    for one in relaxed(binding.statements, row):
        now, place = str(one.stated.entry.raw), one.stated.place
        loosened = Loosened(place.key, f"{name}·force", now, one.norm)
        if one.stated.layer.overlay:
            binding.loosened += [loosened] if one.refused else []
        elif one.refused:
            place.refuse(_refusal(one, name), "looser")
        else:
            waived = f"，{waiver_words(one.waiver)}" if one.waiver else ""
            text = f"“{name}”上级规定为 {one.norm}，本政策放宽为 {now}{waived}"
            binding.notices.append(Problem(place.file, place.key, text, "relaxed"))
            binding.relaxed.append(replace(loosened, needs_waiver=False))


def _refusal(one: Relaxed, name: str) -> str:
    return (
        f"“{name}”上级规定为 {one.norm}，停用就什么也不核对，等于没有这条规定，下级不得停用；"
        "请删去，或改为 watch（只核对），确有批准的在这一段写 source、clause 和"
        f" {FORM}{why_no_waiver(one.draft)}"
    )


def _above(statements: Statements, stated: Stated, of: Stated) -> bool:
    layers = statements.chain.layers
    return layers.index(stated.layer) < layers.index(of.layer)


def _basis_above(statements: Statements, row: Key, lower: Stated) -> Cited | None:
    """What a row rests on above the policy that relaxes it: its own citation there, else that of
    its first value."""
    for stated in reversed(statements.settings.get((*row, "source"), ())):
        if _above(statements, stated, lower) and stated.entry.raw in statements.documents:
            clause = statements.layer_raw((*row, "clause"), stated.layer)
            return Cited(None, str(stated.entry.raw), str(clause or ""), None)
    for key, every in statements.lines.items():
        if key[: len(row)] == row:
            above = [x.read[-1].cited for x in every if x.read and _above(statements, x, lower)]
            if above and above[-1].document in statements.documents:
                return above[-1]
    return None


def _waiver(statements: Statements, row: Key, stated: Stated) -> Cited:
    """The waiver that the layer which relaxes a row cites, and its source."""
    waiver, source = (statements.layer_raw((*row, n), stated.layer) for n in ("waiver", "source"))
    waiver = "" if unfounded(str(waiver or "")) else waiver
    return Cited(None, str(source or ""), "", None, waiver=waiver)


def _draft(statements: Statements, row: Key, stated: Stated, waiver: Cited) -> str:
    """The draft that the waiver rests on, where it is not adopted."""
    adopted = statements.layer_raw((*row, "adopted"), stated.layer) is True
    return statements.draft_behind(waiver, stated.layer, adopted) if waiver.waiver else ""

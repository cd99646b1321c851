"""Bind what a chain states to the parameters in code, for one reference date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.policy import Cited, Loosened, Param, Params, Standing
from models.problem import InputRefused, Problem
from staffing.policy_file.departing import Counted, Departure, Judged, in_unit, refusal
from staffing.policy_file.lines import UNKNOWN, Line, in_force, why_none
from staffing.policy_file.reading import Key, dotted
from staffing.policy_file.registry import Registry
from staffing.policy_file.statements import Stated, Statements
from staffing.policy_file.values import show
from staffing.policy_file.waiving import why_no_waiver


@dataclass(frozen=True)
class Bound:
    """A line in force and the layer's statement it belongs to."""

    line: Line
    stated: Stated


@dataclass
class Binding:
    """Statements, the day they are bound for, and what has come of it so far."""

    statements: Statements
    registry: Registry
    day: date
    lines: dict[str, Cited] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    loosened: list[Loosened] = field(default_factory=list)
    relaxed: list[Loosened] = field(default_factory=list)
    idle: dict[str, str] = field(default_factory=dict)

    def table(self, key: Key, kind: type[Params], *, needed: bool = True) -> dict[str, Bound]:
        """Every parameter of one fact, mode or rule that has a line in force, in declared order.

        needed: a parameter that is neither optional nor stated is refused.
        """
        found: dict[str, Bound] = {}
        for name, declared in kind.declared().items():
            stated = self.statements.lines.get((*key, name))
            if stated is None:
                if needed and not declared.optional:
                    self._missing(key, name, declared)
                continue
            bound = self._bind(stated, declared)
            if bound is not None:
                found[name] = bound
                self.lines[dotted((*key, name))] = bound.line.cited
        return found

    def _missing(self, key: Key, name: str, declared: Param) -> None:
        text = f"缺“{name}”（{declared.label}），程序里没有默认值；请在政策中写明数值和出处"
        self.refuse(key, (*key, name), text, "missing_key")

    def _bind(self, stated: list[Stated], declared: Param) -> Bound | None:
        last = stated[-1]
        self._compare([one for one in stated if not one.layer.overlay], declared)
        if last.layer.overlay:
            self._tell_loosened(stated, declared)
        line = last.at(self.day)
        if line is None:
            if last.lines and last.sound:
                last.place.refuse(why_none(last.lines, self.day), "not_in_force")
            return None
        return Bound(line, last)

    def _compare(self, stated: list[Stated], declared: Param) -> None:
        """Refuse a value looser than the nearest norm above it, unless it cites a waiver; next
        year's too, held against the norm in force on the day it begins."""
        if len(stated) < 2:
            return
        told: list[Line] = []
        days = {max(line.start, self.day) for one in stated for line in one.read}
        for day in sorted({self.day, *days}):
            upper: Line | None = None
            for one in stated:
                line = in_force(one.read, day)
                if line is None:
                    continue
                asked = day in (self.day, line.start) and line not in told
                if upper and asked and self._told(one, line, upper, declared):
                    told.append(line)
                if line.sound and not line.cited.pending:
                    upper = line

    def _told(self, one: Stated, line: Line, upper: Line, declared: Param) -> bool:
        """Whether a line below its norm is refused, or its county asked about it."""
        judged = self._judged(one, line, upper, declared)
        found, norm = judged and judged.departure(line, upper), self._norm(upper, declared)
        place, when = one.place, since_words(line, one)
        if found:
            text = f"{when}{refusal(found, declared, line, upper.cited, norm)}"
            place.refuse(f"{text}{self._why_no_waiver(one, line)}", "looser")
            return True
        own = one.layer.head.standing is Standing.COUNTY
        if judged and own and judged.asks(line, upper):
            text = f"{when}{judged.question(line, norm)}"
            self.notices.append(Problem(place.file, place.key, text, "otherwise"))
            return True
        return False

    def _judged(self, one: Stated, line: Line, upper: Line, declared: Param) -> Judged | None:
        """How a line is to be judged; None where it is not, for it cites a waiver; a draft waives
        nothing of an official text."""
        document = self.statements.documents.get(upper.cited.document)
        waived = bool(line.cited.waiver)
        if waived and document and document.standing is Standing.OFFICIAL:
            waived = not self._draft_behind(one, line)
        if document is None or waived:
            return None
        section, name, *_, last = one.place.key.split(".")
        in_rule = section == "rules"
        schools = in_rule and last in self.registry.rules[name].Params.group_fields()
        return Judged.below(Counted(declared, in_rule, schools), upper.cited, document)

    def _draft_behind(self, one: Stated, line: Line) -> str:
        """The draft that a line's waiver rests on, where its county has not adopted it."""
        return self.statements.draft_behind(line.cited, one.layer, line.adopted)

    def _why_no_waiver(self, one: Stated, line: Line) -> str:
        return why_no_waiver(self._draft_behind(one, line) if line.cited.waiver else "")

    def _departure(self, one: Stated, line: Line, upper: Line, declared: Param) -> Departure | None:
        """How a line departs from its norm without a waiver."""
        judged = self._judged(one, line, upper, declared)
        return judged.departure(line, upper) if judged else None

    def _tell_loosened(self, stated: list[Stated], declared: Param) -> None:
        """Note a supposed value that a policy stating it would be refused for. What the county has
        decided of its own it may decide otherwise, as far as the norms above and its waiver go."""
        norms, supposed = [one for one in stated if not one.layer.overlay], stated[-1]
        leaf, line, own = self.statements.chain.leaf, supposed.at(self.day), None
        if norms and norms[-1].layer is leaf and leaf.head.standing is Standing.COUNTY:
            own = norms.pop().at(self.day)
        above = [upper for one in norms if (upper := one.at(self.day)) and not upper.cited.pending]
        if line is None or not above:
            return
        found = self._departure(supposed, line, above[-1], declared)
        if found is None:
            return
        if own is None or not own.cited.waiver or self._departure(supposed, line, own, declared):
            norm = self._norm(above[-1], declared)
            value = in_unit(line.cited, declared)
            told = Loosened(supposed.place.key, declared.label, value, norm, how=found.value)
            self.loosened.append(told)

    def _norm(self, upper: Line, declared: Param) -> str:
        """Value, document and clause."""
        document = self.statements.documents.get(upper.cited.document)
        title = document.title if document else ""
        return f"{in_unit(upper.cited, declared)}（《{title}》{upper.cited.clause}）"

    def build(self, key: Key, kind: type[Params], bound: Mapping[str, Bound]) -> Params | None:
        """The parameter object, optional parameters left out or pending None; None when something
        it needs is absent or its parts do not fit each other, which is refused."""
        declared = kind.declared()
        values = {n: bound[n].line.cited.value if n in bound else None for n in declared}
        if any(values[name] is None and not declared[name].optional for name in declared):
            return None
        try:
            built = kind(**values)
        except InputRefused as unfit:
            for problem in unfit.problems:
                at = (*key, problem.cell) if problem.cell in declared else key
                self.refuse(key, at, problem.message, problem.kind)
            return None
        self._tell_idle(key, built, bound)
        self._refuse_alike(built, bound)
        return built

    def _refuse_alike(self, built: Params, bound: Mapping[str, Bound]) -> None:
        """Refuse two sides to be compared that are one, where the lower policy says so."""
        layers, declared = self.statements.chain.layers, built.declared()
        for name, other in built.alike():
            sides = bound[name].stated, bound[other].stated
            last = max(sides, key=lambda one: layers.index(one.layer))
            text = (
                f"“{declared[other].label}”和“{declared[name].label}”都是"
                f" {show(getattr(built, name))}：自己和自己比总是相等，比不出差距；请改其中一个"
            )
            last.place.refuse(text, "bad_value")

    def _tell_idle(self, key: Key, built: Params, bound: Mapping[str, Bound]) -> None:
        """Note values that say nothing; tell those a lower policy states beside or below what makes
        them so, for whoever writes them means them to count."""
        layers, declared = self.statements.chain.layers, built.declared()
        for name, others in built.idle().items():
            given = [bound[other] for other in others if other in bound]
            named = "、".join(others)
            replaced = bool(declared[name].instead) and len(given) == len(others)
            text = f"不起作用：按 {named} 计" if replaced else f"不起作用：没有启用 {named}"
            self.idle[dotted((*key, name))] = text
            stated = bound[name].stated
            first = max((layers.index(one.stated.layer) for one in given), default=0)
            must = not declared[name].optional and len(self.statements.lines[*key, name]) == 1
            if must or layers.index(stated.layer) < max(first, 1):
                continue  # a row of one's own is written in full
            cure = "请写明或启用，或删去这一行"
            if replaced:
                cure = f"请改 {'、'.join(others)}；要按 {name} 计的，在本县这一段写"
                cure += f" {others[0]} = {{ pending = true, … }}"
            what = f"“{declared[name].label}”{in_unit(bound[name].line.cited, declared[name])} "
            place = stated.place
            self.notices.append(Problem(place.file, place.key, f"{what}{text}。{cure}", "replaced"))

    def refuse(self, key: Key, at: Key, text: str, kind: str) -> None:
        """A problem about a table as a whole, shown at the file that speaks of it last."""
        files = [e.file for layer in self.statements.chain.layers
                 for k, e in layer.entries.items() if k[: len(key)] == key]  # fmt: skip
        file = files[-1] if files else self.statements.chain.leaf.file
        problem = Problem(file, dotted(at), text, kind)
        self.statements.problems.append(problem)


def since_words(line: Line, stated: Stated) -> str:
    """Which of several lines of a key is meant; nothing where there is only one."""
    if len(stated.read) < 2:
        return ""
    return f"{line.cited.since or UNKNOWN} 起的一行："


def pending(kind: type[Params], bound: Mapping[str, Bound]) -> tuple[str, ...]:
    """Names of the parameters that are needed and still pending."""
    declared = kind.declared()
    return tuple(n for n, b in bound.items() if b.line.cited.pending and not declared[n].optional)

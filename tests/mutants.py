"""Planted bugs: one small edit each, applied to a rule's source in memory.

Every one of them must be caught by the rule's cases or by the agreement of its two halves; a mutant
that lives shows that the tests do not bite. See ``test_mutants.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from constraints.registry import rules
from constraints.rule import AnyRule

ROOT = Path(__file__).parents[1] / "constraints"


@dataclass(frozen=True)
class Mutant:
    """In *file* (below ``constraints/``) the one place that reads *old* reads *new* instead."""

    rule: str
    file: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}: {self.old} → {self.new}"


@contextmanager
def planted(mutant: Mutant) -> Iterator[AnyRule]:
    """The rule with the bug in it, in the registry as long as the block lasts."""
    sound = rules()[mutant.rule]
    own = type(sound).__module__
    edited = "constraints." + mutant.file.removesuffix(".py").replace("/", ".")
    between = _between(own, edited)
    kept = {name: import_module(name) for name in {own, edited, *between}}
    try:
        _load(edited, _source(mutant))
        for name in between:
            _load(name, _text(name))
        module = sys.modules[own] if own == edited else _load(own, _text(own))
        rules()[mutant.rule] = module.RULE
        yield module.RULE
    finally:
        for name, module in kept.items():
            _install(name, module)
        rules()[mutant.rule] = sound


def _between(own: str, edited: str) -> list[str]:
    """What a rule imports of its folder that itself imports the edited file."""
    package = own.rpartition(".")[0]
    shared = [f"{package}.{file.stem}" for file in sorted(_folder(package).glob("_[a-z]*.py"))]
    rule = _text(own)
    return [m for m in shared if f"{m} import" in rule and f"{edited} import" in _text(m)]


def _folder(package: str) -> Path:
    return ROOT / package.rpartition(".")[2]


def _source(mutant: Mutant) -> str:
    text = (ROOT / mutant.file).read_text("utf-8")
    found = text.count(mutant.old)
    assert found == 1, f"{mutant}: {found} places read so; the list of mutants is out of date"
    return text.replace(mutant.old, mutant.new)


def _text(module: str) -> str:
    return Path(str(import_module(module).__file__)).read_text("utf-8")


def _load(name: str, source: str) -> ModuleType:
    module = ModuleType(name)
    module.__file__ = import_module(name).__file__
    _install(name, module)
    exec(compile(source, name, "exec"), module.__dict__)
    return module


def _install(name: str, module: ModuleType) -> None:
    package, _, short = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[package], short, module)


def _of(rule: str, folder: str, *edits: tuple[str, str], file: str = "") -> list[Mutant]:
    where = f"{folder}/{file or rule}.py"
    return [Mutant(rule, where, old, new) for old, new in edits]


MUTANTS: tuple[Mutant, ...] = (
    *_of(
        "one_main_place",
        "placement",
        ("crowded = count > 1", "crowded = count > 2"),
        ("ones = np.ones(len(keys), np.int64)", "ones = 2 * np.ones(len(keys), np.int64)"),
        ("held, 1, held - 1", "held, 1, max(0, held - 2)"),
        ("m.start <= end and m.end >= start", "m.start < start and m.end >= start"),
    ),
    *_of(
        "qualification",
        "placement",
        ("refused[back] | ~taught", "refused[back] & ~taught"),
        ("not self._may(", "self._may("),
        ("if stage not in host.kind.stages:", "if stage in host.kind.stages:"),
        ("(*outcome.moves, *outcome.visits)", "outcome.visits"),
    ),
    *_of(
        "exemption",
        "placement",
        ("exempt[pairs.person] & pairs", "~exempt[pairs.person] & pairs"),
        ("breach = 0 if row is None else 1", "breach = 1 if row is None else 0"),
        ("if placement.mode not in p.modes:", "if placement.mode in p.modes:"),
    ),
    *_of(
        "lock",
        "placement",
        ("[_blocks(held)], np.zeros(", "[_blocks(held)], np.ones("),
        ("[_blocks(asked)], np.ones(", "[_blocks(asked)], np.zeros("),
        ("m.mode is lock.mode and lock.school", "lock.school"),
        ("outcome.visits and _there(outcome, lock, m)", "outcome.visits"),
        ("== ceil(Fraction(lock.periods) / each)", "> 0"),
        ("fits &= np.array(subjects", "fits |= np.array(subjects"),
        ("found, 0, found, people", "found, 1, max(0, found - 1), people"),
        ("same and m.post == lock.role", "same"),
        ("seat.role is lock.role for", "True for"),
    ),
    *_of(
        "service_period",
        "placement",
        ("first_days(situation, pairs) <= bound", "first_days(situation, pairs) < bound"),
        ("placement.start <= until", "placement.start < until"),
        ("inside[pairs.home] & inside[pairs.host]", "inside[pairs.home] | inside[pairs.host]"),
        ("{placement.home, placement.host} <= group", "{placement.host} <= group"),
    ),
    *_of(
        "return_home",
        "placement",
        ("again & pairs.designated", "again"),
        ("left == placement.host and", "left != placement.host and"),
        ("if not standing.returned:", "if standing.returned:"),
        ("in (own, placement.home)", "in (placement.host,)"),
    ),
    *_of(
        "no_early_recall",
        "placement",
        ("first_days(situation, pairs) < free", "first_days(situation, pairs) > free"),
        ("placement.start < free", "placement.start > free"),
        ("called = pairs.designated & ", "called = ~pairs.designated & "),
    ),
    *_of(
        "commute_cap",
        "placement",
        ("far = metres > int", "far = metres >= int"),
        ("struck &= pairs.wish == 0", "struck &= pairs.wish != 0"),
        ("METRES_PER_KM) > p.most_km", "METRES_PER_KM) >= p.most_km"),
        ("not p.unknown_allowed, far", "p.unknown_allowed, far"),
        ("if added is None and p.unknown_allowed:", "if added is None and False:"),
    ),
    *_of(
        "eligible_only",
        "placement",
        ("inside & ~pairs.locked", "inside"),
        ("or elsewhere or office in p.leaders", "or elsewhere"),
        ("elsewhere or office", "office"),
        ("(barred[pairs.person] | elsewhere)", "(barred[pairs.person])"),
        ("or outcome.is_locked(placement):", "or False:"),
    ),
    *_of(
        "other_school",
        "placement",
        ("legal[pairs.home] == legal[pairs.host]", "pairs.home == pairs.host"),
        ("(host.legal_code or host.code)", "host.code"),
    ),
    *_of(
        "establishment_cap",
        "establishment",
        ("terms(leaves[out], out, -1)", "terms(leaves[out], out, 1)"),
        ("moves.transfers & counted", "counted"),
        ("np.maximum(vacant, 0)", "vacant"),
        ("net[left] -= 1", "net[left] -= 0"),
        ("after - len(added)", "line.on_roll"),
        ("outcome.chosen):\n            if entered", "outcome.moves):\n            if entered"),
        ("entries, right, decisions_first=True", "entries, right"),
    ),
    *_of(
        "duty_cap",
        "establishment",
        ("approved * top // bottom", "-(-approved * top // bottom)"),
        ("+ piece[out], entry[out], -1)", "+ piece[out], entry[out], 0)"),
        ("before[line.school], heads", "heads"),
        ("heads - len(added)", "0"),
        ("_during(outcome.chosen, *span)", "_during(outcome.moves, *span)"),
        ("entries, right, decisions_first=True", "entries, right"),
        ("int(line.approved * p.margin), p.least", "p.least"),
    ),
    *_of(
        "rotation_share",
        "rotation",
        ("need = self.rights(situation, p)", "need = self.rights(situation, p) - 1"),
        (
            "have, need = tuple(c for c in base if c in moved), ceil(",
            "have, need = tuple(c for c in base if c in moved), int(",
        ),
        ("(scope[moves.person] >= 0)", "(scope[moves.person] >= -1)"),
        ("c for c in due if place(situation, c) == school", "c for c in due"),
        ("scope[sent & due]", "scope[sent & ~due]"),
        ("(_steering.eligible(situation) | sent)", "_steering.eligible(situation)"),
        ("due, schools = due_in_year(situation)", "due, schools = (*sent_before(situation),)"),
    ),
    *_of(
        "rotation_share",
        "rotation",
        (
            "-(-(base * share.numerator) // share.denominator)",
            "base * share.numerator // share.denominator",
        ),
        ("moves.counts & fresh[moves.person] & away", "moves.counts"),
        (
            "fresh = eligible(board.situation) & ~sent(board.situation)",
            "fresh = eligible(board.situation)",
        ),
        (
            "moves.counts & fresh[moves.person] & away",
            "fresh[moves.person] & away",
        ),
        file="_steering",
    ),
    *_of(
        "rotation_share",
        "rotation",
        ("months(m) >= said.minimum_months", "months(m) > said.minimum_months"),
        ("direction.counts(m.home, m.host)", "direction.counts(m.host, m.host)"),
        file="_counting",
    ),
    *_of("rotation_share", "facts", ("return whole - 1 if", "return whole if"), file="slices"),
    *_of(
        "key_teacher_share",
        "rotation",
        ("bottom * key - top", "bottom * key + top"),
        ("bottom * key - top", "bottom * key - top - 1"),
        ("need = ceil(len(bases[p.base]) * p.share)", "need = int(len(bases[p.base]) * p.share)"),
        ("if c in sent else fact.is_key(c)))", "if c in sent else True))"),
        ("(sent[c].key if c in sent else", "(True if c in sent else"),
        ("KeyBase.ELIGIBLE: due_in_year(situation)", "KeyBase.ELIGIBLE: moved"),
        ("top * int(sent.sum()) - bottom * before", "-bottom * before"),
        ("key)], need - before)", "key)], need)"),
    ),
    *_of("key_teacher_share", "rotation", ("and m.person in due:", "and True:"), file="_counting"),
    *_of(
        "move_caps",
        "rotation",
        (
            "base * p.share.numerator // p.share.denominator, p.least",
            "base * p.share.numerator // p.share.denominator, 0",
        ),
        ("end = moves.host if p.scope is CapScope.IN else moves.home", "end = moves.home"),
        ("placement.host if p.scope is CapScope.IN else placement.home", "placement.host"),
        ("max(limit, have - sum(chosen[code] for code in unit))", "limit"),
        ("_limits(p, base), decisions_first=True", "_limits(p, base)"),
        (
            "StandingFact.of(outcome.situation).teaching",
            "StandingFact.of(outcome.situation).there",
        ),
    ),
    *_of(
        "flow_balance",
        "rotation",
        ("terms(nought[0], out, -a)", "terms(nought[0], out, -b)"),
        ("-slack, worth=b, decisions_first=True", "-slack, worth=b"),
        ("slack, worth=b, decisions_first=True)\n\n", "slack, worth=b)\n\n"),
        ("if step < 0", "if step > 0"),
        ("if step > 0", "if step < 0"),
        ("self._flows(outcome.chosen, p, fact)", "self._flows(outcome.moves, p, fact)"),
        ("ceil(min(out * factor", "floor(min(out * factor"),
        ("floor(max(out * factor", "ceil(max(out * factor"),
        ("fact.has(p.other, m.home) and", "fact.has(p.one, m.home) and"),
    ),
    *_of(
        "order_of_going",
        "rotation",
        (
            "provided=terms(entry_of[moves.person[anywhere]], anywhere)",
            "provided=terms(entry_of[moves.person[chosen]], chosen)",
        ),
        ("waits &= np.array([code not in asked", "waits &= np.array([True"),
        ("shortest < months", "shortest <= months"),
        ("not _had_somewhere(outcome, person, p)", "False"),
        ("apart = person in asked or", "apart ="),
        ("if p.by_stage and row.stage is not None else -1", "if row.stage is not None else -1"),
    ),
    *_of(
        "order_of_going",
        "rotation",
        (
            "np.column_stack([ladder.group, -ladder.height])",
            "np.column_stack([ladder.group, ladder.height])",
        ),
        ("terms(row, column[upper + 1], -1)", "terms(row, column[upper + 1], 0)"),
        ("column[rung[entry] + 1], -1)", "column[rung[entry]], -1)"),
        file="_ladder",
    ),
    *_of(
        "points_order",
        "rotation",
        ("if moves.wish[j] <= moves.wish[i]", "if moves.wish[j] == moves.wish[i]"),
        ("& self._named(board)\n", ""),
        ("lowest < own and", "lowest <= own and"),
        ("<= wish.rank\n", "< wish.rank\n"),
        ("move.subject or row.subject) == seat\n", "seat[2]) == seat\n"),
        ("if m.mode is wish.mode)", ")"),
        ("found[wish.mode, wish.school, subject]", "found[wish.mode, wish.school, '']"),
    ),
    *_of(
        "needless_moves",
        "rotation",
        ("np.array([most]), decisions_first=True", "np.array([most])"),
        ("ceil(len(base) * q.share)", "int(len(base) * q.share)"),
        (" - len(there.intersection(base))", ""),
        ("max(required, made - chosen)", "required"),
    ),
    *_of(
        "attachment_quota",
        "teams",
        ("need = p.heads - np.array", "need = p.heads - 0 * np.array"),
        ("fresh = ~counted[moves.person] &", "fresh ="),
        ("{*sent, *already_sent(situation, p, homes)}", "{*sent}"),
    ),
    *_of(
        "receiving_rank",
        "rotation",
        ("known.get(i, last + 1) - 1", "known.get(i, last) - 1"),
        ("ranks.get(person, max(ranks.values()) + 1)", "ranks.get(person, 1)"),
        ("and not outcome.is_locked(move)", ""),
        (" and (home is None or legal != county.legal_school(home))", ""),
        ("and row.review is not OfficeReview.REJECTED", ""),
    ),
    *_of(
        "wishes",
        "rotation",
        ("column, last - lost)", "column, last)"),
        ("lost = sum(rank - 1 for", "lost = sum(rank for"),
        (
            "            if p.count_refused:\n                lost",
            "            if True:\n                lost",
        ),
        ("or fact.verdict(wish.person).movable", "or True"),
        ("wish.mode in AWAY_MODES or fact", "fact"),
        ("| (seated & unlocked", "| (unlocked"),
        ("if m.mode in p.modes]", "]"),
    ),
    *_of(
        "commute",
        "rotation",
        ("-(-moves.metres // step)", "(moves.metres // step)"),
        ("nothing, decisions_first=True", "nothing"),
        ("outcome.chosen, p)", "outcome.moves, p)"),
        ("total[m.home] += ceil(", "total[m.home] += int("),
        ("total[m.home] +=", "total[m.host] +="),
    ),
    *_of(
        "points_sheet",
        "points",
        ("Fraction(row.points) > most[row.item]", "Fraction(row.points) >= most[row.item]"),
        ("row.points < 0", "row.points <= 0"),
        ("if p.certified and not row.certifier", "if not row.certifier"),
        ("if row.item in p.total_items else []", "if False else []"),
    ),
    *_of(
        "subject_cover",
        "cover",
        ("need - allowed - all_cells.base", "need - all_cells.base"),
        ("np.maximum(share, tenths", "np.minimum(share, tenths"),
        ("select(flows(board), rows)", "select(shift(board), rows)"),
        ("max(need - allowed, 0)", "need"),
        ("after.get(c, 0) - wanted[c[2]]", "after.get(c, 0) - 1 - wanted[c[2]]"),
    ),
    *_of(
        "subject_cover",
        "cover",
        ("terms(source + start, column, -1)", "terms(source + start, column, 0)"),
        ("(home[visits.person], -1), (come_by, 1)", "(home[visits.person], 1), (come_by, 1)"),
        ("upper=upper, integer=False", "upper=2 * upper, integer=False"),
        ("sign * all_cells.load", "all_cells.load"),
        file="_balance",
    ),
    *_of(
        "sending_floor",
        "cover",
        ("-(-need * p.share.numerator", "(need * p.share.numerator"),
        ("np.minimum(share - base", "np.maximum(share - base"),
        ("min(ceil(", "max(ceil("),
        ("ceil(needs", "(lambda x: int(x) - 1)(needs"),
        ("step=all_cells.load[at], decisions_first=True", "step=all_cells.load[at]"),
        ("np.maximum(board.forced([moved], len(rows)), 0)", "0"),
        ("max(before.get(cell, 0), fixed.get(cell, 0))", "fixed.get(cell, 0)"),
        ("max(before.get(cell, 0), fixed.get(cell, 0))", "before.get(cell, 0)"),
        (" or now.is_decided(m)]", "]"),
        ("min(required, _had_all_stayed(now, cell, gone[cell]))", "min(required, have)"),
    ),
    *_of(
        "subject_offered",
        "cover",
        ("right = 1 - base", "right = 2 - base"),
        ("base[rows] - all_cells.guests[rows]", "base[rows]"),
        ("if p.alongside:", "if not p.alongside:"),
        ("if p.also_subjects:", "if not p.also_subjects:"),
        ("for visit in outcome.visits:", "for visit in ():"),
    ),
    *_of(
        "kindergarten_cover",
        "cover",
        ("terms(go[leavers], leavers, -1)", "terms(go[leavers], leavers, 0)"),
        ("right - base,", "right,"),
        ("heads - p.tolerance, 0)", "heads, 0)"),
        ("max(required - have, 0)", "max(required - have - 1, 0)"),
    ),
    *_of(
        "degree_ratio",
        "ratios",
        ("limit=p.limit)", "limit=p.limit + 1)"),
        ("short = exchanges(", "short = upgrades("),
    ),
    *_of(
        "degree_ratio",
        "ratios",
        ("(here.heads + limit * there.heads)", "(here.heads)"),
        ("max(ceil(over /", "max(int(over /"),
        file="_compared",
    ),
    *_of(
        "degree_ratio",
        "ratios",
        ("return -(-over //", "return (over //"),
        (
            "there = self.here.heads.base + k, self.there.heads.base - k",
            "there = self.here.heads.base + k, self.there.heads.base",
        ),
        ("< (y - y1) * (x2 - x1)", "> (y - y1) * (x2 - x1)"),
        ("own - part * holders", "own"),
        ("credit[~self._passes] = ", "credit[~self._passes] += "),
        file="_steer",
    ),
    *_of(
        "variation",
        "ratios",
        ("person.stage is p.stage and", ""),
        ("count >= p.fewest_pupils", "count > p.fewest_pupils"),
    ),
    *_of(
        "variation",
        "ratios",
        ("terms(every, give, -1)]", "terms(every, give, 0)]"),
        ("slope = 2 * at_heads / heads", "slope = at_heads / heads"),
        ("take), terms(every, give, -1)", "take, 2), terms(every, give, -1)"),
        file="_even",
    ),
    *_of(
        "share_at_least",
        "ratios",
        ("a * heads.base - b * held.base", "a * heads.base - b * held.base - b"),
        ("needed = ceil(", "needed = int("),
        ("bool(short) and found.holders + found.blanks >= needed", "False"),
    ),
    *_of(
        "share_not_below",
        "ratios",
        ("limit=_EVEN)", "limit=2 * _EVEN)"),
        ("short = exchanges(", "short = upgrades("),
    ),
    *_of(
        "per_hundred_pupils",
        "ratios",
        ("-(-a * count // b)", "(a * count // b)"),
        ("short = max(ceil(", "short = max(int("),
        ("if person.stage in p.stages and known", "if known"),
        ("if count and Grouping.of(situation).has(p.group, school)", "if count"),
        ("found = sum(here[school] for school in schools)", "found = sum(here.values())"),
    ),
    *_of(
        "balanced_schools",
        "ratios",
        ("Bar(site, met, floor, int(base[at]), here)", "Bar(site, met, 0, int(base[at]), here)"),
        ("value < standard[label]]", "value <= standard[label]]"),
        ("len(missed) > len(standard) - p.needed", "len(missed) > len(standard) - p.needed + 1"),
        ("< p.floor * standard[label] for", "<= p.floor * standard[label] for"),
        ("len(standard) - p.needed - len(missed), -1)", "len(standard) - p.needed, -1)"),
    ),
    *_of(
        "leaders_young",
        "ratios",
        ("<= p.oldest", "< p.oldest"),
        ("floor(share * leaders) + 1", "floor(share * leaders)"),
        ("* change - a * credited", "* change"),
    ),
    *_of(
        "pupils_per_post",
        "ratios",
        ("line.standard - line.on_roll", "line.standard - line.on_duty"),
    ),
    *_of(
        "counsellors",
        "provision",
        ("pupils > p.full_time_above", "pupils >= p.full_time_above"),
        ("(p.kinds, False), (_FULL, True)", "(_FULL, False), (_FULL, True)"),
        ("kinds = _FULL if full else p.kinds", "kinds = p.kinds"),
    ),
    *_of(
        "full_time_posts",
        "provision",
        ("max(ceil(exact[school])", "max(int(exact[school])"),
        ("pupils >= p.rural_pupils", "pupils > p.rural_pupils"),
        ("max(heads - found, 0)", "max(heads - found - 1, 0)"),
    ),
    *_of(
        "returns_covered",
        "timebound",
        ("> last and", ">= last and"),
        (" and not _retired(outcome, code, last)", ""),
        ("*(row.also_subjects if row else ())", ""),
    ),
    *_of(
        "receiving_say",
        "placement",
        (" and row.review is not OfficeReview.REJECTED", ""),
        ("row.opinion is SchoolOpinion.DISAGREE and ", ""),
    ),
    *_of(
        "district_first",
        "districts",
        ("np.full(len(names), p.most), decisions_first=True", "np.full(len(names), p.most)"),
        ("max(p.most, came[name] - chosen[name])", "p.most"),
        ("for m in outcome.chosen", "for m in outcome.moves"),
    ),
    *_of(
        "grade_structure",
        "appointment",
        ("entries, free, decisions_first=True", "entries, free"),
        ("after - came[place]", "before"),
        ("self._transfers(outcome, outcome.chosen)", "self._transfers(outcome, outcome.moves)"),
    ),
    *_of("district_posts", "districts", ("1 + fact.p.guides", "fact.p.guides")),
    *_of(
        "shortage_subjects",
        "provision",
        ("all_cells.need[rows] - all_cells.base[rows]", "all_cells.need[rows]"),
        ("max(needs[cell] - have, 0)", "max(needs[cell] - have - 1, 0)"),
    ),
    *_of("researchers", "provision", (" and row.status in p.able", "")),
    *_of(
        "loads_counted",
        "provision",
        ("reduced >= int(share * full)", "reduced > int(share * full)"),
    ),
    *_of("inspectors", "provision", ("ceil(schools /", "int(schools /")),
    *_of("studios", "provision", ("max(p.studios - have, 0)", "max(have - p.studios, 0)")),
    *_of("trained_yearly", "provision", ("row.end >= since", "row.end > since")),
    *_of("itinerant_able", "itinerant", ("or standings[code].running", "")),
    *_of("itinerant_able", "itinerant", ("leads or standing.running or", "leads or")),
    *_of("itinerant_distance", "itinerant", ("> p.most_km)", ">= p.most_km)")),
    *_of("itinerant_district", "itinerant", ("one_house or one_district", "one_district")),
    *_of("itinerant_schools", "itinerant", ("{visit.host for visit in visits}", "visits")),
    *_of("itinerant_schools", "itinerant", ("np.minimum(p.most, spare)", "0 * spare + p.most")),
    *_of("itinerant_half_days", "itinerant", ("fact.load(person) // fact.half_day", "p.most")),
    *_of("itinerant_days", "itinerant", ("(half_days + 1) // len(HALVES)", "half_days")),
    *_of("itinerant_days", "itinerant", ("days(board)[tight]", "places(board).made[tight]")),
    *_of("itinerant_main", "itinerant", ("m.start <= visit.end", "m.start < visit.end")),
    *_of("itinerant_minimum", "itinerant", ("made, -p.least", "made, 1 - p.least")),
    *_of("itinerant_road", "itinerant", ("2 * metres, METRES", "metres, METRES")),
    *_of("itinerant_road", "itinerant", ("+= fact.half_days(visit)", "= fact.half_days(visit)")),
    *_of("itinerant_road", "itinerant", ("days(board), kilo", "there.made, kilo")),
    *_of("itinerant_visits", "itinerant", ("len(hosts - decided)", "len(hosts)")),
)

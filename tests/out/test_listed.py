"""What general eyes read adds up with what is listed: no leader is to be found by subtraction."""

from __future__ import annotations

import dataclasses
import io
import json
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from constraints.situation import Situation
from constraints.teams.programme_cost import P as Cost
from models.column import Code
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.sheets import RecruitRow
from models.vocabulary import Mode, Round
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.answers.explain.explaining import Explainer
from staffing.answers.loaded import load_plan
from staffing.answers.resolving import Near
from staffing.answers.suppose import recruited as recruits
from staffing.answers.suppose.supposed import Change
from staffing.answers.told import diagnosis_json, prices_json
from staffing.audit import audit
from staffing.competition.round_result import Cutoff, RoundResult
from staffing.console import Screen
from staffing.console.finished import show_finished
from staffing.json_contract import run_record_json, solve_json
from staffing.leaders.discretion import is_open
from staffing.leaders.listed import FIGURES
from staffing.modelling.candidates import propose
from staffing.result import Run, roster_sha256
from staffing.roster_book import compose
from staffing.roster_book.confidential import leaders_book
from staffing.run import run_county
from staffing.solve import Solved
from staffing.store import Store
from staffing.store.rows import run_record
from tests.answers.planted import SENT
from tests.every_mode import POLICY, every_mode_county
from tests.every_roster import under
from tests.rules.teams import CITED, OUTSIDE, PEOPLE, guest, out, team, with_teams
from tests.tiny import move, situation, teacher, tiny


def _two_leaders(policy: str | Path = "plain") -> Situation:
    """Either of two leaders of B could be the counterpart; L1 goes from A with the team. What they
    cost is paid, and more than there is money for."""
    rows = [out("学校领导"), out("教师", subject="语文"), team("学校领导")]
    more = [*PEOPLE, teacher("L8", "B", "语文", leadership="副职"), teacher("K3", "B", "语文")]
    here = with_teams(*rows, outside_people=[guest("G1", "学校领导")], more=more)()
    paid = Cost(modes=(Mode.SECONDMENT, Mode.SHADOWING), per_year=36500, budget=1)
    row = RuleRow("programme_cost", "money", Force.WATCH, paid, {}, CITED, target="W1")
    bound = situation(here.county, policy).policy
    kept = tuple(r for r in bound.rules if r.rule != "programme_cost")
    return Situation(here.county, dataclasses.replace(bound, rules=(*kept, row)))


def _run_of(here: Situation, rows: tuple[Placement, ...] | None = None) -> Run:
    """The county solved, or with a plan given."""
    if rows is None:
        return run_county(here, county_name="样例县", input_sha256="0" * 64)
    slate, roster = propose(here), Roster.of(rows)
    solved = Solved("feasible", (), roster, audit(here, roster, slate.openings), slate)
    return run_county(
        here, county_name="样例县", input_sha256="0" * 64, solver=lambda there, progress: solved
    )


def _public(run: Run) -> dict[str, Any]:
    """Everything written, printed, shown and listed of the record, but for how long it took."""
    timeless = dataclasses.replace(run, info=dataclasses.replace(run.info, seconds={}))
    head = run_record(run, 1)
    head.made_at = datetime(2026, 9, 1, tzinfo=UTC)
    listed = {"json": solve_json(timeless, head.id), "head": run_record_json(head)}
    told = {name: json.dumps(text, ensure_ascii=False) for name, text in listed.items()}
    return {**{s.name: str(s) for s in compose(run).sheets}, **told, "screen": _screen(run)}


def _screen(run: Run) -> str:
    """All tables of a finished run."""
    out = io.StringIO()
    show_finished(Screen(out, out), run, "x", every=True)
    return out.getvalue()


@pytest.mark.parametrize("policy", ["plain", POLICY])
def test_which_leader_a_plan_moves_is_told_nowhere(policy: str | Path) -> None:
    here = _two_leaders(policy)
    one = _run_of(here).placements
    (sent,) = {p.person for p in one if p.person in ("L2", "L8")}
    rest = "L8" if sent == "L2" else "L2"
    other = tuple(dataclasses.replace(p, person=Code(rest)) if p.person == sent else p for p in one)
    told = [_public(_run_of(here, rows)) for rows in (one, other)]
    assert told[0].keys() == told[1].keys()
    assert [name for name in told[0] if told[0][name] != told[1][name]] == []
    assert _answers(here, one) == _answers(here, other)


def test_what_leaders_cost_is_in_no_sum() -> None:
    """The money is counted of the listed plan, on the sheet, in the findings and in the ledger; the
    leaders' own workbook has it all."""
    here = _two_leaders()
    run = _run_of(here)
    (teacher_sent,) = {p.person for p in run.shown if p.mode is Mode.SECONDMENT}
    assert {p.mode for p in run.withheld} == {Mode.SECONDMENT, Mode.SHADOWING}
    sheet = compose(run).sheet("经费")
    sums = {row[1]: row[2:5] for row in sheet.blocks[0].rows}
    assert sums["支教"] == ("1", "1.00", 36500) and "跟岗" not in sums, teacher_sent
    assert sums["合计"][2] == 36500 and sheet.notes == (FIGURES,)
    (found,) = (f for f in run.result.findings if f.rule == "programme_cost")
    assert found.measured == 36500
    rows = leaders_book(here, run.withheld, run).sheet("连同领导人员的数字").blocks[0].rows
    assert [row[2:] for row in rows if row[:2] == ("经费（元）", "合计")] == [(36500, 3 * 36500)]


def test_the_record_finds_the_run_a_roster_with_a_leader_s_mate_was_written_from(
    tmp_path: Path,
) -> None:
    """A listed row does not name its withheld partner: not in the record either."""
    here = _two_leaders()
    run = _run_of(here)
    mate = next(p for p in run.shown if p.person in ("K2", "K3"))
    leader = run.withheld[0].person
    rows = tuple(
        dataclasses.replace(p, counterpart=leader) if p == mate else p for p in run.placements
    )
    paired = _run_of(here, rows)
    with Store(f"sqlite:///{tmp_path / 'r.db'}") as store:
        stored = store.load(store.save(paired))
    assert stored.shown == paired.shown and stored.withheld == paired.withheld
    assert roster_sha256(Roster.of(stored.shown)) == stored.record.roster_sha256
    assert (stored.record.placements, stored.record.proposed) == (
        len(paired.shown), sum(p.proposed for p in paired.shown)
    )  # fmt: skip


def _answers(here: Situation, rows: tuple[Placement, ...]) -> dict[str, str]:
    """Pages about schools, gaps, targets and people the plan places."""
    plan = load_plan(here, Roster.of(rows))
    about = ["A", "B", "C", "W9", "B/语文", "A/语文", "K2", "T1"]
    pages = {asked: Explainer(plan).explain(asked) for asked in about}
    pages |= {t.id: Explainer(plan).explain(t.id) for t in plan.listed.targets if t.id}
    return {k: str((p.title, p.facts, p.tables, p.closing, p.data)) for k, p in pages.items()}


def test_what_a_change_alone_comes_to_is_judged_on_the_whole_plan_and_told_as_far_as_listed() -> (
    None
):
    """Whether the leader who teaches 语文 leaves B or the one who teaches 数学: what is told of
    taking somebody else away is the same, or that it cannot be told; so are order and totals."""
    rows = [out("教师", subject="语文"), team("学校领导")]
    more = [p for p in PEOPLE if p.code in ("L2", "M1")]
    more += [teacher("L5", "B", "数学", leadership="校长"), teacher("K3", "A", "语文")]
    guests = [guest("G1", "学校领导")]
    county = with_teams(*rows, outside_people=guests, more=more)().county
    here = under(county, "rules.sending_floor.force=off")
    plan = _run_of(here).placements
    (sent,) = (p for p in plan if p.person in ("L2", "L5"))
    rest = here.county.teacher[Code("L5" if sent.person == "L2" else "L2")]
    swapped = dataclasses.replace(sent, person=rest.code, subject=rest.subject)
    told = []
    for rows_of in (plan, tuple(swapped if p == sent else p for p in plan)):
        held = load_plan(here, Roster.of(rows_of))
        assert held.audit.measures != held.listed.measures
        pages = {p: Explainer(held).explain(p).data or {} for p in ("T1", "T4", "T5", "K3", "M1")}
        changes = _alone(pages)
        led = {p: Explainer(held, with_leaders=True).explain(p).data or {} for p in pages}
        whole = _alone(led)
        assert all(a["untold"] or a == whole[k] for k, a in changes.items())
        assert not any(a["untold"] for a in whole.values())
        untold = {k for k, a in changes.items() if a["untold"]}
        assert untold and all(not changes[k]["changes"] for k in untold)
        orders = {person: str(page.get("order")) for person, page in pages.items()}
        told.append((changes, orders, prices_json(held, ())["tiers"]))
    assert told[0][1:] == told[1][1:]
    one, other = (changes for changes, _, _ in told)
    assert all(one[k] == other[k] for k in one if not one[k]["untold"] and not other[k]["untold"])


def _alone(pages: dict[str, dict[str, Any]]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """What every alternative of some pages comes to where nobody else moves."""
    every = ((person, a) for person, page in pages.items() for a in page["alternatives"])
    return {(person, a["mode"], a["host"]): a["alone"] for person, a in every if a["alone"]}


def test_a_round_s_result_names_no_leader_though_the_policy_lets_him_compete() -> None:
    """Neither among those admitted nor as a row to be put into 锁定."""
    here = _two_leaders()
    won = tuple(move(code, "B", "A", "竞聘", subject="语文") for code in ("K3", "L8"))
    cut = Cutoff(Code("A"), "语文", "", 2, 2, (Code("K3"), Code("L8")), Fraction(9))
    held = RoundResult(Round.DISTRICT, won, (cut,))
    run = dataclasses.replace(_run_of(here, won), stage=Round.DISTRICT, rounds=(held,))
    told = _public(run)
    for name in ("竞聘录取线", "锁定", "json"):
        assert "K3" in told[name] and "L8" not in told[name], name
    assert not [name for name in told if "L8" in told[name]]


def test_what_speaks_against_a_recruit_is_measured_on_the_listed_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The figures of the rule one more would break are told."""
    run, asked = _run_of(_two_leaders()), list[Roster]()
    monkeypatch.setattr(recruits, "_Asking", lambda run, roster: asked.append(roster))
    row = RecruitRow(stage="小学", subject="语文", heads=1)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        recruits.recruited(run, [Change("招聘", "recruits", (row,))])
    assert asked == [Roster.of(run.shown)] != [run.result.roster]


def test_the_live_line_tells_no_figures_where_a_leader_may_be_moved() -> None:
    """The solver counts the leader: its figures less those of the tables would tell of him."""
    told: list[tuple[str, int | None]] = []

    def heard(name: str, best: int | None, bound: int | None, unit: str) -> None:
        told.extend((name, figure) for figure in (best, bound))

    undecided, base = _two_leaders(), _run_of(_two_leaders()).result.roster
    assert base is not None
    for solver in (None, Near(base)):
        run_county(undecided, county_name="", input_sha256="", progress=heard, solver=solver)
    assert {name for name, _ in told} > {"变动人数"}
    assert [figure for _, figure in told] == [None] * len(told)
    run_county(under(tiny()), county_name="", input_sha256="", progress=heard)
    assert told[-1][1] is not None
    live, err = Screen(io.StringIO(), said := io.StringIO()), said
    with live.progress() as line:
        line.tier("全部学科缺口", None, None, "课时")
    assert err.getvalue() == "求解全部学科缺口（数值见结果）\n"


@pytest.mark.parametrize("seed", [None, 2, 11])
def test_the_sheets_add_up_with_the_list(seed: int | None) -> None:
    """在岗 after = before − listed out + listed in, for every 编制主体; the gaps likewise."""
    run = _run_of(_two_leaders() if seed is None else every_mode_county(seed))
    assert run.withheld
    sheet = compose(run).sheet("编制")
    headers = [column.header for column in sheet.blocks[0].columns]
    code, before, after = (headers.index(h) for h in ("学校代码", "在岗（前）", "在岗（后）"))
    holder = run.county.establishment_holder
    full = [p for p in run.shown if p.mode not in (Mode.ITINERANT, Mode.STAY, Mode.TRAINING)]
    known = [p for p in full if p.person in run.county.teacher]
    for row in sheet.blocks[0].rows:
        gone = sum(p.home in run.county.school and holder(p.home) == row[code] for p in known)
        come = sum(p.host in run.county.school and holder(p.host) == row[code] for p in known)
        recruits = sum(p.mode is Mode.RECRUITMENT and p.host in run.county.school
                       and holder(p.host) == row[code] for p in full
                       if p not in known)  # fmt: skip
        was = row[before]
        assert isinstance(was, int) and row[after] == was - gone + come + recruits, row
    if FIGURES in str(sheet.notes):
        assert FIGURES in str(compose(run).sheet("总览"))


def test_the_rules_are_judged_and_the_secret_file_counts_by_the_whole_plan() -> None:
    here = _two_leaders()
    run = _run_of(here)
    assert run.whole is not None and run.result.roster is not None
    assert run.decided_by.findings == audit(here, run.result.roster).findings
    rows = leaders_book(here, run.withheld, run).sheet("连同领导人员的数字").blocks[0].rows
    told = {(row[0], row[1]): row[2:] for row in rows}
    was, now = told["河东小学", "在岗"]
    assert isinstance(was, int) and now == was - 1, "the counterpart leaves B"


def test_a_school_s_page_says_what_the_sheets_say() -> None:
    run = _run_of(_two_leaders())
    assert run.result.roster is not None
    plan = load_plan(run.situation, run.result.roster)
    pages = Explainer(plan)
    for school in run.gaps_after.schools:
        lacking = {f"{g.stage.value}{g.subject}": g.gap for g in school.subjects if g.gap}
        page = pages.explain(school.code)
        shown = {
            row[0]: row[3] for t in page.tables if t.title.startswith("各学科") for row in t.rows
        }
        assert {k for k, v in shown.items() if str(v) != "0"} == set(lacking)


def test_a_diagnosis_names_no_leader_nobody_decided_about() -> None:
    """A has to send two key teachers and has one; its leader is none, and named by no answer."""
    sent = [out("骨干教师", 2)]
    lone = under(tiny(outside_schools=OUTSIDE, teams=sent, more=PEOPLE[:1]), *SENT)
    found = diagnose(lone)
    told = json.dumps(diagnosis_json(found), ensure_ascii=False)
    assert found is not None and "team_roles" in told and "学校领导" in told
    heads = [t for t in lone.county.teachers if is_open(lone.county, t.code)]
    assert heads and not any(t.code in told or t.name in told for t in heads)

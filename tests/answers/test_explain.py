"""Pages of explanation: what they say, what they never say."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from constraints.situation import Situation
from models.column import Code
from models.finding import Measure, State
from models.problem import InputRefused
from models.roster import Roster
from models.sheets import ExemptionRow, RecruitRow, WishRow
from staffing.answers.asking import (
    AboutGap,
    AboutPerson,
    AboutSchool,
    AboutTarget,
    asked,
    the_person,
)
from staffing.answers.breach import breach_words
from staffing.answers.explain.alternatives import alternatives
from staffing.answers.explain.bounds import AtLeast
from staffing.answers.explain.comers import Comers, no_help_words
from staffing.answers.explain.explaining import Explainer
from staffing.answers.explain.person import Weighed, person_page
from staffing.answers.explain.unavoidable import Trade
from staffing.answers.loaded import kept
from staffing.answers.page import Page
from staffing.answers.statement import Statements
from staffing.answers.telling import by_document
from staffing.audit import audit
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.gaps import compute_gaps
from staffing.naming import CountyNames
from staffing.policy_file import load
from staffing.roster_book import compose
from staffing.roster_book.book import to_plain
from staffing.run import run_county
from staffing.sample import make_county
from staffing.solve import solve
from staffing.wording import story_words
from staffing.workbook.template import write_county
from tests.answers.planted import cap, lock
from tests.every_roster import PLAIN, Tried, every_roster, under
from tests.rules.teams import OUTSIDE, guest, out, with_teams
from tests.tiny import teacher, tiny

ID_NUMBER, GROUND = "370321198503070021", "怀孕八个月"


@cache
def county() -> Any:
    """A lacks nobody of 语文; T1 wished for C, T2 is exempt, T8 and T9 stand in one order."""
    more = [teacher("T8", "A", "语文", school_since="2013-08"),
            teacher("T9", "A", "语文", school_since="2014-08")]  # fmt: skip
    return tiny(
        {"T1": {"id_number": ID_NUMBER}, "T2": {"id_number": ID_NUMBER}},
        more=more,
        wishes=[WishRow(person="T1", rank=1, school="C", mode="交流")],  # type: ignore[arg-type]
        exemptions=[
            ExemptionRow(person="T2", kind="免", reason=GROUND, approval="已批准")  # type: ignore[arg-type]
        ],
    )


@cache
def explainer() -> Explainer:
    return Explainer(kept(solve(under(county()))))


def text(page: Page) -> str:
    """Everything a reader sees, and what programs get."""
    cells = [str(cell) for table in page.tables for row in table.rows for cell in row]
    facts = [part for fact in page.facts for part in fact]
    return "\n".join([page.title, page.closing, *facts, *cells, json.dumps(page.data)])


PAGES = ["T1", "T2", "T8", "T9", "T4", "A", "B", "B/语文", "A/语文", "C/小学/语文", "T09"]


# -- what is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("T1", AboutPerson("T1")),  # type: ignore[arg-type]
        ("样例T1", AboutPerson("T1")),  # type: ignore[arg-type]
        ("河东小学", AboutSchool("B")),  # type: ignore[arg-type]
        ("B/语文", AboutGap("B", "语文")),  # type: ignore[arg-type]
        ("河东小学：数学", AboutGap("B", "数学")),  # type: ignore[arg-type]
        ("t09", AboutTarget("T09")),
        ("rotation_share", AboutTarget("rotation_share")),
    ],
)
def test_what_is_asked_is_understood(words: str, meant: object) -> None:
    assert asked(explainer().plan, words) == meant


@pytest.mark.parametrize(
    ("words", "nearest"),
    [("T11", "T1"), ("河东小", "河东小学"), ("B/语", "语文"), ("B/小/语文", "小学")],
)
def test_what_is_not_understood_names_the_nearest(words: str, nearest: str) -> None:
    with pytest.raises(InputRefused, match=f"最接近“{nearest}"):
        asked(explainer().plan, words)


def test_a_name_borne_twice_asks_for_the_code() -> None:
    twins = tiny({"T1": {"name": "样例甲"}, "T2": {"name": "样例甲"}})
    with pytest.raises(InputRefused, match="不止一个（T1、T2）"):
        asked(kept(solve(under(twins))), "样例甲")


# -- what is said ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "settings", "words"),
    [
        ("rotation_share", (), "能，求解时已为它安排"),
        ("rotation_share", ("rules.rotation_share.force=watch",),
         "能，但本政策只核对这一项，求解没有为它安排"),
        ("loads_counted", (), "不能，与人员安排无关，只核对"),
    ],
)  # fmt: skip
def test_whether_moving_people_changes_a_target_fits_what_is_unavoidable_of_it(
    target: str, settings: tuple[str, ...], words: str
) -> None:
    """不能 beside 无法避免 0 人 would be two answers to one question."""
    page = Explainer(kept(solve(under(county(), *settings)))).explain(target)
    assert dict(page.facts)["能否靠安排改变"] == words


def test_a_target_names_the_schools_that_do_not_reach_it() -> None:
    """T13 is one figure of the county; its schools are listed all the same."""
    there = Situation(county(), load("gaoxin-2023", county().term.reference))
    plan = kept(solve(there))
    (line,) = (t for t in plan.listed.targets if t.id == "T13")
    parts = [t for t in plan.listed.target_parts if t.id == "T13"]
    lacking = [t for t in parts if t.state is not State.MET]
    assert line.denominator == len(parts) and lacking
    page = Explainer(plan).explain("T13")
    told, names = dict(page.facts), CountyNames(plan.situation.county)
    assert all(story_words(t) in told[names.key(t.key)] for t in lacking)
    assert all("7项中达标" in t.note for t in lacking)
    assert page.data is not None
    assert [part["key"] for part in page.data["parts"]] == [t.key for t in lacking]


def test_every_line_of_a_target_is_on_its_page_and_none_says_none() -> None:
    """A target of several rules lists them all; where nobody is counted, nothing was measured."""
    there = Situation(county(), load("huantai-2022", county().term.reference))
    plan = kept(solve(there))
    targets = plan.listed.targets
    assert 4 < sum(t.id == "T10" for t in targets) < 20
    assert any(t.id == "T05" and t.measured is None for t in targets)
    for target in ("T05", "T10"):
        page = Explainer(plan).explain(target)
        told = [words for _, words in page.facts if "实测" in words]
        assert len(told) == sum(t.id == target for t in targets)
        assert not [words for words in told if "None" in words]
        assert page.data is not None and len(page.data["lines"]) == len(told)


def test_a_teachers_page_says_why_in_what_order_and_at_what_cost() -> None:
    (mover, *_) = sorted(p.person for p in explainer().plan.roster.placements)
    page = explainer().explain(mover)
    facts = dict(page.facts)
    assert "列入应交流对象" in facts["列入原因"] and "2026-09-01" in facts["列入原因"]
    assert "《" in facts["依据"] and "2026年9月" in facts["安排"]
    (table,) = page.tables
    assert table.title == "为什么不是别处" and table.rows[0][0] == "留在城关小学"
    assert page.data is not None and len(page.data["alternatives"]) >= len(table.rows)


def test_the_order_is_told_in_numbers() -> None:
    orders = {code: dict(explainer().explain(code).facts)["先后"] for code in ("T8", "T9")}
    assert "本校本学科可指派" in orders["T8"] and "T9" not in orders["T8"]
    assert orders["T8"] != orders["T9"]


@pytest.mark.parametrize("about", PAGES)
def test_no_ground_no_identity_number_and_no_colleague(about: str) -> None:
    said = text(explainer().explain(about))
    assert GROUND not in said and "怀孕" not in said and ID_NUMBER not in said
    others = {row.name for row in county().teachers if row.code != about}
    assert not [name for name in others if name in said]


def test_every_exact_cost_is_the_best_of_all_rosters_with_that_choice() -> None:
    plan, found = explainer().plan, 0
    rosters = list(every_roster(plan.situation))
    tiers = tuple(task.id for task in plan.tasks)
    for code in ("T1", "T8", "T9"):
        page = explainer().explain(code, exact=True)
        assert page.data is not None
        for a in page.data["alternatives"]:
            if not a["exact"]:
                continue
            having = [one for one in rosters if chosen(one, code, a)]
            assert a["exact"]["possible"] == bool(having)
            if having:
                best = dict(zip(tiers, min(one.values(tiers) for one in having), strict=True))
                worse = {t: best[t] - n for t, n in plan.tier_values.items() if best[t] != n}
                assert a["exact"]["changes"] == worse
                found += bool(worse)
    assert found > 2


def chosen(one: Tried, code: str, alternative: dict[str, Any]) -> bool:
    """Whether a roster places the person so."""
    own = [p for p in one.roster.placements if p.person == code]
    if alternative["mode"] == "留任":
        return not own
    return any((p.mode, p.host) == (alternative["mode"], alternative["host"]) for p in own)


def test_a_named_school_that_is_out_of_the_question_is_refused_with_the_rule() -> None:
    with pytest.raises(InputRefused, match="不在可去之列"):
        explainer().explain("T7", to=["A"])
    with pytest.raises(InputRefused, match="只用于本县教师"):
        explainer().explain("B", to=["A"])


def test_a_gap_is_taken_apart() -> None:
    page = explainer().explain("B/体育")
    assert page.data is not None
    (parts,) = page.data["trades"]
    assert parts["floor"] + sum(parts["traded"].values()) + parts["spare"] == parts["short"]
    assert parts["proven"] and parts["unit"] == "0.1课时"


@pytest.mark.parametrize(
    ("short", "floor", "proven", "said"),
    [(40, 40, True, "照样至少缺 4 课时"), (40, 10, True, "仍至少缺 1 课时"), (40, 0, True, ""),
     (40, 40, False, "")],
)  # fmt: skip
def test_why_those_who_could_come_do_not_help_is_told(
    short: int, floor: int, proven: bool, said: str
) -> None:
    """Beside 没有人能避免 the table of those who could come reads like a contradiction."""
    found = Comers((AtLeast("moves", 2),), Counter(), Counter({"派出学校学科底线": 1}))
    words = no_help_words(found, Trade(short, floor, (), 0, proven), "0.1课时")
    assert said in words and bool(words) is bool(said)
    assert ("派出学校学科底线 1 人次" in words) is (floor == short and proven)


@pytest.mark.parametrize("about", [*PAGES, "B/数学"])
def test_a_page_for_programs_holds_all_that_the_screen_shows(
    about: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["explain", "book.xlsx", about, "--policy", str(PLAIN)]
    capsys.readouterr()
    assert staffing([*words, "--json"]) == Exit.DONE
    told = json.loads(capsys.readouterr().out)["page"]
    staffing(words)
    shown = "".join(capsys.readouterr().out.split())
    texts = [told["title"], told["closing"], *(fact["text"] for fact in told["facts"])]
    texts += [words for t in told["tables"] for words in (t["title"], t["rest"])]
    assert told["facts"] and not [said for said in texts if "".join(said.split()) not in shown]
    assert all(len(row) == len(t["headers"]) for t in told["tables"] for row in t["rows"])


def test_a_gap_for_programs_has_its_numbers() -> None:
    data = explainer().explain("B/数学").data
    assert data is not None
    (line,) = data["subjects"]
    assert {"needed", "short_before", "short_after", "cannot_come", "could_come"} <= line.keys()
    assert line["could_come"]["count"] == sum(x["count"] for x in line["could_come"]["by_tier"])
    school = explainer().explain("B").data
    assert school is not None and school["establishment"]["on_roll"] >= 0
    assert {s["subject"] for s in school["subjects"]} and {"came", "gone"} <= school.keys()


def test_who_no_plan_has_room_for_is_not_counted_among_those_who_could_come() -> None:
    """A may send one, who is decided: nobody else can leave it for C, whatever the others do."""
    sent = tiny(more=[teacher("T8", "A", "语文"), teacher("T9", "A", "语文")],
                locks=[lock("T8", "B", "交流")])  # fmt: skip
    pages = Explainer(kept(solve(under(sent, *cap("school_out", "每校派出", 1)))))
    tables = {t.title: t for t in pages.explain("C/小学/语文").tables}
    barred = tables["小学语文：符合条件而排不进来的 3 人次"]
    assert barred.rows == (("每校派出上限", 3),) and "别人怎么动都没有" in barred.rest
    assert not any("可来而未安排的" in title for title in tables)


def test_a_broken_cap_is_told_with_its_limit_and_by_how_much() -> None:
    """One leaves A, as many as may: T8 going alone would be one too many."""
    pages = Explainer(kept(solve(under(county(), *cap("school_out", "每校派出", 1)))))
    page = pages.explain("T8")
    assert "“每校派出上限”（城关小学上限 1 人，改后 2 人，超 1 人）" in text(page)


def test_every_alternative_shown_says_what_it_changes_alone_or_that_it_was_not_asked() -> None:
    page = Explainer(kept(solve(under(make_county(60, 3))))).explain("JS00051")
    (table,) = page.tables
    column = table.headers.index("只改本人、别人不动")
    assert len(table.rows) > 3 and all(row[column] not in ("", "未算") for row in table.rows)
    assert page.data is not None
    assert all(a["alone"] is not None for a in page.data["alternatives"])
    unasked = Weighed(alternatives(explainer().plan, explainer().bounds, Code("T8"))[0])
    bare = person_page(explainer()._statements.of(Code("T8")), [unasked], 0, explainer().names,
                       explainer().words)  # fmt: skip
    assert bare.tables[0].rows[0][2] == "未算" and "“未算”：" in bare.tables[0].rest


def test_less_than_nothing_is_told_in_words() -> None:
    row = under(county()).policy.rows_of("sending_floor")[0]
    was, now = (Measure("A/小学/语文", measured=left, required=40, short=max(40 - left, 0))
                for left in (40, -40))  # fmt: skip
    said = breach_words(row, [was], [now], explainer().names)
    assert "至少 4 课时，改后一点不剩，连减免在内还欠 4 课时，差 8 课时" in said


def test_what_nobody_can_avoid_is_one_number_on_a_page() -> None:
    """No more than one may leave a school, two are asked for: counting people alone sees no bar."""
    pushed = under(county(), *cap("county", "全县", 1), "rules.rotation_share.share=50%")
    solved = solve(pushed)
    page = Explainer(kept(solved)).explain("rotation_share")
    (table,) = page.tables
    assert table.rows[0][0] == "没有人能避免" and table.rows[0][1] != "0 人"
    assert "无法避免" not in str(page.facts)
    assert solved.audit is not None and page.data is not None
    (line,) = (x for x in solved.audit.targets if x.rule == "rotation_share")
    assert table.rows[0][1] == f"{line.floor} 人" and line.traded == 0
    assert [told["floor"] for told in page.data["lines"]] == [line.floor]
    counted = audit(pushed, solved.audit.roster or Roster(())).targets
    assert all(x.floor == 0 for x in counted if x.rule == "rotation_share")


def test_costs_do_not_depend_on_what_was_asked_before() -> None:
    fresh = Explainer(explainer().plan)
    explainer().explain("T9")
    assert fresh.explain("T8", exact=True).data == explainer().explain("T8", exact=True).data


# -- in the workbook and on the command line -------------------------------------------------------


def test_the_workbook_has_a_statement_of_everyone_who_moves() -> None:
    run = run_county(under(county()), county_name="样例县", input_sha256="0" * 64)
    sheet = compose(run).sheet("个人说明单")
    (block,) = sheet.blocks
    assert [row[0] for row in block.rows] == sorted({p.person for p in run.placements})
    said = json.dumps(to_plain(compose(run)), ensure_ascii=False)
    assert GROUND not in said and ID_NUMBER not in said
    for row in block.rows:
        others = {t.name for t in county().teachers if t.code != row[0]}
        assert not [name for name in others if name in " ".join(map(str, row[2:]))]


def test_statements_tell_the_gap_that_is_filled() -> None:
    plan = explainer().plan
    from constraints.outcome import Outcome

    outcome = Outcome(plan.situation, plan.roster)
    after = compute_gaps(plan.situation, outcome)
    found = Statements(outcome, compute_gaps(plan.situation), after, {}).moved()
    assert found and all(s.filled and s.sources for s in found)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_county(county(), Path("book.xlsx"))
    policy = ["--policy", str(PLAIN)]
    assert staffing(["solve", "book.xlsx", *policy, "-o", "r.xlsx"]) in (Exit.DONE, Exit.SHORT)
    return tmp_path


def test_the_commands_speak_both_ways(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = ["--policy", str(PLAIN)]
    capsys.readouterr()
    assert staffing(["explain", "book.xlsx", "B/语文", *policy, "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["trades"]
    assert staffing(["explain", "book.xlsx", "T8", *policy]) == Exit.DONE
    page = capsys.readouterr().out
    assert "安排说明" in page and len(page.splitlines()) < 40, "not one page"
    assert staffing(["substitute", "book.xlsx", "T5", *policy, "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["place"]["host"] == "B"
    words = ["substitute", "book.xlsx", "T8", "--places", "--roster", "r.xlsx", *policy]
    assert staffing(words) == Exit.DONE
    assert "可以去哪里" in capsys.readouterr().out
    assert staffing(["explain", "book.xlsx", "T99", *policy]) == Exit.REFUSED
    assert "最接近“T9”" in capsys.readouterr().err


def test_a_document_is_named_once_with_all_its_clauses() -> None:
    one = "《甲》 教师〔2014〕4号"
    said = by_document(
        [f"{one} 第一条（正式）", f"{one} 第二条（正式）", *["《乙》 第三条（草案）"] * 2]
    )
    assert said == [
        "《甲》 教师〔2014〕4号 第一条（正式）、第二条（正式）",
        "《乙》 第三条（草案）",
    ]


# -- rows of 安排表 that are no teachers -----------------------------------------------------------


@cache
def with_newcomers() -> Explainer:
    """A recruit of 语文 still to come, and a guest at B."""
    here = tiny(
        recruits=[RecruitRow(stage="小学", subject="语文", heads=1, source="公开招聘")],  # type: ignore[arg-type]
        outside_people=[guest("G1", "教师", subject="语文")],
        outside_schools=OUTSIDE,
    )
    return Explainer(kept(solve(under(here))))


def test_a_recruits_place_says_what_it_is_and_where_it_goes() -> None:
    page = with_newcomers().explain("招聘01-001")
    what, where = (text for _, text in page.facts)
    said = "招聘01-001是“招聘”表第 1 项（小学语文，公开招聘，共 1 人）的第 1 个名额，还没有人。"
    assert what == said
    placed = with_newcomers().plan.roster.by_person.get(Code("招聘01-001"), ())
    assert ("没有给这个名额安排学校" in where) is not bool(placed)
    assert page.data is not None and page.data["kind"] == "recruit"


@pytest.mark.parametrize("asked_for", ["G1", "样例G1"])
def test_a_guest_is_no_teacher_of_the_county(asked_for: str) -> None:
    page = with_newcomers().explain(asked_for)
    said = text(page)
    assert "“外县人员”表中由外县W1校（样例外县）派来支教的教师，语文" in said
    assert "到河东小学（2026年9月至" in said and "派出县" in page.closing


@pytest.mark.parametrize("asked_for", ["招聘01-001", "样例G1"])
def test_nobody_takes_over_from_who_is_no_teacher(asked_for: str) -> None:
    with pytest.raises(InputRefused, match="不是本县教师，没有人可以替换或另排"):
        the_person(with_newcomers().plan, asked_for)
    with pytest.raises(InputRefused, match="只用于本县教师"):
        with_newcomers().explain(asked_for, exact=True)


def test_a_school_outside_the_county_is_not_said_to_lack_nothing() -> None:
    assert "外县学校" in with_newcomers().explain("W1").closing


# -- several seats of one mode at one school -------------------------------------------------------


@cache
def teamed() -> Explainer:
    """A sends a teacher and a key teacher to one school; T1 may take either seat."""
    rows = [out("教师"), out("骨干教师")]
    return Explainer(kept(solve(with_teams(*rows)())))


def test_another_seat_at_the_same_school_is_told_from_the_one_they_have() -> None:
    plan = teamed().plan
    seen = 0
    for person, own in plan.roster.by_person.items():
        data = teamed().explain(person).data
        assert data is not None
        others = [(a["mode"], a["host"], a["stage"], a["subject"] or None, a["team"], a["post"])
                  for a in data["alternatives"]]  # fmt: skip
        assert len(set(others)) == len(others)
        page = teamed().explain(person).tables[0]
        for p in own:
            stage = p.stage.value if p.stage else None
            assert (p.mode.value, p.host, stage, p.subject, p.team, p.post) not in others
            alike = [o for o in others if o[:2] == (p.mode.value, p.host)]
            seen += len(alike)
            shown = [str(row[0]) for row in page.rows if "（" in str(row[0])]
            assert len(shown) >= len(alike) or len(page.rows) < len(others)
            assert ("方案里本人" in page.rest) is bool(alike)
    assert seen, "nobody could sit elsewhere at the same school"

"""Locks over a limit and roles nobody can fill are named, though the county is solved all the same;
every kind of contradiction is told from the command line, by cell."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from models.sheets import DemandRow, RecruitRow, TeacherRow
from models.vocabulary import Mode, Relation, Stage
from staffing.answers.diagnose.counting import Shortage
from staffing.answers.diagnose.diagnosis import Diagnosis, diagnose
from staffing.answers.diagnose.giving import Item
from staffing.answers.diagnose.remedy import remedy_words
from staffing.answers.diagnose.where import how, where
from staffing.answers.told import diagnosis_json
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.console.digest import audit_digest
from staffing.fairness import fairness
from staffing.locks.excess import excess_words, excesses
from staffing.solve import solve
from staffing.teams.unfilled_roles import unfilled_roles
from staffing.workbook.template import write_county
from tests.answers.planted import CHINESE, PLANTED, SENT, SPORT, cap, lock, share
from tests.every_roster import PLAIN, under
from tests.rules.teams import OUTSIDE, out, with_teams
from tests.rules.teams import team as inbound
from tests.tiny import END, START, teacher, tiny

GUESTS = [teacher("T8", "A", "英语"), teacher("T9", "A", "音乐")]
BOTH = [lock("T8", "B", "调动"), lock("T9", "B", "调动")]


def locked_in(approved: int, locks: list[Any] = BOTH) -> Situation:
    """Two people locked into B, which has one person on its books and so many approved posts."""
    return under(tiny(more=GUESTS, changes={"B": {"approved": approved}}, locks=locks))


LED = teacher("T8", "A", leadership="副职")


def team(*more: TeacherRow) -> Situation:
    """A has to send a leader and a teacher; what becomes of its own lessons is not asked."""
    rows = [out("学校领导", 1), out("教师", 1)]
    county = tiny(outside_schools=OUTSIDE, teams=rows, more=more)
    return under(county, "rules.sending_floor.force=off")


def decided(there: Situation) -> Diagnosis:
    """What locks and tasks ask beyond the rules, in a county that is solved all the same."""
    found = diagnose(there)
    assert found is not None and found.possible and found.decided is not None
    assert solve(there).status == "optimal"
    return found.decided


def gives(found: Diagnosis) -> list[tuple[str, str, int]]:
    """(policy row, key, amount) of each concession."""
    return [(c.item.row, c.item.key, c.amount) for c in found.concessions]


@pytest.mark.parametrize(("approved", "short"), [(1, 2), (2, 1)])
def test_locks_into_a_full_school_are_named_with_the_posts_they_lack(
    approved: int, short: int
) -> None:
    found = decided(locked_in(approved))
    assert gives(found) == [("establishment_cap", "B", short)] and found.proven
    assert found.concession_text(found.concessions[0]) == f"河东小学编制 +{short}"
    sets = [{(i.row, i.key) for i in one.items} for one in found.conflicts]
    locks = [("lock", "T8/调动"), ("lock", "T9/调动")]
    over = ("establishment_cap", "B")
    # With no room at all each lock is too many; with room for one it takes both.
    assert sets == ([{over, x} for x in locks] if short == 2 else [{over, *locks}])
    assert all(one.confirmed for one in found.conflicts)


def test_the_posts_granted_nothing_is_named_and_one_less_still_is() -> None:
    granted = diagnose(locked_in(3))
    assert granted is not None and granted.possible and granted.decided is None
    assert gives(decided(locked_in(2))) == [("establishment_cap", "B", 1)]


def test_one_lock_withdrawn_there_is_one_person_too_many_left() -> None:
    assert gives(decided(locked_in(1, BOTH[:1]))) == [("establishment_cap", "B", 1)]


def test_a_role_nobody_can_fill_is_named_with_its_team() -> None:
    found = decided(team())
    assert [row for row, _, _ in gives(found)] == ["team_whole.sent"]
    (one,) = found.conflicts
    assert {i.rule for i in one.items} == {"team_whole", "team_roles"} and one.confirmed
    assert "学校领导缺 1 人" in found.concession_text(found.concessions[0])


def test_a_conflict_of_the_rules_is_not_told_again_under_what_is_decided() -> None:
    rows = [out("学校领导", 1), out("教师", 1)]
    settings = (*share("0.5"), *cap("county", "全县", 0), "rules.sending_floor.force=off")
    found = diagnose(under(tiny(outside_schools=OUTSIDE, teams=rows), *settings))
    assert found is not None and not found.possible and found.decided is not None
    plain, decided = (
        [{i.rule for i in c.items} for c in d.conflicts] for d in (found, found.decided)
    )
    assert plain == [{"rotation_share", "move_caps"}]
    assert decided == [{"team_whole", "team_roles"}]


def test_somebody_who_holds_the_role_and_nothing_is_named() -> None:
    found = diagnose(team(LED))
    assert found is not None and found.possible and found.decided is None


def test_locks_over_a_limit_are_told_without_a_solver() -> None:
    there = locked_in(1)
    (found,) = excesses(there)
    assert (found.row.id, found.key, found.by) == ("establishment_cap", "B", 2)
    assert [x.person for x in found.locks] == ["T8", "T9"]
    assert excess_words(there, found).startswith("河东小学的“核定编制上限”超 2 人")
    assert excesses(locked_in(3)) == ()


def test_a_limit_the_plan_keeps_all_the_same_is_not_told_of_it() -> None:
    """Somebody else leaves the full school: the locks alone are one too many, the plan is not."""
    there = locked_in(2)
    away = [p for p in solve(there).roster.placements if p.person in ("T8", "T9")]  # type: ignore[union-attr]
    (kept,) = excesses(there, Roster(tuple(away)))
    assert (kept.key, kept.by) == ("B", 1)
    moved = replace(away[0], person=Code("T5"), home=Code("B"), host=Code("A"))
    assert excesses(there, Roster((*away, moved))) == ()
    left = excesses(locked_in(1), Roster((*away, moved)))
    assert [(x.key, x.by) for x in left] == [("B", 1)]


def test_an_audit_says_what_the_locks_exceed() -> None:
    """Decisions break no rule of their own, so the page has a line for them."""
    solved = solve(locked_in(1))
    assert solved.audit is not None and solved.roster is not None
    facts = list(audit_digest(solved.audit, fairness(solved.audit, solved.roster, None)))
    (over,) = (words for name, words, _ in facts if name == "锁定超限")
    assert over.startswith("河东小学的“核定编制上限”超 2 人") and "没有再加重" not in over


def test_whoever_fills_the_place_again_is_no_excess_of_the_locks() -> None:
    there = locked_in(1)
    plan = [p for p in solve(there).roster.placements if p.person in ("T8", "T9")]  # type: ignore[union-attr]
    moved = replace(plan[0], person=Code("T5"), home=Code("B"), host=Code("A"))
    came = replace(plan[0], person=Code("T1"))
    left = excesses(there, Roster((*plan, moved, came)))
    assert [(x.key, x.by) for x in left] == [("B", 1)]


DUTY = ("force=hard", "tier=law", "concede=60", "margin=0", "least=0")
CROWDED = (*(f"rules.duty_cap.{text}" for text in DUTY), "rules.sending_floor.force=off")


def crowded(*people: str) -> Situation:
    """B has T5 and one place; these people are locked into it, and only T5 can make room."""
    locks = [lock(person, "B") for person in people]
    return under(tiny({"B": {"approved": 1}}, locks=locks), *CROWDED)


def test_a_limit_that_somebody_s_leaving_makes_up_for_is_told_apart() -> None:
    found = diagnose(crowded("T3"))
    assert found is not None and found.possible and found.decided is None
    assert [(x.row.id, x.key, x.by) for x in found.made_up] == [("duty_cap", "B", 1)]


def test_a_limit_that_nobody_can_make_up_for_has_to_give() -> None:
    found = diagnose(crowded("T3", "T4"))
    assert found is not None and found.possible and found.decided is not None
    assert gives(found.decided) == [("duty_cap", "B", 1)] and found.made_up == ()


def test_a_cap_on_rotation_is_a_limit_like_any_other() -> None:
    locks = [lock("T1", "B"), lock("T2", "B")]
    found = excesses(under(tiny(locks=locks), *cap("school_in", "每校接收", 1)))
    assert ("move_caps.school_in", "B", 1) in [(x.row.id, x.key, x.by) for x in found]


def test_roles_are_counted_by_who_could_take_them() -> None:
    (found,) = unfilled_roles(team())
    assert (found.role.role, found.school, found.short) == ("学校领导", "A", 1)
    assert not list(unfilled_roles(team(LED)))


# -- from the command line -------------------------------------------------------------------------

SETTINGS: dict[str, tuple[str, ...]] = {
    "quota": (*CHINESE, *cap("school_in", "每校接收", 0)),
    "subject": SPORT,
    "team role": SENT,
    "share": (*share("0.5"), *cap("county", "全县", 0)),
    "exemption chain": CHINESE,
    "pins": CHINESE,
}  # fmt: skip
WORDS = {
    "quota": ("河东小学每校接收", "班级!"),
    "subject": ("允许暂无能教的教师", "班级!"),
    "team role": ("支教团TP01（骨干教师缺 1 人）少派 2 人", "支教团!"),
    "share": ("全县", "+3"),
    "exemption chain": ("免缓申请!A3", "免缓申请!A4"),
    "pins": ("锁定!A3", "锁定!A4"),
}


def policy_file(folder: Path, settings: tuple[str, ...]) -> str:
    """The plain policy with these settings, as the office would write it."""
    lines = [
        '[policy]\nid = "x"\nname = "试"\nstanding = "本县决定"',
        f'extends = "{PLAIN.as_posix()}"',
        '[documents.x]\ntitle = "试"\nstanding = "本县决定"',
        "[modes.itinerant]\non = false",
    ]
    tables: dict[str, list[str]] = {}
    for text in settings:
        key, _, value = text.partition("=")
        table, _, name = key.rpartition(".")
        tables.setdefault(table, []).append(_line(name, value))
    for table, own in tables.items():
        reason = ['reason = "试"'] if 'force = "off"' in own else []
        lines.append("\n".join([f"[{table}]", *own, *reason]))
    path = folder / "policy.toml"
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


@cache
def emptied() -> Situation:
    """Both teachers of 语文 leave A by 锁定; T6 of C may come there instead of one."""
    gone = [lock("T1", "B"), lock("T2", "B")]
    lessons = [DemandRow(school="A", stage="小学", subject="语文", periods=20)]  # type: ignore[arg-type]
    return under(tiny(locks=gone, demands=lessons))


def test_diagnose_and_a_plan_say_the_same_of_the_locks() -> None:
    """20 lessons leave with them; a plan in which somebody comes for ten says so of the ten. No
    plan has them come, C cannot spare them: diagnose asks no more and no less than the plan does.
    """
    there = emptied()
    (alone,) = excesses(there)
    assert "超 20 课时" in excess_words(there, alone)
    came = Placement(person=Code("T6"), mode=Mode.ROTATION, relation=Relation.KEPT, home=Code("C"),
                     host=Code("A"), start=START, end=END, stage=Stage.PRIMARY,
                     subject="语文")  # fmt: skip
    decided_ones = Outcome(there, Roster(())).decided
    (left,) = excesses(there, Roster((*decided_ones, came)))
    said = excess_words(there, left)
    assert "只按锁定超 20 课时，方案里别人抵补 10 课时，仍超 10 课时" in said
    found = decided(there)
    (given,) = (c for c in found.concessions if c.item.key.startswith("A/"))
    (short,) = excesses(there, solve(there).roster)
    assert given.amount == short.by == 200


_SETTINGS = ("force", "tier", "concede")


def _line(name: str, value: str) -> str:
    plain = value.replace(".", "", 1).isdigit() or value in ("true", "false") or value[0] == "["
    text = value if plain else f'"{value}"'
    if name in _SETTINGS:
        return f"{name} = {text}"
    cited = 'from = 2020-01-01, source = "x", clause = "试", waiver = "试1号 一"'
    return f"{name} = {{ value = {text}, {cited} }}"


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_is_told_by_cell_on_the_screen(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(PLANTED[kind].county().county, Path("book.xlsx"))
    policy = policy_file(tmp_path, SETTINGS[kind])
    code = staffing(["diagnose", "book.xlsx", "--policy", policy])
    heard = capsys.readouterr().out
    assert code == Exit.IMPOSSIBLE, heard
    for word in ("硬性规则不能同时满足", "两种算法都已核实", *WORDS[kind]):
        assert word in heard
    code = staffing(["diagnose", "book.xlsx", "--policy", policy, "--json"])
    document = json.loads(capsys.readouterr().out)
    assert {(i["rule"], i["key"]) for c in document["conflicts"] for i in c["items"]} == set(
        PLANTED[kind].conflict
    )


@pytest.fixture
def solvable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with both books whose decisions go beyond the rules; the policy's path."""
    monkeypatch.chdir(tmp_path)
    write_county(locked_in(1).county, Path("locks.xlsx"))
    write_county(team().county, Path("team.xlsx"))
    return policy_file(tmp_path, ())


def test_what_others_make_up_for_is_told_by_diagnose_and_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(crowded("T3").county, Path("book.xlsx"))
    policy = policy_file(tmp_path, CROWDED)
    assert staffing(["check", "book.xlsx", "--policy", policy]) == Exit.SHORT
    assert "别人的去留能抵补的" in capsys.readouterr().out
    assert staffing(["diagnose", "book.xlsx", "--policy", policy]) == Exit.DONE
    heard = capsys.readouterr().out
    assert (
        "河东小学的“在岗人数上限”超 1 人（计 2 人，上限 1 人；锁定!A3）" in heard
        and "可以抵补" in heard
    )
    assert staffing(["diagnose", "book.xlsx", "--policy", policy, "--json"]) == Exit.DONE
    (told,) = json.loads(capsys.readouterr().out)["made_up"]
    assert (told["row"], told["key"], told["by"]) == ("duty_cap", "B", 1)


@pytest.mark.parametrize(
    ("book", "cells"),
    [
        ("locks", ("锁定!A3", "锁定!A4", "河东小学编制 +2")),
        ("team", ("支教团!E3", "学校领导缺 1 人")),
    ],
)
def test_what_solve_goes_on_with_is_told_by_diagnose_and_check(
    book: str, cells: tuple[str, ...], solvable: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert staffing(["diagnose", f"{book}.xlsx", "--policy", solvable]) == Exit.SHORT
    heard = capsys.readouterr().out
    for word in ("求解照已定的办", *cells):
        assert word in heard
    assert staffing(["check", f"{book}.xlsx", "--policy", solvable]) == Exit.SHORT
    assert cells[0] in capsys.readouterr().out
    assert staffing(["diagnose", f"{book}.xlsx", "--policy", solvable, "--json"]) == Exit.SHORT
    document = json.loads(capsys.readouterr().out)
    assert document["possible"] is True and document["decided"]["concessions"]


def test_counterparts_are_stated_by_the_cells_of_the_whole_team() -> None:
    """跟岗人数 of one role alone, lowered, no longer adds up to the heads sent: nothing changes."""
    roles = [inbound("中层干部", counterparts=1), inbound("教师", subject="英语", counterparts=1)]
    rows = [role.model_copy(update={"row_number": 3 + i}) for i, role in enumerate(roles)]
    made = with_teams(*rows)()
    lettered = replace(made.county, letters={"支教团": {"counterparts": "J"}})
    there = Situation(lettered, made.policy)
    (quota, *_) = there.policy.rows_of("counterpart_quota")
    assert where(there, quota, "TD01") == "支教团!J3、支教团!J4"
    assert "合计" in how(quota)


def test_a_cap_is_told_in_its_own_direction() -> None:
    for scope, way in (("每校派出", "派出"), ("每校接收", "接收"), ("全县", "安排")):
        there = under(tiny(), *cap("c", scope, 1))
        found = Diagnosis(there, (), (), (), True)
        row = next(row for row in there.policy.rows_of("move_caps") if row.id == "move_caps.c")
        key = "" if scope == "全县" else "A"
        locks = Item("lock", "lock", 0, "T1/交流")
        shortage = Shortage((locks,), 5, 3, 5, Item(row.id, row.rule, row.concede, key))
        assert f"共需{way} 5 人" in found.shortage_text(shortage)


def test_what_a_floor_lacks_is_told_with_what_to_do() -> None:
    found = diagnose(emptied())
    assert found is not None and found.decided is not None
    given = next(c for c in diagnosis_json(found.decided)["concessions"] if c["key"][0] == "A")
    assert given["how"] == "招聘、调入或走教来补，或核对需求" and "另补" in given["message"]


def lacking_to_its_share(*more: TeacherRow, **sheets: Any) -> Situation:
    """A needs 40 lessons of 语文 and has 20; T1 is locked away with 10 of them."""
    lessons = [DemandRow(school="A", stage="小学", subject="语文", periods=40)]  # type: ignore[arg-type]
    there = tiny(more=more, locks=[lock("T1", "B")], demands=lessons, **sheets)
    return under(there, "rules.subject_offered.compulsory.force=off")


def own(count: int) -> list[TeacherRow]:
    """So many more teachers of A itself, ten lessons each."""
    return [teacher(f"T8{i}", "A") for i in range(count)]


def test_what_is_added_to_a_school_of_its_own_is_told_apart_and_suffices() -> None:
    """Ten lessons who come from elsewhere; thirty of its own people, whose lessons raise the floor
    until the need is met."""
    there = lacking_to_its_share()
    (over,) = excesses(there)
    assert (over.key, over.by) == ("A/小学/语文", 100)
    said = remedy_words(there, over)
    assert "语文另补 10 课时（" in said and "须加 30 课时）" in said
    found = diagnose(there)
    assert found is not None and found.decided is not None
    assert "须加 30 课时" in diagnosis_json(found.decided)["concessions"][0]["message"]
    assert [len(excesses(lacking_to_its_share(*own(n)))) for n in (1, 2, 3)] == [1, 1, 0]
    recruit = [RecruitRow(subject="语文", stage="小学", heads=1)]  # type: ignore[arg-type]
    hired = diagnose(lacking_to_its_share(recruits=recruit))
    assert hired is not None and hired.decided is None


def test_a_floor_that_is_the_need_itself_says_one_number() -> None:
    """A has all it needs, so whoever is added counts in full."""
    (over,) = excesses(emptied())
    assert "须加" not in remedy_words(emptied(), over)

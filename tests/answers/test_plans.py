"""Plans for the meeting: none dominates another, all keep what comes first, each is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.county import County
from models.problem import InputRefused
from models.sheets import WishRow
from staffing.answers.differing import changed_people
from staffing.answers.meeting.trading import MOST, Options, Trading
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.solve import Solved, prepare, solve
from staffing.workbook.template import write_county
from tests.answers.planted import PLANTED
from tests.every_roster import PLAIN, every_roster, under
from tests.tiny import teacher, tiny

WISHES = [
    WishRow(person=person, rank=rank, school=host, mode="交流")  # type: ignore[arg-type]
    for person, rank, host in (
        ("T1", 1, "C"), ("T1", 2, "B"), ("T2", 1, "B"), ("T6", 1, "B"), ("T3", 1, "B"),
    )
]  # fmt: skip
COUNTIES: Mapping[str, Callable[[], Situation]] = {
    "plain": lambda: under(tiny()),
    "wishes": lambda: under(tiny(wishes=WISHES), "rules.rotation_share.share=40%"),
    "wishes against moves": lambda: under(
        tiny(wishes=[WISHES[0], *WISHES[2:4]]), "rules.sending_floor.force=off"
    ),
    "many due": lambda: under(tiny(wishes=WISHES[:3]), "rules.rotation_share.share=60%"),
}


@pytest.fixture(scope="module", params=COUNTIES)
def there(request: pytest.FixtureRequest) -> Situation:
    """Each county."""
    return COUNTIES[request.param]()


@pytest.fixture(scope="module")
def options(there: Situation) -> Options:
    """Its plans."""
    found = Trading(prepare(there)).options()
    assert isinstance(found, Options)
    return found


def test_the_first_plan_is_the_one_that_solve_gives(there: Situation, options: Options) -> None:
    solved = solve(there)
    assert options.options[0].roster == solved.roster
    assert options.options[0].solved.status == "optimal"


def test_no_roster_at_all_beats_a_plan(there: Situation, options: Options) -> None:
    """Of every roster that keeps the upper tiers at their best, none dominates any plan."""
    kept = tuple(t for t in options.options[0].values if t not in options.traded)
    tried = list(every_roster(there))
    best = min(one.values(kept) for one in tried)
    lower = {one.values(options.traded) for one in tried if one.values(kept) == best}
    shown = [tuple(o.values[t] for t in options.traded) for o in options.options]
    assert len(set(shown)) == len(shown) <= MOST
    for vector in shown:
        assert vector in lower
        assert not any(dominates(other, vector) for other in lower)


def test_plans_sought_side_by_side_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    there, told = COUNTIES["wishes against moves"](), list[tuple[int, int]]()
    one = Trading(prepare(there)).options()
    monkeypatch.setattr("staffing.answers.meeting.batch.WORTH", 0)
    other = Trading(prepare(there), told=lambda *pair: told.append(pair)).options()
    assert isinstance(one, Options) and isinstance(other, Options) and told
    assert [(o.how, o.values, o.roster, o.people) for o in one.all] == [
        (o.how, o.values, o.roster, o.people) for o in other.all]  # fmt: skip


def test_a_front_of_several_plans_is_shown() -> None:
    found = Trading(prepare(COUNTIES["wishes against moves"]())).options()
    assert isinstance(found, Options)
    assert [option.how for option in found.options] == ["按政策次序", "先看志愿"]
    shown = [tuple(option.values[t] for t in found.traded) for option in found.options]
    assert shown == [(1, 3, 20), (2, 1, 45)]


def test_all_plans_keep_what_comes_first(options: Options) -> None:
    kept = [t for t in options.options[0].values if t not in options.traded]
    assert "cover" in kept and "commute" not in kept
    for option in options.all:
        assert all(option.values[t] == options.options[0].values[t] for t in kept)


def test_bounds_of_a_traded_tier_are_bounds(there: Situation, options: Options) -> None:
    first = options.options[0].values  # its bounds, and its equals', hold in the policy's order
    for option in (o for o in options.all if o.values != first):
        for tier in option.solved.tiers:
            if tier.id in options.traded:
                least = min(o.values[tier.id] for o in options.all)
                assert tier.bound is not None and tier.value is not None
                assert tier.bound <= least <= tier.value


def test_a_plan_as_good_as_the_proven_one_is_proven_too() -> None:
    equals = 0
    alike = [teacher(f"T{n}", "A", "语文", school_since="2013-08") for n in (8, 9)]
    for county in (*COUNTIES.values(), lambda: under(tiny(more=alike))):
        found = Trading(prepare(county())).options()
        assert isinstance(found, Options)
        first, *others = found.all
        for option in others:
            equal = option.values == first.values
            equals += equal
            assert (option.solved.status == "optimal") is equal
    assert equals, "no other plan is as good as the first"


def test_plans_with_other_people_are_the_best_of_their_kind(
    there: Situation, options: Options
) -> None:
    """By trying every roster: none that sends as many others is better."""
    first = options.options[0]
    kept = tuple(t for t in first.values if t not in options.traded)
    tiers = (*kept, *options.traded)
    same = tuple(first.values[t] for t in kept)
    tried = [one for one in every_roster(there) if one.values(kept) == same]
    placed = {(p.person, p.host) for p in first.roster.placements}
    for other in options.others:
        assert other.people == len(changed_people(first.roster, other.roster)) > 0
        mine = {(p.person, p.host) for p in other.roster.placements}
        fewest = int("".join(sign for sign in other.how if sign.isdigit()))
        assert len(placed - mine) >= fewest
        rivals = [
            one.values(tiers)
            for one in tried
            if len(placed - {(p.person, p.host) for p in one.roster.placements}) >= fewest
        ]
        assert tuple(other.values[t] for t in tiers) == min(rivals)


def test_no_plan_is_shown_twice(options: Options) -> None:
    rosters = [option.roster for option in options.all]
    assert all(roster not in rosters[:i] for i, roster in enumerate(rosters))
    names = [option.name for option in options.all]
    assert names == sorted(set(names), key="甲乙丙丁戊己庚".index)


def test_more_tiers_may_be_traded_by_name() -> None:
    found = Trading(prepare(COUNTIES["wishes"]()), start="志愿").options()
    assert isinstance(found, Options) and found.traded == ("wishes", "commute")
    with pytest.raises(InputRefused, match="没有层级“路”"):
        Trading(prepare(COUNTIES["wishes"]()), start="路")


def test_a_county_without_a_plan_has_none_to_show() -> None:
    found = Trading(prepare(PLANTED["quota"].county())).options()
    assert isinstance(found, Solved) and found.status == "infeasible"


def dominates(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """At least as good everywhere, better somewhere."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


# -- on the screen ---------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with wishes that cannot all be granted cheaply."""
    monkeypatch.chdir(tmp_path)
    write_county(tiny(wishes=WISHES), Path("book.xlsx"))
    return tmp_path


def test_every_plan_is_recorded_and_can_be_exported(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["plans", "book.xlsx", "--policy", str(PLAIN), "--county", "样例县"]
    assert staffing(words) in (Exit.DONE, Exit.SHORT)
    heard = capsys.readouterr().out
    assert (
        "上会方案" in heard and "按政策次序" in heard and "最好" in heard and "各方案相同" in heard
    )
    staffing(["runs", "--json"])
    runs = json.loads(capsys.readouterr().out)["runs"]
    names = {run["county"] for run in runs}
    assert "样例县" in names and "样例县（方案乙）" in names
    for number, run in enumerate(runs):
        assert run["id"] in heard
        code = staffing(["runs", "export", run["id"], "-o", f"{number}.xlsx"])
        assert code == Exit.DONE and Path(f"{number}.xlsx").exists()


def test_plans_json_names_tiers_and_runs(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staffing(["plans", "book.xlsx", "--policy", str(PLAIN), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["status"] == "ok" and said["traded"] and said["plans"][0]["name"] == "甲"
    assert all(plan["run"] and set(said["traded"]) <= set(plan["tiers"]) for plan in said["plans"])


TWIN = teacher("T8", "A", "语文", key_level="县级", school_since="2012-08", born="1980-05")


@pytest.mark.parametrize(
    ("county", "told"),
    [
        (tiny(wishes=WISHES), "甲、乙是各有取舍的方案：没有一份处处不如另一份"),
        (tiny(more=[TWIN]), "乙是换人的方案，不是取舍：上面各层与甲相同"),
        (
            tiny(),
            "乙是换人的方案，不在取舍之列：与甲比不必要的移动多1人，通勤多25公里（没有一层更好）",
        ),
    ],
)
def test_the_page_says_which_plans_trade_tiers_and_which_send_other_people(
    county: County, told: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(county, Path("book.xlsx"))
    staffing(["plans", "book.xlsx", "--policy", str(PLAIN)])
    heard = "".join(capsys.readouterr().out.split())
    assert told in heard
    assert ("各有取舍" in heard) is ("换人的方案" not in heard)


def test_targets_that_plans_do_not_meet_alike_are_shown(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those only watched, above all: no tier keeps them alike."""
    head = f'[policy]\nid = "w"\nname = "县"\nstanding = "本县决定"\nextends = "{PLAIN}"\n'
    rows = ("key_teacher_share", *(f"variation.primary_{x}" for x in ("education", "key", "arts")))
    watched = "".join(f'[rules.{row}]\nforce = "watch"\n' for row in rows)
    Path("watching.toml").write_text(head + watched, "utf-8")
    command = ["plans", "book.xlsx", "--policy", "watching.toml"]
    staffing([*command, "--json"])
    said = json.loads(capsys.readouterr().out)
    ledgers = []
    for plan in said["plans"]:
        staffing(["runs", "show", plan["run"], "--json"])
        lines = json.loads(capsys.readouterr().out)["targets"]
        ledgers.append({(t["rule"], t["key"]): (t["short"], t["state"]) for t in lines})
    told = {(t["rule"], t["key"]): t for t in said["targets"]}
    apart = {key for key in ledgers[0] if len({own[key] for own in ledgers}) > 1}
    assert apart == told.keys() and any(t["mode"] == "watch" for t in told.values())
    for key, line in told.items():
        assert line["short"] == [own[key][0] for own in ledgers]
    staffing(command)
    heard = capsys.readouterr().out
    assert "达标程度不同的指标" in heard and "只观察" in heard

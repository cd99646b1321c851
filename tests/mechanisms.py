"""Which file does which mechanism of the source plans, and which file tests it.

Rows M01–M46 are the mechanisms the plans ask for, T01–T18 their ratio targets. Homes are paths
without ``.py``; the test of a rule or a fact follows from its name, further tests are stated. What
carries every plan whatever the mechanism stands under ``ALWAYS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from constraints.registry import family_of, rules
from staffing.policy_file import load
from tests.policy.test_targets import DAY, HOMES

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Mechanism:
    """A row: its name in the plans, files that do it, tests besides those that follow by name."""

    name: str
    homes: tuple[str, ...]
    tests: tuple[str, ...] = ()


def _m(name: str, homes: str, tests: str = "") -> Mechanism:
    return Mechanism(name, tuple(homes.split()), tuple(tests.split()))


MECHANISMS: dict[str, Mechanism] = {
    "M01": _m(
        "编制核定与统筹",
        "constraints/facts/establishment constraints/establishment/establishment_cap"
        " constraints/establishment/duty_cap staffing/lists/reallocation"
        " staffing/roster_book/posts",
        "tests/test_reallocation tests/out/test_post_sheets",
    ),
    "M02": _m(
        "周转编制专户",
        "constraints/facts/revolving constraints/establishment/revolving_pool"
        " staffing/roster_book/posts",
        "tests/out/test_post_sheets",
    ),
    "M03": _m(
        "县管校聘",
        "constraints/facts/competition constraints/facts/surplus constraints/facts/points"
        " constraints/appointment/competition_order constraints/appointment/surplus_only"
        " constraints/appointment/surplus_placed constraints/points/points_sheet"
        " staffing/modes/transfer staffing/competition/procedure"
        " staffing/competition/round_result staffing/competition/surplus_list"
        " staffing/competition/rounds staffing/roster_book/rounds",
        "tests/test_competition tests/test_rounds",
    ),
    "M04": _m("岗位分级聘任", "constraints/facts/grades constraints/appointment/grade_structure"),
    "M05": _m(
        "清查在编不在岗",
        "staffing/data_audit/people staffing/data_audit/schools",
        "tests/workbook/test_data_audit",
    ),
    "M06": _m(
        "招聘补充",
        "constraints/facts/recruits constraints/recruits/recruits_placed"
        " staffing/modes/recruitment",
        "tests/test_recruitment",
    ),
    "M07": _m(
        "撤并与新建",
        "constraints/placement/closed_school constraints/facts/standing constraints/facts/demand",
        "tests/facts/test_closing tests/test_time",
    ),
    "M10": _m(
        "教师交流轮岗",
        "constraints/facts/eligibility constraints/rotation/rotation_share"
        " constraints/rotation/move_caps constraints/rotation/flow_balance"
        " constraints/rotation/order_of_going constraints/rotation/points_order"
        " constraints/rotation/wishes constraints/rotation/needless_moves"
        " constraints/rotation/commute staffing/modes/rotation",
        "tests/test_solve",
    ),
    "M11": _m(
        "骨干交流",
        "constraints/facts/key_teacher constraints/rotation/key_teacher_share"
        " constraints/cover/sending_floor",
    ),
    "M12": _m(
        "书记校长交流与选优",
        "constraints/facts/leaders constraints/leaders/leader_terms constraints/leaders/leader_sets"
        " constraints/ratios/leaders_young staffing/leaders/lists staffing/roster_book/confidential"
        " staffing/leaders/discretion",
        "tests/out/test_confidential",
    ),
    "M13": _m("新任教师捆绑聘用", "constraints/timebound/bound_appointment"),
    "M14": _m(
        "公费师范生与服务期",
        "constraints/facts/service constraints/facts/rural_service"
        " constraints/timebound/rural_segments constraints/placement/service_period",
    ),
    "M15": _m(
        "新教师城镇锻炼",
        "constraints/facts/tempering constraints/timebound/tempering_due"
        " constraints/timebound/tempering_place staffing/modes/tempering",
        "tests/test_modes tests/test_time",
    ),
    "M16": _m(
        "教研员到校任教",
        "constraints/facts/researchers constraints/timebound/researcher_year"
        " staffing/modes/tempering",
    ),
    "M17": _m(
        "薄弱校三年一轮",
        "constraints/facts/grouping constraints/placement/purpose constraints/cover/subject_cover",
    ),
    "M18": _m(
        "教研员上挂下派",
        "constraints/timebound/research_secondment staffing/modes/locked",
        "tests/test_office_locks",
    ),
    "M19": _m(
        "异地交流",
        "constraints/facts/outside constraints/timebound/outside_end staffing/locks/abroad",
        "tests/test_office_locks",
    ),
    "M20": _m(
        "走教",
        "constraints/facts/itinerant constraints/itinerant/itinerant_able"
        " constraints/itinerant/itinerant_days constraints/itinerant/itinerant_distance"
        " constraints/itinerant/itinerant_district constraints/itinerant/itinerant_half_days"
        " constraints/itinerant/itinerant_main constraints/itinerant/itinerant_minimum"
        " constraints/itinerant/itinerant_road constraints/itinerant/itinerant_schools"
        " constraints/itinerant/itinerant_visits staffing/modes/itinerant"
        " staffing/modes/locked_visits staffing/modelling/visiting staffing/itinerant/weekday"
        " staffing/itinerant/weekday_check staffing/itinerant/workload staffing/itinerant/jointness"
        " staffing/roster_book/itinerant staffing/answers/explain/visiting"
        " staffing/answers/substitute/visits_left",
        "tests/itinerant/test_district tests/itinerant/test_weekday"
        " tests/itinerant/test_jointness tests/itinerant/test_sheets tests/itinerant/test_said"
        " tests/itinerant/test_hand_edits tests/itinerant/test_locked_visits"
        " tests/itinerant/test_substitute_visits tests/test_locked_visits",
    ),
    "M21": _m(
        "学区与镇驻地辐射",
        "constraints/facts/districts constraints/districts/district_posts"
        " staffing/roster_book/posts",
        "tests/out/test_post_sheets",
    ),
    "M22": _m(
        "一校多区",
        "constraints/facts/supply constraints/placement/other_school constraints/facts/itinerant"
        " staffing/roster_book/campuses",
        "tests/facts/test_campuses tests/facts/test_establishment",
    ),
    "M23": _m("学区统筹调配", "constraints/districts/district_first"),
    "M24": _m(
        "学校选聘权",
        "constraints/facts/eligibility constraints/placement/eligible_only"
        " constraints/placement/receiving_say constraints/rotation/receiving_rank",
    ),
    "M30": _m(
        "组团支教",
        "constraints/facts/teams constraints/teams/team_whole"
        " constraints/teams/team_roles constraints/teams/team_sheet"
        " constraints/teams/receiver_type staffing/modes/secondment staffing/roster_book/teams",
        "tests/teams/test_nine_less_three tests/teams/test_random_teams tests/out/test_team_sheets",
    ),
    "M31": _m(
        "1:1 组团跟岗",
        "constraints/teams/counterpart_quota constraints/teams/counterpart_post"
        " constraints/teams/succession staffing/modes/shadowing staffing/teams/fill",
        "tests/teams/test_nine_less_three",
    ),
    "M32": _m(
        "双向挂职与骨干跟岗",
        "constraints/teams/attachment_quota staffing/modes/attachment",
        "tests/teams/test_other_modes",
    ),
    "M33": _m("种子学校团队", "constraints/teams/team_stability"),
    "M34": _m(
        "结对共建",
        "constraints/facts/pairing constraints/teams/pairing_coverage staffing/teams/pairing",
        "tests/teams/test_pairing_plan",
    ),
    "M35": _m("教研员包扶", "constraints/teams/researcher_schools staffing/teams/pairing"),
    "M36": _m(
        "实习支教置换",
        "constraints/facts/interns constraints/teams/interns_release staffing/modes/training",
        "tests/teams/test_other_modes",
    ),
    "M37": _m(
        "支教经费",
        "constraints/teams/programme_cost staffing/roster_book/teams",
        "tests/out/test_team_sheets",
    ),
    "M40": _m(
        "学科配齐",
        "constraints/cover/subject_offered constraints/cover/subject_cover",
        "tests/policy/test_targets",
    ),
    "M41": _m("紧缺学科", "constraints/provision/shortage_subjects"),
    "M42": _m("心理教师", "constraints/provision/counsellors"),
    "M43": _m("班主任、辅导员工作量", "constraints/facts/load constraints/provision/loads_counted"),
    "M44": _m("教研员配备", "constraints/provision/researchers"),
    "M45": _m("定向评价", "constraints/appointment/rural_title"),
    "M46": _m(
        "专职思政、体育、特教、保教",
        "constraints/provision/full_time_posts constraints/cover/kindergarten_cover",
    ),
}

TARGETS: dict[str, str] = {
    "T01": "城市与农村教师本科比例之比",
    "T02": "同上，2020年到2025年",
    "T03": "义务教育本科以上专任教师",
    "T04": "幼儿园学前教育专业、专科以上",
    "T05": "高中硕士",
    "T06": "中职双师型",
    "T07": "镇驻地骨干、学历不低于城区",
    "T08": "幼儿园公办教师占比",
    "T09": "交流占应交流、骨干占交流",
    "T10": "校际差异系数",
    "T11": "农村初中每百名学生名师",
    "T12": "初中研究生学历",
    "T13": "优质均衡水平的农村学校",
    "T14": "45周岁以下乡村校长",
    "T15": "镇驻地教师轮训",
    "T16": "幼儿园责任督学",
    "T17": "名师工作室",
    "T18": "生师比",
}

ALWAYS = (
    "constraints/placement/one_main_place",
    "constraints/placement/lock",
    "constraints/placement/qualification",
    "constraints/placement/same_stage",
    "constraints/placement/exemption",
    "constraints/placement/no_early_recall",
    "constraints/placement/return_home",
    "constraints/placement/commute_cap",
    "constraints/timebound/returns_covered",
)
"""Rules no single mechanism owns."""


def cases_of(mechanism: Mechanism) -> tuple[str, ...]:
    """Test files of a row: those of its rules and facts by their names, then the stated ones."""
    found: dict[str, None] = {}
    for home in mechanism.homes:
        package, _, rest = home.partition("/")
        folder, _, name = rest.rpartition("/")
        if package == "constraints":
            kind = "facts" if folder == "facts" else "rules"
            found[f"tests/{kind}/test_{name}"] = None
    return (*found, *(t for t in mechanism.tests if t not in found))


def targets() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Every target: id, name, files of its rules, shipped policies that state it."""
    for target, name in TARGETS.items():
        policies = sorted(policy for found, policy in HOMES if found == target)
        used = {
            row.rule for policy in policies for row in load(policy, DAY).rules
            if row.target == target
        }  # fmt: skip
        homes = sorted(home_of(rule) for rule in used)
        yield target, name, tuple(homes), tuple(policies)


def home_of(rule: str) -> str:
    """Path of a rule's file, without ``.py``."""
    return f"constraints/{family_of(rule)}/{rule}"


def unclaimed() -> list[str]:
    """Rules that neither a mechanism nor a target nor the ground rules account for."""
    claimed = {home for m in MECHANISMS.values() for home in m.homes} | set(ALWAYS)
    claimed |= {home for _, _, homes, _ in targets() for home in homes}
    return sorted(home_of(rule) for rule in rules() if home_of(rule) not in claimed)


def mechanism_table() -> str:
    """M-rows with their files and tests."""
    lines = ["| row | 机制 | files | tests |", "| --- | --- | --- | --- |"]
    for row, mechanism in MECHANISMS.items():
        files = " ".join(f"`{home}`" for home in mechanism.homes)
        tests = " ".join(f"`{test.removeprefix('tests/')}`" for test in cases_of(mechanism))
        lines.append(f"| {row} | {mechanism.name} | {files} | {tests} |")
    return "\n".join(lines)


def target_table() -> str:
    """T-rows with the rules that measure them and the policies that state them."""
    lines = ["| row | 指标 | rule | stated by |", "| --- | --- | --- | --- |"]
    for target, name, homes, policies in targets():
        files = " ".join(f"`{home}`" for home in homes)
        lines.append(f"| {target} | {name} | {files} | {', '.join(policies)} |")
    return "\n".join(lines)

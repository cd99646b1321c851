"""What only a policy can tell of a readable workbook: warnings of ``check --policy``, by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.facts.retirement import Retirement
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.column import Month
from models.problem import Problem
from staffing.data_audit.blank_groups import blank_groups
from staffing.data_audit.endless_locks import endless_locks
from staffing.data_audit.lacking_roles import lacking_roles
from staffing.data_audit.locked_past_age import locked_past_age
from staffing.data_audit.notes import note, who
from staffing.data_audit.switched_off import locks_switched_off
from staffing.data_audit.team_counts import teams_short
from staffing.data_audit.unread_baselines import unread_baselines
from staffing.data_audit.unread_posts import unread_posts
from staffing.data_audit.wishes import wishes_leading_nowhere
from staffing.naming import CountyNames


def under_policy(situation: Situation, audited: Sequence[Problem]) -> tuple[Problem, ...]:
    """Everything to look into; a lock the data audit has spoken of is not told again."""
    said = {(problem.sheet, _row_of(problem.cell)) for problem in audited}
    locks = (p for p in _broken_by_locks(situation) if (p.sheet, _row_of(p.cell)) not in said)
    off = locks_switched_off(situation.county, situation.policy)
    over = (*_over_limits(situation), *_unfilled_roles(situation), *_sole_leaders(situation))
    lacking = (*lacking_roles(situation), *teams_short(situation))
    unread = (*unread_posts(situation), *unread_baselines(situation))
    wishes = wishes_leading_nowhere(situation)
    return (
        *_past_age(situation),
        *_endless(situation),
        *locked_past_age(situation),
        *endless_locks(situation),
        *locks,
        *off,
        *over,
        *lacking,
        *unread,
        *blank_groups(situation),
        *wishes,
    )


def _past_age(situation: Situation) -> Iterator[Problem]:
    """People still listed as teaching whom nobody counts on: gaps grow without a word."""
    months = Retirement.of(situation)
    for code in StandingFact.of(situation).past_age:
        teacher = situation.county.teacher[code]
        message = (
            f"{who(teacher)}按政策的法定退休年月是{months.month_of(code)}，在本期以前，人员状态却是"
            f"“{teacher.status}”：不计入能任教的人，也不列为候选；已退休的改填“退休”，返聘的编制类型"
            "填“银龄”，出生年月或性别有误的请改正"
        )
        yield note(situation.county, teacher, "status", "past_retirement", message)


def _endless(situation: Situation) -> Iterator[Problem]:
    """Placements without an end that run past the length the policy gives them."""
    standings, county = StandingFact.of(situation).by_person, situation.county
    names = CountyNames(county)
    for code, rows in county.history_of.items():
        standing = standings.get(code)
        for row in rows:
            terms = situation.policy.modes.get(row.mode.name.lower())
            if standing is None or not standing.running or row.end is not None or terms is None:
                continue
            due = Month.of(row.start).plus(terms.length_months)
            if row.start == standing.since and due <= Month.of(county.term.start):
                message = (
                    f"{who(county.teacher[code])}{row.start}起{row.mode}到"
                    f"{names.school(row.school)}没有写“止”，按政策的期限应在 {due} 前期满，"
                    "现在仍按期内不动；已期满返回的请补填“止”，延期的请填批准的日期"
                )
                yield note(county, row, "end", "endless", message)


def _broken_by_locks(situation: Situation) -> tuple[Problem, ...]:
    """What the locks demand and the policy forbids."""
    from staffing.locks.collisions import lock_problem, struck_locks

    return tuple(lock_problem(situation.county, c) for c in struck_locks(situation))


def _over_limits(situation: Situation) -> Iterator[Problem]:
    """Limits that the locks alone exceed, at the first lock that does."""
    from staffing.locks.excess import excess_words, excesses

    for found in excesses(situation):
        if found.locks:
            message = (
                f"只按锁定的安排，{excess_words(situation, found)}：锁定不能越过法规。"
                "别人的去留能抵补的（如有人同时离开），方案里就不超；抵补不了的，求解照锁定安排，"
                "其余的人不得再加重，请先办妥增加的名额，或改锁定。能否抵补见 staffing diagnose"
            )
            yield note(situation.county, found.locks[0], "person", "lock_over_limit", message)


def _unfilled_roles(situation: Situation) -> Iterator[Problem]:
    """Roles of teams that the sending school has too few people for."""
    from staffing.teams.unfilled_roles import unfilled_roles

    for x in unfilled_roles(situation):
        message = (
            f"支教团{x.role.team}的{x.role.role}（{x.mode}）能够担任的人，"
            f"{CountyNames(situation.county).school(x.school)}还差 {x.short} 人，求解时派不齐；"
            "请改角色、人数或派出学校，或核对教师的行政职务、骨干级别（见 staffing diagnose）"
        )
        yield note(situation.county, x.role, "role", "role_unfilled", message)


def _sole_leaders(situation: Situation) -> Iterator[Problem]:
    """Roles whose list would tell what nobody has decided of a leader."""
    from staffing.teams.sole_leaders import sole_leaders

    for role, people in sole_leaders(situation):
        message = (
            f"支教团{role.team}的{role.role}应派人数不少于派出学校能担任的 {people} 人，"
            "其中学校领导的去留还没有决定：这支团队派齐，就等于说出是谁。请先决定、填入“锁定”表，决定以前不发布"
            "这支团队的名单和人数；或改由能担任的人更多的学校派"
        )
        yield note(situation.county, role, "role", "sole_leader", message)


def _row_of(cell: str) -> str:
    return "".join(sign for sign in cell if sign.isdigit())
